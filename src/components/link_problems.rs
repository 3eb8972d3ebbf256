//! What of an address could not be used.

use leptos::prelude::*;

use super::banner::{Banner, Tone};
use super::icon::IconName;

mod words {
    pub const HEADING: &str = "Not everything in this link could be used";
}

/// A sentence for each part of the address that could not be used; nothing while all could.
#[component]
pub fn LinkProblems(
    /// The sentences.
    #[prop(into)]
    problems: Signal<Vec<String>>,
) -> impl IntoView {
    move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            view! {
                <Banner tone=Tone::Warn icon=IconName::Alert heading=words::HEADING>
                    {problems.into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}
                </Banner>
            }
        })
    }
}
