use proptest::prelude::*;

use super::super::sample::{case, got, pairs, refused, run};
use super::*;

fn intent<'a>(score: &'a Score, name: &str) -> &'a IntentScore {
    score.intents.iter().find(|intent| intent.name == name).unwrap()
}

#[test]
fn the_figures_are_those_of_scikit_learn() {
    // classification_report(["B","B","B","A","(no intent)","C"], ["B","A","A","A","C","(no intent)"], zero_division=0)
    let score = Score::of(&pairs(&[("B", "B"), ("B", "A"), ("B", "A"), ("A", "A"), ("", "C"), ("C", "")]));
    assert_eq!(score.accuracy(), Some(2.0 / 6.0));
    assert_eq!(score.confusion.labels(), ["(no intent)", "A", "B", "C"]);
    let (a, b, c) = (intent(&score, "A"), intent(&score, "B"), intent(&score, "C"));
    assert_eq!((a.precision, a.recall, a.f1, a.support), (1.0 / 3.0, 1.0, 0.5, 1));
    assert_eq!((b.precision, b.recall, b.f1, b.support), (1.0, 1.0 / 3.0, 0.5, 3));
    assert_eq!((c.precision, c.recall, c.f1, c.support), (0.0, 0.0, 0.0, 1));
    let (macro_average, weighted) = (score.macro_average, score.weighted_average);
    assert!((macro_average.precision - 1.0 / 3.0).abs() < 1e-15 && (macro_average.f1 - 0.25).abs() < 1e-15);
    assert!((weighted.precision - (1.0 / 3.0 + 3.0) / 6.0).abs() < 1e-15 && (weighted.f1 - 2.0 / 6.0).abs() < 1e-15);
    assert!((weighted.recall - 2.0 / 6.0).abs() < 1e-15, "weighted recall is accuracy");
    assert_eq!(score.confusion.count(2, 1), 2);
    assert_eq!((score.confusion.count(1, 2), score.confusion.count(0, 3), score.confusion.count(3, 0)), (0, 1, 1));
}

#[test]
fn an_intent_that_was_never_expected_has_a_row_with_no_support() {
    let score = Score::of(&pairs(&[("A", "A"), ("A", "Z")]));
    let z = intent(&score, "Z");
    assert_eq!((z.support, z.chosen, z.recall, z.precision, z.f1), (0, 1, 0.0, 0.0, 0.0));
}

#[test]
fn what_was_refused_or_not_run_is_counted_apart() {
    let mut results = pairs(&[("A", "A"), ("A", "B")]).results;
    results.push(refused(case("too long", "A", &[("City", "Rome")]), "Too long."));
    results.push(CaseResult { case: case("later", "A", &[("City", "Rome")]), outcome: None });
    let score = Score::of(&run(results));
    assert_eq!((score.total, score.judged, score.right, score.refused, score.unrun), (4, 2, 1, 1, 1));
    assert_eq!(score.accuracy(), Some(0.5));
    assert_eq!(score.slot_total, SlotCounts::default());
}

#[test]
fn a_run_without_answers_has_no_accuracy() {
    let score = Score::of(&run(vec![CaseResult { case: case("later", "A", &[]), outcome: None }]));
    assert_eq!((score.accuracy(), score.slot_total.accuracy(), score.weakest_words()), (None, None, None));
    assert_eq!(Score::of(&run(Vec::new())), Score::default());
}

#[test]
fn slots_are_right_by_resolved_name_or_heard_words_whatever_the_capitals() {
    let slots = [("A", "New  York"), ("B", "tomorrow"), ("C", "Rome"), ("D", "Oslo"), ("E", ""), ("F", "")];
    let got_slots = [
        ("A", "the big apple", "new york"),
        ("B", "Tomorrow", ""),
        ("C", "paris", "Paris"),
        ("E", "two", ""),
        ("G", "not named", ""),
    ];
    let score = Score::of(&run(vec![got(case("x", "I", &slots), "Other", &got_slots)]));
    assert_eq!(score.slot_total, SlotCounts { right: 3, wrong: 1, missing: 1, extra: 1 });
    assert_eq!(score.slot_total.accuracy(), Some(0.5));
    let of = |name: &str| score.slots.iter().find(|slot| slot.name == name).unwrap().counts;
    assert_eq!((of("A").right, of("C").wrong, of("D").missing, of("E").extra, of("F").right), (1, 1, 1, 1, 1));
    assert!(score.slots.iter().all(|slot| slot.name != "G"), "a slot that no case names is not judged");
}

#[test]
fn a_case_with_a_wrong_slot_has_the_right_intent_and_does_not_pass() {
    let score = Score::of(&run(vec![got(case("x", "I", &[("A", "Rome")]), "I", &[])]));
    assert_eq!((score.right, score.passed), (1, 0));
}

#[test]
fn the_weakest_intent_is_named_with_where_its_cases_went() {
    let many = |expected, chosen, n: usize| vec![(expected, chosen); n];
    let mut all = many("BookTripIntent", "BookTripIntent", 8);
    all.extend(many("BookTripIntent", "GetTravelTimeIntent", 2));
    all.extend(many("RareIntent", "", 1));
    let words = |all: &[(&str, &str)]| Score::of(&pairs(all)).weakest_words();
    assert_eq!(words(&all).unwrap(), "BookTripIntent is the weakest. 2 of 10 went to GetTravelTimeIntent.");
    all.extend(many("BookTripIntent", "", 3));
    assert_eq!(words(&all).unwrap(), "BookTripIntent is the weakest. 5 of 13 missed it; 3 matched no intent.");
    assert_eq!(words(&[("A", "")]).unwrap(), "A is the weakest. 1 of 1 matched no intent.");
    assert_eq!(words(&[("", "A")]).unwrap(), "What should match nothing is the weakest. 1 of 1 went to A.");
    let apart = words(&[("A", "B"), ("A", "C")]).unwrap();
    assert_eq!(apart, "A is the weakest. 2 of 2 missed it and went to 2 different places.");
    assert_eq!(words(&[("A", "A"), ("", "")]), None);
}

#[test]
fn a_matrix_that_is_cut_keeps_the_intents_with_mistakes_and_all_cases() {
    let names: Vec<String> = (0..60).map(|i| format!("Intent{i:02}")).collect();
    let mut all: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), n.as_str())).collect();
    all.push(("Intent07", "Intent55"));
    let whole = Score::of(&pairs(&all)).confusion;
    let small = whole.at_most(10);
    assert_eq!((small.labels().len(), small.total()), (10, 61));
    for kept in ["Intent07", "Intent55", OTHER] {
        assert!(small.labels().iter().any(|label| label == kept), "{kept}");
    }
    assert_eq!(whole.at_most(60), whole);
}

const OTHER: &str = super::super::OTHER_INTENTS;

proptest! {
    #[test]
    fn sums_and_bounds_hold_for_any_run(all in prop::collection::vec((0..6usize, 0..6usize), 0..60)) {
        let names = ["", "A", "B", "C", "D", "E"];
        let all: Vec<(&str, &str)> = all.into_iter().map(|(e, c)| (names[e], names[c])).collect();
        let score = Score::of(&pairs(&all));
        prop_assert_eq!(score.intents.iter().map(|i| i.support).sum::<usize>(), all.len());
        prop_assert_eq!(score.intents.iter().map(|i| i.chosen).sum::<usize>(), all.len());
        prop_assert_eq!(score.intents.iter().map(|i| i.right).sum::<usize>(), score.right);
        prop_assert_eq!(score.confusion.total(), all.len());
        for intent in &score.intents {
            for value in [intent.precision, intent.recall, intent.f1] {
                prop_assert!((0.0..=1.0).contains(&value));
            }
            prop_assert!(intent.f1 <= intent.precision.max(intent.recall) + 1e-12);
        }
        prop_assert_eq!(score.weakest().is_none(), score.right == all.len());
        if let Some(accuracy) = score.accuracy() {
            prop_assert!((score.weighted_average.recall - accuracy).abs() < 1e-12);
        }
        let small = score.confusion.at_most(3);
        prop_assert!(small.labels().len() <= 3);
        prop_assert_eq!(small.total(), all.len());
    }
}
