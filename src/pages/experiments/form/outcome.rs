//! What a failed write leaves behind, and what the form does about it. A write is never sent twice by itself.

use super::draft::Draft;
use super::field_key::FieldKey;
use crate::api::error::{ApiError, ErrorKind, Problem};
use crate::domain::experiment::{ExperimentState, ExperimentSummary};

/// Whether the service did what a failed write asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It did not: it refused, or nothing was sent.
    No,
    /// Nobody knows: the answer was lost, late, unreadable, or says that the service failed half-way.
    Unknown,
}

impl Done {
    /// Of a failed write.
    pub fn after(error: &ApiError) -> Self {
        match error.kind {
            ErrorKind::Unauthenticated
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Conflict
            | ErrorKind::Invalid(_)
            | ErrorKind::RateLimited { .. }
            | ErrorKind::Quota
            | ErrorKind::Precondition
            | ErrorKind::AddressRefused { .. } => Done::No,
            ErrorKind::Cancelled
            | ErrorKind::Server
            | ErrorKind::Timeout
            | ErrorKind::Network
            | ErrorKind::Decode { .. }
            | ErrorKind::Unexpected => Done::Unknown,
        }
    }
}

/// The experiment that has a name. Deleting frees the name, so deleted ones do not count.
pub fn with_name<'a>(experiments: &'a [ExperimentSummary], name: &str) -> Option<&'a ExperimentSummary> {
    experiments.iter().find(|e| e.name.as_deref() == Some(name) && e.state != Some(ExperimentState::Deleted))
}

/// The names that cannot be used.
pub fn taken_names(experiments: &[ExperimentSummary]) -> impl Iterator<Item = &str> + Clone {
    experiments.iter().filter(|e| e.state != Some(ExperimentState::Deleted)).filter_map(|e| e.name.as_deref())
}

/// How many experiments other than one are running.
pub fn running_besides(experiments: &[ExperimentSummary], name: &str) -> usize {
    let is_running = |e: &&ExperimentSummary| e.state == Some(ExperimentState::Running);
    experiments.iter().filter(is_running).filter(|e| e.name.as_deref() != Some(name)).count()
}

/// What a refusal says about the fields of the form, and what it says besides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldRefusals {
    /// The service's words by field.
    pub fields: Vec<(FieldKey, String)>,
    /// The service's words about anything else.
    pub others: Vec<String>,
}

/// Sorts what a refusal says. `None` where it is none for its content.
pub fn refusals(error: &ApiError, draft: &Draft) -> Option<FieldRefusals> {
    let ErrorKind::Invalid(problems) = &error.kind else { return None };
    let mut refusals = FieldRefusals::default();
    for Problem { field, message, .. } in problems {
        match field.as_deref().and_then(|path| FieldKey::of_path(path, draft)) {
            Some(key) => refusals.fields.push((key, message.clone())),
            None => refusals.others.push(message.clone()),
        }
    }
    Some(refusals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::request::Response;

    fn refusal(status: u16, body: &str) -> ApiError {
        let response = Response { status, headers: Default::default(), body: body.as_bytes().to_vec() };
        ApiError::from_response("createExperiment", &response)
    }

    #[test]
    fn only_a_clear_refusal_counts_as_not_done() {
        for status in [400, 401, 402, 403, 404, 409, 412, 429] {
            assert_eq!(Done::after(&refusal(status, "")), Done::No, "{status}");
        }
        for status in [302, 418, 500, 502, 503, 504] {
            assert_eq!(Done::after(&refusal(status, "")), Done::Unknown, "{status}");
        }
        for kind in [ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Cancelled] {
            assert_eq!(Done::after(&ApiError::new("createExperiment", kind)), Done::Unknown);
        }
    }

    #[test]
    fn each_violation_stands_by_its_field() {
        let mut draft = Draft::default();
        let key = draft.add_metric("Customer Friction").unwrap();
        let error = refusal(
            400,
            r#"{"message":"The request is not valid.","violations":[
                {"code":"INVALID","message":"experiment.name is the name of another experiment of this skill."},
                {"code":"INVALID","message":"experiment.metricConfigurations[0].expectedChange must be INCREASE or DECREASE."},
                {"code":"INVALID","message":"The skill has too many experiments."}]}"#,
        );
        let refusals = refusals(&error, &draft).unwrap();
        let keys: Vec<FieldKey> = refusals.fields.iter().map(|f| f.0).collect();
        assert_eq!(keys, [FieldKey::Name, FieldKey::ExpectedChange(key)]);
        assert_eq!(refusals.others, ["The skill has too many experiments."]);
        assert_eq!(super::refusals(&refusal(409, ""), &draft), None);
    }

    fn list() -> Vec<ExperimentSummary> {
        serde_json::from_str(
            r#"[{"experimentId":"1","name":"a","state":"DELETED"},{"experimentId":"2","name":"a","state":"RUNNING"},
                {"experimentId":"3","name":"b","state":"RUNNING"},{"experimentId":"4","name":"c","state":"DELETED"}]"#,
        )
        .unwrap()
    }

    #[test]
    fn deleting_frees_a_name() {
        assert_eq!(with_name(&list(), "a").unwrap().experiment_id.as_str(), "2");
        assert_eq!(with_name(&list(), "c"), None);
        assert_eq!(taken_names(&list()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(running_besides(&list(), "b"), 1);
    }
}
