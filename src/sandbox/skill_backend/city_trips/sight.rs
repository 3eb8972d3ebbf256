//! Cities: what they are known for, their sights, their weather.

use serde_json::{Value, json};

use super::{ask_for_city, city_or_last, put, remember, text};
use crate::domain::intent::Intent;
use crate::sandbox::skill_backend::travel::{City, day, sights, weather, words};
use crate::sandbox::skill_backend::{Call, Reply};

pub(super) fn info(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let Some(city) = city_or_last(call, intent, "City") else { return ask_for_city(call) };
    let name = &city.name;
    let [first, second, ..] = sights(&city, None, l);
    let about = match words(intent, "Topic") {
        Some(topic) => l.pick(
            format!("For the {topic} of {name}, begin at {first}."),
            format!("{name} und {topic}: Fang hier an: {first}."),
            format!("{name}の{topic}なら、まず{first}です。"),
        ),
        None => l.pick(
            format!("{name} is known for {first} and {second}."),
            format!("{name} ist bekannt für: {first} und {second}."),
            format!("{name}は{first}と{second}で知られています。"),
        ),
    };
    let more = l.pick(
        "Would you like its sights or the weather?",
        "Möchtest du Sehenswürdigkeiten oder das Wetter?",
        "観光地か天気をお調べしますか。",
    );
    let mut reply = Reply::say(call, format!("{about} {more}")).with_reprompt(more).with_card(name);
    remember(&mut reply, &city);
    reply
}

pub(super) fn list_sights(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let Some(city) = city_or_last(call, intent, "City") else { return ask_for_city(call) };
    let usual = if call.effects.has_two_sights { 2 } else { 3 };
    let count = words(intent, "SightCount").and_then(|n| n.parse::<usize>().ok()).unwrap_or(usual).clamp(1, 5);
    let kind = words(intent, "SightKind");
    let all = sights(&city, kind.as_deref(), l);
    let named = all.get(..count).unwrap_or_default().join(l.pick(", ", ", ", "、"));
    let name = &city.name;
    let speech = l.pick(
        format!("In {name}, see: {named}. Say next for another one."),
        format!("In {name} gibt es: {named}. Sag weiter, dann kommt noch mehr."),
        format!("{name}では{named}がおすすめです。次へ、と言うと続きます。"),
    );
    let mut reply = Reply::say(call, speech).with_reprompt(l.pick(
        "Say next, or stop.",
        "Sag weiter oder stopp.",
        "次へ、か、ストップ、と言ってください。",
    ));
    put(&mut reply.attributes, "nextSight", json!(count));
    put(&mut reply.attributes, "sightKind", json!(kind));
    remember(&mut reply, &city);
    reply
}

pub(super) fn next_sight(call: &Call<'_>) -> Reply {
    let l = call.language;
    let at = call.attributes.get("nextSight").and_then(Value::as_u64).unwrap_or_default() as usize;
    let city: Option<City> = call.attributes.get("lastCity").and_then(|c| serde_json::from_value(c.clone()).ok());
    let Some(city) = city.filter(|_| call.attributes.contains_key("nextSight")) else { return ask_for_city(call) };
    let kind = text(call.attributes, "sightKind");
    let mut reply = match sights(&city, kind, l).get(at) {
        Some(sight) => Reply::say(
            call,
            l.pick(
                format!("Then there is {sight}."),
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

pub(super) fn forecast(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let Some(city) = city_or_last(call, intent, "City") else { return ask_for_city(call) };
    let when = words(intent, "ForecastDate").unwrap_or_else(|| l.pick("today", "heute", "今日").to_owned());
    let (celsius, rains) = weather(&city, &when);
    let when = day(&when, l);
    let fahrenheit = celsius * 9 / 5 + 32;
    let sky = if rains {
        l.pick("rain", "Regen", "雨")
    } else {
        l.pick("sun and a few clouds", "Sonne und ein paar Wolken", "晴れ")
    };
    let name = &city.name;
    let speech = l.pick(
        format!("{name}, {when}: {fahrenheit} degrees, {sky}."),
        format!("{name}, {when}: {celsius} Grad, {sky}."),
        format!("{name}の{when}の天気は{sky}、{celsius}度です。"),
    );
    let mut reply = Reply { is_ssml: true, ..Reply::say(call, speech) };
    remember(&mut reply, &city);
    reply
}
