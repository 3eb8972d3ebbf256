//! The words that the experiments pages share. Every sentence stands whole.

pub mod control;
pub mod needed;
pub mod result_meaning;
pub mod result_row;
#[cfg(test)]
#[path = "sample_tests.rs"]
mod sample;
pub mod snapshot_pick;
pub mod trend;
pub mod trust;
pub mod verdict;

use crate::api::error::{ApiError, ErrorKind};
use crate::domain::experiment::ExperimentState;
use crate::domain::instant::Instant;
use crate::domain::reading::Verdict;
use crate::domain::words::{Zone, clock, day_with_year};

/// The name of the list.
pub const TITLE: &str = "Experiments";

/// One of them, until its name was read.
pub const ONE: &str = "Experiment";

/// One that is not there.
pub const NOT_FOUND: &str = "Experiment not found";

/// What a filter for a state is called.
pub fn state_filter(state: &ExperimentState) -> String {
    match state {
        ExperimentState::Created => "Draft",
        ExperimentState::Enabling => "Enabling",
        ExperimentState::Enabled => "Enabled",
        ExperimentState::Running => "Running",
        ExperimentState::Stopping => "Stopping",
        ExperimentState::Stopped => "Stopped",
        ExperimentState::Deleted => "Deleted",
        ExperimentState::Failed => "Failed",
        ExperimentState::Unknown(text) => return text.clone(),
    }
    .to_owned()
}

/// What a state means, on hover.
pub fn state_meaning(state: &ExperimentState) -> &'static str {
    match state {
        ExperimentState::Created => "A draft: nobody hears T1 yet",
        ExperimentState::Enabling => "Amazon is deploying the settings",
        ExperimentState::Enabled => "Deployed, and not started",
        ExperimentState::Running => "Customers are in the test",
        ExperimentState::Stopping => "Amazon is ending the test",
        ExperimentState::Stopped => "Ended, for good",
        ExperimentState::Deleted => "Deleted while it was a draft",
        ExperimentState::Failed => "Amazon could not deploy it",
        ExperimentState::Unknown(_) => "A state that Amazon's documents do not have",
    }
}

/// A date as the pages of experiments write it.
pub fn date(instant: Instant) -> String {
    day_with_year(instant.epoch_s(), Zone::UTC)
}

/// A date with its time, in UTC.
pub fn date_time(instant: Instant) -> String {
    let epoch_s = instant.epoch_s();
    format!("{}, {} UTC", day_with_year(epoch_s, Zone::UTC), clock(epoch_s, Zone::UTC))
}

/// Heading and advice where the experiments API is closed to the account.
pub fn not_available(error: &ApiError) -> Option<(&'static str, &'static str)> {
    match error.kind {
        ErrorKind::Forbidden => Some((
            "This account cannot see experiments here (403)",
            "Amazon refused the request. It has withdrawn A/B testing for many skills; where yours still has it, ask the owner of the skill to give your developer account access, then try again. The demo shows what this page does.",
        )),
        ErrorKind::NotFound => Some((
            "Amazon has no experiments for this skill (404)",
            "Either the skill ID is wrong, or A/B testing is not there for it: Amazon has withdrawn it for many skills. The demo shows what this page does.",
        )),
        _ => None,
    }
}

/// The page's title in the browser.
pub fn page_title(name: &str) -> String {
    format!("{name} · Experiments · Skillscope")
}

/// Heading and advice where one experiment cannot be read.
pub fn experiment_not_there(error: &ApiError) -> Option<(&'static str, &'static str)> {
    match error.kind {
        ErrorKind::NotFound => Some((
            "This experiment was not found (404)",
            "It may have been deleted, belong to another skill, or the link may be cut short. The list of experiments has all that Amazon reports for the skill.",
        )),
        _ => not_available(error),
    }
}

/// Why an experiment waits for somebody, after its name.
pub fn attention(state: &ExperimentState, verdict: Option<Verdict>, end: Option<Instant>, now: Instant) -> String {
    if *state == ExperimentState::Failed {
        return "could not be deployed. A FAILED experiment cannot be started again, but its settings can be copied."
            .to_owned();
    }
    match (verdict, end) {
        (Some(Verdict::StopNow), _) => {
            "may be doing harm: a guardrail is worse than its margin by a bound that holds at any look. Read the result and decide now.".to_owned()
        }
        (Some(Verdict::RollBack), _) => "harms a guardrail. Read the result and decide.".to_owned(),
        (Some(Verdict::Withheld), _) => {
            "has results that cannot be trusted yet. See what is wrong before it runs on.".to_owned()
        }
        (_, Some(end)) if end <= now => {
            format!(
                "reached its planned end on {}. Amazon does not stop it by itself; read the result and decide.",
                date(end)
            )
        }
        (_, Some(end)) => format!("reaches its planned end on {}. Read the result and decide.", date(end)),
        (_, None) => "waits for a decision.".to_owned(),
    }
}

/// The line under the list's title.
pub fn list_summary(skill: Option<&str>, running: usize, total: usize, due: usize) -> String {
    let place = skill.map_or_else(String::new, |s| format!(" on {s}"));
    match (total, running, due) {
        (0, ..) => format!("No experiment{place} yet."),
        (_, 0, _) => format!("{total} in all{place}, none running."),
        (_, n, 0) => format!("{n} running{place}."),
        (_, n, 1) => format!("{n} running{place}. One is due for a decision."),
        (_, n, due) => format!("{n} running{place}. {due} are due for a decision."),
    }
}
