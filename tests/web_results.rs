//! Forest cells, trend charts and flags in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests, too

use std::sync::Arc;

use leptos::prelude::*;
use skillscope::charts::forest::{ForestForm, ForestRow, ForestScale, Tone};
use skillscope::charts::palette::Slot;
use skillscope::charts::series::{ChartMarker, ChartSeries, MarkerKind};
use skillscope::charts::trend::{Trend, TrendMarker, TrendPoint};
use skillscope::components::forest_cell::{ForestAxis, ForestCell};
use skillscope::components::line_chart::LineChart;
use skillscope::components::trend_chart::TrendChart;
use skillscope::domain::instant::{DAY_S, Instant};
use skillscope::domain::series::Series;
use skillscope::domain::words::Zone;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Views on the page, 700 px wide, in the light theme.
struct Page {
    place: HtmlElement,
    owner: Owner,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Page {
    fn new() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let style = document.create_element("style").unwrap();
        let sheets = [
            include_str!("../style/tokens.css"),
            include_str!("../style/base.css"),
            include_str!("../style/components.css"),
            include_str!("../style/chart.css"),
        ];
        style.set_text_content(Some(&sheets.concat()));
        document.head().unwrap().append_child(&style).unwrap();
        document.document_element().unwrap().set_attribute("data-theme", "light").unwrap();
        let place: HtmlElement = document.create_element("div").unwrap().dyn_into().unwrap();
        place.style().set_property("width", "700px").unwrap();
        document.body().unwrap().append_child(&place).unwrap();
        Self { place, owner: Owner::new(), mounted: None }
    }

    fn show<V: IntoView + 'static>(&mut self, view: impl FnOnce() -> V + 'static) {
        let place = self.place.clone();
        self.mounted = Some(Box::new(self.owner.with(|| leptos::mount::mount_to(place, view))));
    }

    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length()).map(|i| found.get(i).unwrap().dyn_into().unwrap()).collect()
    }

    fn text(&self, selector: &str) -> String {
        self.place.query_selector(selector).unwrap().and_then(|e: Element| e.text_content()).unwrap_or_default()
    }

    fn canvas(&self, index: usize) -> HtmlCanvasElement {
        self.all("canvas")[index].clone().dyn_into().unwrap()
    }

    /// The places of the pixels of a canvas that have this colour, in device pixels.
    fn inked(&self, index: usize, rgb: (u8, u8, u8)) -> Vec<(u32, u32)> {
        let canvas = self.canvas(index);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().dyn_into().unwrap();
        let width = canvas.width();
        let data = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(canvas.height())).unwrap().data();
        let is_it = |p: &[u8]| p[3] > 250 && (p[0], p[1], p[2]) == rgb;
        let pixels = data.chunks(4).enumerate().filter(|(_, p)| is_it(p));
        pixels.map(|(i, _)| (i as u32 % width, i as u32 / width)).collect()
    }

    /// Waits for animation frames until something is so; never for a time.
    async fn until(&self, what: &str, is_so: impl Fn(&Page) -> bool) {
        for _ in 0..120 {
            if is_so(self) {
                return;
            }
            let next = js_sys::Promise::new(&mut |resolve, _| {
                web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
            });
            JsFuture::from(next).await.unwrap();
        }
        panic!("never: {what}");
    }

    fn key(&self, key: &str) {
        let dispatch = js_sys::Function::new_with_args(
            "element, key",
            "element.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}))",
        );
        dispatch.call2(&JsValue::NULL, &self.canvas(0), &key.into()).unwrap();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.mounted = None;
        self.place.remove();
    }
}

const GREEN: (u8, u8, u8) = (0x0a, 0x73, 0x50);
const RED: (u8, u8, u8) = (0xb3, 0x26, 0x1e);
const ZERO: (u8, u8, u8) = (0x7a, 0x83, 0x93);
const BLUE: (u8, u8, u8) = (0x2b, 0x5b, 0xd7);

fn row(effect: f64, lower: f64, upper: f64, tone: Tone) -> ForestRow {
    ForestRow { effect: Some(effect), lower: Some(lower), upper: Some(upper), tone }
}

fn table(rows: Vec<ForestRow>) -> impl IntoView {
    let scale = Signal::stored(ForestScale::for_rows(&rows));
    let cells = rows.into_iter().enumerate().map(move |(i, row)| {
        // The second row is higher than the others.
        let name = if i == 1 { "two\nlines\nof words" } else { "one" };
        view! {
            <tr>
                <th scope="row">
                    <pre>{name}</pre>
                </th>
                <td>
                    <ForestCell row=Signal::stored(row) scale label=format!("row {i}") />
                </td>
            </tr>
        }
    });
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">"Metric"</th>
                    <th scope="col">
                        <ForestAxis scale label=Signal::stored("95% interval".to_owned()) />
                    </th>
                </tr>
            </thead>
            <tbody>{cells.collect_view()}</tbody>
        </table>
    }
}

#[wasm_bindgen_test]
async fn rows_of_a_forest_share_their_zero_line_from_edge_to_edge() {
    let mut page = Page::new();
    page.show(|| table(vec![row(-6.8, -10.9, -2.7, Tone::Better), row(3.0, 1.0, 5.0, Tone::Worse)]));
    page.until("both rows are painted", |p| !p.inked(0, GREEN).is_empty() && !p.inked(1, RED).is_empty()).await;
    assert_eq!(page.canvas(0).get_attribute("aria-label").as_deref(), Some("row 0"));

    let zero_columns = |i| page.inked(i, ZERO).iter().map(|p| p.0).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(zero_columns(0), zero_columns(1));
    // From the top of the first canvas to the foot of the second there is no row of pixels without it.
    let (first, second) = (page.canvas(0), page.canvas(1));
    assert!(second.height() > first.height(), "the canvas is as high as its row");
    let (upper, lower) = (first.get_bounding_client_rect(), second.get_bounding_client_rect());
    assert!(upper.bottom() >= lower.top() - 0.01, "{} {}", upper.bottom(), lower.top());
    let ys: Vec<u32> = page.inked(0, ZERO).iter().map(|p| p.1).collect();
    assert_eq!((ys.first(), ys.last()), (Some(&0), Some(&(first.height() - 1))));

    // The tick of the axis stands over it.
    let zero_tick =
        page.all(".forest-axis span").into_iter().find(|s| s.text_content().as_deref() == Some("0")).unwrap();
    let tick = zero_tick.get_bounding_client_rect();
    let ratio = web_sys::window().unwrap().device_pixel_ratio();
    let zero_px = upper.left() + f64::from(*zero_columns(0).first().unwrap()) / ratio;
    let tick_px = tick.left() + tick.width() / 2.0;
    assert!((tick_px - zero_px).abs() < 1.5, "{tick_px} {zero_px}");
    assert!(page.text("thead").contains("95% interval, axis from −15% to +15%"));
}

#[wasm_bindgen_test]
async fn a_forest_row_is_painted_anew_for_another_theme_width_and_figure() {
    let mut page = Page::new();
    let shown = RwSignal::new(row(-6.8, -10.9, -2.7, Tone::Better));
    page.show(move || {
        view! { <ForestCell row=shown scale=Signal::stored(ForestScale::default()) label="x" form=ForestForm::Mini /> }
    });
    page.until("it is green", |p| !p.inked(0, GREEN).is_empty()).await;
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    root.set_attribute("data-theme", "dark").unwrap();
    page.until("it is the green of the dark", |p| !p.inked(0, (0x4f, 0xc9, 0x8d)).is_empty()).await;
    root.set_attribute("data-theme", "light").unwrap();
    shown.set(row(6.8, 2.7, 10.9, Tone::Worse));
    page.until("it is red", |p| !p.inked(0, RED).is_empty()).await;
    page.place.style().set_property("width", "300px").unwrap();
    let ratio = web_sys::window().unwrap().device_pixel_ratio();
    page.until("it is sharp at the new width", |p| {
        p.canvas(0).width() == (300.0 * ratio).round() as u32 && !p.inked(0, RED).is_empty()
    })
    .await;
}

fn day_s(day: i64) -> i64 {
    Instant::parse("2026-10-26T00:00:00Z").unwrap().epoch_s() + day * DAY_S
}

#[wasm_bindgen_test]
async fn a_trend_is_painted_and_its_snapshots_are_read_by_keys() {
    let mut page = Page::new();
    let point = |day: i64, effect: f64| TrendPoint {
        time_s: day_s(day),
        effect: Some(effect),
        lower: Some(effect - 3.0),
        upper: Some(effect + 3.0),
        users_c: Some(14_208),
        users_t1: Some(14_391),
    };
    let trend = Trend {
        points: vec![point(6, -3.1), point(13, -5.9), point(25, -6.8)],
        markers: vec![TrendMarker { time_s: day_s(17), label: "Raised to 60%".to_owned() }],
        span_s: None,
    };
    page.show(move || {
        let scale = Signal::stored(ForestScale::for_trends([&trend]));
        view! { <TrendChart trend=Signal::stored(Arc::new(trend)) scale label="Customer Friction by snapshot" /> }
    });
    page.until("the line is painted", |p| p.inked(0, BLUE).len() > 300).await;
    page.key("ArrowLeft");
    page.until("the newest snapshot is read", |p| p.text(".tip").contains("Fri 20 Nov 2026")).await;
    let tip = page.text(".tip");
    assert!(tip.contains("−6.8%") && tip.contains("−9.8% to −3.8%"), "{tip}");
    assert!(tip.contains("Users C 14,208, T1 14,391") && tip.contains("Raised to 60%, 12 Nov"), "{tip}");
    page.until("it is announced", |p| p.text("[aria-live]").contains("difference −6.8%")).await;
    page.key("Home");
    page.until("the first snapshot is read", |p| p.text(".tip").contains("Sun 1 Nov 2026")).await;
    page.key("Escape");
    page.until("the tooltip is gone", |p| p.all(".tip").is_empty()).await;
}

#[wasm_bindgen_test]
async fn flags_lead_to_experiments_and_none_covers_another() {
    let mut page = Page::new();
    let times: Vec<i64> = (0..28).map(day_s).collect();
    let series = ChartSeries {
        key: "totalSessions".to_owned(),
        name: "totalSessions".to_owned(),
        slot: Slot::FIRST,
        dash: Slot::FIRST.dash(),
        series: Arc::new(Series::new(times, vec![10.0; 28])),
        previous: None,
        visible: true,
    };
    let marker = |day: i64, kind: MarkerKind, name: &str, until_s| ChartMarker {
        time_s: day_s(day),
        label: name.to_owned(),
        description: format!("{name} on day {day}"),
        href: format!("/experiments/{name}"),
        kind,
        until_s,
    };
    let markers = vec![
        marker(2, MarkerKind::Start, "Welcome", Some(day_s(20))),
        marker(9, MarkerKind::Change, "Welcome", None),
        marker(9, MarkerKind::Start, "Deals", None),
        marker(20, MarkerKind::Stop, "Welcome", None),
    ];
    page.show(move || {
        view! {
            <LineChart
                series=Signal::stored(Arc::new(vec![series]))
                span_s=Signal::stored((day_s(0), day_s(28)))
                bucket_s=Signal::stored(Some(DAY_S))
                incomplete_from_s=Signal::stored(None)
                zone=Signal::stored(Zone::UTC)
                label="Sessions by day"
                zoom=Signal::stored(None)
                on_zoom=Callback::new(|_| {})
                on_legend=Callback::new(|_| {})
                markers=Signal::stored(Arc::new(markers))
            />
        }
    });
    page.until("the flags are there", |p| p.all(".chart__flag").len() == 3).await;
    assert_eq!(page.all(".chart__mark").len(), 4);
    let links: Vec<_> = page.all("a.chart__flag").iter().map(|a| a.get_attribute("href").unwrap()).collect();
    assert_eq!(links, ["/experiments/Welcome", "/experiments/Welcome"]);
    assert!(page.all("a.chart__flag")[1].class_list().contains("chart__flag--stop"));

    let rects: Vec<_> = page.all(".chart__flag").iter().map(|f| f.get_bounding_client_rect()).collect();
    assert!(rects.iter().all(|r| r.width() >= 24.0 && r.height() >= 24.0), "large enough to press");
    let mut ends: Vec<(f64, f64)> = rects.iter().map(|r| (r.left(), r.right())).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(ends.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{ends:?}");

    let plot = page.all(".chart__plot")[0].get_bounding_client_rect();
    let band = page.all(".chart__band")[0].get_bounding_client_rect();
    assert!((band.left() - plot.left() - plot.width() * 2.0 / 27.0).abs() < 1.0, "the tint begins with the run");
    assert!((band.width() - plot.width() * 18.0 / 27.0).abs() < 1.0, "and ends with it");

    assert_eq!(page.text(".chart__events"), "2 events");
    page.all(".chart__events")[0].click();
    page.until("both are offered", |p| p.all(".chart__flag .menu a").len() == 2).await;
}
