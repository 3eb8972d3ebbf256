//! The operations on experiments (ab-testing-smapi-apis.txt), and who may call them.

use super::error_body::{forbidden, refusal};
use super::experiment_record::ExperimentRecord;
use super::experiment_table::ExperimentTable;
use super::message::Incoming;
use super::option::{ExperimentsMode, Knobs};
use super::skill_handler::Caller;
use super::world::{self, SkillEntry};
use super::{experiment_handler, experiment_state_handler, metric_snapshot_handler, treatment_override_handler};
use crate::api::request::Response;
use crate::domain::skill::SkillType;

/// An operation, with the ids in its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExperimentOperation {
    /// `POST …/experiments`
    Create,
    /// `GET …/experiments`
    List,
    /// `GET …/experiments/{experimentId}`
    Get(String),
    /// `DELETE …/experiments/{experimentId}`
    Delete(String),
    /// `POST …/{experimentId}/properties`
    Update(String),
    /// `POST …/{experimentId}/exposurePercentage`
    UpdateExposure(String),
    /// `GET …/{experimentId}/treatmentOverrides/~current`
    GetOverride(String),
    /// `PUT …/{experimentId}/treatmentOverrides/~current`
    SetOverride(String),
    /// `GET …/{experimentId}/state`
    GetState(String),
    /// `POST …/{experimentId}/state`
    ManageState(String),
    /// `GET …/{experimentId}/metricSnapshots`
    ListSnapshots(String),
    /// `GET …/{experimentId}/metricSnapshots/{metricSnapshotId}`
    GetSnapshot(String, String),
}

impl ExperimentOperation {
    /// The operation of a method and of the decoded segments of a path behind `experiments`.
    pub fn of(method: &str, segments: &[String]) -> Option<Self> {
        let names: Vec<&str> = segments.iter().map(String::as_str).collect();
        let operation = match (method, names.as_slice()) {
            ("POST", []) => Self::Create,
            ("GET", []) => Self::List,
            ("GET", [id]) => Self::Get((*id).to_owned()),
            ("DELETE", [id]) => Self::Delete((*id).to_owned()),
            ("POST", [id, "properties"]) => Self::Update((*id).to_owned()),
            ("POST", [id, "exposurePercentage"]) => Self::UpdateExposure((*id).to_owned()),
            ("GET", [id, "treatmentOverrides", "~current"]) => Self::GetOverride((*id).to_owned()),
            ("PUT", [id, "treatmentOverrides", "~current"]) => Self::SetOverride((*id).to_owned()),
            ("GET", [id, "state"]) => Self::GetState((*id).to_owned()),
            ("POST", [id, "state"]) => Self::ManageState((*id).to_owned()),
            ("GET", [id, "metricSnapshots"]) => Self::ListSnapshots((*id).to_owned()),
            ("GET", [id, "metricSnapshots", snapshot]) => Self::GetSnapshot((*id).to_owned(), (*snapshot).to_owned()),
            _ => return None,
        };
        Some(operation)
    }

    /// The scopes of which one is needed.
    pub fn scopes(&self) -> &'static [&'static str] {
        use ExperimentOperation::{Create, Delete, ManageState, SetOverride, Update, UpdateExposure};
        match self {
            Create | Delete(_) | Update(_) | UpdateExposure(_) | SetOverride(_) | ManageState(_) => {
                &["alexa::ask:skills:readwrite"]
            }
            _ => &["alexa::ask:skills:read", "alexa::ask:skills:readwrite"],
        }
    }

    fn experiment_id(&self) -> Option<&str> {
        match self {
            Self::Create | Self::List => None,
            Self::Get(id)
            | Self::Delete(id)
            | Self::Update(id)
            | Self::UpdateExposure(id)
            | Self::GetOverride(id)
            | Self::SetOverride(id)
            | Self::GetState(id)
            | Self::ManageState(id)
            | Self::ListSnapshots(id)
            | Self::GetSnapshot(id, _) => Some(id),
        }
    }
}

/// What a handler works with.
pub struct Desk<'a> {
    /// Who calls.
    pub caller: &'a Caller<'a>,
    /// The sandbox's time, in milliseconds since the epoch.
    pub now_ms: i64,
    /// The skill.
    pub skill: &'static SkillEntry,
    /// All experiments.
    pub table: &'a mut ExperimentTable,
    /// The knobs.
    pub knobs: &'a Knobs,
}

/// Answers an operation on the experiments of a skill: access first, then the experiment, then the operation.
pub fn answer(
    caller: &Caller<'_>,
    now_ms: i64,
    table: &mut ExperimentTable,
    knobs: &Knobs,
    (skill_id, operation): (&str, &ExperimentOperation),
    request: &Incoming,
) -> Response {
    let Some(skill) = world::skill(skill_id) else { return refusal(404) };
    if !caller.account.may_see(skill) {
        return refusal(401);
    }
    match knobs.experiments {
        ExperimentsMode::Available => {}
        ExperimentsMode::Forbidden => return forbidden("A/B testing is not available for this skill."),
        ExperimentsMode::Missing => return refusal(404),
    }
    if skill.skill_type != SkillType::Custom {
        return forbidden("A/B testing is available for custom skills only.");
    }
    table.begin(now_ms);
    let record = match operation.experiment_id() {
        None => None,
        Some(id) => match table.get(caller.seed, skill.id, id) {
            Some(record) => Some(record),
            None => return refusal(404),
        },
    };
    let desk = Desk { caller, now_ms, skill, table, knobs };
    match record {
        None if *operation == ExperimentOperation::Create => experiment_handler::create(desk, request),
        None => experiment_handler::list(&desk, request),
        Some(record) => of_one(desk, operation, record, request),
    }
}

fn of_one(desk: Desk<'_>, operation: &ExperimentOperation, record: ExperimentRecord, request: &Incoming) -> Response {
    match operation {
        ExperimentOperation::Delete(_) => experiment_handler::delete(desk, record),
        ExperimentOperation::Update(_) => experiment_handler::update(desk, record, request),
        ExperimentOperation::UpdateExposure(_) => experiment_handler::update_exposure(desk, record, request),
        ExperimentOperation::GetOverride(_) => treatment_override_handler::get(&desk, &record),
        ExperimentOperation::SetOverride(_) => treatment_override_handler::set(desk, record, request),
        ExperimentOperation::GetState(_) => experiment_state_handler::get(&desk, &record),
        ExperimentOperation::ManageState(_) => experiment_state_handler::manage(desk, record, request),
        ExperimentOperation::ListSnapshots(_) => metric_snapshot_handler::list(&desk, &record, request),
        ExperimentOperation::GetSnapshot(_, id) => metric_snapshot_handler::get(&desk, &record, id),
        _ => experiment_handler::get(&desk, &record),
    }
}
