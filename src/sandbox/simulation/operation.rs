//! The operations on simulations (skill-simulation-rest-api.txt), and who may call them.

use serde_json::json as value;

use super::body;
use super::session::SessionKey;
use super::table::{SimulationRecord, SimulationTable};
use super::turn::{self, Setting};
use crate::api::request::{Response, segment};
use crate::domain::simulation::SimulationStatus;
use crate::domain::skill::{SkillType, Stage};
use crate::sandbox::enablement::{self, EnablementTable};
use crate::sandbox::error_body::{Violation, bad_request, conflict, not_allowed, refusal};
use crate::sandbox::experiment_table::ExperimentTable;
use crate::sandbox::hash;
use crate::sandbox::message::{Incoming, json};
use crate::sandbox::option::Knobs;
use crate::sandbox::skill_handler::Caller;
use crate::sandbox::world::{self, SkillEntry};

/// An operation, with the id in its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SimulationOperation {
    /// `POST …/simulations`
    Simulate,
    /// `GET …/simulations/{simulationId}`
    Get(String),
}

impl SimulationOperation {
    /// The scopes of which one is needed.
    pub const SCOPES: [&'static str; 1] = ["alexa::ask:skills:test"];

    /// The longest id in a path, in characters.
    const LONGEST_ID: usize = 255;

    /// The operation of a method and of the decoded segments of a path behind `simulations`.
    pub fn of(method: &str, segments: &[String]) -> Option<Self> {
        match (method, segments) {
            ("POST", []) => Some(Self::Simulate),
            ("GET", [id]) => Some(Self::Get(id.clone())),
            _ => None,
        }
    }
}

/// What the handlers work with.
pub struct Desk<'a> {
    /// The sandbox's time, in milliseconds since the epoch.
    pub now_ms: i64,
    /// Simulations and sessions.
    pub simulations: &'a mut SimulationTable,
    /// What is enabled.
    pub enablements: &'a EnablementTable,
    /// The experiments, for the arm that an account is pinned to.
    pub experiments: &'a mut ExperimentTable,
    /// The knobs.
    pub knobs: &'a Knobs,
}

/// Answers an operation on the simulations of a skill: access first, then the stage, then the operation.
pub fn answer(
    caller: &Caller<'_>,
    desk: Desk<'_>,
    (skill_id, stage, operation): (&str, &str, &SimulationOperation),
    request: &Incoming,
) -> Response {
    let ids = match operation {
        SimulationOperation::Simulate => [skill_id, skill_id],
        SimulationOperation::Get(id) => [skill_id, id.as_str()],
    };
    if ids.iter().any(|id| !(1..=SimulationOperation::LONGEST_ID).contains(&id.chars().count())) {
        return body::out_of_range();
    }
    let Some(skill) = world::skill(skill_id) else { return refusal(404) };
    if !caller.account.may_see(skill) {
        return refusal(401);
    }
    let stage = match enablement::stage(stage) {
        Ok(stage) => stage,
        Err(wrong) => return bad_request(&[wrong]),
    };
    if skill.skill_type != SkillType::Custom {
        return not_allowed("Only custom skills can be simulated.");
    }
    match operation {
        SimulationOperation::Simulate => simulate(caller, desk, (skill, &stage), request),
        SimulationOperation::Get(id) => {
            let found = desk.simulations.get((caller.account.key, skill.id, stage.as_str()), id, desk.now_ms);
            found.map_or_else(|| refusal(404), |record| json(200, &record.body(desk.now_ms)))
        }
    }
}

fn simulate(
    caller: &Caller<'_>,
    desk: Desk<'_>,
    (skill, stage): (&'static SkillEntry, &Stage),
    request: &Incoming,
) -> Response {
    let Desk { now_ms, simulations, enablements, experiments, knobs } = desk;
    if request.headers.get("Content-Type").is_some_and(|t| !t.to_lowercase().starts_with("application/json")) {
        return bad_request(&[Violation::invalid("Content-Type must be application/json.")]);
    }
    let utterance = match body::read(&request.body, |locale| turn::has_locale(skill, locale)) {
        Ok(utterance) => utterance,
        Err(refused) => return refused,
    };
    if !enablements.is_enabled(caller.account, skill, stage) {
        return not_allowed(&format!(
            "The skill is not enabled for this account in the stage {stage}. Enable it first."
        ));
    }
    simulations.forget(now_ms);
    if simulations.is_busy(caller.account.key, now_ms) {
        return conflict("Another simulation of this account is under way. Wait until it has ended.");
    }
    experiments.begin(now_ms);
    let key = SessionKey {
        account: caller.account.key.to_owned(),
        skill_id: skill.id.to_owned(),
        stage: stage.as_str().to_owned(),
        locale: utterance.locale.clone(),
    };
    let id = simulations.next_id(caller.seed);
    let setting = Setting {
        seed: caller.seed,
        now_ms,
        account: caller.account,
        skill,
        stage,
        knobs,
        simulation_id: &id,
        key: &key,
        experiments: &experiments.of_skill(caller.seed, skill.id),
    };
    let turn = turn::take(&setting, &utterance, simulations);
    let chance = hash::mix_text(caller.seed, &id);
    let record = SimulationRecord {
        asked_ms: now_ms,
        takes_ms: match knobs.simulation_ms {
            _ if knobs.simulations_never_end || turn.never_ends => None,
            Some(fixed_ms) => Some(i64::from(fixed_ms)),
            None => Some(300 + (chance % 1_701) as i64),
        },
        is_partial: knobs.partial_results || turn.is_partial || chance.is_multiple_of(5),
        account: key.account,
        skill_id: key.skill_id,
        stage: key.stage,
        status: turn.status,
        result: turn.result,
        id,
    };
    let path = format!("/v2/skills/{}/stages/{stage}/simulations/{}", segment(skill.id), record.id);
    let body = value!({"id": record.id, "status": SimulationStatus::InProgress, "result": null});
    simulations.keep(record);
    let mut response = json(200, &body);
    response.headers.set("Location", path);
    response
}
