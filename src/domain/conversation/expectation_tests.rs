use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::domain::simulation::Simulation;

fn ended(status: &str, result: Value) -> TurnOutcome {
    let simulation: Simulation =
        serde_json::from_value(json!({"id": "s1", "status": status, "result": result})).unwrap();
    TurnOutcome::Ended(simulation)
}

fn answered(caption: &str) -> TurnOutcome {
    ended(
        "SUCCESSFUL",
        json!({"alexaExecutionInfo": {"alexaResponses": [{"type": "Speech", "content": {"caption": caption}}]},
        "skillExecutionInfo": {"invocations": [{"invocationRequest": {"endpoint": "e", "body": {"request": {
            "type": "IntentRequest", "intent": {"name": "BookTripIntent", "slots": {"City": {"name": "City", "value": "pdx",
            "resolutions": {"resolutionsPerAuthority": [{"authority": "a", "status": {"code": "ER_SUCCESS_MATCH"},
            "values": [{"value": {"name": "Portland"}}]}]}}, "When": {"name": "When"}}}}}}, "metrics": {}}]}}),
    )
}

fn text(rule: TextRule, text: &str) -> Expectation {
    Expectation { text: Some(TextExpectation { rule, text: text.to_owned() }), ..Expectation::default() }
}

#[test]
fn each_rule_compares_without_capitals_and_blanks() {
    let said = answered("Welcome  to City Trips. Where are you travelling?");
    for (rule, wanted, passes) in [
        (TextRule::Contains, "city   TRIPS", true),
        (TextRule::Contains, "hotel", false),
        (TextRule::Equals, "welcome to city trips. where are you travelling?", true),
        (TextRule::Equals, "welcome to city trips.", false),
        (TextRule::Wildcard, "welcome to * where *?", true),
        (TextRule::Wildcard, "* to city trips. where are you travelling?", true),
        (TextRule::Wildcard, "welcome to *.", false),
        (TextRule::Wildcard, "*travelling?*", true),
        (TextRule::Wildcard, "*", true),
    ] {
        assert_eq!(text(rule, wanted).judge(&said) == Verdict::Passed, passes, "{rule:?} {wanted}");
    }
}

#[test]
fn a_piece_of_a_pattern_is_not_counted_twice() {
    let pattern = |said, wanted| fits(said, wanted);
    assert!(!pattern("aba", "ab*ba"), "the b in the middle cannot be both");
    assert!(pattern("abba", "ab*ba"));
    assert!(!pattern("one", "one*one"));
    assert!(pattern("", "") && !pattern("x", "") && pattern("", "**"));
}

#[test]
fn intent_and_slots_are_compared_by_name_words_or_resolved_value() {
    let expect = |intent: &str, slots: &[(&str, &str)]| {
        let slots = slots.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Expectation { intent: Some(intent.to_owned()), slots, ..Expectation::default() }.judge(&answered("Hi."))
    };
    assert_eq!(expect("BookTripIntent", &[("City", "portland")]), Verdict::Passed);
    assert_eq!(expect("BookTripIntent", &[("City", "PDX")]), Verdict::Passed);
    assert_eq!(
        expect("HelpIntent", &[("City", "Seattle"), ("When", "today"), ("No", "x")]),
        Verdict::Failed(vec![
            Miss::Intent { expected: "HelpIntent".into(), got: "BookTripIntent".into() },
            Miss::Slot { name: "City".into(), expected: "Seattle".into(), got: Some("Portland".into()) },
            Miss::Slot { name: "No".into(), expected: "x".into(), got: None },
            Miss::Slot { name: "When".into(), expected: "today".into(), got: None },
        ])
    );
}

#[test]
fn a_launch_is_expected_in_either_spelling() {
    let launch = ended(
        "SUCCESSFUL",
        json!({"skillExecutionInfo": {"invocations": [{"invocationRequest": {"body": {"request": {"type": "LaunchRequest"}}}}]}}),
    );
    for name in ["LaunchRequest", "<LaunchRequest>"] {
        let expected = Expectation { intent: Some(name.to_owned()), ..Expectation::default() };
        assert_eq!(expected.judge(&launch), Verdict::Passed, "{name}");
    }
}

#[test]
fn without_expectations_an_answer_of_the_skill_passes_and_nothing_else_does() {
    let nothing = Expectation::default();
    assert_eq!(nothing.judge(&answered("Hi.")), Verdict::Passed);
    let not_called =
        ended("SUCCESSFUL", json!({"alexaExecutionInfo": {"alexaResponses": [{"content": {"caption": "Bye."}}]}}));
    assert_eq!(nothing.judge(&not_called), Verdict::Failed(vec![Miss::NotCalled]));
    assert_eq!(text(TextRule::Equals, "bye.").judge(&not_called), Verdict::Passed);
    assert!(matches!(text(TextRule::Equals, "Hi").judge(&not_called), Verdict::Failed(m) if m[0] == Miss::NotCalled));
    let failed = ended("FAILED", json!({"error": {"message": "Time-out."}}));
    assert_eq!(nothing.judge(&failed), Verdict::Failed(vec![Miss::Failed { message: "Time-out.".into() }]));
    assert_eq!(nothing.judge(&TurnOutcome::Cancelled), Verdict::NotRun);
}

proptest! {
    #[test]
    fn a_pattern_without_stars_is_equality_and_stars_around_it_are_containment(said in ".{0,40}", part in "[a-z ]{0,6}") {
        let (said, part) = (folded(&said), folded(&part));
        prop_assert_eq!(fits(&said, &part), said == part);
        let pattern = format!("*{}*", part);
        prop_assert_eq!(fits(&said, &pattern), said.contains(&part));
    }

    #[test]
    fn a_text_fits_itself_with_any_part_starred(said in "[a-z ]{0,20}", from in 0_usize..20, to in 0_usize..20) {
        let (from, to) = (from.min(said.len()), to.min(said.len()));
        let (from, to) = (from.min(to), from.max(to));
        let pattern = format!("{}*{}", &said[..from], &said[to..]);
        prop_assert!(fits(&said, &pattern));
    }
}
