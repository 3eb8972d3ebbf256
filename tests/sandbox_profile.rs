//! The utterance profiler against the sandbox, in-process and over HTTP: what is understood, and dialogs by their token.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/profile.rs"]
mod profile;
mod support;

use profile::{Bench, next};
use serde_json::json;
use skillscope::api::interaction_model::GetInteractionModel;
use skillscope::domain::id::SkillId;
use skillscope::domain::intent::{ConfirmationStatus, ResolutionCode};
use skillscope::domain::skill::Stage;
use support::{CITY_TRIPS, DAY_PLANNER, on_both};

#[test]
fn an_utterance_has_its_intent_its_slots_and_what_else_was_considered() {
    on_both(|service| {
        let body = Bench::new(service).body("i want to travel from seattle");
        let authority = format!("amzn1.er-authority.echo-sdk.{CITY_TRIPS}.City");
        let empty =
            |name: &str| json!({"name": name, "value": null, "confirmationStatus": "NONE", "resolutions": null});
        assert_eq!(
            body["selectedIntent"],
            json!({"name": "FindTripIntent", "confirmationStatus": "NONE", "slots": {
                "DepartingCity": {"name": "DepartingCity", "value": "seattle", "confirmationStatus": "NONE",
                    "resolutions": {"resolutionsPerAuthority": [{"authority": authority,
                        "status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"name": "Seattle", "id": "sea"}]}]}},
                "ArrivingCity": empty("ArrivingCity"),
                "TravelDate": empty("TravelDate"),
                "TravelMode": empty("TravelMode"),
            }})
        );
        assert_eq!(body["sessionEnded"], json!(false));
        let considered = body["consideredIntents"].as_array().unwrap();
        assert!((1..=4).contains(&considered.len()) && considered.iter().any(|i| i["name"] == "BookTripIntent"));
        assert!(considered.iter().all(|intent| intent["name"] != "FindTripIntent"));
        assert_eq!(body.get("multiTurn"), None, "the intent has no dialog");
    });
}

#[test]
fn both_stages_and_every_locale_of_the_skill_are_answered() {
    on_both(|service| {
        for stage in ["development", "live"] {
            for (locale, utterance) in [
                ("en-US", "how is the weather in rome"),
                ("en-GB", "how is the weather in rome"),
                ("de-DE", "wie ist das Wetter in Rom"),
            ] {
                let bench = Bench { stage: stage.to_owned(), ..Bench::in_locale(service, locale) };
                let selected = bench.profile(utterance, None).selected_intent.unwrap();
                assert_eq!(selected.name, "WeatherIntent", "{locale}");
            }
        }
        let japanese = Bench::in_locale(service, "ja-JP");
        let selected = japanese.profile("ローマの天気を教えて", None).selected_intent.unwrap();
        assert_eq!((selected.name.as_str(), selected.slots[0].value.as_deref()), ("WeatherIntent", Some("ローマ")));
    });
}

#[test]
fn an_utterance_that_matches_nothing_has_the_fallback_or_no_intent_at_all() {
    on_both(|service| {
        let selected = Bench::new(service).profile("who won the super bowl", None).selected_intent.unwrap();
        assert_eq!(selected.name, "AMAZON.FallbackIntent");
        let planner = Bench { skill: DAY_PLANNER.to_owned(), ..Bench::new(service) };
        let body = planner.body("who won the super bowl");
        assert_eq!(body.get("selectedIntent"), None);
        assert_eq!(planner.profile("who won the super bowl", None).selected_intent, None);
    });
}

#[test]
fn only_leaving_ends_the_session() {
    on_both(|service| {
        let bench = Bench::new(service);
        for (utterance, ended) in [("stop", true), ("cancel", true), ("go home", true), ("help", false)] {
            assert_eq!(bench.profile(utterance, None).session_ended, ended, "{utterance}");
        }
    });
}

#[test]
fn all_four_codes_of_a_resolution_are_there() {
    on_both(|service| {
        let code = |city: &str| {
            let profile = Bench::new(service).profile(&format!("book a trip to {city}"), None);
            let intent = profile.selected_intent.unwrap();
            let slot = intent.slot("ArrivingCity").unwrap();
            slot.resolutions.resolutions_per_authority[0].status.code.clone()
        };
        assert_eq!(code("rome"), ResolutionCode::Match);
        assert_eq!(code("zanzibar"), ResolutionCode::NoMatch);
        assert_eq!(code("timeoutville"), ResolutionCode::Timeout);
        assert_eq!(code("exceptionville"), ResolutionCode::Exception);
    });
}

#[test]
fn a_booking_is_carried_on_by_its_token_until_it_is_complete() {
    on_both(|service| {
        let bench = Bench::new(service);
        let mut profile = bench.profile("book a trip from seattle", None);
        for (wanted, prompt, answer) in [
            ("Dialog.ConfirmSlot DepartingCity", "You want to start from Seattle, right?", "no, from tacoma"),
            ("Dialog.ConfirmSlot DepartingCity", "You want to start from Tacoma, right?", "yes"),
            ("Dialog.ElicitSlot ArrivingCity", "Which city do you want to go to?", "uh portland i guess"),
            ("Dialog.ElicitSlot TravelDate", "When do you want to leave?", "on 2031-05-04"),
            (
                "Dialog.ConfirmIntent",
                "I will book your trip from Tacoma to Portland on 2031-05-04. Is that right?",
                "yes",
            ),
        ] {
            let (act, asked, token) = next(&profile);
            assert_eq!((act.as_str(), asked.as_str()), (wanted, prompt));
            profile = bench.profile(answer, Some(&token));
        }
        assert_eq!(profile.multi_turn, None);
        let intent = profile.selected_intent.unwrap();
        assert_eq!(
            (intent.name.as_str(), &intent.confirmation_status),
            ("BookTripIntent", &ConfirmationStatus::Confirmed)
        );
        let departing = intent.slot("DepartingCity").unwrap();
        assert_eq!(departing.confirmation_status, ConfirmationStatus::Confirmed);
        assert_eq!(departing.resolved().unwrap().name, "Tacoma");
        assert_eq!(intent.slot("TravelDate").unwrap().value.as_deref(), Some("2031-05-04"));
    });
}

#[test]
fn slots_and_intents_are_denied_by_no() {
    on_both(|service| {
        let bench = Bench::new(service);
        let (_, _, token) = next(&bench.profile("book a trip from seattle to rome on 2031-05-04", None));
        let denied = bench.profile("no", Some(&token));
        let slot = denied.selected_intent.as_ref().unwrap().slot("DepartingCity").unwrap();
        assert_eq!(slot.confirmation_status, ConfirmationStatus::Denied);
        assert_eq!(next(&denied).0, "Dialog.ElicitSlot DepartingCity");
        let confirmed = bench.profile("yes", Some(&token));
        let (act, _, token) = next(&confirmed);
        assert_eq!(act, "Dialog.ConfirmIntent");
        let denied = bench.profile("no", Some(&token));
        assert_eq!(denied.selected_intent.unwrap().confirmation_status, ConfirmationStatus::Denied);
        assert_eq!(denied.multi_turn, None);
    });
}

#[test]
fn the_same_token_may_be_used_again_and_another_intent_leaves_the_dialog() {
    on_both(|service| {
        let bench = Bench::new(service);
        let (_, _, token) = next(&bench.profile("book a trip", None));
        assert_eq!(bench.profile("seattle", Some(&token)), bench.profile("seattle", Some(&token)));
        let left = bench.profile("stop", Some(&token));
        assert!(left.session_ended && left.multi_turn.is_none());
        assert_eq!(left.selected_intent.unwrap().name, "AMAZON.StopIntent");
    });
}

#[test]
fn dates_are_counted_from_the_sandboxs_clock() {
    on_both(|service| {
        let bench = Bench::new(service);
        let date = || {
            let intent = bench.profile("how is the weather in rome tomorrow", None).selected_intent.unwrap();
            intent.slot("ForecastDate").unwrap().value.clone().unwrap()
        };
        let before = date();
        service.control("POST", "clock", &json!({"advanceHours": 48}).to_string());
        assert!(date() > before, "{before}");
    });
}

#[test]
fn the_knobs_write_a_profile_in_the_other_forms_that_were_seen() {
    on_both(|service| {
        let bench = Bench::new(service);
        bench.knobs(json!({"sessionEnded": "text", "resolvedValues": "wrapped", "dialogActs": "example"}));
        let body = bench.body("book a trip from seattle");
        assert_eq!(body["sessionEnded"], json!("false"));
        let slot = &body["selectedIntent"]["slots"]["DepartingCity"];
        let value = &slot["resolutions"]["resolutionsPerAuthority"][0]["values"][0];
        assert_eq!(value, &json!({"value": {"name": "Seattle", "id": "sea"}}));
        assert_eq!(
            body["multiTurn"]["dialogAct"],
            json!({"type": "SlotValueConfirmation", "targetSlot": "DepartingCity"})
        );
        let read = bench.profile("book a trip from seattle", None);
        assert_eq!(
            read.selected_intent.as_ref().unwrap().slot("DepartingCity").unwrap().resolved().unwrap().name,
            "Seattle"
        );
        let (act, _, token) = next(&read);
        assert_eq!(act, "SlotValueConfirmation DepartingCity");
        assert_eq!(next(&bench.profile("yes", Some(&token))).0, "SlotValueConfirmation ArrivingCity");
        assert_eq!(bench.body("stop")["sessionEnded"], json!("true"));
    });
}

#[test]
fn the_interaction_model_is_what_the_client_reads_with_a_tag() {
    on_both(|service| {
        let bench = Bench::new(service);
        let answer = bench.send("GET", "", b"", &[]).unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body["version"], "1");
        let whole = &answer.body["interactionModel"];
        assert_eq!(whole["dialog"]["intents"][0]["name"], "BookTripIntent");
        assert!(
            whole["prompts"]
                .as_array()
                .unwrap()
                .iter()
                .any(|prompt| prompt["id"] == "Elicit.Slot.BookTripIntent.ArrivingCity")
        );
        let tag = |answer: &profile::Answer| answer.response.headers.get("ETag").unwrap().to_owned();
        assert_eq!(tag(&answer), tag(&bench.send("GET", "", b"", &[]).unwrap()));
        let german = Bench::in_locale(service, "de-DE").send("GET", "/", b"", &[]).unwrap();
        assert_ne!(tag(&answer), tag(&german));
        let get = GetInteractionModel {
            skill_id: SkillId::parse(CITY_TRIPS).unwrap(),
            stage: Stage::Live,
            locale: "en-GB".to_owned(),
        };
        let model = service.call(&get, Some("Atza|sandbox")).unwrap();
        assert_eq!(model.invocation_name, "city trips");
        assert_eq!(model.intents.len(), 15);
        let city = model.types.iter().find(|t| t.name == "City").unwrap();
        assert!(
            city.values.iter().any(|v| v.name.synonyms.contains(&"pdx".to_owned()) && v.id.as_deref() == Some("pdx"))
        );
    });
}
