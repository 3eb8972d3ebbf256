//! What the crosshair reads, beside it: HTML over the canvas, so that the text is sharp and can be selected.

use leptos::prelude::*;

use super::chart_state::ChartState;
use crate::charts::cursor::{Reading, ReadingRow};
use crate::charts::palette::{Dash, Slot};
use crate::charts::series::visible;

/// The tooltip, the crosshair and the discs on it.
#[component]
pub fn ChartCrosshair(
    /// The chart.
    state: ChartState,
) -> impl IntoView {
    let is_shown = Memo::new(move |_| state.cursor_s.get().is_some());
    view! {
        <Show when=move || is_shown.get()>
            <Crosshair state />
        </Show>
    }
}

/// How a series looks in the tooltip.
type Look = (String, Slot, Dash);

#[component]
fn Crosshair(state: ChartState) -> impl IntoView {
    let x = Memo::new(move |_| state.cursor_s.get().map(|t| state.percent(t)).unwrap_or_default());
    let looks = Memo::new(move |_| {
        state.series.with(|all| visible(all).map(|s| (s.key.clone(), s.slot, s.dash)).collect::<Vec<Look>>())
    });
    let reading = Memo::new(move |_| state.reading());
    // In the first third the tooltip would leave the plot on the left.
    let is_left = Memo::new(move |_| {
        let part = state.cursor_s.get().zip(state.projection.get()).map_or(0.0, |(t, p)| p.fraction(t));
        part > 1.0 / 3.0
    });
    let row = move |key: &str, part: fn(&ReadingRow) -> String| {
        reading.with(|r| r.as_ref().and_then(|r| r.rows.iter().find(|r| r.key == key)).map(part).unwrap_or_default())
    };
    let head = move |part: fn(&Reading) -> String| reading.with(|r| r.as_ref().map(part).unwrap_or_default());
    let disc_y = move |key: &str| {
        let time_s = state.cursor_s.get()?;
        let projection = state.projection.get()?;
        let value = state.series.with(|all| all.iter().find(|s| s.key == key)?.series.at(time_s))?;
        Some(projection.y_px(value))
    };
    view! {
        <span class="chart__cross" style:--x=move || x.get()></span>
        <For each=move || looks.get() key=|look| look.clone() let((key, slot, _dash))>
            {
                let y = Memo::new(move |_| disc_y(&key));
                view! {
                    <Show when=move || y.get().is_some() && state.setting.get().bucket_s.is_some()>
                        <i
                            class=format!("chart__disc {}", slot.class())
                            style:--x=move || x.get()
                            style:--y=move || format!("{:.1}px", y.get().unwrap_or_default())
                        ></i>
                    </Show>
                }
            }
        </For>
        <div class="tip" class:tip--left=move || is_left.get() style:--x=move || x.get()>
            <p class="tip__h">
                <span class="tip__when">{move || head(|r| r.when.clone())}</span>
                <span class="is-muted">{move || head(|r| r.zone.to_owned())}</span>
                <Show when=move || reading.with(|r| r.as_ref().is_some_and(|r| r.before.is_some()))>
                    <span class="is-muted">{move || head(|r| format!("vs {}", r.before.clone().unwrap_or_default()))}</span>
                </Show>
            </p>
            <dl>
                <For each=move || looks.get() key=|look| look.clone() let((key, slot, dash))>
                    {
                        let key = StoredValue::new(key);
                        let cell = move |part: fn(&ReadingRow) -> String| key.with_value(|key| row(key, part));
                        view! {
                            <dt>
                                <i class=format!("swatch {} {}", slot.class(), dash.swatch_class())></i>
                                <span>{move || cell(|r| r.name.clone())}</span>
                            </dt>
                            <dd>{move || cell(|r| r.value.clone())}</dd>
                            <dd>{move || cell(|r| r.previous.clone().unwrap_or_default())}</dd>
                        }
                    }
                </For>
            </dl>
            <Show when=move || reading.with(|r| r.as_ref().is_some_and(|r| r.incomplete))>
                <p class="tip__foot is-muted">"Not complete yet"</p>
            </Show>
        </div>
    }
}
