//! What was said and what came back, turn by turn.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::profile::{MultiTurn, Profile};
use crate::domain::skill::Stage;

/// An utterance and the replies that followed, with the interaction model that they were asked of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// The stage of the model.
    pub stage: Stage,
    /// The locale of the model.
    pub locale: String,
    /// What was said, oldest first.
    pub turns: Vec<TalkTurn>,
}

/// One utterance or reply with its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TalkTurn {
    /// What was said.
    pub said: String,
    /// What the answer means.
    pub profile: Profile,
    /// The answer as it came.
    pub body: Value,
}

impl Talk {
    /// Nothing said yet.
    pub fn new(stage: Stage, locale: String) -> Self {
        Self { stage, locale, turns: Vec::new() }
    }

    /// The latest answer.
    pub fn last(&self) -> Option<&TalkTurn> {
        self.turns.last()
    }

    /// How the dialog goes on, where it does: an answer with a token, or with a question. What ended the session has no
    /// next turn.
    pub fn goes_on(&self) -> Option<&MultiTurn> {
        let profile = &self.last()?.profile;
        let multi_turn = profile.multi_turn.as_ref().filter(|_| !profile.session_ended)?;
        let is_open = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.is_empty());
        (is_open(&multi_turn.token) || multi_turn.dialog_act.is_some()).then_some(multi_turn)
    }

    /// The token that the next reply has to carry.
    pub fn token(&self) -> Option<&str> {
        self.goes_on()?.token.as_deref().filter(|token| !token.is_empty())
    }

    /// Whether it is about this model.
    pub fn is_of(&self, stage: &Stage, locale: &str) -> bool {
        self.stage == *stage && self.locale == locale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(answer: &str) -> Talk {
        let profile = serde_json::from_str(answer).unwrap();
        let turn = TalkTurn { said: "x".to_owned(), profile, body: Value::Null };
        Talk { turns: vec![turn], ..Talk::new(Stage::Development, "en-US".to_owned()) }
    }

    #[test]
    fn a_dialog_goes_on_while_there_is_a_token_or_a_question() {
        let open = talk(r#"{"selectedIntent":{"name":"A"},"multiTurn":{"token":"t","prompt":"Where?"}}"#);
        assert_eq!(open.token(), Some("t"));
        let act_only = talk(r#"{"multiTurn":{"dialogAct":{"type":"Dialog.ElicitSlot"}}}"#);
        assert!(act_only.goes_on().is_some() && act_only.token().is_none());
        assert!(talk(r#"{"multiTurn":null}"#).goes_on().is_none());
        assert!(talk(r#"{"multiTurn":{"token":""}}"#).goes_on().is_none());
        assert!(talk(r#"{"sessionEnded":true,"multiTurn":{"token":"t"}}"#).goes_on().is_none());
        assert!(Talk::new(Stage::Live, "en-US".to_owned()).goes_on().is_none());
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let talk = talk(r#"{"selectedIntent":{"name":"A"},"multiTurn":{"token":{"a":1}}}"#);
        let text = serde_json::to_string(&talk).unwrap();
        assert_eq!(serde_json::from_str::<Talk>(&text).unwrap(), talk);
    }
}
