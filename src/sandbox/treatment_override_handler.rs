//! Get and set the treatment override of the account that calls.

use serde_json::{Value, json as value};

use super::error_body::{Violation, bad_request};
use super::experiment_body::object;
use super::experiment_handler::{empty, refuse};
use super::experiment_operation::Desk;
use super::experiment_record::ExperimentRecord;
use super::message::{Incoming, json};
use crate::api::request::Response;
use crate::domain::experiment::TreatmentId;
use crate::domain::experiment::rule::Action;

/// `GET …/treatmentOverrides/~current`
pub fn get(desk: &Desk<'_>, record: &ExperimentRecord) -> Response {
    let mut body = value!({ "treatmentOverrideCount": record.overrides.len() });
    if let (Some(treatment), Some(fields)) = (record.overrides.get(desk.caller.account.key), body.as_object_mut()) {
        fields.insert("treatmentId".to_owned(), treatment.as_str().into());
    }
    json(200, &body)
}

/// `PUT …/treatmentOverrides/~current`
pub fn set(desk: Desk<'_>, mut record: ExperimentRecord, request: &Incoming) -> Response {
    const NAME: &str = "treatmentId";
    let wanted = match object(&request.body) {
        Ok(body) => body.get(NAME).cloned().unwrap_or_default(),
        Err(wrong) => return bad_request(&wrong),
    };
    let treatment = match wanted {
        Value::Null => return bad_request(&[Violation::missing(NAME)]),
        Value::String(text) => TreatmentId::from(text),
        _ => return bad_request(&[Violation::invalid(format!("{NAME} must be a text."))]),
    };
    if let TreatmentId::Unknown(_) = treatment {
        return bad_request(&[Violation::invalid(format!("{NAME} must be C or T1."))]);
    }
    if let Some(refusal) = refuse(&desk, &record, Action::SetOverride) {
        return refusal;
    }
    record.overrides.insert(desk.caller.account.key.to_owned(), treatment);
    desk.table.keep(record);
    empty(204)
}
