//! How simulations answer, as far as that can be turned.

use serde::{Deserialize, Serialize};

/// How the bodies of a skill's requests and responses are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BodyForm {
    /// As JSON objects, as Amazon sends them.
    #[default]
    Object,
    /// As texts that hold JSON, as the document shows them.
    Text,
}

/// Whether simulations reach the skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SkillCalls {
    /// They do.
    #[default]
    Made,
    /// They are SUCCESSFUL without an invocation, as is seen now and then.
    Omitted,
}

/// Whether `context.Experimentation` names the tests that the account is pinned in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Experimentation {
    /// It does.
    #[default]
    Named,
    /// It is left out, so that the arm cannot be proven.
    Omitted,
}
