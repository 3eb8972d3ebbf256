//! AWS Signature Version 4, for requests whose body is at hand.
//!
//! Our own, since the download counts: with `hmac` and `sha2` it is a few kilobytes, where Amazon's crate brings its
//! whole runtime. It is held against Amazon's published vectors (`tests/sigv4`) and against botocore's signer. Only what
//! must be signed is: host, date, content type and session token, since a browser asks the service's leave for each
//! header that it sends.

use std::borrow::Cow;
use std::fmt::Write as _;

use hmac::{Hmac, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use sha2::{Digest, Sha256};

use super::credentials::AwsCredentials;
use crate::api::request::{Headers, Request};
use crate::domain::instant::Instant;

/// The name of the algorithm, as it stands in the header.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What stays as it is in a query: RFC 3986's unreserved characters.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// In a path the slashes stay as well.
const PATH: &AsciiSet = &QUERY.remove(b'/');

/// What a request is signed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The region, as `us-east-1`.
    pub region: &'a str,
    /// The service's signing name, as `lex`.
    pub service: &'a str,
    /// When it is sent.
    pub at: Instant,
}

impl Scope<'_> {
    /// The time as it stands in `X-Amz-Date`.
    pub fn date_time(&self) -> String {
        self.at.to_string().chars().filter(|c| !matches!(c, '-' | ':')).collect()
    }

    fn date(&self) -> String {
        self.date_time().chars().take(8).collect()
    }

    /// The credential scope.
    pub fn text(&self) -> String {
        format!("{}/{}/{}/aws4_request", self.date(), self.region, self.service)
    }
}

/// What of a request is signed.
#[derive(Debug, Clone)]
pub struct Signable<'a> {
    /// The method.
    pub method: &'a str,
    /// The path as it is sent.
    pub path: &'a str,
    /// The query, decoded.
    pub query: &'a [(String, String)],
    /// The headers that are signed, the host among them.
    pub headers: &'a [(String, String)],
    /// The body.
    pub body: &'a [u8],
}

/// The headers that sign a request: `Authorization`, `X-Amz-Date` and, for temporary keys, `X-Amz-Security-Token`.
///
/// `host` is the service's own name with its port, even where the request goes through another one.
pub fn sign(request: &Request, host: &str, keys: &AwsCredentials, scope: &Scope<'_>) -> Headers {
    let mut signed = vec![("host".to_owned(), host.to_owned()), ("x-amz-date".to_owned(), scope.date_time())];
    if let Some(content_type) = request.headers.get("Content-Type") {
        signed.push(("content-type".to_owned(), content_type.to_owned()));
    }
    if let Some(token) = &keys.session_token {
        signed.push(("x-amz-security-token".to_owned(), token.reveal().to_owned()));
    }
    let signable = Signable {
        method: request.method.as_str(),
        path: &request.path,
        query: &request.query,
        headers: &signed,
        body: request.body.as_deref().unwrap_or_default().as_bytes(),
    };
    let mut headers = Headers::new();
    headers.set("X-Amz-Date", scope.date_time());
    if let Some(token) = &keys.session_token {
        headers.set("X-Amz-Security-Token", token.reveal());
    }
    headers.set("Authorization", authorization(&signable, keys, scope));
    headers
}

/// The value of `Authorization`.
pub fn authorization(signable: &Signable<'_>, keys: &AwsCredentials, scope: &Scope<'_>) -> String {
    let signature = signature(signable, keys.secret_access_key.reveal(), scope);
    let names = signed_names(signable.headers);
    format!(
        "{ALGORITHM} Credential={}/{}, SignedHeaders={names}, Signature={signature}",
        keys.access_key_id,
        scope.text()
    )
}

/// The signature itself, in hexadecimal digits.
pub fn signature(signable: &Signable<'_>, secret_access_key: &str, scope: &Scope<'_>) -> String {
    let key = [scope.region, scope.service, "aws4_request"]
        .iter()
        .fold(hmac(format!("AWS4{secret_access_key}").as_bytes(), scope.date().as_bytes()), |key, part| {
            hmac(&key, part.as_bytes())
        });
    hex(&hmac(&key, string_to_sign(signable, scope).as_bytes()))
}

/// What is signed: the algorithm, the time, the scope and the digest of the canonical request.
pub fn string_to_sign(signable: &Signable<'_>, scope: &Scope<'_>) -> String {
    let digest = hex(&Sha256::digest(canonical_request(signable)));
    format!("{ALGORITHM}\n{}\n{}\n{digest}", scope.date_time(), scope.text())
}

/// The request in the one form that both sides write.
pub fn canonical_request(signable: &Signable<'_>) -> String {
    let mut text = format!("{}\n{}\n", signable.method, canonical_path(signable.path));
    let mut query: Vec<(String, String)> =
        signable.query.iter().map(|(name, value)| (encode(name, QUERY), encode(value, QUERY))).collect();
    query.sort();
    let query: Vec<String> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    text.push_str(&query.join("&"));
    text.push('\n');
    for (name, value) in canonical_headers(signable.headers) {
        let _ = writeln!(text, "{name}:{value}");
    }
    let _ = write!(text, "\n{}\n{}", signed_names(signable.headers), hex(&Sha256::digest(signable.body)));
    text
}

fn encode(text: &str, set: &'static AsciiSet) -> String {
    percent_encode(text.as_bytes(), set).to_string()
}

/// Without `.`, `..` and doubled slashes, then encoded: what was encoded to be sent is encoded once more.
fn canonical_path(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    let ends_in_slash = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    let slash = if ends_in_slash && !segments.is_empty() { "/" } else { "" };
    encode(&format!("/{}{slash}", segments.join("/")), PATH)
}

/// Names in lower case and in order; values trimmed, blanks within them single, those of one name joined by commas.
fn canonical_headers(headers: &[(String, String)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, value) in headers {
        let name = name.to_ascii_lowercase();
        let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        match all.iter_mut().find(|(n, _)| *n == name) {
            Some((_, there)) => {
                there.push(',');
                there.push_str(&value);
            }
            None => all.push((name, value)),
        }
    }
    all.sort();
    all
}

fn signed_names(headers: &[(String, String)]) -> String {
    let names: Vec<String> = canonical_headers(headers).into_iter().map(|(name, _)| name).collect();
    names.join(";")
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    // A key of any length is a good one: `new_from_slice` does not fail for HMAC.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What an `Authorization` header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<'a> {
    /// Whose key.
    pub access_key_id: &'a str,
    /// The day, as `20260821`.
    pub date: &'a str,
    /// The region.
    pub region: &'a str,
    /// The service.
    pub service: &'a str,
    /// The names of the signed headers, in lower case.
    pub signed_headers: Vec<&'a str>,
    /// The signature.
    pub signature: Cow<'a, str>,
}

impl<'a> Claim<'a> {
    /// Reads the header; `None` where it is not of this algorithm or not whole.
    pub fn parse(header: &'a str) -> Option<Self> {
        let rest = header.trim().strip_prefix(ALGORITHM)?;
        let part = |name: &str| rest.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
        let mut credential = part("Credential")?.split('/');
        let mut next = || credential.next().filter(|part| !part.is_empty());
        let (access_key_id, date, region, service, end) = (next()?, next()?, next()?, next()?, next()?);
        let signed_headers = part("SignedHeaders")?.split(';').collect();
        let signature = Cow::Borrowed(part("Signature")?);
        (end == "aws4_request").then_some(Self { access_key_id, date, region, service, signed_headers, signature })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::aws::credentials::Secret;
    use crate::api::request::Method;

    fn keys() -> AwsCredentials {
        AwsCredentials {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            session_token: Some(Secret::new("token")),
            expires: None,
        }
    }

    #[test]
    fn a_signed_request_sends_no_header_more_than_it_must_and_its_claim_is_read_again() {
        let request = Request::write("listSessionMetrics", Method::Post, "/bots/SANDBOXBOT/x".to_owned())
            .with_json(&serde_json::json!({"a": 1}));
        let at = Instant::parse("2026-11-21T10:00:00Z").unwrap();
        let scope = Scope { region: "us-east-1", service: "lex", at };
        let headers = sign(&request, "models-v2-lex.us-east-1.amazonaws.com", &keys(), &scope);
        let names: Vec<&str> = headers.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["X-Amz-Date", "X-Amz-Security-Token", "Authorization"]);
        assert_eq!(headers.get("X-Amz-Date"), Some("20261121T100000Z"));
        let claim = Claim::parse(headers.get("Authorization").unwrap()).unwrap();
        assert_eq!((claim.access_key_id, claim.date, claim.region), ("AKIDEXAMPLE", "20261121", "us-east-1"));
        assert_eq!(claim.signed_headers, ["content-type", "host", "x-amz-date", "x-amz-security-token"]);
        assert_eq!(claim.signature.len(), 64);
    }

    #[test]
    fn what_is_no_claim_is_none() {
        for bad in [
            "",
            "Bearer x",
            "AWS4-HMAC-SHA256",
            "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4, SignedHeaders=a, Signature=b",
        ] {
            assert_eq!(Claim::parse(bad), None, "{bad}");
        }
    }
}
