//! Why a sign-in did not come about.

use super::oauth::reply::{OauthError, Refusal};
use crate::api::error::ApiError;

/// What the sign-in page explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInFailure {
    /// The person left Amazon's page without consenting.
    Denied,
    /// Amazon refused.
    Refused {
        /// Why.
        code: OauthError,
        /// Amazon's words.
        description: Option<String>,
    },
    /// The reply is not believed.
    Unverified(Refusal),
    /// The token was made for another client.
    WrongAudience,
    /// What was pasted cannot be a token.
    NotAToken,
    /// Amazon does not know the token, or its time has run out.
    TokenNotAccepted,
    /// The browser keeps nothing for this page, so a reply could not be recognised.
    StorageBlocked,
    /// The browser has no source of randomness.
    NoRandomness,
    /// A call that sign-in needs failed.
    Call(ApiError),
}
