//! Which intents are taken for which.

use leptos::prelude::*;

use super::model::SuitesModel;
use crate::components::icon::{Icon, IconName};

mod text {
    pub const HEADING: &str = "Where intents get confused";
    pub const ABOUT: &str = "Rows are expected, columns are what was chosen";
}

/// The confusion matrix.
#[component]
pub fn MatrixCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let weakest = move || model.score.with(|s| s.as_ref().and_then(|s| s.weakest_words()));
    view! {
        <section class="card" aria-labelledby="confusion">
            <div class="card__head">
                <div>
                    <h2 id="confusion">{text::HEADING}</h2>
                    <p>{text::ABOUT}</p>
                </div>
            </div>
            <div class="card__body stack">
                {move || {
                    weakest()
                        .map(|words| {
                            view! {
                                <p class="note">
                                    <Icon name=IconName::Info />
                                    <span>{words}</span>
                                </p>
                            }
                        })
                }}
            </div>
        </section>
    }
}
