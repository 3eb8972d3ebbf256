//! Simulations against the sandbox, in-process and over HTTP: what is answered, and when.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/simulation.rs"]
mod simulation;
mod support;

use serde_json::{Value, json};
use simulation::Device;
use skillscope::api::simulation::{GetSimulation, SimulateSkill};
use skillscope::domain::id::SkillId;
use skillscope::domain::simulation::{SessionMode, SimulationStatus};
use skillscope::domain::skill::Stage;
use support::{CITY_TRIPS, on_both};

const TOKEN: Option<&str> = Some("Atza|sandbox");

#[test]
fn a_simulation_is_accepted_with_a_location_and_its_result_is_there_when_it_has_ended() {
    on_both(|service| {
        let device = Device::new(service);
        device.knobs(json!({"simulationMs": 60_000}));
        let answer = device.post(&device.body("open city trips", "DEFAULT"));
        let id = answer.body["id"].as_str().unwrap();
        assert_eq!(answer.body, json!({"id": id, "status": "IN_PROGRESS", "result": null}));
        assert_eq!(answer.response.headers.get("Location").unwrap(), device.path(&format!("/{id}")));
        assert!(answer.response.request_id().is_some());
        assert_eq!(device.get(id).body["status"], "IN_PROGRESS");
        device.advance_s(60);
        let ended = device.get(id).body;
        assert_eq!((&ended["id"], &ended["status"]), (&json!(id), &json!("SUCCESSFUL")));
        assert_eq!(
            ended["result"]["alexaExecutionInfo"]["consideredIntents"],
            json!([{"name": "<LaunchRequest>"}]),
            "a launch has no slots"
        );
        assert_eq!(ended["result"]["alexaExecutionInfo"]["alexaResponses"][0]["type"], "Speech");
    });
}

#[test]
fn the_client_simulates_and_reads_the_result() {
    on_both(|service| {
        let simulate = SimulateSkill {
            skill_id: SkillId::parse(CITY_TRIPS).unwrap(),
            stage: Stage::Live,
            locale: "en-US".to_owned(),
            content: "open city trips".to_owned(),
            mode: SessionMode::ForceNewSession,
        };
        Device::new(service);
        let begun = service.call(&simulate, TOKEN).unwrap();
        assert_eq!((begun.status, begun.result), (SimulationStatus::InProgress, None));
        let get = GetSimulation { skill_id: simulate.skill_id, stage: Stage::Live, simulation_id: begun.id };
        let ended = service.call(&get, TOKEN).unwrap();
        assert_eq!(ended.status, SimulationStatus::Successful);
        let result = ended.result.unwrap();
        assert!(result.captions().next().unwrap().starts_with("Welcome to City Trips"));
        assert_eq!(result.selected_intent().unwrap().name, "<LaunchRequest>");
        assert!(result.execution_time_ms().unwrap() >= 90.0);
    });
}

#[test]
fn left_alone_a_simulation_takes_from_a_third_of_a_second_to_two_seconds() {
    on_both(|service| {
        let device = Device::new(service);
        device.knobs(json!({"simulationMs": null}));
        let id = device.start("open city trips");
        device.advance_s(2);
        assert_eq!(device.get(&id).body["status"], "SUCCESSFUL");
    });
}

#[test]
fn one_simulation_at_a_time_and_the_next_when_it_has_ended() {
    on_both(|service| {
        let device = Device::new(service);
        device.knobs(json!({"simulationMs": 60_000}));
        device.start("open city trips");
        let refused = device.post(&device.body("help", "DEFAULT"));
        assert_eq!((refused.status, &refused.body["code"]), (409, &json!("CONFLICT")));
        assert!(refused.body["message"].as_str().unwrap().contains("under way"));
        // The other stage is of the same account.
        let live = Device { stage: "live".to_owned(), token: device.token.clone(), skill: CITY_TRIPS.into(), ..device };
        assert_eq!(live.post(&live.body("open city trips", "DEFAULT")).status, 409);
        live.advance_s(60);
        live.start("open city trips");
    });
}

#[test]
fn a_simulation_is_forgotten_after_ten_minutes_and_one_that_never_ends_too() {
    on_both(|service| {
        let device = Device::new(service);
        let id = device.start("open city trips");
        device.advance_s(599 - 1);
        assert_eq!(device.get(&id).status, 200);
        device.advance_s(2);
        assert_eq!(device.get(&id).status, 404);
        let id = device.start("open city trips and it never ends");
        device.advance_s(590);
        assert_eq!(device.get(&id).body["status"], "IN_PROGRESS");
        assert_eq!(device.post(&device.body("help", "DEFAULT")).status, 409);
        device.advance_s(11);
        assert_eq!(device.get(&id).status, 404);
        device.knobs(json!({"simulationsNeverEnd": true}));
        let id = device.start("open city trips");
        device.advance_s(300);
        assert_eq!(device.get(&id).body["status"], "IN_PROGRESS");
    });
}

#[test]
fn a_result_may_be_there_while_it_is_in_progress() {
    on_both(|service| {
        let device = Device::new(service);
        device.knobs(json!({"simulationMs": 60_000}));
        let id = device.start("open city trips for a partial result");
        assert_eq!(device.get(&id).body["result"], Value::Null);
        device.advance_s(40);
        let body = device.get(&id).body;
        assert_eq!(body["status"], "IN_PROGRESS");
        assert!(body["result"]["skillExecutionInfo"]["invocations"][0].is_object());
        device.advance_s(20);
        assert_eq!(device.get(&id).body["status"], "SUCCESSFUL");
        device.knobs(json!({"partialResults": true, "simulationMs": 60_000}));
        let id = device.start("help");
        device.advance_s(40);
        assert!(device.get(&id).body["result"].is_object());
    });
}

#[test]
fn the_document_writes_bodies_as_texts_and_amazon_sends_objects() {
    on_both(|service| {
        let device = Device::new(service);
        assert!(device.say("open city trips").request(0).is_object());
        device.knobs(json!({"simulationBodies": "text"}));
        let heard = device.say("help");
        let text = heard.request(0).as_str().unwrap();
        let inner: Value = serde_json::from_str(text).unwrap();
        assert_eq!(inner["request"]["intent"]["name"], "AMAZON.HelpIntent");
        assert!(heard.response(0).is_string());
        let read = heard.result().skill_execution_info.invocations[0].invocation_request.body.clone().unwrap();
        assert_eq!(read["request"]["intent"]["name"], "AMAZON.HelpIntent");
    });
}

#[test]
fn the_request_has_alexas_shape_and_its_token_is_taken_out_on_the_way_in() {
    on_both(|service| {
        let heard = Device::new(service).say("open city trips");
        let body = heard.request(0);
        assert_eq!(body["version"], "1.0");
        assert_eq!(body["session"]["new"], true);
        assert_eq!(body["session"]["application"]["applicationId"], CITY_TRIPS);
        assert!(body["session"]["sessionId"].as_str().unwrap().starts_with("amzn1.echo-api.session."));
        let system = &body["context"]["System"];
        assert!(system["device"]["deviceId"].is_string() && system["unit"]["unitId"].is_string());
        assert_eq!(system["apiEndpoint"], "https://api.amazonalexa.com");
        assert_eq!(system["user"], body["session"]["user"]);
        assert!(system["apiAccessToken"].as_str().unwrap().starts_with("eyJ"));
        let request = &body["request"];
        assert_eq!((&request["type"], &request["locale"]), (&json!("LaunchRequest"), &json!("en-US")));
        assert!(request["requestId"].as_str().unwrap().starts_with("amzn1.echo-api.request."));
        assert!(request["timestamp"].as_str().unwrap().ends_with('Z'));
        let response = heard.response(0);
        assert_eq!(response["version"], "1.0");
        assert_eq!(response["response"]["outputSpeech"]["type"], "PlainText");
        assert!(response["response"]["reprompt"]["outputSpeech"]["text"].is_string());
        assert_eq!(response["response"]["shouldEndSession"], false);
        assert!(response["userAgent"].is_string());
        let endpoint = &heard.invocations()[0]["invocationRequest"]["endpoint"];
        assert!(endpoint.as_str().unwrap().starts_with("arn:aws:lambda:us-east-1:"));
        let read = serde_json::to_string(&heard.simulation).unwrap();
        assert!(!read.contains("eyJ"), "the client keeps no token");
    });
}

#[test]
fn kept_tables_without_simulations_are_read_and_what_is_kept_is_read_again() {
    use skillscope::sandbox::{Knobs, Tables};
    let service = support::Service::in_process();
    let device = Device::new(&service);
    device.say("open city trips");
    device.say("book a trip");
    let support::Service::InProcess(sandbox) = &service else { panic!() };
    let kept = sandbox.borrow().tables().clone();
    assert_eq!(Tables::from_json(&kept.to_json()).unwrap(), kept);
    let mut old: Value = serde_json::from_str(&Tables::new(Knobs::default()).to_json()).unwrap();
    let fields = old.as_object_mut().unwrap();
    assert!(fields.remove("simulations").is_some() && fields.remove("enablements").is_some());
    let knobs = fields["knobs"].as_object_mut().unwrap();
    assert!(knobs.remove("simulationMs").is_some() && knobs.remove("experimentation").is_some());
    assert_eq!(Tables::from_json(&old.to_string()).unwrap(), Tables::new(Knobs::default()));
}

#[test]
fn the_tables_stay_small_however_much_is_said_and_a_reset_forgets() {
    let service = support::Service::in_process();
    let device = Device::new(&service);
    let first = device.start("open city trips");
    for n in 0..60 {
        device.say(&format!("open city trips {n}"));
    }
    let support::Service::InProcess(sandbox) = &service else { panic!() };
    let length = sandbox.borrow().tables().to_json().len();
    assert!(length < 300_000, "{length} bytes");
    assert_eq!(device.get(&first).status, 404, "the oldest made room");
    service.control("POST", "reset", "");
    assert_eq!(sandbox.borrow().tables().simulations, Default::default());
}
