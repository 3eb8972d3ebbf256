//! Files that the person chose.

use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// A file is larger than what the caller reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// The text of the first file that an input holds, and empties the input, so that the same file can be chosen again.
/// `None` where there is no file, or the browser could not read it.
pub async fn text(input: &HtmlInputElement, most_bytes: usize) -> Option<Result<String, TooLarge>> {
    let file = input.files()?.get(0)?;
    input.set_value("");
    if file.size() > most_bytes as f64 {
        return Some(Err(TooLarge));
    }
    let text = JsFuture::from(file.text()).await.ok()?;
    text.as_string().map(Ok)
}
