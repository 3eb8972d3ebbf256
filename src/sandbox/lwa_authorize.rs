//! `GET /ap/oa` and the answer to its form: the implicit grant, and the code grant with PKCE (API-FACTS.md, section 8).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use form_urlencoded::Serializer;

use super::consent_page::{Consent, ask, refuse};
use super::option::{Knobs, Options};
use super::token::{Code, SCOPES, TokenTable};
use super::world::Account;
use crate::api::request::Response;
use crate::domain::instant::Instant;

/// The parameters that travel from the request through the form.
const PARAMETERS: [&str; 7] =
    ["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"];

type Pairs = [(String, String)];

fn get<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grant {
    Implicit,
    Code,
}

/// A request that client and address are known of, so that an answer may be sent there.
struct Authorize<'a> {
    redirect_uri: &'a str,
    grant: Grant,
    scope: &'a str,
    state: Option<&'a str>,
    challenge: Option<&'a str>,
}

/// Shows the consent page, or refuses.
pub fn authorize(options: &Options, knobs: &Knobs, query: &Pairs) -> Response {
    match read(options, knobs, query) {
        Err(response) => *response,
        Ok(request) => {
            let parameters: Vec<(String, String)> =
                query.iter().filter(|(name, _)| PARAMETERS.contains(&name.as_str())).cloned().collect();
            ask(&Consent {
                client_id: &options.client_id,
                redirect_uri: request.redirect_uri,
                scope: request.scope,
                parameters: &parameters,
            })
        }
    }
}

/// Acts on what was chosen on the consent page. The parameters are checked again: the form is the browser's.
pub fn consent(options: &Options, knobs: &Knobs, tokens: &mut TokenTable, form: &Pairs, now: Instant) -> Response {
    let request = match read(options, knobs, form) {
        Ok(request) => request,
        Err(response) => return *response,
    };
    let Some(account) = get(form, "account").and_then(Account::by_key) else {
        return refuse("No account was chosen.");
    };
    if get(form, "decision") != Some("allow") {
        return request.failed("access_denied", "The customer did not consent.");
    }
    match request.grant {
        Grant::Implicit => {
            let life_s = knobs.token_life_s;
            let issued = tokens.issue(options.seed, account.key, &options.client_id, request.scope, life_s, now);
            request.redirect(&[
                ("access_token", &issued.token),
                ("token_type", "bearer"),
                ("expires_in", &life_s.to_string()),
                ("scope", request.scope),
            ])
        }
        Grant::Code => {
            let code = Code {
                code: String::new(),
                account: account.key.to_owned(),
                client_id: options.client_id.clone(),
                redirect_uri: request.redirect_uri.to_owned(),
                scope: request.scope.to_owned(),
                challenge: request.challenge.unwrap_or_default().to_owned(),
                expires_s: 0,
            };
            let code = tokens.issue_code(options.seed, code, now);
            request.redirect(&[("code", &code), ("scope", request.scope)])
        }
    }
}

/// Checks a request. Boxed, because the refusal is the large and rare case.
fn read<'a>(options: &Options, knobs: &Knobs, pairs: &'a Pairs) -> Result<Authorize<'a>, Box<Response>> {
    if PARAMETERS.iter().any(|name| pairs.iter().filter(|(n, _)| n == name).count() > 1) {
        return Err(Box::new(refuse("A parameter was given more than once.")));
    }
    if get(pairs, "client_id") != Some(&options.client_id) {
        return Err(Box::new(refuse("The client_id is not one that this sandbox knows.")));
    }
    let Some(redirect_uri) = get(pairs, "redirect_uri").filter(|uri| options.redirect_uris.iter().any(|u| u == uri))
    else {
        return Err(Box::new(refuse("The redirect_uri is not one that is registered for this client.")));
    };
    let response_type = get(pairs, "response_type");
    let request = Authorize {
        redirect_uri,
        grant: if response_type == Some("token") { Grant::Implicit } else { Grant::Code },
        scope: get(pairs, "scope").unwrap_or_default(),
        state: get(pairs, "state"),
        challenge: get(pairs, "code_challenge"),
    };
    let failed = |error, description| Err(Box::new(request.failed(error, description)));
    match response_type {
        None => return failed("invalid_request", "response_type is required."),
        Some("token") if knobs.refuse_implicit => {
            return failed("unsupported_response_type", "This client cannot use the implicit grant.");
        }
        Some("token" | "code") => {}
        Some(_) => return failed("unsupported_response_type", "response_type must be code or token."),
    }
    if request.scope.is_empty() {
        return failed("invalid_request", "scope is required.");
    }
    if request.scope.split(' ').any(|scope| !SCOPES.contains(&scope)) {
        return failed("invalid_scope", "scope has a value that is not known.");
    }
    if request.grant == Grant::Code {
        if get(pairs, "code_challenge_method") != Some("S256") {
            return failed("invalid_request", "code_challenge_method must be S256.");
        }
        let is_digest = |c: &str| URL_SAFE_NO_PAD.decode(c).is_ok_and(|bytes| bytes.len() == 32);
        if !request.challenge.is_some_and(is_digest) {
            return failed("invalid_request", "code_challenge must be a SHA-256 digest in base64url.");
        }
    }
    Ok(request)
}

impl Authorize<'_> {
    fn failed(&self, error: &str, description: &str) -> Response {
        self.redirect(&[("error", error), ("error_description", description)])
    }

    /// Sends the browser back, with the answer in the fragment (implicit) or in the query (code), and the state.
    fn redirect(&self, answer: &[(&str, &str)]) -> Response {
        let mut serializer = Serializer::new(String::new());
        serializer.extend_pairs(answer);
        if let Some(state) = self.state {
            serializer.append_pair("state", state);
        }
        let mark = match self.grant {
            Grant::Implicit => '#',
            Grant::Code if self.redirect_uri.contains('?') => '&',
            Grant::Code => '?',
        };
        let location = format!("{}{mark}{}", self.redirect_uri, serializer.finish());
        let headers =
            [("Location", location.as_str()), ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")];
        Response { status: 303, headers: headers.into_iter().collect(), body: Vec::new() }
    }
}
