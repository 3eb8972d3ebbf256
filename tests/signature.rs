//! AWS Signature V4 against the vectors that Amazon publishes (`tests/sigv4`, taken from botocore 1.44's copy of the "AWS
//! Signature Version 4 Test Suite", Apache License 2.0).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde::Deserialize;
use skillscope::api::aws::credentials::{AwsCredentials, Secret};
use skillscope::api::aws::signature::{Scope, Signable, authorization, canonical_request, string_to_sign};
use skillscope::domain::instant::Instant;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    name: String,
    request: String,
    canonical: String,
    string_to_sign: String,
    authorization: String,
}

/// A request as the vectors write it: a request line, headers of which one may go on in the next line, and a body.
struct Parsed {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: String,
}

fn parse(text: &str) -> Parsed {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let request_line = lines.next().unwrap();
    let (method, rest) = request_line.split_once(' ').unwrap();
    let target = rest.strip_suffix(" HTTP/1.1").unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines {
        match line.split_once(':').filter(|_| !line.starts_with(' ')) {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => headers.last_mut().unwrap().1.push_str(&format!("\n{line}")),
        }
    }
    let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    Parsed { method: method.to_owned(), path: path.to_owned(), query, headers, body: body.to_owned() }
}

#[test]
fn every_published_vector_gives_the_published_signature() {
    let vectors: Vec<Vector> = serde_json::from_str(include_str!("sigv4/vectors.json")).unwrap();
    assert_eq!(vectors.len(), 34);
    let keys = AwsCredentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        session_token: None,
        expires: None,
    };
    let at = Instant::parse("2015-08-30T12:36:00Z").unwrap();
    let scope = Scope { region: "us-east-1", service: "service", at };
    for vector in &vectors {
        let mut parsed = parse(&vector.request);
        // One vector leaves it to the signer to add the token of its keys.
        let token = vector.canonical.lines().find_map(|line| line.strip_prefix("x-amz-security-token:"));
        let has_token = parsed.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("x-amz-security-token"));
        if let (Some(token), false) = (token, has_token) {
            parsed.headers.push(("X-Amz-Security-Token".to_owned(), token.to_owned()));
        }
        let signable = Signable {
            method: &parsed.method,
            path: &parsed.path,
            query: &parsed.query,
            headers: &parsed.headers,
            body: parsed.body.as_bytes(),
        };
        assert_eq!(canonical_request(&signable), vector.canonical, "{}", vector.name);
        assert_eq!(string_to_sign(&signable, &scope), vector.string_to_sign, "{}", vector.name);
        assert_eq!(authorization(&signable, &keys, &scope), vector.authorization, "{}", vector.name);
    }
}
