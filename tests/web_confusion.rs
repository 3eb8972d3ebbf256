//! The confusion matrix in a real browser: what is painted, what keys and pointer read, and the table that says the same.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests, too

use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;
use skillscope::charts::confusion::{ConfusionDrawing, ConfusionMap};
use skillscope::components::confusion_chart::ConfusionView;
use skillscope::domain::suite::Confusion;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "support/browser.rs"]
mod browser;

use browser::Shown;

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
    shown: Shown,
    chosen: RwSignal<Vec<(String, String)>>,
    map: RwSignal<Arc<ConfusionMap>>,
}

impl Page {
    async fn open() -> Self {
        let mut shown = Shown::new("480px");
        let (chosen, map) = shown.owner.with(|| (RwSignal::new(Vec::new()), RwSignal::new(Arc::new(map()))));
        let on_choose = shown.owner.with(|| Callback::new(move |pair| chosen.update(|all| all.push(pair))));
        shown.mount(move || view! { <ConfusionView map on_choose /> });
        let page = Self { shown, chosen, map };
        page.until("the matrix is painted", |page| page.inked(RIGHT_MOST) > 500).await;
        page
    }

    /// Waits for animation frames until something is so; never for a time.
    async fn until(&self, what: &str, is_so: impl Fn(&Page) -> bool) {
        browser::until(what, || is_so(self)).await;
    }

    fn key(&self, key: &str) {
        self.shown.key(key, false);
    }

    /// A mouse event in the middle of a cell.
    fn pointer(&self, kind: &str, cell: (usize, usize)) {
        let rect = self.canvas().get_bounding_client_rect();
        let (left, top, width, height) = ConfusionDrawing::new(&map(), rect.width()).cell_px(cell);
        let (x_px, y_px) = (rect.left() + left + width / 2.0, rect.top() + top + height / 2.0);
        self.shown.pointer(&self.find("canvas"), kind, x_px, y_px);
    }

    fn reading(&self) -> String {
        self.text(".confusion__reading").unwrap_or_default()
    }
}

impl Deref for Page {
    type Target = Shown;

    fn deref(&self) -> &Shown {
        &self.shown
    }
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
    page.until("nothing is read", |page| page.reading().starts_with("Point at a cell")).await;
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
    page.until("nothing is read", |page| page.reading().starts_with("Point at a cell")).await;
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

#[wasm_bindgen_test]
async fn a_matrix_that_is_wider_than_its_card_says_so_and_scrolls_to_the_cell_that_is_read() {
    let page = Page::open().await;
    assert_eq!(page.text(".side-scroll__hint"), None);
    assert_eq!(page.find(".scroll-x").get_attribute("tabindex"), None);
    let names: Vec<String> = (10..40).map(|n| format!("I{n}")).collect();
    let many = Confusion::of(names.iter().map(|name| (name.as_str(), name.as_str())));
    page.map.set(Arc::new(ConfusionMap::new(&many)));
    page.find(".scroll-x").style().set_property("overflow-x", "auto").unwrap();
    page.until("the hint is there", |page| page.text(".side-scroll__hint").is_some()).await;
    assert_eq!(page.find(".scroll-x").get_attribute("tabindex").as_deref(), Some("0"));
    page.key("ArrowRight");
    page.key("End");
    page.until("the last cell is in sight", |page| page.find(".scroll-x").scroll_left() > 100).await;
    page.key("Home");
    page.until("the names are in sight again", |page| page.find(".scroll-x").scroll_left() == 0).await;
}
