//! The log of calls: what the activity panel and a problem report show. Never a token, never the body of an answer.

use form_urlencoded::Serializer;
use serde_json::Value;

use super::error::ApiError;
use super::operation::Operation;
use super::request::{Effect, Headers, Method, Request, Response, Service};
use crate::domain::redaction::{looks_like_token, redact};

/// What stands in the place of a token.
pub const TOKEN: &str = "$LWA_TOKEN";

/// A longer body of a request is not kept, in bytes.
pub const LONGEST_BODY: usize = 16_384;

/// The headers of a request that are kept; none of them holds a secret.
const HEADERS: [&str; 4] = ["Content-Type", "Accept", "If-Match", "X-Amz-Target"];

/// The parameters of an address that hold a secret.
const SECRET_PARAMETERS: [&str; 3] = ["access_token", "code", "code_verifier"];

/// The body of a request, as far as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentBody {
    /// There was none.
    None,
    /// As it was sent.
    Whole(String),
    /// It held a secret, or might have, or was too long.
    LeftOut,
}

/// One try of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct CallRecord {
    /// The operation's name in Amazon's client model.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The whole address, with a token in it replaced by [`TOKEN`].
    pub url: String,
    /// The part of the address that follows the base.
    pub target: String,
    /// Whether the access token went with it.
    pub authorized: bool,
    /// The headers that were sent, without any that could hold a secret.
    pub headers: Headers,
    /// The body that was sent.
    pub body: SentBody,
    /// Which try of the call it was, from 1.
    pub attempt: u32,
    /// When it was sent, in milliseconds since the epoch by this machine's clock.
    pub sent_ms: f64,
    /// From sending to the last byte, in milliseconds.
    pub duration_ms: f64,
    /// The status, where there was an answer.
    pub status: Option<u16>,
    /// `X-Amzn-RequestId`, where the browser may read it.
    pub request_id: Option<String>,
    /// The size of the answer's body in bytes.
    pub bytes: usize,
    /// What went wrong without an answer, in words.
    pub failure: Option<String>,
    service: Service,
    effect: Effect,
    path: String,
    query: Vec<(String, String)>,
}

impl CallRecord {
    /// The record of a request that is about to be sent.
    pub fn new(request: &Request, base: &str, attempt: u32, sent_ms: f64) -> Self {
        let query: Vec<(String, String)> = request.query.iter().map(redacted_parameter).collect();
        let target = target(&request.path, &query);
        let headers = HEADERS.iter().filter_map(|name| Some((*name, request.headers.get(name)?))).collect();
        Self {
            operation: request.operation,
            method: request.method,
            url: format!("{}{target}", base.trim_end_matches('/')),
            target,
            authorized: request.authorized,
            headers,
            body: sent_body(request),
            attempt,
            sent_ms,
            duration_ms: 0.0,
            status: None,
            request_id: None,
            bytes: 0,
            failure: None,
            service: request.service,
            effect: request.effect,
            path: request.path.clone(),
            query,
        }
    }

    /// Adds how it ended.
    #[must_use]
    pub fn ended(mut self, duration_ms: f64, result: &Result<Response, ApiError>) -> Self {
        self.duration_ms = duration_ms;
        match result {
            Ok(response) => {
                self.status = Some(response.status);
                self.request_id = response.request_id().map(str::to_owned);
                self.bytes = response.body.len();
            }
            Err(error) => {
                self.request_id.clone_from(&error.request_id);
                self.failure = Some(error.heading());
            }
        }
        self
    }

    /// Whether it got a good answer.
    pub fn is_ok(&self) -> bool {
        self.status.is_some_and(|status| status < 400)
    }

    /// Adds that nobody waited for its end.
    #[must_use]
    pub fn cancelled(mut self, duration_ms: f64) -> Self {
        self.duration_ms = duration_ms;
        self.failure = Some("Cancelled by this page".to_owned());
        self
    }

    /// The call for a terminal, with the token or the keys left for the person to fill in.
    pub fn curl(&self) -> String {
        let mut lines = vec![format!("curl -X {}", self.method.as_str())];
        if self.service == Service::Lex {
            let region = self.url.split('.').nth(1).unwrap_or("us-east-1");
            lines.push(format!("--aws-sigv4 \"aws:amz:{region}:lex\""));
            lines.push("--user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"".to_owned());
            lines.push("-H \"X-Amz-Security-Token: $AWS_SESSION_TOKEN\"".to_owned());
        } else if self.authorized {
            lines.push(format!("-H \"Authorization: Bearer {TOKEN}\""));
        }
        lines.extend(self.headers.iter().map(|(name, value)| format!("-H {}", quoted(&format!("{name}: {value}")))));
        match &self.body {
            SentBody::None => {}
            SentBody::Whole(body) => lines.push(format!("-d {}", quoted(body))),
            SentBody::LeftOut => lines.push("-d @body".to_owned()),
        }
        lines.push(match self.url.contains(TOKEN) {
            // The address was encoded: only the token's name has a meaning to the shell.
            true => format!("\"{}\"", self.url),
            false => quoted(&self.url),
        });
        lines.join(" \\\n  ")
    }

    /// The same read once more; `None` for what changes something, and for what cannot be sent again without its secret.
    pub fn again(&self) -> Option<Resent> {
        let body = match &self.body {
            SentBody::None => None,
            SentBody::Whole(body) => Some(body.clone()),
            SentBody::LeftOut => return None,
        };
        if self.effect != Effect::Read || self.service != Service::Smapi || self.target.contains(TOKEN) {
            return None;
        }
        Some(Resent(Request {
            operation: self.operation,
            service: self.service,
            method: self.method,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body,
            effect: self.effect,
            authorized: self.authorized,
        }))
    }
}

/// A read that is sent again to see what is answered now; what the answer says stays unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resent(Request);

impl Operation for Resent {
    type Output = ();

    fn request(&self) -> Request {
        self.0.clone()
    }

    fn decode(&self, _: &Response) -> Result<(), String> {
        Ok(())
    }
}

fn redacted_parameter((name, value): &(String, String)) -> (String, String) {
    let is_secret = SECRET_PARAMETERS.contains(&name.as_str()) || looks_like_token(value);
    (name.clone(), if is_secret { TOKEN.to_owned() } else { value.clone() })
}

/// Path and encoded query, with the token's name readable.
fn target(path: &str, query: &[(String, String)]) -> String {
    if query.is_empty() {
        return path.to_owned();
    }
    let encoded = Serializer::new(String::new()).extend_pairs(query).finish();
    format!("{path}?{}", encoded.replace("%24LWA_TOKEN", TOKEN))
}

/// The body, where it goes to the Skill Management API or to Lex; those of a sign-in are secrets.
fn sent_body(request: &Request) -> SentBody {
    let Some(body) = &request.body else { return SentBody::None };
    if !matches!(request.service, Service::Smapi | Service::Lex) || body.len() > LONGEST_BODY {
        return SentBody::LeftOut;
    }
    let Ok(mut value) = serde_json::from_str::<Value>(body) else { return SentBody::LeftOut };
    let before = value.clone();
    redact(&mut value);
    SentBody::Whole(if value == before { body.clone() } else { value.to_string() })
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::ErrorKind;
    use crate::api::lwa::{AccessToken, ExchangeCode, GetTokenInfo};
    use serde_json::json;

    const BASE: &str = "https://api.amazonalexa.com";

    fn of(request: &Request) -> CallRecord {
        CallRecord::new(request, BASE, 1, 0.0)
    }

    #[test]
    fn a_command_for_a_terminal_names_the_token_and_holds_everything_else() {
        let request = Request::write("manageExperimentState", Method::Post, "/v1/skills/s/experiments/e/state".into())
            .with_json(&json!({"targetState": "STOPPED", "said": "it's"}));
        assert_eq!(
            of(&request).curl(),
            "curl -X POST \\\n  -H \"Authorization: Bearer $LWA_TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  \
             -d '{\"said\":\"it'\\''s\",\"targetState\":\"STOPPED\"}' \\\n  \
             'https://api.amazonalexa.com/v1/skills/s/experiments/e/state'"
        );
    }

    #[test]
    fn no_secret_of_a_sign_in_is_in_a_record() {
        let asked = GetTokenInfo { access_token: AccessToken::parse("Atza|secret").unwrap() };
        let exchanged = ExchangeCode {
            code: "secret".into(),
            redirect_uri: "https://x/callback".into(),
            client_id: "id".into(),
            code_verifier: "secret".into(),
        };
        let mut foreign = Request::get("x", "/v1/skills".into()).with("q", "Atza|secret").with("code", "secret");
        foreign.headers.set("Authorization", "Bearer secret");
        foreign.headers.set("X-Amz-Security-Token", "secret");
        let typed = Request::write("x", Method::Post, "/v1/y".into()).with_json(&json!({"content": "Atza|secret"}));
        for request in [asked.request(), exchanged.request(), foreign, typed] {
            let record = of(&request);
            let shown = format!("{record:?} {}", record.curl());
            assert!(!shown.contains("secret"), "{shown}");
        }
        assert!(of(&asked.request()).curl().ends_with("\"https://api.amazonalexa.com?access_token=$LWA_TOKEN\""));
        assert!(of(&exchanged.request()).curl().contains("-d @body"));
    }

    #[test]
    fn a_call_of_lex_is_signed_by_the_terminal_with_keys_that_are_only_named() {
        let mut request = Request::write("ListSessionMetrics", Method::Post, "/bots/b/analytics/sessionmetrics".into())
            .with_json(&json!({"metrics": []}));
        request.service = Service::Lex;
        request.headers.set("X-Amz-Security-Token", "secret");
        let curl = CallRecord::new(&request, "https://models-v2-lex.eu-west-1.amazonaws.com", 1, 0.0).curl();
        assert!(curl.contains("--aws-sigv4 \"aws:amz:eu-west-1:lex\""), "{curl}");
        assert!(curl.contains("$AWS_SECRET_ACCESS_KEY") && curl.contains("-d '{\"metrics\":[]}'"), "{curl}");
        assert!(!curl.contains("secret"), "{curl}");
        assert_eq!(CallRecord::new(&request, "https://x", 1, 0.0).again(), None);
    }

    #[test]
    fn only_whole_reads_of_the_api_are_sent_again_and_as_they_were() {
        let read = Request::get("getSkillMetrics", "/v1/skills/s/metrics".into()).with("intent", "A & B");
        assert_eq!(of(&read).again().unwrap().request(), read);
        let profile = Request { effect: Effect::Read, ..Request::write("profileNlu", Method::Post, "/v1/p".into()) };
        let profile = profile.with_json(&json!({"utterance": "hello"}));
        assert_eq!(of(&profile).again().unwrap().request(), profile);
        let long = profile.clone().with_json(&json!({"utterance": "a".repeat(LONGEST_BODY)}));
        let write = Request::write("x", Method::Put, "/v1/x".into());
        let info = GetTokenInfo { access_token: AccessToken::parse("Atza|secret").unwrap() };
        for not_again in [long, write, info.request(), read.with("q", "Atza|secret")] {
            assert_eq!(of(&not_again).again(), None, "{}", not_again.operation);
        }
    }

    #[test]
    fn how_a_call_ended_is_recorded_with_its_id() {
        let mut answer = Response { status: 429, ..Response::default() };
        answer.headers.set("x-amzn-requestid", "id-1");
        answer.body = b"{}".to_vec();
        let request = Request::get("x", "/v1/x".into());
        let refused = of(&request).ended(88.0, &Ok(answer));
        assert_eq!((refused.status, refused.request_id.as_deref(), refused.bytes), (Some(429), Some("id-1"), 2));
        assert!(!refused.is_ok());
        let lost = of(&request).ended(1.0, &Err(ApiError::new("x", ErrorKind::Network)));
        assert_eq!(lost.failure, Some(ApiError::new("x", ErrorKind::Network).heading()));
        assert!(!lost.is_ok());
    }
}
