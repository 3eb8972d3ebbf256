//! The sandbox's understanding of language: from an utterance and an interaction model to an intent with its slots.

pub mod invocation;
pub mod model;
mod text;

use serde::{Deserialize, Serialize};

use crate::domain::intent::{ConfirmationStatus, Intent};
use crate::domain::profile::DialogAct;

pub use invocation::{Invoked, strip_invocation};
pub use model::{Model, model, model_at};

/// What a dialog has so far and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DialogState {
    /// The intent with the slots and confirmations so far.
    pub intent: Intent,
    /// What was asked for last.
    pub awaited: DialogAct,
    /// How often the same was asked for, from 0.
    #[serde(default)]
    pub repeats: u32,
}

/// How a dialog goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogStep {
    /// What it wants next.
    pub act: DialogAct,
    /// What Alexa asks, its slots filled in.
    pub prompt: String,
    /// What the next utterance needs to be understood.
    pub state: DialogState,
}

/// What was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Understood {
    /// The intent; `None` where nothing matched and the model has no fallback.
    pub selected: Option<Intent>,
    /// Other intents, best first; with the selected one at most [`Understood::MOST`].
    pub considered: Vec<Intent>,
    /// How the dialog goes on, where it does.
    pub step: Option<DialogStep>,
    /// Whether the session ends: stop, cancel, navigate home.
    pub ends_session: bool,
}

impl Understood {
    /// The most intents, the selected one among them.
    pub const MOST: usize = 5;
}

/// What a model makes of an utterance on the day `today` (UTC), in a dialog or outside one.
pub fn understand(
    model: &Model,
    skill_id: &str,
    utterance: &str,
    dialog: Option<&DialogState>,
    today: time::Date,
) -> Understood {
    // A first, simple way: the intent of which a sample shares most words.
    let _ = (skill_id, dialog, today);
    let words = text::words(utterance);
    let share = |sample: &str| {
        let sample = text::words(sample);
        let common = sample.iter().filter(|word| words.contains(word)).count();
        2 * common * 100 / (sample.len() + words.len()).max(1)
    };
    let mut scored: Vec<(usize, Intent)> = Vec::new();
    for intent in &model.language.intents {
        let best = intent.samples.iter().map(|sample| share(sample)).max().unwrap_or(0);
        let slots = intent
            .slots
            .iter()
            .map(|slot| crate::domain::intent::Slot { name: slot.name.clone(), ..Default::default() })
            .collect();
        let taken = Intent { name: intent.name.clone(), confirmation_status: ConfirmationStatus::None, slots };
        scored.push((best, taken));
    }
    scored.sort_by_key(|scored| std::cmp::Reverse(scored.0));
    let fallback = model.fallback();
    let mut ranked: Vec<Intent> = scored.into_iter().filter(|(score, _)| *score >= 40).map(|(_, i)| i).collect();
    let selected = if ranked.is_empty() { fallback } else { Some(ranked.remove(0)) };
    ranked.truncate(Understood::MOST - 1);
    let ends_session = selected.as_ref().is_some_and(|intent| ends_session(&intent.name));
    Understood { selected, considered: ranked, step: None, ends_session }
}

/// Whether an intent ends the session by itself.
pub fn ends_session(intent: &str) -> bool {
    ["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"].contains(&intent)
}
