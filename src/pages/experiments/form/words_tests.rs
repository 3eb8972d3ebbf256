use super::super::plan::Reach;
use super::*;

#[test]
fn every_problem_that_the_rules_can_find_has_words_of_its_own() {
    let mut draft = Draft::default();
    let key = draft.add_metric("Mine").unwrap();
    let any =
        [Wrong::Missing, Wrong::TooLong(255), Wrong::NotWeeks, Wrong::NotAPercentage, Wrong::Repeated, Wrong::Taken];
    for (field, wrongs) in [
        (FieldKey::Name, vec![0, 1, 5]),
        (FieldKey::Hypothesis, vec![0, 1]),
        (FieldKey::Exposure, vec![0, 3]),
        (FieldKey::PlannedDuration, vec![0, 2]),
        (FieldKey::Metrics, vec![0]),
        (FieldKey::AddMetric, vec![0, 1, 4]),
        (FieldKey::MetricName(key), vec![1, 4]),
        (FieldKey::MetricTypes(key), vec![0]),
        (FieldKey::ExpectedChange(key), vec![0]),
    ] {
        for n in wrongs {
            let words = problem(field, &any[n], &draft, "City Trips");
            assert!(words.ends_with('.') && !words.contains("not accepted"), "{field:?} {:?}: {words}", any[n]);
        }
        assert!(!field_name(field, &draft).is_empty());
    }
    draft.hypothesis = format!(" {} ", "x".repeat(1_301));
    let words = problem(FieldKey::Hypothesis, &Wrong::TooLong(300), &draft, "");
    assert_eq!(words, "The hypothesis has 1,301 characters. At most 300 fit.");
}

#[test]
fn people_are_halved_in_the_open() {
    assert_eq!(people(40), "Of every 100 customers, 20 get C, 20 get T1 and 60 are not in the test.");
    assert_eq!(people(41), "Of every 100 customers, 20.5 get C, 20.5 get T1 and 59 are not in the test.");
    assert_eq!(slider(1), "1 percent: 0.5 percent control, 0.5 percent treatment");
}

#[test]
fn counts_of_people_are_rounded_to_three_digits() {
    assert_eq!([about(13_688.0), about(999.6), about(7.0), about(0.0)], ["13,700", "1,000", "7", "0"]);
    assert_eq!(about(14_331.2), "14,300");
}

#[test]
fn the_outlook_says_what_is_missing_and_what_would_do() {
    let of = |weeks, needed: Option<u32>, users| {
        let reach = Reach { weekly_customers: 1_000.0, exposure_percentage: 40.0, weeks };
        Outlook { reach, users_per_group: users, weeks_needed: needed, detectable_change: None }
    };
    assert_eq!(outlook(&of(4, Some(4), 14_331.0), 13_688.0), "4 weeks at 40% give about 14,300 each.");
    assert_eq!(
        outlook(&of(1, Some(9), 1_500.0), 13_688.0),
        "1 week at 40% gives about 1,500 each, 12,200 too few. 9 weeks would do."
    );
    assert!(outlook(&of(4, Some(21), 1.0), 13_688.0).contains("Even 20 weeks would not do"));
    assert!(outlook(&of(4, None, 0.0), 13_688.0).contains("Even 20 weeks would not do"));
    assert_eq!(detectable(0.0987, 4), "4 weeks show a change of 9.9% or more.");
    assert_eq!(
        planned_end(1, "19 Dec"),
        "1 to 20 weeks. A reminder only: the test runs until you stop it. Starting today, 1 week ends on 19 Dec."
    );
}

#[test]
fn numbers_of_things_agree_with_their_nouns() {
    assert_eq!([to_fix(1), to_fix(2)], ["1 thing to fix:", "2 things to fix:"]);
    assert_eq!(running(2), "2 experiments are already running");
    assert_eq!(live_in(1), "The skill is live in 1 locale");
    assert_eq!(characters(" abc ", 300), "3 of 300 characters");
}
