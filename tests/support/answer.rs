//! What the sandbox answers to a request of an account, in the tests.
#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::Value;
use skillscope::api::request::Response;
use skillscope::sandbox::Incoming;

use crate::support::Service;

/// What came back: the status, and the body as JSON (null where there is none).
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub response: Response,
}

impl Answer {
    /// Sends a request for an account; `None` where the connection was dropped.
    pub fn of(service: &Service, mut request: Incoming, token: &str, headers: &[(&str, &str)]) -> Option<Self> {
        request.headers.set("Authorization", format!("Bearer {token}"));
        for (name, value) in headers {
            request.headers.set(name, *value);
        }
        let response = service.send(&request)?;
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        Some(Self { status: response.status, body, response })
    }

    /// The first word of each violation: the path of the field.
    pub fn fields(&self) -> Vec<String> {
        let violations = self.body["violations"].as_array().cloned().unwrap_or_default();
        violations.iter().map(|v| v["message"].as_str().unwrap().split(' ').next().unwrap().to_owned()).collect()
    }
}
