//! What happened, above the plot: flags that lead to it, a line down to the axis, and a tint while it runs.

use std::sync::Arc;

use leptos::prelude::*;

use super::chart_state::ChartState;
use super::icon::{Icon, IconName};
use crate::charts::series::{ChartMarker, MarkerKind};

/// Flags, lines and bands of the markers inside the window.
#[component]
pub fn ChartFlags(
    /// The chart.
    state: ChartState,
    /// The markers, in any order.
    #[prop(into)]
    markers: Signal<Arc<Vec<ChartMarker>>>,
) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let (start_s, end_s) = state.setting.get().window_s;
        markers.with(|all| {
            all.iter()
                .filter(|m| m.time_s < end_s && m.until_s.unwrap_or(m.time_s) >= start_s)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let is_inside = move |time_s: i64| {
        let (start_s, end_s) = state.setting.get().window_s;
        (start_s..end_s).contains(&time_s)
    };
    view! {
        <For each=move || seen.get() key=|m| (m.time_s, m.href.clone(), m.kind == MarkerKind::Start, m.label.clone()) let(marker)>
            {
                let ChartMarker { time_s, label, description, href, kind, until_s } = marker;
                // Percentages are numbers here, because a band is as wide as the difference of two.
                let part = move |t: i64| state.projection.get().map_or(0.0, |p| p.fraction(t).clamp(0.0, 1.0) * 100.0);
                // A flag near the right edge grows to the left.
                let is_late = move || part(time_s) > 80.0;
                view! {
                    {until_s
                        .map(|until_s| {
                            view! {
                                <span
                                    class="chart__band"
                                    style:--x=move || format!("{:.3}%", part(time_s))
                                    style:--w=move || format!("{:.3}%", part(until_s) - part(time_s))
                                ></span>
                            }
                        })}
                    <Show when=move || is_inside(time_s)>
                        <span class="chart__mark" style:--x=move || format!("{:.3}%", part(time_s))></span>
                        <a
                            class="chart__flag"
                            class:chart__flag--stop=kind == MarkerKind::Stop
                            class:chart__flag--end=is_late
                            href=href.clone()
                            aria-label=description.clone()
                            style:--x=move || format!("{:.3}%", part(time_s))
                        >
                            <Icon name=if kind == MarkerKind::Start { IconName::Play } else { IconName::Stop } />
                            <span class="opt">{label.clone()}</span>
                        </a>
                    </Show>
                }
            }
        </For>
    }
}
