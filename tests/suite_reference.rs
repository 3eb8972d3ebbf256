//! The suite of 500 utterances against the sandbox's profiler, and its score against scikit-learn's.
//!
//! `tests/suite/README.md` says how `predictions.csv` and `reference.json` are made.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::sync::OnceLock;

use serde_json::Value;
use skillscope::api::interaction_model::GetInteractionModel;
use skillscope::api::profile::ProfileNlu;
use skillscope::domain::id::{RunId, SkillId, SuiteId};
use skillscope::domain::instant::Instant;
use skillscope::domain::skill::Stage;
use skillscope::domain::suite::library::{Library, library_json};
use skillscope::domain::suite::result_export::{junit_xml, results_csv};
use skillscope::domain::suite::{Case, CaseOutcome, NO_INTENT, Score, Suite, SuiteRun, Verdict, export, import};
use support::{CITY_TRIPS, Service};

const TOKEN: Option<&str> = Some("Atza|sandbox");
const SUITE: &[u8] = include_bytes!("suite/city-trips.csv");
const PREDICTIONS: &str = include_str!("suite/predictions.csv");

fn skill_id() -> SkillId {
    SkillId::parse(CITY_TRIPS).unwrap()
}

/// The suite as the page imports it, each row checked against the sandbox's model.
fn suite(service: &Service) -> Suite {
    let of = GetInteractionModel { skill_id: skill_id(), stage: Stage::Development, locale: "en-US".into() };
    let model = service.call(&of, TOKEN).unwrap();
    let incoming = import::read(SUITE).unwrap();
    let checked = incoming.checked(&incoming.guess(Some(&model)), Some(&model));
    let doubts: Vec<String> = checked.doubts.iter().map(import::RowDoubt::words).collect();
    assert!(doubts.is_empty(), "{doubts:#?}");
    Suite {
        id: SuiteId::parse("city-trips").unwrap(),
        name: "City Trips".into(),
        skill_id: skill_id(),
        stage: Stage::Development,
        locale: "en-US".into(),
        experiment_id: None,
        changed: Instant::from_epoch_s(0),
        cases: checked.into_cases(),
    }
}

/// A run of the suite through the sandbox's `profileNlu`, made once.
fn run() -> &'static SuiteRun {
    static RUN: OnceLock<SuiteRun> = OnceLock::new();
    RUN.get_or_init(|| {
        let service = Service::in_process();
        let suite = suite(&service);
        let mut run = SuiteRun::of(&suite, RunId::parse("run").unwrap(), Instant::from_epoch_s(0));
        for result in &mut run.results {
            let profile = ProfileNlu {
                skill_id: skill_id(),
                stage: Stage::Development,
                locale: "en-US".into(),
                utterance: result.case.utterance.clone(),
                multi_turn_token: None,
            };
            result.outcome = Some(CaseOutcome::of(&service.call(&profile, TOKEN).unwrap()));
        }
        run
    })
}

/// What was expected and what was predicted, a line for each case.
fn predictions(run: &SuiteRun) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(["utterance", "expected", "predicted"]).unwrap();
    for result in &run.results {
        let predicted = result.chosen().unwrap().unwrap_or(NO_INTENT);
        let expected = result.case.intent().unwrap_or(NO_INTENT);
        writer.write_record([result.case.utterance.as_str(), expected, predicted]).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
#[ignore = "writes tests/suite/predictions.csv, for tests/suite/reference.py"]
fn write_predictions() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/predictions.csv");
    std::fs::write(path, predictions(run())).unwrap();
}

#[test]
fn the_predictions_that_are_checked_in_are_what_the_sandbox_answers() {
    let now = predictions(run());
    let stale: Vec<_> = now.lines().zip(PREDICTIONS.lines()).filter(|(now, then)| now != then).take(5).collect();
    assert!(
        stale.is_empty() && now.lines().count() == PREDICTIONS.lines().count(),
        "see tests/suite/README.md: {stale:#?}"
    );
}

#[test]
fn five_hundred_utterances_reach_their_intents_mostly_and_fail_in_several() {
    let score = Score::of(run());
    let accuracy = score.accuracy().unwrap();
    assert_eq!((score.total, score.judged), (500, 500));
    assert!((0.80..=0.95).contains(&accuracy), "{accuracy}");
    let failing: Vec<&str> = score.failing().map(|intent| intent.name.as_str()).collect();
    assert!(failing.len() >= 4, "{failing:?}");
    assert!(score.slot_total.total() > 300 && score.slot_total.right > 0, "{:?}", score.slot_total);
    let wrong = run().results.iter().filter(|result| result.verdict() == Verdict::WrongIntent).count();
    assert_eq!(wrong, score.judged - score.right);
}

#[test]
fn the_whole_suite_is_read_again_from_every_format_that_it_is_written_in() {
    let cases: Vec<Case> = run().results.iter().map(|result| result.case.clone()).collect();
    let suite = Suite { cases: cases.clone(), ..suite(&Service::in_process()) };
    for text in [
        export::suite_csv(&cases),
        export::suite_json(&suite),
        export::annotation_csv(&cases),
        export::annotation_json(&cases),
    ] {
        let incoming = import::read(text.unwrap().as_bytes()).unwrap();
        assert_eq!(incoming.checked(&incoming.guess(None), None).into_cases(), cases);
    }
    let library = library_json(std::slice::from_ref(&suite), Instant::from_epoch_s(0)).unwrap();
    assert_eq!(Library::read(library.as_bytes()).unwrap().suites, [suite]);
}

#[test]
fn a_build_server_and_a_spreadsheet_see_the_same_failures_as_the_page() {
    let score = Score::of(run());
    let xml = junit_xml(&suite(&Service::in_process()), run());
    let document = roxmltree::Document::parse(&xml).unwrap();
    let failed: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase") && node.first_element_child().is_some())
        .map(|node| node.attribute("name").unwrap())
        .collect();
    let csv = results_csv(run()).unwrap();
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect();
    let listed: Vec<&str> = rows.iter().filter(|row| &row[4] != "right").map(|row| &row[1]).collect();
    assert_eq!((rows.len(), failed.len()), (500, 500 - score.passed));
    assert_eq!(failed, listed);
}

#[test]
fn the_score_is_scikit_learns() {
    let reference: Value = serde_json::from_str(include_str!("suite/reference.json")).unwrap();
    let score = Score::of(run());
    let figure = |theirs: &Value| theirs.as_str().unwrap().parse::<f64>().unwrap();
    let same = |ours: f64, theirs: &Value, what: &str| {
        let theirs = figure(theirs);
        assert!((ours - theirs).abs() <= 1e-12, "{what}: {ours} is not {theirs}");
    };
    same(score.accuracy().unwrap(), &reference["accuracy"], "accuracy");
    let labels: Vec<&str> = reference["labels"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
    assert_eq!(score.confusion.labels(), labels);
    assert_eq!(score.intents.len(), labels.len());
    for (row, intent) in score.intents.iter().enumerate() {
        let theirs = &reference["intents"][&intent.name];
        // Ratios of whole numbers, one division each: the same to the last bit.
        let exactly = |name: &str| figure(&theirs[name]);
        assert_eq!(
            (intent.precision, intent.recall, intent.f1),
            (exactly("precision"), exactly("recall"), exactly("f1"))
        );
        assert_eq!(intent.support as u64, theirs["support"].as_u64().unwrap(), "{}", intent.name);
        for column in 0..labels.len() {
            let theirs = reference["confusion"][row][column].as_u64().unwrap();
            assert_eq!(score.confusion.count(row, column) as u64, theirs, "{} as {}", labels[row], labels[column]);
        }
    }
    for (name, averages) in [("macro", score.macro_average), ("weighted", score.weighted_average)] {
        let theirs = &reference[name];
        same(averages.precision, &theirs["precision"], name);
        same(averages.recall, &theirs["recall"], name);
        same(averages.f1, &theirs["f1"], name);
    }
}
