#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::domain::intent::{ConfirmationStatus, ResolutionCode};
use crate::domain::profile::DialogActType;
use time::macros::date;

/// A Saturday.
const TODAY: time::Date = date!(2026 - 11 - 21);
const CITY_TRIPS: &str = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const DAY_PLANNER: &str = "amzn1.ask.skill.44444444-4444-4444-8444-444444444444";

fn understood(locale: &str, utterance: &str) -> Understood {
    understand(model(CITY_TRIPS, locale).unwrap(), CITY_TRIPS, utterance, None, TODAY)
}

/// Name and filled slots, as `Name City=rome>Rome`.
fn short(intent: &Intent) -> String {
    let slots = intent.filled().map(|slot| {
        let resolved = slot.resolved().map(|value| format!(">{}", value.name)).unwrap_or_default();
        format!(" {}={}{resolved}", slot.name, slot.value.as_deref().unwrap())
    });
    std::iter::once(intent.name.clone()).chain(slots).collect()
}

fn selected(locale: &str, utterance: &str) -> String {
    short(&understood(locale, utterance).selected.unwrap())
}

/// A dialog in one locale.
struct Talk {
    locale: &'static str,
    last: Understood,
}

impl Talk {
    fn begin(locale: &'static str, utterance: &str) -> Self {
        Self { locale, last: understood(locale, utterance) }
    }

    fn say(&mut self, utterance: &str) -> &mut Self {
        let state = self.last.step.as_ref().map(|step| &step.state);
        self.last = understand(model(CITY_TRIPS, self.locale).unwrap(), CITY_TRIPS, utterance, state, TODAY);
        self
    }

    /// What is asked for next, as `ElicitSlot ArrivingCity`; empty where the dialog is over.
    fn next(&self) -> String {
        let Some(step) = &self.last.step else { return String::new() };
        let act = step.act.act_type.as_str().trim_start_matches("Dialog.");
        format!("{act} {}", step.act.target_slot.as_deref().unwrap_or_default()).trim_end().to_owned()
    }

    fn intent(&self) -> &Intent {
        self.last.selected.as_ref().unwrap()
    }

    fn status(&self, slot: &str) -> &ConfirmationStatus {
        &self.intent().slot(slot).unwrap().confirmation_status
    }
}

#[test]
fn every_model_can_be_read_and_has_the_intents_of_its_skill() {
    for skill in super::super::world::skills() {
        for locale in skill.locales {
            let Some(model) = model(skill.id, locale.code) else {
                assert!(skill.intents.is_empty(), "{} has no model in {}", skill.id, locale.code);
                continue;
            };
            for intent in skill.intents {
                assert!(model.language.intent(intent.name).is_some(), "{} {}", locale.code, intent.name);
            }
        }
    }
    assert!(model(CITY_TRIPS, "ja-JP").is_some() && model(CITY_TRIPS, "fr-FR").is_none());
    assert!(model_at(CITY_TRIPS, &"live".into(), "ja-JP").is_none());
    assert!(model_at(CITY_TRIPS, &"development".into(), "ja-JP").is_some());
}

#[test]
fn every_sample_reaches_its_own_intent() {
    for locale in ["en-US", "de-DE", "ja-JP"] {
        let model = model(CITY_TRIPS, locale).unwrap();
        let mut wrong = Vec::new();
        for intent in &model.language.intents {
            for sample in &intent.samples {
                let spoken = intent.slots.iter().fold(sample.clone(), |text, slot| {
                    let value = match (slot.slot_type.as_str(), locale) {
                        ("AMAZON.DATE", "ja-JP") => "明日",
                        ("AMAZON.DATE", "de-DE") => "morgen",
                        ("AMAZON.DATE", _) => "tomorrow",
                        ("AMAZON.NUMBER", _) => "3",
                        ("AMAZON.DURATION", "ja-JP") => "3日間",
                        ("AMAZON.DURATION", "de-DE") => "3 Tage",
                        ("AMAZON.DURATION", _) => "3 days",
                        ("AMAZON.City", _) => &model.language.types[0].values[0].name.value,
                        (own, _) => {
                            let own = model.language.types.iter().find(|t| t.name == own).unwrap();
                            let nth = usize::from(slot.name == "ArrivingCity");
                            &own.values[nth].name.value
                        }
                    };
                    text.replace(&format!("{{{}}}", slot.name), value)
                });
                let got = understood(locale, &spoken).selected.unwrap();
                if got.name != intent.name {
                    wrong.push(format!("{spoken}: {} instead of {}", got.name, intent.name));
                }
                let filled = got.filled().count();
                assert!(got.name != intent.name || filled >= sample.matches('{').count(), "{spoken}: {}", short(&got));
            }
        }
        assert!(wrong.is_empty(), "{locale}: {wrong:#?}");
    }
}

#[test]
fn what_is_said_in_other_words_than_the_samples_is_understood() {
    for (utterance, expected) in [
        (
            "could you book me a first class ticket from Seattle to Portland next Friday for two people please",
            "BookTripIntent DepartingCity=Seattle>Seattle ArrivingCity=Portland>Portland TravelDate=2026-11-27 Travelers=2 TravelClass=first class>first",
        ),
        (
            "three museums in the Big Apple",
            "ListSightsIntent City=Big Apple>New York SightKind=museums>museum SightCount=3",
        ),
        ("is it going to snow in denver this weekend", "WeatherIntent City=denver ForecastDate=2026-W47-WE"),
        (
            "how long is the train ride from boston to nyc",
            "FindTripIntent DepartingCity=boston>Boston ArrivingCity=nyc>New York TravelMode=train>train",
        ),
        ("keep that trip for later", "SaveTripIntent"),
        (
            "how far is it from las vegas to new york city",
            "FindTripIntent DepartingCity=las vegas>Las Vegas ArrivingCity=new york city>New York",
        ),
        ("whats the wether in berln tomorow", "WeatherIntent City=berln ForecastDate=2026-11-22"),
    ] {
        assert_eq!(selected("en-US", utterance), expected, "{utterance}");
    }
    assert_eq!(
        selected("de-DE", "zeig mir drei Kirchen in Wien"),
        "ListSightsIntent City=Wien>Wien SightKind=Kirchen>Kirche SightCount=3"
    );
    assert_eq!(
        selected("de-DE", "ich möchte am Freitag von Koeln nach MÜNCHEN fahren"),
        "FindTripIntent DepartingCity=Koeln>Köln ArrivingCity=MÜNCHEN>München TravelDate=2026-11-27"
    );
    assert_eq!(
        selected("de-DE", "reserviere drei Nächte in Venedig"),
        "BookTripIntent ArrivingCity=Venedig>Venedig StayLength=P3D"
    );
    assert_eq!(
        selected("ja-JP", "新幹線で広島に行きたいです"),
        "FindTripIntent ArrivingCity=広島>広島 TravelMode=新幹線>電車"
    );
}

#[test]
fn the_intents_are_ranked_and_the_selected_one_is_not_among_the_others() {
    let understood = understood("en-US", "i want to travel from seattle");
    assert_eq!(short(understood.selected.as_ref().unwrap()), "FindTripIntent DepartingCity=seattle>Seattle");
    assert!((1..Understood::MOST).contains(&understood.considered.len()));
    let book = understood.considered.iter().find(|intent| intent.name == "BookTripIntent").unwrap();
    assert_eq!(short(book), "BookTripIntent DepartingCity=seattle>Seattle");
    assert_eq!(book.slots.len(), 6, "slots that are not filled are there too");
    assert!(understood.considered.iter().all(|intent| intent.name != "FindTripIntent"));
}

#[test]
fn what_has_nothing_to_do_with_the_skill_falls_back_where_the_model_has_a_fallback() {
    for utterance in ["who won the super bowl", "play some jazz music", "🍕🍕🍕", "שלום עולם", ""] {
        assert_eq!(selected("en-US", utterance), "AMAZON.FallbackIntent", "{utterance}");
    }
    let planner = understand(model(DAY_PLANNER, "en-US").unwrap(), DAY_PLANNER, "who won the super bowl", None, TODAY);
    assert_eq!(planner.selected, None);
    let planner = understand(model(DAY_PLANNER, "en-US").unwrap(), DAY_PLANNER, "plan a hike for sunday", None, TODAY);
    assert_eq!(short(planner.selected.as_ref().unwrap()), "PlanDayIntent Day=2026-11-22 Activity=hike>walk");
}

#[test]
fn of_a_text_without_end_only_the_beginning_is_heard() {
    let words = "book a trip to rome ".repeat(500);
    assert!(selected("en-US", &words).starts_with("BookTripIntent"));
    for text in ["x".repeat(10_000), "🚆".repeat(10_000), "東".repeat(10_000)] {
        assert_eq!(selected("en-US", &text), "AMAZON.FallbackIntent");
    }
}

#[test]
fn all_four_codes_of_a_resolution_occur_and_their_authority_names_skill_and_type() {
    for (city, code) in [
        ("seattle", ResolutionCode::Match),
        ("zanzibar", ResolutionCode::NoMatch),
        ("timeoutville", ResolutionCode::Timeout),
        ("exceptionville", ResolutionCode::Exception),
    ] {
        let intent = understood("en-US", &format!("book a trip to {city}")).selected.unwrap();
        let slot = intent.slot("ArrivingCity").unwrap();
        assert_eq!(slot.value.as_deref(), Some(city));
        let resolution = &slot.resolutions.resolutions_per_authority[0];
        assert_eq!(resolution.status.code, code);
        assert_eq!(resolution.authority, format!("amzn1.er-authority.echo-sdk.{CITY_TRIPS}.City"));
        assert_eq!(resolution.values.len(), usize::from(code == ResolutionCode::Match));
    }
    let weather = understood("en-US", "how is the weather in rome").selected.unwrap();
    assert!(weather.slot("City").unwrap().resolutions.resolutions_per_authority.is_empty(), "built-in types have none");
}

#[test]
fn only_stop_cancel_and_home_end_the_session() {
    for (utterance, ends) in
        [("stop", true), ("cancel", true), ("go home", true), ("help", false), ("weather in rome", false)]
    {
        assert_eq!(understood("en-US", utterance).ends_session, ends, "{utterance}");
    }
}

#[test]
fn a_booking_asks_for_what_is_missing_confirms_the_departure_and_then_the_whole() {
    let mut talk = Talk::begin("en-US", "book a trip");
    assert_eq!(talk.next(), "ElicitSlot DepartingCity");
    assert_eq!(talk.say("uh portland i guess").next(), "ConfirmSlot DepartingCity");
    assert_eq!(talk.last.step.as_ref().unwrap().prompt, "You want to start from Portland, right?");
    assert_eq!(talk.say("yes").next(), "ElicitSlot ArrivingCity");
    assert_eq!(talk.status("DepartingCity"), &ConfirmationStatus::Confirmed);
    assert_eq!(talk.say("san fran").next(), "ElicitSlot TravelDate");
    assert_eq!(talk.say("next friday").next(), "ConfirmIntent");
    let prompt = &talk.last.step.as_ref().unwrap().prompt;
    assert_eq!(prompt, "I will book your trip from Portland to San Francisco on 2026-11-27. Is that right?");
    assert_eq!(talk.say("yes please").next(), "");
    assert_eq!(talk.intent().confirmation_status, ConfirmationStatus::Confirmed);
    let expected =
        "BookTripIntent DepartingCity=portland>Portland ArrivingCity=san fran>San Francisco TravelDate=2026-11-27";
    assert_eq!(short(talk.intent()), expected);
}

#[test]
fn no_denies_and_asks_again_and_no_with_a_city_corrects() {
    let mut talk = Talk::begin("en-US", "book a trip from seattle to paris tomorrow");
    assert_eq!(talk.next(), "ConfirmSlot DepartingCity");
    assert_eq!(talk.say("no").next(), "ElicitSlot DepartingCity");
    assert_eq!(talk.status("DepartingCity"), &ConfirmationStatus::Denied);
    assert_eq!(talk.say("tacoma").next(), "ConfirmSlot DepartingCity");
    assert_eq!(talk.status("DepartingCity"), &ConfirmationStatus::None);
    assert_eq!(talk.say("no, from boston").next(), "ConfirmSlot DepartingCity");
    let expected = "BookTripIntent DepartingCity=boston>Boston ArrivingCity=paris>Paris TravelDate=2026-11-22";
    assert_eq!(short(talk.intent()), expected);
    assert_eq!(talk.say("yep").next(), "ConfirmIntent");
    assert_eq!(talk.say("no").next(), "");
    assert_eq!(talk.intent().confirmation_status, ConfirmationStatus::Denied);
}

#[test]
fn the_whole_can_be_corrected_and_is_confirmed_again() {
    let mut talk = Talk::begin("en-US", "book a trip from seattle to paris tomorrow");
    assert_eq!(talk.say("yes").next(), "ConfirmIntent");
    assert_eq!(talk.say("no, on monday").next(), "ConfirmIntent");
    assert_eq!(talk.intent().slot("TravelDate").unwrap().value.as_deref(), Some("2026-11-23"));
    assert_eq!(talk.intent().slot("ArrivingCity").unwrap().value.as_deref(), Some("paris"));
}

#[test]
fn one_answer_may_fill_several_slots_and_one_that_says_nothing_is_asked_again_in_other_words() {
    let mut talk = Talk::begin("en-US", "i would like to book a journey");
    talk.say("from seattle to portland on monday");
    assert_eq!(talk.next(), "ConfirmSlot DepartingCity");
    let mut talk = Talk::begin("en-US", "book a trip from seattle to portland");
    talk.say("yes");
    assert_eq!(talk.next(), "ElicitSlot TravelDate");
    let first = talk.last.step.as_ref().unwrap().prompt.clone();
    talk.say("i have no idea");
    assert_eq!(talk.next(), "ElicitSlot TravelDate");
    assert_ne!(talk.last.step.as_ref().unwrap().prompt, first);
    let mut talk = Talk::begin("en-US", "book a trip");
    talk.say("gotham");
    let resolutions = &talk.intent().slot("DepartingCity").unwrap().resolutions.resolutions_per_authority;
    assert_eq!(resolutions[0].status.code, ResolutionCode::NoMatch);
}

#[test]
fn another_intent_leaves_the_dialog() {
    for (utterance, name) in [
        ("stop", "AMAZON.StopIntent"),
        ("cancel", "AMAZON.CancelIntent"),
        ("help", "AMAZON.HelpIntent"),
        ("how is the weather in berlin", "WeatherIntent"),
    ] {
        let mut talk = Talk::begin("en-US", "book a trip");
        talk.say(utterance);
        assert_eq!((talk.intent().name.as_str(), talk.next().as_str()), (name, ""), "{utterance}");
    }
}

#[test]
fn dialogs_go_on_in_german_and_japanese() {
    let mut talk = Talk::begin("de-DE", "ich möchte eine reise buchen");
    assert_eq!(talk.say("von Köln").next(), "ConfirmSlot DepartingCity");
    assert_eq!(talk.say("nein, von Bonn").next(), "ConfirmSlot DepartingCity");
    assert_eq!(talk.say("ja genau").next(), "ElicitSlot ArrivingCity");
    assert_eq!(talk.say("nach Wien").next(), "ElicitSlot TravelDate");
    assert_eq!(talk.say("am Freitag").next(), "ConfirmIntent");
    assert_eq!(talk.say("stimmt").next(), "");
    let expected = "BookTripIntent DepartingCity=Bonn ArrivingCity=Wien>Wien TravelDate=2026-11-27";
    assert_eq!(short(talk.intent()), expected);
    let mut talk = Talk::begin("ja-JP", "旅行を予約して");
    assert_eq!(talk.say("東京です").next(), "ConfirmSlot DepartingCity");
    assert_eq!(talk.say("いいえ、大阪から").next(), "ConfirmSlot DepartingCity");
    assert_eq!(talk.say("はい").next(), "ElicitSlot ArrivingCity");
    assert_eq!(talk.say("京都").next(), "ElicitSlot TravelDate");
    assert_eq!(talk.say("来週の金曜日").next(), "ConfirmIntent");
    assert_eq!(talk.say("はい").intent().confirmation_status, ConfirmationStatus::Confirmed);
}

#[test]
fn the_state_of_a_dialog_survives_being_written_and_read() {
    let step = Talk::begin("en-US", "book a trip from seattle").last.step.unwrap();
    let written = serde_json::to_string(&step.state).unwrap();
    assert_eq!(serde_json::from_str::<DialogState>(&written).unwrap(), step.state);
    assert_eq!(step.act.act_type, DialogActType::ConfirmSlot);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_panics_and_the_selected_intent_is_never_considered_too(
        text in "(\\PC|book|trip|from|to|rome|no|yes|friday|東京| ){0,60}", in_dialog: bool, nth in 0_usize..3,
    ) {
        let locale = ["en-US", "de-DE", "ja-JP"][nth];
        let begin = ["book a trip from rome", "buche eine reise von rom", "東京から京都への旅行を予約して"][nth];
        let step = if in_dialog { understood(locale, begin).step } else { None };
        let state = step.as_ref().map(|step| &step.state);
        let model = model(CITY_TRIPS, locale).unwrap();
        let understood = understand(model, CITY_TRIPS, &text, state, TODAY);
        proptest::prop_assert!(understood.considered.len() < Understood::MOST);
        let selected = understood.selected.unwrap();
        proptest::prop_assert!(understood.considered.iter().all(|other| other.name != selected.name));
        for slot in selected.filled() {
            proptest::prop_assert!(!slot.value.as_deref().unwrap().is_empty());
        }
        let _ = strip_invocation(model, &text);
    }
}
