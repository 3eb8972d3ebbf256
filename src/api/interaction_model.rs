//! Get the interaction model of a locale (API-FACTS.md, "Pickers and helpers").

use serde::Deserialize;

use super::operation::{Operation, json};
use super::request::{Request, Response, segment};
use crate::domain::id::SkillId;
use crate::domain::interaction_model::InteractionModel;
use crate::domain::skill::Stage;

/// `GET /v1/skills/{skillId}/stages/{stage}/interactionModel/locales/{locale}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetInteractionModel {
    /// The skill.
    pub skill_id: SkillId,
    /// The stage.
    pub stage: Stage,
    /// The locale.
    pub locale: String,
}

impl Operation for GetInteractionModel {
    type Output = InteractionModel;

    fn request(&self) -> Request {
        let path = format!(
            "/v1/skills/{}/stages/{}/interactionModel/locales/{}",
            segment(self.skill_id.as_str()),
            segment(self.stage.as_str()),
            segment(&self.locale)
        );
        Request::get("getInteractionModel", path)
    }

    fn decode(&self, response: &Response) -> Result<InteractionModel, String> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Body {
            interaction_model: Outer,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Outer {
            language_model: InteractionModel,
        }
        let model = json::<Body>(response)?.interaction_model.language_model;
        // Against such a model no name would be right.
        if model.intents.iter().all(|intent| intent.name.is_empty()) {
            return Err("no intent has a name".to_owned());
        }
        Ok(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_model_is_what_is_read() {
        let get = GetInteractionModel {
            skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
            stage: Stage::Live,
            locale: "en-US".to_owned(),
        };
        let body = br#"{"version":"1","interactionModel":{"languageModel":{"invocationName":"city trips","intents":
            [{"name":"A","slots":[{"name":"City","type":"AMAZON.City"}],"samples":["go to {City}"]},
            {"name":"AMAZON.HelpIntent","samples":null}],"types":null},"dialog":{}}}"#;
        let model = get.decode(&Response { status: 200, body: body.to_vec(), ..Response::default() }).unwrap();
        assert_eq!(model.invocation_name, "city trips");
        assert_eq!(model.intent("A").unwrap().slots[0].slot_type, "AMAZON.City");
        assert!(model.intent("AMAZON.HelpIntent").unwrap().samples.is_empty());
        for nameless in
            [r#"{"languageModel":{"intents":[{"samples":["go"]}]}}"#, r#"{"languageModel":{"intents":null}}"#]
        {
            let body = format!(r#"{{"interactionModel":{nameless}}}"#).into_bytes();
            assert!(get.decode(&Response { status: 200, body, ..Response::default() }).is_err(), "{nameless}");
        }
    }
}
