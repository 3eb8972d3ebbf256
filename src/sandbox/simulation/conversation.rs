//! The calls of a skill that one utterance leads to, and what Alexa says meanwhile.

use serde_json::{Map, Value, json};

use super::intent_body::intent_value;
use super::option::{BodyForm, Experimentation};
use super::request_body::{Ask, Envelope, endpoint, write};
use super::session::Session;
use super::turn::Setting;
use crate::domain::experiment::{ExperimentState, TreatmentId};
use crate::domain::intent::Intent;
use crate::domain::skill::Stage;
use crate::sandbox::hash;
use crate::sandbox::skill_backend::{self, Call, Customer, Effects, Language};

/// What happens within one simulation.
pub struct Conversation<'a> {
    setting: &'a Setting<'a>,
    /// The session.
    pub session: Session,
    /// Whether it has yet to begin.
    is_new: bool,
    /// Whether it has ended.
    pub is_over: bool,
    /// What the skill remembers.
    pub customer: Customer,
    /// What tests change.
    pub effects: Effects,
    pinned: Vec<(String, TreatmentId)>,
    invocations: Vec<Value>,
    captions: Vec<String>,
    considered: Vec<Intent>,
}

/// What a skill does that is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// It answers.
    Answers,
    /// It takes too long.
    TimesOut,
    /// It sends something that is no JSON.
    Breaks,
}

impl<'a> Conversation<'a> {
    /// One in a session, which may have yet to begin.
    pub fn new(setting: &'a Setting<'a>, session: Session, is_new: bool, customer: Customer) -> Self {
        let is_live = *setting.stage == Stage::Live;
        // An experiment reaches the live stage once it is deployed; before, everyone hears C.
        let runs = |state| matches!(state, ExperimentState::Enabled | ExperimentState::Running);
        let active: Vec<_> = setting
            .experiments
            .iter()
            .filter(|record| is_live && runs(record.state(setting.now_ms)))
            .filter_map(|record| Some((record, record.overrides.get(setting.account.key)?)))
            .collect();
        Self {
            setting,
            session,
            is_new,
            is_over: false,
            customer,
            effects: Effects::of(active.iter().copied()),
            pinned: active.iter().map(|(record, group)| (record.id.clone(), (*group).clone())).collect(),
            invocations: Vec::new(),
            captions: Vec::new(),
            considered: Vec::new(),
        }
    }

    /// The language of the device.
    pub fn language(&self) -> Language {
        Language::of(&self.session.key.locale)
    }

    /// Notes what was understood, the selected intent first.
    pub fn consider(&mut self, intents: impl IntoIterator<Item = Intent>) {
        self.considered = intents.into_iter().take(crate::sandbox::nlu::Understood::MOST).collect();
    }

    /// Alexa says something.
    pub fn say(&mut self, caption: impl Into<String>) {
        self.captions.push(caption.into());
    }

    /// Calls the skill: what it says is said, what it keeps is kept.
    pub fn call(&mut self, ask: Ask<'_>, endpoint: Endpoint) {
        let (intent, phase) = match ask {
            Ask::Intent(intent, phase) => (Some(intent), phase),
            Ask::Launch | Ask::SessionEnded => (None, None),
        };
        let request = self.request(ask);
        let time_ms = match endpoint {
            Endpoint::TimesOut => 8_000,
            _ => self.time_ms(intent, phase.map_or("", |p| p.as_str())),
        };
        let response = match (endpoint, ask) {
            (Endpoint::TimesOut, _) => None,
            (Endpoint::Breaks, _) => Some(Value::String("<html>Internal server error</html>".to_owned())),
            // Nobody listens to an answer to the end of a session.
            (Endpoint::Answers, Ask::SessionEnded) => None,
            (Endpoint::Answers, _) => {
                let reply = skill_backend::call(
                    self.setting.skill.id,
                    &Call {
                        intent,
                        phase,
                        attributes: &self.session.attributes,
                        customer: &self.customer,
                        effects: &self.effects,
                        language: self.language(),
                        now_ms: self.setting.now_ms,
                    },
                );
                let body = reply.body();
                self.captions.extend(reply.progress);
                self.captions.extend(reply.speech);
                self.session.attributes = reply.attributes;
                self.customer = reply.customer;
                self.is_over |= reply.ends_session;
                Some(body)
            }
        };
        if self.is_new {
            self.customer.last_visit_ms = Some(self.setting.now_ms);
        }
        self.is_new = false;
        self.is_over |= matches!(ask, Ask::SessionEnded) || endpoint != Endpoint::Answers;
        let mut answer = Map::new();
        if let Some(body) = response {
            answer.insert("body".to_owned(), self.formed(body));
        }
        self.invocations.push(json!({
            "invocationRequest": {
                "endpoint": self::endpoint(self.setting.skill, self.setting.stage, &self.session.key.locale),
                "body": self.formed(request),
            },
            "invocationResponse": answer,
            "metrics": {"skillExecutionTimeInMilliseconds": time_ms},
        }));
    }

    fn request(&self, ask: Ask<'_>) -> Value {
        let number = self.invocations.len() as u64;
        let request_id = hash::uuid(hash::mix_text(self.setting.seed, self.setting.simulation_id), number);
        let is_named = self.setting.knobs.experimentation == Experimentation::Named;
        let envelope = Envelope {
            seed: self.setting.seed,
            now_ms: self.setting.now_ms,
            skill: self.setting.skill,
            is_new: self.is_new,
            session: &self.session,
            request_id: &request_id,
            experiments: (is_named && *self.setting.stage == Stage::Live).then_some(self.pinned.as_slice()),
        };
        write(&envelope, ask)
    }

    /// How long a call takes, in milliseconds: the same for the same question, and longer for what tests add.
    fn time_ms(&self, intent: Option<&Intent>, phase: &str) -> i64 {
        let name = intent.map_or(Intent::LAUNCH, |intent| intent.name.as_str());
        let key = hash::mix_text(hash::mix_text(self.setting.seed, name), phase);
        90 + (key % 140) as i64 + self.effects.slower_ms
    }

    fn formed(&self, body: Value) -> Value {
        match (self.setting.knobs.simulation_bodies, &body) {
            (BodyForm::Text, Value::Object(_)) => Value::String(body.to_string()),
            _ => body,
        }
    }

    /// The `result`, with what went wrong where something did.
    pub fn result(&self, error: Option<String>) -> Value {
        let responses: Vec<Value> = self
            .captions
            .iter()
            .filter(|caption| !caption.is_empty())
            .map(|caption| json!({"type": "Speech", "content": {"caption": caption}}))
            .collect();
        let considered: Vec<Value> = self.considered.iter().map(intent_value).collect();
        let mut result = json!({
            "skillExecutionInfo": {"invocations": self.invocations},
            "alexaExecutionInfo": {"alexaResponses": responses, "consideredIntents": considered},
        });
        if let (Some(message), Some(fields)) = (error, result.as_object_mut()) {
            fields.insert("error".to_owned(), json!({ "message": message }));
        }
        result
    }
}
