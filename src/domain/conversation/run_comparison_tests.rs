use super::super::script_run::tests::run;
use super::super::turn::{Turn, TurnOutcome};
use super::*;
use crate::domain::conversation::script_run::Score;
use crate::domain::simulation::SessionMode;
use serde_json::{Value, json};

fn changes(now: &ScriptRun, earlier: &[ScriptRun]) -> Vec<RunChange> {
    now.compared_with(earlier).iter().map(|c| c.change).collect()
}

#[test]
fn a_cancelled_run_is_no_baseline() {
    use RunChange::{NotComparable, OtherWords, Same};
    let complete = run(&[("hi", Some("hi a")), ("hi", Some("hi b"))]);
    let mut cancelled = run(&[("hi", Some("hi c")), ("hi", None)]);
    for turn in cancelled.turns.iter_mut().skip(1) {
        turn.turn = Some(Turn {
            utterance: turn.asked.utterance.clone(),
            mode: SessionMode::Default,
            at: Instant::from_epoch_s(0),
            outcome: TurnOutcome::Cancelled,
        });
    }
    let now = run(&[("hi", Some("hi c")), ("hi", Some("hi d"))]);
    let earlier = [complete.clone(), cancelled.clone()];
    let compared = now.compared_with(&earlier);
    assert_eq!(changes(&now, &earlier), [Same, OtherWords]);
    assert_eq!(compared[1].before.as_ref().unwrap().said, "hi b");
    let of_last_run = |c: &TurnComparison| c.before.as_ref().unwrap().is_of_last_run;
    assert!(of_last_run(&compared[0]) && !of_last_run(&compared[1]));
    assert_eq!(changes(&cancelled, &[complete]), [OtherWords, NotComparable]);
    assert_eq!(changes(&now, &[cancelled]), [Same, NotComparable]);
    assert_eq!(changes(&now, &[]), [NotComparable, NotComparable]);
}

#[test]
fn what_says_something_else_is_not_compared() {
    let before = run(&[("hi", Some("hi"))]);
    let mut now = before.clone();
    now.turns[0].asked.utterance = "help".into();
    assert_eq!(changes(&now, &[before]), [RunChange::NotComparable]);
}

#[test]
fn a_run_is_compared_turn_by_turn_with_the_one_before() {
    let before = run(&[("hi", Some("hi")), ("hi", Some("no")), ("hi", Some("hi a")), ("hi", Some("hi")), ("hi", None)]);
    let now = run(&[
        ("hi", Some("no")),
        ("hi", Some("hi")),
        ("hi", Some("hi b")),
        ("hi", Some("hi")),
        ("hi", Some("hi")),
        ("hi", Some("hi")),
    ]);
    use RunChange::{Broken, Fixed, NotComparable, OtherWords, Same};
    assert_eq!(
        changes(&now, std::slice::from_ref(&before)),
        [Broken, Fixed, OtherWords, Same, NotComparable, NotComparable]
    );
    assert_eq!(before.score(), Score { passed: 3, failed: 1, not_run: 1 });
    assert!(!before.has_passed() && run(&[("hi", Some("hi"))]).has_passed());
}

/// A run of one turn that passes: what Alexa says is always the same.
fn understood(considered: &[&str], city: &str, response: Value) -> ScriptRun {
    let mut run = run(&[("hi", Some("hi"))]);
    let intent = |name: &&str| json!({"name": name, "slots": {"City": {"name": "City", "value": city}}});
    let result = json!({
        "alexaExecutionInfo": {
            "alexaResponses": [{"content": {"caption": "hi"}}],
            "consideredIntents": considered.iter().map(intent).collect::<Vec<_>>(),
        },
        "skillExecutionInfo": {"invocations": [{
            "invocationRequest": {"body": {"request": {"type": "IntentRequest", "intent": intent(&considered[0])}}},
            "invocationResponse": {"body": {"response": response}},
        }]},
    });
    let simulation = json!({"id": "s", "status": "SUCCESSFUL", "result": result});
    run.turns[0].turn.as_mut().unwrap().outcome = TurnOutcome::Ended(serde_json::from_value(simulation).unwrap());
    run
}

#[test]
fn another_intent_or_count_of_intents_is_never_the_same() {
    use RunChange::{OtherResponse, OtherUnderstanding, Same};
    let open = || json!({"shouldEndSession": false});
    let before = understood(&["BookTrip", "Help"], "Rome", open());
    let change = |now: ScriptRun| changes(&now, std::slice::from_ref(&before));
    assert_eq!(change(before.clone()), [Same]);
    assert_eq!(change(understood(&["FindTrip", "Help"], "Rome", open())), [OtherUnderstanding]);
    assert_eq!(change(understood(&["BookTrip"], "Rome", open())), [OtherUnderstanding]);
    assert_eq!(change(understood(&["BookTrip", "Help"], "Oslo", open())), [OtherUnderstanding]);
    assert_eq!(change(understood(&["BookTrip", "Help"], "Rome", json!({"shouldEndSession": true}))), [OtherResponse]);
    let compared = understood(&["FindTrip"], "Rome", open()).compared_with(std::slice::from_ref(&before));
    let found = compared[0].before.as_ref().unwrap();
    assert_eq!((found.considered.before, found.considered.after), (2, 1));
    assert_eq!((found.diff.intent.before.as_str(), found.diff.intent.after.as_str()), ("BookTrip", "FindTrip"));
}

#[test]
fn another_reason_of_a_failure_is_not_the_same() {
    let failed = |message: &str| {
        let mut run = run(&[("hi", Some("hi"))]);
        let simulation = json!({"id": "s", "status": "FAILED", "result": {"error": {"message": message}}});
        run.turns[0].turn.as_mut().unwrap().outcome = TurnOutcome::Ended(serde_json::from_value(simulation).unwrap());
        run
    };
    assert_eq!(changes(&failed("a"), &[failed("b")]), [RunChange::OtherResponse]);
    assert_eq!(changes(&failed("a"), &[failed("a")]), [RunChange::Same]);
}
