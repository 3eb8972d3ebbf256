//! City Trips: finds trips, books them by a dialog, tells about cities, and keeps trips for later.

use serde_json::{Map, Value, json};

use super::travel::{City, city, connection, duration, facts, sights, weather, words};
use super::{Call, DialogPhase, Language, Reply, Trip};
use crate::domain::instant::DAY_S;
use crate::domain::intent::{ConfirmationStatus, Intent};

/// A customer who was here so long ago, in milliseconds, is welcomed back. Not sooner, so that the same conversation
/// twice in a row is the same.
const ABSENCE_MS: i64 = DAY_S * 1_000 / 2;

/// The answer to a call.
pub(super) fn answer(call: &Call<'_>) -> Reply {
    let Some(intent) = call.intent else { return welcome(call) };
    match intent.name.as_str() {
        "FindTripIntent" => find(call, intent),
        "BookTripIntent" => book(call, intent),
        "CityInfoIntent" => info(call, intent),
        "ListSightsIntent" => list_sights(call, intent),
        "NextSightIntent" => next_sight(call),
        "WeatherIntent" => forecast(call, intent),
        "SaveTripIntent" => save(call, intent),
        "MyTripsIntent" => my_trips(call),
        "AMAZON.YesIntent" if call.attributes.contains_key("offer") => save(call, intent),
        "AMAZON.NoIntent" if call.attributes.contains_key("offer") => decline(call),
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
            format!("Welcome back to City Trips. Your trip to {} is booked for {}.", trip.to, trip.when),
            format!("Willkommen zurück bei Städtereisen. Ihre Reise nach {} ist gebucht: {}.", trip.to, trip.when),
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
    let mut reply = Reply::say(call, format!("{greeting} {question}")).with_reprompt(question);
    reply.customer.last_visit_ms = Some(call.now_ms);
    reply
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

fn find(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let from = city(intent, "DepartingCity").or_else(|| {
        let kept = call.attributes.get("from").cloned()?;
        serde_json::from_value(kept).ok()
    });
    let Some(to) = city(intent, "ArrivingCity") else {
        let Some(from) = from else { return ask_where_from(call) };
        let mut reply = Reply::say(
            call,
            l.pick(
                format!("From {}. Where to?", from.name),
                format!("Ab {}. Wohin?", from.name),
                format!("{}からですね。どちらまで？", from.name),
            ),
        )
        .with_reprompt(l.pick("Where to?", "Wohin?", "どちらまで？"));
        put(&mut reply.attributes, "from", json!(from));
        return reply;
    };
    let from = from.unwrap_or_else(|| home(l));
    let mode = words(intent, "TravelMode").unwrap_or_else(|| l.pick("train", "Zug", "電車").to_owned());
    let (minutes, price) = connection(&from, &to, &mode.to_lowercase());
    let time = duration(minutes, l);
    let (a, b) = (&from.name, &to.name);
    let found = if call.effects.has_price_first {
        l.pick(
            format!("For {price} dollars you get from {a} to {b} by {mode}, in {time}."),
            format!("Für {price} Euro kommen Sie von {a} nach {b}, mit {mode} in {time}."),
            format!("{a}から{b}まで{mode}で{price}ドル、{time}です。"),
        )
    } else {
        l.pick(
            format!("From {a} to {b} by {mode} takes {time} and costs {price} dollars."),
            format!("Von {a} nach {b} dauert es mit {mode} {time} und kostet {price} Euro."),
            format!("{a}から{b}まで{mode}で{time}、{price}ドルです。"),
        )
    };
    let offer = l.pick("Shall I save this trip?", "Soll ich diese Reise merken?", "この旅行を保存しますか。");
    let mut reply = Reply::say(call, format!("{found} {offer}")).with_reprompt(offer).with_card("City Trips");
    reply.progress = Some(l.pick("Let me look.", "Ich sehe nach.", "お調べします。").to_owned());
    put(&mut reply.attributes, "offer", json!(to.name));
    put(&mut reply.attributes, "from", json!(from));
    remember(&mut reply, &to);
    reply
}

fn home(language: Language) -> City {
    let (id, name) = language.pick(("sea", "Seattle"), ("ber", "Berlin"), ("tyo", "東京"));
    City { id: id.to_owned(), name: name.to_owned() }
}

fn ask_where_from(call: &Call<'_>) -> Reply {
    let question = call.language.pick("Where do you start?", "Wo fahren Sie los?", "どちらから出発しますか。");
    Reply::say(call, question).with_reprompt(question)
}

fn book(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    if call.phase == Some(DialogPhase::Completed) && intent.confirmation_status == ConfirmationStatus::Denied {
        let sorry = l.pick(
            "All right, I have not booked anything. What would you like instead?",
            "Gut, ich habe nichts gebucht. Was möchten Sie stattdessen?",
            "わかりました。予約しませんでした。ほかにご希望はありますか。",
        );
        return Reply::say(call, sorry).with_reprompt(l.pick("What else?", "Was noch?", "ほかには？"));
    }
    let (Some(from), Some(to)) = (city(intent, "DepartingCity"), city(intent, "ArrivingCity")) else {
        return ask_where_from(call);
    };
    let when = words(intent, "TravelDate").unwrap_or_else(|| l.pick("today", "heute", "今日").to_owned());
    let (minutes, _) = connection(&from, &to, "train");
    let (a, b, time) = (&from.name, &to.name, duration(minutes, l));
    let number = 4_000 + minutes * 7;
    let details = [("StayLength", ["Stay", "Dauer", "期間"]), ("Travelers", ["Travellers", "Personen", "人数"])];
    let details: String = details
        .iter()
        .filter_map(|(slot, names)| {
            let [english, german, japanese] = *names;
            Some(format!(" {}: {}.", l.pick(english, german, japanese), words(intent, slot)?))
        })
        .collect();
    let done = l.pick(
        format!("Your trip from {a} to {b} is booked for {when}, number {number}. It takes {time}.{details}"),
        format!("Ihre Reise von {a} nach {b} ist gebucht: {when}, Nummer {number}. Sie dauert {time}.{details}"),
        format!("{a}から{b}への旅行を{when}に予約しました。予約番号は{number}です。所要時間は{time}です。{details}"),
    );
    let more = l.pick("Anything else?", "Noch etwas?", "ほかにご用はありますか。");
    let mut reply = Reply::say(call, format!("{done} {more}")).with_reprompt(more).with_card("City Trips");
    let trip = Trip { from: from.name.clone(), to: to.name.clone(), when };
    put(&mut reply.attributes, "bookedTo", json!(to.name));
    remember(&mut reply, &to);
    reply.customer.book(trip);
    reply
}

fn info(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let Some(city) = city_or_last(call, intent, "City") else { return ask_for_city(call) };
    let (thousands, year) = facts(&city);
    let name = &city.name;
    let about = match words(intent, "Topic") {
        Some(topic) => l.pick(
            format!("About {name} and its {topic}: the city has {thousands} thousand people and dates from {year}."),
            format!("Zu {name}, {topic}: Die Stadt hat {thousands} tausend Einwohner und besteht seit {year}."),
            format!("{name}の{topic}について。人口は{thousands}千人、{year}年からの街です。"),
        ),
        None => l.pick(
            format!("{name} has {thousands} thousand people and dates from {year}."),
            format!("{name} hat {thousands} tausend Einwohner und besteht seit {year}."),
            format!("{name}の人口は{thousands}千人、{year}年からの街です。"),
        ),
    };
    let more = l.pick(
        "Would you like its sights or the weather?",
        "Möchten Sie Sehenswürdigkeiten oder das Wetter?",
        "観光地か天気をお調べしますか。",
    );
    let mut reply = Reply::say(call, format!("{about} {more}")).with_reprompt(more).with_card(name);
    remember(&mut reply, &city);
    reply
}

fn list_sights(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let Some(city) = city_or_last(call, intent, "City") else { return ask_for_city(call) };
    let usual = if call.effects.has_two_sights { 2 } else { 3 };
    let count = words(intent, "SightCount").and_then(|n| n.parse::<usize>().ok()).unwrap_or(usual).clamp(1, 5);
    let all = sights(&city, l);
    let named = all.get(..count).unwrap_or_default().join(l.pick(", ", ", ", "、"));
    let name = &city.name;
    let speech = l.pick(
        format!("In {name}, see: {named}. Say next for another one."),
        format!("In {name} sehen Sie: {named}. Sagen Sie weiter für noch eine."),
        format!("{name}では{named}がおすすめです。次へ、と言うと続きます。"),
    );
    let mut reply = Reply::say(call, speech).with_reprompt(l.pick(
        "Say next, or stop.",
        "Sagen Sie weiter oder stopp.",
        "次へ、か、ストップ、と言ってください。",
    ));
    put(&mut reply.attributes, "nextSight", json!(count));
    remember(&mut reply, &city);
    reply
}

fn next_sight(call: &Call<'_>) -> Reply {
    let l = call.language;
    let at = call.attributes.get("nextSight").and_then(Value::as_u64).unwrap_or_default() as usize;
    let city: Option<City> = call.attributes.get("lastCity").and_then(|c| serde_json::from_value(c.clone()).ok());
    let Some(city) = city.filter(|_| call.attributes.contains_key("nextSight")) else { return ask_for_city(call) };
    let mut reply = match sights(&city, l).get(at) {
        Some(sight) => Reply::say(
            call,
            l.pick(
                format!("Then there is the {sight}."),
                format!("Dann gibt es noch: {sight}."),
                format!("次は{sight}です。"),
            ),
        ),
        None => Reply::say(
            call,
            l.pick(
                format!("That was all in {}.", city.name),
                format!("Das war alles in {}.", city.name),
                format!("{}の観光地は以上です。", city.name),
            ),
        ),
    };
    put(&mut reply.attributes, "nextSight", json!(at + 1));
    reply
}

fn forecast(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let Some(city) = city_or_last(call, intent, "City") else { return ask_for_city(call) };
    let when = words(intent, "ForecastDate").unwrap_or_else(|| l.pick("today", "heute", "今日").to_owned());
    let (celsius, rains) = weather(&city, &when);
    let fahrenheit = celsius * 9 / 5 + 32;
    let sky = if rains {
        l.pick("rain", "Regen", "雨")
    } else {
        l.pick("sun and a few clouds", "Sonne und ein paar Wolken", "晴れ")
    };
    let name = &city.name;
    let speech = l.pick(
        format!("In {name} {when}: {fahrenheit} degrees, {sky}."),
        format!("In {name} {when}: {celsius} Grad, {sky}."),
        format!("{name}の{when}の天気は{sky}、{celsius}度です。"),
    );
    let mut reply = Reply { is_ssml: true, ..Reply::say(call, speech) };
    remember(&mut reply, &city);
    reply
}

fn save(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let offered = || text(call.attributes, "offer").or_else(|| text(call.attributes, "bookedTo")).map(str::to_owned);
    let Some(name) = city(intent, "ArrivingCity").map(|c| c.name).or_else(offered) else { return ask_for_city(call) };
    let speech = l.pick(
        format!("I saved the trip to {name}."),
        format!("Ich habe mir die Reise nach {name} gemerkt."),
        format!("{name}への旅行を保存しました。"),
    );
    let mut reply = Reply::say(call, speech);
    reply.attributes.remove("offer");
    reply.customer.save(&name);
    reply
}

fn decline(call: &Call<'_>) -> Reply {
    let mut reply =
        Reply::say(call, call.language.pick("All right. What else?", "Gut. Was noch?", "わかりました。ほかには？"));
    reply.attributes.remove("offer");
    reply
}

fn my_trips(call: &Call<'_>) -> Reply {
    let l = call.language;
    let booked: Vec<String> = call
        .customer
        .booked
        .iter()
        .map(|trip| {
            let Trip { from, to, when } = trip;
            l.pick(
                format!("{from} to {to}, {when}"),
                format!("{from} nach {to}, {when}"),
                format!("{from}から{to}、{when}"),
            )
        })
        .collect();
    let saved = call.customer.saved.join(", ");
    let mut speech = if booked.is_empty() {
        l.pick("You have no booked trips.", "Sie haben keine gebuchten Reisen.", "予約した旅行はありません。")
            .to_owned()
    } else {
        let list = booked.join("; ");
        l.pick(format!("You booked: {list}."), format!("Gebucht: {list}."), format!("予約済みの旅行は{list}です。"))
    };
    if !saved.is_empty() {
        speech.push(' ');
        speech +=
            &l.pick(format!("Saved: {saved}."), format!("Gemerkt: {saved}."), format!("保存した旅行は{saved}です。"));
    }
    Reply::say(call, speech)
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
