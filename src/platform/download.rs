//! Handing a file to the person.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves text under a name; false where the browser did not let us.
pub fn text(name: &str, media_type: &str, content: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(content));
    Blob::new_with_str_sequence_and_options(&parts, &options).is_ok_and(|b| blob(name, &b))
}

/// Saves a blob under a name; false where the browser did not let us.
pub fn blob(name: &str, content: &Blob) -> bool {
    save(name, content).is_some()
}

fn save(name: &str, content: &Blob) -> Option<()> {
    let url = Url::create_object_url_with_blob(content).ok()?;
    let document = web_sys::window()?.document()?;
    let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The download holds its own reference once the click has been dispatched.
    Url::revoke_object_url(&url).ok()
}

/// Saves bytes under a name; false where the browser did not let us.
pub fn bytes(name: &str, media_type: &str, content: &[u8]) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content).into());
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).is_ok_and(|b| blob(name, &b))
}
