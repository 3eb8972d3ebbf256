use super::*;
use crate::domain::conversation::TurnOutcome;
use crate::domain::instant::Instant;
use crate::domain::simulation::SessionMode;
use proptest::prelude::*;
use serde_json::{Value, json};

fn turn(status: &str, said: &str, request: Value, response: Value, time_ms: f64) -> Turn {
    let simulation = serde_json::from_value(json!({"id": "s", "status": status, "result": {
        "alexaExecutionInfo": {"alexaResponses": [{"content": {"caption": said}}]},
        "skillExecutionInfo": {"invocations": [{"invocationRequest": {"body": {"request": request}},
            "invocationResponse": {"body": {"response": response}},
            "metrics": {"skillExecutionTimeInMilliseconds": time_ms}}]}}}));
    Turn {
        utterance: "open city trips".into(),
        mode: SessionMode::Default,
        at: Instant::from_epoch_s(0),
        outcome: TurnOutcome::Ended(simulation.unwrap()),
    }
}

#[test]
fn what_was_cut_out_of_a_sentence_is_one_removal() {
    let before = "Welcome to City Trips, your guide to getting around. Where are you travelling?";
    let after = "Welcome to City Trips. Where are you travelling?";
    assert_eq!(
        words_between(before, after),
        [
            Stretch::Kept("Welcome to City Trips".into()),
            Stretch::Removed(", your guide to getting around".into()),
            Stretch::Kept(". Where are you travelling?".into()),
        ]
    );
}

#[test]
fn texts_without_blanks_are_compared_by_the_character() {
    assert_eq!(
        words_between("東京へ行く", "大阪へ行く"),
        [Stretch::Removed("東京".into()), Stretch::Added("大阪".into()), Stretch::Kept("へ行く".into())]
    );
}

#[test]
fn an_endless_answer_is_compared_as_a_whole() {
    let long = "a ".repeat(MOST_WORDS + 1);
    assert_eq!(words_between(&long, "b"), [Stretch::Removed(long.clone()), Stretch::Added("b".into())]);
    assert_eq!(words_between(&long, &long), [Stretch::Kept(long.clone())]);
}

#[test]
fn intent_slots_directives_end_and_time_are_compared() {
    let intent = |name: &str, city: &str| {
        json!({"type": "IntentRequest",
        "intent": {"name": name, "slots": {"City": {"name": "City", "value": city}, "When": {"name": "When", "value": "today"}}}})
    };
    let before = turn("SUCCESSFUL", "Hi.", intent("A", "seattle"), json!({"shouldEndSession": true}), 151.0);
    let directed = json!({"shouldEndSession": false, "directives": [{"type": "Dialog.Delegate"}]});
    let after = turn("SUCCESSFUL", "Hi.", intent("B", "portland"), directed, 148.0);
    let diff = TurnDiff::between(&before, &after);
    assert!(diff.is_comparable && diff.differs() && !diff.speech_differs());
    assert_eq!((diff.intent.before.as_str(), diff.intent.after.as_str()), ("A", "B"));
    let city = SlotChange { name: "City".into(), before: Some("seattle".into()), after: Some("portland".into()) };
    assert_eq!(diff.slots, [city]);
    assert_eq!(diff.directives.after, ["Dialog.Delegate"]);
    assert_eq!((diff.ended.before, diff.ended.after), (Some(true), Some(false)));
    assert_eq!((diff.execution_time_ms.before, diff.execution_time_ms.after), (Some(151.0), Some(148.0)));
    let same = TurnDiff::between(&before, &Turn { ..before.clone() });
    assert!(!same.differs());
}

#[test]
fn a_turn_without_an_answer_is_not_comparable() {
    let good = turn("SUCCESSFUL", "Hi.", json!({"type": "LaunchRequest"}), json!({}), 1.0);
    let bad = turn("FAILED", "", json!({}), json!({}), 1.0);
    let cancelled = Turn { outcome: TurnOutcome::Cancelled, ..good.clone() };
    assert!(!TurnDiff::between(&good, &bad).is_comparable);
    assert!(!TurnDiff::between(&cancelled, &good).is_comparable);
}

proptest! {
    #[test]
    fn either_side_can_be_put_together_again(before in "[a-c .,東西]{0,30}", after in "[a-c .,東西]{0,30}") {
        let (mut first, mut second) = (String::new(), String::new());
        for stretch in words_between(&before, &after) {
            match stretch {
                Stretch::Kept(text) => { first.push_str(&text); second.push_str(&text); }
                Stretch::Removed(text) => first.push_str(&text),
                Stretch::Added(text) => second.push_str(&text),
            }
        }
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(bare(&first), bare(&before));
        prop_assert_eq!(second, after.trim_end());
    }
}
