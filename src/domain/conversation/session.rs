//! When a session goes on and when the next turn begins anew: as ask-cli's `dialog` does it, with Alexa's own rules for
//! what a response leaves out.

use serde_json::Value;

use super::{Turn, TurnOutcome};
use crate::domain::simulation::{Invocation, SessionMode, SimulationResult, SimulationStatus};

/// Whether the skill ended the session in a result.
///
/// ask-cli takes `shouldEndSession: true` of any call. A last response without the field ends the session too (Alexa's
/// response format), unless it hands the dialog on. A response that is not there says nothing.
pub fn is_ended(result: &SimulationResult) -> bool {
    let invocations = &result.skill_execution_info.invocations;
    let says_so = |i: &Invocation| response(i).and_then(|r| r.get("shouldEndSession")) == Some(&Value::Bool(true));
    invocations.iter().any(says_so) || invocations.last().is_some_and(ends_by_silence)
}

fn response(invocation: &Invocation) -> Option<&Value> {
    invocation.invocation_response.body.as_ref()?.get("response")
}

fn ends_by_silence(invocation: &Invocation) -> bool {
    let Some(response) = response(invocation) else { return false };
    let directives = response.get("directives").and_then(Value::as_array);
    let of_dialog = |d: &Value| d.get("type").and_then(Value::as_str).is_some_and(|t| t.starts_with("Dialog."));
    response.get("shouldEndSession").is_none() && !directives.is_some_and(|all| all.iter().any(of_dialog))
}

/// Whether a turn ended the session.
pub fn ended_by(turn: &Turn) -> bool {
    let TurnOutcome::Ended(simulation) = &turn.outcome else { return false };
    simulation.status == SimulationStatus::Successful && simulation.result.as_ref().is_some_and(is_ended)
}

/// How the turn after these treats the session: the first begins a new one, and so does the one after an end. What
/// failed or never ran changes nothing.
pub fn next_mode(turns: &[Turn]) -> SessionMode {
    for turn in turns.iter().rev() {
        match &turn.outcome {
            TurnOutcome::Ended(simulation) if simulation.status == SimulationStatus::Successful => {
                let called = simulation.result.as_ref().is_some_and(|r| !r.skill_was_not_called());
                if called {
                    return if ended_by(turn) { SessionMode::ForceNewSession } else { SessionMode::Default };
                }
            }
            TurnOutcome::GaveUp(_) | TurnOutcome::Stopped(_) | TurnOutcome::OutOfSight { .. } => {
                // It may have reached the skill: the session is most likely there.
                return SessionMode::Default;
            }
            TurnOutcome::Ended(_) | TurnOutcome::Cancelled | TurnOutcome::Refused { .. } => {}
        }
    }
    SessionMode::ForceNewSession
}

/// The turns since the last one that began a session, that one included.
pub fn last_session(turns: &[Turn]) -> &[Turn] {
    let begin = turns.iter().rposition(|t| t.mode == SessionMode::ForceNewSession).unwrap_or(0);
    turns.get(begin..).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::domain::simulation::Simulation;
    use serde_json::json;

    pub(in super::super) fn simulation(status: &str, result: Value) -> Simulation {
        serde_json::from_value(json!({"id": "s-1", "status": status, "result": result})).unwrap()
    }

    pub(in super::super) fn turn(utterance: &str, mode: SessionMode, outcome: TurnOutcome) -> Turn {
        let at = Instant::parse("2026-11-21T10:00:00Z").unwrap();
        Turn { utterance: utterance.to_owned(), mode, at, outcome }
    }

    pub(in super::super) fn answered(utterance: &str, response: Value) -> Turn {
        let result = json!({"skillExecutionInfo": {"invocations": [
            {"invocationRequest": {"endpoint": "e", "body": {"request": {"type": "LaunchRequest"}}},
             "invocationResponse": {"body": {"response": response}},
             "metrics": {"skillExecutionTimeInMilliseconds": 12}}]}});
        turn(utterance, SessionMode::Default, TurnOutcome::Ended(simulation("SUCCESSFUL", result)))
    }

    #[test]
    fn the_first_turn_and_the_one_after_an_end_begin_a_session() {
        assert_eq!(next_mode(&[]), SessionMode::ForceNewSession);
        let mut turns = vec![answered("open", json!({"shouldEndSession": false}))];
        assert_eq!(next_mode(&turns), SessionMode::Default);
        turns.push(answered("bye", json!({"shouldEndSession": true})));
        assert_eq!(next_mode(&turns), SessionMode::ForceNewSession);
    }

    #[test]
    fn a_silent_response_ends_the_session_unless_it_hands_the_dialog_on() {
        assert!(ended_by(&answered("a", json!({}))));
        assert!(!ended_by(&answered("a", json!({"directives": [{"type": "Dialog.Delegate"}]}))));
        assert!(!ended_by(&answered("a", json!({"shouldEndSession": null}))));
        let without_body = json!({"skillExecutionInfo": {"invocations": [{"invocationResponse": {}}]}});
        let turn = turn("a", SessionMode::Default, TurnOutcome::Ended(simulation("SUCCESSFUL", without_body)));
        assert!(!ended_by(&turn), "a response that is not there says nothing");
    }

    #[test]
    fn an_end_said_by_an_earlier_call_counts_as_it_does_for_ask_cli() {
        let result = json!({"skillExecutionInfo": {"invocations": [
            {"invocationResponse": {"body": {"response": {"shouldEndSession": true}}}},
            {"invocationResponse": {"body": {"response": {"shouldEndSession": false}}}}]}});
        assert!(is_ended(&serde_json::from_value(result).unwrap()));
    }

    #[test]
    fn what_failed_or_never_reached_the_skill_changes_nothing() {
        let failed = |mode| turn("x", mode, TurnOutcome::Ended(simulation("FAILED", json!(null))));
        let refused = TurnOutcome::Refused { words: String::new(), request_id: None };
        let lost = turn("x", SessionMode::Default, refused);
        let not_called = turn("x", SessionMode::Default, TurnOutcome::Ended(simulation("SUCCESSFUL", json!({}))));
        assert_eq!(next_mode(&[failed(SessionMode::ForceNewSession)]), SessionMode::ForceNewSession);
        let open = answered("open", json!({"shouldEndSession": false}));
        assert_eq!(next_mode(&[open, failed(SessionMode::Default), lost, not_called]), SessionMode::Default);
        let stopped = TurnOutcome::Stopped(simulation("IN_PROGRESS", json!(null)));
        assert_eq!(next_mode(&[turn("x", SessionMode::ForceNewSession, stopped)]), SessionMode::Default);
    }

    #[test]
    fn the_last_session_begins_where_one_was_forced() {
        let forced = |utterance: &str| Turn {
            mode: SessionMode::ForceNewSession,
            ..answered(utterance, json!({"shouldEndSession": false}))
        };
        let turns = [forced("a"), answered("b", json!({})), forced("c"), answered("d", json!({}))];
        assert_eq!(last_session(&turns).iter().map(|t| t.utterance.as_str()).collect::<Vec<_>>(), ["c", "d"]);
        assert_eq!(last_session(&turns[1..2]).len(), 1);
    }
}
