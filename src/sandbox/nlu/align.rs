//! Laying an utterance beside a sample: which words answer to which, and which words fill the sample's slots.
//!
//! A table of (heard words, sample items) is filled from the beginning. A step takes a word that both have, a value or
//! up to three unknown words for a slot, or leaves out a word of the one or the other at a price. The price of words
//! that say much is high; that of a value which the intent has a slot for is low.

use super::hearing::Hearing;
use super::index::{Cue, Form, Index, Item, Sample};

/// The most unknown words that can fill a slot.
const LONGEST_OPEN: usize = 3;
/// What words that nobody knows are worth in a slot, beside what its kind is worth.
const OPEN: f32 = 0.5;

/// Words that fill a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// The intent's slot of this number.
    pub slot: usize,
    /// The first token.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The number of the span; `None` for words that nobody knows.
    pub span: Option<usize>,
}

/// How well an utterance and a sample go together.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// From 0 to 1.
    pub score: f32,
    /// The slots that it fills, in their order in the utterance.
    pub fills: Vec<Fill>,
}

#[derive(Clone, Copy)]
enum Step {
    Start,
    Word,
    LeaveHeard(usize),
    LeaveItem,
    Fill { slot: usize, end_before: usize, span: Option<usize> },
}

#[derive(Clone, Copy)]
struct Cell {
    gain: f32,
    matched: f32,
    missed: f32,
    step: Step,
}

const UNREACHED: Cell = Cell { gain: f32::NEG_INFINITY, matched: 0.0, missed: 0.0, step: Step::Start };

/// A table, kept from sample to sample so that it need not be made anew.
#[derive(Default)]
pub struct Table {
    cells: Vec<Cell>,
    width: usize,
}

impl Table {
    fn clear(&mut self, height: usize, width: usize) {
        self.width = width;
        self.cells.clear();
        self.cells.resize(height * width, UNREACHED);
        if let Some(first) = self.cells.first_mut() {
            *first = Cell { gain: 0.0, ..UNREACHED };
        }
    }

    fn at(&self, heard: usize, item: usize) -> Cell {
        self.cells.get(heard * self.width + item).copied().unwrap_or(UNREACHED)
    }

    /// Offers a way to a place: `matched` and `missed` come on top of `from`.
    fn offer(&mut self, (heard, item): (usize, usize), from: Cell, matched: f32, missed: f32, step: Step) {
        let gain = from.gain + matched - 0.5 * missed;
        if let Some(cell) = self.cells.get_mut(heard * self.width + item)
            && gain > cell.gain
        {
            *cell = Cell { gain, matched: from.matched + matched, missed: from.missed + missed, step };
        }
    }
}

/// How alike two words are, from 0 to 1.
fn likeness(heard: Form, sample: Form) -> f32 {
    match (heard, sample) {
        _ if heard.key != sample.key => 0.0,
        _ if heard.norm.is_some() && heard.norm == sample.norm => 1.0,
        _ if heard.stem.is_some() && heard.stem == sample.stem => 0.97,
        _ => 0.85,
    }
}

/// Lays an utterance beside a sample.
pub fn align(index: &Index, hearing: &Hearing, sample: &Sample, table: &mut Table) -> Alignment {
    let Some(intent) = index.intents.get(sample.intent) else { return Alignment::default() };
    let (height, width) = (hearing.words.len() + 1, sample.items.len() + 1);
    table.clear(height, width);
    for heard in 0..height {
        for item in 0..width {
            let from = table.at(heard, item);
            if from.gain == f32::NEG_INFINITY {
                continue;
            }
            if let Some(word) = hearing.words.get(heard) {
                table.offer((heard + 1, item), from, 0.0, word.weight, Step::LeaveHeard(1));
                for &n in hearing.spans_at.get(heard).map_or(&[][..], Vec::as_slice) {
                    if let Some(span) = hearing.spans.get(n)
                        && intent.slots.iter().any(|slot| slot.kind == Some(span.kind))
                    {
                        let length = span.end - span.start;
                        table.offer((heard + length, item), from, 0.0, 0.15, Step::LeaveHeard(length));
                    }
                }
            }
            match sample.items.get(item) {
                None => {}
                Some(Item::Word(form, weight)) => {
                    table.offer((heard, item + 1), from, 0.0, 0.7 * weight, Step::LeaveItem);
                    if let Some(word) = hearing.words.get(heard)
                        && let Some(likeness) = word.form.map(|heard| likeness(heard, *form)).filter(|l| *l > 0.0)
                    {
                        let worth = weight * likeness * word.fidelity;
                        table.offer((heard + 1, item + 1), from, worth, 0.3 * (weight - worth), Step::Word);
                    }
                }
                Some(Item::Slot(slot)) => {
                    table.offer((heard, item + 1), from, 0.0, 0.3, Step::LeaveItem);
                    fill(index, hearing, (sample.intent, *slot), (heard, item), table);
                }
            }
        }
    }
    trace(table, height - 1, width - 1)
}

/// Offers every way to fill a slot with words from a place on.
fn fill(
    index: &Index,
    hearing: &Hearing,
    (intent, slot): (usize, usize),
    (heard, item): (usize, usize),
    table: &mut Table,
) {
    let Some(intent) = index.intents.get(intent) else { return };
    let Some((slot_index, kind)) = intent.slots.get(slot).and_then(|s| Some((s, s.kind?))) else { return };
    let from = table.at(heard, item);
    let by_cue = |end: usize| match index.cue(intent, slot_index, hearing.beside(index, heard, end)) {
        Cue::Own => 1.0,
        Cue::None => 0.9,
        Cue::Other => 0.25,
    };
    for &n in hearing.spans_at.get(heard).map_or(&[][..], Vec::as_slice) {
        let Some(span) = hearing.spans.get(n).filter(|span| span.kind == kind) else { continue };
        let worth = kind.worth() * span.quality * by_cue(span.end);
        let length = span.end - span.start;
        let step = Step::Fill { slot, end_before: length, span: Some(n) };
        table.offer((heard + length, item + 1), from, worth, 0.3 * (kind.worth() - worth), step);
    }
    if !kind.is_open() {
        return;
    }
    for length in 1..=LONGEST_OPEN {
        let last = heard + length - 1;
        let is_value = hearing.spans_at.get(last).is_some_and(|spans| !spans.is_empty());
        if is_value || hearing.words.get(last).is_none_or(|word| !word.is_free) {
            break;
        }
        // Without the word that names the slot, what nobody knows is no value.
        if by_cue(heard + length) < 1.0 {
            continue;
        }
        let (share, missed) = if index.is_city(kind) { (OPEN, 0.2) } else { (0.5 * OPEN, 0.4) };
        let step = Step::Fill { slot, end_before: length, span: None };
        table.offer((heard + length, item + 1), from, share * kind.worth(), missed * length as f32, step);
    }
}

/// Goes back from the end to the beginning and gathers the slots.
fn trace(table: &Table, mut heard: usize, mut item: usize) -> Alignment {
    let end = table.at(heard, item);
    let all = end.matched + end.missed;
    let score = if all > 0.0 { end.matched / all } else { 0.0 };
    let mut fills = Vec::new();
    loop {
        match table.at(heard, item).step {
            Step::Start => break,
            Step::Word => (heard, item) = (heard.saturating_sub(1), item.saturating_sub(1)),
            Step::LeaveHeard(length) => heard = heard.saturating_sub(length),
            Step::LeaveItem => item = item.saturating_sub(1),
            Step::Fill { slot, end_before, span } => {
                let start = heard.saturating_sub(end_before);
                fills.push(Fill { slot, start, end: heard, span });
                (heard, item) = (start, item.saturating_sub(1));
            }
        }
    }
    fills.reverse();
    Alignment { score, fills }
}
