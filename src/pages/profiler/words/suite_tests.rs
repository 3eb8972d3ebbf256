use super::*;
use crate::api::error::{ApiError, ErrorKind};
use crate::domain::id::{RunId, SuiteId};
use crate::domain::skill::Stage;
use crate::domain::suite::{Case, CaseOutcome, GotSlot, SuiteRun};

fn result(expected: &str, got: &str, slot: Option<(&str, &str)>) -> CaseResult {
    let expected_slots = slot.iter().map(|(wanted, _)| ("City".to_owned(), (*wanted).to_owned())).collect();
    let slots = slot.iter().map(|(_, heard)| GotSlot { name: "City".into(), heard: (*heard).into(), resolved: None });
    CaseResult {
        case: Case {
            utterance: format!("{expected} {got}"),
            expected_intent: Some(expected.to_owned()),
            expected_slots,
        },
        outcome: Some(CaseOutcome::Profiled {
            intent: Some(got.to_owned()),
            slots: slots.collect(),
            considered: Vec::new(),
        }),
    }
}

fn record(results: Vec<CaseResult>) -> RunRecord {
    let run = SuiteRun {
        id: RunId::parse("r").unwrap(),
        suite_id: SuiteId::parse("s").unwrap(),
        stage: Stage::Development,
        locale: "en-US".to_owned(),
        started: Instant::parse("2026-11-21T10:03:20Z").unwrap(),
        finished: None,
        results,
    };
    RunRecord { run, is_cancelled: false, occasion: None }
}

#[test]
fn filters_pick_what_they_say() {
    let refused = CaseResult {
        outcome: Some(CaseOutcome::Refused { words: "No.".to_owned(), request_id: None }),
        ..result("A", "A", None)
    };
    let unrun = CaseResult { outcome: None, ..result("A", "A", None) };
    let record = record(vec![
        result("A", "A", None),
        result("A", "B", None),
        result("A", "A", Some(("Rome", "Oslo"))),
        refused,
        unrun,
    ]);
    let of = |filter: Filter| filter.indices(&record, None);
    assert_eq!(of(Filter::All), [0, 1, 2, 3]);
    assert_eq!(of(Filter::Wrong), [1, 3]);
    assert_eq!(of(Filter::Slots), [2]);
    assert!(of(Filter::Fixed).is_empty());
    let comparison = Comparison { broken: vec![2], ..Comparison::default() };
    assert_eq!(Filter::Broken.indices(&record, Some(&comparison)), [2]);
    for filter in Filter::ALL {
        assert_eq!(Filter::parse(filter.key()), Some(filter));
    }
}

#[test]
fn slots_are_said_where_a_case_names_some() {
    assert_eq!(slots_words(&result("A", "A", None)), None);
    assert_eq!(slots_words(&result("A", "A", Some(("Rome", "rome")))), Some(("right".to_owned(), true)));
    assert_eq!(slots_words(&result("A", "A", Some(("Rome", "Oslo")))), Some(("1 wrong".to_owned(), false)));
    assert_eq!(expected_slots_words(&result("A", "A", Some(("", "Oslo")))), "City=—");
}

#[test]
fn a_run_says_when_for_what_and_how_far() {
    let mut record = record(vec![result("A", "A", None)]);
    assert_eq!(run_line(&record, None), "21 Nov 2026, 10:03 UTC, paused at 1 of 1");
    record.is_cancelled = true;
    assert!(run_line(&record, None).ends_with("cancelled after 1 of 1"));
    record.run.finished = Some(record.run.started);
    record.occasion = Some(Occasion {
        experiment_id: ExperimentId::parse("e").unwrap(),
        moment: Moment::AfterRaise,
        exposure_percent: Some(40),
    });
    assert_eq!(run_line(&record, None), "21 Nov 2026, 10:03 UTC, at 40% exposure");
}

#[test]
fn a_run_under_way_is_called_so_and_an_older_one_beside_it_too() {
    let shown = record(vec![result("A", "A", None)]);
    let other = RunId::parse("other").unwrap();
    assert_eq!(run_line(&shown, Some(&shown.run.id)), "21 Nov 2026, 10:03 UTC, under way");
    assert_eq!(earlier_note(&shown, None, false), None);
    assert_eq!(earlier_note(&shown, Some(&shown.run.id), true), None);
    let waits = earlier_note(&shown, Some(&other), false).unwrap();
    assert!(waits.contains("21 Nov 2026, 10:03 UTC") && waits.contains("follow with its first answer"), "{waits}");
    assert!(earlier_note(&shown, Some(&other), true).unwrap().ends_with("not the one under way."));
}

#[test]
fn runs_of_one_minute_are_told_apart() {
    let first = record(vec![result("A", "A", None)]);
    let mut second = first.clone();
    second.run.id = RunId::parse("second").unwrap();
    second.run.started = Instant::parse("2026-11-21T10:03:41Z").unwrap();
    let labels = |runs: &[&RunRecord]| run_choices(runs, None).into_iter().map(|(_, line)| line).collect::<Vec<_>>();
    assert_eq!(labels(&[&first]), ["21 Nov 2026, 10:03 UTC, paused at 1 of 1"]);
    let both = labels(&[&second, &first]);
    assert_eq!(both[0], "21 Nov 2026, 10:03:41 UTC, paused at 1 of 1");
    assert_eq!(both[1], "21 Nov 2026, 10:03:20 UTC, paused at 1 of 1");
}

#[test]
fn many_intents_are_counted_by_what_is_expected() {
    let of = |n: usize| record((0..n).map(|i| result(&format!("I{i}"), "A", None)).collect()).run;
    assert!(!has_many_intents(&of(8)));
    assert!(has_many_intents(&of(9)));
}

#[test]
fn a_refused_utterance_is_named_by_its_line_in_the_list() {
    let refused = CaseResult {
        outcome: Some(CaseOutcome::Refused { words: "No.".to_owned(), request_id: None }),
        ..result("A", "A", None)
    };
    let record = record(vec![result("A", "A", Some(("over\ntwo lines", "x"))), result("A", "A", None), refused]);
    // The heading is line 1, the first case has two lines.
    assert_eq!(first_refused(&record.run).unwrap(), "Line 5 of the list: No.");
    assert_eq!(first_refused(&SuiteRun { results: Vec::new(), ..record.run }), None);
}

#[test]
fn before_a_run_is_cancelled_it_is_said_what_stays() {
    let words = cancel_words(&Progress { total: 60, done: 38, ..Progress::default() });
    assert!(words.starts_with("38 of 60 utterances are done") && words.contains("22 others"), "{words}");
}

#[test]
fn progress_and_pace_are_said_as_they_are() {
    let progress = Progress { total: 60, done: 38, right: 34, wrong: 4, refused: 0 };
    assert_eq!(progress_heading(&progress), "38 of 60 utterances");
    assert_eq!(progress_detail(&progress), "34 right, 4 wrong so far.");
    assert_eq!(progress_detail(&Progress { refused: 1, ..progress }), "34 right, 4 wrong, 1 not accepted so far.");
    let slowed = Some(RunSpeed { concurrency: 1, gap_ms: 200 });
    assert_eq!(
        pace_words(slowed, Some((2_100, true))).unwrap(),
        "Amazon asked us to slow down (429); now 1 at a time, 200 ms apart; next request in 3 s."
    );
    assert!(pace_words(slowed, None).unwrap().contains("(429)"));
    assert_eq!(pace_words(None, Some((900, false))).unwrap(), "A request failed; next request in 1 s.");
    assert_eq!(pace_words(None, None), None);
}

#[test]
fn a_stop_says_what_is_kept_and_what_to_do() {
    let error = ApiError::new("profileNlu", ErrorKind::Network);
    let (heading, advice) = stop_words(&Stop::Lost(error));
    assert_eq!(heading, "Paused: the browser could not reach Amazon");
    assert!(advice.contains("kept") && advice.contains("resume"));
    let expired = ApiError::new("profileNlu", ErrorKind::Unauthenticated).with_request_id(Some("r1"));
    let stop = Stop::SignIn(expired);
    assert!(stop_words(&stop).1.contains("Sign in again"));
    assert_eq!(stop_request_id(&stop), Some("r1"));
    assert_eq!(stop_request_id(&Stop::Asked), None);
}

#[test]
fn accuracy_is_compared_in_points() {
    let score = |right, judged| Score { right, judged, ..Score::default() };
    let (words, order) = accuracy_delta(&score(5, 10), &score(6, 10)).unwrap();
    assert_eq!((words.as_str(), order), ("+10.0 pt", std::cmp::Ordering::Greater));
    assert_eq!(accuracy_delta(&score(5, 10), &score(5, 10)).unwrap().1, std::cmp::Ordering::Equal);
    assert_eq!(accuracy_delta(&score(0, 0), &score(5, 10)), None);
}

#[test]
fn a_run_of_a_part_is_not_compared_with_one_of_all() {
    let score = |right, judged, unrun| Score { right, judged, unrun, total: 500, ..Score::default() };
    assert_eq!(accuracy_delta(&score(445, 500, 0), &score(26, 28, 472)), None);
    assert_eq!(accuracy_delta(&score(26, 28, 472), &score(445, 500, 0)), None);
    assert!(accuracy_delta(&score(445, 500, 0), &score(450, 500, 0)).is_some());
}

#[test]
fn names_of_files_and_copies_are_safe() {
    assert_eq!(file_name("City trips: regression.csv", "results", "csv"), "City-trips--regression-results.csv");
    assert_eq!(file_name("../..", "", "json"), "suite.json");
    assert_eq!(copy_name("A", &[]), "A (copy)");
    assert_eq!(copy_name("A", &["A (copy)".to_owned()]), "A (copy 2)");
}
