//! The interaction model of a skill in a locale, as far as testing needs it (API-FACTS.md, "Pickers and helpers").

use serde::{Deserialize, Serialize};

use super::intent::{or_default, text};

/// Intents, slot types and the invocation name of one locale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InteractionModel {
    /// The words that open the skill.
    #[serde(deserialize_with = "text")]
    pub invocation_name: String,
    /// Its intents, built-in ones included.
    #[serde(deserialize_with = "or_default")]
    pub intents: Vec<ModelIntent>,
    /// Its own slot types.
    #[serde(deserialize_with = "or_default")]
    pub types: Vec<ModelSlotType>,
}

/// An intent of the model.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelIntent {
    /// Its name.
    #[serde(deserialize_with = "text")]
    pub name: String,
    /// Its slots.
    #[serde(deserialize_with = "or_default")]
    pub slots: Vec<ModelSlot>,
    /// Its sample utterances, slots in braces.
    #[serde(deserialize_with = "or_default")]
    pub samples: Vec<String>,
}

/// A slot of an intent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelSlot {
    /// Its name.
    #[serde(deserialize_with = "text")]
    pub name: String,
    /// The name of its type.
    #[serde(rename = "type", deserialize_with = "text")]
    pub slot_type: String,
}

/// A slot type of the model's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelSlotType {
    /// Its name.
    #[serde(deserialize_with = "text")]
    pub name: String,
    /// Its values.
    #[serde(deserialize_with = "or_default")]
    pub values: Vec<ModelValue>,
}

/// A value of a slot type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelValue {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Its name and other words for it.
    #[serde(deserialize_with = "or_default")]
    pub name: ModelWords,
}

/// A value's words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelWords {
    /// Its name.
    #[serde(deserialize_with = "text")]
    pub value: String,
    /// Other words for it.
    #[serde(deserialize_with = "or_default")]
    pub synonyms: Vec<String>,
}

impl InteractionModel {
    /// The intent with a name.
    pub fn intent(&self, name: &str) -> Option<&ModelIntent> {
        self.intents.iter().find(|intent| intent.name == name)
    }
}
