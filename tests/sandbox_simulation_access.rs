//! Simulations and enablement against the sandbox, in-process and over HTTP: who may call, what is refused, and what
//! goes wrong on demand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
#[path = "support/simulation.rs"]
mod simulation;
mod support;

use experiment::token_with_scope;
use serde_json::{Value, json};
use simulation::{Answer, Device};
use skillscope::api::enablement::{GetEnablement, SetEnablement};
use skillscope::domain::id::SkillId;
use skillscope::domain::skill::Stage;
use support::{CITY_TRIPS, DAY_PLANNER, HEARTH_LIGHTS, MORNING_MINUTE, on_both};

/// Both operations, the second on a simulation that exists.
fn both(device: &Device<'_>, id: &str) -> [Answer; 2] {
    [device.post(&device.body("open city trips", "DEFAULT")), device.get(id)]
}

#[test]
fn simulations_are_401_without_a_token_or_without_access() {
    on_both(|service| {
        let id = Device::new(service).start("open city trips");
        for token in ["Atza|nobodys", "Atza|sandbox-robin", "Atza|sandbox-sam"] {
            let device = Device { token: token.to_owned(), ..Device::new(service) };
            for answer in both(&device, &id) {
                assert_eq!(answer.status, 401, "{token}");
                assert!(answer.body["message"].is_string());
            }
            assert_eq!([device.enablement("GET"), device.enablement("PUT")], [401, 401], "{token}");
        }
    });
}

#[test]
fn simulations_need_the_scope_for_tests_and_enabling_the_one_that_writes() {
    on_both(|service| {
        let id = Device::new(service).start("open city trips");
        let with = |scope: &str| Device { token: token_with_scope(service, scope), ..Device::new(service) };
        let tester = with("alexa::ask:skills:test");
        assert_eq!(both(&tester, &id).map(|a| a.status), [200, 200]);
        assert_eq!([tester.enablement("GET"), tester.enablement("PUT")], [403, 403]);
        let writer = with("alexa::ask:skills:readwrite");
        for answer in both(&writer, &id) {
            assert_eq!(answer.status, 403);
            assert!(answer.body["violations"][0]["message"].as_str().unwrap().contains("alexa::ask:skills:test"));
        }
        assert_eq!([writer.enablement("GET"), writer.enablement("PUT")], [204, 204]);
        let reader = with("alexa::ask:skills:read");
        assert_eq!([reader.enablement("GET"), reader.enablement("PUT"), reader.enablement("DELETE")], [204, 403, 403]);
    });
}

#[test]
fn skills_stages_and_simulations_that_do_not_exist_are_refused() {
    on_both(|service| {
        let device = Device::new(service);
        let id = device.start("open city trips");
        let elsewhere = Device { skill: "amzn1.ask.skill.001".to_owned(), ..Device::new(service) };
        assert_eq!(both(&elsewhere, &id).map(|a| a.status), [404, 404]);
        assert_eq!(elsewhere.enablement("GET"), 404);
        assert_eq!(device.get("none").status, 404);
        assert_eq!(Device::live(service).get(&id).status, 404, "it is of the other stage");
        for stage in ["certified", "LIVE", "beta"] {
            let device = Device { stage: stage.to_owned(), ..Device::new(service) };
            for answer in both(&device, &id) {
                assert_eq!((answer.status, answer.fields()), (400, vec!["stage".to_owned()]));
            }
            assert_eq!(device.enablement("PUT"), 400);
        }
        let path = device.path("");
        for (method, path) in [
            ("GET", path.clone()),
            ("PUT", path.clone()),
            ("DELETE", format!("{path}/{id}")),
            ("GET", format!("{path}/{id}/result")),
            ("POST", path.replace("/v2/", "/v1/")),
            ("POST", path.replace("/v2/", "/v3/")),
        ] {
            assert_eq!(device.request(method, &path, b"{}", &[]).unwrap().status, 404, "{method} {path}");
        }
        let slashed = device.request("GET", &format!("{path}/{id}/"), b"", &[]).unwrap();
        assert_eq!(slashed.status, 200, "a slash at the end is no difference");
    });
}

#[test]
fn ids_of_more_than_255_characters_are_refused_in_the_documents_words() {
    on_both(|service| {
        let device = Device::new(service);
        let long = Device { skill: "x".repeat(256), ..Device::new(service) };
        for answer in [long.post(&Value::Null), device.get(&"x".repeat(256))] {
            assert_eq!(answer.status, 400);
            let words =
                json!({"message": "The property is outside the allowed range.", "code": "INVALID_STRING_LENGTH"});
            assert_eq!(answer.body, words);
        }
        assert_eq!(device.get(&"x".repeat(255)).status, 404);
        let most = Device { skill: "x".repeat(255), ..Device::new(service) };
        assert_eq!(most.post(&Value::Null).status, 404);
    });
}

#[test]
fn skills_that_are_not_custom_cannot_be_simulated() {
    on_both(|service| {
        for skill in [HEARTH_LIGHTS, MORNING_MINUTE] {
            let device = Device { skill: skill.to_owned(), ..Device::new(service) };
            for answer in both(&device, "some") {
                assert_eq!(answer.status, 403);
                assert!(answer.body["message"].as_str().unwrap().contains("custom"));
                assert!(answer.body["violations"][0]["message"].is_string());
            }
        }
    });
}

#[test]
fn an_utterance_of_1_to_255_characters_is_accepted_and_others_are_refused_in_the_documents_words() {
    on_both(|service| {
        let device = Device::new(service);
        let answer = |content: &str| device.post(&device.body(content, "DEFAULT"));
        for content in ["", &"x".repeat(256), &"😀".repeat(256), &"x".repeat(10_000)] {
            let refused = answer(content);
            let words =
                json!({"message": "The property is outside the allowed range.", "code": "INVALID_STRING_LENGTH"});
            assert_eq!((refused.status, refused.body), (400, words));
        }
        for content in ["x", " ", &"x".repeat(255), &"😀".repeat(255), "שלום עולם", "\u{202e}right to left"] {
            assert_eq!(answer(content).status, 200, "{content}");
        }
    });
}

#[test]
fn every_field_that_is_missing_or_wrong_is_named() {
    on_both(|service| {
        let device = Device::new(service);
        let good = device.body("open city trips", "DEFAULT");
        let with = |field: &str, value: Value| {
            let mut body = good.clone();
            body[field] = value;
            body
        };
        let cases = [
            (with("input", Value::Null), "input"),
            (with("input", json!("open")), "input"),
            (with("input", json!({})), "input.content"),
            (with("input", json!({"content": 1})), "input.content"),
            (with("device", Value::Null), "device"),
            (with("device", json!({})), "device.locale"),
            (with("device", json!({"locale": "xx-XX"})), "device.locale"),
            (with("device", json!({"locale": "it-IT"})), "device.locale"),
            (with("device", json!({"locale": ["en-US"]})), "device.locale"),
            (with("session", json!({"mode": "KEEP"})), "session.mode"),
            (with("session", json!({"mode": 1})), "session.mode"),
            (with("session", json!([])), "session"),
            (with("simulation", json!({"type": "ISOLATED"})), "simulation.type"),
            (with("simulation", json!(true)), "simulation"),
        ];
        for (body, field) in cases {
            let answer = device.post(&body);
            assert_eq!((answer.status, answer.fields()), (400, vec![field.to_owned()]), "{body}");
        }
        assert_eq!(device.post(&json!({})).fields(), ["input", "device"]);
        for body in [&b"[]"[..], b"{", b"", b"\xff"] {
            assert_eq!(device.request("POST", &device.path(""), body, &[]).unwrap().status, 400);
        }
        let as_text = [("Content-Type", "text/plain")];
        let answer = device.request("POST", &device.path(""), good.to_string().as_bytes(), &as_text).unwrap();
        assert_eq!(answer.fields(), ["Content-Type"]);
        let mut optional = good.clone();
        optional.as_object_mut().unwrap().remove("session");
        assert_eq!(device.post(&optional).status, 200, "session is optional");
        assert_eq!(device.post(&with("session", json!({}))).status, 200, "so is its mode");
        assert_eq!(device.post(&with("simulation", json!({"type": "DEFAULT"}))).status, 200);
    });
}

#[test]
fn a_locale_of_the_document_that_the_skill_lacks_fails_with_words() {
    on_both(|service| {
        for locale in ["en-CA", "en-AU", "fr-FR", "en-IN"] {
            let heard = Device::in_locale(service, locale).say("open city trips");
            assert_eq!(heard.status(), "FAILED");
            assert!(heard.error().contains(locale) && heard.error().contains("not available"), "{}", heard.error());
        }
        for locale in ["en-US", "en-GB", "de-DE", "ja-JP"] {
            let opening = match locale {
                "de-DE" => "öffne städtereisen",
                "ja-JP" => "シティートリップを開いて",
                _ => "open city trips",
            };
            let heard = Device::in_locale(service, locale).say(opening);
            assert_eq!((heard.status(), heard.intent().as_str()), ("SUCCESSFUL", "<LaunchRequest>"), "{locale}");
            assert_eq!(heard.request(0)["request"]["locale"], locale);
        }
        // Still being built: not live.
        let japanese = Device { locale: "ja-JP".to_owned(), ..Device::live(service) };
        assert_eq!(japanese.say("シティートリップを開いて").status(), "FAILED");
    });
}

#[test]
fn a_skill_that_is_not_enabled_is_refused_until_it_is() {
    on_both(|service| {
        let planner = Device { skill: DAY_PLANNER.to_owned(), ..Device::new(service) };
        assert_eq!(planner.enablement("GET"), 404);
        let refused = planner.post(&planner.body("open day planner", "DEFAULT"));
        assert_eq!(refused.status, 403);
        assert!(refused.body["message"].as_str().unwrap().contains("not enabled"));
        assert_eq!([planner.enablement("PUT"), planner.enablement("PUT"), planner.enablement("GET")], [204, 204, 204]);
        assert!(planner.say("open day planner").speech().starts_with("Welcome to Day Planner"));
        let live = Device { skill: DAY_PLANNER.to_owned(), ..Device::live(service) };
        assert_eq!(live.enablement("GET"), 404, "each stage by itself");
        assert_eq!([planner.enablement("DELETE"), planner.enablement("GET")], [204, 404]);
        assert_eq!(planner.post(&planner.body("open day planner", "DEFAULT")).status, 403);
    });
}

#[test]
fn the_client_reads_and_sets_enablement_and_city_trips_is_enabled_at_the_start() {
    on_both(|service| {
        let token = Some("Atza|sandbox");
        for stage in [Stage::Live, Stage::Development] {
            let of = |skill: &str| (SkillId::parse(skill).unwrap(), stage.clone());
            let read = |skill: &str| {
                let (skill_id, stage) = of(skill);
                service.call(&GetEnablement { skill_id, stage }, token).unwrap()
            };
            assert!(read(CITY_TRIPS));
            assert!(!read(DAY_PLANNER));
            let (skill_id, stage) = of(DAY_PLANNER);
            service.call(&SetEnablement { skill_id, stage }, token).unwrap();
            assert!(read(DAY_PLANNER));
        }
        service.control("POST", "reset", "");
        let skill_id = SkillId::parse(DAY_PLANNER).unwrap();
        assert!(!service.call(&GetEnablement { skill_id, stage: Stage::Live }, token).unwrap(), "a reset forgets");
    });
}

#[test]
fn simulations_and_enablement_have_the_faults_of_the_document() {
    on_both(|service| {
        let device = Device::new(service);
        let id = device.start("open city trips");
        let enablement = format!("/v1/skills/{CITY_TRIPS}/stages/live/enablement");
        let body = device.body("help", "DEFAULT").to_string();
        for status in [400, 401, 403, 404, 409, 429, 500, 503] {
            let fault = status.to_string();
            let headers = [("X-Sandbox-Fault", fault.as_str())];
            for (method, path) in
                [("POST", device.path("")), ("GET", device.path(&format!("/{id}"))), ("PUT", enablement.clone())]
            {
                let answer = device.request(method, &path, body.as_bytes(), &headers).unwrap();
                assert_eq!(answer.status, status, "{method} {path}");
                assert!(answer.body["message"].is_string() && answer.response.request_id().is_some());
            }
        }
        let rule = json!({"fault": "lost-answer", "method": "POST", "pathContains": "/simulations", "times": 1});
        device.knobs(json!({"faults": [rule], "simulationMs": 60_000}));
        assert!(device.request("POST", &device.path(""), body.as_bytes(), &[]).is_none());
        assert_eq!(device.post(&device.body("help", "DEFAULT")).status, 409, "it was begun all the same");
    });
}

#[test]
fn too_many_requests_are_429_and_did_not_run() {
    on_both(|service| {
        let device = Device::new(service);
        device.knobs(json!({"burst": 1, "ratePerS": 0.001, "retryAfterS": 3}));
        device.start("open city trips");
        let refused = device.post(&device.body("help", "DEFAULT"));
        assert_eq!((refused.status, refused.response.headers.get("Retry-After")), (429, Some("3")));
    });
}

#[test]
fn a_status_that_no_document_has_and_null_slots_can_be_asked_for() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        let id = device.start("book a trip to portland");
        let path = device.path(&format!("/{id}"));
        let with = |fault: &str| device.request("GET", &path, b"", &[("X-Sandbox-Fault", fault)]).unwrap().body;
        assert_eq!(with("unknown-state")["status"], "PAUSED");
        let body = with("null-values");
        assert_eq!(body["result"]["alexaExecutionInfo"]["consideredIntents"][0]["slots"]["ArrivingCity"], Value::Null);
        assert!(serde_json::from_value::<skillscope::domain::simulation::Simulation>(body).is_ok());
    });
}
