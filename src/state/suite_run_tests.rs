use super::*;
use crate::api::error::Problem;
use crate::domain::id::{RunId, SuiteId};
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;
use crate::domain::suite::Case;

fn run(cases: usize) -> SuiteRun {
    let case = |n: usize| Case { utterance: format!("u{n}"), expected_intent: Some("A".to_owned()), ..Case::default() };
    SuiteRun {
        id: RunId::parse("r").unwrap(),
        suite_id: SuiteId::parse("s").unwrap(),
        stage: Stage::Development,
        locale: "en-US".to_owned(),
        started: Instant::from_epoch_s(0),
        finished: None,
        results: (0..cases).map(|n| CaseResult { case: case(n), outcome: None }).collect(),
    }
}

fn got(intent: &str) -> CaseOutcome {
    CaseOutcome::Profiled { intent: Some(intent.to_owned()), slots: Vec::new(), considered: Vec::new() }
}

fn error(kind: ErrorKind, status: Option<u16>) -> ApiError {
    ApiError { status, request_id: Some("req-1".to_owned()), ..ApiError::new("profileNlu", kind) }
}

#[test]
fn a_plan_goes_through_the_cases_that_are_not_done_and_resumes_with_the_rest() {
    let mut run = run(4);
    run.results[1].outcome = Some(got("A"));
    let mut plan = RunPlan::of(&run);
    assert_eq!([plan.take(), plan.take(), plan.take(), plan.take()], [Some(0), Some(2), Some(3), None]);
    // Paused while 2 and 3 were under way.
    run.results[0].outcome = Some(got("B"));
    let mut plan = RunPlan::of(&run);
    assert_eq!([plan.take(), plan.take(), plan.take()], [Some(2), Some(3), None]);
}

#[test]
fn a_refused_utterance_is_its_own_problem_and_the_others_go_on() {
    let mut plan = RunPlan::of(&run(2));
    let index = plan.take().unwrap();
    let problem =
        Problem { field: None, code: Some("INVALID_STRING_LENGTH".to_owned()), message: "Too long.".to_owned() };
    let step = plan.ended(index, Err(&error(ErrorKind::Invalid(vec![problem]), Some(400))));
    let CaseStep::Done(CaseOutcome::Refused { words, request_id }) = step else { panic!("{step:?}") };
    assert_eq!(words, "Amazon answered 400. INVALID_STRING_LENGTH: Too long.");
    assert_eq!(request_id.as_deref(), Some("req-1"));
    assert_eq!(plan.take(), Some(1));
}

#[test]
fn a_failure_at_amazon_is_tried_once_more_at_the_end_and_is_then_the_cases_own() {
    let mut plan = RunPlan::of(&run(2));
    let failed = error(ErrorKind::Server, Some(500));
    let first = plan.take().unwrap();
    assert_eq!(plan.ended(first, Err(&failed)), CaseStep::Again);
    let second = plan.take().unwrap();
    assert!(matches!(plan.ended(second, Ok(got("A"))), CaseStep::Done(_)));
    assert_eq!(plan.take(), Some(first));
    let step = plan.ended(first, Err(&failed));
    assert!(matches!(&step, CaseStep::Done(CaseOutcome::Refused { words, .. }) if words.contains("500")), "{step:?}");
}

#[test]
fn a_lost_network_pauses_after_three_failures_in_a_row_and_blames_no_case() {
    let mut plan = RunPlan::of(&run(9));
    let lost = error(ErrorKind::Network, None);
    for _ in 0..2 {
        let index = plan.take().unwrap();
        assert_eq!(plan.ended(index, Err(&lost)), CaseStep::Again);
    }
    let index = plan.take().unwrap();
    assert_eq!(plan.ended(index, Ok(got("A"))), CaseStep::Done(got("A")));
    for _ in 0..2 {
        let index = plan.take().unwrap();
        assert_eq!(plan.ended(index, Err(&lost)), CaseStep::Again);
    }
    let index = plan.take().unwrap();
    assert_eq!(plan.ended(index, Err(&lost)), CaseStep::Stop(Stop::Lost(lost)));
}

#[test]
fn an_expired_sign_in_and_a_missing_model_stop_at_once() {
    let mut plan = RunPlan::of(&run(2));
    let expired = error(ErrorKind::Unauthenticated, Some(401));
    assert_eq!(plan.ended(0, Err(&expired)), CaseStep::Stop(Stop::SignIn(expired)));
    let missing = error(ErrorKind::NotFound, Some(404));
    assert_eq!(plan.ended(0, Err(&missing)), CaseStep::Stop(Stop::Refused(missing)));
}

#[test]
fn each_429_halves_the_rate_once() {
    let mut pace = Pace::of(RunSpeed { concurrency: 4, gap_ms: 100 });
    let round = pace.round();
    assert!(pace.refused(round));
    // The other three were under way with it.
    assert!(!pace.refused(round));
    assert_eq!(pace.speed(), RunSpeed { concurrency: 2, gap_ms: 100 });
    assert!(pace.refused(pace.round()));
    assert_eq!(pace.speed(), RunSpeed { concurrency: 1, gap_ms: 100 });
    assert!(pace.refused(pace.round()));
    assert_eq!(pace.speed(), RunSpeed { concurrency: 1, gap_ms: 200 });
    for _ in 0..40 {
        pace.refused(pace.round());
    }
    assert_eq!(pace.speed(), RunSpeed { concurrency: 1, gap_ms: Pace::SLOWEST_GAP_MS });
    let mut without_gap = Pace::of(RunSpeed { concurrency: 1, gap_ms: 0 });
    without_gap.refused(0);
    assert_eq!(without_gap.speed().gap_ms, 200);
}

#[test]
fn a_speed_stays_within_what_is_permitted() {
    assert_eq!(RunSpeed { concurrency: 0, gap_ms: 9_000 }.clamped(), RunSpeed { concurrency: 1, gap_ms: 2_000 });
    assert_eq!(RunSpeed { concurrency: 99, gap_ms: 0 }.clamped(), RunSpeed { concurrency: 4, gap_ms: 0 });
    assert_eq!(RunSpeed::default(), RunSpeed { concurrency: 2, gap_ms: 200 });
}

#[test]
fn progress_counts_right_wrong_and_refused() {
    let mut run = run(4);
    run.results[0].outcome = Some(got("A"));
    run.results[1].outcome = Some(got("B"));
    run.results[2].outcome = Some(CaseOutcome::Refused { words: String::new(), request_id: None });
    let progress = Progress::of(&run);
    assert_eq!(progress, Progress { total: 4, done: 3, right: 1, wrong: 1, refused: 1 });
}

#[test]
fn a_record_is_read_again_as_it_was() {
    let occasion = Occasion {
        experiment_id: ExperimentId::parse("e").unwrap(),
        moment: Moment::AfterRaise,
        exposure_percent: Some(40),
    };
    let record = RunRecord { run: run(2), is_cancelled: false, occasion: Some(occasion) };
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<RunRecord>(&text).unwrap(), record);
    assert!(record.is_open() && !record.has_results());
    for moment in Moment::ALL {
        assert_eq!(Moment::parse(moment.key()), Some(moment));
    }
}
