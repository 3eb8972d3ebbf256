//! Which intents are taken for which.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::SuitesModel;
use crate::charts::confusion::ConfusionMap;
use crate::components::confusion_chart::ConfusionView;
use crate::components::icon::{Icon, IconName};
use crate::platform::document;

mod text {
    pub const HEADING: &str = "Where intents get confused";
    pub const ABOUT: &str = "Rows are expected, columns are what was chosen. Choose a cell to see its utterances.";
}

/// The confusion matrix.
#[component]
pub fn MatrixCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let weakest = move || model.score.with(|s| s.as_ref().and_then(|s| s.weakest_words()));
    let map = Memo::new(move |_| {
        Arc::new(model.score.with(|s| s.as_ref().map(|s| ConfusionMap::new(&s.confusion)).unwrap_or_default()))
    });
    let choose = move |pair: (String, String)| {
        let _ = model.pair.try_set(Some(pair));
        document::focus("results");
    };
    view! {
        <section class="card" aria-labelledby="confusion">
            <div class="card__head">
                <div>
                    <h2 id="confusion">{text::HEADING}</h2>
                    <p>{text::ABOUT}</p>
                </div>
            </div>
            <div class="card__body stack">
                <ConfusionView map on_choose=choose />
                {move || {
                    weakest()
                        .map(|words| {
                            view! {
                                <p class="note">
                                    <Icon name=IconName::Info />
                                    <span class="breaks">{words}</span>
                                </p>
                            }
                        })
                }}
            </div>
        </section>
    }
}
