//! How a difference settled: one small chart for each metric.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::announcer::Announcer;
use super::chart_frame::{use_dark_theme, use_frame};
use crate::charts::canvas::Canvas;
use crate::charts::forest::ForestScale;
use crate::charts::palette::{Palette, Slot};
use crate::charts::projection::Projection;
use crate::charts::trend::{Trend, TrendDrawing, TrendReading};
use crate::domain::words::Zone;

/// A difference over the snapshots with the ribbon of its interval, and a crosshair that reads each of them.
///
/// Charts side by side share the scale ([`ForestScale::for_trends`]) and the span ([`Trend::span_s`]).
#[component]
pub fn TrendChart(
    /// What is drawn.
    #[prop(into)]
    trend: Signal<Arc<Trend>>,
    /// The scale, which charts side by side share.
    #[prop(into)]
    scale: Signal<ForestScale>,
    /// One sentence that says what the chart shows.
    #[prop(into)]
    label: Signal<String>,
    /// The colour: the first one, or [`Slot::NEUTRAL`] for what is unclear.
    // Not named `slot`: to the view macro an attribute of that name makes its element a slot of the parent.
    #[prop(default = Signal::stored(Slot::FIRST), into)]
    colour: Signal<Slot>,
    /// The zone of axis and tooltip.
    #[prop(default = Signal::stored(Zone::UTC), into)]
    zone: Signal<Zone>,
    /// Height of the plot in CSS pixels.
    #[prop(default = 136)]
    height_px: u32,
) -> impl IntoView {
    let canvas_ref = NodeRef::<html::Canvas>::new();
    let plot_ref = NodeRef::<html::Div>::new();
    let frame = use_frame(canvas_ref, plot_ref);
    let dark = use_dark_theme();
    let cursor = Cursor {
        trend,
        zone,
        at: RwSignal::new(None),
        projection: RwSignal::new(None),
        announcer: Announcer::new(),
        plot_ref,
    };
    Effect::new(move |_| {
        let (Some(element), Some((frame, size_px))) = (canvas_ref.get(), frame.get()) else { return };
        let Some(canvas) = Canvas::new(element) else { return };
        trend.with(|trend| {
            let (scale, slot, zone) = (scale.get(), colour.get(), zone.get());
            let drawing = TrendDrawing { trend, scale, slot, zone, frame, size_px };
            canvas.show(&drawing, frame.ratio, Palette::of_theme(dark.get()));
            cursor.projection.set(Some(drawing.projection()));
        });
    });
    // Other snapshots have other places.
    Effect::new(move |_| {
        trend.track();
        cursor.at.set(None);
    });
    view! {
        <div class="chart chart--trend" style:--h=format!("{height_px}px")>
            <canvas
                class="chart__canvas"
                node_ref=canvas_ref
                role="img"
                tabindex="0"
                aria-label=label
                on:keydown=move |ev| cursor.key(&ev)
                on:blur=move |_| cursor.at.set(None)
            ></canvas>
            <div class="chart__y" aria-hidden="true"></div>
            <div
                class="chart__plot"
                node_ref=plot_ref
                on:pointerdown=move |ev| cursor.moved(&ev)
                on:pointermove=move |ev| cursor.moved(&ev)
                on:pointerleave=move |ev| {
                    if ev.pointer_type() == "mouse" {
                        cursor.at.set(None);
                    }
                }
            >
                {crosshair(cursor, scale, colour)}
            </div>
            <div class="chart__x" aria-hidden="true"></div>
        </div>
        <div class="vh" aria-live="polite">{move || cursor.announcer.text()}</div>
    }
}

/// Which snapshot is read.
#[derive(Clone, Copy)]
struct Cursor {
    trend: Signal<Arc<Trend>>,
    zone: Signal<Zone>,
    /// The index of the snapshot.
    at: RwSignal<Option<usize>>,
    projection: RwSignal<Option<Projection>>,
    announcer: Announcer,
    plot_ref: NodeRef<html::Div>,
}

impl Cursor {
    fn reading(self) -> Option<TrendReading> {
        let (index, zone) = (self.at.try_get().flatten()?, self.zone.try_get()?);
        self.trend.try_with(|trend| trend.reading(index, zone)).flatten()
    }

    fn moved(self, ev: &PointerEvent) {
        let (Some(plot), Some(projection)) = (self.plot_ref.get_untracked(), self.projection.get_untracked()) else {
            return;
        };
        let x_px = f64::from(ev.client_x()) - plot.get_bounding_client_rect().left();
        let nearest = self.trend.with_untracked(|trend| trend.nearest(projection.time_s(x_px)));
        if self.at.get_untracked() != nearest {
            self.at.set(nearest);
        }
    }

    fn key(self, ev: &KeyboardEvent) {
        if ev.ctrl_key() || ev.meta_key() || ev.alt_key() {
            return;
        }
        let Some(last) = self.trend.with_untracked(|trend| trend.points.len().checked_sub(1)) else { return };
        // The first step of all goes to the newest snapshot.
        let step = |by: isize| self.at.get_untracked().map_or(last, |at| at.saturating_add_signed(by).min(last));
        let to = match ev.key().as_str() {
            "ArrowLeft" => step(-1),
            "ArrowRight" => step(1),
            "PageUp" => step(-7),
            "PageDown" => step(7),
            "Home" => 0,
            "End" => last,
            "Escape" if self.at.get_untracked().is_some() => {
                self.at.set(None);
                return ev.stop_propagation();
            }
            _ => return,
        };
        ev.prevent_default();
        ev.stop_propagation();
        self.at.set(Some(to));
        self.announcer.say(move || self.reading().map(|r| r.spoken()));
    }
}

/// The crosshair, the disc on it, and what it reads.
fn crosshair(cursor: Cursor, scale: Signal<ForestScale>, slot: Signal<Slot>) -> impl IntoView {
    // Where the disc stands: a part of the width, and pixels from the top where the difference is on the scale.
    let place = Memo::new(move |_| {
        let (index, projection) = (cursor.at.get()?, cursor.projection.get()?);
        let point = cursor.trend.with(|trend| trend.points.get(index).copied())?;
        let effect = point.known_effect().filter(|&v| scale.get().holds(v));
        Some((projection.fraction(point.time_s), effect.map(|v| projection.y_px(v))))
    });
    let reading = Memo::new(move |_| cursor.reading());
    let x = move || format!("{:.3}%", place.get().map_or(0.0, |p| p.0) * 100.0);
    let y_px = move || place.get().and_then(|p| p.1);
    let part = move |part: fn(&TrendReading) -> String| reading.with(|r| r.as_ref().map(part).unwrap_or_default());
    view! {
        <Show when=move || place.get().is_some()>
            <span class="chart__cross" style:--x=x></span>
            <Show when=move || y_px().is_some()>
                <i
                    class=move || format!("chart__disc {}", slot.get().class())
                    style:--x=x
                    style:--y=move || format!("{:.1}px", y_px().unwrap_or_default())
                ></i>
            </Show>
            <div class="tip">
                <p class="tip__h">{move || part(|r| r.when.clone())}</p>
                <dl>
                    <dt>
                        <i class=move || format!("swatch {}", slot.get().class())></i>
                        <span>"Difference"</span>
                    </dt>
                    <dd>{move || part(|r| r.effect.clone())}</dd>
                    <Show when=move || reading.with(|r| r.as_ref().is_some_and(|r| r.interval.is_some()))>
                        <dt>
                            <i class=move || format!("tip__ribbon {}", slot.get().class())></i>
                            <span>"Interval"</span>
                        </dt>
                        <dd>{move || part(|r| r.interval.clone().unwrap_or_default())}</dd>
                    </Show>
                </dl>
                <p class="is-muted">{move || part(|r| format!("Users C {}, T1 {}", r.users.0, r.users.1))}</p>
                <Show when=move || reading.with(|r| r.as_ref().is_some_and(|r| !r.events.is_empty()))>
                    <p class="is-muted">{move || part(|r| r.events.join("; "))}</p>
                </Show>
            </div>
        </Show>
    }
}
