//! Which pages may call, and what they may read of the answer.

use super::aws;
use super::message::Incoming;
use super::option::{CorsMode, Options};
use crate::api::request::Response;

/// What a page may read besides what every browser grants.
const EXPOSED: &str = "X-Amzn-RequestId, Location, Retry-After";
/// What a page may send.
const ALLOWED_HEADERS: &str = "Authorization, Content-Type, Accept, X-Sandbox-Fault";
/// What a page may send to Amazon Web Services: only what has to be signed. Others were seen to be refused (PRODUCT.md).
const AWS_ALLOWED_HEADERS: &str = "Authorization, Content-Type, X-Amz-Date, X-Amz-Security-Token, X-Amz-Target";
/// What it may read of the answer.
const AWS_EXPOSED: &str = "X-Amzn-RequestId, X-Amzn-ErrorType, Retry-After, Date";
const ALLOWED_METHODS: &str = "GET, POST, PUT, DELETE";

/// Whether a request comes from a page that may call. One without an Origin comes from no page.
pub fn origin_is_allowed(options: &Options, mode: CorsMode, request: &Incoming) -> bool {
    match request.headers.get("Origin") {
        None => true,
        Some(origin) => mode != CorsMode::Refuse && options.allowed_origins.iter().any(|allowed| allowed == origin),
    }
}

/// The answer to a preflight, or `None` for any other request.
pub fn preflight(options: &Options, mode: CorsMode, request: &Incoming) -> Option<Response> {
    if request.method != "OPTIONS" {
        return None;
    }
    let mut response = Response { status: 204, ..Response::default() };
    if request.headers.get("Origin").is_none() || !origin_is_allowed(options, mode, request) {
        response.status = 403;
        return Some(response);
    }
    let (methods, headers) =
        if aws::is_for(request) { ("POST", AWS_ALLOWED_HEADERS) } else { (ALLOWED_METHODS, ALLOWED_HEADERS) };
    response.headers.set("Access-Control-Allow-Methods", methods);
    response.headers.set("Access-Control-Allow-Headers", headers);
    response.headers.set("Access-Control-Max-Age", "600");
    Some(response)
}

/// Adds to any answer what lets a page of an allowed origin read it.
pub fn allow(options: &Options, mode: CorsMode, request: &Incoming, response: &mut Response) {
    response.headers.set("Vary", "Origin");
    let Some(origin) = request.headers.get("Origin") else { return };
    if !origin_is_allowed(options, mode, request) {
        return;
    }
    response.headers.set("Access-Control-Allow-Origin", origin);
    if mode == CorsMode::Expose {
        let exposed = if aws::is_for(request) { AWS_EXPOSED } else { EXPOSED };
        response.headers.set("Access-Control-Expose-Headers", exposed);
    }
}
