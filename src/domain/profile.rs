//! A profiled utterance: what the interaction model makes of it, without calling the skill
//! (utterance-profiler-rest-api.txt).

use serde::{Deserialize, Deserializer, Serialize};

use super::intent::{Intent, or_default};
use super::open_enum::open_enum;

/// The locales that the document lists. Others are taken as typed: at least one more has been seen.
pub const PROFILER_LOCALES: [&str; 16] = [
    "ar-SA", "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX", "es-US", "fr-CA", "fr-FR",
    "hi-IN", "it-IT", "ja-JP", "pt-BR",
];

open_enum! {
    /// What the dialog wants next (`multiTurn.dialogAct.type`).
    DialogActType {
        /// A value for a slot.
        ElicitSlot = "Dialog.ElicitSlot",
        /// Whether a slot's value is right.
        ConfirmSlot = "Dialog.ConfirmSlot",
        /// Whether the whole intent is right.
        ConfirmIntent = "Dialog.ConfirmIntent",
    }
}

/// What the interaction model makes of an utterance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// Whether the utterance ends the session; the document shows it as a text, Amazon's clients have a boolean.
    #[serde(deserialize_with = "boolean")]
    pub session_ended: bool,
    /// The intent that was chosen; none where nothing matched.
    pub selected_intent: Option<Intent>,
    /// Those that were considered and not chosen.
    #[serde(deserialize_with = "or_default")]
    pub considered_intents: Vec<Intent>,
    /// How the dialog goes on, where it does.
    pub multi_turn: Option<MultiTurn>,
}

/// How a dialog goes on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MultiTurn {
    /// What it wants next.
    pub dialog_act: Option<DialogAct>,
    /// What the next request has to carry. Opaque, and no secret.
    #[serde(deserialize_with = "loose_text")]
    pub token: Option<String>,
    /// What Alexa would ask; a sample of several.
    #[serde(deserialize_with = "loose_text")]
    pub prompt: Option<String>,
}

/// What a dialog wants next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DialogAct {
    /// Of what kind. The document's own example has a value outside its list.
    #[serde(rename = "type")]
    pub act_type: DialogActType,
    /// The slot that it is about.
    #[serde(default)]
    pub target_slot: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Boolean(bool),
    Text(String),
    Other(serde::de::IgnoredAny),
}

fn boolean<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    Ok(match Option::<Loose>::deserialize(d)? {
        Some(Loose::Boolean(value)) => value,
        Some(Loose::Text(text)) => text.trim().eq_ignore_ascii_case("true"),
        Some(Loose::Other(_)) | None => false,
    })
}

/// The document calls token and prompt objects, its example and Amazon's clients have texts: an object is kept as JSON.
fn loose_text<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::<serde_json::Value>::deserialize(d)? {
        None | Some(serde_json::Value::Null) => None,
        Some(serde_json::Value::String(text)) => Some(text),
        Some(other) => Some(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(text: &str) -> Profile {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_end_of_a_session_is_read_as_text_and_as_boolean() {
        for (text, ended) in [
            (r#""false""#, false),
            (r#""true""#, true),
            ("true", true),
            ("false", false),
            ("null", false),
            ("1", false),
        ] {
            assert_eq!(profile(&format!(r#"{{"sessionEnded":{text}}}"#)).session_ended, ended, "{text}");
        }
    }

    #[test]
    fn the_documents_example_is_read_with_an_act_outside_its_list() {
        let profile = profile(
            r#"{"sessionEnded":"false","selectedIntent":{"name":"GetTravelTimeIntent","confirmationStatus":"CONFIRMED",
            "slots":{"DepartingCity":{"name":"DepartingCity","value":"Seattle","confirmationStatus":"CONFIRMED",
            "resolutions":{"resolutionsPerAuthority":[{"authority":"1234.City","status":{"code":"ER_SUCCESS_MATCH"},
            "values":[{"name":"Seattle","id":"1234"}]}]}},"ArrivingCity":{"name":"ArrivingCity","value":null,
            "confirmationStatus":"NONE","resolutions":null}}},"consideredIntents":[{"name":"GetTravelTimeIntent",
            "confirmationStatus":"NONE","slots":{}}],"multiTurn":{"dialogAct":{"type":"SlotValueConfirmation",
            "targetSlot":"DepartureCity"},"token":"abcd1234...","prompt":"You want to start from Seattle, right?"}}"#,
        );
        let multi_turn = profile.multi_turn.unwrap();
        assert_eq!(multi_turn.dialog_act.unwrap().act_type.as_str(), "SlotValueConfirmation");
        assert_eq!(multi_turn.token.as_deref(), Some("abcd1234..."));
        assert_eq!(profile.selected_intent.unwrap().filled().count(), 1);
    }

    #[test]
    fn nothing_that_matched_is_no_intent() {
        assert_eq!(profile(r#"{"selectedIntent":null,"consideredIntents":null,"multiTurn":null}"#), Profile::default());
    }
}
