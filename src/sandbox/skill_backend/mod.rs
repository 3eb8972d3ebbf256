//! The endpoints of the sandbox's custom skills: what they answer when Alexa calls them, and what they remember.

mod city_trips;
mod day_planner;
mod effect;
mod language;
mod travel;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

pub use effect::Effects;
pub use language::Language;

use crate::domain::intent::Intent;

/// How far a dialog of the request's intent is (`request.dialogState`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialogPhase {
    /// The intent was just understood.
    Started,
    /// A question was answered.
    InProgress,
    /// Nothing is left to ask.
    Completed,
}

impl DialogPhase {
    /// The phase on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "STARTED",
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
        }
    }
}

/// A trip that a customer booked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Trip {
    /// Where from.
    pub from: String,
    /// Where to.
    pub to: String,
    /// When, as Alexa gave it.
    pub when: String,
}

/// What a skill's database has of a customer: at most [`Customer::MOST_TRIPS`] trips of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Customer {
    /// When a session was last begun, in milliseconds since the epoch, by the sandbox's clock.
    pub last_visit_ms: Option<i64>,
    /// Trips that were booked, the last one last.
    pub booked: Vec<Trip>,
    /// Cities of trips that were saved, the last one last.
    pub saved: Vec<String>,
}

impl Customer {
    /// Trips that are remembered at most.
    pub const MOST_TRIPS: usize = 5;

    /// Remembers a booked trip; the same one again replaces the first.
    fn book(&mut self, trip: Trip) {
        self.booked.retain(|kept| *kept != trip);
        if self.booked.len() >= Self::MOST_TRIPS {
            self.booked.remove(0);
        }
        self.booked.push(trip);
    }

    fn save(&mut self, city: &str) {
        self.saved.retain(|kept| kept != city);
        if self.saved.len() >= Self::MOST_TRIPS {
            self.saved.remove(0);
        }
        self.saved.push(city.to_owned());
    }
}

/// A call of a skill.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The intent; `None` where the skill was opened without one.
    pub intent: Option<&'a Intent>,
    /// How far its dialog is, where it has one.
    pub phase: Option<DialogPhase>,
    /// What the skill kept in the session.
    pub attributes: &'a Map<String, Value>,
    /// What it remembers of the customer.
    pub customer: &'a Customer,
    /// What the tests that the customer is in change.
    pub effects: &'a Effects,
    /// The customer's language.
    pub language: Language,
    /// The sandbox's time, in milliseconds since the epoch.
    pub now_ms: i64,
}

/// What a skill answers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reply {
    /// Said before the answer is there, by a progressive response.
    pub progress: Option<String>,
    /// Said.
    pub speech: Option<String>,
    /// Whether it is sent as SSML.
    pub is_ssml: bool,
    /// Said when the customer says nothing.
    pub reprompt: Option<String>,
    /// Shown in the app.
    pub card: Option<Value>,
    /// What Alexa is to do.
    pub directives: Vec<Value>,
    /// Whether the session ends.
    pub ends_session: bool,
    /// What stays in the session.
    pub attributes: Map<String, Value>,
    /// What is remembered from now on.
    pub customer: Customer,
}

impl Reply {
    /// Says something and goes on.
    fn say(call: &Call<'_>, speech: impl Into<String>) -> Self {
        Self {
            speech: Some(speech.into()),
            attributes: call.attributes.clone(),
            customer: call.customer.clone(),
            ..Self::default()
        }
    }

    /// Says something and ends the session.
    fn bye(call: &Call<'_>, speech: impl Into<String>) -> Self {
        Self { ends_session: true, ..Self::say(call, speech) }
    }

    fn with_reprompt(self, reprompt: impl Into<String>) -> Self {
        Self { reprompt: Some(reprompt.into()), ..self }
    }

    fn with_card(self, title: &str) -> Self {
        let content = self.speech.clone().unwrap_or_default();
        Self { card: Some(json!({"type": "Simple", "title": title, "content": content})), ..self }
    }

    /// Leaves the next question to Alexa.
    fn delegate(call: &Call<'_>, updated_intent: Value) -> Self {
        Self {
            directives: vec![json!({"type": "Dialog.Delegate", "updatedIntent": updated_intent})],
            speech: None,
            ..Self::say(call, "")
        }
    }

    /// The JSON that the endpoint sends.
    pub fn body(&self) -> Value {
        let speech = |text: &String| {
            if self.is_ssml {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                json!({"type": "SSML", "ssml": format!("<speak>{text}</speak>")})
            } else {
                json!({"type": "PlainText", "text": text})
            }
        };
        let mut response = Map::new();
        if let Some(text) = &self.speech {
            response.insert("outputSpeech".to_owned(), speech(text));
        }
        if let Some(text) = &self.reprompt {
            response.insert("reprompt".to_owned(), json!({ "outputSpeech": speech(text) }));
        }
        if let Some(card) = &self.card {
            response.insert("card".to_owned(), card.clone());
        }
        if !self.directives.is_empty() {
            response.insert("directives".to_owned(), self.directives.clone().into());
        }
        response.insert("shouldEndSession".to_owned(), self.ends_session.into());
        json!({
            "version": "1.0",
            "sessionAttributes": self.attributes,
            "response": response,
            "userAgent": "ask-node/2.14.0 Node/v20.18.0",
        })
    }
}

/// A prompt of the interaction model, with its days as they are said.
pub fn spoken(prompt: &str, intent: &Intent, language: Language) -> String {
    let values = intent.slots.iter().filter_map(|slot| slot.value.as_deref());
    values.fold(prompt.to_owned(), |prompt, value| {
        let said = travel::day(value, language);
        if said == value { prompt } else { prompt.replace(value, &said) }
    })
}

/// Calls the endpoint of a skill.
pub fn call(skill_id: &str, call: &Call<'_>) -> Reply {
    if let (Some(intent), Some(DialogPhase::Started | DialogPhase::InProgress)) = (call.intent, call.phase) {
        return Reply::delegate(call, effect::updated(call.effects, intent));
    }
    let is_first = crate::sandbox::world::skills().first().is_some_and(|first| first.id == skill_id);
    if is_first { city_trips::answer(call) } else { day_planner::answer(call) }
}
