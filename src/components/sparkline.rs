//! The small line of a key figure.

use std::sync::Arc;

use leptos::prelude::*;

use crate::charts::palette::Slot;
use crate::charts::series::points;
use crate::charts::spark;
use crate::domain::series::Series;

/// A line without axes, over its tint. It says nothing that the figure beside it does not, so it is hidden from screen
/// readers.
#[component]
pub fn Sparkline(
    /// The values.
    #[prop(into)]
    series: Signal<Arc<Series>>,
    /// The bucket length, so that gaps are seen.
    #[prop(into)]
    bucket_s: Signal<Option<i64>>,
    /// Its colour: neutral, or the first one while its card is selected.
    #[prop(into)]
    colour: Signal<Slot>,
) -> impl IntoView {
    let paths = Memo::new(move |_| {
        let bucket_s = bucket_s.get();
        series.with(|s| {
            let span_s = (s.times_s().first().copied().unwrap_or(0), s.times_s().last().copied().unwrap_or(0));
            spark::paths(points(s), span_s, bucket_s, (100, 30), None)
        })
    });
    view! {
        <svg
            class=move || format!("spark {}", colour.get().class())
            viewBox="0 0 100 30"
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <path class="area" d=move || paths.with(|p| p.area.clone()) />
            <path d=move || paths.with(|p| p.line.clone()) />
        </svg>
    }
}
