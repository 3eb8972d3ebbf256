//! Experiments against the sandbox, in-process and over HTTP: create, get, list, update, delete.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
mod support;

use experiment::{Lab, TOKEN, settings, skill_id};
use serde_json::{Value, json};
use skillscope::api::error::{ApiError, ErrorKind};
use skillscope::api::experiment::{CreateExperiment, ListExperiments, NewExperiment};
use skillscope::domain::experiment::{
    ExpectedChange, ExperimentState, ExperimentType, MetricConfiguration, MetricType, PlannedDuration,
};
use support::{CITY_TRIPS, DAY_PLANNER, on_both};

#[test]
fn what_is_created_is_returned_as_it_was_sent() {
    on_both(|service| {
        let experiment = NewExperiment {
            name: "Kürzere Begrüßung".to_owned(),
            description: "People like it short.".to_owned(),
            experiment_type: ExperimentType::EndpointBased,
            planned_duration: PlannedDuration::Weeks(20),
            exposure_percentage: 100,
            metric_configurations: vec![MetricConfiguration {
                name: "ISP : Sales".to_owned(),
                metric_types: vec![MetricType::Key, MetricType::Guardrail],
                expected_change: Some(ExpectedChange::Decrease),
            }],
        };
        let create = CreateExperiment { skill_id: skill_id(), experiment: experiment.clone() };
        let id = service.call(&create, TOKEN).unwrap().expect("Location names the experiment");
        let read = Lab::new(service).read(id.as_str());
        assert_eq!(read.name, Some(experiment.name));
        assert_eq!(read.description, Some(experiment.description));
        assert_eq!(read.experiment_type, Some(experiment.experiment_type));
        assert_eq!(read.planned_duration, Some(experiment.planned_duration));
        assert_eq!(read.exposure_percentage, Some(100));
        assert_eq!(read.metric_configurations, experiment.metric_configurations);
        assert_eq!(read.state, Some(ExperimentState::Created));
        assert_eq!(read.treatment_override_count, Some(0));
        let history = read.history.unwrap();
        assert!(history.creation_time.is_some() && history.start_time.is_none() && history.stopped_reason.is_none());
        assert_eq!(read.trigger, None);
    });
}

#[test]
fn creating_answers_201_without_a_body_and_with_a_relative_location() {
    on_both(|service| {
        for path in ["", "/"] {
            let answer = Lab::new(service).post(path, &json!({"experiment": settings(&format!("slash {path}"))}));
            assert_eq!((answer.status, answer.response.body.len()), (201, 0));
            let location = answer.response.headers.get("Location").unwrap();
            assert!(location.starts_with(&format!("/v1/skills/{CITY_TRIPS}/experiments/")), "{location}");
            assert!(answer.response.request_id().is_some());
        }
    });
}

#[test]
fn each_field_that_is_missing_or_wrong_is_named_by_its_path() {
    on_both(|service| {
        let lab = Lab::new(service);
        let metric = |change: Value| {
            let mut metric = settings("")["metricConfigurations"][0].clone();
            metric.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            json!([metric])
        };
        let long = |n: usize| "x".repeat(n);
        let list = "metricConfigurations";
        let cases: Vec<(&str, Value, &str)> = vec![
            ("name", Value::Null, "experiment.name"),
            ("name", json!(""), "experiment.name"),
            ("name", json!(long(256)), "experiment.name"),
            ("name", json!(7), "experiment.name"),
            ("description", Value::Null, "experiment.description"),
            ("description", json!(long(301)), "experiment.description"),
            ("description", json!(["x"]), "experiment.description"),
            ("type", Value::Null, "experiment.type"),
            ("type", json!("MODEL_BASED"), "experiment.type"),
            ("type", json!(1), "experiment.type"),
            ("plannedDuration", Value::Null, "experiment.plannedDuration"),
            ("plannedDuration", json!("P0W"), "experiment.plannedDuration"),
            ("plannedDuration", json!("P21W"), "experiment.plannedDuration"),
            ("plannedDuration", json!("4 weeks"), "experiment.plannedDuration"),
            ("plannedDuration", json!(4), "experiment.plannedDuration"),
            ("exposurePercentage", Value::Null, "experiment.exposurePercentage"),
            ("exposurePercentage", json!(-1), "experiment.exposurePercentage"),
            ("exposurePercentage", json!(101), "experiment.exposurePercentage"),
            ("exposurePercentage", json!(20.5), "experiment.exposurePercentage"),
            ("exposurePercentage", json!("20"), "experiment.exposurePercentage"),
            (list, Value::Null, "experiment.metricConfigurations"),
            (list, json!([]), "experiment.metricConfigurations"),
            (list, json!({}), "experiment.metricConfigurations"),
            (list, json!(["Customer Friction"]), "experiment.metricConfigurations[0]"),
            (list, metric(json!({"name": null})), "experiment.metricConfigurations[0].name"),
            (list, metric(json!({"name": long(126)})), "experiment.metricConfigurations[0].name"),
            (list, metric(json!({"name": true})), "experiment.metricConfigurations[0].name"),
            (list, metric(json!({"metricTypes": null})), "experiment.metricConfigurations[0].metricTypes"),
            (list, metric(json!({"metricTypes": []})), "experiment.metricConfigurations[0].metricTypes"),
            (list, metric(json!({"metricTypes": ["OTHER"]})), "experiment.metricConfigurations[0].metricTypes"),
            (list, metric(json!({"metricTypes": "KEY"})), "experiment.metricConfigurations[0].metricTypes"),
            (list, metric(json!({"metricTypes": [1]})), "experiment.metricConfigurations[0].metricTypes"),
            (list, metric(json!({"expectedChange": null})), "experiment.metricConfigurations[0].expectedChange"),
            (list, metric(json!({"expectedChange": "UP"})), "experiment.metricConfigurations[0].expectedChange"),
            (list, metric(json!({"expectedChange": 1})), "experiment.metricConfigurations[0].expectedChange"),
        ];
        for (name, value, path) in cases {
            let mut experiment = settings("one");
            experiment[name] = value.clone();
            let answer = lab.post("", &json!({"experiment": experiment}));
            assert_eq!((answer.status, answer.fields()), (400, vec![path.to_owned()]), "{name}: {value}");
        }
        let repeated = json!([metric(json!({}))[0], metric(json!({}))[0]]);
        let mut experiment = settings("one");
        experiment[list] = repeated;
        assert_eq!(
            lab.post("", &json!({"experiment": experiment})).fields(),
            ["experiment.metricConfigurations[1].name"]
        );
        experiment[list] = (0..51).map(|n| metric(json!({"name": n.to_string()}))[0].clone()).collect();
        assert_eq!(lab.post("", &json!({"experiment": experiment})).fields(), ["experiment.metricConfigurations"]);
        let answer = lab.post("", &json!({"experiment": {}}));
        assert_eq!(answer.fields().len(), 6);
        assert_eq!(lab.post("", &json!({})).fields(), ["experiment"]);
        assert_eq!(lab.post("", &json!({"experiment": []})).fields(), ["experiment"]);
        for body in ["", "[]", "{", "null"] {
            assert_eq!(lab.send("POST", "", body.as_bytes(), &[]).unwrap().status, 400, "{body}");
        }
        assert!(lab.all().iter().all(|e| e.name.as_deref() != Some("one")));
    });
}

#[test]
fn each_limit_is_accepted_to_the_last_character() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create_with(&"é".repeat(255), |s| {
            s["description"] = json!("x".repeat(300));
            s["plannedDuration"] = json!("P1W");
            s["exposurePercentage"] = json!(0);
            s["metricConfigurations"][0]["name"] = json!("m".repeat(125));
            s["metricConfigurations"][0]["metricTypes"] = json!(["KEY", "GUARDRAIL"]);
        });
        assert_eq!(lab.experiment(&id)["name"].as_str().unwrap().chars().count(), 255);
    });
}

#[test]
fn a_name_is_taken_until_its_experiment_is_deleted() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("once");
        let again = json!({"experiment": settings("once")});
        let refused = lab.post("", &again);
        assert_eq!((refused.status, refused.fields()), (400, vec!["experiment.name".to_owned()]));
        let error = ApiError::from_response("createExperiment", &refused.response);
        assert!(matches!(error.kind, ErrorKind::Invalid(problems) if problems.len() == 1));
        let other = Lab { skill: DAY_PLANNER.to_owned(), ..Lab::new(service) };
        other.create("once");
        assert_eq!(lab.write("DELETE", &id, &Value::Null).status, 204);
        assert_eq!(lab.post("", &again).status, 201);
        assert_eq!(lab.state(&id), "DELETED");
    });
}

#[test]
fn a_skill_has_at_most_500_experiments_that_are_not_deleted() {
    let service = support::Service::in_process();
    let lab = Lab { skill: DAY_PLANNER.to_owned(), ..Lab::new(&service) };
    let ids: Vec<String> = (0..500).map(|n| lab.create(&format!("number {n}"))).collect();
    let one_more = json!({"experiment": settings("one more")});
    assert_eq!(lab.post("", &one_more).status, 400);
    assert_eq!(lab.write("DELETE", &ids[0], &Value::Null).status, 204);
    assert_eq!(lab.post("", &one_more).status, 201);
}

#[test]
fn an_update_changes_what_it_names_and_leaves_the_rest() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("to be edited");
        let before = lab.experiment(&id);
        let answer = lab.post(&format!("{id}/properties"), &json!({"experiment": {"description": "Better words."}}));
        assert_eq!((answer.status, answer.response.body.len()), (204, 0));
        let mut expected = before.clone();
        expected["description"] = json!("Better words.");
        assert_eq!(lab.experiment(&id), expected);
        let all = json!({"experiment": {
            "description": "Other words.", "plannedDuration": "P2W", "exposurePercentage": 5,
            "metricConfigurations": [{"name": "A", "metricTypes": ["KEY"], "expectedChange": "DECREASE"}],
        }});
        assert_eq!(lab.post(&format!("{id}/properties"), &all).status, 204);
        let after = lab.experiment(&id);
        for field in ["description", "plannedDuration", "exposurePercentage", "metricConfigurations"] {
            assert_eq!(after[field], all["experiment"][field], "{field}");
        }
        assert_eq!(after["name"], "to be edited");
    });
}

#[test]
fn an_update_is_refused_field_by_field_and_then_changes_nothing() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("to be kept");
        let before = lab.experiment(&id);
        let bad = json!({"experiment": {
            "description": 1, "plannedDuration": "P1M", "exposurePercentage": 101, "metricConfigurations": [],
        }});
        let answer = lab.post(&format!("{id}/properties"), &bad);
        assert_eq!(answer.status, 400);
        let fields = ["description", "plannedDuration", "exposurePercentage", "metricConfigurations"];
        assert_eq!(answer.fields(), fields.map(|f| format!("experiment.{f}")));
        assert_eq!(lab.post(&format!("{id}/properties"), &json!({})).fields(), ["experiment"]);
        assert_eq!(lab.experiment(&id), before);
    });
}

#[test]
fn what_is_deleted_stays_in_the_list_as_deleted() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("to be deleted");
        let answer = lab.write("DELETE", &id, &Value::Null);
        assert_eq!((answer.status, answer.response.body.len()), (204, 0));
        assert_eq!(lab.experiment(&id)["state"], "DELETED");
        let listed = lab.all().into_iter().find(|e| format!("/{}", e.experiment_id) == id).unwrap();
        assert_eq!(listed.state, Some(ExperimentState::Deleted));
        assert_eq!(lab.write("DELETE", &id, &Value::Null).status, 409);
    });
}

#[test]
fn the_list_comes_newest_first_page_by_page_and_nothing_new_shifts_it() {
    on_both(|service| {
        let lab = Lab::new(service);
        for n in 0..60 {
            lab.create(&format!("number {n}"));
        }
        let whole = lab.all();
        assert!(whole.len() > 70);
        assert!(whole.windows(2).all(|w| {
            let time = |n: usize| w[n].experiment_history.as_ref().unwrap().creation_time;
            time(0) >= time(1)
        }));
        assert_eq!(whole[0].name.as_deref(), Some("number 59"));
        let mut operation = ListExperiments { skill_id: skill_id(), max_results: Some(7), next_token: None };
        let mut read = Vec::new();
        loop {
            let page = service.call(&operation, TOKEN).unwrap();
            assert!(page.experiments.len() <= 7);
            read.extend(page.experiments);
            lab.create(&format!("meanwhile {}", read.len()));
            let Some(token) = page.next_token else { break };
            operation.next_token = Some(token);
        }
        assert_eq!(read, whole);
        let first = lab.get("");
        assert_eq!(first.body["experiments"].as_array().unwrap().len(), 50);
        assert!(first.body["paginationContext"]["nextToken"].is_string() && first.body.get("nextToken").is_none());
    });
}

#[test]
fn a_page_size_or_token_that_cannot_be_is_refused() {
    on_both(|service| {
        let lab = Lab::new(service);
        let running = lab.seeded("Shorter welcome message");
        for list in ["".to_owned(), format!("{running}/metricSnapshots")] {
            for bad in
                ["maxResults=0", "maxResults=51", "maxResults=x", "nextToken=forged", "maxResults=1&maxResults=2"]
            {
                let answer = lab.get(&format!("{list}?{bad}"));
                let name = bad.split('=').next().unwrap();
                assert_eq!((answer.status, answer.fields()), (400, vec![name.to_owned()]), "{list} {bad}");
            }
        }
        let token = lab.get("?maxResults=1").body["paginationContext"]["nextToken"].as_str().unwrap().to_owned();
        assert_eq!(lab.get(&format!("?maxResults=50&nextToken={token}")).status, 200);
        assert_eq!(lab.get(&format!("{running}/metricSnapshots?nextToken={token}")).status, 400);
        lab.advance(json!({"advanceHours": 25}));
        assert_eq!(lab.get(&format!("?nextToken={token}")).status, 400);
    });
}

#[test]
fn a_reset_takes_the_experiments_back_to_those_of_the_world() {
    on_both(|service| {
        let lab = Lab::new(service);
        let before = lab.all();
        let draft = lab.seeded("Confirm both cities in one prompt");
        lab.create("mine");
        assert_eq!(lab.write("DELETE", &draft, &Value::Null).status, 204);
        assert_eq!(lab.state(&draft), "DELETED");
        service.control("POST", "reset", "");
        service.control("POST", "knobs", r#"{"ratePerS":1e6,"burst":1000000}"#);
        assert_eq!(lab.all(), before);
    });
}
