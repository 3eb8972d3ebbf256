//! One try of one request over HTTP.

use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::body::{self, BodyProblem};
use super::policy_violation;
use crate::api::error::{ApiError, ErrorKind};
use crate::api::lwa::AccessToken;
use crate::api::request::{Headers, Method, Request, Response};
use crate::platform::clock;

/// Aborts its fetch when it goes out of scope: dropping the future of a gloo-net request does not.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Sends a request and reads the whole answer. Dropping the future aborts it.
///
/// # Errors
/// [`ErrorKind::Network`] where there was no answer that the browser lets us read, [`ErrorKind::AddressRefused`] where
/// this installation's policy forbids the address.
pub async fn send(request: &Request, base: &str, token: Option<&AccessToken>) -> Result<Response, ApiError> {
    let url = request.url(base);
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let _abort = AbortOnDrop(controller);

    let mut builder = RequestBuilder::new(&url)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Put => HttpMethod::PUT,
            Method::Delete => HttpMethod::DELETE,
        })
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(signal.as_ref());
    for (name, value) in request.headers.iter() {
        builder = builder.header(name, value);
    }
    if let Some(token) = token.filter(|_| request.authorized) {
        builder = builder.header("Authorization", &format!("Bearer {}", token.reveal()));
    }
    let prepared = match &request.body {
        Some(body) => builder.body(body.as_str()),
        None => builder.build(),
    };
    let network = || ApiError::new(request.operation, ErrorKind::Network);
    let prepared = prepared.map_err(|_| network())?;
    let answer = match prepared.send().await {
        Ok(answer) => answer,
        Err(_) => return Err(refused_or_lost(request, &url).await),
    };
    let headers: Headers = answer.headers().entries().collect();
    let status = answer.status();
    let body = match body::read(&answer).await {
        Ok(body) => body,
        // What a refusal says is of use, not needed.
        Err(BodyProblem::TooLong) if !answer.ok() => Vec::new(),
        Err(problem) => {
            let error = match problem {
                BodyProblem::Lost => network(),
                BodyProblem::TooLong => {
                    let detail = format!("the body is longer than {} MiB", Response::LONGEST_BODY >> 20);
                    ApiError::new(request.operation, ErrorKind::Decode { detail }).with_status(status)
                }
            };
            return Err(error.with_request_id(headers.get("X-Amzn-RequestId")));
        }
    };
    Ok(Response { status, headers, body })
}

async fn refused_or_lost(request: &Request, url: &str) -> ApiError {
    // The report of a violation is a task of its own and may come after the failure.
    clock::wait_ms(0.0).await;
    match policy_violation::is_refused(url) {
        Some(origin) => ApiError::new(request.operation, ErrorKind::AddressRefused { origin }),
        None => ApiError::new(request.operation, ErrorKind::Network),
    }
}
