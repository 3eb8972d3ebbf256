//! `maxResults` and `nextToken` of the lists of experiments and snapshots.

use serde_json::{Value, json as value};

use super::error_body::{Violation, bad_request};
use super::message::{Incoming, json};
use super::page_token;
use super::skill_handler::Caller;
use crate::api::experiment::LARGEST_PAGE;
use crate::api::request::Response;

/// Answers with a page of a list under a name.
///
/// The token says how many items are left, not how many were given, so that what is added at the front of the list
/// while it is read shifts nothing.
pub fn answer(caller: &Caller<'_>, request: &Incoming, name: &str, all: &[impl Fn() -> Value]) -> Response {
    let mut wrong = Vec::new();
    for parameter in ["maxResults", "nextToken"] {
        if request.params(parameter).count() > 1 {
            wrong.push(Violation::invalid(format!("{parameter} must be given once.")));
        }
    }
    let page_len = match request.param("maxResults").map(str::parse::<u32>) {
        None => LARGEST_PAGE,
        Some(Ok(n)) if (1..=LARGEST_PAGE).contains(&n) => n,
        Some(_) => {
            wrong.push(Violation::invalid(format!("maxResults must be a number from 1 to {LARGEST_PAGE}.")));
            0
        }
    };
    let mut bound = request.query.clone();
    bound.push(("path".to_owned(), request.path.trim_end_matches('/').to_owned()));
    let left = match request.param("nextToken") {
        None => all.len(),
        Some(token) => page_token::read(caller.seed, &bound, token, caller.now).unwrap_or_else(|| {
            wrong.push(Violation::invalid("nextToken is not valid for this list, or has expired."));
            0
        }),
    };
    if !wrong.is_empty() {
        return bad_request(&wrong);
    }
    let page: Vec<Value> =
        all.iter().skip(all.len().saturating_sub(left)).take(page_len as usize).map(|item| item()).collect();
    let left = left.min(all.len()).saturating_sub(page.len());
    let mut body = value!({ name: page });
    if let (true, Some(fields)) = (left > 0, body.as_object_mut()) {
        let token = page_token::issue(caller.seed, &bound, left, caller.now);
        fields.insert("paginationContext".to_owned(), value!({ "nextToken": token }));
    }
    json(200, &body)
}
