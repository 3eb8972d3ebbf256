//! How profiles are written, as far as that can be turned: the document, its example and Amazon's clients differ.

use serde::{Deserialize, Serialize};

/// How `sessionEnded` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SessionEndedForm {
    /// As a boolean, as the document's table and Amazon's clients have it.
    #[default]
    Boolean,
    /// As a text, as the document's example has it.
    Text,
}

/// How the values of a resolution are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ResolvedValueForm {
    /// As `{name, id}`, as the profiler's document has them.
    #[default]
    Bare,
    /// As `{value: {name, id}}`, as the simulation's document and Alexa's requests have them.
    Wrapped,
}

/// What `dialogAct.type` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DialogActForm {
    /// One of the three values that the document lists.
    #[default]
    Listed,
    /// `SlotValueConfirmation`, which its example has and its list has not.
    Example,
}
