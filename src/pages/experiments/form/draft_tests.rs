use super::*;
use proptest::prelude::*;

fn filled() -> Draft {
    let mut draft =
        Draft { name: " Shorter welcome ".to_owned(), hypothesis: "Less is more.".to_owned(), ..Draft::default() };
    draft.add_metric("Customer Friction").unwrap();
    draft.add_metric("Skill Next Day Retention").unwrap();
    draft
}

fn keys(draft: &Draft, purpose: Purpose) -> Vec<FieldKey> {
    draft.problems(purpose).into_iter().map(|p| p.key).collect()
}

#[test]
fn an_empty_form_lacks_what_it_does_not_suggest() {
    let draft = Draft::default();
    assert_eq!(keys(&draft, Purpose::Create), [FieldKey::Name, FieldKey::Hypothesis, FieldKey::Metrics]);
    assert_eq!(keys(&draft, Purpose::Update), [FieldKey::Hypothesis, FieldKey::Metrics]);
    assert_eq!(draft.new_experiment(), None);
}

#[test]
fn what_is_typed_becomes_the_documents_request() {
    let draft = filled();
    assert_eq!(draft.problems(Purpose::Create), []);
    let body = serde_json::to_value(draft.new_experiment().unwrap()).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "name": "Shorter welcome",
            "description": "Less is more.",
            "type": "ENDPOINT_BASED",
            "plannedDuration": "P4W",
            "exposurePercentage": 20,
            "metricConfigurations": [
                { "name": "Customer Friction", "metricTypes": ["KEY"], "expectedChange": "DECREASE" },
                { "name": "Skill Next Day Retention", "metricTypes": ["GUARDRAIL"], "expectedChange": "INCREASE" },
            ],
        })
    );
}

#[test]
fn numbers_that_are_none_are_wrong_and_not_zero() {
    for (exposure, weeks, wanted) in [
        ("", "4", vec![(FieldKey::Exposure, Wrong::Missing)]),
        ("twenty", "4", vec![(FieldKey::Exposure, Wrong::NotAPercentage)]),
        ("20.5", "4", vec![(FieldKey::Exposure, Wrong::NotAPercentage)]),
        ("101", "4", vec![(FieldKey::Exposure, Wrong::NotAPercentage)]),
        ("100", "", vec![(FieldKey::PlannedDuration, Wrong::Missing)]),
        ("0", "0", vec![(FieldKey::PlannedDuration, Wrong::NotWeeks)]),
        ("0", "21", vec![(FieldKey::PlannedDuration, Wrong::NotWeeks)]),
        ("0", "P4W", vec![(FieldKey::PlannedDuration, Wrong::NotWeeks)]),
        ("0", "20", vec![]),
    ] {
        let draft = Draft { exposure: exposure.to_owned(), weeks: weeks.to_owned(), ..filled() };
        let found: Vec<_> = draft.problems(Purpose::Create).into_iter().map(|p| (p.key, p.wrong)).collect();
        assert_eq!(found, wanted, "{exposure} {weeks}");
        assert_eq!(draft.new_experiment().is_some(), wanted.is_empty());
        assert_eq!(draft.properties().is_some(), wanted.is_empty());
    }
}

#[test]
fn a_metric_name_is_checked_before_it_is_added() {
    let mut draft = Draft::default();
    assert_eq!(draft.add_metric("  "), Err(Wrong::Missing));
    assert_eq!(draft.add_metric(&"x".repeat(126)), Err(Wrong::TooLong(125)));
    assert!(draft.add_metric(&"x".repeat(125)).is_ok());
    assert_eq!(draft.add_metric(&"x".repeat(125)), Err(Wrong::Repeated));
    assert_eq!(draft.metrics.len(), 1);
}

#[test]
fn an_unknown_metric_waits_for_its_direction() {
    let mut draft = filled();
    let key = draft.add_metric("My own metric").unwrap();
    assert_eq!(keys(&draft, Purpose::Create), [FieldKey::ExpectedChange(key)]);
    draft.metric_mut(key).unwrap().expected_change = Some(ExpectedChange::Increase);
    assert_eq!(draft.problems(Purpose::Create), []);
}

#[test]
fn a_name_that_was_typed_and_not_added_is_not_lost_in_silence() {
    let draft = Draft { metric_name: "ISP : Sales".to_owned(), ..filled() };
    assert_eq!(keys(&draft, Purpose::Create), [FieldKey::AddMetric]);
}

fn experiment() -> Experiment {
    serde_json::from_value(serde_json::json!({
        "name": "n", "description": "d", "plannedDuration": "P28D", "exposurePercentage": 40, "expectedChange": "INCREASE",
        "metricConfigurations": [{ "name": "a", "metricTypes": ["KEY", "GUARDRAIL"] }],
    }))
    .unwrap()
}

#[test]
fn what_the_form_cannot_offer_is_kept_where_it_came_so() {
    let draft = Draft::of(&experiment());
    assert_eq!(draft.metrics[0].metric_types, [MetricType::Key, MetricType::Guardrail]);
    assert_eq!(draft.metrics[0].expected_change, Some(ExpectedChange::Increase));
    assert_eq!(draft.weeks, "P28D");
    assert_eq!(keys(&draft, Purpose::Update), [FieldKey::PlannedDuration]);
}

#[test]
fn a_copys_name_fits_and_is_free() {
    let long = Experiment { name: Some("é".repeat(255)), ..experiment() };
    let copy = Draft::copy_of(&long);
    assert_eq!(copy.name.chars().count(), 255);
    assert!(copy.name.starts_with("Copy of é"));
    let taken = ["Copy of n", "Copy of n (2)"];
    assert_eq!(free_name(&Draft::copy_of(&experiment()).name, taken.into_iter()), "Copy of n (3)");
    assert_eq!(free_name(" mine ", taken.into_iter()), "mine");
    let longest = "x".repeat(255);
    let other = free_name(&longest, [longest.as_str()].into_iter());
    assert_eq!((other.chars().count(), other.ends_with("x (2)")), (255, true));
}

proptest! {
    #[test]
    fn a_draft_outlasts_its_storage(name in "\\PC{0,20}", weeks in "\\PC{0,4}", metric in "\\PC{0,9}") {
        let mut draft = Draft { name, weeks, ..Draft::default() };
        let _ = draft.add_metric(&metric);
        let text = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
    }

    #[test]
    fn what_has_no_problem_can_be_sent_and_nothing_else(name in "\\PC{0,3}", weeks in "[0-9]{0,2}", exposure in "[0-9]{0,3}") {
        let draft = Draft { name, weeks, exposure, ..filled() };
        prop_assert_eq!(draft.new_experiment().is_some(), draft.problems(Purpose::Create).is_empty());
        prop_assert_eq!(draft.properties().is_some(), draft.problems(Purpose::Update).is_empty());
    }
}
