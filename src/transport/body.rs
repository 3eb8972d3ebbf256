//! The body of an answer, read piece by piece so that one without end does not fill the memory.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use crate::api::request::Response;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyProblem {
    /// The connection was lost on the way.
    Lost,
    /// It is longer than [`Response::LONGEST_BODY`].
    TooLong,
}

/// Reads a body to its end.
///
/// # Errors
/// [`BodyProblem`]; what is still to come then is not read.
pub async fn read(answer: &gloo_net::http::Response) -> Result<Vec<u8>, BodyProblem> {
    let Some(stream) = answer.body() else { return Ok(Vec::new()) };
    let reader = stream.get_reader().unchecked_into::<ReadableStreamDefaultReader>();
    let mut body = Vec::new();
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(|_| BodyProblem::Lost)?;
        let member = |name: &str| Reflect::get(&step, &JsValue::from_str(name)).unwrap_or_default();
        if member("done").is_truthy() {
            return Ok(body);
        }
        let piece = member("value").dyn_into::<Uint8Array>().map_err(|_| BodyProblem::Lost)?;
        let length = piece.length() as usize;
        if body.len() + length > Response::LONGEST_BODY {
            // The answer to this says only that it was done.
            let _ = reader.cancel();
            return Err(BodyProblem::TooLong);
        }
        let start = body.len();
        body.resize(start + length, 0);
        if let Some(place) = body.get_mut(start..) {
            piece.copy_to(place);
        }
    }
}
