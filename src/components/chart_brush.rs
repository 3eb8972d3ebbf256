//! The overview under a chart: the period before and the current one, and which part of them is shown.

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;

use super::chart_state::ChartState;
use crate::charts::cursor::window_between;
use crate::charts::scene::{Points, edge_to_edge};
use crate::charts::series::visible;
use crate::charts::spark::{self, SparkPaths};

/// How near to an edge of the window a pointer takes hold of that edge, in CSS pixels.
const EDGE_PX: f64 = 8.0;

/// What a drag moves.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Grip {
    Left,
    Right,
    /// The whole window; how far behind its start the pointer took hold, in seconds.
    Window(f64),
    /// A new window, from here.
    New(f64),
}

/// The strip. Everything that it does can be done by the chart's keys, so it is hidden from screen readers.
#[component]
pub fn ChartBrush(
    /// The chart.
    state: ChartState,
) -> impl IntoView {
    let strip = NodeRef::<html::Div>::new();
    let grip = StoredValue::new(None::<Grip>);
    // What the strip shows: as long before the range as the range is, when there is something to compare with.
    let shown_s = Memo::new(move |_| {
        let (start_s, end_s) = state.span_s.get();
        let has_previous = state.series.with(|all| visible(all).any(|s| s.previous.is_some()));
        (if has_previous { start_s - (end_s - start_s) } else { start_s }, end_s)
    });
    let bucket_s = Memo::new(move |_| state.setting.get().bucket_s);
    // After the chart itself is on screen: nobody waits for the overview. It does not follow the window that is shown,
    // which a drag moves in every frame.
    let (paths, set_paths) = signal(SparkPaths::default());
    let is_waiting = StoredValue::new(false);
    Effect::new(move |_| {
        shown_s.track();
        state.series.track();
        bucket_s.track();
        if !is_waiting.get_value() {
            is_waiting.set_value(true);
            request_animation_frame(move || {
                // The chart may be gone by then.
                if is_waiting.try_get_value() == Some(true) {
                    is_waiting.set_value(false);
                    set_paths.set(untrack(|| overview(state, shown_s.get(), bucket_s.get())));
                }
            });
        }
    });
    let part = move |time_s: i64| {
        let (start_s, end_s) = shown_s.get();
        (time_s - start_s) as f64 / (end_s - start_s).max(1) as f64
    };
    let window_s = move || state.setting.get().window_s;
    // Seconds at the pointer, and how many seconds a pixel is.
    let at = move |ev: &PointerEvent| -> Option<(f64, f64)> {
        let rect = strip.get_untracked()?.get_bounding_client_rect();
        let (start_s, end_s) = shown_s.get_untracked();
        let seconds_per_px = (end_s - start_s) as f64 / rect.width().max(1.0);
        Some((start_s as f64 + (f64::from(ev.client_x()) - rect.left()) * seconds_per_px, seconds_per_px))
    };
    let on_down = move |ev: PointerEvent| {
        let Some((time, per_px)) = at(&ev).filter(|_| ev.button() == 0) else { return };
        let (start_s, end_s) = state.setting.get_untracked().window_s;
        let near = |t: i64| (time - t as f64).abs() <= EDGE_PX * per_px;
        let is_all = (start_s, end_s) == state.span_s.get_untracked();
        grip.set_value(Some(if near(start_s) {
            Grip::Left
        } else if near(end_s) {
            Grip::Right
        } else if !is_all && (start_s as f64..end_s as f64).contains(&time) {
            Grip::Window(time - start_s as f64)
        } else {
            Grip::New(time)
        }));
        if let Some(strip) = strip.get_untracked() {
            let _ = strip.set_pointer_capture(ev.pointer_id());
        }
        ev.prevent_default();
    };
    let on_move = move |ev: PointerEvent| {
        let (Some(grip), Some((time, _))) = (grip.get_value(), at(&ev)) else { return };
        let setting = state.setting.get_untracked();
        let (start_s, end_s) = setting.window_s;
        let bucket = setting.bucket_s.unwrap_or(0);
        let (first_s, last_s) = state.span_s.get_untracked();
        let (a, b) = match grip {
            Grip::Left => (time, (end_s - bucket) as f64),
            Grip::Right => (start_s as f64, time - bucket as f64),
            Grip::New(from) => (from, time),
            Grip::Window(behind) => {
                let len = (end_s - start_s) as f64;
                let start = (time - behind).clamp(first_s as f64, (last_s as f64 - len).max(first_s as f64));
                (start, start + len - bucket as f64)
            }
        };
        if let Some(window_s) = window_between((first_s, last_s), setting.bucket_s, a as i64, b as i64) {
            state.preview_s.set(Some(window_s));
        }
    };
    let on_up = move |_: PointerEvent| {
        grip.set_value(None);
        if let Some(window_s) = state.preview_s.get_untracked() {
            state.zoom_to(Some(window_s));
            state.preview_s.set(None);
        }
    };
    view! {
        <div
            class="brush"
            aria-hidden="true"
            node_ref=strip
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_up
            on:dblclick=move |_| state.zoom_to(None)
        >
            <svg viewBox="0 0 1000 40" preserveAspectRatio="none" class="plot c1">
                <path class="area" d=move || paths.with(|p| p.area.clone()) />
                <path class="line brush__line" d=move || paths.with(|p| p.line.clone()) />
            </svg>
            <i
                style:--x=move || format!("{:.3}%", part(window_s().0) * 100.0)
                style:--w=move || format!("{:.3}%", (part(window_s().1) - part(window_s().0)) * 100.0)
            ></i>
        </div>
    }
}

/// The first visible series over the strip: the period before laid out again before the current one.
fn overview(state: ChartState, shown_s: (i64, i64), bucket_s: Option<i64>) -> SparkPaths {
    let (start_s, end_s) = state.span_s.get();
    state.series.with(|all| {
        let Some(first) = visible(all).next() else { return SparkPaths::default() };
        let len_s = end_s - start_s;
        let (mut times_s, mut values) = (Vec::new(), Vec::new());
        if let Some(previous) = &first.previous {
            let before = previous.times_s().iter().zip(previous.values()).filter(|p| (start_s..end_s).contains(p.0));
            for (&time_s, &value) in before {
                times_s.push(time_s - len_s);
                values.push(value);
            }
        }
        times_s.extend_from_slice(first.series.times_s());
        values.extend_from_slice(first.series.values());
        let points = Points { times_s: &times_s, values: &values };
        // As in the plot, the last bucket stands at the right edge.
        spark::paths(points, edge_to_edge(shown_s, bucket_s), bucket_s, (1_000, 40), Some(0.0))
    })
}
