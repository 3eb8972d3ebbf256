//! What figures are made of, from the body to the words on the page.

use skillscope::domain::conversation::arm_proof::ArmProof;
use skillscope::domain::conversation::expectation::speech;
use skillscope::domain::conversation::json_tree::tree;
use skillscope::domain::conversation::session::is_ended;
use skillscope::domain::conversation::understanding::{Understanding, slot_rows, slots_summary};
use skillscope::domain::experiment::{Experiment, SnapshotSummary, TreatmentId};
use skillscope::domain::experiment_export::ExperimentExport;
use skillscope::domain::reading::{Choices, DatedSnapshot, Question, judge};
use skillscope::domain::simulation::Simulation;
use skillscope::domain::suite::{CaseOutcome, import};
use skillscope::state::experiment_glance::glance;
use skillscope::state::stored_window::StoredWindow;

use super::*;

pub fn metrics(bytes: &[u8]) -> bool {
    let operation = get_metrics();
    let Some(page) = read(&operation, bytes) else { return false };
    assert_eq!(page.series.times_s().len(), page.series.values().len());
    let stored = StoredWindow {
        key: "k".to_owned(),
        read_at: now(),
        window: operation.window,
        series: page.series.clone(),
        imported_at: None,
    };
    let kept = stored.to_bytes();
    let again = StoredWindow::from_bytes(&kept).expect("what was written is read");
    assert_eq!(again.to_bytes(), kept);
    true
}

const EXPERIMENT: &[u8] = include_bytes!("../corpus/experiment/running.json");
const SNAPSHOT: &[u8] = include_bytes!("../corpus/snapshot/stopped.json");
const SUMMARY: &str =
    r#"{"metricSnapshotId":"snapshot-1","startDate":"2026-09-01T00:00:00Z","endDate":"2026-09-20T00:00:00Z"}"#;

/// An experiment is written and read alike, and judged with a good snapshot.
pub fn experiment(bytes: &[u8]) -> bool {
    let Some(detail) = read(&get_experiment(), bytes) else { return false };
    let text = serde_json::to_string(&detail).expect("it can be written");
    assert!(alike(&serde_json::from_str(&text).expect("what was written is read"), &detail));
    let _ = (detail.experiment.start_time(), detail.experiment.planned_end());
    if let Some(snapshot) = read(&get_snapshot(), SNAPSHOT) {
        judged(&detail.experiment, snapshot);
    }
    true
}

/// A snapshot is judged as one of a good experiment.
pub fn snapshot(bytes: &[u8]) -> bool {
    let Some(snapshot) = read(&get_snapshot(), bytes) else { return false };
    if let Some(detail) = read(&get_experiment(), EXPERIMENT) {
        judged(&detail.experiment, snapshot);
    }
    true
}

fn judged(experiment: &Experiment, snapshot: skillscope::domain::experiment::MetricSnapshot) {
    let summary: SnapshotSummary = serde_json::from_str(SUMMARY).expect("a summary");
    let snapshots = [DatedSnapshot::new(&summary, Some(snapshot))];
    let choices = Choices::default();
    let question = Question {
        experiment,
        snapshots: &snapshots,
        chosen: &summary.metric_snapshot_id,
        choices: &choices,
        planned_users: Some(10_000),
        now: now(),
    };
    if let Some(judgement) = judge(&question) {
        let _ = judgement.verdict();
    }
    let _ = glance(experiment, &snapshots, &choices, now());
    let (skill_id, experiment_id) = (skill_id(), experiment_id());
    let export = ExperimentExport {
        skill_id: &skill_id,
        experiment_id: &experiment_id,
        experiment,
        snapshots: &snapshots,
        made_at: now(),
    };
    let _ = (export.csv(), export.json());
}

/// A simulation is written and read alike, shows no token of the skill's request, and can be put into words.
pub fn simulation(bytes: &[u8]) -> bool {
    let Some(simulation) = read(&get_simulation(), bytes) else { return false };
    let text = serde_json::to_string(&simulation).expect("it can be written");
    assert!(alike(&serde_json::from_str::<Simulation>(&text).expect("what was written is read"), &simulation));
    let _ = ArmProof::of(&simulation, &experiment_id(), &TreatmentId::from("T1"));
    if let Some(result) = &simulation.result {
        let _ = (speech(result), is_ended(result), Understanding::of(result), result.execution_time_ms());
        for intent in result.selected_intent().iter().chain(&result.alexa_execution_info.considered_intents) {
            let _ = (slot_rows(intent), slots_summary(intent));
        }
        for invocation in &result.skill_execution_info.invocations {
            let _ = (invocation.active_experiments(), invocation.ends_session());
            for body in
                [&invocation.invocation_request.body, &invocation.invocation_response.body].into_iter().flatten()
            {
                assert!(!shows_token(body), "{body}");
                let _ = tree(body, "e");
            }
        }
    }
    true
}

fn shows_token(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Object(fields) => fields.iter().any(|(name, field)| {
            let secret = ["apiAccessToken", "accessToken"].contains(&name.as_str());
            (secret && field.as_str().is_some_and(|text| text != "(redacted)")) || shows_token(field)
        }),
        serde_json::Value::Array(items) => items.iter().any(shows_token),
        serde_json::Value::String(text) => text.starts_with("Atza|"),
        _ => false,
    }
}

pub fn profile(bytes: &[u8]) -> bool {
    let Some((profile, body)) = read(&profile_nlu(), bytes) else { return false };
    assert!(!shows_token(&body), "{body}");
    let _ = tree(&body, "slot");
    let outcome = CaseOutcome::of(&profile);
    let text = serde_json::to_string(&outcome).expect("it can be written");
    assert_eq!(serde_json::from_str::<CaseOutcome>(&text).ok(), Some(outcome));
    for intent in &profile.considered_intents {
        let _ = (slot_rows(intent), slots_summary(intent));
    }
    true
}

/// A model is what lists are checked against.
pub fn interaction_model(bytes: &[u8]) -> bool {
    let Some(model) = read(&get_model(), bytes) else { return false };
    let list =
        import::read(b"utterance,intent,DepartingCity\nhelp,AMAZON.HelpIntnt,x\ngo,GetTravelTime,\n").expect("a list");
    let checked = list.checked(&list.guess(Some(&model)), Some(&model)).with_suggestions(Some(&model));
    let _ = checked.doubts.iter().map(|doubt| doubt.words()).collect::<Vec<_>>();
    true
}
