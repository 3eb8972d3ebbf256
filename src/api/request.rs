//! A request and a response as plain values, the same for HTTP and for the in-process sandbox.

use form_urlencoded::Serializer;

pub use crate::domain::path_segment::segment;

/// The address that a request goes to; which host that is, the configuration says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// The Alexa Skill Management API.
    Smapi,
    /// Login with Amazon: code for token.
    LwaToken,
    /// Login with Amazon: what a token is.
    LwaTokenInfo,
    /// Login with Amazon: who signed in.
    LwaProfile,
    /// Amazon Lex, the building of models.
    Lex,
    /// Amazon Cognito identities.
    Cognito,
    /// The AWS Security Token Service.
    Sts,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// DELETE
    Delete,
}

impl Method {
    /// The method's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }

    /// Reads a method's name.
    pub fn parse(name: &str) -> Option<Self> {
        [Method::Get, Method::Post, Method::Put, Method::Delete].into_iter().find(|m| m.as_str() == name)
    }
}

/// Whether sending a request twice does anything twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing: may be sent again without asking.
    Read,
    /// Changes something: is never sent again by itself.
    Write,
}

/// Header names and values; names compare without case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// No header.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first value under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// Sets a header, replacing what stood under its name.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
        self.0.push((name.to_owned(), value.into()));
    }

    /// Removes a header.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    }

    /// All headers in the order they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(n, v)| (n.into(), v.into())).collect())
    }
}

/// A request before it has a host and credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The operation's name in Amazon's client model, for the log and for messages.
    pub operation: &'static str,
    /// Where it goes.
    pub service: Service,
    /// Its method.
    pub method: Method,
    /// Its path from the service's base, encoded, with a leading slash; empty where the base is the whole address.
    pub path: String,
    /// Its query, decoded.
    pub query: Vec<(String, String)>,
    /// Its headers, without Authorization.
    pub headers: Headers,
    /// Its body.
    pub body: Option<String>,
    /// Whether it may be sent again.
    pub effect: Effect,
    /// Whether the access token goes with it.
    pub authorized: bool,
}

impl Request {
    /// A GET of the Skill Management API.
    pub fn get(operation: &'static str, path: String) -> Self {
        Self {
            operation,
            service: Service::Smapi,
            method: Method::Get,
            path,
            query: Vec::new(),
            headers: Headers::new(),
            body: None,
            effect: Effect::Read,
            authorized: true,
        }
    }

    /// A call of the Skill Management API that changes something.
    pub fn write(operation: &'static str, method: Method, path: String) -> Self {
        Self { method, effect: Effect::Write, ..Self::get(operation, path) }
    }

    /// Gives it a JSON body. A value that cannot be written becomes an empty body, which the service refuses.
    #[must_use]
    pub fn with_json<T: serde::Serialize>(mut self, body: &T) -> Self {
        self.headers.set("Content-Type", "application/json");
        self.body = Some(serde_json::to_string(body).unwrap_or_default());
        self
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a query parameter where there is a value.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The path with its encoded query.
    pub fn target(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let query = Serializer::new(String::new()).extend_pairs(&self.query).finish();
        format!("{}?{query}", self.path)
    }

    /// The whole address under a base.
    pub fn url(&self, base: &str) -> String {
        format!("{}{}", base.trim_end_matches('/'), self.target())
    }
}

/// A response as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers that the caller may read.
    pub headers: Headers,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The longest body that is read, in bytes. The largest that a document permits, an interaction model, has 1.5 MB.
    pub const LONGEST_BODY: usize = 8 << 20;

    /// The id that Amazon's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get("X-Amzn-RequestId")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_encoded_and_a_base_may_end_in_a_slash() {
        let request = Request::get("x", "/v1/skills".to_owned())
            .with("intent", "Tag & Nacht")
            .with_some("locale", None::<String>);
        assert_eq!(request.url("https://api.example/"), "https://api.example/v1/skills?intent=Tag+%26+Nacht");
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(segment("a/../b?c"), "a%2F..%2Fb%3Fc");
    }

    #[test]
    fn header_names_have_no_case() {
        let mut headers: Headers = [("X-Amzn-RequestId", "1")].into_iter().collect();
        headers.set("x-amzn-requestid", "2");
        assert_eq!(headers.get("X-AMZN-REQUESTID"), Some("2"));
        assert_eq!(headers.iter().count(), 1);
    }
}
