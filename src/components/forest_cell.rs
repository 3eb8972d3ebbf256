//! A difference with its interval in a cell, and the axis in the head of its column.

use leptos::html;
use leptos::prelude::*;

use super::chart_frame::{use_canvas_size, use_dark_theme};
use crate::charts::canvas::Canvas;
use crate::charts::forest::{ForestDrawing, ForestForm, ForestRow, ForestScale};
use crate::charts::palette::Palette;

/// One row of a forest plot on a canvas of its own; rows of one column are aligned because they share a scale.
///
/// It stands alone in its `td`, or with words for phones beside it. Where the row has no difference the page says why
/// instead of placing one.
#[component]
pub fn ForestCell(
    /// What is drawn.
    #[prop(into)]
    row: Signal<ForestRow>,
    /// The scale of the column.
    #[prop(into)]
    scale: Signal<ForestScale>,
    /// One sentence with the same figures.
    #[prop(into)]
    label: Signal<String>,
    /// Its size: `Row` in the table of results, `Mini` in a list.
    #[prop(optional)]
    form: ForestForm,
) -> impl IntoView {
    let canvas_ref = NodeRef::<html::Canvas>::new();
    let size = use_canvas_size(canvas_ref);
    let dark = use_dark_theme();
    Effect::new(move |_| {
        let (Some(element), Some(size)) = (canvas_ref.get(), size.get()) else { return };
        let Some(canvas) = Canvas::new(element) else { return };
        let drawing = ForestDrawing { row: row.get(), scale: scale.get(), form, size_px: size.size_px };
        canvas.show(&drawing, size.ratio, Palette::of_theme(dark.get()));
    });
    let class = match form {
        ForestForm::Row => "forest-row",
        ForestForm::Mini => "forest-mini",
    };
    view! {
        <div class=class>
            <canvas node_ref=canvas_ref role="img" aria-label=label></canvas>
        </div>
    }
}

/// The axis of a column of [`ForestCell`]s, for its head: the numbers for the eye, the range for a screen reader.
#[component]
pub fn ForestAxis(
    /// The scale of the column.
    #[prop(into)]
    scale: Signal<ForestScale>,
    /// What the bars are, such as `95% interval`.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="vh">{move || format!("{}, axis from {}", label.get(), scale.get().spoken())}</span>
        <div class="forest-axis" aria-hidden="true">
            {move || {
                let ticks = scale.get().ticks().into_iter();
                ticks
                    .map(|tick| {
                        view! { <span style:--x=format!("{:.3}%", tick.fraction * 100.0)>{tick.label}</span> }
                    })
                    .collect_view()
            }}
        </div>
    }
}
