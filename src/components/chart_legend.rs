//! The legend: which series there are, and which are shown.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::charts::palette::{Dash, Slot};
use crate::charts::series::{ChartSeries, LegendChoice};

/// Buttons that show and hide series. Space or a click toggles one, Alt with Enter or a click shows it alone.
#[component]
pub fn ChartLegend(
    /// All series.
    #[prop(into)]
    series: Signal<Arc<Vec<ChartSeries>>>,
    /// What the person chose.
    on_choice: Callback<LegendChoice>,
    /// What the dashed line of the period before is called, such as `previous 28 days`.
    #[prop(into)]
    previous_label: Signal<Option<String>>,
) -> impl IntoView {
    let entries = Memo::new(move |_| {
        series.with(|all| {
            all.iter()
                .map(|s| (s.key.clone(), s.name.clone(), s.slot, s.dash))
                .collect::<Vec<(String, String, Slot, Dash)>>()
        })
    });
    let first_slot = Memo::new(move |_| series.with(|all| all.first().map_or(Slot::NEUTRAL, |s| s.slot)));
    view! {
        <div class="legend" role="group" aria-label="Series">
            <For each=move || entries.get() key=|entry| entry.clone() let((key, name, slot, dash))>
                {
                    let shown_key = key.clone();
                    let is_shown = Memo::new(move |_| {
                        series.with(|all| all.iter().any(|s| s.key == shown_key && s.visible))
                    });
                    let (clicked, pressed) = (key.clone(), key);
                    view! {
                        <button
                            type="button"
                            aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                            on:click=move |ev| {
                                let key = clicked.clone();
                                let isolate = ev.alt_key();
                                on_choice.run(if isolate { LegendChoice::Isolate(key) } else { LegendChoice::Toggle(key) });
                            }
                            on:keydown=move |ev: KeyboardEvent| {
                                // Alt with Enter makes no click of its own everywhere.
                                if ev.alt_key() && ev.key() == "Enter" {
                                    ev.prevent_default();
                                    on_choice.run(LegendChoice::Isolate(pressed.clone()));
                                }
                            }
                        >
                            <i class=format!("swatch {} {}", slot.class(), dash.swatch_class())></i>
                            {name}
                        </button>
                    }
                }
            </For>
            <Show when=move || previous_label.with(Option::is_some)>
                <span class="legend__note">
                    <i class=move || format!("swatch swatch--dot {}", first_slot.get().class())></i>
                    {move || previous_label.get()}
                </span>
            </Show>
        </div>
    }
}
