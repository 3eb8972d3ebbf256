//! Login with Amazon: code for token, what a token is, who signed in (API-FACTS.md, section 8).

use std::fmt;

use form_urlencoded::Serializer;
use serde::{Deserialize, Serialize};

use super::operation::{Operation, json};
use super::request::{Effect, Headers, Method, Request, Response, Service};

/// An access token. It has no `Display`, and its `Debug` does not show it, so that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccessToken(String);

impl AccessToken {
    /// The longest that Amazon documents, in bytes.
    pub const MAX_LEN: usize = 2_048;

    /// Takes a token, forgiving blanks and a leading `Bearer`.
    ///
    /// `None` when it is empty, too long, or has characters that could not stand in a header.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = match text.strip_prefix("Bearer") {
            Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest.trim(),
            _ => text,
        };
        let fits = !text.is_empty() && text.len() <= Self::MAX_LEN && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Self(text.to_owned()))
    }

    /// The token itself, for the Authorization header and for `tokeninfo`. Nowhere else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// Exchanges an authorization code for a token (code + PKCE, no client secret).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeCode {
    /// From the reply.
    pub code: String,
    /// The same as in the authorize request.
    pub redirect_uri: String,
    /// This installation's client.
    pub client_id: String,
    /// What the challenge was made from.
    pub code_verifier: String,
}

/// A token as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TokenGrant {
    /// The token.
    pub access_token: AccessToken,
    /// Always `bearer`.
    pub token_type: String,
    /// Its life in seconds; 3,600 by the document, a little less was seen.
    pub expires_in: u32,
}

impl Operation for ExchangeCode {
    type Output = TokenGrant;

    fn request(&self) -> Request {
        let body = Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", &self.code)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("client_id", &self.client_id)
            .append_pair("code_verifier", &self.code_verifier)
            .finish();
        Request {
            operation: "exchangeCode",
            service: Service::LwaToken,
            method: Method::Post,
            path: String::new(),
            query: Vec::new(),
            headers: [("Content-Type", "application/x-www-form-urlencoded")].into_iter().collect(),
            body: Some(body),
            effect: Effect::Write,
            authorized: false,
        }
    }

    fn decode(&self, response: &Response) -> Result<TokenGrant, String> {
        json(response)
    }
}

/// Asks what a token is and for whom it was made. The one call that carries a token in its query, because Amazon takes
/// it nowhere else; the log redacts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetTokenInfo {
    /// The token in question.
    pub access_token: AccessToken,
}

/// What Amazon says of a token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TokenInfo {
    /// The client that it was made for: must be this installation's.
    pub aud: String,
    /// The account.
    #[serde(default)]
    pub user_id: Option<String>,
    /// Seconds left (not an instant).
    #[serde(default)]
    pub exp: Option<i64>,
    /// The issuer.
    #[serde(default)]
    pub iss: Option<String>,
    /// The application.
    #[serde(default)]
    pub app_id: Option<String>,
    /// When it was made, in seconds since the epoch.
    #[serde(default)]
    pub iat: Option<i64>,
}

impl Operation for GetTokenInfo {
    type Output = TokenInfo;

    fn request(&self) -> Request {
        let mut request = Request::get("getTokenInfo", String::new()).with("access_token", self.access_token.reveal());
        request.service = Service::LwaTokenInfo;
        request.authorized = false;
        request
    }

    fn decode(&self, response: &Response) -> Result<TokenInfo, String> {
        json(response)
    }
}

/// Asks who signed in. Needs the `profile` scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetProfile;

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Profile {
    /// The account.
    pub user_id: String,
    /// The person's name.
    #[serde(default)]
    pub name: Option<String>,
    /// The person's address.
    #[serde(default)]
    pub email: Option<String>,
}

impl Operation for GetProfile {
    type Output = Profile;

    fn request(&self) -> Request {
        Request { service: Service::LwaProfile, headers: Headers::new(), ..Request::get("getProfile", String::new()) }
    }

    fn decode(&self, response: &Response) -> Result<Profile, String> {
        json(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_does_not_show_itself() {
        let token = AccessToken::parse(" Bearer Atza|secret ").unwrap();
        assert_eq!(token.reveal(), "Atza|secret");
        assert!(!format!("{token:?}").contains("secret"));
    }

    #[test]
    fn what_cannot_stand_in_a_header_is_no_token() {
        for bad in ["", "Bearer ", "Atza|a b", "Atza|a\nb", "Atza|ä"] {
            assert_eq!(AccessToken::parse(bad), None, "{bad:?}");
        }
        assert_eq!(AccessToken::parse(&"a".repeat(2_049)), None);
    }

    #[test]
    fn a_code_is_exchanged_once_and_without_a_secret() {
        let request = ExchangeCode {
            code: "c|d".into(),
            redirect_uri: "http://127.0.0.1:8080/callback".into(),
            client_id: "id".into(),
            code_verifier: "v".into(),
        }
        .request();
        assert_eq!(request.effect, Effect::Write);
        let body = request.body.unwrap();
        assert_eq!(
            body,
            "grant_type=authorization_code&code=c%7Cd&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fcallback&client_id=id&code_verifier=v"
        );
        assert!(!body.contains("secret"));
    }
}
