//! Groups over time in bins, on a canvas, with legend, crosshair and keys.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::announcer::Announcer;
use super::chart_frame::{use_dark_theme, use_frame};
use crate::charts::canvas::Canvas;
use crate::charts::palette::Palette;
use crate::charts::stack::{Layer, Stack, StackDrawing, StackForm, StackReading, Write};
use crate::charts::ticks;

/// A chart of bins. What it shows stands in a table too, which is the page's.
#[component]
pub fn StackChart(
    /// What is drawn.
    #[prop(into)]
    stack: Signal<Arc<Stack>>,
    /// How groups stand to each other.
    #[prop(into)]
    form: Signal<StackForm>,
    /// How values are written in the tooltip.
    #[prop(into)]
    write: Signal<Write>,
    /// How values are written at the axis.
    #[prop(into)]
    write_axis: Signal<Write>,
    /// Whether groups add up to something, so that shares and a sum are told.
    #[prop(into)]
    sums: Signal<bool>,
    /// One sentence that says what the chart shows.
    #[prop(into)]
    label: Signal<String>,
    /// Shows or hides the group of this name; without it there is no legend.
    #[prop(optional, into)]
    on_toggle: Option<Callback<String>>,
    /// Height of the plot in CSS pixels.
    #[prop(default = 304)]
    height_px: u32,
) -> impl IntoView {
    let canvas_ref = NodeRef::<html::Canvas>::new();
    let plot_ref = NodeRef::<html::Div>::new();
    let frame = use_frame(canvas_ref, plot_ref);
    let dark = use_dark_theme();
    let cursor = Cursor { stack, write, sums, at: RwSignal::new(None), announcer: Announcer::new(), plot_ref };
    Effect::new(move |_| {
        let (Some(element), Some((frame, size_px))) = (canvas_ref.get(), frame.get()) else { return };
        let Some(canvas) = Canvas::new(element) else { return };
        let (form, write) = (form.get(), write_axis.get());
        stack.with(|stack| {
            let drawing = StackDrawing { stack, form, write, frame, size_px };
            canvas.show(&drawing, frame.ratio, Palette::of_theme(dark.get()));
        });
    });
    // Other bins have other places.
    let times = Memo::new(move |_| stack.with(|s| s.times_s.clone()));
    Effect::new(move |_| {
        times.track();
        cursor.at.set(None);
    });
    let shows_times = move || stack.with(|s| ticks::shows_times(s.window_s, Some(s.bin_s)));
    view! {
        {on_toggle.map(|on_toggle| view! { <StackLegend stack on_toggle /> })}
        <div
            class="chart"
            class:chart--times=shows_times
            style:--h=format!("{height_px}px")
            style:--dock=move || format!("{}px", 58 + 20 * stack.with(|s| s.visible().count()))
        >
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
                {crosshair(cursor)}
            </div>
            <div class="chart__x" aria-hidden="true"></div>
        </div>
        <div class="vh" aria-live="polite">
            {move || cursor.announcer.text()}
        </div>
    }
}

/// Buttons that show and hide groups.
#[component]
fn StackLegend(stack: Signal<Arc<Stack>>, on_toggle: Callback<String>) -> impl IntoView {
    let entries = Memo::new(move |_| {
        stack.with(|s| s.layers.iter().map(|l: &Layer| (l.name.clone(), l.slot)).collect::<Vec<_>>())
    });
    view! {
        <div class="legend" role="group" aria-label="Series">
            <For each=move || entries.get() key=|entry| entry.clone() let((name, slot))>
                {
                    let (own, clicked) = (name.clone(), name.clone());
                    let is_shown = Memo::new(move |_| {
                        stack.with(|s| s.layers.iter().any(|l| l.name == own && l.visible))
                    });
                    view! {
                        <button
                            type="button"
                            aria-pressed=move || is_shown.get().to_string()
                            on:click=move |_| on_toggle.run(clicked.clone())
                        >
                            <i class=format!("swatch swatch--box {}", slot.class())></i>
                            {name}
                        </button>
                    }
                }
            </For>
        </div>
    }
}

/// Which bin is read.
#[derive(Clone, Copy)]
struct Cursor {
    stack: Signal<Arc<Stack>>,
    write: Signal<Write>,
    sums: Signal<bool>,
    /// The index of the bin.
    at: RwSignal<Option<usize>>,
    announcer: Announcer,
    plot_ref: NodeRef<html::Div>,
}

impl Cursor {
    fn reading(self) -> Option<StackReading> {
        let (index, write, sums) = (self.at.try_get().flatten()?, self.write.try_get()?, self.sums.try_get()?);
        self.stack.try_with(|stack| stack.reading(index, write, sums)).flatten()
    }

    fn moved(self, ev: &PointerEvent) {
        let Some(plot) = self.plot_ref.get_untracked() else { return };
        let rect = plot.get_bounding_client_rect();
        if rect.width() <= 0.0 {
            return;
        }
        let fraction = (f64::from(ev.client_x()) - rect.left()) / rect.width();
        let nearest = self.stack.with_untracked(|stack| stack.nearest(fraction));
        if self.at.get_untracked() != nearest {
            self.at.set(nearest);
        }
    }

    fn key(self, ev: &KeyboardEvent) {
        if ev.ctrl_key() || ev.meta_key() || ev.alt_key() {
            return;
        }
        let Some(last) = self.stack.with_untracked(|stack| stack.times_s.len().checked_sub(1)) else { return };
        // The first step of all goes to the newest bin.
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

/// The crosshair and what it reads.
fn crosshair(cursor: Cursor) -> impl IntoView {
    let fraction = Memo::new(move |_| {
        let index = cursor.at.get()?;
        cursor.stack.with(|stack| Some(stack.fraction(*stack.times_s.get(index)?)))
    });
    let reading = Memo::new(move |_| cursor.reading());
    let x = move || format!("{:.3}%", fraction.get().unwrap_or_default() * 100.0);
    // In the first third the tooltip would leave the plot on the left.
    let is_left = move || fraction.get().is_some_and(|f| f > 1.0 / 3.0);
    let rows = move || {
        let rows = reading.with(|r| r.as_ref().map(|r| r.rows.clone()).unwrap_or_default());
        rows.into_iter()
            .map(|row| {
                view! {
                    <dt>
                        <i class=format!("swatch swatch--box {}", row.slot.class())></i>
                        <span>{row.name}</span>
                    </dt>
                    <dd>{row.value}</dd>
                    <dd>{row.share.unwrap_or_default()}</dd>
                }
            })
            .collect_view()
    };
    let total = move || {
        reading.with(|r| r.as_ref().and_then(|r| r.total.clone())).map(|total| {
            view! { <p class="tip__foot is-muted">{format!("Together {total}")}</p> }
        })
    };
    view! {
        <Show when=move || fraction.get().is_some()>
            <span class="chart__cross" style:--x=x></span>
            <div class="tip" class:tip--left=is_left style:--x=x>
                <p class="tip__h">
                    <span class="tip__when">{move || reading.with(|r| r.as_ref().map(|r| r.when.clone()))}</span>
                    " "
                    <span class="is-muted">"UTC"</span>
                </p>
                <dl>{rows}</dl>
                {total}
            </div>
        </Show>
    }
}
