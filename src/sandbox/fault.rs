//! Faults on demand: one named in the `X-Sandbox-Fault` header of a request, or rules that wait for requests.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::error_body::{bad_request, refusal};
use super::fault_body;
use super::message::{Incoming, Outgoing};
use crate::api::request::Response;

/// How much [`Fault::Huge`] adds, in bytes: more than the client reads.
const HUGE_BYTES: usize = 9 << 20;

/// Something that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Fault {
    /// A refusal with this status: `400`, `401`, `402`, `403`, `404`, `409`, `412`, `429`,
    /// `500`, `503`.
    Status(u16),
    /// `401-expired`: the token that came is made to have run out, for this and every later request.
    Expired,
    /// `401-no-access`: 401 for this request only, whatever the token; other requests show that the token is good.
    NoAccess,
    /// `429-retry-after=SECONDS`.
    RetryAfter(u32),
    /// `delay=MS`: the true answer, late.
    Delay(u64),
    /// `hang`: no answer for an hour.
    Hang,
    /// `truncate`: the true answer without the second half of its body.
    Truncate,
    /// `reset`: the connection is dropped.
    Reset,
    /// `lost-answer`: what was asked for is done, then the connection is dropped.
    LostAnswer,
    /// `html`: 200 with a page, as a portal in between sends.
    Html,
    /// `empty`: 200 with no body.
    Empty,
    /// `unknown-metric`: the true answer under a name that no document has.
    UnknownMetric,
    /// `null-values`: the true answer with every third value null, of metrics and of metric snapshots, and with null
    /// slots, of simulations; rows of Amazon Lex likewise.
    NullValues,
    /// `unknown-state`: the true answer with experiments, or a simulation, in a state that no document has.
    UnknownState,
    /// `missing-arm`: the true metric snapshot without the rows of T1.
    MissingArm,
    /// `reset-mid-body`: the first half of the true body, then the connection is dropped.
    ResetMidBody,
    /// `wrong-content-type`: the true answer as `text/plain`.
    WrongContentType,
    /// `huge`: the true answer with 9 MiB of blanks behind it, which JSON permits.
    Huge,
    /// `nulls`: the true answer with null for each text, number and truth value; in XML, each element without its text.
    Nulls,
    /// `null-fields`: the true answer with null for each member of its outermost object.
    NullFields,
    /// `missing-fields`: the true answer without any member that is a text, a number or a truth value, at any depth.
    MissingFields,
    /// `unknown-enums`: the true answer with a value that no document has for each stage, metric, interface and each
    /// text in capital letters, which is how states, statuses and reasons are written.
    UnknownEnums,
    /// `hostile`: the true answer with markup, bidirectional controls and a spreadsheet formula before each text that
    /// people write, such as names, descriptions and speech.
    Hostile,
}

impl Fault {
    /// Those that a refusal can have; 402 and 412 are of Amazon Lex.
    const STATUSES: [u16; 10] = [400, 401, 402, 403, 404, 409, 412, 429, 500, 503];

    /// Reads a fault's name.
    pub fn parse(name: &str) -> Option<Self> {
        let fault = match name {
            "401-expired" => Self::Expired,
            "401-no-access" => Self::NoAccess,
            "hang" => Self::Hang,
            "truncate" => Self::Truncate,
            "reset" => Self::Reset,
            "lost-answer" => Self::LostAnswer,
            "html" => Self::Html,
            "empty" => Self::Empty,
            "unknown-metric" => Self::UnknownMetric,
            "null-values" => Self::NullValues,
            "unknown-state" => Self::UnknownState,
            "missing-arm" => Self::MissingArm,
            "reset-mid-body" => Self::ResetMidBody,
            "wrong-content-type" => Self::WrongContentType,
            "huge" => Self::Huge,
            "nulls" => Self::Nulls,
            "null-fields" => Self::NullFields,
            "missing-fields" => Self::MissingFields,
            "unknown-enums" => Self::UnknownEnums,
            "hostile" => Self::Hostile,
            _ => match name.split_once('=') {
                Some(("delay", ms)) => Self::Delay(ms.parse().ok()?),
                Some(("429-retry-after", seconds)) => Self::RetryAfter(seconds.parse().ok()?),
                Some(_) => return None,
                None => Self::Status(name.parse().ok().filter(|s| Self::STATUSES.contains(s))?),
            },
        };
        Some(fault)
    }

    /// The answer that stands in for the true one; `None` where the true one is needed.
    pub fn instead(self) -> Option<Outgoing> {
        let plain = |response: Response| Some(Outgoing::from(response));
        match self {
            Fault::Status(400) => plain(bad_request(&[])),
            Fault::Status(status) => plain(refusal(status)),
            Fault::NoAccess => plain(refusal(401)),
            Fault::RetryAfter(seconds) => {
                let mut response = refusal(429);
                response.headers.set("Retry-After", seconds.to_string());
                plain(response)
            }
            Fault::Hang => Some(Outgoing { delay_ms: Outgoing::HANG_MS, ..refusal(503).into() }),
            Fault::Reset => Some(Outgoing { reset: true, ..refusal(503).into() }),
            Fault::Html => plain(Response {
                status: 200,
                headers: [("Content-Type", "text/html; charset=utf-8")].into_iter().collect(),
                body: b"<!doctype html><title>Sign in to this network</title>".to_vec(),
            }),
            Fault::Empty => plain(Response { status: 200, ..Response::default() }),
            Fault::Expired
            | Fault::Delay(_)
            | Fault::Truncate
            | Fault::LostAnswer
            | Fault::UnknownMetric
            | Fault::NullValues
            | Fault::UnknownState
            | Fault::MissingArm
            | Fault::ResetMidBody
            | Fault::WrongContentType
            | Fault::Huge
            | Fault::Nulls
            | Fault::NullFields
            | Fault::MissingFields
            | Fault::UnknownEnums
            | Fault::Hostile => None,
        }
    }

    /// What the fault does to the true answer.
    pub fn after(self, mut outgoing: Outgoing) -> Outgoing {
        match self {
            Fault::Delay(ms) => outgoing.delay_ms = outgoing.delay_ms.saturating_add(ms),
            Fault::Truncate => outgoing.truncate_at = Some(outgoing.response.body.len() / 2),
            Fault::LostAnswer => outgoing.reset = true,
            Fault::UnknownMetric => fault_body::change(&mut outgoing.response, fault_body::rename_metric),
            Fault::NullValues => fault_body::change(&mut outgoing.response, fault_body::null_values),
            Fault::UnknownState => fault_body::change(&mut outgoing.response, fault_body::rename_state),
            Fault::MissingArm => fault_body::change(&mut outgoing.response, fault_body::drop_treated),
            Fault::ResetMidBody => outgoing.break_at = Some(outgoing.response.body.len() / 2),
            Fault::WrongContentType => outgoing.response.headers.set("Content-Type", "text/plain"),
            Fault::Huge => {
                let length = outgoing.response.body.len() + HUGE_BYTES;
                outgoing.response.body.resize(length, b' ');
            }
            Fault::Nulls => {
                fault_body::change(&mut outgoing.response, fault_body::null_leaves);
                fault_body::empty_xml_leaves(&mut outgoing.response);
            }
            Fault::NullFields => fault_body::change(&mut outgoing.response, fault_body::null_fields),
            Fault::MissingFields => {
                fault_body::change(&mut outgoing.response, fault_body::drop_leaves);
                fault_body::drop_xml_leaves(&mut outgoing.response);
            }
            Fault::UnknownEnums => fault_body::change(&mut outgoing.response, fault_body::rename_enums),
            Fault::Hostile => fault_body::change(&mut outgoing.response, fault_body::make_hostile),
            _ => {}
        }
        outgoing
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Status(status) => write!(f, "{status}"),
            Fault::Expired => f.write_str("401-expired"),
            Fault::NoAccess => f.write_str("401-no-access"),
            Fault::RetryAfter(seconds) => write!(f, "429-retry-after={seconds}"),
            Fault::Delay(ms) => write!(f, "delay={ms}"),
            Fault::Hang => f.write_str("hang"),
            Fault::Truncate => f.write_str("truncate"),
            Fault::Reset => f.write_str("reset"),
            Fault::LostAnswer => f.write_str("lost-answer"),
            Fault::Html => f.write_str("html"),
            Fault::Empty => f.write_str("empty"),
            Fault::UnknownMetric => f.write_str("unknown-metric"),
            Fault::NullValues => f.write_str("null-values"),
            Fault::UnknownState => f.write_str("unknown-state"),
            Fault::MissingArm => f.write_str("missing-arm"),
            Fault::ResetMidBody => f.write_str("reset-mid-body"),
            Fault::WrongContentType => f.write_str("wrong-content-type"),
            Fault::Huge => f.write_str("huge"),
            Fault::Nulls => f.write_str("nulls"),
            Fault::NullFields => f.write_str("null-fields"),
            Fault::MissingFields => f.write_str("missing-fields"),
            Fault::UnknownEnums => f.write_str("unknown-enums"),
            Fault::Hostile => f.write_str("hostile"),
        }
    }
}

impl TryFrom<String> for Fault {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        Self::parse(&name).ok_or_else(|| format!("there is no fault {name}"))
    }
}

impl From<Fault> for String {
    fn from(fault: Fault) -> String {
        fault.to_string()
    }
}

/// A fault that waits for requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FaultRule {
    /// What goes wrong.
    pub fault: Fault,
    /// Only with this method, as `POST`.
    #[serde(default)]
    pub method: Option<String>,
    /// Only where the path contains this.
    #[serde(default)]
    pub path_contains: Option<String>,
    /// Only where the query, as `name=value&name=value` without encoding, contains this.
    #[serde(default)]
    pub query_contains: Option<String>,
    /// Only where the body contains this: operations of Amazon Web Services share a path.
    #[serde(default)]
    pub body_contains: Option<String>,
    /// Matching requests to let pass first.
    #[serde(default)]
    pub skip: u32,
    /// Matching requests that fail after that; `None` for all.
    #[serde(default)]
    pub times: Option<u32>,
}

impl FaultRule {
    /// Reads a flag: `FAULT`, `FAULT*TIMES`, either with `@PATH-PART` behind it.
    pub fn parse(flag: &str) -> Option<Self> {
        let (what, path) = flag.split_once('@').map_or((flag, None), |(what, path)| (what, Some(path)));
        let (name, times) = match what.split_once('*') {
            Some((name, times)) => (name, Some(times.parse().ok()?)),
            None => (what, None),
        };
        Some(Self {
            fault: Fault::parse(name)?,
            method: None,
            path_contains: path.map(str::to_owned),
            query_contains: None,
            body_contains: None,
            skip: 0,
            times,
        })
    }

    fn matches(&self, request: &Incoming) -> bool {
        let in_path = |part: &String| request.path.contains(part.as_str());
        let in_query = |part: &String| {
            let pairs: Vec<String> = request.query.iter().map(|(n, v)| format!("{n}={v}")).collect();
            pairs.join("&").contains(part.as_str())
        };
        let in_body = |part: &String| String::from_utf8_lossy(&request.body).contains(part.as_str());
        self.method.as_ref().is_none_or(|method| *method == request.method)
            && self.path_contains.as_ref().is_none_or(in_path)
            && self.query_contains.as_ref().is_none_or(in_query)
            && self.body_contains.as_ref().is_none_or(in_body)
    }

    /// The fault for a request by the first rule that has one, counting it. Rules that are used up are removed.
    pub fn next(rules: &mut Vec<FaultRule>, request: &Incoming) -> Option<Fault> {
        for n in 0..rules.len() {
            let Some(rule) = rules.get_mut(n).filter(|rule| rule.matches(request)) else { continue };
            if rule.skip > 0 {
                rule.skip -= 1;
                continue;
            }
            let fault = rule.fault;
            match &mut rule.times {
                Some(0) => {
                    rules.remove(n);
                    return Self::next(rules, request);
                }
                Some(1) => {
                    rules.remove(n);
                }
                Some(times) => *times -= 1,
                None => {}
            }
            return Some(fault);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_read_back_from_its_name() {
        let names = [
            "400",
            "401",
            "401-expired",
            "401-no-access",
            "402",
            "403",
            "404",
            "409",
            "412",
            "429",
            "429-retry-after=3",
            "500",
            "503",
            "delay=20",
            "hang",
            "truncate",
            "reset",
            "lost-answer",
            "html",
            "empty",
            "unknown-metric",
            "null-values",
            "unknown-state",
            "missing-arm",
            "reset-mid-body",
            "wrong-content-type",
            "huge",
            "nulls",
            "null-fields",
            "missing-fields",
            "unknown-enums",
            "hostile",
        ];
        for name in names {
            assert_eq!(Fault::parse(name).unwrap().to_string(), name);
        }
        for bad in ["", "200", "418", "delay", "delay=x", "429-retry-after=-1", "boom=1"] {
            assert_eq!(Fault::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_rule_skips_counts_and_goes_away() {
        let rule = FaultRule { skip: 1, ..FaultRule::parse("500*2@/metrics").unwrap() };
        let mut rules = vec![rule];
        let metrics = Incoming { path: "/v1/skills/x/metrics".into(), ..Incoming::default() };
        let vendors = Incoming { path: "/v1/vendors".into(), ..Incoming::default() };
        let mut next = |request| FaultRule::next(&mut rules, request);
        assert_eq!(next(&vendors), None);
        assert_eq!(next(&metrics), None);
        assert_eq!(next(&metrics), Some(Fault::Status(500)));
        assert_eq!(next(&vendors), None);
        assert_eq!(next(&metrics), Some(Fault::Status(500)));
        assert_eq!(next(&metrics), None);
        assert!(rules.is_empty());
    }

    #[test]
    fn a_rule_may_want_a_part_of_the_query() {
        let rule =
            FaultRule { query_contains: Some("metric=totalSessions".into()), ..FaultRule::parse("503").unwrap() };
        let query =
            |metric: &str| vec![("period".to_owned(), "P1D".to_owned()), ("metric".to_owned(), metric.to_owned())];
        assert!(rule.matches(&Incoming { query: query("totalSessions"), ..Incoming::default() }));
        assert!(!rule.matches(&Incoming { query: query("totalUtterances"), ..Incoming::default() }));
    }

    #[test]
    fn a_rule_may_want_a_part_of_the_body() {
        let rule = FaultRule { body_contains: Some("\"IdentityId\"".into()), ..FaultRule::parse("503@/").unwrap() };
        let request = |body: &str| Incoming { path: "/".into(), body: body.into(), ..Incoming::default() };
        assert!(rule.matches(&request(r#"{"IdentityId":"us-east-1:1"}"#)));
        assert!(!rule.matches(&request(r#"{"IdentityPoolId":"us-east-1:1"}"#)));
    }
}
