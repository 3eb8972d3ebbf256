//! A view on the page of a browser test, and what a person would do there.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

/// A view in a box of some width, styled as charts are, in the light theme. Gone with the value.
pub struct Shown {
    pub place: HtmlElement,
    pub owner: Owner,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Shown {
    /// An empty box.
    pub fn new(width: &str) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let style = document.create_element("style").unwrap();
        style.set_text_content(Some(include_str!("../../style/chart.css")));
        document.head().unwrap().append_child(&style).unwrap();
        document.document_element().unwrap().set_attribute("data-theme", "light").unwrap();
        let place: HtmlElement = document.create_element("div").unwrap().dyn_into().unwrap();
        place.style().set_property("width", width).unwrap();
        document.body().unwrap().append_child(&place).unwrap();
        Self { place, owner: Owner::new(), mounted: None }
    }

    /// Puts a view into the box.
    pub fn mount<V: IntoView + 'static>(&mut self, view: impl FnOnce() -> V + 'static) {
        let place = self.place.clone();
        self.mounted = Some(Box::new(self.owner.with(|| leptos::mount::mount_to(place, view))));
    }

    pub fn find(&self, selector: &str) -> HtmlElement {
        self.place.query_selector(selector).unwrap().unwrap().dyn_into().unwrap()
    }

    pub fn text(&self, selector: &str) -> Option<String> {
        self.place.query_selector(selector).unwrap().and_then(|e| e.text_content())
    }

    pub fn canvas(&self) -> HtmlCanvasElement {
        self.find("canvas").dyn_into().unwrap()
    }

    /// How many pixels of the canvas have this colour.
    pub fn inked(&self, (r, g, b): (u8, u8, u8)) -> usize {
        let canvas = self.canvas();
        let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().dyn_into().unwrap();
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let data = context.get_image_data(0.0, 0.0, width, height).unwrap().data();
        data.chunks(4).filter(|p| p[3] > 250 && p[0] == r && p[1] == g && p[2] == b).count()
    }

    /// Presses a key on the canvas.
    pub fn key(&self, key: &str, shift: bool) {
        let dispatch = js_sys::Function::new_with_args(
            "element, key, shiftKey",
            "element.dispatchEvent(new KeyboardEvent('keydown', {key, shiftKey, bubbles: true, cancelable: true}))",
        );
        dispatch.call3(&JsValue::NULL, &self.canvas(), &key.into(), &shift.into()).unwrap();
    }

    /// A mouse event on an element, at a place of the window.
    pub fn pointer(&self, element: &HtmlElement, kind: &str, x_px: f64, y_px: f64) {
        let dispatch = js_sys::Function::new_with_args(
            "element, kind, clientX, clientY",
            "element.dispatchEvent(new PointerEvent(kind, {clientX, clientY, bubbles: true, button: 0, pointerType: 'mouse'}))",
        );
        let arguments = js_sys::Array::of4(element, &kind.into(), &x_px.into(), &y_px.into());
        dispatch.apply(&JsValue::NULL, &arguments).unwrap();
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Waits for animation frames until something is so; never for a time.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..120 {
        if is_so() {
            return;
        }
        frame().await;
    }
    panic!("never: {what}");
}

/// The next animation frame.
pub async fn frame() {
    let next = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(next).await.unwrap();
}
