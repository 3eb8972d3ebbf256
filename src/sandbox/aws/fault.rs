//! Faults in the forms of Amazon Web Services.

use super::error::AwsError;
use super::handler::Protocol;
use super::key_table::KeyTable;
use super::knob::AwsErrorForm;
use super::signature::access_key_id;
use crate::domain::instant::Instant;
use crate::sandbox::fault::Fault;
use crate::sandbox::message::{Incoming, Outgoing};

/// The answer that stands in for the true one; `None` where the true one is needed.
pub fn instead(fault: Fault, request: &Incoming, form: AwsErrorForm, request_id: &str) -> Option<Outgoing> {
    let protocol = Protocol::of(request);
    let error = match fault {
        Fault::Status(status) => of_status(status, protocol),
        Fault::NoAccess => of_status(403, protocol),
        Fault::Expired => expired(protocol),
        Fault::RetryAfter(seconds) => AwsError { retry_after_s: Some(seconds), ..of_status(429, protocol) },
        other => return other.instead(),
    };
    Some(protocol.refusal(&error, form, request_id).into())
}

/// Makes the keys of a request run out.
pub fn expire(keys: &mut KeyTable, request: &Incoming, now: Instant) {
    if let Some(id) = access_key_id(request) {
        keys.expire(id, now);
    }
}

fn expired(protocol: Protocol) -> AwsError {
    match protocol {
        Protocol::RestJson => AwsError::expired_keys(),
        Protocol::Json => AwsError::new(400, "NotAuthorizedException", "Invalid login token. Token expired."),
        Protocol::Query => AwsError::new(400, "ExpiredTokenException", "Token is expired."),
    }
}

/// The modelled error with a status, else the common one.
fn of_status(status: u16, protocol: Protocol) -> AwsError {
    let of = |kind, message: &str| AwsError::new(status, kind, message);
    match (status, protocol) {
        (429, Protocol::RestJson) => AwsError::throttling(None),
        (429, Protocol::Json) => AwsError::new(400, "TooManyRequestsException", "Rate exceeded"),
        (429, Protocol::Query) => AwsError::new(400, "Throttling", "Rate exceeded"),
        (500, Protocol::RestJson) => {
            of("InternalServerException", "The service encountered an unexpected condition. Try your request again.")
        }
        (500, Protocol::Json) => of("InternalErrorException", "An internal error occurred."),
        (500, Protocol::Query) => of("InternalFailure", "An internal error occurred."),
        (503, Protocol::RestJson) => of("ServiceUnavailableException", "Service is unavailable."),
        (503, _) => of("ServiceUnavailable", "Service is unavailable."),
        (402, _) => of("ServiceQuotaExceededException", QUOTA),
        (412, _) => of("PreconditionFailedException", PRECONDITION),
        (403, Protocol::RestJson) => of("AccessDeniedException", "You are not authorized to perform this action."),
        (403, Protocol::Query) => of("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        (401 | 403, _) => of("NotAuthorizedException", "Not authorized."),
        (404, Protocol::RestJson) => AwsError::unknown_operation(),
        (404, _) => of("ResourceNotFoundException", "Not found."),
        (409, _) => of("ConflictException", "The action that you tried to perform couldn't be completed."),
        (_, Protocol::RestJson) => AwsError::validation("One of the input parameters isn't valid."),
        (_, Protocol::Json) => of("InvalidParameterException", "One of the input parameters isn't valid."),
        (_, Protocol::Query) => of("ValidationError", "One of the input parameters isn't valid."),
    }
}

/// What 402 says, in the document's words.
pub const QUOTA: &str = "You have reached a quota for your bot.";
/// What 412 says, likewise.
pub const PRECONDITION: &str = "Your request couldn't be completed because one or more request fields aren't valid.";
