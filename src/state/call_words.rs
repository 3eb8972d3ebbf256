//! How the activity panel says what a call was and how it went.

use crate::api::call_record::CallRecord;
use crate::domain::instant::Instant;
use crate::domain::words::count;

/// How a call went, for its colour; the status beside it says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Answered.
    Good,
    /// Asked to slow down, or what was asked for changed meanwhile.
    Warn,
    /// Refused, failed or unanswered.
    Bad,
}

impl Tone {
    /// Of a call.
    pub fn of(call: &CallRecord) -> Self {
        match call.status {
            Some(409 | 429) => Self::Warn,
            Some(status) if status < 400 => Self::Good,
            _ => Self::Bad,
        }
    }
}

/// The address without what all calls about a skill have in common, the metric first: `metrics?metric=totalSessions&…`.
pub fn short_target(call: &CallRecord) -> String {
    let short = without_skill(call);
    let Some((path, query)) = short.split_once('?') else { return short.to_owned() };
    let (mut first, others): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("metric="));
    first.extend(others);
    format!("{path}?{}", first.join("&"))
}

fn without_skill(call: &CallRecord) -> &str {
    let target = call.target.trim_start_matches('/');
    if target.is_empty() || target.starts_with('?') {
        return call.operation;
    }
    let mut parts = target.splitn(4, '/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(_version), Some("skills"), Some(_skill_id), Some(rest)) => rest,
        _ => target,
    }
}

/// The status as the row shows it; a call without an answer has none.
pub fn status(call: &CallRecord) -> String {
    call.status.map_or_else(|| "–".to_owned(), |status| status.to_string())
}

/// Status and what it means, or what became of a call without an answer.
pub fn answer(call: &CallRecord) -> String {
    let Some(status) = call.status else {
        return call.failure.clone().unwrap_or_else(|| "No answer".to_owned());
    };
    let meaning = match status {
        200..=299 => "answered",
        400 => "the request was not as Amazon expects it",
        401 => "the sign-in was refused",
        403 => "the account may not do that",
        404 => "not found",
        409 => "conflict with the state it is in",
        429 => "too many requests",
        503 => "unavailable",
        500..=599 => "failed at Amazon",
        _ => return status.to_string(),
    };
    format!("{status}, {meaning}")
}

/// `212 ms`, from a second on `1.4 s`.
pub fn duration(duration_ms: f64) -> String {
    match duration_ms {
        ms if !ms.is_finite() || ms < 0.0 => "–".to_owned(),
        ms if ms < 999.5 => format!("{ms:.0} ms"),
        ms => format!("{:.1} s", ms / 1_000.0),
    }
}

/// `140 ms, first try`.
pub fn time(call: &CallRecord) -> String {
    match call.attempt {
        0 | 1 => format!("{}, first try", duration(call.duration_ms)),
        attempt => format!("{}, try {attempt}", duration(call.duration_ms)),
    }
}

/// `14:05:09 UTC on 2026-11-20`.
pub fn sent(call: &CallRecord) -> String {
    let text = Instant::from_epoch_s((call.sent_ms / 1_000.0) as i64).to_string();
    match text.split_once('T') {
        Some((date, time)) => format!("{} UTC on {date}", time.trim_end_matches('Z')),
        None => text,
    }
}

/// What the button in the top bar says.
pub fn requests(calls: usize, kept: usize) -> String {
    match calls {
        0 => "No requests".to_owned(),
        1 => "1 request".to_owned(),
        calls if calls >= kept => format!("{}+ requests", count(kept as f64)),
        calls => format!("{} requests", count(calls as f64)),
    }
}

/// The size of an answer.
pub fn size(bytes: usize) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        bytes => format!("{} bytes", count(bytes as f64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::{ApiError, ErrorKind};
    use crate::api::request::{Request, Response};

    fn call(path: &str, status: u16) -> CallRecord {
        let request = Request::get("getSkillMetrics", path.to_owned());
        let answer = Response { status, ..Response::default() };
        CallRecord::new(&request, "https://x", 1, 1_795_269_909_000.0).ended(140.4, &Ok(answer))
    }

    #[test]
    fn a_row_shows_what_tells_calls_apart() {
        assert_eq!(short_target(&call("/v1/skills/s-1/metrics", 200)), "metrics");
        assert_eq!(short_target(&call("/v1/skills/s-1/experiments/e/state", 200)), "experiments/e/state");
        assert_eq!(short_target(&call("/v1/skills/s/metrics?a=1&metric=m&b=2", 200)), "metrics?metric=m&a=1&b=2");
        assert_eq!(short_target(&call("/v1/vendors", 200)), "v1/vendors");
        assert_eq!(short_target(&call("/v1/skills/s-1", 200)), "v1/skills/s-1");
        assert_eq!(short_target(&call("", 200)), "getSkillMetrics");
    }

    #[test]
    fn an_answer_is_a_status_with_its_meaning_or_what_became_of_the_call() {
        assert_eq!(answer(&call("/x", 409)), "409, conflict with the state it is in");
        assert_eq!(answer(&call("/x", 502)), "502, failed at Amazon");
        assert_eq!(answer(&call("/x", 418)), "418");
        let request = Request::get("x", "/x".to_owned());
        let error = ApiError::new("x", ErrorKind::Timeout);
        let lost = CallRecord::new(&request, "https://x", 3, 0.0).ended(30_000.0, &Err(error.clone()));
        assert_eq!((answer(&lost), status(&lost)), (error.heading(), "–".to_owned()));
        assert_eq!((time(&lost), Tone::of(&lost)), ("30.0 s, try 3".to_owned(), Tone::Bad));
        assert_eq!([204, 429, 404].map(|s| Tone::of(&call("/x", s))), [Tone::Good, Tone::Warn, Tone::Bad]);
    }

    #[test]
    fn times_and_numbers_in_words() {
        assert_eq!([duration(140.4), duration(999.6), duration(f64::NAN)], ["140 ms", "1.0 s", "–"]);
        assert_eq!(time(&call("/x", 200)), "140 ms, first try");
        assert_eq!(sent(&call("/x", 200)), "14:05:09 UTC on 2026-11-21");
        assert_eq!(
            [requests(0, 200), requests(1, 200), requests(200, 200)],
            ["No requests", "1 request", "200+ requests"]
        );
        assert_eq!([size(1), size(1_234)], ["1 byte", "1,234 bytes"]);
    }
}
