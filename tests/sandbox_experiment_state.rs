//! The lifecycle of experiments against the sandbox, in-process and over HTTP: states, exposure, overrides, and what
//! each state refuses.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
mod support;

use experiment::{Lab, TOKEN, skill_id};
use serde_json::{Value, json};
use skillscope::api::experiment_control::{GetTreatmentOverride, ManageExperimentState, SetTreatmentOverride};
use skillscope::domain::experiment::{StoppedReason, TargetState, TransitionStatus, TreatmentId};
use skillscope::domain::id::ExperimentId;
use skillscope::domain::instant::WEEK_S;
use skillscope::sandbox::{Incoming, Knobs, Options, Sandbox};
use support::on_both;

/// What each state is asked, and the status of what it refuses.
fn questions() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("POST", "/properties", json!({"experiment": {"description": "x"}})),
        ("POST", "/exposurePercentage", json!({"exposurePercentage": 99})),
        ("PUT", "/treatmentOverrides/~current", json!({"treatmentId": "C"})),
        ("POST", "/state", json!({"targetState": "ENABLED"})),
        ("POST", "/state", json!({"targetState": "RUNNING"})),
        ("POST", "/state", json!({"targetState": "STOPPED"})),
        ("DELETE", "", Value::Null),
    ]
}

/// The answers of one state to everything, each asked of a fresh experiment.
fn answers(lab: &Lab<'_>, prepare: impl Fn(usize) -> String) -> Vec<u16> {
    let ask = |(n, (method, rest, body)): (usize, &(&str, &str, Value))| {
        let id = prepare(n);
        let answer = lab.write(method, &format!("{id}{rest}"), body);
        if answer.status >= 400 {
            assert!(answer.body["message"].is_string());
        }
        answer.status
    };
    questions().iter().enumerate().map(ask).collect()
}

#[test]
fn each_state_does_what_the_document_allows_and_refuses_the_rest_with_409() {
    on_both(|service| {
        let lab = Lab::new(service);
        let through = |states: &'static [&'static str], name: &'static str| {
            let lab = &lab;
            answers(lab, move |n| {
                let id = lab.create(&format!("{name} {n}"));
                states.iter().for_each(|state| lab.go(&id, state));
                id
            })
        };
        //                                                     edit expose pin enable start stop delete
        assert_eq!(through(&[], "created"), [204, 204, 204, 202, 202, 409, 204]);
        assert_eq!(through(&["ENABLED"], "enabled"), [409, 409, 409, 409, 202, 202, 409]);
        assert_eq!(through(&["RUNNING"], "running"), [409, 204, 409, 409, 409, 202, 409]);
        assert_eq!(through(&["RUNNING", "STOPPED"], "stopped"), [409; 7]);
        let deleted = |n: usize| {
            let id = lab.create(&format!("deleted {n}"));
            assert_eq!(lab.write("DELETE", &id, &Value::Null).status, 204);
            id
        };
        assert_eq!(answers(&lab, deleted), [409; 7]);
    });
}

#[test]
fn states_on_the_way_and_a_failed_one_refuse_everything_with_409() {
    on_both(|service| {
        let lab = Lab::new(service);
        let asked = |target: &'static str, first: &'static [&'static str], name: &'static str| {
            let lab = &lab;
            answers(lab, move |n| {
                let id = lab.create(&format!("{name} {n}"));
                first.iter().for_each(|state| lab.go(&id, state));
                assert_eq!(lab.ask(&id, target).status, 202);
                id
            })
        };
        assert_eq!(asked("ENABLED", &[], "enabling"), [409; 7]);
        assert_eq!(asked("RUNNING", &[], "enabling to run"), [409; 7]);
        assert_eq!(asked("STOPPED", &["RUNNING"], "stopping"), [409; 7]);
        assert_eq!(asked("STOPPED", &["ENABLED"], "stopping before it ran"), [409; 7]);
        for (name, state) in [
            ("Regional greeting, en-GB", "ENABLING"),
            ("Holiday earcon", "STOPPING"),
            ("Trip reminders prompt", "FAILED"),
        ] {
            let id = lab.seeded(name);
            assert_eq!(lab.state(&id), state);
            assert_eq!(answers(&lab, |_| id.clone()), [409; 7], "{state}");
        }
    });
}

#[test]
fn a_change_of_state_is_accepted_with_a_location_and_passes_the_states_between() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("to run");
        let answer = lab.ask(&id, "RUNNING");
        assert_eq!((answer.status, answer.response.body.len()), (202, 0));
        assert!(answer.response.headers.get("Location").unwrap().ends_with(&format!("{id}/state")));
        assert_eq!(lab.state(&id), "ENABLING");
        let transition = &lab.get(&id).body["lastStateTransition"];
        assert_eq!(transition["sourceState"], "CREATED");
        assert_eq!(transition["targetState"], "RUNNING");
        assert_eq!(transition["status"], "IN_PROGRESS");
        assert!(transition["startTime"].is_string() && transition.get("endTime").is_none());
        lab.advance(json!({"advanceSeconds": 5}));
        assert_eq!(lab.state(&id), "RUNNING");
        let transition = &lab.get(&id).body["lastStateTransition"];
        assert_eq!(transition["status"], "SUCCEEDED");
        assert!(transition["endTime"].is_string() && transition.get("errors").is_none());
        assert_eq!(lab.ask(&id, "STOPPED").status, 202);
        assert_eq!(lab.state(&id), "STOPPING");
        assert_eq!(lab.get(&id).body["lastStateTransition"]["sourceState"], "RUNNING");
        lab.advance(json!({"advanceSeconds": 5}));
        assert_eq!(lab.state(&id), "STOPPED");
    });
}

#[test]
fn the_ways_take_one_to_three_seconds_by_the_callers_clock() {
    let knobs = Knobs { rate_per_s: 1e6, burst: 1_000_000, ..Knobs::default() };
    let mut sandbox = Sandbox::new(Options { knobs, ..Options::default() });
    let mut at = |wall_ms: i64, method: &str, rest: &str, body: Value| {
        let mut request = Incoming {
            method: method.to_owned(),
            path: format!("/v1/skills/{}/experiments{rest}", support::CITY_TRIPS),
            body: body.to_string().into_bytes(),
            ..Incoming::default()
        };
        request.headers.set("Authorization", "Bearer Atza|sandbox");
        sandbox.handle(wall_ms, &request).response
    };
    let start = 1_795_000_000_000;
    for n in 0..20 {
        let wall = start + n * 60_000;
        let created = at(wall, "POST", "", json!({"experiment": experiment::settings(&n.to_string())}));
        let location = created.headers.get("Location").unwrap();
        let id = location.rsplit('/').next().unwrap().to_owned();
        at(wall + 100, "POST", &format!("/{id}/state"), json!({"targetState": "RUNNING"}));
        let mut state = |ms: i64| {
            let response = at(wall + 100 + ms, "GET", &format!("/{id}/state"), Value::Null);
            serde_json::from_slice::<Value>(&response.body).unwrap()["state"].as_str().unwrap().to_owned()
        };
        assert_eq!((state(999), state(4_000)), ("ENABLING".to_owned(), "RUNNING".to_owned()));
        let seen: std::collections::BTreeSet<String> = (10..40).map(|n| state(n * 100)).collect();
        assert!(seen.contains("ENABLED"), "{seen:?}");
    }
}

#[test]
fn what_cannot_be_deployed_fails_and_says_why() {
    on_both(|service| {
        let lab = Lab::new(service);
        for target in ["ENABLED", "RUNNING"] {
            let id = lab.create(&format!("will Fail to Deploy, {target}"));
            assert_eq!(lab.ask(&id, target).status, 202);
            lab.advance(json!({"advanceSeconds": 5}));
            assert_eq!(lab.state(&id), "FAILED");
            let operation = skillscope::api::experiment::GetExperiment {
                skill_id: skill_id(),
                experiment_id: ExperimentId::parse(id.trim_start_matches('/')).unwrap(),
            };
            let detail = lab.call(&operation);
            let transition = detail.last_state_transition.unwrap();
            assert_eq!(transition.status, Some(TransitionStatus::Failed));
            assert_eq!(transition.errors[0].error_type.as_deref(), Some("INELIGIBLITY"));
            assert!(transition.errors[0].message.is_some() && transition.end_time.is_some());
            assert_eq!(detail.experiment.start_time(), None);
        }
    });
}

#[test]
fn the_start_fixes_the_start_time_and_the_scheduled_end() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("dated");
        lab.go(&id, "RUNNING");
        let read = lab.read(&id);
        let (start, end) = (read.start_time().unwrap(), read.trigger.unwrap().scheduled_end_time.unwrap());
        assert_eq!(end.epoch_s() - start.epoch_s(), 4 * WEEK_S);
        let created = read.history.unwrap().creation_time.unwrap();
        assert!(created <= start && start.epoch_s() - created.epoch_s() < 60);
        assert_eq!(
            lab.experiment(&id)["history"]["startTime"].as_str().unwrap().len(),
            "2021-04-19T18:43:48.383Z".len()
        );
    });
}

#[test]
fn the_reason_for_stopping_is_recorded() {
    on_both(|service| {
        let lab = Lab::new(service);
        let reasons = [
            (None, "DEVELOPER_REQUEST"),
            (Some(StoppedReason::Success), "EXPERIMENT_SUCCESS"),
            (Some(StoppedReason::Issue), "EXPERIMENT_ISSUE"),
        ];
        for (stopped_reason, recorded) in reasons {
            let id = lab.create(recorded);
            lab.go(&id, "RUNNING");
            lab.call(&ManageExperimentState {
                skill_id: skill_id(),
                experiment_id: ExperimentId::parse(id.trim_start_matches('/')).unwrap(),
                target_state: TargetState::Stopped,
                stopped_reason,
            });
            lab.advance(json!({"advanceSeconds": 5}));
            assert_eq!(lab.experiment(&id)["history"]["stoppedReason"], recorded);
            let listed = lab.all().into_iter().find(|e| e.name.as_deref() == Some(recorded)).unwrap();
            assert_eq!(listed.experiment_history.unwrap().stopped_reason.as_deref(), Some(recorded));
        }
    });
}

#[test]
fn a_target_or_reason_that_cannot_be_is_refused_by_name() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("asked badly");
        let cases = [
            (json!({}), "targetState"),
            (json!({"targetState": null}), "targetState"),
            (json!({"targetState": 1}), "targetState"),
            (json!({"targetState": "PAUSED"}), "targetState"),
            (json!({"targetState": "CREATED"}), "targetState"),
            (json!({"targetState": "ENABLED", "stoppedReason": "EXPERIMENT_SUCCESS"}), "stoppedReason"),
            (json!({"targetState": "RUNNING", "stoppedReason": "EXPERIMENT_ISSUE"}), "stoppedReason"),
            (json!({"targetState": "STOPPED", "stoppedReason": "DEVELOPER_REQUEST"}), "stoppedReason"),
            (json!({"targetState": "STOPPED", "stoppedReason": "BORED"}), "stoppedReason"),
            (json!({"targetState": "STOPPED", "stoppedReason": 1}), "stoppedReason"),
        ];
        for (body, name) in cases {
            let answer = lab.post(&format!("{id}/state"), &body);
            assert_eq!((answer.status, answer.fields()), (400, vec![name.to_owned()]), "{body}");
        }
        assert_eq!(lab.state(&id), "CREATED");
    });
}

#[test]
fn exposure_goes_both_ways_while_created_and_only_up_while_running() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("exposed");
        let expose =
            |value: Value| lab.post(&format!("{id}/exposurePercentage"), &json!({"exposurePercentage": value}));
        assert_eq!(expose(json!(10)).status, 204);
        assert_eq!(expose(json!(0)).status, 204);
        assert_eq!(expose(json!(40)).status, 204);
        lab.go(&id, "RUNNING");
        for bad in [json!(40), json!(39), json!(0), json!(-1), json!(101), json!("50"), json!(50.5), Value::Null] {
            let answer = expose(bad.clone());
            assert_eq!((answer.status, answer.fields()), (400, vec!["exposurePercentage".to_owned()]), "{bad}");
        }
        assert_eq!(lab.experiment(&id)["exposurePercentage"], 40);
        let answer = expose(json!(41));
        assert_eq!((answer.status, answer.response.body.len()), (204, 0));
        assert_eq!(expose(json!(100)).status, 204);
        assert_eq!(lab.experiment(&id)["exposurePercentage"], 100);
    });
}

#[test]
fn an_override_belongs_to_the_account_and_stopping_clears_it() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("pinned");
        let experiment_id = ExperimentId::parse(id.trim_start_matches('/')).unwrap();
        let get = GetTreatmentOverride { skill_id: skill_id(), experiment_id: experiment_id.clone() };
        let read = || service.call(&get, TOKEN).unwrap();
        let count = || lab.experiment(&id)["treatmentOverrideCount"].as_u64().unwrap();
        assert_eq!((read().treatment_id, read().treatment_override_count, count()), (None, Some(0), 0));
        for treatment_id in [TreatmentId::C, TreatmentId::T1] {
            let set = SetTreatmentOverride {
                skill_id: skill_id(),
                experiment_id: experiment_id.clone(),
                treatment_id: treatment_id.clone(),
            };
            service.call(&set, TOKEN).unwrap();
            assert_eq!(
                (read().treatment_id, read().treatment_override_count, count()),
                (Some(treatment_id), Some(1), 1)
            );
        }
        lab.go(&id, "RUNNING");
        assert_eq!((read().treatment_id, count()), (Some(TreatmentId::T1), 1));
        lab.go(&id, "STOPPED");
        assert_eq!((read().treatment_id, read().treatment_override_count, count()), (None, Some(0), 0));
    });
}

#[test]
fn an_override_to_no_group_is_refused_by_name() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.create("pinned badly");
        for bad in [json!({}), json!({"treatmentId": null}), json!({"treatmentId": "T2"}), json!({"treatmentId": 1})] {
            let answer = lab.write("PUT", &format!("{id}/treatmentOverrides/~current"), &bad);
            assert_eq!((answer.status, answer.fields()), (400, vec!["treatmentId".to_owned()]), "{bad}");
        }
        assert_eq!(lab.experiment(&id)["treatmentOverrideCount"], 0);
    });
}
