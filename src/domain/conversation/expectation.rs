//! What a script expects of an answer, and what of it was missed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::intent::{Intent, Slot};
use crate::domain::simulation::{SimulationResult, SimulationStatus};

use super::turn::TurnOutcome;

/// How an expected text is compared with what Alexa said. Capital letters and the number of blanks never matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TextRule {
    /// The answer has it somewhere.
    #[default]
    Contains,
    /// The answer is it.
    Equals,
    /// The answer is it, where each `*` stands for any text or none.
    Wildcard,
}

impl TextRule {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Contains, Self::Equals, Self::Wildcard];

    /// Its name in a form.
    pub fn key(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::Equals => "equals",
            Self::Wildcard => "wildcard",
        }
    }

    /// Reads its name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }
}

/// An expected text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextExpectation {
    /// How it is compared.
    pub rule: TextRule,
    /// The text.
    pub text: String,
}

/// What is expected of an answer. What is absent is not judged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Expectation {
    /// What Alexa says, all her responses together.
    pub text: Option<TextExpectation>,
    /// The name of the intent that the skill is sent; `LaunchRequest` for opening it.
    pub intent: Option<String>,
    /// The slots that are filled: name to the resolved name or the words.
    pub slots: BTreeMap<String, String>,
}

/// What of an answer was not as expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Miss {
    /// The simulation failed, with the service's words.
    Failed {
        /// `error.message`.
        message: String,
    },
    /// Alexa answered without calling the skill.
    NotCalled,
    /// Another text.
    Text {
        /// How it was compared.
        rule: TextRule,
        /// What was expected.
        expected: String,
        /// What Alexa said.
        got: String,
    },
    /// Another intent.
    Intent {
        /// What was expected.
        expected: String,
        /// What the skill was sent; empty where nothing was understood.
        got: String,
    },
    /// Another value of a slot.
    Slot {
        /// The slot.
        name: String,
        /// What was expected.
        expected: String,
        /// What was heard or resolved; `None` where it was not filled.
        got: Option<String>,
    },
}

/// Whether a turn was as expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "misses")]
pub enum Verdict {
    /// As expected.
    Passed,
    /// Not as expected, and why.
    Failed(Vec<Miss>),
    /// It has no result: it was not reached, refused, cancelled or given up.
    NotRun,
}

impl Expectation {
    /// Whether nothing is expected but an answer.
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.intent.is_none() && self.slots.is_empty()
    }

    /// Judges what came of a turn. A turn without expectations passes where the skill was called and answered. An answer
    /// that Alexa gave without the skill passes only where something is expected and all of it is so.
    pub fn judge(&self, outcome: &TurnOutcome) -> Verdict {
        let TurnOutcome::Ended(simulation) = outcome else { return Verdict::NotRun };
        let nothing = SimulationResult::default();
        let result = simulation.result.as_ref().unwrap_or(&nothing);
        let message = || result.error.as_ref().map(|e| e.message.clone()).unwrap_or_default();
        let mut misses = Vec::new();
        if simulation.status != SimulationStatus::Successful {
            return Verdict::Failed(vec![Miss::Failed { message: message() }]);
        }
        self.compare(result, &mut misses);
        if result.skill_was_not_called() && (self.is_empty() || !misses.is_empty()) {
            misses.insert(0, Miss::NotCalled);
        }
        if misses.is_empty() { Verdict::Passed } else { Verdict::Failed(misses) }
    }

    fn compare(&self, result: &SimulationResult, misses: &mut Vec<Miss>) {
        if let Some(expected) = &self.text {
            let got = speech(result);
            if !expected.matches(&got) {
                misses.push(Miss::Text { rule: expected.rule, expected: expected.text.clone(), got });
            }
        }
        let selected = result.selected_intent();
        if let Some(expected) = &self.intent {
            let got = selected.as_ref().map(|i| i.name.clone()).unwrap_or_default();
            if canonical_intent(expected) != canonical_intent(&got) {
                misses.push(Miss::Intent { expected: expected.clone(), got });
            }
        }
        for (name, expected) in &self.slots {
            let slot = selected.as_ref().and_then(|intent| intent.slot(name));
            if !slot.is_some_and(|slot| has_value(slot, expected)) {
                let got = slot.and_then(said_value);
                misses.push(Miss::Slot { name: name.clone(), expected: expected.clone(), got });
            }
        }
    }
}

/// What Alexa said, all her responses together.
pub fn speech(result: &SimulationResult) -> String {
    result.captions().collect::<Vec<_>>().join(" ")
}

/// The name of an intent with both ways of writing a launch made one.
pub fn canonical_intent(name: &str) -> &str {
    match name.trim() {
        "LaunchRequest" => Intent::LAUNCH,
        other => other,
    }
}

/// The resolved name of a slot, else its words.
pub fn said_value(slot: &Slot) -> Option<String> {
    slot.resolved().map(|value| value.name.clone()).or_else(|| slot.value.clone())
}

fn has_value(slot: &Slot, expected: &str) -> bool {
    let expected = folded(expected);
    let resolved = slot.resolved().is_some_and(|value| folded(&value.name) == expected);
    resolved || slot.value.as_ref().is_some_and(|value| folded(value) == expected)
}

/// Small letters, and one blank where there were several.
fn folded(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

impl TextExpectation {
    /// Whether an answer is as expected.
    pub fn matches(&self, said: &str) -> bool {
        let (said, wanted) = (folded(said), folded(&self.text));
        match self.rule {
            TextRule::Contains => said.contains(&wanted),
            TextRule::Equals => said == wanted,
            TextRule::Wildcard => fits(&said, &wanted),
        }
    }
}

/// Whether a text fits a pattern of pieces between `*`. The first piece begins it, the last ends it, and the others follow
/// each other at their first place: no place is tried twice.
fn fits(said: &str, pattern: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = said.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
#[path = "expectation_tests.rs"]
mod tests;
