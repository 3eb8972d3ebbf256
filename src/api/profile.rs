//! Profile utterance: the one operation of utterance-profiler-rest-api.txt (API-FACTS.md, section 5).

use serde::Serialize;
use serde_json::Value;

use super::operation::{Operation, json};
use super::request::{Effect, Method, Request, Response, segment};
use crate::domain::id::SkillId;
use crate::domain::profile::Profile;
use crate::domain::redaction::redact;
use crate::domain::skill::Stage;

/// Profile utterance: `POST …/interactionModel/locales/{locale}/profileNlu`. Changes nothing, so it may be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileNlu {
    /// The skill.
    pub skill_id: SkillId,
    /// The stage: development or live.
    pub stage: Stage,
    /// The locale of the interaction model.
    pub locale: String,
    /// What is said.
    pub utterance: String,
    /// What the answer before gave, where a dialog goes on.
    pub multi_turn_token: Option<String>,
}

impl Operation for ProfileNlu {
    type Output = Profile;

    fn request(&self) -> Request {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Body<'a> {
            utterance: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            multi_turn_token: Option<&'a str>,
        }
        let path = format!(
            "/v1/skills/{}/stages/{}/interactionModel/locales/{}/profileNlu",
            segment(self.skill_id.as_str()),
            segment(self.stage.as_str()),
            segment(&self.locale)
        );
        let request = Request::write("profileNlu", Method::Post, path)
            .with_json(&Body { utterance: &self.utterance, multi_turn_token: self.multi_turn_token.as_deref() });
        Request { effect: Effect::Read, ..request }
    }

    fn decode(&self, response: &Response) -> Result<Profile, String> {
        let profile: Profile = json(response)?;
        if profile.selected_intent.as_ref().is_some_and(|intent| intent.name.is_empty()) {
            return Err("the selected intent has no name".to_owned());
        }
        Ok(profile)
    }
}

/// The same operation, whose answer comes with its body as it was sent, for people who want to see all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileNluWithBody(pub ProfileNlu);

impl Operation for ProfileNluWithBody {
    type Output = (Profile, Value);

    fn request(&self) -> Request {
        self.0.request()
    }

    fn decode(&self, response: &Response) -> Result<(Profile, Value), String> {
        let mut body = json(response)?;
        redact(&mut body);
        Ok((self.0.decode(response)?, body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_sent_only_where_there_is_one() {
        let mut profile = ProfileNlu {
            skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
            stage: Stage::Development,
            locale: "en-US".to_owned(),
            utterance: "i want to travel".to_owned(),
            multi_turn_token: None,
        };
        let request = profile.request();
        assert_eq!(
            request.target(),
            "/v1/skills/amzn1.ask.skill.1/stages/development/interactionModel/locales/en-US/profileNlu"
        );
        assert_eq!(request.body.as_deref(), Some(r#"{"utterance":"i want to travel"}"#));
        assert_eq!(request.effect, Effect::Read);
        profile.multi_turn_token = Some("t".to_owned());
        assert_eq!(profile.request().body.as_deref(), Some(r#"{"utterance":"i want to travel","multiTurnToken":"t"}"#));
    }
}
