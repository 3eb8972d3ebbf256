//! What goes into the sandbox and what comes out: HTTP without a network.

use crate::api::lwa::AccessToken;
use crate::api::request::{Headers, Request, Response, Service};

/// A request as a server sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Incoming {
    /// The method's name. A text, because `OPTIONS` and nonsense arrive too.
    pub method: String,
    /// The path, still encoded.
    pub path: String,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Vec<u8>,
}

impl Incoming {
    /// The longest body that is read, in bytes.
    pub const LONGEST_BODY: usize = 1 << 20;

    /// A request of the client layer with the token that goes with it.
    pub fn authorized(request: &Request, token: Option<&AccessToken>) -> Self {
        let mut incoming = Self::from(request);
        if let (true, Some(token)) = (request.authorized, token) {
            incoming.headers.set("Authorization", format!("Bearer {}", token.reveal()));
        }
        incoming
    }

    /// A query parameter that is given and not empty.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// Every value of a query parameter.
    pub fn params<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.query.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The fields of a form in the body.
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// The access token of the Authorization header, with or without `Bearer`, for the real service takes both.
    pub fn token(&self) -> Option<&str> {
        let value = self.headers.get("Authorization")?.trim();
        let token = match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => token.trim(),
            _ => value,
        };
        (!token.is_empty()).then_some(token)
    }
}

impl From<&Request> for Incoming {
    /// The request at the sandbox's paths, without a token.
    fn from(request: &Request) -> Self {
        let base = match request.service {
            // Those of Amazon Web Services stand at the root, told apart by path and header.
            Service::Smapi | Service::Lex | Service::Cognito | Service::Sts => "",
            Service::LwaToken => "/auth/o2/token",
            Service::LwaTokenInfo => "/auth/o2/tokeninfo",
            Service::LwaProfile => "/user/profile",
        };
        Self {
            method: request.method.as_str().to_owned(),
            path: format!("{base}{}", request.path),
            query: request.query.clone(),
            headers: request.headers.clone(),
            body: request.body.clone().unwrap_or_default().into_bytes(),
        }
    }
}

/// An answer, with what the network is to do to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outgoing {
    /// The answer.
    pub response: Response,
    /// How long to wait before sending it, in milliseconds.
    pub delay_ms: u64,
    /// Send only so many bytes of the body, and send them as if they were all.
    pub truncate_at: Option<usize>,
    /// Send only so many bytes of the body, then drop the connection.
    pub break_at: Option<usize>,
    /// Drop the connection instead of answering.
    pub reset: bool,
}

impl Outgoing {
    /// How long a request hangs that is to hang, in milliseconds: longer than anybody waits.
    pub const HANG_MS: u64 = 3_600_000;

    /// The answer as it arrives, or `None` where the connection is dropped. The delay is the caller's to keep.
    pub fn arrived(mut self) -> Option<Response> {
        if self.reset || self.break_at.is_some() {
            return None;
        }
        if let Some(length) = self.truncate_at {
            self.response.body.truncate(length);
        }
        Some(self.response)
    }
}

impl From<Response> for Outgoing {
    fn from(response: Response) -> Self {
        Self { response, ..Self::default() }
    }
}

/// A JSON answer.
pub fn json<T: serde::Serialize>(status: u16, value: &T) -> Response {
    let body = serde_json::to_vec(value).unwrap_or_default();
    Response { status, headers: [("Content-Type", "application/json")].into_iter().collect(), body }
}
