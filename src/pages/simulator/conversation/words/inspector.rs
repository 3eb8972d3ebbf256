//! The words of the inspector.

use crate::domain::words::count;

/// Its views.
pub const TABS: &[(&str, &str)] = &[(UNDERSTANDING, "Understanding"), (CALL, "Skill call"), (RAW, "Raw result")];
/// What Alexa understood.
pub const UNDERSTANDING: &str = "understanding";
/// The calls of the skill.
pub const CALL: &str = "call";
/// The whole result.
pub const RAW: &str = "raw";
/// What the views are of.
pub const VIEWS: &str = "Inspector views";
/// The inspector's name.
pub const INSPECTOR: &str = "Inspector";
/// Before anything was said.
pub const EMPTY: &str = "Nothing to look into yet";
/// What will stand there.
pub const EMPTY_ADVICE: &str = "Each turn shows here what Alexa understood, what the skill was sent and what it \
    answered.";
/// The list of intents.
pub const CONSIDERED: &str = "Considered intents";
/// At the selected one, where the skill was called.
pub const SENT: &str = "Sent to skill";
/// At the selected one, where it was not.
pub const RANKED_FIRST: &str = "Ranked first";
/// Where the service names none.
pub const NO_INTENTS: &str = "Amazon named no intent for this turn.";
/// Where there is no simulation to look into.
pub const NO_RESULT: &str = "There is no result of this turn to look into.";
/// A call of the skill.
pub const SKILL_CALL: &str = "Skill call";
/// Where there was none.
pub const NOT_CALLED: &str = "skill not called";
/// Where its call would be.
pub const NO_CALL: &str = "The skill was not called in this turn.";
/// How long the skill took.
pub const TIME: &str = "Time in skill";
/// Where that is not said.
pub const NO_TIME: &str = "not said";
/// Where the skill is.
pub const ENDPOINT: &str = "Endpoint";
/// The tests that the request names.
pub const EXPERIMENTS: &str = "Experiments";
/// What was sent.
pub const REQUEST: &str = "Request";
/// What came back.
pub const RESPONSE: &str = "Response";
/// A request without a body.
pub const NO_REQUEST: &str = "Amazon sent no body of the request.";
/// A response without a body.
pub const NO_RESPONSE: &str = "The skill's response has no body. The document makes it optional: a skill that timed \
    out has none, nor has one that was only told of the end of a session.";
/// The field that searches.
pub const SEARCH: &str = "Search in JSON";
/// What stands in it.
pub const SEARCH_PLACEHOLDER: &str = "Search in request and response";
/// What stands in it where the whole result is shown.
pub const SEARCH_RAW: &str = "Search in the result";
/// About what is taken out.
pub const REDACTED: &str = "Access tokens are replaced by (redacted) before anything is shown or kept.";
/// The most that a skill may take, in milliseconds (Alexa's own limit).
pub const MOST_MS: f64 = 8_000.0;

/// How many intents there are.
pub fn how_many(considered: usize) -> String {
    format!("{considered} of up to {}", crate::domain::conversation::understanding::MOST_CONSIDERED)
}

/// Which call it is.
pub fn which(at: usize, of: usize) -> String {
    format!("invocation {at} of {of}")
}

/// How many places a search found.
pub fn found(matches: usize) -> String {
    match matches {
        0 => "nothing found".to_owned(),
        1 => "1 place found".to_owned(),
        n => format!("{} places found", count(n as f64)),
    }
}

/// The colour of a time: fine, slow, close to the limit.
pub fn time_colour(time_ms: f64) -> &'static str {
    match time_ms {
        t if t < 3_000.0 => "var(--good)",
        t if t < 6_000.0 => "var(--warn)",
        _ => "var(--bad)",
    }
}

/// How much of the meter a time fills, in percent.
pub fn time_share(time_ms: f64) -> f64 {
    (time_ms / MOST_MS * 100.0).clamp(0.0, 100.0)
}
