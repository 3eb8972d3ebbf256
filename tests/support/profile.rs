//! Utterances profiled against the sandbox, in the tests.
#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::{Value, json};
use skillscope::api::profile::ProfileNlu;
use skillscope::domain::id::SkillId;
use skillscope::domain::profile::Profile;
use skillscope::domain::skill::Stage;
use skillscope::sandbox::Incoming;

pub use crate::support::answer::Answer;
use crate::support::{CITY_TRIPS, Service};

/// The interaction model of a skill in a stage and a locale, as an account reaches it.
pub struct Bench<'a> {
    pub service: &'a Service,
    pub skill: String,
    pub stage: String,
    pub locale: String,
    pub token: String,
}

impl<'a> Bench<'a> {
    /// City Trips in development, in en-US, for its owner.
    pub fn new(service: &'a Service) -> Self {
        Self {
            service,
            skill: CITY_TRIPS.to_owned(),
            stage: "development".to_owned(),
            locale: "en-US".to_owned(),
            token: "Atza|sandbox".to_owned(),
        }
    }

    pub fn in_locale(service: &'a Service, locale: &str) -> Self {
        Self { locale: locale.to_owned(), ..Self::new(service) }
    }

    /// Sends to a path below the locale; `None` where the connection was dropped.
    pub fn send(&self, method: &str, rest: &str, body: &[u8], headers: &[(&str, &str)]) -> Option<Answer> {
        let request = Incoming {
            method: method.to_owned(),
            path: format!(
                "/v1/skills/{}/stages/{}/interactionModel/locales/{}{rest}",
                self.skill, self.stage, self.locale
            ),
            body: body.to_vec(),
            ..Incoming::default()
        };
        Answer::of(self.service, request, &self.token, headers)
    }

    pub fn post(&self, body: &Value) -> Answer {
        self.send("POST", "/profileNlu", body.to_string().as_bytes(), &[]).unwrap()
    }

    /// The body of a profile that has to be there.
    pub fn body(&self, utterance: &str) -> Value {
        let answer = self.post(&json!({ "utterance": utterance }));
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    /// A profile as the client reads it.
    pub fn profile(&self, utterance: &str, token: Option<&str>) -> Profile {
        let operation = ProfileNlu {
            skill_id: SkillId::parse(&self.skill).unwrap(),
            stage: Stage::from(self.stage.as_str()),
            locale: self.locale.clone(),
            utterance: utterance.to_owned(),
            multi_turn_token: token.map(str::to_owned),
        };
        self.service.call(&operation, Some(&self.token)).unwrap()
    }

    pub fn knobs(&self, knobs: Value) {
        self.service.control("POST", "knobs", &knobs.to_string());
    }
}

/// What a dialog asks next and the token to go on with.
pub fn next(profile: &Profile) -> (String, String, String) {
    let turn = profile.multi_turn.as_ref().unwrap();
    let act = turn.dialog_act.as_ref().unwrap();
    let wanted = format!("{} {}", act.act_type, act.target_slot.as_deref().unwrap_or_default()).trim_end().to_owned();
    (wanted, turn.prompt.clone().unwrap(), turn.token.clone().unwrap())
}
