//! The log of calls: what the inspector and a problem report show. Never a token, never a body.

use crate::api::error::ApiError;
use crate::api::request::{Method, Request, Response, Service};

/// One try of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct CallRecord {
    /// The operation's name in Amazon's client model.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The whole address, with a token in it replaced by `$LWA_TOKEN`.
    pub url: String,
    /// Which try of the call it was, from 1.
    pub attempt: u32,
    /// When it was sent, in milliseconds since the epoch by this machine's clock.
    pub sent_ms: f64,
    /// From sending to the last byte, in milliseconds.
    pub duration_ms: f64,
    /// The status, where there was an answer.
    pub status: Option<u16>,
    /// `X-Amzn-RequestId`, where the browser may read it.
    pub request_id: Option<String>,
    /// The size of the answer's body in bytes.
    pub bytes: usize,
    /// What went wrong without an answer, in words.
    pub failure: Option<String>,
}

impl CallRecord {
    /// The record of a request that is about to be sent.
    pub fn new(request: &Request, base: &str, attempt: u32, sent_ms: f64) -> Self {
        let mut shown = request.clone();
        if request.service == Service::LwaTokenInfo {
            for (name, value) in &mut shown.query {
                if name == "access_token" {
                    *value = "$LWA_TOKEN".to_owned();
                }
            }
        }
        Self {
            operation: request.operation,
            method: request.method,
            url: shown.url(base),
            attempt,
            sent_ms,
            duration_ms: 0.0,
            status: None,
            request_id: None,
            bytes: 0,
            failure: None,
        }
    }

    /// Adds how it ended.
    #[must_use]
    pub fn ended(mut self, duration_ms: f64, result: &Result<Response, ApiError>) -> Self {
        self.duration_ms = duration_ms;
        match result {
            Ok(response) => {
                self.status = Some(response.status);
                self.request_id = response.request_id().map(str::to_owned);
                self.bytes = response.body.len();
            }
            Err(error) => self.failure = Some(error.heading()),
        }
        self
    }

    /// The call for a terminal, with the token left for the person to fill in.
    pub fn curl(&self) -> String {
        format!(
            "curl -X {} \\\n  -H \"Authorization: Bearer $LWA_TOKEN\" \\\n  '{}'",
            self.method.as_str(),
            self.url.replace('\'', "%27")
        )
    }
}
