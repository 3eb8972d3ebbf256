//! Get the state of an experiment, and ask for another.

use serde_json::{Value, json as value};

use super::error_body::{Violation, bad_request};
use super::experiment_body::object;
use super::experiment_handler::{located, refuse};
use super::experiment_operation::Desk;
use super::experiment_record::{ExperimentRecord, Exposure, FAILS};
use super::experiment_state::Step;
use super::hash::mix_text;
use super::message::{Incoming, json};
use crate::api::request::Response;
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{StoppedReason, TargetState};

/// `GET …/experiments/{experimentId}/state`
pub fn get(desk: &Desk<'_>, record: &ExperimentRecord) -> Response {
    json(200, &value!({ "state": record.state(desk.now_ms) }))
}

/// `POST …/experiments/{experimentId}/state`
pub fn manage(desk: Desk<'_>, mut record: ExperimentRecord, request: &Incoming) -> Response {
    let (target, action, reason) = match wanted(request) {
        Ok(wanted) => wanted,
        Err(wrong) => return bad_request(&wrong),
    };
    if let Some(refusal) = refuse(&desk, &record, action) {
        return refusal;
    }
    let now_ms = desk.now_ms;
    let mut step = Step::new(record.state(now_ms), target, now_ms, mix_text(desk.caller.seed, &record.id));
    if action == Action::Stop {
        record.stopped_reason = Some(reason.unwrap_or(StoppedReason::DeveloperRequest).as_str().to_owned());
        record.overrides.clear();
    } else if record.name.to_lowercase().contains(FAILS) {
        step.failure = Some("The endpoint of the live stage does not accept experiments.".to_owned());
    }
    if action == Action::Start {
        // Nobody was in it before.
        record.exposures = vec![Exposure { from_ms: now_ms, percentage: record.exposure() }];
    }
    record.steps.push(step);
    let response = located(202, &record, "/state");
    desk.table.keep(record);
    response
}

/// What a body asks for.
///
/// # Errors
/// Everything that is wrong with it.
fn wanted(request: &Incoming) -> Result<(TargetState, Action, Option<StoppedReason>), Vec<Violation>> {
    let body = object(&request.body)?;
    let mut wrong = Vec::new();
    let mut text = |name: &str| match body.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(_) => {
            wrong.push(Violation::invalid(format!("{name} must be a text.")));
            None
        }
    };
    let (target, reason) = (text("targetState").map(TargetState::from), text("stoppedReason").map(StoppedReason::from));
    let action = target.as_ref().and_then(Action::of);
    match (&target, &action) {
        (None, _) if wrong.iter().all(|v| !v.message.starts_with("targetState")) => {
            wrong.push(Violation::missing("targetState"));
        }
        (Some(_), None) => wrong.push(Violation::invalid("targetState must be ENABLED, RUNNING or STOPPED.")),
        _ => {}
    }
    match &reason {
        Some(StoppedReason::Unknown(_) | StoppedReason::DeveloperRequest) => {
            wrong.push(Violation::invalid("stoppedReason must be EXPERIMENT_SUCCESS or EXPERIMENT_ISSUE."));
        }
        Some(_) if action.is_some_and(|a| a != Action::Stop) => {
            wrong.push(Violation::invalid("stoppedReason is for the targetState STOPPED only."));
        }
        _ => {}
    }
    match (target, action) {
        (Some(target), Some(action)) if wrong.is_empty() => Ok((target, action, reason)),
        _ => Err(wrong),
    }
}
