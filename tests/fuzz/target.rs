//! Every reader of the product as a function of bytes: it may refuse, it may not panic, and what it took it can write
//! and read again.

use serde_json::Value;
use skillscope::api::enablement::{GetEnablement, SetEnablement};
use skillscope::api::error::ApiError;
use skillscope::api::experiment::{CreateExperiment, GetExperiment, ListExperiments, NewExperiment};
use skillscope::api::experiment_control::{GetExperimentState, GetTreatmentOverride};
use skillscope::api::interaction_model::GetInteractionModel;
use skillscope::api::lwa::{AccessToken, ExchangeCode, GetProfile, GetTokenInfo};
use skillscope::api::metric::GetSkillMetrics;
use skillscope::api::metric_snapshot::{GetMetricSnapshot, ListMetricSnapshots};
use skillscope::api::operation::Operation;
use skillscope::api::profile::{ProfileNlu, ProfileNluWithBody};
use skillscope::api::request::Response;
use skillscope::api::simulation::{GetSimulation, SimulateSkill};
use skillscope::api::skill::ListSkills;
use skillscope::api::vendor::ListVendors;
use skillscope::domain::experiment::{ExperimentType, PlannedDuration};
use skillscope::domain::id::{ExperimentId, MetricSnapshotId, SimulationId, SkillId, VendorId};
use skillscope::domain::instant::Instant;
use skillscope::domain::metric::{Metric, Period};
use skillscope::domain::simulation::SessionMode;
use skillscope::domain::skill::{SkillType, Stage};
use skillscope::domain::window::Window;

#[path = "target_file.rs"]
mod file;
#[path = "target_lex.rs"]
mod lex;
#[path = "target_reading.rs"]
mod reading;
#[path = "target_sign_in.rs"]
mod sign_in;

/// A reader.
pub struct Target {
    /// Its name, and that of its folder in the corpus.
    pub name: &'static str,
    /// Gives it an input; says whether it took it. Panics where a promise is broken.
    pub run: fn(&[u8]) -> bool,
}

pub fn all() -> Vec<Target> {
    let target = |name, run| Target { name, run };
    vec![
        target("vendors", |b| read(&ListVendors, b).is_some()),
        target("skills", |b| read(&list_skills(), b).is_some()),
        target("metrics", reading::metrics),
        target("experiments", |b| read(&list_experiments(), b).is_some()),
        target("experiment", reading::experiment),
        target("experiment-created", created),
        target("experiment-state", |b| read(&experiment_state(), b).is_some()),
        target("treatment-override", |b| read(&treatment_override(), b).is_some()),
        target("snapshots", |b| read(&list_snapshots(), b).is_some()),
        target("snapshot", reading::snapshot),
        target("simulation", reading::simulation),
        target("simulate", |b| read(&simulate(), b).is_some()),
        target("profile-nlu", reading::profile),
        target("interaction-model", reading::interaction_model),
        target("enablement", |b| read(&GetEnablement { skill_id: skill_id(), stage: Stage::Live }, b).is_some()),
        target("set-enablement", |b| read(&SetEnablement { skill_id: skill_id(), stage: Stage::Live }, b).is_some()),
        target("token", |b| read(&exchange(), b).is_some()),
        target("token-info", |b| read(&token_info(), b).is_some()),
        target("profile", |b| read(&GetProfile, b).is_some()),
        target("refusal", refusal),
        target("lex-metrics", lex::metrics),
        target("cognito-id", lex::identity),
        target("cognito-keys", lex::keys),
        target("sts-keys", lex::assumed_role),
        target("pasted-keys", lex::pasted_keys),
        target("oauth-reply", sign_in::oauth_reply),
        target("oauth-pending", sign_in::pending),
        target("session", sign_in::session),
        target("return-path", sign_in::return_path),
        target("access-token", sign_in::access_token),
        target("url", sign_in::url),
        target("config", sign_in::config),
        target("suite-import", file::suite_import),
        target("suite-library", file::suite_library),
        target("script-file", file::script_file),
        target("replay-file", file::replay),
        target("stored-window", file::stored_window),
        target("window-key", file::window_key),
        target("kept-skills", file::kept_skills),
        target("archive-import", file::archive_import),
        target("sandbox-tables", file::sandbox_tables),
    ]
}

/// Reads a body as a success.
fn read<O: Operation>(operation: &O, body: &[u8]) -> Option<O::Output> {
    let response = Response { status: 200, body: body.to_vec(), ..Response::default() };
    match operation.read(&response) {
        Ok(output) => Some(output),
        Err(error) => {
            assert!(!error.heading().is_empty() && !error.advice().is_empty());
            None
        }
    }
}

fn now() -> Instant {
    Instant::from_epoch_s(1_780_000_000)
}

fn skill_id() -> SkillId {
    SkillId::parse("amzn1.ask.skill.11111111-1111-4111-8111-111111111111").unwrap()
}

fn experiment_id() -> ExperimentId {
    ExperimentId::parse("experiment-1").unwrap()
}

fn list_skills() -> ListSkills {
    ListSkills {
        vendor_id: VendorId::parse("M2SANDBOX").unwrap(),
        max_results: None,
        next_token: None,
        skill_ids: Vec::new(),
    }
}

fn get_metrics() -> GetSkillMetrics {
    GetSkillMetrics {
        skill_id: skill_id(),
        window: Window::new(now(), now().plus_s(604_800)).unwrap(),
        period: Period::Day,
        metric: Metric::TotalSessions,
        stage: Stage::Live,
        skill_type: SkillType::Custom,
        intent: None,
        locale: None,
        max_results: None,
        next_token: None,
    }
}

fn list_experiments() -> ListExperiments {
    ListExperiments { skill_id: skill_id(), max_results: None, next_token: None }
}

fn get_experiment() -> GetExperiment {
    GetExperiment { skill_id: skill_id(), experiment_id: experiment_id() }
}

fn experiment_state() -> GetExperimentState {
    GetExperimentState { skill_id: skill_id(), experiment_id: experiment_id() }
}

fn treatment_override() -> GetTreatmentOverride {
    GetTreatmentOverride { skill_id: skill_id(), experiment_id: experiment_id() }
}

fn list_snapshots() -> ListMetricSnapshots {
    ListMetricSnapshots { skill_id: skill_id(), experiment_id: experiment_id(), max_results: None, next_token: None }
}

fn get_snapshot() -> GetMetricSnapshot {
    let metric_snapshot_id = MetricSnapshotId::parse("snapshot-1").unwrap();
    GetMetricSnapshot { skill_id: skill_id(), experiment_id: experiment_id(), metric_snapshot_id }
}

fn get_simulation() -> GetSimulation {
    let simulation_id = SimulationId::parse("simulation-1").unwrap();
    GetSimulation { skill_id: skill_id(), stage: Stage::Live, simulation_id }
}

fn simulate() -> SimulateSkill {
    SimulateSkill {
        skill_id: skill_id(),
        stage: Stage::Live,
        locale: "en-US".to_owned(),
        content: "help".to_owned(),
        mode: SessionMode::Default,
    }
}

fn profile_nlu() -> ProfileNluWithBody {
    ProfileNluWithBody(ProfileNlu {
        skill_id: skill_id(),
        stage: Stage::Live,
        locale: "en-US".to_owned(),
        utterance: "help".to_owned(),
        multi_turn_token: None,
    })
}

fn get_model() -> GetInteractionModel {
    GetInteractionModel { skill_id: skill_id(), stage: Stage::Live, locale: "en-US".to_owned() }
}

fn exchange() -> ExchangeCode {
    let text = |text: &str| text.to_owned();
    ExchangeCode { code: text("c"), redirect_uri: text("r"), client_id: text("i"), code_verifier: text("v") }
}

fn token_info() -> GetTokenInfo {
    GetTokenInfo { access_token: AccessToken::parse("Atza|x").unwrap() }
}

/// The `Location` of a created experiment: the id in it can be asked for.
fn created(bytes: &[u8]) -> bool {
    let experiment = NewExperiment {
        name: "n".to_owned(),
        description: "d".to_owned(),
        experiment_type: ExperimentType::EndpointBased,
        planned_duration: PlannedDuration::from("P4W".to_owned()),
        exposure_percentage: 20,
        metric_configurations: Vec::new(),
    };
    let operation = CreateExperiment { skill_id: skill_id(), experiment };
    let headers = [("Location", String::from_utf8_lossy(bytes).into_owned())].into_iter().collect();
    let id = operation.read(&Response { status: 201, headers, body: Vec::new() }).ok().flatten();
    if let Some(id) = &id {
        let request = GetExperiment { skill_id: skill_id(), experiment_id: id.clone() }.request();
        assert_eq!(request.path.split('/').count(), 6, "{}", request.path);
    }
    id.is_some()
}

/// A refusal: the first two bytes are its status, then come `Retry-After`, up to a line's end, and the body.
fn refusal(bytes: &[u8]) -> bool {
    let (head, rest) = bytes.split_at(bytes.len().min(2));
    let status = head.iter().fold(0_u16, |sum, byte| sum.wrapping_mul(256).wrapping_add(u16::from(*byte)));
    let status = if status < 300 { 300 + status } else { status };
    let (retry_after, body) = match rest.iter().position(|byte| *byte == b'\n') {
        Some(at) => (String::from_utf8_lossy(&rest[..at]).into_owned(), rest[at..].to_vec()),
        None => (String::new(), rest.to_vec()),
    };
    let headers = [("Retry-After", retry_after)].into_iter().collect();
    for status in [status, 400, 429, 503] {
        let error =
            ApiError::from_response("x", &Response { status, headers: Clone::clone(&headers), body: body.clone() });
        assert!(!error.heading().is_empty() && !error.advice().is_empty());
        assert!(error.service_message.is_none_or(|message| !message.trim().is_empty()));
    }
    true
}

/// Whether two values are written alike. Numbers may differ in their last digit: `serde_json` reads them fast, not to
/// the last bit.
fn alike<T: serde::Serialize>(one: &T, other: &T) -> bool {
    fn same(one: &Value, other: &Value) -> bool {
        match (one, other) {
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
            }
            (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
            (Value::Number(a), Value::Number(b)) => match (a.as_f64(), b.as_f64()) {
                (Some(a), Some(b)) => (a - b).abs() <= a.abs().max(b.abs()) * 1e-12,
                _ => a == b,
            },
            _ => one == other,
        }
    }
    let tree = |value: &T| serde_json::to_value(value).expect("it can be written");
    same(&tree(one), &tree(other))
}
