//! A scripted conversation: what is said, and what is expected of each answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::expectation::{Expectation, TextExpectation, TextRule};
use super::turn::Transcript;
use crate::domain::id::{ExperimentId, ScriptId, SkillId};
use crate::domain::instant::Instant;
use crate::domain::simulation::SessionMode;
use crate::domain::skill::Stage;

/// The most turns of a script: one simulation takes seconds, and a session that long is not one conversation.
pub const MOST_TURNS: usize = 100;
/// The longest name of a script, in characters.
pub const LONGEST_SCRIPT_NAME: usize = 120;

/// A conversation that is written down once and run again and again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Script {
    /// Its id, made in this browser.
    pub id: ScriptId,
    /// Its name.
    pub name: String,
    /// The skill that it is for.
    pub skill_id: SkillId,
    /// The stage that it is run against.
    pub stage: Stage,
    /// The device's locale, as `en-US`.
    pub locale: String,
    /// The experiment that it is pinned to.
    #[serde(default)]
    pub experiment_id: Option<ExperimentId>,
    /// When it was last changed.
    pub changed: Instant,
    /// What is said, in order.
    pub turns: Vec<ScriptTurn>,
}

/// One utterance of a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptTurn {
    /// What is said.
    pub utterance: String,
    /// How the session before it is treated. The first turn of a script begins a new one whatever stands here.
    #[serde(default = "goes_on")]
    pub mode: SessionMode,
    /// What is expected of the answer.
    #[serde(default)]
    pub expected: Expectation,
}

fn goes_on() -> SessionMode {
    SessionMode::Default
}

impl ScriptTurn {
    /// An utterance of which nothing is expected but an answer.
    pub fn saying(utterance: impl Into<String>) -> Self {
        Self { utterance: utterance.into(), mode: SessionMode::Default, expected: Expectation::default() }
    }
}

impl Script {
    /// How the session is treated before a turn, by its place: a script never goes on with what somebody said before.
    pub fn mode_of(&self, place: usize) -> SessionMode {
        mode_of(&self.turns, place)
    }
}

/// How the session is treated before a turn, by its place.
pub fn mode_of(turns: &[ScriptTurn], place: usize) -> SessionMode {
    match turns.get(place) {
        Some(turn) if place > 0 => turn.mode.clone(),
        _ => SessionMode::ForceNewSession,
    }
}

/// The turns of a script that says what a conversation said, and expects what it answered. Turns that were not answered
/// expect nothing.
pub fn turns_of(transcript: &Transcript) -> Vec<ScriptTurn> {
    let of = |turn: &super::turn::Turn| {
        let result = turn.outcome.simulation().filter(|_| turn.outcome.is_answered()).and_then(|s| s.result.as_ref());
        let said = result.map(|r| r.captions().collect::<Vec<_>>().join(" ")).unwrap_or_default();
        let text = (!said.is_empty()).then_some(TextExpectation { rule: TextRule::Equals, text: said });
        let intent = result.and_then(|r| r.selected_intent()).map(|i| i.name).filter(|name| !name.is_empty());
        ScriptTurn {
            utterance: turn.utterance.clone(),
            mode: turn.mode.clone(),
            expected: Expectation { text, intent, slots: BTreeMap::new() },
        }
    };
    transcript.turns.iter().take(MOST_TURNS).map(of).collect()
}
