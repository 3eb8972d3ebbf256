//! The line chart in a real browser: what is painted, and what keys, pointer and legend do.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests, too

use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;
use skillscope::charts::palette::Slot;
use skillscope::charts::series::{ChartSeries, LegendChoice};
use skillscope::components::line_chart::LineChart;
use skillscope::domain::instant::{DAY_S, Instant};
use skillscope::domain::series::Series;
use skillscope::domain::words::Zone;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "support/browser.rs"]
mod browser;

use browser::Shown;

wasm_bindgen_test_configure!(run_in_browser);

/// 24 Oct 2026, the first of 28 days with the values 1000, 1001, and so on; 500 less in the period before.
const DAYS: i64 = 28;

fn start_s() -> i64 {
    Instant::parse("2026-10-24T00:00:00Z").unwrap().epoch_s()
}

fn one(name: &str, slot: u8, first: f64) -> ChartSeries {
    let times: Vec<i64> = (0..DAYS).map(|d| start_s() + d * DAY_S).collect();
    let values = |first: f64| (0..DAYS).map(|d| first + d as f64).collect::<Vec<f64>>();
    ChartSeries {
        key: name.to_owned(),
        name: name.to_owned(),
        slot: Slot::new(slot),
        dash: Slot::new(slot).dash(),
        series: Arc::new(Series::new(times.clone(), values(first))),
        previous: Some(Arc::new(Series::new(times, values(first - 500.0)))),
        visible: true,
    }
}

/// A chart on the page, and what it asked for.
struct Page {
    shown: Shown,
    zoom: RwSignal<Option<(i64, i64)>>,
    chosen: RwSignal<Vec<LegendChoice>>,
    series: RwSignal<Arc<Vec<ChartSeries>>>,
}

impl Page {
    async fn open() -> Self {
        let mut shown = Shown::new("700px");
        let series = Arc::new(vec![one("totalSessions", 2, 1_000.0), one("failedUtterances", 8, 200.0)]);
        let (zoom, chosen, series) =
            shown.owner.with(|| (RwSignal::new(None), RwSignal::new(Vec::new()), RwSignal::new(series)));
        shown.mount(move || {
            view! {
                <LineChart
                    series
                    span_s=Signal::stored((start_s(), start_s() + DAYS * DAY_S))
                    bucket_s=Signal::stored(Some(DAY_S))
                    incomplete_from_s=Signal::stored(None)
                    zone=Signal::stored(Zone::UTC)
                    label="Sessions by day"
                    zoom
                    on_zoom=Callback::new(move |window| zoom.set(window))
                    on_legend=Callback::new(move |choice| chosen.update(|all| all.push(choice)))
                    previous_label=Signal::stored(Some("previous 28 days".to_owned()))
                    previous_shift_s=Signal::stored(Some(DAYS * DAY_S))
                />
            }
        });
        let page = Self { shown, zoom, chosen, series };
        page.until("the chart is painted", |page| page.inked((0x2b, 0x5b, 0xd7)) > 300).await;
        page
    }

    /// Waits for animation frames until something is so; never for a time.
    async fn until(&self, what: &str, is_so: impl Fn(&Page) -> bool) {
        browser::until(what, || is_so(self)).await;
    }

    /// A pointer event at a part of the plot's width.
    fn pointer(&self, kind: &str, part: f64) {
        let plot = self.find(".chart__plot");
        let rect = plot.get_bounding_client_rect();
        self.shown.pointer(&plot, kind, rect.left() + part * rect.width(), rect.top() + 40.0);
    }

    fn tip(&self) -> String {
        self.text(".tip").unwrap_or_default()
    }
}

impl Deref for Page {
    type Target = Shown;

    fn deref(&self) -> &Shown {
        &self.shown
    }
}

#[wasm_bindgen_test]
async fn lines_are_painted_in_the_colours_of_the_theme() {
    let page = Page::open().await;
    assert!(page.inked((0x6e, 0x16, 0x2a)) > 300, "the second series");
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    root.set_attribute("data-theme", "dark").unwrap();
    page.until("the dark colour is painted", |page| page.inked((0x59, 0x7f, 0xf9)) > 300).await;
    assert_eq!(page.inked((0x2b, 0x5b, 0xd7)), 0);
}

#[wasm_bindgen_test]
async fn a_new_width_repaints_the_chart_sharp() {
    let page = Page::open().await;
    let before = page.canvas().width();
    page.place.style().set_property("width", "500px").unwrap();
    page.until("the canvas has the new width", |page| page.canvas().width() < before).await;
    let ratio = web_sys::window().unwrap().device_pixel_ratio();
    assert_eq!(page.canvas().width(), (500.0 * ratio).round() as u32);
    assert!(page.inked((0x2b, 0x5b, 0xd7)) > 200);
}

#[wasm_bindgen_test]
async fn keys_move_the_crosshair_and_the_tooltip_reads_it() {
    let page = Page::open().await;
    page.key("End", false);
    page.until("the tooltip reads the last day", |page| page.tip().contains("Fri 20 Nov 2026")).await;
    let tip = page.tip();
    assert!(tip.contains("vs 23 Oct") && tip.contains("UTC"), "{tip}");
    assert!(tip.contains("totalSessions1,027527") && tip.contains("failedUtterances227"), "{tip}");
    page.key("ArrowLeft", false);
    page.until("the crosshair is a day back", |page| page.tip().contains("Thu 19 Nov 2026")).await;
    page.key("PageUp", false);
    page.until("the crosshair is a week back", |page| page.tip().contains("Thu 12 Nov 2026")).await;
    let spoken = page.text("[aria-live]").unwrap_or_default();
    assert!(spoken.contains("totalSessions 1,027, before 527"), "announced first: {spoken}");
    page.key("Home", false);
    page.until("the crosshair is on the first day", |page| page.tip().contains("Sat 24 Oct 2026")).await;
}

#[wasm_bindgen_test]
async fn keys_select_and_zoom_and_go_back() {
    let page = Page::open().await;
    page.key("Home", false);
    for _ in 0..3 {
        page.key("ArrowRight", true);
    }
    page.key("Enter", false);
    assert_eq!(page.zoom.get_untracked(), Some((start_s(), start_s() + 4 * DAY_S)));
    page.key("0", false);
    assert_eq!(page.zoom.get_untracked(), None);
    page.key("+", false);
    let (from_s, to_s) = page.zoom.get_untracked().unwrap();
    assert!(to_s - from_s < 16 * DAY_S);
    page.key("Escape", false);
    assert_eq!(page.zoom.get_untracked(), None);
}

#[wasm_bindgen_test]
async fn the_pointer_reads_drags_a_zoom_and_leaves() {
    let page = Page::open().await;
    page.pointer("pointermove", 0.0);
    page.until("the tooltip reads the first day", |page| page.tip().contains("Sat 24 Oct 2026")).await;
    page.pointer("pointerdown", 10.0 / 27.0);
    page.pointer("pointermove", 14.0 / 27.0);
    page.until("a selection is seen", |page| page.text(".chart__selection").is_some()).await;
    page.pointer("pointerup", 14.0 / 27.0);
    assert_eq!(page.zoom.get_untracked(), Some((start_s() + 10 * DAY_S, start_s() + 15 * DAY_S)));
    page.pointer("pointerleave", 14.0 / 27.0);
    page.until("the tooltip is gone", |page| page.tip().is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_click_is_not_a_zoom() {
    let page = Page::open().await;
    page.pointer("pointerdown", 0.5);
    page.pointer("pointermove", 0.502);
    browser::frame().await;
    page.pointer("pointerup", 0.502);
    assert_eq!(page.zoom.get_untracked(), None);
}

#[wasm_bindgen_test]
async fn the_legend_asks_and_a_hidden_series_is_not_painted() {
    let page = Page::open().await;
    page.find(".legend button:nth-of-type(2)").click();
    let wanted = LegendChoice::Toggle("failedUtterances".to_owned());
    assert_eq!(page.chosen.get_untracked(), [wanted]);
    page.series.update(|all| {
        let mut hidden = (**all).clone();
        hidden[1].visible = false;
        *all = Arc::new(hidden);
    });
    page.until("the second series is gone", |page| page.inked((0x6e, 0x16, 0x2a)) == 0).await;
    let pressed = page.find(".legend button:nth-of-type(2)").get_attribute("aria-pressed");
    assert_eq!(pressed.as_deref(), Some("false"));
}
