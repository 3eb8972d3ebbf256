//! Ranking: how well each intent fits an utterance, and with which slots.
//!
//! An intent's score has two parts. One is its best sample ([`align`]). The other looks at words without their order:
//! how much each speaks for the intent, by how many samples of this and of other intents have it. The second lets an
//! utterance reach its intent that is built like no sample.

use super::align::{Alignment, Fill, Table, align};
use super::hearing::{Hearing, Span};
use super::index::{Cue, Index, IntentIndex, Kind};

/// How much the best sample counts; the rest is for the words without their order.
const OF_SAMPLE: f32 = 0.6;

/// The least score of an intent that is selected.
pub const SELECTED: f32 = 0.42;
/// The same where the utterance has a value of one of the skill's own types: it is about the skill then.
pub const SELECTED_WITH_VALUE: f32 = 0.32;
/// The least score of an intent that is worth mentioning.
pub const CONSIDERED: f32 = 0.16;

/// An intent with its score.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The number of the intent.
    pub intent: usize,
    /// From 0 to 1.
    pub score: f32,
    /// What fills its slots, each slot at most once.
    pub fills: Vec<Fill>,
}

/// The least score of an intent that is selected for an utterance.
pub fn least(hearing: &Hearing) -> f32 {
    let has_value = hearing.spans.iter().any(|span| matches!(span.kind, Kind::Custom(_)) && span.quality >= 0.95);
    if has_value { SELECTED_WITH_VALUE } else { SELECTED }
}

/// All intents that have samples, best first.
pub fn rank(index: &Index, hearing: &Hearing) -> Vec<Ranked> {
    let mut best: Vec<Option<Alignment>> = vec![None; index.intents.len()];
    let mut table = Table::default();
    for sample in &index.samples {
        let alignment = align(index, hearing, sample, &mut table);
        if let Some(best) = best.get_mut(sample.intent)
            && best.as_ref().is_none_or(|best| alignment.score > best.score)
        {
            *best = Some(alignment);
        }
    }
    let bag = bag(index, hearing);
    let scored = best.into_iter().enumerate().filter_map(|(intent, best)| {
        let best = best?;
        let mut fills = best.fills;
        if let Some(of) = index.intents.get(intent) {
            fill_rest(index, hearing, of, &mut fills);
        }
        let words = bag.get(intent).copied().unwrap_or(0.0);
        Some(Ranked { intent, score: OF_SAMPLE * best.score + (1.0 - OF_SAMPLE) * words, fills })
    });
    let mut ranked: Vec<Ranked> = scored.collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// How much the words of an utterance speak for each intent, whatever their order.
fn bag(index: &Index, hearing: &Hearing) -> Vec<f32> {
    let mut sums = vec![0.0_f32; index.intents.len()];
    let mut all = 0.0_f32;
    let mut add = |weight: f32, shares: Option<&[f32]>| {
        all += weight;
        for (sum, share) in sums.iter_mut().zip(shares.unwrap_or_default()) {
            *sum += weight * share;
        }
    };
    let spans = apart(hearing, &[], |_| true);
    let in_span = |at: usize| spans.iter().any(|(_, span)| (span.start..span.end).contains(&at));
    for (at, word) in hearing.words.iter().enumerate() {
        match word.form {
            Some(form) => add(word.weight, index.evidence(form.key)),
            None if !in_span(at) => add(word.weight, None),
            None => {}
        }
    }
    for (_, span) in &spans {
        add(0.4 * span.kind.worth(), index.kind_evidence(span.kind));
    }
    // Shares of several intents are never near 1: three quarters count as certain.
    sums.iter().map(|sum| if all > 0.0 { (sum / all / 0.75).min(1.0) } else { 0.0 }).collect()
}

/// Spans that do not overlap each other nor what is taken, longest and best first.
fn apart<'a>(hearing: &'a Hearing, taken: &[Fill], wanted: impl Fn(&Span) -> bool) -> Vec<(usize, &'a Span)> {
    let mut spans: Vec<(usize, &Span)> = hearing.spans.iter().enumerate().filter(|(_, span)| wanted(span)).collect();
    spans.sort_by(|(_, a), (_, b)| {
        let length = |span: &Span| span.end - span.start;
        length(b).cmp(&length(a)).then(b.quality.total_cmp(&a.quality)).then(a.start.cmp(&b.start))
    });
    let mut kept: Vec<(usize, &Span)> = Vec::new();
    for (n, span) in spans {
        let overlaps = |start: usize, end: usize| span.start < end && start < span.end;
        let is_taken = taken.iter().any(|fill| overlaps(fill.start, fill.end));
        if !is_taken && !kept.iter().any(|(_, other)| overlaps(other.start, other.end)) {
            kept.push((n, span));
        }
    }
    kept.sort_by_key(|(_, span)| span.start);
    kept
}

/// Fills slots that the best sample does not have with values that are left over, by the words beside them.
pub fn fill_rest(index: &Index, hearing: &Hearing, intent: &IntentIndex, fills: &mut Vec<Fill>) {
    let has_slot = |span: &Span| intent.slots.iter().any(|slot| slot.kind == Some(span.kind));
    let left = apart(hearing, fills, has_slot);
    // Values beside a word that names their slot choose first.
    for sure in [true, false] {
        for (n, span) in &left {
            if fills.iter().any(|fill| fill.span == Some(*n)) {
                continue;
            }
            let beside = hearing.beside(index, span.start, span.end);
            let free = intent
                .slots
                .iter()
                .enumerate()
                .filter(|(slot, of)| of.kind == Some(span.kind) && !fills.iter().any(|fill| fill.slot == *slot));
            let best = free.max_by_key(|(_, slot)| (index.cue(intent, slot, beside), slot.samples));
            if let Some((slot, of)) = best {
                let cue = index.cue(intent, of, beside);
                if (sure && cue == Cue::Own) || (!sure && cue != Cue::Other) {
                    fills.push(Fill { slot, start: span.start, end: span.end, span: Some(*n) });
                }
            }
        }
    }
    fill_unknown(index, hearing, intent, fills);
}

/// Fills slots with words that nobody knows, where the word beside them names the slot.
fn fill_unknown(index: &Index, hearing: &Hearing, intent: &IntentIndex, fills: &mut Vec<Fill>) {
    let is_free = |fills: &[Fill], at: usize| {
        let is_taken = fills.iter().any(|fill| (fill.start..fill.end).contains(&at));
        hearing.words.get(at).is_some_and(|word| word.is_free) && !is_taken
    };
    let mut at = 0;
    while at < hearing.words.len() {
        let start = at;
        while at < start + 3 && is_free(fills, at) {
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let in_span = hearing.spans.iter().any(|span| span.start < at && start < span.end);
        let beside = hearing.beside(index, start, at);
        let slot = intent.slots.iter().enumerate().find(|(n, slot)| {
            slot.kind.is_some_and(|kind| kind.is_open())
                && !fills.iter().any(|fill| fill.slot == *n)
                && index.cue(intent, slot, beside) == Cue::Own
        });
        if let Some((slot, _)) = slot.filter(|_| !in_span) {
            fills.push(Fill { slot, start, end: at, span: None });
        }
    }
}
