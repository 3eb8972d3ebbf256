//! A line chart on a canvas, with everything that a person does to it.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::chart_brush::ChartBrush;
use super::chart_flags::ChartFlags;
use super::chart_frame::{use_dark_theme, use_frame};
use super::chart_legend::ChartLegend;
use super::chart_state::ChartState;
use super::chart_tooltip::ChartCrosshair;
use crate::charts::canvas::Canvas;
use crate::charts::cursor::Step;
use crate::charts::palette::Palette;
use crate::charts::series::{self, ChartMarker, ChartSeries, LegendChoice, Setting};
use crate::charts::ticks;
use crate::domain::words::Zone;

/// A drag shorter than this is a click.
const DRAG_PX: f64 = 3.0;

/// Lines over time: legend, plot with crosshair and tooltip, and overview.
///
/// The window and the visible series are the page's: the chart shows what it is given and asks for changes.
#[component]
pub fn LineChart(
    /// All series, in legend order.
    #[prop(into)]
    series: Signal<Arc<Vec<ChartSeries>>>,
    /// The whole range: the first instant, and the first after it.
    #[prop(into)]
    span_s: Signal<(i64, i64)>,
    /// The bucket length; `None` for totals, which become bars.
    #[prop(into)]
    bucket_s: Signal<Option<i64>>,
    /// From here on buckets are not complete.
    #[prop(into)]
    incomplete_from_s: Signal<Option<i64>>,
    /// The zone of axis and tooltip.
    #[prop(into)]
    zone: Signal<Zone>,
    /// One sentence that says what the chart shows.
    #[prop(into)]
    label: Signal<String>,
    /// The part of the range that is shown; all of it with `None`.
    #[prop(into)]
    zoom: Signal<Option<(i64, i64)>>,
    /// Asked for another part; `None` is all of it.
    on_zoom: Callback<Option<(i64, i64)>>,
    /// Asked to show or hide series.
    on_legend: Callback<LegendChoice>,
    /// What the period before is called in the legend, such as `previous 28 days`.
    #[prop(optional, into)]
    previous_label: Signal<Option<String>>,
    /// How long before the period before lies, for the date in the tooltip.
    #[prop(optional, into)]
    previous_shift_s: Signal<Option<i64>>,
    /// What happened, to be marked.
    #[prop(optional, into)]
    markers: Signal<Arc<Vec<ChartMarker>>>,
    /// Whether marks may come later: their room is kept, so that the plot stays where it is.
    #[prop(optional, into)]
    expects_markers: Signal<bool>,
    /// Height of the plot in CSS pixels.
    #[prop(default = 320)]
    height_px: u32,
) -> impl IntoView {
    let preview_s = RwSignal::new(None);
    let setting = Memo::new(move |_| Setting {
        window_s: preview_s.get().or_else(|| zoom.get()).unwrap_or_else(|| span_s.get()),
        bucket_s: bucket_s.get(),
        incomplete_from_s: incomplete_from_s.get(),
        zone: zone.get(),
    });
    let state = ChartState::new(series, span_s, setting.into(), previous_shift_s, preview_s, on_zoom);

    let canvas_ref = NodeRef::<html::Canvas>::new();
    let plot_ref = NodeRef::<html::Div>::new();
    let frame = use_frame(canvas_ref, plot_ref);
    let dark = use_dark_theme();
    Effect::new(move |_| {
        let (Some(element), Some((frame, size_px))) = (canvas_ref.get(), frame.get()) else { return };
        let Some(canvas) = Canvas::new(element) else { return };
        canvas.fit(size_px.0, size_px.1, frame.ratio);
        canvas.clear();
        let setting = setting.get();
        let palette = Palette::of_theme(dark.get());
        let scene = series.with(|s| canvas.draw(&series::view(s, setting), frame, palette));
        state.projection.set(Some(scene.projection));
    });
    // A crosshair outside of what is shown, or without any series to read, has nothing to say.
    Effect::new(move |_| {
        let (start_s, end_s) = setting.get().window_s;
        let has_series = series.with(|s| series::visible(s).next().is_some());
        if state.cursor_s.get_untracked().is_some_and(|t| !(start_s..end_s).contains(&t) || !has_series) {
            state.cursor_s.set(None);
        }
    });

    let pointer = Pointer::new(state, plot_ref);
    let shows_times = move || ticks::shows_times(setting.get().window_s, bucket_s.get());
    view! {
        <ChartLegend series on_choice=on_legend previous_label />
        <div class:chart-pad=move || expects_markers.get() || markers.with(|m| !m.is_empty())>
            <div
                class="chart"
                class:chart--times=shows_times
                style:--h=format!("{height_px}px")
                style:--dock=move || format!("{}px", 58 + 20 * series.with(|s| series::visible(s).count()))
            >
                <canvas
                    class="chart__canvas"
                    node_ref=canvas_ref
                    role="img"
                    tabindex="0"
                    aria-label=move || label.get()
                    on:keydown=move |ev| on_key(state, &ev)
                    on:blur=move |_| {
                        state.cursor_s.set(None);
                        state.selection_s.set(None);
                    }
                ></canvas>
                <div class="chart__y" aria-hidden="true"></div>
                <div
                    class="chart__plot"
                    node_ref=plot_ref
                    on:pointerdown=move |ev| pointer.down(&ev)
                    on:pointermove=move |ev| pointer.moved(&ev)
                    on:pointerup=move |ev| pointer.up(&ev)
                    on:pointercancel=move |_| pointer.dropped()
                    on:pointerleave=move |ev| pointer.left(&ev)
                    on:dblclick=move |_| state.zoom_to(None)
                >
                    <ChartFlags state markers />
                    <Show when=move || state.selection_s.get().is_some()>
                        <ChartSelection state />
                    </Show>
                    <ChartCrosshair state />
                </div>
                <div class="chart__x" aria-hidden="true"></div>
            </div>
        </div>
        // Of totals there is nothing to zoom into.
        <Show when=move || bucket_s.get().is_some()>
            <ChartBrush state />
        </Show>
        <div class="vh" aria-live="polite">{move || state.announcer.text()}</div>
    }
}

/// The stretch being selected.
#[component]
fn ChartSelection(state: ChartState) -> impl IntoView {
    let ends = move || {
        let (a_s, b_s) = state.selection_s.get().unwrap_or_default();
        let part = |t: i64| state.projection.get().map_or(0.0, |p| p.fraction(t).clamp(0.0, 1.0) * 100.0);
        (part(a_s.min(b_s)), part(a_s.max(b_s)))
    };
    view! {
        <span
            class="chart__selection"
            style:--x=move || format!("{:.3}%", ends().0)
            style:--w=move || format!("{:.3}%", ends().1 - ends().0)
        ></span>
    }
}

/// The keys of a chart.
fn on_key(state: ChartState, ev: &KeyboardEvent) {
    if ev.ctrl_key() || ev.meta_key() || ev.alt_key() {
        return;
    }
    let extend = ev.shift_key();
    match ev.key().as_str() {
        "ArrowLeft" => state.step(Step::By(-1), extend),
        "ArrowRight" => state.step(Step::By(1), extend),
        "PageUp" => state.step(Step::By(-7), extend),
        "PageDown" => state.step(Step::By(7), extend),
        "Home" => state.step(Step::First, extend),
        "End" => state.step(Step::Last, extend),
        "+" | "=" => state.zoom_by(0.5),
        "-" | "\u{2212}" => state.zoom_by(2.0),
        "0" => state.zoom_to(None),
        "Enter" if state.selection_s.get_untracked().is_some() => state.zoom_to_selection(),
        // The innermost first: a selection is dropped before the zoom is.
        "Escape" if state.selection_s.get_untracked().is_some() => state.selection_s.set(None),
        "Escape" if state.setting.get_untracked().window_s != state.span_s.get_untracked() => state.zoom_to(None),
        _ => return,
    }
    ev.prevent_default();
    ev.stop_propagation();
}

/// What a mouse, a pen or a finger does on the plot.
#[derive(Clone, Copy)]
struct Pointer {
    state: ChartState,
    plot_ref: NodeRef<html::Div>,
    /// Where a drag began, in CSS pixels of the plot.
    began_px: StoredValue<Option<f64>>,
    /// Where the pointer is, while a frame is asked for.
    waiting_px: StoredValue<Option<f64>>,
}

impl Pointer {
    fn new(state: ChartState, plot_ref: NodeRef<html::Div>) -> Self {
        Self { state, plot_ref, began_px: StoredValue::new(None), waiting_px: StoredValue::new(None) }
    }

    fn x_px(self, ev: &PointerEvent) -> Option<f64> {
        let rect = self.plot_ref.get_untracked()?.get_bounding_client_rect();
        Some(f64::from(ev.client_x()) - rect.left())
    }

    fn down(self, ev: &PointerEvent) {
        if ev.button() == 0 {
            self.began_px.set_value(self.x_px(ev));
            self.moved(ev);
        }
    }

    /// Moves the crosshair once in each frame, however many events there are.
    fn moved(self, ev: &PointerEvent) {
        let Some(x_px) = self.x_px(ev) else { return };
        if let Some(began_px) = self.began_px.get_value()
            && (x_px - began_px).abs() >= DRAG_PX
            && self.state.selection_s.get_untracked().is_none()
            && let Some(plot) = self.plot_ref.get_untracked()
        {
            // A drag goes on outside of the plot; a click, which keeps its target, does not begin one.
            let _ = plot.set_pointer_capture(ev.pointer_id());
        }
        let is_waiting = self.waiting_px.get_value().is_some();
        self.waiting_px.set_value(Some(x_px));
        if !is_waiting {
            request_animation_frame(move || self.frame());
        }
    }

    fn frame(self) {
        // The chart may be gone by the time the frame comes.
        let Some(x_px) = self.waiting_px.try_get_value().flatten() else { return };
        self.waiting_px.set_value(None);
        if let Some(time_s) = self.state.time_at(x_px)
            && self.state.cursor_s.try_get_untracked().is_some_and(|at| at != Some(time_s))
        {
            self.state.cursor_s.set(Some(time_s));
        }
        if let (Some(began_px), Some(projection)) = (self.began_px.get_value(), self.state.projection.get_untracked())
            && self.state.setting.get_untracked().bucket_s.is_some()
            && ((x_px - began_px).abs() >= DRAG_PX || self.state.selection_s.get_untracked().is_some())
        {
            self.state.selection_s.set(Some((projection.time_s(began_px), projection.time_s(x_px))));
        }
    }

    fn up(self, ev: &PointerEvent) {
        if self.waiting_px.get_value().is_some() {
            self.waiting_px.set_value(self.x_px(ev));
            self.frame();
        }
        if self.began_px.get_value().is_some() {
            self.began_px.set_value(None);
            self.state.zoom_to_selection();
        }
    }

    fn dropped(self) {
        self.began_px.set_value(None);
        self.state.selection_s.set(None);
    }

    /// The crosshair goes with the mouse; a finger leaves it where it was lifted.
    fn left(self, ev: &PointerEvent) {
        if ev.pointer_type() == "mouse" && self.began_px.get_value().is_none() {
            self.waiting_px.set_value(None);
            self.state.cursor_s.set(None);
        }
    }
}
