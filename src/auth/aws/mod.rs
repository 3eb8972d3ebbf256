//! Keys of Amazon Web Services for whoever is signed in: how they are had, what is wrong with them, what they may do.
//! None of them outlives the page.

pub mod pasted;
pub mod policy;
pub mod trouble;

use crate::api::error::ApiError;
use crate::domain::instant::Instant;
use trouble::Trouble;

/// How keys are had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The sign-in with Amazon is exchanged for them at a Cognito identity pool.
    Cognito,
    /// The sign-in with Amazon is exchanged for them at the Security Token Service.
    Sts,
    /// The person pastes temporary ones.
    Pasted,
    /// The demo's own.
    Demo,
}

impl Means {
    /// Whether they are had, and renewed, by the sign-in.
    pub fn is_federated(self) -> bool {
        matches!(self, Self::Cognito | Self::Sts)
    }
}

/// Keys that a sign-in gives last no longer than this, in seconds: an hour, and a minute for the way.
const LONGEST_S: i64 = 3_660;

/// How long keys still have, in seconds; `None` where that is not known. Keys of a sign-in that seem to have more than
/// an hour say that the clock they are held against is wrong: then nothing is said rather than something wrong.
pub fn left_s(expires: Option<Instant>, now: Instant) -> Option<i64> {
    let left_s = expires?.epoch_s() - now.epoch_s();
    (left_s <= LONGEST_S).then_some(left_s.max(0))
}

/// Whether a refusal means that keys are of no use at all. Where only a permission is missing, or a clock is wrong, they
/// are good keys.
pub fn refuses_keys(error: &ApiError) -> bool {
    matches!(trouble::of(error), Some(Trouble::NotAccepted | Trouble::RanOut))
}

/// Keys are renewed once they have no longer than this, in seconds.
pub const RENEW_AHEAD_S: i64 = 300;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::request::{Headers, Response};

    #[test]
    fn minutes_that_only_a_wrong_clock_can_give_are_not_said() {
        let now = Instant::from_epoch_s(1_794_009_600);
        assert_eq!(left_s(Some(now.plus_s(3_600)), now), Some(3_600));
        assert_eq!(left_s(Some(now.plus_s(-5)), now), Some(0));
        assert_eq!(left_s(Some(now.plus_s(3_600 + 1_200)), now), None, "a clock that is 20 minutes behind");
        assert_eq!(left_s(None, now), None);
    }

    #[test]
    fn keys_are_refused_by_their_own_faults_only() {
        let refused = |code: &str, message: &str| {
            let headers: Headers = [("x-amzn-ErrorType", code)].into_iter().collect();
            let body = serde_json::json!({ "message": message }).to_string().into_bytes();
            ApiError::from_response("listSessionMetrics", &Response { status: 403, headers, body })
        };
        assert!(refuses_keys(&refused("UnrecognizedClientException", "The security token is invalid")));
        assert!(refuses_keys(&refused("ExpiredTokenException", "The security token is expired")));
        assert!(refuses_keys(&refused("InvalidSignatureException", "The request signature does not match")));
        assert!(!refuses_keys(&refused("AccessDeniedException", "User: x is not authorized to perform: lex:X")));
        assert!(!refuses_keys(&refused(
            "InvalidSignatureException",
            "Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)"
        )));
    }
}
