use super::*;
use crate::domain::instant::Instant;
use crate::domain::simulation::{SessionMode, Simulation};
use crate::domain::skill::Stage;
use serde_json::{Value, json};

fn turn(outcome: TurnOutcome) -> Turn {
    let at = Instant::parse("2026-11-21T10:00:00Z").unwrap();
    Turn { utterance: "open city trips".into(), mode: SessionMode::Default, at, outcome }
}

fn simulation(status: &str, result: Value) -> Simulation {
    serde_json::from_value(json!({"id": "s", "status": status, "result": result})).unwrap()
}

fn ended(status: &str, result: Value) -> Reply {
    reply(&turn(TurnOutcome::Ended(simulation(status, result))))
}

#[test]
fn who_waits_is_told_how_often_it_was_asked_and_when_the_next_time_is() {
    let waiting = |checks, next_ms| Waiting::InProgress { checks, next_ms }.detail().unwrap();
    assert_eq!(waiting(3, 2_000.0), "checked 3 times, next in 2 s");
    assert_eq!(waiting(1, 100.0), "checked once, next in 1 s");
    assert_eq!(waiting(0, 2_000.0), "first check in 2 s");
    let again = |throttled| Waiting::WillSendAgain { wait_ms: 4_200.0, throttled }.detail().unwrap();
    assert!(again(true).contains("429") && again(true).contains("5 s"));
    assert!(again(false).contains("409") && again(false).contains("did not run"));
}

#[test]
fn every_caption_is_a_bubble() {
    let result = json!({"alexaExecutionInfo": {"alexaResponses": [{"content": {"caption": "Let me look."}},
        {"content": {"caption": " "}}, {"content": {"caption": "Two trips."}}]},
        "skillExecutionInfo": {"invocations": [{"invocationResponse": {"body": {"response": {}}}}]}});
    let reply = ended("SUCCESSFUL", result);
    assert_eq!(reply.captions, ["Let me look.", "Two trips."]);
    assert_eq!((reply.notice, reply.remedy, reply.ends_session), (None, Remedy::None, true));
}

#[test]
fn a_success_without_an_invocation_is_a_state_of_its_own() {
    for result in [json!(null), json!({}), json!({"skillExecutionInfo": {"invocations": []}})] {
        let reply = ended("SUCCESSFUL", result);
        assert_eq!(reply.notice.as_deref(), Some("The skill was not called."));
        assert_eq!((reply.code.as_deref(), reply.remedy, reply.is_failure), (None, Remedy::SendAgain, false));
    }
    let answered = json!({"alexaExecutionInfo": {"alexaResponses": [{"content": {"caption": "Sorry."}}]}});
    assert!(ended("SUCCESSFUL", answered).detail.unwrap().contains("name the skill"));
}

#[test]
fn a_failure_is_said_in_words_with_amazons_own() {
    let failed = |message: &str| ended("FAILED", json!({"error": {"message": message}}));
    let reply = failed("Skill response was not valid JSON.");
    assert_eq!(reply.notice.as_deref(), Some("The skill’s response could not be read."));
    assert_eq!(reply.detail.as_deref(), Some("error.message: “Skill response was not valid JSON.”"));
    assert!(reply.is_failure && reply.remedy == Remedy::SendAgain);
    for late in ["The endpoint timed out", "The skill's endpoint did not respond within 8 seconds."] {
        assert!(failed(late).notice.unwrap().contains("8 seconds"));
    }
    assert!(failed("Something else").notice.unwrap().contains("failed"));
    assert_eq!(ended("FAILED", json!(null)).detail.as_deref(), Some("Amazon did not say why."));
}

#[test]
fn what_may_still_end_can_be_asked_about_and_what_did_not_run_can_be_sent() {
    let open = simulation("IN_PROGRESS", json!(null));
    let lost = TurnOutcome::OutOfSight { simulation: open.clone(), words: "w".into(), request_id: Some("r".into()) };
    for outcome in [TurnOutcome::GaveUp(open.clone()), TurnOutcome::Stopped(open), lost] {
        assert!(outcome.can_be_resumed());
        assert_eq!(reply(&turn(outcome)).remedy, Remedy::AskAgain);
    }
    let refused = TurnOutcome::Refused { words: "No.".into(), request_id: Some("r-1".into()) };
    let reply_to = reply(&turn(refused));
    assert_eq!((reply_to.remedy, reply_to.request_id.as_deref()), (Remedy::SendAgain, Some("r-1")));
    assert_eq!(reply(&turn(TurnOutcome::Cancelled)).remedy, Remedy::SendAgain);
}

#[test]
fn what_is_typed_wrong_is_said_with_its_number() {
    assert!(entry_problem(&EntryProblem::TooLong(10_000)).contains("10,000"));
    assert!(entry_problem(&EntryProblem::UnknownCommand("exit".into())).contains(".exit"));
}

#[test]
fn refusals_say_whether_it_ran() {
    let error = |kind| ApiError::new("simulateSkill", kind);
    assert!(refusal(&error(ErrorKind::Conflict)).contains("did not run"));
    assert!(refusal(&error(ErrorKind::Network)).contains("not known"));
    let mut forbidden = error(ErrorKind::Forbidden);
    forbidden.service_message = Some("Skill is not enabled.".into());
    assert!(refusal(&forbidden).contains("Skill is not enabled."));
    assert!(lost_sight(&error(ErrorKind::Server)).contains("was called"));
    let ended = sign_in_ended(&error(ErrorKind::Unauthenticated).with_request_id(Some("id-1")));
    assert!(ended.contains("kept here") && ended.contains("no access to this skill") && ended.contains("id-1"));
}

#[test]
fn what_may_have_reached_the_skill_is_never_just_sent_again() {
    let error = |kind| ApiError::new("simulateSkill", kind);
    let unreadable = error(ErrorKind::Decode { detail: "no id".into() }).with_status(200);
    let server = |status| error(ErrorKind::Server).with_status(status);
    let lost = [error(ErrorKind::Network), error(ErrorKind::Timeout), error(ErrorKind::Unexpected)];
    for error in lost.into_iter().chain([unreadable, server(500), server(502), server(503)]) {
        let words = refusal(&error);
        assert!(words.starts_with(&error.heading()), "{words}");
        assert!(words.contains("not known") && words.contains("twice"), "{words}");
        assert!(!words.contains("Try again") && !words.contains("filters"), "{words}");
    }
    let missing = refusal(&error(ErrorKind::NotFound).with_status(404));
    assert!(missing.contains("the skill in this stage (404)") && missing.contains("did not run"), "{missing}");
}

#[test]
fn the_first_turn_and_the_one_after_an_end_say_why_they_begin_anew() {
    assert!(mode_hint(&[], &SessionMode::ForceNewSession).contains("first turn"));
    let end = json!({"skillExecutionInfo": {"invocations": [
        {"invocationResponse": {"body": {"response": {"shouldEndSession": true}}}}]}});
    let turns = [turn(TurnOutcome::Ended(simulation("SUCCESSFUL", end)))];
    assert!(mode_hint(&turns, &SessionMode::ForceNewSession).contains("ended the session"));
    assert_eq!(mode_hint(&turns, &SessionMode::Default), "");
}

#[test]
fn the_question_before_a_replay_says_how_much_to_what_and_that_a_session_begins() {
    assert_eq!(
        replay_question(7, "City Trips", &Stage::Live, "en-US"),
        "7 utterances are said, one after the other, to the live version of City Trips in en-US. The first one begins a \
         new session."
    );
    assert!(replay_question(1, "", &Stage::Development, "de-DE").starts_with("1 utterance is said to the development"));
}
