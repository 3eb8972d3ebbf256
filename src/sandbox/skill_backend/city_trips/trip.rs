//! Trips: found, booked by a dialog, and kept for later.

use serde_json::json;

use super::{MORE, SAVE, WHERE_TO, ask_for_city, asking, put, remember, text};
use crate::domain::intent::{ConfirmationStatus, Intent};
use crate::sandbox::skill_backend::travel::{City, city, connection, day, duration, span, words};
use crate::sandbox::skill_backend::{Call, DialogPhase, Language, Reply, Trip};

/// A trip by `FindTripIntent`, or by a city that answers where to go.
pub(super) fn find(call: &Call<'_>, intent: &Intent, is_answer: bool) -> Reply {
    let l = call.language;
    let kept = || serde_json::from_value(call.attributes.get("from").filter(|_| is_answer)?.clone()).ok();
    let from: Option<City> = city(intent, "DepartingCity").or_else(kept);
    let Some(to) = city(intent, "ArrivingCity").or_else(|| city(intent, "City")) else {
        let question = l.pick("Where to?", "Wohin?", "どちらまで？");
        let heard = from.as_ref().map(|from| {
            let name = &from.name;
            l.pick(format!("From {name}. "), format!("Ab {name}. "), format!("{name}からですね。"))
        });
        let speech = format!("{}{question}", heard.unwrap_or_default());
        let mut reply = asking(Reply::say(call, speech).with_reprompt(question), WHERE_TO);
        reply.attributes.remove("from");
        if let Some(from) = from {
            put(&mut reply.attributes, "from", json!(from));
        }
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
            format!("Für {price} Euro kommst du von {a} nach {b}, mit {mode} in {time}."),
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
    let reply = Reply::say(call, format!("{found} {offer}")).with_reprompt(offer).with_card("City Trips");
    let mut reply = asking(reply, SAVE);
    reply.progress = Some(l.pick("Let me look.", "Ich sehe nach.", "お調べします。").to_owned());
    put(&mut reply.attributes, "found", json!(to.name));
    remember(&mut reply, &to);
    reply
}

fn home(language: Language) -> City {
    let (id, name) = language.pick(("sea", "Seattle"), ("ber", "Berlin"), ("tyo", "東京"));
    City { id: id.to_owned(), name: name.to_owned() }
}

fn ask_where_from(call: &Call<'_>) -> Reply {
    let question = call.language.pick("Where do you start?", "Wo fährst du los?", "どちらから出発しますか。");
    Reply::say(call, question).with_reprompt(question)
}

pub(super) fn book(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    if call.phase == Some(DialogPhase::Completed) && intent.confirmation_status == ConfirmationStatus::Denied {
        let sorry = l.pick(
            "All right, I have not booked anything. What would you like instead?",
            "Gut, ich habe nichts gebucht. Was möchtest du stattdessen?",
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
    let when_said = day(&when, l);
    let details = [("StayLength", ["Stay", "Dauer", "期間"]), ("Travelers", ["Travellers", "Personen", "人数"])];
    let details: String = details
        .iter()
        .filter_map(|(slot, names)| {
            let [english, german, japanese] = *names;
            Some(format!(" {}: {}.", l.pick(english, german, japanese), span(&words(intent, slot)?, l)))
        })
        .collect();
    let done = l.pick(
        format!("Your trip from {a} to {b} is booked for {when_said}, number {number}. It takes {time}.{details}"),
        format!("Deine Reise von {a} nach {b} ist gebucht: {when_said}, Nummer {number}. Sie dauert {time}.{details}"),
        format!(
            "{a}から{b}への旅行を{when_said}に予約しました。予約番号は{number}です。所要時間は{time}です。{details}"
        ),
    );
    let more = l.pick("Anything else?", "Noch etwas?", "ほかにご用はありますか。");
    let reply = Reply::say(call, format!("{done} {more}")).with_reprompt(more).with_card("City Trips");
    let mut reply = asking(reply, MORE);
    let trip = Trip { from: from.name.clone(), to: to.name.clone(), when };
    put(&mut reply.attributes, "bookedTo", json!(to.name));
    remember(&mut reply, &to);
    reply.customer.book(trip);
    reply
}

pub(super) fn save(call: &Call<'_>, intent: &Intent) -> Reply {
    let l = call.language;
    let spoken_of = || text(call.attributes, "found").or_else(|| text(call.attributes, "bookedTo")).map(str::to_owned);
    let Some(name) = city(intent, "ArrivingCity").map(|c| c.name).or_else(spoken_of) else { return ask_for_city(call) };
    let speech = l.pick(
        format!("I saved the trip to {name}."),
        format!("Ich habe mir die Reise nach {name} gemerkt."),
        format!("{name}への旅行を保存しました。"),
    );
    let mut reply = Reply::say(call, speech);
    reply.customer.save(&name);
    reply
}

pub(super) fn my_trips(call: &Call<'_>) -> Reply {
    let l = call.language;
    let booked: Vec<String> = call
        .customer
        .booked
        .iter()
        .map(|trip| {
            let Trip { from, to, when } = trip;
            let when = day(when, l);
            l.pick(
                format!("{from} to {to}, {when}"),
                format!("{from} nach {to}, {when}"),
                format!("{from}から{to}、{when}"),
            )
        })
        .collect();
    let saved = call.customer.saved.join(", ");
    let mut speech = if booked.is_empty() {
        l.pick("You have no booked trips.", "Du hast keine gebuchten Reisen.", "予約した旅行はありません。").to_owned()
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
