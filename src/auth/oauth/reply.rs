//! What Amazon answers to a sign-in, and whether it may be believed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::equal_in_constant_time;
use super::pending::PendingSignIn;
use crate::api::lwa::AccessToken;
use crate::config::AuthFlow;
use crate::domain::instant::Instant;

/// The reply as the start-up script took it out of the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct RawReply {
    /// Without its `#`.
    #[serde(default)]
    pub fragment: String,
    /// Without its `?`.
    #[serde(default)]
    pub query: String,
}

/// Why Amazon did not grant a sign-in (RFC 6749, sections 4.1.2.1 and 4.2.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OauthError {
    /// The request lacks a parameter, or names a client or return address that Amazon does not know.
    InvalidRequest,
    /// The client may not use this grant.
    UnauthorizedClient,
    /// The grant does not exist (any more).
    UnsupportedResponseType,
    /// A scope is not known, or not permitted to this client.
    InvalidScope,
    /// Amazon failed.
    ServerError,
    /// Amazon is overloaded.
    TemporarilyUnavailable,
    /// A code that no document has, as far as it can be shown.
    Unknown(String),
}

impl OauthError {
    fn parse(code: &str) -> Self {
        match code {
            "invalid_request" => Self::InvalidRequest,
            "unauthorized_client" => Self::UnauthorizedClient,
            "unsupported_response_type" => Self::UnsupportedResponseType,
            "invalid_scope" => Self::InvalidScope,
            "server_error" => Self::ServerError,
            "temporarily_unavailable" => Self::TemporarilyUnavailable,
            other => Self::Unknown(other.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect()),
        }
    }

    /// The code as Amazon sent it.
    pub fn code(&self) -> &str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::Unknown(code) => code,
        }
    }
}

/// What a reply that may be believed says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Implicit grant.
    Token {
        /// The token.
        access_token: AccessToken,
        /// Its life in seconds.
        expires_in_s: u32,
        /// What was granted, where Amazon says so.
        scope: Option<String>,
    },
    /// Code grant: to be exchanged.
    Code(String),
    /// The person did not consent.
    Denied,
    /// Amazon refused.
    Error {
        /// Why.
        code: OauthError,
        /// Amazon's words; only from a reply with the right `state`.
        description: Option<String>,
    },
}

/// Why a reply is not believed. It is then ignored altogether.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No sign-in was begun in this tab, or its reply came already.
    NotAwaited,
    /// It came too late.
    Stale,
    /// `state` is missing or is another one.
    WrongState,
    /// It is not what the flow that was begun returns, or not well formed.
    Malformed,
}

/// The life that a token has when Amazon does not say (API-FACTS.md, section 8).
const DEFAULT_LIFE_S: u32 = 3_600;
/// A longer life is not believed.
const MAX_LIFE_S: u32 = 86_400;
/// A longer code is not believed, in bytes.
const MAX_CODE_LEN: usize = 2_048;

impl RawReply {
    /// Reads the reply and checks it against the sign-in that was begun, which is used up by that.
    ///
    /// # Errors
    /// Why it is ignored.
    pub fn read(&self, pending: Option<PendingSignIn>, now: Instant) -> Result<Reply, Refusal> {
        let pending = pending.ok_or(Refusal::NotAwaited)?;
        let fragment = parameters(&self.fragment).ok_or(Refusal::Malformed)?;
        let query = parameters(&self.query).ok_or(Refusal::Malformed)?;
        // A token belongs into the fragment and a code into the query; an error was seen in either.
        let place = match pending.flow {
            AuthFlow::Implicit if !fragment.is_empty() => &fragment,
            AuthFlow::Pkce if query.is_empty() => &fragment,
            _ => &query,
        };
        let verified = place.get("state").is_some_and(|s| equal_in_constant_time(s, &pending.state));
        if let Some(code) = place.get("error") {
            // Amazon leaves `state` out where it could not read the request. Such a reply grants nothing, so it is
            // passed on by its code alone; a wrong `state` is refused all the same.
            if !verified && place.contains_key("state") {
                return Err(Refusal::WrongState);
            }
            return Ok(refused(code, verified.then(|| place.get("error_description")).flatten()));
        }
        if !verified {
            return Err(Refusal::WrongState);
        }
        if pending.is_stale(now) {
            return Err(Refusal::Stale);
        }
        match pending.flow {
            AuthFlow::Implicit => token(&fragment),
            AuthFlow::Pkce => code(&query),
        }
        .ok_or(Refusal::Malformed)
    }
}

/// The parameters by name; `None` if one stands there twice (RFC 6749, section 3.1).
fn parameters(text: &str) -> Option<BTreeMap<String, String>> {
    let mut parameters = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()).into_owned() {
        if parameters.insert(name, value).is_some() {
            return None;
        }
    }
    Some(parameters)
}

fn refused(code: &str, description: Option<&String>) -> Reply {
    if code == "access_denied" {
        return Reply::Denied;
    }
    let description = description.map(|d| d.chars().filter(|c| !c.is_control()).take(200).collect::<String>());
    Reply::Error { code: OauthError::parse(code), description: description.filter(|d| !d.trim().is_empty()) }
}

fn token(fragment: &BTreeMap<String, String>) -> Option<Reply> {
    if !fragment.get("token_type")?.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let expires_in_s = match fragment.get("expires_in") {
        Some(text) => text.parse().ok().filter(|s| (1..=MAX_LIFE_S).contains(s))?,
        None => DEFAULT_LIFE_S,
    };
    Some(Reply::Token {
        access_token: AccessToken::parse(fragment.get("access_token")?)?,
        expires_in_s,
        scope: fragment.get("scope").cloned(),
    })
}

fn code(query: &BTreeMap<String, String>) -> Option<Reply> {
    let code = query.get("code")?;
    let fits = !code.is_empty() && code.len() <= MAX_CODE_LEN && code.bytes().all(|b| b.is_ascii_graphic());
    fits.then(|| Reply::Code(code.clone()))
}

#[cfg(test)]
#[path = "reply_tests.rs"]
mod tests;
