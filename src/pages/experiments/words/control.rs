//! What the controls of an experiment say: consequences, refusals, outcomes.

use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{ExperimentState, StoppedReason, TargetState};
use crate::domain::words::count;
use crate::state::experiment_change::Change;

/// Why an action is closed in a state, and what to do instead.
pub fn closed(action: Action, state: &ExperimentState) -> String {
    use ExperimentState::{Created, Deleted, Enabled, Enabling, Failed, Running, Stopped, Stopping};
    match (action, state) {
        (_, Enabling | Stopping) => "Amazon is changing its state. Wait until that has ended.",
        (_, Deleted) => "It was deleted.",
        (_, Failed) => "Amazon could not deploy it. Copy its settings to a new draft.",
        (_, Stopped) => "It has ended for good. Copy its settings to a new draft.",
        (Action::Stop, Created) => "It has not been enabled or started, so there is nothing to stop.",
        (Action::Edit, Enabled | Running) => "Settings can be changed only while it is a draft (CREATED).",
        (Action::SetExposure, Enabled) => "Exposure can be set while it is a draft, and raised once it runs.",
        (Action::SetOverride, Enabled | Running) => {
            "Amazon takes your own treatment only before a test is enabled. It stays as it was until the test stops."
        }
        (Action::Enable, Enabled) => "It is enabled already.",
        (Action::Enable | Action::Start, Running) => "It runs already.",
        (Action::Delete, Enabled | Running) => {
            "A test can be deleted only while it is a draft (CREATED). Later only deleting the whole skill would remove it."
        }
        _ => "Amazon does not allow this in its present state.",
    }
    .to_owned()
}

/// This installation changes nothing.
pub const READ_ONLY: &str = "This installation is read-only: whoever hosts this page has turned changes off.";

/// What enabling does.
pub const ENABLE: &str = "Amazon deploys its settings, so that it can be started. From then on its settings, your own treatment and deleting it are closed. No customer hears T1 yet.";

/// What starting does.
pub fn start(exposure_percentage: Option<i64>) -> String {
    match exposure_percentage {
        Some(0) => "The test starts with an exposure of 0%: nobody is in it until you raise that. From then on its settings and deleting it are closed, and exposure can only go up.".to_owned(),
        Some(percentage) => {
            let half = percentage as f64 / 2.0;
            format!("Of every 100 customers, {half} hear C and {half} hear T1, from now on. Its settings and deleting it are closed from then on, exposure can only go up, and a stopped test cannot be started again.")
        }
        None => "Customers enter the test from now on. Its settings and deleting it are closed from then on, exposure can only go up, and a stopped test cannot be started again.".to_owned(),
    }
}

/// What raising or setting exposure does.
pub fn exposure(state: &ExperimentState, from: i64, to: i64) -> String {
    if *state == ExperimentState::Running {
        format!(
            "From {from}% to {to}%: more customers enter the test at once. Exposure cannot be lowered while a test runs. Results from before and after mix customers with different exposure, which can bias them."
        )
    } else {
        format!("From {from}% to {to}%. It is a draft: no customer is in the test yet.")
    }
}

/// Before raising what may do harm.
pub const RAISE_AGAINST_RESULT: &str = "The results so far speak against it: T1 may be doing harm, or they cannot be trusted yet. Read them before more customers enter the test.";

/// What stopping does.
pub const STOP: &str = "Everyone goes back to today's skill (C). A stopped experiment cannot be started again, no new results are collected, and pinned treatments are cleared. Amazon does not take T1 live by itself: that is for your team to do.";
/// What deleting does.
pub const DELETE: &str =
    "The draft and its settings are gone for Amazon and for you. Its name can be used again. No customer was in it.";
/// The box that has to be ticked.
pub const IRREVERSIBLE: &str = "I understand this cannot be undone";

/// A reason for stopping, as the person chooses it.
pub fn stopped_reason(reason: Option<&StoppedReason>) -> &'static str {
    match reason {
        Some(StoppedReason::Success) => "It showed what it was to show",
        Some(StoppedReason::Issue) => "Something was wrong with it",
        _ => "No reason given",
    }
}

/// A recorded reason: known ones in words, free text as it came.
pub fn recorded_reason(reason: &str) -> String {
    match StoppedReason::from(reason) {
        StoppedReason::Success => "it showed what it was to show (EXPERIMENT_SUCCESS)".to_owned(),
        StoppedReason::Issue => "something was wrong with it (EXPERIMENT_ISSUE)".to_owned(),
        StoppedReason::DeveloperRequest => "stopped on request, no reason given (DEVELOPER_REQUEST)".to_owned(),
        StoppedReason::Unknown(text) => format!("“{text}”"),
    }
}

/// A change that was accepted.
pub fn done(change: &Change) -> String {
    match change {
        Change::Exposure(to) => format!("Exposure is {to}% now"),
        Change::Override(treatment) => format!("Your account hears {treatment} in this test"),
        Change::Target(TargetState::Enabled, _) => "Amazon is enabling it".to_owned(),
        Change::Target(TargetState::Running, _) => "Amazon is starting it".to_owned(),
        Change::Target(TargetState::Stopped, _) => "Amazon is stopping it".to_owned(),
        Change::Target(TargetState::Unknown(state), _) => format!("Amazon was asked for {state}"),
        Change::Delete => "The draft was deleted".to_owned(),
    }
}

/// Nothing was sent, because the state is another one.
pub fn moved(state: &ExperimentState) -> (String, String) {
    (
        "The experiment changed meanwhile".to_owned(),
        format!("It is {state} now, which does not allow this. Nothing was sent. The page shows its present state."),
    )
}

/// The answer was lost.
pub const UNKNOWN_HEADING: &str = "We do not know whether Amazon did this";
/// What to do about it.
pub const UNKNOWN_ADVICE: &str = "The answer was lost, and a change is never sent twice by itself. The experiment was read again: what you see is what Amazon reports. If the change is not there, you can ask for it again.";

/// What the state leaves open, under the lifecycle.
pub fn open_now(state: &ExperimentState) -> &'static str {
    match state {
        ExperimentState::Created => "you can edit everything, set your own treatment, enable, start and delete it.",
        ExperimentState::Enabling => "Amazon is deploying the settings; nothing can be changed.",
        ExperimentState::Enabled => {
            "you can start it or stop it. Settings, exposure, your own treatment and deletion are closed."
        }
        ExperimentState::Running => {
            "you can raise exposure and stop it. Settings, your own treatment and deletion are closed; it can never be deleted without deleting the skill."
        }
        ExperimentState::Stopping => "Amazon is ending the test; nothing can be changed.",
        ExperimentState::Stopped => "you can read, export and copy it to a new draft.",
        ExperimentState::Failed => "you can copy its settings to a new draft. It cannot be started.",
        ExperimentState::Deleted => "nothing can be done with it any more.",
        ExperimentState::Unknown(_) => "this page does not know the state and offers no changes.",
    }
}

/// How often a passing state was asked about, and when it is asked about again.
pub fn checking(checks: u32, next_ms: f64) -> String {
    let seconds = (next_ms / 1_000.0).round().max(1.0);
    match checks {
        0 => format!("First check in {seconds} s."),
        1 => format!("Checked once, next check in {seconds} s."),
        n => format!("Checked {} times, next check in {seconds} s.", count(f64::from(n))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_says_why_in_every_state() {
        use Action::{Delete, Edit, Enable, SetExposure, SetOverride, Start, Stop};
        let states = ExperimentState::ALL.iter().cloned().chain([ExperimentState::from("PAUSED")]);
        for state in states {
            assert!(!open_now(&state).is_empty());
            for action in [Edit, SetExposure, SetOverride, Enable, Start, Stop, Delete] {
                if !action.is_allowed(&state) {
                    assert!(closed(action, &state).ends_with('.'), "{action:?} {state}");
                }
            }
        }
    }

    #[test]
    fn a_start_says_how_many_hear_what() {
        assert!(start(Some(20)).contains("10 hear C and 10 hear T1"));
        assert!(start(Some(25)).contains("12.5 hear C"));
        assert!(start(Some(0)).contains("nobody is in it"));
    }

    #[test]
    fn a_recorded_reason_is_words_or_what_came() {
        assert!(recorded_reason("EXPERIMENT_ISSUE").contains("something was wrong"));
        assert_eq!(recorded_reason("<b>string</b>"), "“<b>string</b>”");
    }
}
