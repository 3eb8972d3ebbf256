//! Conversations with the sandbox's skills, in-process and over HTTP: sessions, dialogs, and what is remembered.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/simulation.rs"]
mod simulation;
mod support;

use serde_json::{Value, json};
use simulation::{Device, Heard};
use skillscope::domain::simulation::SimulationStatus;
use support::{DAY_PLANNER, on_both};

fn dialog_states(heard: &Heard) -> Vec<&str> {
    (0..heard.invocations().len()).map(|n| heard.request(n)["request"]["dialogState"].as_str().unwrap_or("-")).collect()
}

fn session_id(heard: &Heard) -> String {
    heard.request(0)["session"]["sessionId"].as_str().unwrap().to_owned()
}

fn slot<'a>(heard: &'a Heard, name: &str) -> &'a Value {
    &heard.raw["result"]["alexaExecutionInfo"]["consideredIntents"][0]["slots"][name]
}

#[test]
fn a_trip_is_booked_turn_by_turn_from_the_launch_to_the_confirmation() {
    on_both(|service| {
        let device = Device::new(service);
        let launch = device.say("open city trips");
        assert_eq!(launch.request(0)["request"]["type"], "LaunchRequest");

        let begun = device.say("book a trip");
        assert_eq!((begun.intent().as_str(), dialog_states(&begun)), ("BookTripIntent", vec!["STARTED"]));
        assert_eq!(begun.request(0)["session"]["new"], false);
        assert_eq!(session_id(&begun), session_id(&launch));
        let delegate = &begun.response(0)["response"]["directives"][0];
        assert_eq!(delegate["type"], "Dialog.Delegate");
        assert_eq!(delegate["updatedIntent"]["name"], "BookTripIntent");
        assert_eq!(begun.response(0)["response"].get("outputSpeech"), None, "Alexa asks, not the skill");
        assert!(begun.speech().ends_with('?'));

        let from = device.say("seattle");
        assert_eq!(dialog_states(&from), ["IN_PROGRESS"]);
        assert!(from.speech().contains("Seattle"), "{}", from.speech());
        assert_eq!(slot(&from, "DepartingCity")["confirmationStatus"], "NONE");
        let resolution = &slot(&from, "DepartingCity")["resolutions"]["resolutionsPerAuthority"][0];
        assert_eq!(resolution["status"]["code"], "ER_SUCCESS_MATCH");
        assert_eq!(resolution["values"][0]["value"], json!({"name": "Seattle", "id": "sea"}));

        let confirmed = device.say("yes");
        assert_eq!(slot(&confirmed, "DepartingCity")["confirmationStatus"], "CONFIRMED");
        let to = device.say("portland");
        assert_eq!(slot(&to, "ArrivingCity")["value"], "portland");
        let when = device.say("next friday");
        assert!(when.speech().contains("Seattle") && when.speech().contains("Portland"), "{}", when.speech());
        assert_eq!(when.request(0)["request"]["intent"]["confirmationStatus"], "NONE");

        let done = device.say("yes");
        assert_eq!(
            dialog_states(&done),
            ["IN_PROGRESS", "COMPLETED"],
            "the dialog completes: the skill is called twice"
        );
        assert_eq!(done.request(1)["request"]["intent"]["confirmationStatus"], "CONFIRMED");
        assert!(done.speech().starts_with("Your trip from Seattle to Portland is booked"), "{}", done.speech());
        assert_eq!(session_id(&done), session_id(&launch));
        let trips = device.say("what are my trips");
        assert!(trips.speech().contains("Seattle to Portland"), "{}", trips.speech());
        assert!(device.say_anew("ask city trips what are my trips").speech().contains("Seattle to Portland"));
    });
}

#[test]
fn a_denied_city_is_asked_for_again_and_a_denied_trip_is_not_booked() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        device.say("book a trip from seattle to portland");
        let denied = device.say("no");
        assert_eq!(dialog_states(&denied), ["IN_PROGRESS"]);
        assert!(denied.speech().ends_with('?'), "{}", denied.speech());
        device.say("boston");
        device.say("yes");
        let last = device.say("next friday");
        assert!(last.speech().contains("Boston"), "{}", last.speech());
        let done = device.say("no");
        assert_eq!(done.request(1)["request"]["intent"]["confirmationStatus"], "DENIED");
        assert!(done.speech().contains("have not booked"), "{}", done.speech());
        assert!(device.say("what are my trips").speech().contains("no booked trips"));
    });
}

#[test]
fn a_city_that_the_skill_does_not_know_and_one_that_could_not_be_resolved_are_told_apart() {
    on_both(|service| {
        let device = Device::new(service);
        let codes = [
            ("Rome", "ER_SUCCESS_MATCH"),
            ("Zanzibar", "ER_SUCCESS_NO_MATCH"),
            ("Timeoutville", "ER_ERROR_TIMEOUT"),
            ("Exceptionville", "ER_ERROR_EXCEPTION"),
        ];
        for (city, code) in codes {
            device.say_anew("open city trips");
            let heard = device.say(&format!("what can i see in {city}"));
            let resolution = &slot(&heard, "City")["resolutions"]["resolutionsPerAuthority"][0];
            assert_eq!(resolution["status"]["code"], code, "{city}");
            assert_eq!(resolution["values"].is_array(), city == "Rome", "{city}");
            assert!(heard.speech().contains(city), "{}", heard.speech());
            let sent = &heard.request(0)["request"]["intent"]["slots"]["City"];
            assert_eq!(sent, slot(&heard, "City"), "the skill is sent what was understood");
        }
    });
}

#[test]
fn german_and_japanese_are_spoken_where_the_skill_has_them() {
    on_both(|service| {
        let german = Device::in_locale(service, "de-DE");
        assert!(german.say("öffne städtereisen").speech().starts_with("Willkommen bei Städtereisen"));
        let sights = german.say("was kann ich in rom sehen");
        assert_eq!(sights.intent(), "ListSightsIntent");
        assert!(sights.speech().starts_with("In Rom gibt es: "), "{}", sights.speech());
        let endpoint = sights.invocations()[0]["invocationRequest"]["endpoint"].as_str().unwrap();
        assert!(endpoint.contains("eu-west-1"));
        assert!(german.say("stopp").speech().starts_with("Auf Wiedersehen"));
        let japanese = Device::in_locale(service, "ja-JP");
        let launch = japanese.say("シティートリップを開いて");
        assert_eq!(launch.intent(), "<LaunchRequest>");
        assert!(launch.speech().starts_with("シティートリップへようこそ"));
    });
}

#[test]
fn what_is_not_for_the_skill_alexa_answers_herself_without_calling_it() {
    on_both(|service| {
        let device = Device::new(service);
        for utterance in ["book a trip", "what time is it", "hello"] {
            let heard = device.say(utterance);
            assert_eq!(heard.simulation.status, SimulationStatus::Successful, "{utterance}");
            assert!(heard.result().skill_was_not_called() && heard.result().captions().next().is_some());
        }
        let asked = device.say("ask city trips to find a trip from seattle to portland");
        assert_eq!((asked.intent().as_str(), &asked.request(0)["session"]["new"]), ("FindTripIntent", &json!(true)));
        assert_eq!(device.say("alexa, open city trips").intent(), "<LaunchRequest>");
    });
}

#[test]
fn a_session_ends_by_stop_by_a_new_one_by_being_left_alone_and_when_the_skill_ends_it() {
    on_both(|service| {
        let device = Device::new(service);
        let called = |heard: &Heard| !heard.result().skill_was_not_called();
        device.say("open city trips");
        assert!(called(&device.say("help")));
        let stopped = device.say("stop");
        assert_eq!(stopped.intent(), "AMAZON.StopIntent");
        assert_eq!(stopped.response(0)["response"]["shouldEndSession"], true);
        assert!(!called(&device.say("help")), "the session is over");

        device.say("open city trips");
        assert!(!called(&device.say_anew("help")), "a new session needs the invocation");
        assert!(!called(&device.say("help")), "and the old one is gone");

        let first = device.say("open city trips");
        assert_ne!(session_id(&device.say("open city trips")), session_id(&first));
        device.advance_s(290);
        assert!(called(&device.say("help")), "each turn keeps it alive");
        device.advance_s(290);
        assert!(called(&device.say("help")));
        device.advance_s(301);
        assert!(!called(&device.say("help")));

        let planner = Device { skill: DAY_PLANNER.to_owned(), ..Device::new(service) };
        planner.enablement("PUT");
        planner.say("open day planner");
        let planned = planner.say("plan my day");
        assert_eq!(planned.response(0)["response"]["shouldEndSession"], true);
        assert!(!called(&planner.say("plan my day")));
    });
}

#[test]
fn stages_and_locales_have_sessions_of_their_own() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        assert!(Device::live(service).say("help").result().skill_was_not_called());
        assert!(Device::in_locale(service, "en-GB").say("help").result().skill_was_not_called());
        assert!(!device.say("help").result().skill_was_not_called());
    });
}

#[test]
fn leaving_by_going_home_calls_the_skill_without_waiting_for_an_answer() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        let home = device.say("go home");
        assert_eq!(home.request(0)["request"]["type"], "SessionEndedRequest");
        assert_eq!(home.invocations()[0]["invocationResponse"], json!({}), "the body is optional");
        assert_eq!(home.speech(), "");
        assert!(home.result().skill_execution_info.invocations[0].invocation_response.body.is_none());
    });
}

#[test]
fn an_isolated_simulation_reaches_the_skill_without_its_name_and_leaves_no_session() {
    on_both(|service| {
        let device = Device::new(service);
        let mut body = device.body("what can i see in rome", "DEFAULT");
        body["simulation"] = json!({"type": "NFI_ISOLATED_SIMULATION"});
        let answer = device.post(&body);
        let ended = device.get(answer.body["id"].as_str().unwrap()).body;
        let request = &ended["result"]["skillExecutionInfo"]["invocations"][0]["invocationRequest"]["body"];
        assert_eq!(request["request"]["intent"]["name"], "ListSightsIntent");
        assert_eq!(request["session"]["new"], true);
        assert!(device.say("next").result().skill_was_not_called());
    });
}

#[test]
fn answers_depend_on_what_was_said_before() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        let found = device.say("find a trip from seattle to portland");
        assert_eq!(found.result().captions().count(), 2, "a progressive response comes first: {}", found.speech());
        assert_eq!(found.response(0)["response"]["card"]["type"], "Simple");
        assert!(device.say("yes").speech().contains("saved the trip to Portland"));
        assert!(!device.say("yes").speech().contains("saved"), "nothing is asked any more");
        let sights = device.say("what can i see in rome");
        assert_eq!(sights.response(0)["sessionAttributes"]["lastCity"]["id"], "rom");
        let next = [device.say("next").speech(), device.say("next").speech()];
        assert!(next[0].starts_with("Then there is") && next[0] != next[1], "{next:?}");
        assert_eq!(device.say("next").request(0)["session"]["attributes"]["nextSight"], 5);
        let weather = device.say("what's the weather in rome");
        assert_eq!(weather.response(0)["response"]["outputSpeech"]["type"], "SSML");
        assert!(!weather.speech().contains('<'), "a caption is plain text");
    });
}

#[test]
fn a_question_of_the_skill_is_answered_by_the_next_words_and_by_no_later_ones() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        assert_eq!(device.say("i want to travel from chicago").speech(), "From Chicago. Where to?");
        let found = device.say("portland");
        assert_eq!(found.intent(), "CityInfoIntent", "the model knows nothing of the question");
        assert!(found.speech().contains("From Chicago to Portland"), "{}", found.speech());
        assert_eq!(found.response(0)["sessionAttributes"]["asks"], "save");
        let info = device.say("portland").speech();
        assert!(info.starts_with("Portland is known for"), "{info}");
        device.say("find a trip from seattle to portland");
        assert_eq!(device.say("no").speech(), "All right. Anything else?");
        let bye = device.say("no");
        assert_eq!(
            (bye.speech().as_str(), &bye.response(0)["response"]["shouldEndSession"]),
            ("Goodbye.", &json!(true))
        );
    });
}

#[test]
fn days_are_said_and_sent_as_alexa_sends_them() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        device.say("book a trip from seattle to portland on december 24");
        let asked = device.say("yes");
        let sent = asked.request(0)["request"]["intent"]["slots"]["TravelDate"]["value"].as_str().unwrap();
        assert!(sent.ends_with("-12-24"), "{sent}");
        assert!(asked.speech().contains(", December 24") && !asked.speech().contains(sent), "{}", asked.speech());
        let done = device.say("yes");
        assert!(done.speech().contains(", December 24, number"), "{}", done.speech());
    });
}

#[test]
fn words_that_look_like_markup_stay_words() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        let heard = device.say("what's the weather in <b>rome</b> & \"florence\" 😀 שלום");
        assert_eq!(heard.status(), "SUCCESSFUL");
        for n in 0..heard.invocations().len() {
            let speech = &heard.response(n)["response"]["outputSpeech"];
            if let Some(ssml) = speech["ssml"].as_str() {
                let inner = ssml.strip_prefix("<speak>").unwrap().strip_suffix("</speak>").unwrap();
                assert!(!inner.contains('<'), "{ssml}");
            }
        }
    });
}

#[test]
fn who_comes_back_the_next_day_is_greeted_with_the_booked_trip_and_at_once_as_before() {
    on_both(|service| {
        let device = Device::new(service);
        let first = device.say("open city trips").speech();
        device.say("book a trip from seattle to portland");
        device.say("yes");
        device.say("next friday");
        assert!(device.say("yes").speech().contains("is booked"));
        assert_eq!(device.say_anew("open city trips").speech(), first, "the same conversation twice is the same");
        device.advance_s(24 * 3_600);
        let back = device.say_anew("open city trips").speech();
        assert!(back.starts_with("Welcome back") && back.contains("Portland"), "{back}");
    });
}

#[test]
fn five_intents_at_most_are_considered_and_the_first_is_the_one_that_was_sent() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        for utterance in
            ["what can i see in rome", "book a trip to rome", "the best museums", "trips", "weather in rome"]
        {
            let heard = device.say(utterance);
            let considered = &heard.result().alexa_execution_info.considered_intents;
            assert!((1..=5).contains(&considered.len()), "{utterance}: {}", considered.len());
            assert_eq!(considered[0].name, heard.intent(), "{utterance}");
            device.say_anew("open city trips");
        }
        let unknown = device.say("colourless green ideas sleep furiously");
        assert_eq!(unknown.intent(), "AMAZON.FallbackIntent");
        assert!(unknown.speech().contains("can't help with that"));
    });
}

#[test]
fn words_make_a_simulation_fail_as_amazon_fails() {
    on_both(|service| {
        let device = Device::new(service);
        device.say("open city trips");
        let late = device.say("book a trip with an endpoint timeout");
        assert_eq!((late.status(), late.error()), ("FAILED", "The skill's endpoint did not respond within 8 seconds."));
        assert_eq!(late.invocations()[0]["metrics"]["skillExecutionTimeInMilliseconds"], 8_000);
        assert_eq!(late.invocations()[0]["invocationResponse"], json!({}));
        assert_eq!(late.speech(), "", "nobody asked anything");
        assert!(device.say("help").result().skill_was_not_called(), "the session ended with it");
        let broken = device.say("open city trips for a broken answer");
        assert_eq!((broken.status(), broken.error()), ("FAILED", "Skill response was not valid JSON."));
        assert!(broken.response(0).is_string());
        for (words, part) in
            [("not enabled", "not enabled"), ("wrong locale", "en-US"), ("auto delegation", "unexpected error")]
        {
            let failed = device.say(&format!("open city trips {words}"));
            assert_eq!(failed.status(), "FAILED");
            assert!(failed.error().contains(part), "{words}: {}", failed.error());
            assert!(failed.result().skill_was_not_called());
        }
    });
}

#[test]
fn a_success_without_an_invocation_is_asked_for_by_a_word_or_by_a_knob() {
    on_both(|service| {
        let device = Device::new(service);
        let silent = device.say("ask city trips for silence");
        assert_eq!(silent.raw["result"]["skillExecutionInfo"], json!({"invocations": []}));
        assert_eq!((silent.status(), silent.speech()), ("SUCCESSFUL", String::new()));
        device.knobs(json!({"skillCalls": "omitted"}));
        let omitted = device.say("open city trips");
        assert_eq!(omitted.status(), "SUCCESSFUL");
        assert_eq!(omitted.raw["result"].get("skillExecutionInfo"), None);
        assert!(omitted.result().skill_was_not_called());
    });
}

#[test]
fn the_same_question_takes_the_same_time_and_is_never_free() {
    on_both(|service| {
        let device = Device::new(service);
        let time = |utterance: &str| {
            device.say("open city trips");
            device.say(utterance).result().execution_time_ms().unwrap()
        };
        assert_eq!(time("help"), time("help"));
        assert_ne!(time("help"), time("what can i see in rome"));
        assert!(time("help") >= 90.0);
    });
}
