//! The words that open a skill.

use super::model::Model;
use super::text::words;

/// Whether an utterance opens the skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invoked {
    /// It opens the skill and says no more: "open city trips".
    Launch,
    /// It opens the skill with something to understand: "ask city trips for museums in berlin".
    Ask(String),
    /// It does not open the skill.
    Not,
}

/// Takes the invocation out of an utterance.
pub fn strip_invocation(model: &Model, utterance: &str) -> Invoked {
    let (words, name) = (words(utterance), words(&model.language.invocation_name));
    let Some(at) = words.windows(name.len().max(1)).position(|w| w == name) else { return Invoked::Not };
    let rest = words.get(at + name.len()..).unwrap_or_default().join(" ");
    if rest.is_empty() { Invoked::Launch } else { Invoked::Ask(rest) }
}
