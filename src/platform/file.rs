//! Files that a person chooses or drops.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The bytes of a file; `None` where the browser cannot read it any more.
pub async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The size of a file in bytes, as the browser says.
pub fn size(file: &File) -> u64 {
    let size = file.size();
    if size.is_finite() && size >= 0.0 { size as u64 } else { u64::MAX }
}
