use super::*;
use crate::api::experiment_control::*;
use crate::api::request::{Effect, Headers};
use crate::domain::experiment::{ExpectedChange, ExperimentState, MetricType, StoppedReason, TargetState, TreatmentId};

fn skill_id() -> SkillId {
    SkillId::parse("amzn1.ask.skill.1").unwrap()
}

fn experiment_id() -> ExperimentId {
    ExperimentId::parse("e 1".replace(' ', "~").as_str()).unwrap()
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Headers::new(), body: body.as_bytes().to_vec() }
}

fn create() -> CreateExperiment {
    CreateExperiment {
        skill_id: skill_id(),
        experiment: NewExperiment {
            name: "my_first_experiment".to_owned(),
            description: "experiment_1".to_owned(),
            experiment_type: ExperimentType::EndpointBased,
            planned_duration: PlannedDuration::Weeks(4),
            exposure_percentage: 20,
            metric_configurations: vec![MetricConfiguration {
                name: "Customer Friction".to_owned(),
                metric_types: vec![MetricType::Guardrail],
                expected_change: Some(ExpectedChange::Increase),
            }],
        },
    }
}

#[test]
fn the_documents_example_is_what_is_sent() {
    let request = create().request();
    assert_eq!((request.method, request.effect), (Method::Post, Effect::Write));
    assert_eq!(request.path, "/v1/skills/amzn1.ask.skill.1/experiments");
    assert_eq!(request.headers.get("Content-Type"), Some("application/json"));
    let sent: serde_json::Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
    let document = serde_json::json!({"experiment": {
        "name": "my_first_experiment", "description": "experiment_1", "type": "ENDPOINT_BASED",
        "plannedDuration": "P4W", "exposurePercentage": 20,
        "metricConfigurations": [
            {"name": "Customer Friction", "metricTypes": ["GUARDRAIL"], "expectedChange": "INCREASE"}
        ]
    }});
    assert_eq!(sent, document);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&create().body()).unwrap(), document);
}

#[test]
fn the_new_id_is_in_location_whatever_its_form() {
    for location in [
        "/v1/skills/amzn1.ask.skill.1/experiments/abc",
        "https://api.amazonalexa.com/v1/skills/x/experiments/abc/",
        "/v1/skills/x/experiments/abc?x=1",
        "experiments/abc",
    ] {
        let mut response = answer(201, "");
        response.headers.set("Location", location);
        assert_eq!(create().decode(&response).unwrap().unwrap().as_str(), "abc", "{location}");
    }
    let mut odd = answer(201, "");
    odd.headers.set("Location", "/v1/skills/x/experiments/");
    assert_eq!(create().decode(&odd), Ok(None));
    assert_eq!(create().decode(&answer(201, "")), Ok(None));
}

#[test]
fn the_next_page_is_found_where_either_source_has_it() {
    let list = ListExperiments { skill_id: skill_id(), max_results: Some(50), next_token: Some("a+b".to_owned()) };
    assert_eq!(list.request().target(), "/v1/skills/amzn1.ask.skill.1/experiments?maxResults=50&nextToken=a%2Bb");
    let token = |body: &str| list.decode(&answer(200, body)).unwrap().next_token;
    assert_eq!(token(r#"{"experiments":[],"paginationContext":{"nextToken":"t"}}"#).as_deref(), Some("t"));
    assert_eq!(token(r#"{"experiments":null,"nextToken":"t"}"#).as_deref(), Some("t"));
    assert_eq!(token(r#"{"experiments":[],"paginationContext":null}"#), None);
    assert_eq!(token(r#"{"paginationContext":{"nextToken":""}}"#), None);
}

#[test]
fn the_documents_answers_are_read_whole() {
    let get = GetExperiment { skill_id: skill_id(), experiment_id: experiment_id() };
    assert_eq!(get.request().path, "/v1/skills/amzn1.ask.skill.1/experiments/e~1");
    let body = r#"{"experiment": {"name": "my_first_experiment", "description": "experiment_1", "type": "ENDPOINT_BASED",
        "plannedDuration": "P3W", "exposurePercentage": 0, "metricConfigurations": [{"name": "Customer Friction",
        "metricTypes": ["GUARDRAIL"], "expectedChange": "INCREASE"}], "state": "CREATED", "history": {
        "creationTime": "2021-04-19T18:43:48.383Z", "startTime": "2021-04-19T18:43:48.383Z", "stoppedReason": "string"},
        "trigger": {"scheduledEndTime": "2021-05-10T18:43:48.383Z"}}}"#;
    let detail = get.decode(&answer(200, body)).unwrap();
    let experiment = detail.experiment;
    assert_eq!(experiment.state, Some(ExperimentState::Created));
    assert_eq!(experiment.planned_duration, Some(PlannedDuration::Weeks(3)));
    assert_eq!(experiment.start_time().unwrap().to_string(), "2021-04-19T18:43:48Z");
    assert_eq!(experiment.planned_end().unwrap().to_string(), "2021-05-10T18:43:48Z");
    assert_eq!(experiment.history.unwrap().stopped_reason.as_deref(), Some("string"));
    assert!(experiment.metric_configurations[0].is_guardrail());
}

#[test]
fn a_transition_that_failed_says_why() {
    let body = r#"{"experiment":{"state":"FAILED"},"lastStateTransition":{"sourceState":"CREATED",
        "targetState":"ENABLED","status":"FAILED","startTime":"2026-01-01T00:00:00Z",
        "errors":[{"type":"INELIGIBLITY","message":"m"}]}}"#;
    let get = GetExperiment { skill_id: skill_id(), experiment_id: experiment_id() };
    let transition = get.decode(&answer(200, body)).unwrap().last_state_transition.unwrap();
    assert_eq!(transition.errors[0].error_type.as_deref(), Some("INELIGIBLITY"));
    assert_eq!(transition.end_time, None);
}

#[test]
fn nulls_and_unknown_values_are_no_obstacle() {
    let get = GetExperiment { skill_id: skill_id(), experiment_id: experiment_id() };
    let body = r#"{"experiment":{"name":null,"type":"X","plannedDuration":null,"exposurePercentage":"40",
        "metricConfigurations":null,"state":"PAUSED","history":null,"trigger":null,"more":1},"lastStateTransition":null}"#;
    let experiment = get.decode(&answer(200, body)).unwrap().experiment;
    assert_eq!(experiment.exposure_percentage, Some(40));
    assert_eq!(experiment.state, Some(ExperimentState::Unknown("PAUSED".to_owned())));
}

#[test]
fn every_change_is_a_write_and_every_look_a_read() {
    let (skill_id, experiment_id) = (skill_id(), experiment_id());
    let id = || (skill_id.clone(), experiment_id.clone());
    let state = |target_state, stopped_reason| {
        let (skill_id, experiment_id) = id();
        ManageExperimentState { skill_id, experiment_id, target_state, stopped_reason }.request()
    };
    let stop = state(TargetState::Stopped, Some(StoppedReason::Issue));
    assert_eq!(stop.body.as_deref(), Some(r#"{"targetState":"STOPPED","stoppedReason":"EXPERIMENT_ISSUE"}"#));
    assert_eq!(state(TargetState::Enabled, None).body.as_deref(), Some(r#"{"targetState":"ENABLED"}"#));
    let (s, e) = id();
    let exposure = UpdateExposure { skill_id: s, experiment_id: e, exposure_percentage: 60 }.request();
    assert_eq!(exposure.body.as_deref(), Some(r#"{"exposurePercentage":60}"#));
    let (s, e) = id();
    let pin = SetTreatmentOverride { skill_id: s, experiment_id: e, treatment_id: TreatmentId::T1 }.request();
    assert_eq!((pin.method, pin.body.as_deref()), (Method::Put, Some(r#"{"treatmentId":"T1"}"#)));
    assert!(pin.path.ends_with("/treatmentOverrides/~current"));
    let (s, e) = id();
    let delete = DeleteExperiment { skill_id: s, experiment_id: e }.request();
    assert!([&stop, &exposure, &pin, &delete].iter().all(|r| r.effect == Effect::Write));
    let (s, e) = id();
    let read = GetExperimentState { skill_id: s, experiment_id: e };
    assert_eq!(read.request().effect, Effect::Read);
    assert_eq!(read.decode(&answer(200, r#"{"state":"ENABLING"}"#)), Ok(ExperimentState::Enabling));
    assert!(read.decode(&answer(200, "{}")).is_err());
    let (s, e) = id();
    let pinned = GetTreatmentOverride { skill_id: s, experiment_id: e };
    let body = r#"{"treatmentOverrideCount":2}"#;
    assert_eq!(pinned.decode(&answer(200, body)).unwrap().treatment_override_count, Some(2));
}
