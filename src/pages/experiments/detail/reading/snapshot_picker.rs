//! Which snapshot is read, and with which it is compared.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::model::ReadingModel;
use crate::domain::id::MetricSnapshotId;
use crate::pages::experiments::words::snapshot_pick::{self, Pick};

mod text {
    pub const ALL: &str = "All snapshots";
    pub const COMPARE: &str = "Compare with";
    pub const NOTHING: &str = "Nothing";
}

fn element_id(id: &MetricSnapshotId) -> String {
    format!("snapshot-{}", id.as_str())
}

/// The button of a snapshot takes the focus, once it is there.
fn focus(id: &MetricSnapshotId) {
    let id = element_id(id);
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(element) = element {
            let _ = element.focus();
        }
    });
}

/// Buttons for whole weeks and the latest; ← and → move the choice.
#[component]
pub fn SnapshotPicker(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let buttons = Memo::new(move |_| {
        let chosen = page.chosen.get();
        page.dated.with(|dated| reading.picks.with(|picks| snapshot_pick::buttons(dated, picks, chosen.as_ref())))
    });
    let key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let chosen = page.chosen.get_untracked();
        let next = buttons.with_untracked(|buttons| {
            let at = buttons.iter().position(|p| Some(&p.id) == chosen.as_ref())?;
            let to = match event.key().as_str() {
                "ArrowLeft" => at.checked_sub(1)?,
                "ArrowRight" => at + 1,
                "Home" => 0,
                "End" => buttons.len().checked_sub(1)?,
                _ => return None,
            };
            buttons.get(to).map(|p| p.id.clone())
        });
        if let Some(id) = next {
            event.prevent_default();
            event.stop_propagation();
            reading.choose(id.clone(), false);
            focus(&id);
        }
    };
    let button = move |pick: Pick| {
        let (own, target) = (pick.id.clone(), pick.id.clone());
        let is_chosen = Memo::new(move |_| page.chosen.with(|c| c.as_ref() == Some(&own)));
        view! {
            <button
                class="snap"
                type="button"
                id=element_id(&pick.id)
                aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| {
                    if !is_chosen.get_untracked() {
                        reading.choose(target.clone(), true);
                    }
                }
            >
                <b>{pick.label}</b>
                {pick.dates}
            </button>
        }
    };
    view! {
        <div class="snaps" role="group" aria-label="Snapshot" on:keydown=key>
            <For each=move || buttons.get() key=Pick::clone let(pick)>
                {button(pick)}
            </For>
        </div>
    }
}

fn options(picks: Vec<Pick>, selected: &str) -> impl IntoView + use<> {
    let option = |pick: Pick| {
        let is_selected = pick.id.as_str() == selected;
        view! {
            <option value=pick.id.as_str().to_owned() selected=is_selected>
                {format!("{}, {}", pick.label, pick.dates)}
            </option>
        }
    };
    picks.into_iter().map(option).collect_view()
}

/// All snapshots in a list, and another one to compare with.
#[component]
pub fn SnapshotSelects(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let parse = |value: &str| MetricSnapshotId::parse(value).ok();
    let newest_first = move || reading.picks.with(|picks| picks.iter().rev().cloned().collect::<Vec<_>>());
    let others = move || {
        let chosen = page.chosen.get();
        newest_first().into_iter().filter(|p| Some(&p.id) != chosen.as_ref()).collect::<Vec<_>>()
    };
    let chosen = move || page.chosen.with(|c| c.as_ref().map(|c| c.as_str().to_owned())).unwrap_or_default();
    let compared = move || page.view.with(|v| v.compare.as_ref().map(|c| c.as_str().to_owned())).unwrap_or_default();
    let many = Memo::new(move |_| reading.picks.with(|picks| picks.len() > 1));
    view! {
        <Show when=move || many.get()>
            <div class="row snap-selects no-print">
                <label class="pick">
                    <span>{text::ALL}</span>
                    <select
                        prop:value=chosen
                        on:change:target=move |event| {
                            if let Some(id) = parse(&event.target().value()) {
                                reading.choose(id, true);
                            }
                        }
                    >
                        {move || options(newest_first(), &chosen())}
                    </select>
                </label>
                <label class="pick">
                    <span>{text::COMPARE}</span>
                    <select
                        prop:value=compared
                        on:change:target=move |event| {
                            let id = parse(&event.target().value());
                            page.change(|view| view.compare = id);
                        }
                    >
                        <option value="">{text::NOTHING}</option>
                        {move || options(others(), &compared())}
                    </select>
                </label>
            </div>
        </Show>
    }
}
