//! City Trips: finds trips, books them by a dialog, tells about cities, and keeps trips for later.

mod sight;
mod trip;

use serde_json::{Map, Value, json};

use super::travel::{City, city, day};
use super::{Call, Reply};
use crate::domain::instant::DAY_S;
use crate::domain::intent::Intent;

/// A customer who was here so long ago, in milliseconds, is welcomed back. Not sooner, so that the same conversation
/// twice in a row is the same.
const ABSENCE_MS: i64 = DAY_S * 1_000 / 2;

/// In the session: what was asked last. An answer to something else closes the question.
const ASKS: &str = "asks";
/// Where the customer travels.
const WHERE_TO: &str = "whereTo";
/// Whether to save the trip that was found.
const SAVE: &str = "save";
/// Whether there is anything else.
const MORE: &str = "more";

/// The answer to a call.
pub(super) fn answer(call: &Call<'_>) -> Reply {
    let mut attributes = call.attributes.clone();
    let asked = attributes.remove(ASKS);
    let asked = asked.as_ref().and_then(Value::as_str).unwrap_or_default();
    let call = &Call { attributes: &attributes, ..*call };
    let Some(intent) = call.intent else { return welcome(call) };
    let is_bare_city = || city(intent, "City").is_some() && intent.filled().count() == 1;
    match (intent.name.as_str(), asked) {
        // A city alone is the answer, whatever the model takes it for.
        ("CityInfoIntent", WHERE_TO) if is_bare_city() => trip::find(call, intent, true),
        ("AMAZON.YesIntent", SAVE) => trip::save(call, intent),
        ("AMAZON.NoIntent", SAVE) => ask_more(call),
        ("AMAZON.NoIntent", MORE) => goodbye(call),
        ("FindTripIntent", _) => trip::find(call, intent, asked == WHERE_TO),
        ("BookTripIntent", _) => trip::book(call, intent),
        ("CityInfoIntent", _) => sight::info(call, intent),
        ("ListSightsIntent", _) => sight::list_sights(call, intent),
        ("NextSightIntent", _) => sight::next_sight(call),
        ("WeatherIntent", _) => sight::forecast(call, intent),
        ("SaveTripIntent", _) => trip::save(call, intent),
        ("MyTripsIntent", _) => trip::my_trips(call),
        ("AMAZON.HelpIntent" | "AMAZON.YesIntent" | "AMAZON.NoIntent", _) => help(call),
        ("AMAZON.StopIntent" | "AMAZON.CancelIntent", _) => goodbye(call),
        _ => fallback(call),
    }
}

fn welcome(call: &Call<'_>) -> Reply {
    let l = call.language;
    let question = l.pick("Where are you travelling?", "Wohin geht die Reise?", "どちらへ行かれますか。");
    let last = call.customer.booked.last();
    let is_back = call.customer.last_visit_ms.is_some_and(|last_ms| call.now_ms.saturating_sub(last_ms) >= ABSENCE_MS);
    let greeting = match (call.effects.has_short_welcome, is_back, last) {
        (true, ..) => l.pick("Welcome to City Trips.", "Willkommen bei Städtereisen.", "シティートリップへようこそ。").to_owned(),
        (false, true, Some(trip)) => l.pick(
            format!("Welcome back to City Trips. Your trip to {} is booked for {}.", trip.to, day(&trip.when, l)),
            format!("Willkommen zurück bei Städtereisen. Deine Reise nach {} ist gebucht: {}.", trip.to, day(&trip.when, l)),
            format!("おかえりなさい。{}への旅行は予約済みです。", trip.to),
        ),
        (false, true, None) => {
            l.pick("Welcome back to City Trips.", "Willkommen zurück bei Städtereisen.", "おかえりなさい。").to_owned()
        }
        (false, false, _) => l
            .pick(
                "Welcome to City Trips, your guide to getting around. I can find trips, book them, tell you about a city \
                 and its sights, and keep trips for later.",
                "Willkommen bei Städtereisen, deinem Begleiter unterwegs. Ich finde und buche Reisen, erzähle von Städten \
                 und ihren Sehenswürdigkeiten und merke mir Reisen für später.",
                "シティートリップへようこそ。旅行の検索と予約、街と観光地のご案内ができます。",
            )
            .to_owned(),
    };
    asking(Reply::say(call, format!("{greeting} {question}")).with_reprompt(question), WHERE_TO)
}

/// The reply, with what it asks kept in the session.
fn asking(mut reply: Reply, what: &str) -> Reply {
    put(&mut reply.attributes, ASKS, what.into());
    reply
}

fn ask_more(call: &Call<'_>) -> Reply {
    let question = call.language.pick("All right. Anything else?", "Gut. Noch etwas?", "わかりました。ほかには？");
    asking(Reply::say(call, question).with_reprompt(question), MORE)
}

fn put(attributes: &mut Map<String, Value>, name: &str, value: Value) {
    attributes.insert(name.to_owned(), value);
}

fn text<'a>(attributes: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    attributes.get(name).and_then(Value::as_str)
}

/// The city that a slot names, else the one that was spoken of last.
fn city_or_last(call: &Call<'_>, intent: &Intent, slot: &str) -> Option<City> {
    city(intent, slot).or_else(|| serde_json::from_value(call.attributes.get("lastCity")?.clone()).ok())
}

fn ask_for_city(call: &Call<'_>) -> Reply {
    let question = call.language.pick("Which city?", "Welche Stadt?", "どの街ですか。");
    Reply::say(call, question).with_reprompt(question)
}

fn remember(reply: &mut Reply, city: &City) {
    put(&mut reply.attributes, "lastCity", json!(city));
}

fn help(call: &Call<'_>) -> Reply {
    let l = call.language;
    let hint = l.pick(
        "Say, for example: find a trip from Seattle to Portland, book a trip, or what can I see in Rome.",
        "Sag zum Beispiel: Finde eine Reise von Berlin nach Köln, buche eine Reise, oder was kann ich in Rom sehen.",
        "例えば、東京から大阪への旅行を探して、と言ってください。",
    );
    Reply::say(call, hint).with_reprompt(l.pick("What would you like?", "Was möchtest du?", "どうしますか。"))
}

fn fallback(call: &Call<'_>) -> Reply {
    let l = call.language;
    let sorry = l.pick(
        "Sorry, City Trips can't help with that. You can ask for trips, cities and sights.",
        "Damit kann Städtereisen leider nicht helfen. Frag nach Reisen, Städten und Sehenswürdigkeiten.",
        "すみません、それはわかりません。旅行、街、観光地についてお尋ねください。",
    );
    Reply::say(call, sorry).with_reprompt(l.pick("What would you like?", "Was möchtest du?", "どうしますか。"))
}

fn goodbye(call: &Call<'_>) -> Reply {
    let l = call.language;
    match text(call.attributes, "bookedTo").filter(|_| call.effects.has_warm_goodbye) {
        Some(to) => Reply::bye(
            call,
            l.pick(
                format!("Goodbye, and enjoy {to}."),
                format!("Auf Wiedersehen und viel Freude in {to}."),
                format!("さようなら。{to}を楽しんでください。"),
            ),
        ),
        None => Reply::bye(call, l.pick("Goodbye.", "Auf Wiedersehen.", "さようなら。")),
    }
}
