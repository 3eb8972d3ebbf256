//! From words that fill a slot to the slot as the service returns it.

use super::align::Fill;
use super::hearing::{Content, Hearing};
use super::index::Kind;
use super::lexicon::Meaning;
use super::model::Model;
use super::rank::Ranked;
use crate::domain::intent::{Intent, Resolution, ResolutionCode, ResolutionStatus, Resolutions, ResolvedValue, Slot};

/// Who is asked for the values of a skill's own slot type.
pub fn authority(skill_id: &str, type_name: &str) -> String {
    format!("amzn1.er-authority.echo-sdk.{skill_id}.{type_name}")
}

/// An intent with all its slots, none of them filled.
pub fn empty(model: &Model, intent: usize) -> Option<Intent> {
    let intent = model.index.intents.get(intent)?;
    let slots = intent.slots.iter().map(|slot| Slot { name: slot.name.clone(), ..Slot::default() });
    Some(Intent { name: intent.name.clone(), slots: slots.collect(), ..Intent::default() })
}

/// An intent with the slots that were found filled.
pub fn filled(model: &Model, skill_id: &str, utterance: &str, hearing: &Hearing, ranked: &Ranked) -> Option<Intent> {
    let mut intent = empty(model, ranked.intent)?;
    for fill in &ranked.fills {
        let kind = model.index.intents.get(ranked.intent).and_then(|i| i.slots.get(fill.slot)?.kind);
        if let (Some(slot), Some(kind)) = (intent.slots.get_mut(fill.slot), kind) {
            write(model, skill_id, utterance, hearing, *fill, kind, slot);
        }
    }
    Some(intent)
}

/// Writes words into a slot.
pub fn write(
    model: &Model,
    skill_id: &str,
    utterance: &str,
    hearing: &Hearing,
    fill: Fill,
    kind: Kind,
    slot: &mut Slot,
) {
    let raw = hearing.raw(utterance, fill.start, fill.end).to_owned();
    let content = fill.span.and_then(|n| hearing.spans.get(n)).map(|span| &span.content);
    slot.value = Some(match content {
        Some(Content::Written(written)) => written.clone(),
        _ => raw,
    });
    let meaning = match content {
        Some(Content::Phrase(meaning)) => Some(meaning),
        _ => None,
    };
    slot.resolutions = resolutions(model, skill_id, kind, meaning);
}

/// Built-in types have no resolutions.
fn resolutions(model: &Model, skill_id: &str, kind: Kind, meaning: Option<&Meaning>) -> Resolutions {
    let Kind::Custom(custom) = kind else { return Resolutions::default() };
    let Some(slot_type) = model.language.types.get(custom) else { return Resolutions::default() };
    let value = |n: usize| {
        let value = slot_type.values.get(n)?;
        Some(ResolvedValue { name: value.name.value.clone(), id: value.id.clone() })
    };
    let (code, values) = match meaning {
        Some(Meaning::Value(n)) => (ResolutionCode::Match, value(*n).into_iter().collect()),
        Some(Meaning::Failure(code)) => (code.clone(), Vec::new()),
        None => (ResolutionCode::NoMatch, Vec::new()),
    };
    let authority = authority(skill_id, &slot_type.name);
    Resolutions { resolutions_per_authority: vec![Resolution { authority, status: ResolutionStatus { code }, values }] }
}
