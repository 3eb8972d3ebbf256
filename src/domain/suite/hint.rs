//! Model hints: what the developers of a skill could add to its interaction model, so that misrouted utterances reach
//! their intents.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::import::safe_cell;
use super::verdict::folded;
use super::{CaseOutcome, CaseResult, SuiteRun, Verdict};
use crate::domain::export::csv_text;
use crate::domain::interaction_model::{InteractionModel, ModelIntent, ModelSlot, ModelValue};

/// An utterance that reached another intent than it should, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The case's index in the run.
    pub index: usize,
    /// What the customer says.
    pub utterance: String,
    /// The intent that it should have reached.
    pub expected: String,
    /// The intent that was chosen; `None` where nothing matched.
    pub chosen: Option<String>,
    /// The nearest wrong intent: the chosen one, or where that is the fallback or none, the first that was considered.
    pub nearest: Option<String>,
    /// Where the expected intent stood among those considered, from 1; `None` where it was not considered at all.
    pub rank: Option<usize>,
    /// What to do.
    pub advice: Advice,
}

/// What to do about a misrouted utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Add this sample utterance to the expected intent.
    Add {
        /// The sample, slots in braces.
        sample: String,
    },
    /// The expected intent has this sample already; so another sample or slot value is stronger.
    Present {
        /// The sample, slots in braces.
        sample: String,
    },
    /// Another intent has this very sample: take it away there before it is added here.
    Contested {
        /// The sample, slots in braces.
        sample: String,
        /// The other intent.
        other: String,
    },
    /// No intent takes samples for it: what was expected is the fallback.
    Narrow,
}

/// The intent that has no samples of one's own: what Amazon trains it with follows from the others.
const FALLBACK: &str = "AMAZON.FallbackIntent";

impl Advice {
    /// The sample, where there is one.
    pub fn sample(&self) -> Option<&str> {
        match self {
            Self::Add { sample } | Self::Present { sample } | Self::Contested { sample, .. } => Some(sample),
            Self::Narrow => None,
        }
    }
}

impl Hint {
    /// What to do, in a sentence or two.
    pub fn words(&self) -> String {
        let chosen = self.nearest.as_deref().unwrap_or("the intent that was chosen");
        match &self.advice {
            Advice::Add { sample } => format!("Add “{sample}” to the samples of {}.", self.expected),
            Advice::Present { sample } => {
                format!(
                    "{} has “{sample}” already. Look for samples of {chosen} that are too much alike.",
                    self.expected
                )
            }
            Advice::Contested { sample, other } => {
                format!("{other} has “{sample}” among its samples. Decide which of the two intents it belongs to.")
            }
            Advice::Narrow => format!(
                "It should match nothing. Make samples of {chosen} that are short or all slots longer, or raise the \
                 sensitivity of {FALLBACK}."
            ),
        }
    }
}

/// A hint for each misrouted utterance, grouped by the intent that it should have reached, each utterance once. With the
/// model, slots that the cases do not name are found too, and samples that are there already are told.
pub fn hints(run: &SuiteRun, model: Option<&InteractionModel>) -> Vec<Hint> {
    let index = model.map(ModelIndex::new).unwrap_or_default();
    let mut seen = BTreeSet::new();
    let wrong = run.results.iter().enumerate().filter(|(_, result)| result.verdict() == Verdict::WrongIntent);
    let mut hints: Vec<Hint> = wrong
        .filter_map(|(place, result)| hint(place, result, &index))
        .filter(|hint| seen.insert((hint.expected.clone(), folded(&hint.utterance))))
        .collect();
    hints.sort_by(|a, b| a.expected.cmp(&b.expected).then(a.index.cmp(&b.index)));
    hints
}

fn hint(place: usize, result: &CaseResult, index: &ModelIndex<'_>) -> Option<Hint> {
    let Some(CaseOutcome::Profiled { considered, .. }) = &result.outcome else { return None };
    let chosen = result.chosen().flatten();
    // Where nothing should have matched, the advice is that of the fallback.
    let expected = result.case.intent().unwrap_or(super::NO_INTENT);
    let advice = if expected == FALLBACK || result.case.intent().is_none() {
        Advice::Narrow
    } else {
        let sample = sample(result, expected, index);
        let owners = index.samples.get(&folded(&sample)).map(Vec::as_slice).unwrap_or_default();
        match owners.first() {
            _ if owners.contains(&expected) => Advice::Present { sample },
            Some(other) => Advice::Contested { sample, other: (*other).to_owned() },
            None => Advice::Add { sample },
        }
    };
    // That the fallback took it says nothing about what it is near to.
    let near = chosen.into_iter().chain(considered.iter().map(String::as_str));
    let nearest = near.clone().find(|name| *name != FALLBACK && *name != expected).or(chosen);
    Some(Hint {
        index: place,
        utterance: result.case.utterance.clone(),
        expected: expected.to_owned(),
        chosen: chosen.map(str::to_owned),
        nearest: nearest.map(str::to_owned),
        rank: considered.iter().position(|name| name == expected).map(|at| at + 1),
        advice,
    })
}

/// What hints look up in a model: which intents have a sample, and which other words a value has.
#[derive(Default)]
struct ModelIndex<'a> {
    intents: HashMap<&'a str, &'a ModelIntent>,
    /// By sample, folded.
    samples: HashMap<String, Vec<&'a str>>,
    /// By slot type and word, folded.
    values: HashMap<(&'a str, String), &'a ModelValue>,
}

impl<'a> ModelIndex<'a> {
    fn new(model: &'a InteractionModel) -> Self {
        let mut index = Self::default();
        for intent in &model.intents {
            index.intents.insert(&intent.name, intent);
            for sample in &intent.samples {
                index.samples.entry(folded(sample)).or_default().push(&intent.name);
            }
        }
        for slot_type in &model.types {
            for value in &slot_type.values {
                for word in words_of(value) {
                    index.values.entry((&slot_type.name, folded(word))).or_insert(value);
                }
            }
        }
        index
    }

    fn slots(&self, intent: &str) -> &'a [ModelSlot] {
        self.intents.get(intent).map(|intent| intent.slots.as_slice()).unwrap_or_default()
    }

    /// Other words for a value: its name and synonyms in the slot's own type.
    fn other_words(&self, intent: &str, slot: &str, value: &str) -> impl Iterator<Item = &'a String> + use<'a> {
        let slot_type = self.slots(intent).iter().find(|known| known.name == slot).map(|slot| slot.slot_type.as_str());
        let found = slot_type.and_then(|name| self.values.get(&(name, folded(value))).copied());
        found.into_iter().flat_map(words_of)
    }
}

fn words_of(value: &ModelValue) -> impl Iterator<Item = &String> {
    std::iter::once(&value.name.value).chain(&value.name.synonyms)
}

/// The utterance as a sample: small letters, only marks that samples may have, values of slots replaced by `{SLOT}`.
fn sample(result: &CaseResult, expected: &str, index: &ModelIndex<'_>) -> String {
    let mut values: Vec<(Vec<String>, &str)> = Vec::new();
    for (slot, value) in &result.case.expected_slots {
        values.push((sample_words(value), slot));
        values.extend(index.other_words(expected, slot, value).map(|word| (sample_words(word), slot.as_str())));
    }
    for got in result.got_slots() {
        let is_meant = match result.case.expected_slots.get(&got.name) {
            // The words that were heard are where a value such as 2026-11-27 stands in the utterance.
            Some(value) => got.is(value),
            // A slot that the case says nothing about, and that the expected intent has too.
            None => index.slots(expected).iter().any(|slot| slot.name == got.name),
        };
        if is_meant {
            values.push((sample_words(&got.heard), &got.name));
        }
    }
    values.retain(|(words, _)| !words.is_empty());
    values.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    with_slots(&sample_words(&result.case.utterance), &values)
}

/// The words with each value replaced by its slot, longer values first, each slot once.
fn with_slots(words: &[String], values: &[(Vec<String>, &str)]) -> String {
    let mut places: Vec<Option<String>> = words.iter().cloned().map(Some).collect();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (value, slot) in values {
        if used.contains(slot) {
            continue;
        }
        let found = places
            .windows(value.len())
            .position(|window| window.iter().zip(value).all(|(place, word)| place.as_deref() == Some(word.as_str())));
        let Some(at) = found else { continue };
        used.insert(slot);
        for (offset, place) in places.iter_mut().skip(at).take(value.len()).enumerate() {
            *place = (offset == 0).then(|| format!("{{{slot}}}"));
        }
    }
    places.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The words of a sample: samples have letters, digits, apostrophes, hyphens, underscores and points of abbreviations.
fn sample_words(text: &str) -> Vec<String> {
    let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_' | '.') || !c.is_ascii();
    let plain: String = text.chars().map(|c| if is_kept(c) { c } else { ' ' }).collect();
    let words = plain.split_whitespace().map(|word| {
        // A point at the end of a sentence is none of an abbreviation, which has another one.
        let bare = word.trim_end_matches('.');
        let word = if bare.contains('.') { word } else { bare };
        word.replace('’', "'").to_lowercase()
    });
    words.filter(|word| word.chars().any(char::is_alphanumeric) || !word.is_ascii()).collect()
}

/// The samples to add, by expected intent, each once.
fn added(hints: &[Hint]) -> BTreeMap<&str, Vec<&str>> {
    let mut samples: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for hint in hints {
        if let Advice::Add { sample } = &hint.advice {
            let list = samples.entry(hint.expected.as_str()).or_default();
            if !list.contains(&sample.as_str()) {
                list.push(sample);
            }
        }
    }
    samples
}

/// The hints as text, for a message or a ticket.
pub fn hints_text(hints: &[Hint]) -> String {
    let mut out = String::new();
    let mut last = "";
    for hint in hints {
        if hint.expected != last {
            out.push_str(&format!("{}{}\n", if last.is_empty() { "" } else { "\n" }, hint.expected));
            last = &hint.expected;
        }
        let went = match &hint.chosen {
            Some(chosen) => format!("went to {chosen}"),
            None => "matched no intent".to_owned(),
        };
        out.push_str(&format!("- “{}” {went}. {}\n", hint.utterance, hint.words()));
    }
    out
}

/// The hints as CSV, a row for each utterance.
pub fn hints_csv(hints: &[Hint]) -> Option<String> {
    csv_text(|writer| {
        writer.write_record([
            "expectedIntent",
            "suggestedSample",
            "utterance",
            "gotIntent",
            "nearestIntent",
            "advice",
        ])?;
        for hint in hints {
            let text = |text: Option<&str>| safe_cell(text.unwrap_or_default());
            writer.write_record([
                safe_cell(&hint.expected),
                text(hint.advice.sample()),
                safe_cell(&hint.utterance),
                text(hint.chosen.as_deref()),
                text(hint.nearest.as_deref()),
                safe_cell(&hint.words()),
            ])?;
        }
        Ok(())
    })
}

/// The samples to add as a fragment of an interaction model: intents with their slots, as far as the model is known.
pub fn hints_json(hints: &[Hint], model: Option<&InteractionModel>) -> Option<String> {
    let intents: Vec<Value> = added(hints)
        .into_iter()
        .map(|(name, samples)| match model.and_then(|model| model.intent(name)) {
            Some(known) => json!({ "name": name, "slots": known.slots, "samples": samples }),
            None => json!({ "name": name, "samples": samples }),
        })
        .collect();
    serde_json::to_string_pretty(&json!({ "interactionModel": { "languageModel": { "intents": intents } } })).ok()
}

#[cfg(test)]
#[path = "hint_tests.rs"]
mod tests;
