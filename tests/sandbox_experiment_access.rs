//! Operations on experiments against the sandbox, in-process and over HTTP: who may call, and what goes wrong on demand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
mod support;

use experiment::{Lab, settings, token_with_scope};
use serde_json::{Value, json};
use support::{DAY_PLANNER, HEARTH_LIGHTS, MORNING_MINUTE, on_both};

/// Method, path behind `experiments`, and a body that is accepted; `{id}` is an experiment, `{snapshot}` one of its snapshots.
fn operations() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("GET", "", Value::Null),
        ("POST", "", json!({"experiment": settings("new")})),
        ("GET", "{id}", Value::Null),
        ("DELETE", "{id}", Value::Null),
        ("POST", "{id}/properties", json!({"experiment": {}})),
        ("POST", "{id}/exposurePercentage", json!({"exposurePercentage": 30})),
        ("GET", "{id}/treatmentOverrides/~current", Value::Null),
        ("PUT", "{id}/treatmentOverrides/~current", json!({"treatmentId": "T1"})),
        ("GET", "{id}/state", Value::Null),
        ("POST", "{id}/state", json!({"targetState": "ENABLED"})),
        ("GET", "{id}/metricSnapshots", Value::Null),
        ("GET", "{id}/metricSnapshots/none", Value::Null),
    ]
}

fn each(lab: &Lab<'_>, id: &str, check: impl Fn(&str, &str, experiment::Answer)) {
    for (method, rest, body) in operations() {
        check(method, rest, lab.write(method, &rest.replace("{id}", id), &body));
    }
}

#[test]
fn every_operation_is_401_without_a_token_or_without_access() {
    on_both(|service| {
        let id = Lab::new(service).create("private");
        for token in ["Atza|nobodys", "Atza|sandbox-robin", "Atza|sandbox-sam"] {
            let lab = Lab { token: token.to_owned(), ..Lab::new(service) };
            each(&lab, &id, |method, rest, answer| assert_eq!(answer.status, 401, "{method} {rest}"));
        }
    });
}

#[test]
fn reading_needs_one_of_two_scopes_and_writing_the_larger_one() {
    on_both(|service| {
        let id = Lab::new(service).create("scoped");
        let reader = token_with_scope(service, "alexa::ask:skills:read");
        let lab = Lab { token: reader, ..Lab::new(service) };
        each(&lab, &id, |method, rest, answer| {
            let expected = if method != "GET" {
                403
            } else if rest.ends_with("none") {
                404
            } else {
                200
            };
            assert_eq!(answer.status, expected, "{method} {rest}");
            if expected == 403 {
                assert!(answer.body["message"].is_string() && answer.body["violations"][0]["message"].is_string());
            }
        });
        let lab = Lab { token: token_with_scope(service, "profile"), ..Lab::new(service) };
        each(&lab, &id, |method, rest, answer| assert_eq!(answer.status, 403, "{method} {rest}"));
    });
}

#[test]
fn every_operation_is_404_where_skill_or_experiment_do_not_exist() {
    on_both(|service| {
        let lab = Lab { skill: "amzn1.ask.skill.001".to_owned(), ..Lab::new(service) };
        each(&lab, "/some", |method, rest, answer| assert_eq!(answer.status, 404, "{method} {rest}"));
        let lab = Lab::new(service);
        each(&lab, "/none", |method, rest, answer| {
            if rest.starts_with("{id}") {
                assert_eq!(answer.status, 404, "{method} {rest}");
            }
        });
        let elsewhere = Lab { skill: DAY_PLANNER.to_owned(), ..Lab::new(service) };
        let id = lab.create("of City Trips");
        assert_eq!(elsewhere.get(&id).status, 404);
        for (method, rest) in
            [("PUT", ""), ("DELETE", ""), ("PUT", "/some"), ("GET", "/some/properties"), ("GET", "/a/b/c/d")]
        {
            assert_eq!(lab.write(method, rest, &json!({})).status, 404, "{method} {rest}");
        }
    });
}

#[test]
fn skills_that_are_not_custom_have_no_experiments_and_a_knob_takes_them_from_all() {
    on_both(|service| {
        for skill in [HEARTH_LIGHTS, MORNING_MINUTE] {
            let lab = Lab { skill: skill.to_owned(), ..Lab::new(service) };
            assert_eq!((lab.get("").status, lab.post("", &json!({})).status), (403, 403));
        }
        let lab = Lab::new(service);
        let id = lab.create("withdrawn");
        for (mode, status) in [("forbidden", 403), ("missing", 404)] {
            lab.knobs(json!({"experiments": mode}));
            each(&lab, &id, |method, rest, answer| assert_eq!(answer.status, status, "{method} {rest}"));
        }
        lab.knobs(json!({"experiments": "available"}));
        assert_eq!(lab.get(&id).status, 200);
    });
}

#[test]
fn every_operation_has_the_faults_of_the_document() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("faulty");
        for status in [400, 401, 403, 404, 409, 429, 500, 503] {
            for (method, rest, body) in operations() {
                let body = body.to_string();
                let name = status.to_string();
                let answer =
                    lab.send(method, &rest.replace("{id}", &id), body.as_bytes(), &[("X-Sandbox-Fault", &name)]);
                let answer = answer.unwrap();
                assert_eq!(answer.status, status, "{method} {rest}");
                assert!(answer.body["message"].is_string() && answer.response.request_id().is_some());
            }
        }
        assert_eq!(lab.state(&id), "CREATED");
    });
}

#[test]
fn a_lost_answer_is_a_write_that_was_done() {
    on_both(|service| {
        let lab = Lab::new(service);
        let rule = json!({"fault": "lost-answer", "method": "POST", "pathContains": "/experiments", "times": 1});
        lab.knobs(json!({"faults": [rule]}));
        assert_eq!(lab.get("").status, 200, "the rule waits for a POST");
        let body = json!({"experiment": settings("done, but who knows")}).to_string();
        assert!(lab.send("POST", "", body.as_bytes(), &[]).is_none());
        let id = lab.seeded("done, but who knows");
        assert_eq!(lab.send("POST", "", body.as_bytes(), &[]).unwrap().status, 400, "it exists");
        assert!(lab.send("DELETE", &id, b"", &[("X-Sandbox-Fault", "lost-answer")]).is_none());
        assert_eq!(lab.state(&id), "DELETED");
    });
}

#[test]
fn a_state_that_no_document_has_missing_rows_and_nulls_can_be_asked_for() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.seeded("Shorter welcome message");
        let with = |fault: &str, rest: &str| lab.send("GET", rest, b"", &[("X-Sandbox-Fault", fault)]).unwrap().body;
        assert_eq!(with("unknown-state", &id)["experiment"]["state"], "PAUSED");
        assert_eq!(with("unknown-state", &format!("{id}/state"))["state"], "PAUSED");
        let rows = with("unknown-state", "")["experiments"].as_array().unwrap().clone();
        assert!(rows.iter().all(|row| row["state"] == "PAUSED"));
        let snapshots = format!("{id}/metricSnapshots");
        let snapshot = lab.get(&snapshots).body["metricSnapshots"][20]["metricSnapshotId"].as_str().unwrap().to_owned();
        let snapshot = format!("{snapshots}/{snapshot}");
        assert_eq!(lab.get(&snapshot).body["metrics"].as_array().unwrap().len(), 4);
        let rows = with("missing-arm", &snapshot)["metrics"].as_array().unwrap().clone();
        assert!(rows.len() == 2 && rows.iter().all(|row| row["treatmentId"] == "C"));
        let rows = with("null-values", &snapshot)["metrics"].as_array().unwrap().clone();
        assert!(rows.iter().all(|row| row["values"].as_object().unwrap().values().any(Value::is_null)));
    });
}
