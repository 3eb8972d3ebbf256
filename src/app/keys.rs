//! Single letters that do something while nothing is typed, and the list of all keys.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

use super::layers::Layers;
use crate::components::current_route::CurrentRoute;
use crate::components::dialog::Dialog;
use crate::platform::document;
use crate::route::{ExperimentsView, FormView, LexView, ProfilerView, Route, SimulatorView, path};
use crate::state::call_log::CallLog;
use crate::state::preferences::Preferences;

/// Key and what it does, as the list shows them.
const KEYS: [(&str, &str); 19] = [
    ("⌘K, Ctrl K", "Search or jump to: pages, skills, experiments, actions"),
    ("T", "Light or dark theme"),
    ("G then M", "Go to Metrics"),
    ("G then E", "Go to Experiments"),
    ("G then S", "Go to Simulator"),
    ("G then P", "Go to Profiler"),
    ("G then L", "Go to Lex"),
    ("G then ,", "Go to Settings"),
    ("/", "Search on this page"),
    ("I", "API activity: the calls of this tab"),
    ("N", "Experiments: a new one"),
    ("?", "This list"),
    ("Esc", "Close the top layer; reset the chart's zoom"),
    ("← →", "Chart: one point on; PageUp and PageDown seven, Home and End to the ends"),
    ("+ −", "Chart: zoom in and out"),
    ("0", "Chart: reset the zoom"),
    ("Shift ← →, Enter", "Chart: select a span, zoom to it"),
    ("Space", "Legend: show or hide a series"),
    ("Alt Enter", "Legend: show one series alone"),
];

/// Listens for keys, and holds the list of them.
#[component]
pub fn Keys() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let navigate = use_navigate();
    let open = expect_context::<Layers>().keys;
    let calls = expect_context::<CallLog>();
    let current = CurrentRoute::from_router();
    let list = move || ExperimentsView { skill_id: untrack(|| current.skill_id()), ..Default::default() };
    let after_g = StoredValue::new(false);
    let on_key = window_event_listener(ev::keydown, move |event| {
        let is_command = event.ctrl_key() || event.meta_key() || event.alt_key();
        if is_command || is_typing(&event) || !preferences.single_letter_keys_now() {
            return;
        }
        let was_g = after_g.try_update_value(std::mem::take).unwrap_or(false);
        match event.key().as_str() {
            "m" | "M" if was_g => navigate(&Route::Metrics(Box::default()).href(), Default::default()),
            "e" | "E" if was_g => navigate(&Route::Experiments(Box::new(list())).href(), Default::default()),
            "n" | "N" if matches!(current.route.get_untracked(), Route::Experiments(_)) => {
                navigate(
                    &Route::ExperimentForm(Box::new(FormView::new_for(list().skill_id))).href(),
                    Default::default(),
                );
            }
            "s" | "S" if was_g => {
                let view = SimulatorView { skill_id: list().skill_id, ..SimulatorView::default() };
                navigate(&Route::Simulator(Box::new(view)).href(), Default::default());
            }
            "p" | "P" if was_g => {
                let view = ProfilerView { skill_id: list().skill_id, ..ProfilerView::default() };
                navigate(&Route::Profiler(Box::new(view)).href(), Default::default());
            }
            "l" | "L" if was_g => {
                let view = LexView { skill_id: list().skill_id, ..LexView::default() };
                navigate(&Route::Lex(Box::new(view)).href(), Default::default());
            }
            "," if was_g => navigate(path::SETTINGS, Default::default()),
            "g" | "G" => after_g.set_value(true),
            "t" | "T" => preferences.toggle_theme(),
            "i" | "I" => calls.show(None),
            "/" if document::focus_search() => {}
            "?" => open.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || on_key.remove());
    view! {
        <Dialog
            id="keys"
            heading="Keys"
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| open.set(false)>
                        "Close"
                    </button>
                }
            }
        >
            <dl class="keys">
                {KEYS
                    .into_iter()
                    .map(|(key, what)| {
                        view! {
                            <dt>
                                <kbd>{key}</kbd>
                            </dt>
                            <dd>{what}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
}

/// Whether the key goes into a field, or a dialog is open.
fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else { return false };
    let within = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog[open]";
    target.closest(within).ok().flatten().is_some()
}
