//! Bars one below the other, on a canvas.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::chart_frame::{use_canvas_size, use_dark_theme};
use crate::charts::bar_list::{Bar, BarListDrawing, MOST, ROW_PX};
use crate::charts::canvas::Canvas;
use crate::charts::palette::Palette;
use crate::charts::stack::Write;

/// Bars with their names and values. What they show stands in a table too, which is the page's.
#[component]
pub fn BarChart(
    /// The bars, from the top.
    #[prop(into)]
    bars: Signal<Arc<Vec<Bar>>>,
    /// How values are written.
    #[prop(into)]
    write: Signal<Write>,
    /// One sentence that says what the chart shows.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let canvas_ref = NodeRef::<html::Canvas>::new();
    let size = use_canvas_size(canvas_ref);
    let dark = use_dark_theme();
    Effect::new(move |_| {
        let (Some(element), Some(size)) = (canvas_ref.get(), size.get()) else { return };
        let Some(canvas) = Canvas::new(element) else { return };
        let write = write.get();
        bars.with(|bars| {
            let drawing = BarListDrawing { bars, write, width_px: size.size_px.0, corner_px: (0.0, 0.0) };
            canvas.show(&drawing, size.ratio, Palette::of_theme(dark.get()));
        });
    });
    let height = move || format!("{}px", bars.with(|b| b.len().min(MOST)) as f64 * ROW_PX);
    view! { <canvas class="bar-list" node_ref=canvas_ref role="img" aria-label=label style:--h=height></canvas> }
}
