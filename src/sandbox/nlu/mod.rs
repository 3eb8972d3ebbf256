//! The sandbox's understanding of language: from an utterance and an interaction model to an intent with its slots.
//!
//! It is small, deterministic and good enough to talk to; it is not Alexa's. What it does, in its order:
//!
//! 1. `text` normalises: case, punctuation, accents, full-width letters and emoji make no difference. At most 96
//!    tokens are heard.
//! 2. `hearing` looks for values: phrases of the model's own slot types (`lexicon`, with a slip of the keyboard or two
//!    forgiven in long words), and numbers, durations and dates (`value`), which are counted from the day that the
//!    caller gives. Words of the samples that were mistyped are recognised likewise.
//! 3. `align` lays the utterance beside every sample. Words weigh by how few intents have them (`index`); words with
//!    one stem or of one meaning (`language`) count nearly as much as the same word. Slots take values of their kind,
//!    or up to three words that nobody knows. The word before a slot in the samples ("from", "to") tells slots of one
//!    type apart.
//! 4. `rank` adds how much the words speak for each intent whatever their order, and fills slots that the best sample
//!    does not have from what is left over.
//! 5. The best intent is selected if its score is at least `rank::SELECTED` (less where the
//!    utterance has a value of one of the skill's own types), else the fallback, if the model has one.
//!    Up to four others above `rank::CONSIDERED` are considered.
//! 6. `resolution` writes the slots. `value` is what was said, as it came; a number, date or duration is in Alexa's form
//!    (`3`, `2026-11-27`, `P3D`). A slot of the model's own type has one resolution, by the authority
//!    `amzn1.er-authority.echo-sdk.SKILL.TYPE`: `ER_SUCCESS_MATCH` with name and id, or `ER_SUCCESS_NO_MATCH`.
//!    The cities Timeoutville and Exceptionville, which no model has, give `ER_ERROR_TIMEOUT` and `ER_ERROR_EXCEPTION`.
//!    Built-in types have no resolutions.
//! 7. `dialog` says how an intent with a dialog goes on, and what an answer in one means.
//!
//! Yes and No are intents of their own outside a dialog; within one they are answers. Stop, cancel and navigate home end
//! the session.

mod align;
mod dialog;
mod distance;
mod hearing;
mod index;
pub mod invocation;
mod language;
mod lexicon;
pub mod model;
mod rank;
mod resolution;
mod text;
mod value;

use serde::{Deserialize, Serialize};

use crate::domain::intent::Intent;
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
    let hearing = hearing::Hearing::new(&model.index, utterance, today);
    let ranked = rank::rank(&model.index, &hearing);
    let answer = dialog::Answer { model, skill_id, utterance, hearing: &hearing, ranked: &ranked };
    let selected = dialog.and_then(|state| answer.taken(state)).or_else(|| {
        let best = ranked.first().filter(|best| best.score >= rank::least(&hearing));
        match best {
            Some(best) => resolution::filled(model, skill_id, utterance, &hearing, best),
            None => model.fallback(),
        }
    });
    let others = ranked.iter().filter(|other| other.score >= rank::CONSIDERED);
    let others = others.filter_map(|other| resolution::filled(model, skill_id, utterance, &hearing, other));
    let is_selected = |other: &Intent| selected.as_ref().is_some_and(|selected| selected.name == other.name);
    let considered = others.filter(|other| !is_selected(other)).take(Understood::MOST - 1).collect();
    let step = selected.as_ref().and_then(|selected| dialog::next_step(model, selected, dialog));
    let ends_session = selected.as_ref().is_some_and(|selected| ends_session(&selected.name));
    Understood { selected, considered, step, ends_session }
}

/// Whether an intent ends the session by itself.
pub fn ends_session(intent: &str) -> bool {
    ["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"].contains(&intent)
}

#[cfg(test)]
#[path = "nlu_tests.rs"]
mod tests;
