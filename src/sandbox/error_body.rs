//! Refusals, in the forms of Amazon's client models (API-FACTS.md, section 1).

use serde::Serialize;

use super::message::json;
use crate::api::request::Response;

/// `BadRequestError` and `StandardizedError`: only `message` is always there.
#[derive(Serialize)]
struct ErrorBody<'a> {
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    violations: &'a [Violation],
}

/// One thing that was not accepted about a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The machine-readable kind.
    pub code: &'static str,
    /// What is wrong, naming the parameter.
    pub message: String,
}

impl Violation {
    /// A parameter that must be there is not.
    pub fn missing(name: &str) -> Self {
        Self { code: "MISSING_REQUIRED_FIELD", message: format!("{name} is required.") }
    }

    /// A parameter has a value that it cannot have.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self { code: "INVALID_DATA_FORMAT", message: message.into() }
    }
}

/// 400 with everything that is wrong.
pub fn bad_request(violations: &[Violation]) -> Response {
    json(400, &ErrorBody { message: "The request is not valid.", code: None, violations })
}

/// 403 of an operation on experiments, which has the form of a 400 (API-FACTS.md, section 1).
pub fn forbidden(why: &str) -> Response {
    let violations = [Violation { code: "FORBIDDEN", message: why.to_owned() }];
    json(
        403,
        &ErrorBody { message: "The operation being requested isn't allowed.", code: None, violations: &violations },
    )
}

/// 403 of a simulation: as [`forbidden`], with the reason as its message too, for only that is dependable.
pub fn not_allowed(why: &str) -> Response {
    let violations = [Violation { code: "FORBIDDEN", message: why.to_owned() }];
    json(403, &ErrorBody { message: why, code: None, violations: &violations })
}

/// 409, with what is in the way.
pub fn conflict(message: &str) -> Response {
    json(409, &ErrorBody { message, code: Some("CONFLICT"), violations: &[] })
}

/// Any other refusal of the Skill Management API: `{message, code?}`. The words are the document's for the status.
pub fn refusal(status: u16) -> Response {
    let (code, message) = match status {
        401 => (
            Some("UNAUTHORIZED"),
            "The authorization token is invalid or expired or doesn't have access to the resource.",
        ),
        403 => (Some("FORBIDDEN"), "The operation being requested isn't allowed."),
        404 => (Some("NOT_FOUND"), "The resource you requested is not found."),
        409 => (Some("CONFLICT"), "The resource is in a state that does not allow this."),
        // A real one was seen without a code.
        429 => (None, "You have exceeded the permitted request limit."),
        503 => (Some("SERVICE_UNAVAILABLE"), "The service is unavailable."),
        _ => (Some("INTERNAL_SERVER_ERROR"), "There is an internal server error."),
    };
    json(status, &ErrorBody { message, code, violations: &[] })
}

/// A refusal of Login with Amazon, as OAuth 2.0 (RFC 6749, section 5.2) has it.
pub fn oauth(status: u16, error: &str, description: &str) -> Response {
    #[derive(Serialize)]
    struct Body<'a> {
        error: &'a str,
        error_description: &'a str,
    }
    json(status, &Body { error, error_description: description })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::{ApiError, ErrorKind};

    #[test]
    fn the_client_finds_the_field_and_the_words() {
        let response =
            bad_request(&[Violation::missing("startTime"), Violation::invalid("endTime must be an instant.")]);
        let ErrorKind::Invalid(problems) = ApiError::from_response("x", &response).kind else { panic!() };
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_deref()).collect();
        assert_eq!(fields, [Some("startTime"), Some("endTime")]);
        for status in [401, 403, 404, 409, 429, 500, 503] {
            assert!(ApiError::from_response("x", &refusal(status)).service_message.is_some(), "{status}");
        }
    }
}
