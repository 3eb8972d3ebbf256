//! What can go wrong with a call, in one type, with words for each case.
//!
//! The words are those of the design notes, section 8. A page may be more specific; it never has to be.

use serde::Deserialize;

use super::request::Response;

/// One thing that the service did not accept about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field that it is about, where that is known.
    pub field: Option<String>,
    /// The service's machine-readable code, where it sent one.
    pub code: Option<String>,
    /// The service's words.
    pub message: String,
}

/// The kinds of failure that a page treats differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// The page no longer wants the answer.
    Cancelled,
    /// 401: the token is invalid or expired, or has no access to the resource; the documents use it for both.
    Unauthenticated,
    /// 403: the operation is not allowed.
    Forbidden,
    /// 404: the resource is not there.
    NotFound,
    /// 409: the resource is in a state that does not allow it.
    Conflict,
    /// 400: the request was not accepted; what the service said about it.
    Invalid(Vec<Problem>),
    /// 429: too many requests; how long the service asked to wait.
    RateLimited {
        /// From `Retry-After`, in milliseconds.
        retry_after_ms: Option<u64>,
    },
    /// 402 of Amazon Lex: a quota is used up.
    Quota,
    /// 412 of Amazon Lex: a precondition failed.
    Precondition,
    /// 500, 503 and other 5xx.
    Server,
    /// No answer in time.
    Timeout,
    /// The browser could not reach the service, or may not read its answer (CORS); it does not say which.
    Network,
    /// This installation's content security policy does not allow the address.
    AddressRefused {
        /// The origin that was refused.
        origin: String,
    },
    /// A success whose body is not what the document says.
    Decode {
        /// What was wrong with it.
        detail: String,
    },
    /// A status that no document has.
    Unexpected,
}

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// What kind of failure.
    pub kind: ErrorKind,
    /// The operation that failed, by its name in Amazon's client model.
    pub operation: &'static str,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// `X-Amzn-RequestId`, where the service sent it and the browser may read it.
    pub request_id: Option<String>,
    /// The service's own words.
    pub service_message: Option<String>,
    /// The exception's name, as Amazon Web Services give it: `x-amzn-ErrorType`, or the code in the body.
    pub service_code: Option<Box<str>>,
    /// How often it was tried in all.
    pub tries: u32,
}

/// The error bodies of the client models: `{message, code?, violations?[]}` (API-FACTS.md, section 1).
#[derive(Deserialize, Default)]
struct ErrorBody {
    #[serde(alias = "Message", alias = "error_description")]
    message: Option<String>,
    /// The exception's name of services that speak JSON 1.1.
    #[serde(rename = "__type")]
    exception: Option<String>,
    #[serde(alias = "error")]
    code: Option<String>,
    #[serde(default)]
    violations: Option<Vec<Violation>>,
}

#[derive(Deserialize)]
struct Violation {
    code: Option<String>,
    message: Option<String>,
}

impl ApiError {
    /// A failure without an answer from the service.
    pub fn new(operation: &'static str, kind: ErrorKind) -> Self {
        Self { kind, operation, status: None, request_id: None, service_message: None, service_code: None, tries: 1 }
    }

    /// Adds the status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds the request id.
    #[must_use]
    pub fn with_request_id(mut self, request_id: Option<&str>) -> Self {
        self.request_id = request_id.map(str::to_owned);
        self
    }

    /// Reads a refusal. The body may be any of the modelled forms, or nothing readable at all.
    pub fn from_response(operation: &'static str, response: &Response) -> Self {
        let mut body: ErrorBody = serde_json::from_slice(&response.body).unwrap_or_default();
        let code = response.headers.get("X-Amzn-ErrorType").or(body.exception.as_deref()).map(exception_name);
        let code = code.or_else(|| element(&response.body, "Code"));
        body.message = body.message.or_else(|| element(&response.body, "Message"));
        let kind = match response.status {
            400 if code.as_deref().is_some_and(is_throttling) => {
                ErrorKind::RateLimited { retry_after_ms: retry_after_ms(response) }
            }
            400 => ErrorKind::Invalid(problems(&body)),
            401 => ErrorKind::Unauthenticated,
            402 => ErrorKind::Quota,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            409 => ErrorKind::Conflict,
            412 => ErrorKind::Precondition,
            429 => ErrorKind::RateLimited { retry_after_ms: retry_after_ms(response) },
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::Unexpected,
        };
        Self {
            kind,
            operation,
            status: Some(response.status),
            request_id: response.request_id().map(str::to_owned),
            service_message: body.message.filter(|m| !m.trim().is_empty()),
            service_code: code.filter(|c| !c.is_empty()).map(String::into_boxed_str),
            tries: 1,
        }
    }

    /// Whether a read may be tried again by itself: 429, 500, 503 (and other 5xx), network failure and time-out.
    pub fn is_retryable(&self) -> bool {
        matches!(self.kind, ErrorKind::RateLimited { .. } | ErrorKind::Server | ErrorKind::Network | ErrorKind::Timeout)
    }

    /// Whether the service wants fewer requests.
    pub fn is_throttled(&self) -> bool {
        matches!(self.kind, ErrorKind::RateLimited { .. })
    }

    /// What happened, with the status, as a heading.
    pub fn heading(&self) -> String {
        let words = match &self.kind {
            ErrorKind::Cancelled => "This was cancelled",
            ErrorKind::Unauthenticated => "Amazon did not accept your sign-in",
            ErrorKind::Forbidden => "This account may not do that",
            ErrorKind::NotFound => "This was not found",
            ErrorKind::Conflict => "It changed meanwhile",
            ErrorKind::Invalid(_) => "Check the request",
            ErrorKind::RateLimited { .. } => "Amazon asked us to slow down",
            ErrorKind::Quota => "Bot quota reached",
            ErrorKind::Precondition => "Amazon Lex did not accept this query",
            ErrorKind::Server if self.status == Some(503) => "Amazon is unavailable",
            ErrorKind::Server => "Something failed at Amazon",
            ErrorKind::Timeout => "Amazon did not answer in time",
            ErrorKind::Network => "The browser could not reach Amazon",
            ErrorKind::AddressRefused { .. } => "This address is not allowed by this installation",
            ErrorKind::Decode { .. } => "Amazon's answer could not be read",
            ErrorKind::Unexpected => "Amazon gave an answer that its documents do not have",
        };
        match self.status.filter(|s| *s >= 300) {
            Some(status) => format!("{words} ({status})"),
            None => words.to_owned(),
        }
    }

    /// Why, as far as that is known, and what is left to do.
    pub fn advice(&self) -> String {
        let tried = match self.tries {
            0 | 1 => String::new(),
            n => format!(" We tried {n} times."),
        };
        match &self.kind {
            ErrorKind::Cancelled => "What had arrived is kept.".to_owned(),
            ErrorKind::Unauthenticated => {
                "The sign-in is invalid or ran out, or this account has no access to this skill. Amazon uses the same answer for both.".to_owned()
            }
            ErrorKind::Forbidden => "Ask an administrator of the developer account for access to this skill.".to_owned(),
            ErrorKind::NotFound => "It may have been removed, or it belongs to another account.".to_owned(),
            ErrorKind::Conflict => "Amazon says that it does not fit the present state. Try again; before a change, look at the new state.".to_owned(),
            ErrorKind::Invalid(problems) => {
                let said: Vec<&str> = problems.iter().map(|p| p.message.trim()).filter(|m| !m.is_empty()).collect();
                if said.is_empty() { "Amazon did not say which part of the request was wrong.".to_owned() } else { format!("Amazon says: {}", said.join(" ")) }
            }
            ErrorKind::RateLimited { .. } => format!("There were more requests than Amazon permits.{tried} Wait a little, then try again."),
            ErrorKind::Quota => "The bot's quota for analytics is used up. Try again later.".to_owned(),
            ErrorKind::Precondition => "Change the query, then try again.".to_owned(),
            ErrorKind::Server if self.status == Some(503) => format!("The service is down or overloaded.{tried} Your filters are kept."),
            ErrorKind::Server => format!("If it continues, give Amazon's support the request ID.{tried}"),
            ErrorKind::Timeout => format!("The network or the service is slow.{tried}"),
            ErrorKind::Network => {
                format!("You may be offline, a network rule may block it, or Amazon may not allow calls from this page (CORS). The browser hides which.{tried}")
            }
            ErrorKind::AddressRefused { origin } => {
                format!("{origin} is not among the addresses that this page may call. Whoever hosts this page can add it to the configuration.")
            }
            ErrorKind::Decode { detail } => format!("It was cut short on the way, or it is not what Amazon documents. Try again; if it continues, copy a problem report. Detail: {detail}."),
            ErrorKind::Unexpected => "Try again; if it continues, copy a problem report.".to_owned(),
        }
    }
}

/// `ValidationException` of `com.amazon#ValidationException:http://internal/`.
fn exception_name(text: &str) -> String {
    let name = text.split(':').next().unwrap_or_default();
    name.rsplit('#').next().unwrap_or_default().trim().to_owned()
}

/// What Cognito and the Security Token Service say, with status 400, where Amazon's other services answer 429.
fn is_throttling(code: &str) -> bool {
    matches!(code.trim_end_matches("Exception"), "TooManyRequests" | "Throttling" | "RequestLimitExceeded")
}

/// The text of an element of an error in XML, as the Security Token Service sends it.
fn element(body: &[u8], name: &str) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let after = text.split_once(&format!("<{name}>"))?.1;
    let value = after.split_once(&format!("</{name}>"))?.0.trim();
    (!value.is_empty() && !value.contains('<')).then(|| value.replace("&quot;", "\"").replace("&amp;", "&"))
}

fn problems(body: &ErrorBody) -> Vec<Problem> {
    let listed: Vec<Problem> = body
        .violations
        .iter()
        .flatten()
        .filter_map(|v| {
            Some(Problem { field: field_in(v.message.as_deref()?), code: v.code.clone(), message: v.message.clone()? })
        })
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    body.message.iter().map(|m| Problem { field: field_in(m), code: body.code.clone(), message: m.clone() }).collect()
}

/// The request parameter, or the path in the body, that a message names, so that the problem can stand by its field.
fn field_in(message: &str) -> Option<String> {
    const FIELDS: [&str; 16] = [
        "startTime",
        "endTime",
        "period",
        "metric",
        "stage",
        "skillType",
        "intent",
        "locale",
        "maxResults",
        "nextToken",
        "plannedDuration",
        "exposurePercentage",
        "metricConfigurations",
        "metricTypes",
        "expectedChange",
        "targetState",
    ];
    // A path such as `experiment.metricConfigurations[0].name`; a sentence may end right after it.
    let paths = message.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '[' | ']')));
    let mut paths = paths.map(|word| word.trim_end_matches('.'));
    let in_body = paths.find(|word| word.strip_prefix("experiment.").is_some_and(|rest| !rest.is_empty()));
    let alone = || message.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| FIELDS.contains(word));
    in_body.or_else(alone).map(str::to_owned)
}

/// `Retry-After` as a number of seconds. The form with a date is read by nobody here: Amazon was not seen to send it.
fn retry_after_ms(response: &Response) -> Option<u64> {
    let seconds: f64 = response.headers.get("Retry-After")?.trim().parse().ok()?;
    (seconds.is_finite() && seconds >= 0.0).then(|| (seconds.min(3_600.0) * 1_000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::request::Headers;

    fn response(status: u16, body: &str) -> Response {
        Response {
            status,
            headers: [("x-amzn-requestid", "id-1"), ("retry-after", "2")].into_iter().collect(),
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn each_documented_status_has_its_own_kind_and_heading() {
        let mut headings = std::collections::BTreeSet::new();
        for status in [400, 401, 402, 403, 404, 409, 412, 429, 500, 503] {
            let error = ApiError::from_response("getSkillMetrics", &response(status, r#"{"message":"m"}"#));
            assert_eq!(error.status, Some(status));
            assert_eq!(error.request_id.as_deref(), Some("id-1"));
            assert!(!error.advice().is_empty());
            assert!(headings.insert(error.heading()), "{status}");
        }
    }

    #[test]
    fn both_modelled_bodies_of_a_400_name_the_field() {
        for body in [
            r#"{"message":"x","violations":[{"code":"INVALID","message":"endTime is before startTime."}]}"#,
            r#"{"code":"INVALID","message":"endTime is missing."}"#,
        ] {
            let ErrorKind::Invalid(problems) = ApiError::from_response("x", &response(400, body)).kind else {
                panic!("{body}")
            };
            assert_eq!(problems[0].field.as_deref(), Some("endTime"));
            assert_eq!(problems[0].code.as_deref(), Some("INVALID"));
        }
    }

    #[test]
    fn the_path_of_a_field_in_the_body_is_recognised() {
        for (message, field) in [
            ("experiment.name is required.", Some("experiment.name")),
            ("The value of experiment.description.", Some("experiment.description")),
            (
                "Value 'x' at 'experiment.metricConfigurations[12].metricTypes' failed",
                Some("experiment.metricConfigurations[12].metricTypes"),
            ),
            ("exposurePercentage must be from 0 to 100.", Some("exposurePercentage")),
            ("This experiment. It is full.", None),
        ] {
            assert_eq!(field_in(message).as_deref(), field, "{message}");
        }
    }

    #[test]
    fn a_body_that_is_no_json_is_no_obstacle() {
        let error = ApiError::from_response("x", &response(503, "<html>"));
        assert_eq!(error.kind, ErrorKind::Server);
        assert_eq!(error.heading(), "Amazon is unavailable (503)");
    }

    #[test]
    fn retry_after_is_read_where_it_is_there_and_sane() {
        let kind = |value: &str| {
            let headers: Headers = [("Retry-After", value)].into_iter().collect();
            ApiError::from_response("x", &Response { status: 429, headers, body: Vec::new() }).kind
        };
        assert_eq!(kind("2"), ErrorKind::RateLimited { retry_after_ms: Some(2_000) });
        assert_eq!(kind("soon"), ErrorKind::RateLimited { retry_after_ms: None });
        assert_eq!(kind("-1"), ErrorKind::RateLimited { retry_after_ms: None });
        assert_eq!(kind("1e300"), ErrorKind::RateLimited { retry_after_ms: Some(3_600_000) });
    }

    #[test]
    fn the_exceptions_name_is_read_from_header_json_and_xml() {
        let of = |header: Option<&str>, body: &str| {
            let headers: Headers = header.into_iter().map(|value| ("x-amzn-ErrorType", value)).collect();
            let error = ApiError::from_response("x", &Response { status: 403, headers, body: body.into() });
            (error.service_code.map(String::from).unwrap_or_default(), error.service_message.unwrap_or_default())
        };
        let named = |code: &str| (code.to_owned(), "m".to_owned());
        let header = Some("ExpiredTokenException:http://internal.amazon.com/coral/");
        assert_eq!(of(header, r#"{"message":"m"}"#), named("ExpiredTokenException"));
        assert_eq!(
            of(None, r#"{"__type":"com.amazonaws#NotAuthorizedException","message":"m"}"#),
            named("NotAuthorizedException")
        );
        let xml = "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>m</Message></Error></ErrorResponse>";
        assert_eq!(of(None, xml), named("ExpiredToken"));
        assert_eq!(of(None, "<html>"), Default::default());
    }

    #[test]
    fn only_what_may_pass_by_itself_is_retryable() {
        let retryable = |status| ApiError::from_response("x", &response(status, "")).is_retryable();
        assert!([429, 500, 503].into_iter().all(retryable));
        assert!(![400, 401, 403, 404, 409].into_iter().any(retryable));
        assert!(ApiError::new("x", ErrorKind::Timeout).is_retryable());
        assert!(!ApiError::new("x", ErrorKind::Cancelled).is_retryable());
    }
}
