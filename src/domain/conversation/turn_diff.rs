//! What differs between two answers to the same utterance: words, intent, slots, directives, the end of the session, time.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::expectation::{canonical_intent, said_value, speech};
use super::session::is_ended;
use super::turn::Turn;
use crate::domain::simulation::SimulationResult;

/// Answers with more words than this are compared as wholes. Alexa speaks at most 8,000 characters.
const MOST_WORDS: usize = 4_000;

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "text")]
pub enum Stretch {
    /// In both.
    Kept(String),
    /// In the first only.
    Removed(String),
    /// In the second only.
    Added(String),
}

/// A slot that differs: what was heard or resolved on either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotChange {
    /// Its name.
    pub name: String,
    /// Its value in the first; `None` where it was not filled.
    pub before: Option<String>,
    /// Its value in the second.
    pub after: Option<String>,
}

/// A value on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair<T> {
    /// In the first.
    pub before: T,
    /// In the second.
    pub after: T,
}

impl<T: PartialEq> Pair<T> {
    /// Whether the sides differ.
    pub fn differs(&self) -> bool {
        self.before != self.after
    }
}

/// What differs between two turns.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TurnDiff {
    /// What Alexa said, as stretches of both sides.
    pub speech: Vec<Stretch>,
    /// The intent that the skill was sent; empty where there was none.
    pub intent: Pair<String>,
    /// The slots that differ.
    pub slots: Vec<SlotChange>,
    /// The types of the skill's directives, in order.
    pub directives: Pair<Vec<String>>,
    /// Whether the skill ended the session; `None` where it was not called.
    pub ended: Pair<Option<bool>>,
    /// Milliseconds in the skill.
    pub execution_time_ms: Pair<Option<f64>>,
    /// Whether both sides have an answer to compare.
    pub is_comparable: bool,
}

impl TurnDiff {
    /// Compares two turns.
    pub fn between(before: &Turn, after: &Turn) -> Self {
        let nothing = SimulationResult::default();
        let result = |turn: &Turn| {
            let simulation = turn.outcome.simulation().filter(|_| turn.outcome.is_answered());
            simulation.and_then(|s| s.result.clone()).unwrap_or_else(|| nothing.clone())
        };
        let (b, a) = (result(before), result(after));
        Self {
            speech: words_between(&speech(&b), &speech(&a)),
            intent: Pair { before: intent_of(&b), after: intent_of(&a) },
            slots: slots_between(&b, &a),
            directives: Pair { before: directives_of(&b), after: directives_of(&a) },
            ended: Pair { before: ended_of(&b), after: ended_of(&a) },
            execution_time_ms: Pair { before: b.execution_time_ms(), after: a.execution_time_ms() },
            is_comparable: before.outcome.is_answered() && after.outcome.is_answered(),
        }
    }

    /// Whether Alexa said something else.
    pub fn speech_differs(&self) -> bool {
        self.speech.iter().any(|stretch| !matches!(stretch, Stretch::Kept(_)))
    }

    /// Whether anything but the time differs; time always does.
    pub fn differs(&self) -> bool {
        self.speech_differs()
            || self.intent.differs()
            || !self.slots.is_empty()
            || self.directives.differs()
            || self.ended.differs()
    }
}

fn intent_of(result: &SimulationResult) -> String {
    result.selected_intent().map(|intent| canonical_intent(&intent.name).to_owned()).unwrap_or_default()
}

fn slots_between(before: &SimulationResult, after: &SimulationResult) -> Vec<SlotChange> {
    let slots = |result: &SimulationResult| -> BTreeMap<String, String> {
        let intent = result.selected_intent().unwrap_or_default();
        intent.filled().filter_map(|slot| Some((slot.name.clone(), said_value(slot)?))).collect()
    };
    let (b, a) = (slots(before), slots(after));
    let names: BTreeSet<&String> = b.keys().chain(a.keys()).collect();
    let change = |name: &String| {
        let change = SlotChange { name: name.clone(), before: b.get(name).cloned(), after: a.get(name).cloned() };
        (change.before != change.after).then_some(change)
    };
    names.into_iter().filter_map(change).collect()
}

fn directives_of(result: &SimulationResult) -> Vec<String> {
    let responses = result.skill_execution_info.invocations.iter().filter_map(|i| i.invocation_response.body.as_ref());
    let lists = responses.filter_map(|body| body.get("response")?.get("directives")?.as_array());
    lists.flatten().filter_map(|d| Some(d.get("type")?.as_str()?.to_owned())).collect()
}

fn ended_of(result: &SimulationResult) -> Option<bool> {
    (!result.skill_was_not_called()).then(|| is_ended(result))
}

/// What was removed and added, word by word; a removal stands before what was put in its place.
pub fn words_between(before: &str, after: &str) -> Vec<Stretch> {
    let (b, a) = (Words::of(before), Words::of(after));
    if b.names.len().max(a.names.len()) > MOST_WORDS {
        let whole = if before == after {
            vec![Stretch::Kept(after.to_owned())]
        } else {
            vec![Stretch::Removed(before.to_owned()), Stretch::Added(after.to_owned())]
        };
        return whole;
    }
    let mut stretches = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &b.names, &a.names) {
        let (tag, from, to) = op.as_tag_tuple();
        if matches!(tag, DiffTag::Delete | DiffTag::Replace) {
            stretches.push(Stretch::Removed(b.text(from)));
        }
        if matches!(tag, DiffTag::Insert | DiffTag::Replace) {
            stretches.push(Stretch::Added(a.text(to.clone())));
        }
        if tag == DiffTag::Equal {
            stretches.push(Stretch::Kept(a.text(to)));
        }
    }
    stretches
}

/// A text as words. The blanks before a word belong to it and are not compared.
struct Words<'a> {
    text: &'a str,
    names: Vec<&'a str>,
    /// Where each word ends, in bytes.
    ends: Vec<usize>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.trim_end();
        let (mut names, mut ends) = (Vec::new(), Vec::new());
        let mut chars = text.char_indices().peekable();
        while let Some((begin, first)) = chars.next() {
            if first.is_whitespace() {
                continue;
            }
            let mut end = begin + first.len_utf8();
            if in_word(first) {
                while let Some((at, next)) = chars.next_if(|(_, c)| in_word(*c)) {
                    end = at + next.len_utf8();
                }
            }
            names.push(text.get(begin..end).unwrap_or_default());
            ends.push(end);
        }
        Self { text, names, ends }
    }

    fn text(&self, range: std::ops::Range<usize>) -> String {
        let end_of = |place: usize| place.checked_sub(1).and_then(|p| self.ends.get(p)).copied().unwrap_or(0);
        self.text.get(end_of(range.start)..end_of(range.end)).unwrap_or_default().to_owned()
    }
}

/// Whether a character goes on a word. Scripts without blanks between words are compared by the character.
fn in_word(c: char) -> bool {
    let is_ideographic =
        matches!(u32::from(c), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF);
    !is_ideographic && (c.is_alphanumeric() || c == '\'' || c == '’')
}

#[cfg(test)]
#[path = "turn_diff_tests.rs"]
mod tests;
