//! `POST /auth/o2/token`, `GET /auth/o2/tokeninfo` and `GET /user/profile` (API-FACTS.md, section 8).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json as value;
use sha2::{Digest, Sha256};

use super::error_body::oauth;
use super::message::{Incoming, json};
use super::option::{Knobs, Options};
use super::token::TokenTable;
use super::world::Account;
use crate::api::request::Response;
use crate::domain::instant::Instant;

/// Exchanges a code for a token. A code is good once, for whoever has its verifier.
pub fn exchange(
    options: &Options,
    knobs: &Knobs,
    tokens: &mut TokenTable,
    request: &Incoming,
    now: Instant,
) -> Response {
    let is_form = request
        .headers
        .get("Content-Type")
        .is_some_and(|t| t.trim().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return oauth(400, "invalid_request", "The body must be application/x-www-form-urlencoded.");
    }
    let form = request.form();
    let field = |name: &str| form.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str());
    match field("grant_type") {
        Some("authorization_code") => {}
        Some(_) => return oauth(400, "unsupported_grant_type", "grant_type must be authorization_code."),
        None => return oauth(400, "invalid_request", "grant_type is required."),
    }
    if field("client_id") != Some(&options.client_id) {
        return oauth(401, "invalid_client", "The client_id is not known.");
    }
    let (Some(code), Some(redirect_uri), Some(verifier)) =
        (field("code"), field("redirect_uri"), field("code_verifier"))
    else {
        return oauth(400, "invalid_request", "code, redirect_uri and code_verifier are required.");
    };
    let Some(code) = tokens.redeem(code, now) else {
        return oauth(400, "invalid_grant", "The code is not valid, was used before, or has expired.");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    if code.redirect_uri != redirect_uri || code.client_id != options.client_id || code.challenge != challenge {
        return oauth(400, "invalid_grant", "The code was made for another redirect_uri or another code_verifier.");
    }
    let life_s = knobs.token_life_s;
    let issued = tokens.issue(options.seed, &code.account, &code.client_id, &code.scope, life_s, now);
    let mut response = json(200, &value!({"access_token": issued.token, "token_type": "bearer", "expires_in": life_s}));
    response.headers.set("Cache-Control", "no-store");
    response
}

/// Says what a token is. `exp` is the number of seconds left.
pub fn token_info(options: &Options, tokens: &TokenTable, request: &Incoming, now: Instant) -> Response {
    let Some(token) = request.param("access_token") else {
        return oauth(400, "invalid_request", "access_token is required.");
    };
    let (Ok(issued), true) = (tokens.check(token, &options.client_id, now), token.starts_with("Atza|")) else {
        return oauth(400, "invalid_token", "The access_token is not valid or has expired.");
    };
    let user_id = Account::by_key(&issued.account).map_or("", |account| account.user_id);
    json(
        200,
        &value!({
            "iss": "https://www.amazon.com",
            "user_id": user_id,
            "aud": issued.client_id,
            "app_id": "amzn1.application.skillscope-local",
            "exp": issued.expires_s - now.epoch_s(),
            "iat": issued.issued_s,
        }),
    )
}

/// Says who signed in, to a token with the scope `profile`.
pub fn profile(options: &Options, tokens: &TokenTable, request: &Incoming, now: Instant) -> Response {
    let issued = request.token().and_then(|token| tokens.check(token, &options.client_id, now).ok());
    let Some(issued) = issued else {
        return oauth(401, "invalid_token", "The access token is missing, not valid, or has expired.");
    };
    if !issued.allows_any(&["profile"]) {
        return oauth(403, "insufficient_scope", "The access token was not granted the scope profile.");
    }
    match Account::by_key(&issued.account) {
        Some(a) => json(200, &value!({"user_id": a.user_id, "name": a.name, "email": a.email})),
        None => oauth(401, "invalid_token", "The access token is missing, not valid, or has expired."),
    }
}
