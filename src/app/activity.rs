//! API activity: the calls of this tab, to follow what was asked and to ask it again elsewhere.

use leptos::html;
use leptos::prelude::*;

use super::activity_call::{CallItem, id_of};
use crate::components::choice::Choice;
use crate::components::close_button::CloseButton;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::platform::document;
use crate::state::call_log::{Call, CallLog, KEPT};
use crate::state::call_words::requests;

mod text {
    pub const HEADING: &str = "API activity";
    pub const WHICH: &str = "Which calls are shown";
    pub const LIST: &str = "Calls, newest first";
    pub const CLOSE: &str = "Close API activity";
    pub const NONE: &str = "No request was sent yet";
    pub const NONE_WHY: &str = "Each request of this tab is listed here when it ends.";
    pub const NO_FAILED: &str = "No request failed";
    pub const NO_FAILED_WHY: &str = "Each of those that are kept was answered.";
    pub const TOKEN: &str = "A copied command names the token as $LWA_TOKEN. The token itself is never shown. The list is kept in the memory of this tab and is gone when you sign out or load the page again.";
}

const ALL: &str = "all";
const FAILED: &str = "failed";

/// The button in the top bar.
#[component]
pub fn ActivityButton() -> impl IntoView {
    let calls = expect_context::<CallLog>();
    let count = move || requests(calls.len(), KEPT);
    view! {
        <button
            class="btn btn--ghost btn--sm hide-md activity-button"
            type="button"
            title=text::HEADING
            aria-haspopup="dialog"
            aria-label=move || format!("{}: {}", text::HEADING, count())
            aria-keyshortcuts="I"
            on:click=move |_| calls.show(None)
        >
            <Icon name=IconName::Pulse />
            <span>{count}</span>
        </button>
    }
}

/// The panel at the edge of the window.
#[component]
pub fn ActivityPanel() -> impl IntoView {
    let calls = expect_context::<CallLog>();
    calls.hold_panel();
    let dialog = NodeRef::<html::Dialog>::new();
    view! {
        <dialog
            node_ref=dialog
            class="drawer activity"
            aria-labelledby="activity-heading"
            on:close=move |_| {
                let _ = calls.is_shown.try_set(false);
                let _ = calls.chosen.try_set(None);
                request_animation_frame(|| document::focus_if_nowhere(document::TITLE));
            }
        >
            <Show when=move || calls.is_shown.get()>
                <Body dialog calls />
            </Show>
        </dialog>
    }
}

#[component]
fn Body(dialog: NodeRef<html::Dialog>, calls: CallLog) -> impl IntoView {
    let which = RwSignal::new(ALL.to_owned());
    let close = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        let (Some(dialog), Some(close)) = (dialog.get(), close.get()) else { return };
        if !dialog.open() {
            // Fails only where the dialog is not in the document any more.
            let _ = dialog.show_modal();
        }
        let chosen = calls.chosen.get_untracked().and_then(|number| document::element(&id_of(number)));
        let _ = match chosen {
            Some(row) => row.focus(),
            None => close.focus(),
        };
    });
    let failed = move || calls.newest_first().into_iter().filter(|c| !c.record.is_ok()).collect::<Vec<Call>>();
    let choices = Signal::derive(move || {
        let failed = failed().len();
        vec![Choice::new(ALL, format!("All {}", calls.len())), Choice::new(FAILED, format!("Failed {failed}"))]
    });
    let shown = Memo::new(move |_| which.with(|w| if w == FAILED { failed() } else { calls.newest_first() }));
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    view! {
        <div class="activity__head">
            <h2 id="activity-heading">{text::HEADING}</h2>
            <span class="is-muted fs-12">{format!("this tab, last {KEPT}")}</span>
            <CloseButton dialog label=text::CLOSE button=close push=true />
        </div>
        <div class="activity__filter">
            <Segmented
                name="activity-which"
                label=text::WHICH
                small=true
                choices
                value=which
                on_change=move |chosen| which.set(chosen)
            />
        </div>
        <div class="activity__body">
            <Show
                when=move || !is_empty.get()
                fallback=move || {
                    let (heading, why) = if which.with(|w| w == FAILED) {
                        (text::NO_FAILED, text::NO_FAILED_WHY)
                    } else {
                        (text::NONE, text::NONE_WHY)
                    };
                    view! {
                        <div class="palette__none">
                            <p>{heading}</p>
                            <p class="hint">{why}</p>
                        </div>
                    }
                }
            >
                <ul aria-label=text::LIST>
                    <For each=move || shown.get() key=|call| call.number let(call)>
                        <CallItem call calls />
                    </For>
                </ul>
            </Show>
        </div>
        <p class="note activity__note">
            <Icon name=IconName::Lock />
            <span>{text::TOKEN}</span>
        </p>
    }
}
