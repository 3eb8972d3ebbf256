//! Queries of Amazon Lex, signed, to either sandbox.
#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::{Value, json};
use skillscope::api::aws::credentials::{AwsCredentials, Secret};
use skillscope::api::aws::signature::{Scope, sign};
use skillscope::api::request::{Method, Request, Response};
use skillscope::domain::instant::Instant;
use skillscope::sandbox::Incoming;
use skillscope::sandbox::aws::{ACCESS_KEY_ID, HOST_IN_PAGE, SECRET_ACCESS_KEY};

use crate::support::{Service, wall_ms};

const DAY_S: i64 = 86_400;

/// The first of fourteen whole days that are over, by the machine's clock, since the bot forgets what is too old.
pub fn start_s() -> i64 {
    end_s() - 14 * DAY_S
}

/// The midnight after the last of them.
pub fn end_s() -> i64 {
    (wall_ms() / 1_000 - DAY_S).div_euclid(DAY_S) * DAY_S
}

/// The keys that always work.
pub fn fixed_keys() -> AwsCredentials {
    AwsCredentials {
        access_key_id: ACCESS_KEY_ID.to_owned(),
        secret_access_key: Secret::new(SECRET_ACCESS_KEY),
        session_token: None,
        expires: None,
    }
}

pub fn now() -> Instant {
    Instant::from_epoch_s(wall_ms().div_euclid(1_000))
}

/// The host that requests are signed for.
pub fn host(service: &Service) -> String {
    match service {
        Service::InProcess(_) => HOST_IN_PAGE.to_owned(),
        Service::Http { base, .. } => base.trim_start_matches("http://").to_owned(),
    }
}

/// A query of the bot with these changes to its body; a change to null takes a field out.
pub fn body(changes: Value) -> Value {
    let mut body = json!({
        "startDateTime": start_s(),
        "endDateTime": end_s(),
        "metrics": [{"name": "Count", "statistic": "Sum"}],
    });
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

pub fn unsigned(path: &str, body: &Value) -> Request {
    Request::write("listSessionMetrics", Method::Post, path.to_owned()).with_json(body)
}

/// A signed request as it arrives.
pub fn signed(service: &Service, request: &Request, keys: &AwsCredentials, at: Instant) -> Incoming {
    let mut incoming = Incoming::from(request);
    let scope = Scope { region: "us-east-1", service: "lex", at };
    for (name, value) in sign(request, &host(service), keys, &scope).iter() {
        incoming.headers.set(name, value);
    }
    incoming
}

pub fn path(operation: &str) -> String {
    format!("/bots/SANDBOXBOT/analytics/{operation}")
}

/// Sends a signed query.
pub fn send(service: &Service, operation: &str, body: &Value) -> Response {
    let request = unsigned(&path(operation), body);
    service.send(&signed(service, &request, &fixed_keys(), now())).unwrap()
}

pub fn value(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap()
}

/// The status and the type of a refusal, with its words.
pub fn refusal(response: &Response) -> (u16, String, String) {
    let kind = response.headers.get("X-Amzn-ErrorType").unwrap_or_default().to_owned();
    (response.status, kind, value(response)["message"].as_str().unwrap().to_owned())
}

/// The rows of a query, all pages.
pub fn rows(service: &Service, operation: &str, changes: Value) -> Vec<Value> {
    let mut body = body(changes);
    let mut rows = Vec::new();
    loop {
        let response = send(service, operation, &body);
        let page = value(&response);
        assert_eq!(response.status, 200, "{page}");
        rows.extend(page["results"].as_array().unwrap().clone());
        match page.get("nextToken") {
            Some(token) => body["nextToken"] = token.clone(),
            None => return rows,
        }
    }
}

/// The value of the metric with a number in a row.
pub fn number(row: &Value, metric: usize) -> f64 {
    row["metricsResults"][metric]["value"].as_f64().unwrap()
}

/// What a row is split by.
pub fn group(row: &Value, number: usize) -> &str {
    row["groupByKeys"][number]["value"].as_str().unwrap()
}

/// When the bin of a row begins.
pub fn bin_s(row: &Value) -> i64 {
    row["binKeys"][0]["value"].as_i64().unwrap()
}
