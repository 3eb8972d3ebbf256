//! Which intent was taken for which: a heat map on canvas, and the same as a table.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::announcer::Announcer;
use super::chart_frame::{use_canvas_size, use_dark_theme};
use super::choice::Choice;
use super::icon::IconName;
use super::segmented::Segmented;
use super::side_scroll::SideScroll;
use crate::charts::canvas::Canvas;
use crate::charts::confusion::{Cell, ConfusionDrawing, ConfusionMap};
use crate::charts::palette::Palette;

/// A confusion matrix with a switch between chart and table. Place it in the body of a card.
#[component]
pub fn ConfusionView(
    /// What is shown.
    #[prop(into)]
    map: Signal<Arc<ConfusionMap>>,
    /// Called with the expected and the chosen label of a cell that is clicked, or where Enter is pressed.
    #[prop(optional, into)]
    on_choose: Option<Callback<(String, String)>>,
) -> impl IntoView {
    let is_table = RwSignal::new(false);
    let choices = Signal::derive(|| {
        vec![
            Choice::new("chart", "Chart").with_icon(IconName::Metrics),
            Choice::new("table", "Table").with_icon(IconName::Table),
        ]
    });
    let value = Signal::derive(move || if is_table.get() { "table" } else { "chart" }.to_owned());
    let on_change = move |chosen: String| is_table.set(chosen == "table");
    view! {
        <div class="confusion">
            <div class="row row--between">
                <ul class="legend legend--static">
                    <li>
                        <i class="swatch swatch--box swatch--right"></i>
                        "right intent"
                    </li>
                    <li>
                        <i class="swatch swatch--box swatch--wrong"></i>
                        "wrong intent"
                    </li>
                </ul>
                <Segmented name="confusion-as" label="Show the matrix as" small=true choices value on_change />
            </div>
            <Show
                when=move || is_table.get()
                fallback=move || {
                    match on_choose {
                        Some(on_choose) => view! { <ConfusionChart map on_choose /> }.into_any(),
                        None => view! { <ConfusionChart map /> }.into_any(),
                    }
                }
            >
                <ConfusionTable map />
            </Show>
        </div>
    }
}

/// The heat map alone: pointer and arrow keys read its cells.
#[component]
pub fn ConfusionChart(
    /// What is shown.
    #[prop(into)]
    map: Signal<Arc<ConfusionMap>>,
    /// Called with the expected and the chosen label of a cell that is clicked, or where Enter is pressed.
    #[prop(optional, into)]
    on_choose: Option<Callback<(String, String)>>,
) -> impl IntoView {
    let canvas_ref = NodeRef::<html::Canvas>::new();
    let size = use_canvas_size(canvas_ref);
    let dark = use_dark_theme();
    let reader = Reader { map, canvas_ref, at: RwSignal::new(None), announcer: Announcer::new(), on_choose };
    Effect::new(move |_| {
        let (Some(element), Some(size)) = (canvas_ref.get(), size.get()) else { return };
        let Some(canvas) = Canvas::new(element) else { return };
        map.with(|map| {
            let drawing = ConfusionDrawing::new(map, size.size_px.0);
            canvas.show(&drawing, size.ratio, Palette::of_theme(dark.get()));
        });
    });
    // Another matrix has other cells; one that only counts more has the same.
    Effect::new(move |before: Option<Vec<String>>| {
        let names = map.with(|map| map.names().to_vec());
        if before.is_some_and(|before| before != names) {
            reader.at.set(None);
        }
        names
    });
    let least = move || format!("{:.0}px", map.with(|map| ConfusionDrawing::least_width_px(map)));
    let height = move || {
        use crate::charts::sheet::Drawing;
        format!("{:.1}px", map.with(|map| ConfusionDrawing::new(map, 0.0).size_px().1))
    };
    // Where the cell that is read lies: left, top, width, height.
    let place = Memo::new(move |_| {
        let (cell, size) = (reader.at.get()?, size.get()?);
        map.with(|map| map.pair(cell).map(|_| ConfusionDrawing::new(map, size.size_px.0).cell_px(cell)))
    });
    let px = move |part: fn((f64, f64, f64, f64)) -> f64| format!("{:.1}px", place.get().map(part).unwrap_or_default());
    view! {
        <div>
            <SideScroll label="Confusion matrix" width_of=Signal::derive(move || map.with(|map| map.len()))>
                <div class="confusion__sheet" style:--least=least style:--h=height>
                    <canvas
                        node_ref=canvas_ref
                        role="img"
                        tabindex="0"
                        aria-label=move || map.with(|map| map.summary())
                        on:keydown=move |ev| reader.key(&ev)
                        on:blur=move |_| reader.at.set(None)
                        on:pointerdown=move |ev| reader.moved(&ev)
                        on:pointermove=move |ev| reader.moved(&ev)
                        on:pointerleave=move |ev| {
                            if ev.pointer_type() == "mouse" {
                                reader.at.set(None);
                            }
                        }
                        on:click=move |ev| reader.clicked(&ev)
                    ></canvas>
                    <Show when=move || place.get().is_some()>
                        <span
                            class="confusion__cell"
                            style:--x=move || px(|p| p.0)
                            style:--y=move || px(|p| p.1)
                            style:--w=move || px(|p| p.2)
                            style:--ch=move || px(|p| p.3)
                        ></span>
                    </Show>
                </div>
            </SideScroll>
            <p class="confusion__reading" aria-hidden="true">
                {move || reader.reading().unwrap_or_else(|| "Point at a cell, or use the arrow keys, to read it.".to_owned())}
            </p>
            <div class="vh" aria-live="polite">
                {move || reader.announcer.text()}
            </div>
        </div>
    }
}

/// Which cell is read.
#[derive(Clone, Copy)]
struct Reader {
    map: Signal<Arc<ConfusionMap>>,
    canvas_ref: NodeRef<html::Canvas>,
    at: RwSignal<Option<Cell>>,
    announcer: Announcer,
    on_choose: Option<Callback<(String, String)>>,
}

impl Reader {
    fn reading(self) -> Option<String> {
        let cell = self.at.try_get().flatten()?;
        self.map.try_with(|map| map.reading(cell)).flatten()
    }

    fn cell_at(self, client_x: i32, client_y: i32) -> Option<Cell> {
        let rect = self.canvas_ref.get_untracked()?.get_bounding_client_rect();
        let (x_px, y_px) = (f64::from(client_x) - rect.left(), f64::from(client_y) - rect.top());
        self.map.with_untracked(|map| ConfusionDrawing::new(map, rect.width()).cell_at(x_px, y_px))
    }

    fn moved(self, ev: &PointerEvent) {
        let cell = self.cell_at(ev.client_x(), ev.client_y());
        if self.at.get_untracked() != cell {
            self.at.set(cell);
        }
    }

    fn clicked(self, ev: &MouseEvent) {
        if let Some(cell) = self.cell_at(ev.client_x(), ev.client_y()) {
            self.choose(cell);
        }
    }

    fn choose(self, cell: Cell) {
        let pair = self.map.with_untracked(|map| map.pair(cell).map(|(a, b)| (a.to_owned(), b.to_owned())));
        if let (Some(on_choose), Some(pair)) = (self.on_choose, pair) {
            on_choose.run(pair);
        }
    }

    /// Scrolls sideways to a cell that is out of sight.
    fn reveal(self, cell: Cell) {
        let Some(canvas) = self.canvas_ref.get_untracked() else { return };
        let Ok(Some(area)) = canvas.closest(".scroll-x") else { return };
        let width_px = canvas.get_bounding_client_rect().width();
        let to_px = self.map.with_untracked(|map| {
            let seen = (f64::from(area.scroll_left()), f64::from(area.client_width()));
            ConfusionDrawing::new(map, width_px).scrolled_px(cell, seen)
        });
        area.set_scroll_left(to_px.round() as i32);
    }

    fn key(self, ev: &KeyboardEvent) {
        if ev.meta_key() || ev.alt_key() {
            return;
        }
        let (at, key) = (self.at.get_untracked(), ev.key());
        match (key.as_str(), at) {
            ("Escape", Some(_)) => {
                self.at.set(None);
                return ev.stop_propagation();
            }
            ("Enter", Some(cell)) if self.on_choose.is_some() => {
                ev.prevent_default();
                return self.choose(cell);
            }
            _ => {}
        }
        let Some(to) = self.map.with_untracked(|map| map.step(at, &key, ev.ctrl_key())) else { return };
        ev.prevent_default();
        ev.stop_propagation();
        self.at.set(Some(to));
        self.reveal(to);
        self.announcer.say(move || self.reading());
    }
}

/// The same as a table.
#[component]
pub fn ConfusionTable(
    /// What is shown.
    #[prop(into)]
    map: Signal<Arc<ConfusionMap>>,
) -> impl IntoView {
    let head = move || {
        let map = map.get();
        let names = map.names().iter().zip(map.short_names());
        names
            .map(|(name, short)| view! { <th scope="col" title=name.clone()><span>{short.clone()}</span></th> })
            .collect_view()
    };
    let body = move || {
        let map = map.get();
        let row = |row: usize, name: &String, short: &String| {
            let cells = (0..map.len()).map(|column| {
                let (count, heat) = (map.count((row, column)), map.heat((row, column)));
                let number = if count == 0 {
                    view! {
                        <span aria-hidden="true">"·"</span>
                        <span class="vh">"0"</span>
                    }
                    .into_any()
                } else {
                    count.into_any()
                };
                view! { <td class=heat.class()>{number}</td> }
            });
            view! {
                <tr>
                    <th scope="row" title=name.clone()>{short.clone()}</th>
                    {cells.collect_view()}
                </tr>
            }
        };
        let names = map.names().iter().zip(map.short_names()).enumerate();
        names.map(|(index, (name, short))| row(index, name, short)).collect_view()
    };
    view! {
        <SideScroll label="Confusion matrix" width_of=Signal::derive(move || map.with(|map| map.len()))>
            <table class="heat">
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="vh">"Expected"</span>
                        </th>
                        {head}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </SideScroll>
    }
}
