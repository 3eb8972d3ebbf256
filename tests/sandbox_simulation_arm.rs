//! Simulations of a skill in an A/B test: the group that an override pins, and what it changes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
#[path = "support/simulation.rs"]
mod simulation;
mod support;

use experiment::Lab;
use serde_json::{Value, json};
use simulation::{Device, Heard};
use skillscope::domain::experiment::TreatmentId;
use support::{Service, on_both};

const SEEDED: &str = "Confirm both cities in one prompt";

fn active(heard: &Heard) -> &Value {
    &heard.request(0)["context"]["Experimentation"]["activeExperiments"]
}

/// Pins the own account, and enables the test.
fn pin_and_enable(lab: &Lab<'_>, id: &str, group: &str) {
    let path = format!("{id}/treatmentOverrides/~current");
    assert_eq!(lab.write("PUT", &path, &json!({"treatmentId": group})).status, 204);
    lab.go(id, "ENABLED");
}

fn welcome(service: &Service) -> Heard {
    Device::live(service).say_anew("open city trips")
}

#[test]
fn everyone_hears_c_while_the_test_is_created_and_who_is_pinned_hears_t1_once_it_is_enabled() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.seeded(SEEDED);
        assert_eq!(lab.state(&id), "CREATED");
        let path = format!("{id}/treatmentOverrides/~current");
        assert_eq!(lab.write("PUT", &path, &json!({"treatmentId": "T1"})).status, 204);
        let c = welcome(service);
        assert_eq!(active(&c), &json!([]), "nothing is deployed yet");
        lab.go(&id, "ENABLED");
        let t1 = welcome(service);
        assert_eq!(active(&t1), &json!([{"id": id.trim_start_matches('/'), "treatmentId": "T1"}]));
        assert_eq!(t1.speech(), "Welcome to City Trips. Where are you travelling?");
        assert!(c.speech().len() > t1.speech().len() && c.speech().starts_with("Welcome to City Trips, your guide"));
        assert!(t1.result().execution_time_ms().unwrap() > c.result().execution_time_ms().unwrap());
        let proof = &t1.result().skill_execution_info.invocations[0].active_experiments()[0];
        assert_eq!((proof.id.as_str(), &proof.treatment_id), (id.trim_start_matches('/'), &Some(TreatmentId::T1)));
        lab.go(&id, "RUNNING");
        assert_eq!(active(&welcome(service))[0]["treatmentId"], "T1");
        lab.go(&id, "STOPPED");
        let after = welcome(service);
        assert_eq!((active(&after), after.speech()), (&json!([]), c.speech()), "stopping clears the override");
    });
}

#[test]
fn the_development_stage_knows_no_tests_and_others_are_not_pinned() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.seeded(SEEDED);
        pin_and_enable(&lab, &id, "T1");
        let heard = Device::new(service).say("open city trips");
        assert_eq!(heard.request(0)["context"].get("Experimentation"), None);
        assert!(heard.speech().starts_with("Welcome to City Trips, your guide"));
        // Seeded tests that run have pinned accounts, none of them this one.
        let live = welcome(service);
        assert_eq!(active(&live).as_array().unwrap().len(), 1);
    });
}

#[test]
fn pinned_to_c_the_test_is_named_and_nothing_changes() {
    on_both(|service| {
        let before = welcome(service);
        let lab = Lab::new(service);
        let id = lab.create("Another greeting");
        pin_and_enable(&lab, &id, "C");
        let heard = welcome(service);
        assert_eq!(active(&heard)[0]["treatmentId"], "C");
        assert_eq!(heard.speech(), before.speech());
        assert_eq!(heard.result().execution_time_ms(), before.result().execution_time_ms());
    });
}

#[test]
fn a_test_without_effect_is_named_and_changes_nothing() {
    on_both(|service| {
        let before = welcome(service);
        let lab = Lab::new(service);
        let id = lab.create("A test with no effect");
        pin_and_enable(&lab, &id, "T1");
        let heard = welcome(service);
        assert_eq!(active(&heard)[0]["treatmentId"], "T1");
        assert_eq!(heard.speech(), before.speech());
        assert_eq!(heard.result().execution_time_ms(), before.result().execution_time_ms());
    });
}

#[test]
fn a_knob_leaves_the_tests_out_so_that_the_arm_cannot_be_proven() {
    on_both(|service| {
        let lab = Lab::new(service);
        let id = lab.seeded(SEEDED);
        pin_and_enable(&lab, &id, "T1");
        lab.knobs(json!({"experimentation": "omitted"}));
        let heard = welcome(service);
        assert_eq!(heard.request(0)["context"].get("Experimentation"), None);
        assert!(heard.result().skill_execution_info.invocations[0].active_experiments().is_empty());
        assert_eq!(heard.speech(), "Welcome to City Trips. Where are you travelling?", "the arm is heard all the same");
    });
}

#[test]
fn the_words_of_a_tests_name_plant_what_t1_changes() {
    on_both(|service| {
        let sights = |device: &Device<'_>| device.say_anew("ask city trips what can i see in rome").speech();
        let device = Device::live(service);
        let before = sights(&device);
        let lab = Lab::new(service);
        let id = lab.create("Name two sights");
        pin_and_enable(&lab, &id, "T1");
        let after = sights(&device);
        let named = |speech: &str| speech.split('.').next().unwrap().matches(", ").count();
        assert_eq!((named(&before), named(&after)), (3, 2), "{before} / {after}");
    });
}

#[test]
fn in_t1_of_the_seeded_test_the_skill_confirms_the_city_by_itself() {
    on_both(|service| {
        let device = Device::live(service);
        let talk = |turns: &[&str]| -> Vec<Heard> {
            device.say_anew("open city trips");
            turns.iter().map(|turn| device.say(turn)).collect()
        };
        let booking = "book a trip from seattle to portland";
        let c = talk(&[booking, "yes", "next friday", "yes"]);
        assert!(c[0].speech().contains("start from Seattle"), "{}", c[0].speech());
        assert!(c[3].speech().contains("is booked"), "{}", c[3].speech());
        let lab = Lab::new(service);
        let id = lab.seeded(SEEDED);
        pin_and_enable(&lab, &id, "T1");
        // One question less.
        let t1 = talk(&[booking, "next friday", "yes"]);
        assert!(!t1[0].speech().contains("start from Seattle"), "{}", t1[0].speech());
        let slots = &t1[0].response(0)["response"]["directives"][0]["updatedIntent"]["slots"];
        assert_eq!(slots["DepartingCity"]["confirmationStatus"], "CONFIRMED");
        assert!(t1[1].speech().contains("Seattle") && t1[1].speech().contains("Portland"), "{}", t1[1].speech());
        assert_eq!(t1[2].speech(), c[3].speech());
    });
}
