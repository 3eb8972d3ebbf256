//! What the utterance profiler refuses, in-process and over HTTP.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
#[path = "support/profile.rs"]
mod profile;
mod support;

use experiment::token_with_scope;
use profile::{Bench, next};
use serde_json::{Value, json};
use skillscope::api::error::{ApiError, ErrorKind};
use skillscope::domain::profile::PROFILER_LOCALES;
use support::{CITY_TRIPS, HEARTH_LIGHTS, MORNING_MINUTE, on_both};

#[test]
fn an_utterance_of_1_to_255_characters_is_taken_and_another_refused_in_the_documents_words() {
    on_both(|service| {
        let bench = Bench::new(service);
        for length in [1, 255] {
            assert_eq!(bench.post(&json!({"utterance": "ü".repeat(length)})).status, 200, "{length}");
        }
        for length in [0, 256, 10_000] {
            let answer = bench.post(&json!({"utterance": "ü".repeat(length)}));
            let expected =
                json!({"message": "The property is outside the allowed range.", "code": "INVALID_STRING_LENGTH"});
            assert_eq!((answer.status, answer.body), (400, expected), "{length}");
        }
    });
}

#[test]
fn emoji_and_right_to_left_text_are_utterances_like_others() {
    on_both(|service| {
        let bench = Bench::new(service);
        for utterance in ["🚆🚆🚆", "אני רוצה לנסוע", "أريد السفر", "\u{202e}paris\u{202c}", "a\u{0}b", "𝕓𝕠𝕠𝕜"]
        {
            assert_eq!(bench.post(&json!({ "utterance": utterance })).status, 200, "{utterance}");
        }
        let intent = bench.profile("🚆 book a trip to Paris 🚆", None).selected_intent.unwrap();
        assert_eq!(
            (intent.name.as_str(), intent.slot("ArrivingCity").unwrap().value.as_deref()),
            ("BookTripIntent", Some("Paris"))
        );
    });
}

#[test]
fn each_field_that_is_missing_or_of_a_wrong_type_is_named() {
    on_both(|service| {
        let bench = Bench::new(service);
        for (body, fields) in [
            (json!({}), vec!["utterance"]),
            (json!({"utterance": null}), vec!["utterance"]),
            (json!({"utterance": 7}), vec!["utterance"]),
            (json!({"utterance": "help", "multiTurnToken": 7}), vec!["multiTurnToken"]),
            (json!({"utterance": [], "multiTurnToken": {}}), vec!["utterance", "multiTurnToken"]),
            (json!(["help"]), vec!["The"]),
        ] {
            let answer = bench.post(&body);
            assert_eq!(
                (answer.status, answer.fields()),
                (400, fields.into_iter().map(str::to_owned).collect()),
                "{body}"
            );
        }
        for body in [&b""[..], b"{", b"\xff"] {
            assert_eq!(bench.send("POST", "/profileNlu", body, &[]).unwrap().status, 400);
        }
        let form = [("Content-Type", "text/plain")];
        assert_eq!(bench.send("POST", "/profileNlu", br#"{"utterance":"help"}"#, &form).unwrap().status, 400);
        let ignored = bench.post(&json!({"utterance": "help", "multiTurnToken": null, "more": 1}));
        assert_eq!(ignored.status, 200);
    });
}

#[test]
fn a_token_that_is_forged_or_of_another_skill_stage_or_locale_is_refused() {
    on_both(|service| {
        let bench = Bench::new(service);
        let (_, _, token) = next(&bench.profile("book a trip", None));
        let refused = |bench: &Bench<'_>, token: &str| {
            let answer = bench.post(&json!({"utterance": "seattle", "multiTurnToken": token}));
            assert_eq!((answer.status, answer.fields()), (400, vec!["multiTurnToken".to_owned()]), "{token}");
            let error = ApiError::from_response("profileNlu", &answer.response);
            assert!(matches!(error.kind, ErrorKind::Invalid(problems) if problems.len() == 1));
        };
        let forged = format!("A{}", &token[1..]);
        let long = "A".repeat(20_000);
        for bad in ["", "abcd1234...", forged.as_str(), &token[..token.len() - 3], long.as_str()] {
            refused(&bench, bad);
        }
        refused(&Bench { stage: "live".to_owned(), ..Bench::new(service) }, &token);
        refused(&Bench::in_locale(service, "en-GB"), &token);
        refused(&Bench { skill: support::DAY_PLANNER.to_owned(), ..Bench::new(service) }, &token);
        assert_eq!(bench.post(&json!({"utterance": "seattle", "multiTurnToken": token})).status, 200);
    });
}

#[test]
fn a_locale_that_the_skill_does_not_have_is_400_and_has_no_model() {
    on_both(|service| {
        for locale in PROFILER_LOCALES.iter().chain(&["nl-NL", "xx", "en-us"]) {
            let bench = Bench::in_locale(service, locale);
            let has = ["en-US", "en-GB", "de-DE", "ja-JP"].contains(locale);
            let answer = bench.post(&json!({"utterance": "help"}));
            assert_eq!(answer.status, if has { 200 } else { 400 }, "{locale}");
            assert!(has || answer.fields() == ["locale"], "{locale}");
            let model = bench.send("GET", "", b"", &[]).unwrap();
            assert_eq!(model.status, if has { 200 } else { 404 }, "{locale}");
        }
        let live = Bench { stage: "live".to_owned(), ..Bench::in_locale(service, "ja-JP") };
        assert_eq!(live.post(&json!({"utterance": "ヘルプ"})).status, 400, "ja-JP is in development only");
    });
}

#[test]
fn a_stage_that_does_not_exist_is_400_and_a_skill_that_does_not_is_404() {
    on_both(|service| {
        let help = json!({"utterance": "help"});
        for stage in ["certified", "LIVE", "x"] {
            let answer = Bench { stage: stage.to_owned(), ..Bench::new(service) }.post(&help);
            assert_eq!((answer.status, answer.fields()), (400, vec!["stage".to_owned()]), "{stage}");
        }
        let other = |skill: &str| Bench { skill: skill.to_owned(), ..Bench::new(service) }.post(&help);
        assert_eq!(other("amzn1.ask.skill.none").status, 404);
        assert_eq!(other(&"x".repeat(255)).status, 404);
        let long = other(&"x".repeat(256));
        assert_eq!((long.status, long.body["code"].as_str()), (400, Some("INVALID_STRING_LENGTH")));
        let bench = Bench::new(service);
        assert_eq!(bench.send("GET", "/profileNlu", b"", &[]).unwrap().status, 404);
        assert_eq!(bench.send("POST", "/profileNlu/more", b"{}", &[]).unwrap().status, 404);
    });
}

#[test]
fn who_may_not_profile_gets_401_or_403() {
    on_both(|service| {
        let help = json!({"utterance": "help"});
        let with_token = |token: &str| Bench { token: token.to_owned(), ..Bench::new(service) };
        for token in ["Atza|nobodys", "Atza|sandbox-robin", "Atza|sandbox-sam"] {
            assert_eq!(with_token(token).post(&help).status, 401, "{token}");
            assert_eq!(with_token(token).send("GET", "", b"", &[]).unwrap().status, 401, "{token}");
        }
        for (scope, profiles, reads) in [
            ("alexa::ask:models:read", 200, 200),
            ("alexa::ask:models:readwrite", 200, 200),
            ("alexa::ask:skills:test", 200, 403),
            ("alexa::ask:skills:readwrite", 403, 403),
        ] {
            let bench = with_token(&token_with_scope(service, scope));
            let answer = bench.post(&help);
            assert_eq!(answer.status, profiles, "{scope}");
            let names_scopes =
                answer.body["violations"][0]["message"].as_str().is_some_and(|m| m.contains("models:read"));
            assert_eq!(names_scopes, profiles == 403, "{scope}");
            assert_eq!(bench.send("GET", "", b"", &[]).unwrap().status, reads, "{scope}");
        }
        for skill in [HEARTH_LIGHTS, MORNING_MINUTE] {
            let bench = Bench { skill: skill.to_owned(), ..Bench::new(service) };
            assert_eq!(bench.post(&help).status, 403, "{skill} is not custom");
            assert_eq!(bench.send("GET", "", b"", &[]).unwrap().status, 403, "{skill} is not custom");
        }
    });
}

#[test]
fn every_status_of_the_document_can_be_asked_for_and_has_a_message() {
    on_both(|service| {
        let bench = Bench::new(service);
        for status in [400, 401, 403, 404, 409, 429, 500, 503] {
            let fault = status.to_string();
            let body = br#"{"utterance":"help"}"#;
            let answer = bench.send("POST", "/profileNlu", body, &[("X-Sandbox-Fault", &fault)]).unwrap();
            assert_eq!(answer.status, status);
            assert!(answer.body["message"].is_string() && answer.response.request_id().is_some(), "{status}");
        }
        bench.knobs(json!({"ratePerS": 0.001, "burst": 2}));
        let statuses: Vec<u16> = (0..4).map(|_| bench.post(&json!({"utterance": "help"})).status).collect();
        assert_eq!(statuses.iter().filter(|s| **s == 429).count(), 2, "{statuses:?}");
    });
}

#[test]
fn null_slots_are_sent_on_demand_and_read_as_empty() {
    on_both(|service| {
        let bench = Bench::new(service);
        bench.knobs(json!({"faults": [{"fault": "null-values", "pathContains": "profileNlu", "times": 2}]}));
        let body = bench.body("book a trip from seattle");
        assert_eq!(body["selectedIntent"]["slots"]["DepartingCity"], Value::Null);
        let read = bench.profile("book a trip from seattle", None).selected_intent.unwrap();
        assert_eq!((read.slots.len(), read.filled().count()), (6, 0));
        assert!(bench.body("book a trip from seattle")["selectedIntent"]["slots"]["DepartingCity"].is_object());
        assert_eq!(bench.skill, CITY_TRIPS);
    });
}
