//! Create, get, list, update and delete an experiment, and update its exposure.

use serde_json::{Value, json as value};

use super::error_body::{Violation, bad_request, conflict};
use super::experiment_body::{metrics, object, settings, violation};
use super::experiment_operation::Desk;
use super::experiment_record::{ExperimentRecord, Exposure};
use super::experiment_table::ExperimentTable;
use super::message::{Incoming, json};
use super::result_page;
use crate::api::request::{Response, segment};
use crate::domain::experiment::rule::{
    Action, EXPOSURE, ExposureRefusal, Field, FieldProblem, Purpose, Wrong, check_exposure,
};
use crate::domain::experiment::{ExperimentState, PlannedDuration};

/// An answer without a body.
pub(super) fn empty(status: u16) -> Response {
    Response { status, ..Response::default() }
}

/// An answer without a body that says where to look.
pub(super) fn located(status: u16, record: &ExperimentRecord, part: &str) -> Response {
    let mut response = empty(status);
    let location = format!("/v1/skills/{}/experiments/{}{part}", segment(&record.skill_id), segment(&record.id));
    response.headers.set("Location", location);
    response
}

/// What is in the way of an action, where something is.
pub(super) fn refuse(desk: &Desk<'_>, record: &ExperimentRecord, action: Action) -> Option<Response> {
    let state = record.state(desk.now_ms);
    if !action.is_allowed(&state) {
        return Some(conflict(&format!("The experiment is {state}, which does not allow this.")));
    }
    let is_changing = record.is_changing(desk.now_ms);
    is_changing.then(|| conflict(&format!("The experiment is {state}, and a change of its state is under way.")))
}

/// `POST …/experiments`
pub fn create(desk: Desk<'_>, request: &Incoming) -> Response {
    let settings = match settings(&request.body, Purpose::Create) {
        Ok(settings) => settings,
        Err(wrong) => return bad_request(&wrong),
    };
    let (seed, skill_id) = (desk.caller.seed, desk.skill.id);
    let name = settings.name.unwrap_or_default();
    if desk.table.has_name(seed, skill_id, &name) {
        return bad_request(&[violation(&FieldProblem { field: Field::Name, wrong: Wrong::Taken })]);
    }
    if desk.table.is_full(seed, skill_id) {
        let most = ExperimentTable::MOST;
        return bad_request(&[Violation::invalid(format!("experiment: a skill has at most {most} of them."))]);
    }
    let record = ExperimentRecord {
        id: desk.table.next_id(seed),
        skill_id: skill_id.to_owned(),
        name,
        description: settings.description.unwrap_or_default(),
        planned_duration: settings.planned_duration.unwrap_or(PlannedDuration::Weeks(PlannedDuration::FEWEST_WEEKS)),
        metrics: metrics(&settings.metrics.unwrap_or_default()),
        exposures: vec![Exposure { from_ms: desk.now_ms, percentage: settings.exposure_percentage.unwrap_or(0) }],
        created_ms: desk.now_ms,
        deleted_ms: None,
        steps: Vec::new(),
        stopped_reason: None,
        overrides: std::collections::BTreeMap::new(),
        truth: None,
    };
    let response = located(201, &record, "");
    desk.table.keep(record);
    response
}

/// `GET …/experiments/{experimentId}`
pub fn get(desk: &Desk<'_>, record: &ExperimentRecord) -> Response {
    let mut body = value!({ "experiment": record.experiment(desk.now_ms) });
    if let (Some(transition), Some(fields)) = (record.last_state_transition(desk.now_ms), body.as_object_mut()) {
        fields.insert("lastStateTransition".to_owned(), transition);
    }
    json(200, &body)
}

/// `GET …/experiments`
pub fn list(desk: &Desk<'_>, request: &Incoming) -> Response {
    let records = desk.table.of_skill(desk.caller.seed, desk.skill.id);
    let rows: Vec<_> = records.iter().map(|record| || -> Value { record.summary(desk.now_ms) }).collect();
    result_page::answer(desk.caller, request, "experiments", &rows)
}

/// `POST …/experiments/{experimentId}/properties`
pub fn update(desk: Desk<'_>, mut record: ExperimentRecord, request: &Incoming) -> Response {
    let settings = match settings(&request.body, Purpose::Update) {
        Ok(settings) => settings,
        Err(wrong) => return bad_request(&wrong),
    };
    if let Some(refusal) = refuse(&desk, &record, Action::Edit) {
        return refusal;
    }
    if let Some(description) = settings.description {
        record.description = description;
    }
    if let Some(planned_duration) = settings.planned_duration {
        record.planned_duration = planned_duration;
    }
    if let Some(percentage) = settings.exposure_percentage {
        record.exposures = vec![Exposure { from_ms: desk.now_ms, percentage }];
    }
    if let Some(list) = settings.metrics {
        record.metrics = metrics(&list);
    }
    desk.table.keep(record);
    empty(204)
}

/// `DELETE …/experiments/{experimentId}`
pub fn delete(desk: Desk<'_>, mut record: ExperimentRecord) -> Response {
    if let Some(refusal) = refuse(&desk, &record, Action::Delete) {
        return refusal;
    }
    record.deleted_ms = Some(desk.now_ms);
    record.overrides.clear();
    desk.table.keep(record);
    empty(204)
}

/// `POST …/experiments/{experimentId}/exposurePercentage`
pub fn update_exposure(desk: Desk<'_>, mut record: ExperimentRecord, request: &Incoming) -> Response {
    const NAME: &str = "exposurePercentage";
    let wanted = match object(&request.body).map(|body| body.get(NAME).cloned().unwrap_or_default()) {
        Err(wrong) => return bad_request(&wrong),
        Ok(Value::Null) => return bad_request(&[Violation::missing(NAME)]),
        Ok(wanted) => wanted,
    };
    let Some(percentage) = wanted.as_i64() else {
        return bad_request(&[Violation::invalid(format!("{NAME} must be a whole number."))]);
    };
    let not_a_percentage = || {
        bad_request(&[Violation::invalid(format!("{NAME} must be from {} to {}.", EXPOSURE.start(), EXPOSURE.end()))])
    };
    if !EXPOSURE.contains(&percentage) {
        return not_a_percentage();
    }
    if let Some(refusal) = refuse(&desk, &record, Action::SetExposure) {
        return refusal;
    }
    let state = record.state(desk.now_ms);
    match check_exposure(&state, record.exposure(), percentage) {
        Err(ExposureRefusal::NotAPercentage) => return not_a_percentage(),
        Err(ExposureRefusal::NotHigher { current }) => {
            let message = format!("{NAME} must be higher than {current} while the experiment is RUNNING.");
            return bad_request(&[Violation::invalid(message)]);
        }
        Ok(()) => {}
    }
    let exposure = Exposure { from_ms: desk.now_ms, percentage };
    if state == ExperimentState::Running {
        record.exposures.push(exposure);
    } else {
        record.exposures = vec![exposure];
    }
    desk.table.keep(record);
    empty(204)
}
