use super::super::sample::{case, got, run};
use super::*;
use crate::domain::interaction_model::{ModelIntent, ModelSlot, ModelSlotType, ModelValue, ModelWords};

fn model() -> InteractionModel {
    let slot = |name: &str| ModelSlot { name: name.into(), slot_type: "City".into() };
    let intent = |name: &str, slots: &[&str], samples: &[&str]| ModelIntent {
        name: name.into(),
        slots: slots.iter().map(|name| slot(name)).collect(),
        samples: samples.iter().map(|sample| (*sample).to_owned()).collect(),
    };
    let portland = ModelWords { value: "Portland".into(), synonyms: vec!["pdx".into(), "rose city".into()] };
    InteractionModel {
        intents: vec![
            intent("BookTripIntent", &["DepartingCity", "ArrivingCity"], &["book a trip to {ArrivingCity}"]),
            intent("FindTripIntent", &["DepartingCity"], &["i want to travel"]),
        ],
        types: vec![ModelSlotType { name: "City".into(), values: vec![ModelValue { id: None, name: portland }] }],
        ..InteractionModel::default()
    }
}

fn one(case: super::super::Case, intent: &str, slots: &[(&str, &str, &str)], model: Option<&InteractionModel>) -> Hint {
    let hints = hints(&run(vec![got(case, intent, slots)]), model);
    let [hint] = &hints[..] else { panic!("{hints:?}") };
    hint.clone()
}

#[test]
fn the_value_of_a_slot_becomes_the_slot_in_braces() {
    let slots = [("DepartingCity", "Seattle"), ("ArrivingCity", "New York")];
    let wanted = case("Travel from Seattle to  new york, please!", "BookTripIntent", &slots);
    let hint = one(wanted, "FindTripIntent", &[], None);
    let sample = "travel from {DepartingCity} to {ArrivingCity} please".to_owned();
    assert_eq!(hint.advice, Advice::Add { sample: sample.clone() });
    assert_eq!(hint.words(), format!("Add “{sample}” to the samples of BookTripIntent."));
    assert_eq!((hint.chosen.as_deref(), hint.nearest.as_deref()), (Some("FindTripIntent"), Some("FindTripIntent")));
}

#[test]
fn a_value_is_found_by_its_synonyms_and_by_what_was_heard() {
    let model = model();
    let wanted =
        case("off to rose city on friday", "BookTripIntent", &[("ArrivingCity", "Portland"), ("When", "2026-11-27")]);
    let hint = one(wanted, "FindTripIntent", &[("When", "on friday", "2026-11-27")], Some(&model));
    assert_eq!(hint.advice.sample(), Some("off to {ArrivingCity} {When}"));
}

#[test]
fn a_slot_that_the_case_does_not_name_is_found_where_the_intent_has_it() {
    let heard = [("DepartingCity", "seattle", "Seattle"), ("Other", "travel", "")];
    let wanted = || case("i'd travel from seattle", "BookTripIntent", &[]);
    assert_eq!(
        one(wanted(), "FindTripIntent", &heard, Some(&model())).advice.sample(),
        Some("i'd travel from {DepartingCity}")
    );
    assert_eq!(one(wanted(), "FindTripIntent", &heard, None).advice.sample(), Some("i'd travel from seattle"));
}

#[test]
fn parts_of_words_are_no_values() {
    let wanted = case("romeo flies to rome", "BookTripIntent", &[("ArrivingCity", "Rome")]);
    assert_eq!(one(wanted, "", &[], None).advice.sample(), Some("romeo flies to {ArrivingCity}"));
}

#[test]
fn samples_that_are_there_already_are_told() {
    let model = model();
    let present = one(
        case("book a trip to pdx", "BookTripIntent", &[("ArrivingCity", "Portland")]),
        "FindTripIntent",
        &[],
        Some(&model),
    );
    assert!(matches!(present.advice, Advice::Present { .. }), "{present:?}");
    let contested = one(case("I want to travel.", "BookTripIntent", &[]), "FindTripIntent", &[], Some(&model));
    let expected = Advice::Contested { sample: "i want to travel".into(), other: "FindTripIntent".into() };
    assert_eq!(contested.advice, expected);
}

#[test]
fn what_should_match_nothing_gets_no_sample() {
    let fallback = one(case("sing a song", FALLBACK, &[]), "FindTripIntent", &[], Some(&model()));
    assert_eq!((&fallback.advice, fallback.advice.sample()), (&Advice::Narrow, None));
    assert_eq!(one(case("sing a song", "", &[]), "FindTripIntent", &[], None).advice, Advice::Narrow);
}

#[test]
fn the_place_of_the_expected_intent_among_those_considered_is_told() {
    let mut result = got(case("x", "B", &[]), "", &[]);
    let Some(CaseOutcome::Profiled { considered, .. }) = &mut result.outcome else { panic!() };
    *considered = vec!["B".into(), "A".into()];
    let hint = hints(&run(vec![result.clone()]), None).remove(0);
    assert_eq!((hint.nearest.as_deref(), hint.rank), (Some("A"), Some(1)));
    let Some(CaseOutcome::Profiled { intent, .. }) = &mut result.outcome else { panic!() };
    *intent = Some(FALLBACK.into());
    let hint = hints(&run(vec![result]), None).remove(0);
    assert_eq!((hint.nearest.as_deref(), hint.chosen.as_deref()), (Some("A"), Some(FALLBACK)));
}

#[test]
fn hints_are_grouped_and_exported_once_each() {
    let results = vec![
        got(case("late", "Z", &[]), "A", &[]),
        got(case("=Early", "B", &[]), "A", &[]),
        got(case("early", "B", &[]), "", &[]),
        got(case("Early ", "B", &[]), "", &[]),
        got(case("right", "B", &[]), "B", &[]),
    ];
    let hints = hints(&run(results), None);
    let order: Vec<&str> = hints.iter().map(|h| h.utterance.as_str()).collect();
    assert_eq!(order, ["=Early", "early", "late"]);
    let text = "B\n- “=Early” went to A. Add “early” to the samples of B.\n- “early” matched no intent. Add “early” to the \
        samples of B.\n\nZ\n- “late” went to A. Add “late” to the samples of Z.\n";
    assert_eq!(hints_text(&hints), text);
    let json: Value = serde_json::from_str(&hints_json(&hints, None).unwrap()).unwrap();
    let intents = &json["interactionModel"]["languageModel"]["intents"];
    assert_eq!(*intents, json!([{ "name": "B", "samples": ["early"] }, { "name": "Z", "samples": ["late"] }]));
    let csv = hints_csv(&hints).unwrap();
    assert!(csv.contains("B,early,'=Early,A,A,"), "{csv}");
}

#[test]
fn a_fragment_of_the_model_has_the_slots_of_its_intents() {
    let model = model();
    let hint = one(case("take me", "BookTripIntent", &[]), "", &[], Some(&model));
    let json: Value = serde_json::from_str(&hints_json(&[hint], Some(&model)).unwrap()).unwrap();
    let slots = &json["interactionModel"]["languageModel"]["intents"][0]["slots"];
    assert_eq!(slots[1], json!({ "name": "ArrivingCity", "type": "City" }));
}
