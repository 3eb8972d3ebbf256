//! What a refusal says of the keys: run out, signed by a wrong clock, not allowed, not accepted at all.

use crate::api::error::{ApiError, ErrorKind};
use crate::domain::instant::Instant;

/// What is wrong with the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Their time has run out.
    RanOut,
    /// The request bore a time that the service does not take.
    WrongClock {
        /// By how much the service's clock is ahead of the time that was signed, in seconds; `None` where the message
        /// does not tell.
        ahead_s: Option<i64>,
    },
    /// They may not do it.
    Denied {
        /// The permission that is missing, as `lex:ListSessionMetrics`.
        permission: Option<String>,
        /// What it is missing on, as an ARN.
        resource: Option<String>,
    },
    /// The service does not know them, or the signature is not theirs.
    NotAccepted,
    /// The sign-in with Amazon was not taken in exchange for keys.
    LoginRefused,
}

/// What a refusal of Lex, Cognito or the Security Token Service says of keys; `None` where it is about something else.
pub fn of(error: &ApiError) -> Option<Trouble> {
    if !matches!(
        error.kind,
        ErrorKind::Forbidden | ErrorKind::Invalid(_) | ErrorKind::Unauthenticated | ErrorKind::Unexpected
    ) {
        return None;
    }
    let message = error.service_message.as_deref().unwrap_or_default();
    let code = error.service_code.as_deref().unwrap_or_default().trim_end_matches("Exception");
    let has = |text: &str| message.contains(text);
    let is_clock = has("Signature expired") || has("not yet current");
    match code {
        "ExpiredToken" | "ExpiredIdentityToken" if error.operation == "assumeRoleWithWebIdentity" => {
            Some(Trouble::LoginRefused)
        }
        "ExpiredToken" | "TokenRefreshRequired" => Some(Trouble::RanOut),
        "InvalidSignature" | "SignatureDoesNotMatch" | "RequestExpired" | "RequestTimeTooSkewed" => {
            if is_clock || code.starts_with("Request") {
                Some(Trouble::WrongClock { ahead_s: ahead_s(message) })
            } else {
                Some(Trouble::NotAccepted)
            }
        }
        "UnrecognizedClient" | "InvalidClientTokenId" | "MissingAuthenticationToken" | "IncompleteSignature" => {
            Some(Trouble::NotAccepted)
        }
        "NotAuthorized" | "InvalidIdentityToken" | "IDPRejectedClaim" | "IDPCommunicationError" => {
            Some(Trouble::LoginRefused)
        }
        _ if is_exchange(error) && error.kind == ErrorKind::Forbidden => Some(Trouble::LoginRefused),
        "AccessDenied" | "AccessDeniedForDependency" => Some(denied(message)),
        _ if is_clock => Some(Trouble::WrongClock { ahead_s: ahead_s(message) }),
        _ if has("is expired") || has("has expired") || has("token included in the request is expired") => {
            Some(Trouble::RanOut)
        }
        _ if has("not authorized to perform") => Some(denied(message)),
        _ if has("security token included in the request is invalid") => Some(Trouble::NotAccepted),
        _ if error.kind == ErrorKind::Forbidden => Some(denied(message)),
        _ => None,
    }
}

/// Whether it is a sign-in that was to be exchanged for keys, not a request that keys signed.
pub fn is_exchange(error: &ApiError) -> bool {
    matches!(error.operation, "getId" | "getCredentialsForIdentity" | "assumeRoleWithWebIdentity")
}

/// `User: arn:… is not authorized to perform: lex:ListSessionMetrics on resource: arn:… because …`
fn denied(message: &str) -> Trouble {
    let word_after = |mark: &str| {
        let word = message.split_once(mark)?.1.split_whitespace().next()?;
        Some(word.trim_end_matches(['.', ',', ';']).to_owned()).filter(|word| !word.is_empty() && word.len() < 512)
    };
    Trouble::Denied {
        permission: word_after("not authorized to perform:").filter(|word| word.contains(':')),
        resource: word_after("on resource:"),
    }
}

/// From `Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)` and
/// `Signature not yet current: 20261121T110000Z is still later than 20261121T104500Z (20261121T104000Z + 5 min.)`: the
/// first time is the one that was signed, the one in the brackets the service's own.
fn ahead_s(message: &str) -> Option<i64> {
    let mut times = message.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(basic_time);
    let signed = times.next()?;
    let inside = message.split_once('(')?.1;
    let service = inside.split(|c: char| !c.is_ascii_alphanumeric()).find_map(basic_time)?;
    Some(service.epoch_s() - signed.epoch_s())
}

/// `20261121T100000Z`
fn basic_time(text: &str) -> Option<Instant> {
    if text.len() != 16 || !text.is_ascii() {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to);
    Instant::parse(&format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(9, 11)?,
        part(11, 13)?,
        part(13, 15)?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::request::{Headers, Response};
    use proptest::prelude::*;

    fn refused(status: u16, code: &str, message: &str) -> ApiError {
        let headers: Headers = [("x-amzn-ErrorType", code)].into_iter().filter(|h| !h.1.is_empty()).collect();
        let body = serde_json::json!({ "message": message }).to_string().into_bytes();
        ApiError::from_response("listSessionMetrics", &Response { status, headers, body })
    }

    #[test]
    fn keys_that_ran_out_are_told_from_keys_that_may_not() {
        let expired = refused(403, "ExpiredTokenException", "The security token included in the request is expired");
        assert_eq!(of(&expired), Some(Trouble::RanOut));
        assert_eq!(
            of(&refused(403, "", "The security token included in the request is expired")),
            Some(Trouble::RanOut)
        );
        let denied = refused(
            403,
            "AccessDeniedException",
            "User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: lex:ListSessionMetrics on \
             resource: arn:aws:lex:us-east-1:123456789012:bot/SANDBOXBOT because no identity-based policy allows it",
        );
        assert_eq!(
            of(&denied),
            Some(Trouble::Denied {
                permission: Some("lex:ListSessionMetrics".to_owned()),
                resource: Some("arn:aws:lex:us-east-1:123456789012:bot/SANDBOXBOT".to_owned()),
            })
        );
        assert_eq!(of(&refused(403, "", "")), Some(Trouble::Denied { permission: None, resource: None }));
    }

    #[test]
    fn a_wrong_clock_says_by_how_much() {
        let late =
            "Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)";
        assert_eq!(
            of(&refused(403, "InvalidSignatureException", late)),
            Some(Trouble::WrongClock { ahead_s: Some(1_200) })
        );
        let early = "Signature not yet current: 20261121T110000Z is still later than 20261121T104500Z (20261121T104000Z + 5 min.)";
        assert_eq!(
            of(&refused(403, "InvalidSignatureException", early)),
            Some(Trouble::WrongClock { ahead_s: Some(-1_200) })
        );
        let other = "The request signature we calculated does not match the signature you provided.";
        assert_eq!(of(&refused(403, "InvalidSignatureException", other)), Some(Trouble::NotAccepted));
    }

    #[test]
    fn a_login_that_the_pool_refuses_is_the_sign_ins_fault() {
        let refused = refused(400, "NotAuthorizedException", "Invalid login token.");
        assert_eq!(of(&refused), Some(Trouble::LoginRefused));
    }

    #[test]
    fn a_role_that_may_not_be_assumed_is_no_permission_of_lex() {
        let denied =
            ApiError { operation: "assumeRoleWithWebIdentity", ..refused(403, "AccessDenied", "Not authorized") };
        assert_eq!(of(&denied), Some(Trouble::LoginRefused));
        assert_eq!(of(&ApiError { operation: "getId", ..refused(403, "", "") }), Some(Trouble::LoginRefused));
    }

    #[test]
    fn a_bad_query_says_nothing_of_keys() {
        assert_eq!(of(&refused(400, "ValidationException", "1 validation error detected")), None);
        assert_eq!(of(&refused(429, "ThrottlingException", "Rate exceeded")), None);
        assert_eq!(of(&refused(412, "PreconditionFailedException", "x")), None);
    }

    proptest! {
        #[test]
        fn any_message_is_read_without_a_panic(message in "\\PC{0,80}", code in "[A-Za-z:#]{0,30}") {
            let _ = of(&refused(403, &code, &message));
            let _ = of(&refused(403, &code, &format!("Signature expired: {message} ({message}")));
        }
    }
}
