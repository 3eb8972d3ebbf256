use proptest::prelude::*;

use super::super::import::{self, Mapping};
use super::super::sample::case;
use super::*;
use crate::domain::id::{SkillId, SuiteId};
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;

fn back(text: &str) -> Vec<Case> {
    let incoming = import::read(text.as_bytes()).unwrap();
    incoming.checked(&incoming.guess(None), None).into_cases()
}

fn suite(cases: Vec<Case>) -> Suite {
    Suite {
        id: SuiteId::parse("suite-1").unwrap(),
        name: "City Trips regression".into(),
        skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
        stage: Stage::Development,
        locale: "en-US".into(),
        experiment_id: None,
        changed: Instant::from_epoch_s(0),
        cases,
    }
}

#[test]
fn the_line_of_a_case_is_the_one_that_reading_the_list_names() {
    let cases = [
        case("help", "A", &[("City", "San\nJosé\rde\r\nX")]),
        case("stop", "B\nC", &[]),
        case("my trips", "", &[("Two\nlines", "x")]),
        case("no", "", &[]),
    ];
    let incoming = import::read(suite_csv(&cases).unwrap().as_bytes()).unwrap();
    let checked = incoming.checked(&incoming.guess(None), None);
    let read: Vec<import::Place> = checked.cases.iter().map(|(place, _)| *place).collect();
    assert_eq!(read, case_lines(cases.iter()).map(import::Place::Line).collect::<Vec<_>>());
    assert_eq!(read.last(), Some(&import::Place::Line(10)));
}

#[test]
fn an_annotation_set_is_written_as_the_client_models_it() {
    let cases =
        [case("i want to travel from seattle", "TravelIntent", &[("fromCity", "seattle")]), case("hm", "", &[])];
    let json: Value = serde_json::from_str(&annotation_json(&cases).unwrap()).unwrap();
    let expected = json!({ "data": [
        { "inputs": { "utterance": "i want to travel from seattle" },
          "expected": [{ "intent": { "name": "TravelIntent", "slots": { "fromCity": { "value": "seattle" } } } }] },
        { "inputs": { "utterance": "hm" }, "expected": [] },
    ] });
    assert_eq!(json, expected);
    let csv = annotation_csv(&cases).unwrap();
    let lines = "utterance,referenceTimestamp,intent,slot[fromCity]\r\ni want to travel from seattle,,TravelIntent,seattle\r\nhm,,,\r\n";
    assert_eq!(csv, lines);
}

#[test]
fn no_cell_is_a_formula_and_all_are_read_again() {
    let hostile = ["=1+1", "@SUM(A1)", "+41", "-1", "'=1", "''=1", "'quoted'"];
    let cases: Vec<Case> = hostile.iter().map(|text| case(text, text, &[("A", text)])).collect();
    for csv in [suite_csv(&cases).unwrap(), annotation_csv(&cases).unwrap()] {
        for cell in csv.split([',', '\r', '\n']).filter(|cell| !cell.is_empty()) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
        assert_eq!(back(&csv), cases);
    }
}

#[test]
fn a_slot_whose_name_means_something_else_keeps_its_name() {
    let cases = [case("x", "I", &[("Status", "a"), ("text", "b"), ("slots", "c"), ("City", "")])];
    let csv = suite_csv(&cases).unwrap();
    assert!(csv.starts_with("utterance,expectedIntent,City,slot[Status],slot[slots],slot[text]\r\n"), "{csv}");
    assert_eq!(back(&csv), cases);
}

#[test]
fn a_suite_as_json_says_what_it_is_for() {
    let suite = suite(vec![case("x", "I", &[])]);
    let json: Value = serde_json::from_str(&suite_json(&suite).unwrap()).unwrap();
    assert_eq!((json["format"].as_str(), json["locale"].as_str()), (Some("skillscope-suite"), Some("en-US")));
}

/// Cases as they are kept: utterances with single blanks, values without blanks around.
fn any_case() -> impl Strategy<Value = Case> {
    let word = "[=+@'\",;|\\-a-zé日🙂\u{5d0}{}\\[\\]]{1,6}";
    let text = prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "));
    let value = prop_oneof![Just(String::new()), text.clone()];
    let slots = prop::collection::btree_map("[A-Z][a-z]{0,7}|text|Slots", value, 0..4);
    (text, prop::option::of("[A-Z][A-Za-z_.]{0,10}"), slots)
        .prop_map(|(utterance, expected_intent, expected_slots)| Case { utterance, expected_intent, expected_slots })
}

proptest! {
    #[test]
    fn every_format_is_read_as_it_was_written(cases in prop::collection::vec(any_case(), 1..8)) {
        prop_assert_eq!(&back(&suite_csv(&cases).unwrap()), &cases);
        prop_assert_eq!(&back(&annotation_csv(&cases).unwrap()), &cases);
        prop_assert_eq!(&back(&annotation_json(&cases).unwrap()), &cases);
        prop_assert_eq!(&back(&suite_json(&suite(cases.clone())).unwrap()), &cases);
        let mapped = import::read(suite_csv(&cases).unwrap().as_bytes()).unwrap();
        prop_assert!(mapped.guess(None) != Mapping::default());
    }
}
