//! Whether a run is to be cancelled: what is left of it would not be run.

use leptos::prelude::*;

use super::model::SuitesModel;
use crate::components::dialog::Dialog;
use crate::pages::profiler::words::suite as words;

mod text {
    pub const HEADING: &str = "Cancel this run";
    pub const BACK: &str = "Keep running";
    pub const CANCEL: &str = "Cancel run";
}

/// Asks, and cancels. Closes by itself where the run ends meanwhile.
#[component]
pub fn CancelDialog(
    /// The state of the suites.
    model: SuitesModel,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    Effect::new(move |_| {
        if model.under_way.with(Option::is_none) {
            open.set(false);
        }
    });
    let consequence = move || words::cancel_words(&model.runner.state.with(|s| s.progress));
    let actions = move || {
        view! {
            <button class="btn" type="button" on:click=move |_| open.set(false)>
                {text::BACK}
            </button>
            <button
                class="btn btn--danger"
                type="button"
                on:click=move |event| {
                    // The second click of a double click on what opened the question is no answer to it.
                    if event.detail() < 2 {
                        open.set(false);
                        model.runner.cancel();
                    }
                }
            >
                {text::CANCEL}
            </button>
        }
    };
    view! {
        <Dialog id="cancel-run" heading=text::HEADING open actions>
            <p>{consequence}</p>
        </Dialog>
    }
}
