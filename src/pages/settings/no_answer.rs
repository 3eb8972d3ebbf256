//! What stands in place of what is kept where the browser's storage does not answer.

use leptos::prelude::*;

use super::kept_words as words;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;

/// Says so, with a way to look again.
#[component]
pub fn NoAnswerBanner(
    /// Looks again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Banner
            tone=Tone::Warn
            icon=IconName::Alert
            heading=words::NO_ANSWER
            actions=move || {
                view! {
                    <button class="btn btn--sm" type="button" on:click=move |_| on_retry.run(())>
                        {words::TRY_AGAIN}
                    </button>
                }
            }
        >
            <p>{words::NO_ANSWER_WHY}</p>
        </Banner>
    }
}
