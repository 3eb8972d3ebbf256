//! The confusion matrix in a real browser: what is painted, what keys and pointer read, and the table that says the same.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests, too

use std::sync::Arc;

use leptos::prelude::*;
use skillscope::charts::confusion::{ConfusionDrawing, ConfusionMap};
use skillscope::components::confusion_chart::ConfusionView;
use skillscope::domain::suite::Confusion;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const RIGHT_MOST: (u8, u8, u8) = (0x2b, 0x5b, 0xd7);
const WRONG: (u8, u8, u8) = (0xf7, 0xbd, 0x98);

fn map() -> ConfusionMap {
    let mut pairs = vec![("BookTripIntent", "BookTripIntent"); 18];
    pairs.extend([("BookTripIntent", "FindTripIntent"); 2]);
    pairs.extend([("FindTripIntent", "FindTripIntent"); 5]);
    ConfusionMap::new(&Confusion::of(pairs))
}

/// A matrix on the page, and what it asked for.
struct Page {
    place: HtmlElement,
    chosen: RwSignal<Vec<(String, String)>>,
    map: RwSignal<Arc<ConfusionMap>>,
    _owner: Owner,
    _mounted: Box<dyn std::any::Any>,
}

impl Page {
    async fn open() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let style = document.create_element("style").unwrap();
        style.set_text_content(Some(include_str!("../style/chart.css")));
        document.head().unwrap().append_child(&style).unwrap();
        document.document_element().unwrap().set_attribute("data-theme", "light").unwrap();
        let place: HtmlElement = document.create_element("div").unwrap().dyn_into().unwrap();
        place.style().set_property("width", "480px").unwrap();
        document.body().unwrap().append_child(&place).unwrap();
        let owner = Owner::new();
        let (chosen, shown) = owner.with(|| (RwSignal::new(Vec::new()), RwSignal::new(Arc::new(map()))));
        let on_choose = owner.with(|| Callback::new(move |pair| chosen.update(|all| all.push(pair))));
        let mounted = owner
            .with(|| leptos::mount::mount_to(place.clone(), move || view! { <ConfusionView map=shown on_choose /> }));
        let page = Self { place, chosen, map: shown, _owner: owner, _mounted: Box::new(mounted) };
        page.until("the matrix is painted", |page| page.inked(RIGHT_MOST) > 500).await;
        page
    }

    fn find(&self, selector: &str) -> HtmlElement {
        self.place.query_selector(selector).unwrap().unwrap().dyn_into().unwrap()
    }

    fn text(&self, selector: &str) -> Option<String> {
        self.place.query_selector(selector).unwrap().and_then(|e| e.text_content())
    }

    fn canvas(&self) -> HtmlCanvasElement {
        self.find("canvas").dyn_into().unwrap()
    }

    /// How many pixels of the canvas have this colour.
    fn inked(&self, (r, g, b): (u8, u8, u8)) -> usize {
        let canvas = self.canvas();
        let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().dyn_into().unwrap();
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let data = context.get_image_data(0.0, 0.0, width, height).unwrap().data();
        data.chunks(4).filter(|p| p[3] > 250 && p[0] == r && p[1] == g && p[2] == b).count()
    }

    /// Waits for animation frames until something is so; never for a time.
    async fn until(&self, what: &str, is_so: impl Fn(&Page) -> bool) {
        for _ in 0..120 {
            if is_so(self) {
                return;
            }
            frame().await;
        }
        panic!("never: {what}");
    }

    fn key(&self, key: &str) {
        let dispatch = js_sys::Function::new_with_args(
            "element, key",
            "element.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}))",
        );
        dispatch.call2(&JsValue::NULL, &self.canvas(), &key.into()).unwrap();
    }

    /// A mouse event in the middle of a cell.
    fn pointer(&self, kind: &str, cell: (usize, usize)) {
        let rect = self.canvas().get_bounding_client_rect();
        let (left, top, width, height) = ConfusionDrawing::new(&map(), rect.width()).cell_px(cell);
        let dispatch = js_sys::Function::new_with_args(
            "element, kind, clientX, clientY",
            "element.dispatchEvent(new PointerEvent(kind, {clientX, clientY, bubbles: true, button: 0, pointerType: 'mouse'}))",
        );
        let arguments = js_sys::Array::of4(
            &self.canvas(),
            &kind.into(),
            &(rect.left() + left + width / 2.0).into(),
            &(rect.top() + top + height / 2.0).into(),
        );
        dispatch.apply(&JsValue::NULL, &arguments).unwrap();
    }

    fn reading(&self) -> String {
        self.text(".confusion__reading").unwrap_or_default()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.place.remove();
    }
}

async fn frame() {
    let next = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(next).await.unwrap();
}

#[wasm_bindgen_test]
async fn right_is_blue_wrong_is_orange_and_the_theme_repaints() {
    let page = Page::open().await;
    assert!(page.inked(WRONG) > 500);
    let label = page.canvas().get_attribute("aria-label").unwrap();
    assert!(label.contains("23 of 25 cases on the diagonal"), "{label}");
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    root.set_attribute("data-theme", "dark").unwrap();
    page.until("the dark colour is painted", |page| page.inked((0x7b, 0x9b, 0xfb)) > 500).await;
    assert_eq!(page.inked(RIGHT_MOST), 0);
}

#[wasm_bindgen_test]
async fn keys_read_cells_and_enter_chooses_one() {
    let page = Page::open().await;
    page.key("ArrowDown");
    page.until("the first cell is read", |page| page.reading() == "BookTripIntent as expected: 18 of 20 (90.0%)").await;
    page.key("ArrowRight");
    let wrong = "Expected BookTripIntent, got FindTripIntent: 2 of 20 (10.0%)";
    page.until("the mistake is read", |page| page.reading() == wrong).await;
    assert!(page.text("[aria-live]").is_some_and(|text| !text.is_empty()), "announced");
    page.key("Enter");
    assert_eq!(page.chosen.get_untracked(), [("BookTripIntent".to_owned(), "FindTripIntent".to_owned())]);
    page.key("Escape");
    page.until("nothing is read", |page| page.reading().starts_with("Rows are expected")).await;
}

#[wasm_bindgen_test]
async fn the_pointer_reads_clicks_and_leaves() {
    let page = Page::open().await;
    page.pointer("pointermove", (0, 1));
    page.until("the mistake is read", |page| page.reading().contains("got FindTripIntent")).await;
    let marked = page.find(".confusion__cell").get_bounding_client_rect();
    assert!(marked.width() > 20.0, "{}", marked.width());
    page.pointer("click", (0, 1));
    assert_eq!(page.chosen.get_untracked().len(), 1);
    page.pointer("pointerleave", (0, 1));
    page.until("nothing is read", |page| page.reading().starts_with("Rows are expected")).await;
}

#[wasm_bindgen_test]
async fn the_table_says_the_same_and_the_matrix_of_another_run_is_painted() {
    let page = Page::open().await;
    page.find("input[value=table]").click();
    page.until("the table is there", |page| page.text("table").is_some()).await;
    assert_eq!(page.text("tbody tr:first-child").unwrap(), "BookTrip182");
    assert_eq!(page.find("tbody td:nth-of-type(2)").class_name(), "m2");
    page.find("input[value=chart]").click();
    page.until("the matrix is painted again", |page| page.text("canvas").is_some() && page.inked(WRONG) > 500).await;
    page.map.set(Arc::new(ConfusionMap::new(&Confusion::of([("A", "A")]))));
    page.until("the mistake is gone", |page| page.inked(WRONG) == 0 && page.inked(RIGHT_MOST) > 500).await;
}
