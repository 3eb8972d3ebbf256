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

/// In the session while "Shall I save this trip?" is open.
const OFFER: &str = "offersToSave";

/// The answer to a call.
pub(super) fn answer(call: &Call<'_>) -> Reply {
    let Some(intent) = call.intent else { return welcome(call) };
    if intent.name == "FindTripIntent" {
        return trip::find(call, intent);
    }
    let mut reply = other(call, intent);
    // A question that was not answered at once is not open any more.
    reply.attributes.remove(OFFER);
    reply
}

fn other(call: &Call<'_>, intent: &Intent) -> Reply {
    match intent.name.as_str() {
        "BookTripIntent" => trip::book(call, intent),
        "CityInfoIntent" => sight::info(call, intent),
        "ListSightsIntent" => sight::list_sights(call, intent),
        "NextSightIntent" => sight::next_sight(call),
        "WeatherIntent" => sight::forecast(call, intent),
        "SaveTripIntent" => trip::save(call, intent),
        "MyTripsIntent" => trip::my_trips(call),
        "AMAZON.YesIntent" if call.attributes.contains_key(OFFER) => trip::save(call, intent),
        "AMAZON.NoIntent" if call.attributes.contains_key(OFFER) => decline(call),
        "AMAZON.HelpIntent" | "AMAZON.YesIntent" | "AMAZON.NoIntent" => help(call),
        "AMAZON.StopIntent" | "AMAZON.CancelIntent" => goodbye(call),
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
            format!("Willkommen zurück bei Städtereisen. Ihre Reise nach {} ist gebucht: {}.", trip.to, day(&trip.when, l)),
            format!("おかえりなさい。{}への旅行は予約済みです。", trip.to),
        ),
        (false, true, None) => {
            l.pick("Welcome back to City Trips.", "Willkommen zurück bei Städtereisen.", "おかえりなさい。").to_owned()
        }
        (false, false, _) => l
            .pick(
                "Welcome to City Trips, your guide to getting around. I can find trips, book them, tell you about a city \
                 and its sights, and keep trips for later.",
                "Willkommen bei Städtereisen, Ihrem Begleiter unterwegs. Ich finde und buche Reisen, erzähle von Städten \
                 und ihren Sehenswürdigkeiten und merke mir Reisen für später.",
                "シティートリップへようこそ。旅行の検索と予約、街と観光地のご案内ができます。",
            )
            .to_owned(),
    };
    Reply::say(call, format!("{greeting} {question}")).with_reprompt(question)
}

fn decline(call: &Call<'_>) -> Reply {
    Reply::say(call, call.language.pick("All right. What else?", "Gut. Was noch?", "わかりました。ほかには？"))
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
        "Sagen Sie zum Beispiel: Finde eine Reise von Berlin nach Köln, buche eine Reise, oder was kann ich in Rom sehen.",
        "例えば、東京から大阪への旅行を探して、と言ってください。",
    );
    Reply::say(call, hint).with_reprompt(l.pick("What would you like?", "Was möchten Sie?", "どうしますか。"))
}

fn fallback(call: &Call<'_>) -> Reply {
    let l = call.language;
    let sorry = l.pick(
        "Sorry, City Trips can't help with that. You can ask for trips, cities and sights.",
        "Damit kann Städtereisen leider nicht helfen. Fragen Sie nach Reisen, Städten und Sehenswürdigkeiten.",
        "すみません、それはわかりません。旅行、街、観光地についてお尋ねください。",
    );
    Reply::say(call, sorry).with_reprompt(l.pick("What would you like?", "Was möchten Sie?", "どうしますか。"))
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
