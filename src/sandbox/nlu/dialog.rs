//! Dialogs: which slots are asked for and confirmed, and what an answer does to them.
//!
//! Slots come in the order of the dialog model. One that is needed and empty, or whose value was denied, is asked for;
//! one that has to be confirmed is confirmed; in the end the whole intent is. "No" denies; a value beside it ("no, from
//! tacoma") corrects, and what was corrected is confirmed again. An answer may fill other slots too. An utterance that
//! clearly is another intent leaves the dialog.

use super::align::Fill;
use super::hearing::Hearing;
use super::index::{Cue, Index, Kind};
use super::model::Model;
use super::rank::{Ranked, fill_rest};
use super::{DialogState, DialogStep, resolution};
use crate::domain::intent::{ConfirmationStatus, Intent, Slot};
use crate::domain::profile::{DialogAct, DialogActType};

/// The least score of another intent for which a dialog is left.
const LEAVES: f32 = 0.72;
/// Confirming and denying never leave a dialog.
const ANSWERS: [&str; 2] = ["AMAZON.YesIntent", "AMAZON.NoIntent"];

/// What comes next for an intent; `None` where it has no dialog or the dialog is over.
pub fn next_step(model: &Model, intent: &Intent, before: Option<&DialogState>) -> Option<DialogStep> {
    let dialog = model.dialog.intents.iter().find(|dialog| dialog.name == intent.name)?;
    if intent.confirmation_status == ConfirmationStatus::Denied {
        return None;
    }
    let act = |act_type, slot: Option<&str>| DialogAct { act_type, target_slot: slot.map(str::to_owned) };
    let for_slot = dialog.slots.iter().find_map(|needed| {
        let slot = intent.slot(&needed.name)?;
        let is_denied = slot.confirmation_status == ConfirmationStatus::Denied;
        if (needed.elicitation_required && slot.value.is_none()) || is_denied {
            return Some((act(DialogActType::ElicitSlot, Some(&needed.name)), needed.prompts.elicitation.as_ref()));
        }
        let is_open = slot.value.is_some() && slot.confirmation_status == ConfirmationStatus::None;
        let confirms = needed.confirmation_required && is_open;
        confirms.then(|| (act(DialogActType::ConfirmSlot, Some(&needed.name)), needed.prompts.confirmation.as_ref()))
    });
    let for_intent = || {
        let is_open = intent.confirmation_status == ConfirmationStatus::None;
        let confirms = dialog.confirmation_required && is_open;
        confirms.then(|| (act(DialogActType::ConfirmIntent, None), dialog.prompts.confirmation.as_ref()))
    };
    let (act, prompt) = for_slot.or_else(for_intent)?;
    let repeats = before.filter(|before| before.awaited == act).map_or(0, |before| before.repeats.saturating_add(1));
    let prompt = prompt.map(|id| say(model, id, repeats, intent)).unwrap_or_default();
    let state = DialogState { intent: intent.clone(), awaited: act.clone(), repeats };
    Some(DialogStep { act, prompt, state })
}

/// A prompt with the slots' values; another variation each time that it is repeated.
fn say(model: &Model, id: &str, repeats: u32, intent: &Intent) -> String {
    let variations = model.prompts.iter().find(|prompt| prompt.id == id).map_or(&[][..], |p| p.variations.as_slice());
    let nth = (repeats as usize).checked_rem(variations.len()).unwrap_or(0);
    let mut text = variations.get(nth).map(|variation| variation.value.clone()).unwrap_or_default();
    for slot in &intent.slots {
        let said = slot.resolved().map(|value| value.name.clone()).or_else(|| slot.value.clone());
        text = text.replace(&format!("{{{}}}", slot.name), &said.unwrap_or_default());
    }
    text
}

/// An answer in a dialog.
pub struct Answer<'a> {
    /// The model.
    pub model: &'a Model,
    /// The skill.
    pub skill_id: &'a str,
    /// The answer as it came.
    pub utterance: &'a str,
    /// As it was heard.
    pub hearing: &'a Hearing,
    /// What it would be outside the dialog.
    pub ranked: &'a [Ranked],
}

impl Answer<'_> {
    /// The intent as the answer leaves it; `None` where the answer leaves the dialog.
    pub fn taken(&self, state: &DialogState) -> Option<Intent> {
        let index = &self.model.index;
        let number = index.intents.iter().position(|intent| intent.name == state.intent.name)?;
        if self.leaves(number) {
            return None;
        }
        let mut intent = state.intent.clone();
        let (yes, no) = (self.leading("AMAZON.YesIntent"), self.leading("AMAZON.NoIntent"));
        let awaited = state.awaited.target_slot.as_deref();
        match state.awaited.act_type {
            DialogActType::ElicitSlot => {
                let words = if yes.max(no) == self.hearing.words.len() { yes.max(no) } else { 0 };
                self.fill(&mut intent, number, awaited, words, true);
            }
            DialogActType::ConfirmSlot if no > 0 => {
                if !self.fill(&mut intent, number, awaited, no, false) {
                    confirm(&mut intent, awaited, ConfirmationStatus::Denied);
                }
            }
            DialogActType::ConfirmSlot if yes > 0 => {
                confirm(&mut intent, awaited, ConfirmationStatus::Confirmed);
                self.fill(&mut intent, number, None, yes, false);
            }
            DialogActType::ConfirmSlot => {
                self.fill(&mut intent, number, awaited, 0, false);
            }
            _ if no > 0 => {
                if !self.fill(&mut intent, number, None, no, false) {
                    intent.confirmation_status = ConfirmationStatus::Denied;
                }
            }
            _ if yes > 0 => intent.confirmation_status = ConfirmationStatus::Confirmed,
            _ => {
                self.fill(&mut intent, number, None, 0, false);
            }
        }
        Some(intent)
    }

    fn leaves(&self, number: usize) -> bool {
        let Some(best) = self.ranked.first() else { return false };
        let name = self.model.index.intents.get(best.intent).map_or("", |intent| intent.name.as_str());
        best.intent != number && best.score >= LEAVES && !ANSWERS.contains(&name)
    }

    /// How many tokens at the beginning say yes or no; 0 where none do.
    fn leading(&self, built_in: &str) -> usize {
        let index = &self.model.index;
        let norms: Vec<&str> = self.hearing.tokens.iter().map(|token| token.norm.as_str()).collect();
        let lead = norms.iter().take_while(|norm| ["uh", "um", "well", "oh", "hm", "ah"].contains(norm)).count();
        let rest = norms.get(lead..).unwrap_or_default();
        let phrases = index.phrases.iter().filter(|(intent, _)| intent == built_in).map(|(_, phrase)| phrase);
        let longest = phrases.filter(|phrase| rest.get(..phrase.len()).is_some_and(|r| r.iter().eq(phrase.iter())));
        longest.map(Vec::len).max().map_or(0, |length| lead + length)
    }

    /// Fills slots with what stands behind the first `after` tokens, the awaited one first; whether any was filled.
    fn fill(&self, intent: &mut Intent, number: usize, awaited: Option<&str>, after: usize, is_asked: bool) -> bool {
        let index = &self.model.index;
        let Some(of) = index.intents.get(number) else { return false };
        // Words before count as taken by no slot.
        let mut fills = vec![Fill { slot: usize::MAX, start: 0, end: after, span: None }];
        let wanted = awaited.and_then(|name| of.slots.iter().position(|slot| slot.name == name));
        if let Some(slot) = wanted {
            fills.extend(self.value_for(index, number, slot, after));
        }
        fill_rest(index, self.hearing, of, &mut fills);
        if is_asked
            && let Some(slot) = wanted.filter(|slot| !fills.iter().any(|fill| fill.slot == *slot))
            && fills.len() == 1
        {
            fills.extend(self.unknown_for(index, number, slot, after));
        }
        let mut is_filled = false;
        for fill in fills {
            let Some((kind, name)) = of.slots.get(fill.slot).and_then(|s| Some((s.kind?, &s.name))) else { continue };
            let beside = self.hearing.beside(index, fill.start, fill.end);
            let is_named = of.slots.get(fill.slot).is_some_and(|slot| index.cue(of, slot, beside) == Cue::Own);
            let Some(slot) = intent.slots.iter_mut().find(|slot| slot.name == *name) else { continue };
            if slot.value.is_none() || Some(fill.slot) == wanted || is_named || awaited.is_none() {
                *slot = Slot { name: slot.name.clone(), ..Slot::default() };
                resolution::write(self.model, self.skill_id, self.utterance, self.hearing, fill, kind, slot);
                is_filled = true;
            }
        }
        is_filled
    }

    /// The value for the slot that was asked for: not one that stands beside another slot's word.
    fn value_for(&self, index: &Index, number: usize, slot: usize, after: usize) -> Option<Fill> {
        let intent = index.intents.get(number)?;
        let wanted = intent.slots.get(slot)?;
        let spans = self
            .hearing
            .spans
            .iter()
            .enumerate()
            .filter(|(_, span)| Some(span.kind) == wanted.kind && span.start >= after);
        let cue = |start, end| index.cue(intent, wanted, self.hearing.beside(index, start, end));
        let usable = spans.filter(|(_, span)| cue(span.start, span.end) != Cue::Other);
        let best = usable.max_by(|(_, a), (_, b)| {
            let of = |span: &super::hearing::Span| (cue(span.start, span.end), span.end - span.start);
            of(a).cmp(&of(b)).then(a.quality.total_cmp(&b.quality)).then(b.start.cmp(&a.start))
        });
        best.map(|(n, span)| Fill { slot, start: span.start, end: span.end, span: Some(n) })
    }

    /// All words but those that say little, for a slot that takes words which nobody knows.
    fn unknown_for(&self, index: &Index, number: usize, slot: usize, after: usize) -> Option<Fill> {
        let kind: Kind = index.intents.get(number)?.slots.get(slot)?.kind?;
        let says = |at: &usize| self.hearing.words.get(*at).is_some_and(|word| word.is_free);
        let count = self.hearing.words.len();
        let (start, last) = ((after..count).find(says)?, (after..count).rev().find(says)?);
        kind.is_open().then_some(Fill { slot, start, end: last + 1, span: None })
    }
}

fn confirm(intent: &mut Intent, slot: Option<&str>, status: ConfirmationStatus) {
    if let Some(slot) = intent.slots.iter_mut().find(|s| Some(s.name.as_str()) == slot) {
        slot.confirmation_status = status;
    }
}
