//! How good a run is: accuracy, precision, recall and F1 of each intent, and of the slots.
//!
//! All ratios are from 0 to 1. The definitions are those of scikit-learn's `precision_recall_fscore_support`,
//! `confusion_matrix` and `accuracy_score` with `zero_division=0`; `tests/suite` compares them on a whole suite.

use std::collections::BTreeMap;

use super::confusion::{Confusion, NO_INTENT};
use super::verdict::{SlotVerdict, Verdict};
use super::{CaseResult, SuiteRun};
use crate::domain::words;

/// The score of a run, as far as it has got.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// All cases.
    pub total: usize,
    /// Cases that the service answered; everything below is about these.
    pub judged: usize,
    /// Cases that reached the intent that they should reach.
    pub right: usize,
    /// Cases whose intent and named slots are all right.
    pub passed: usize,
    /// Cases that the service refused. They say nothing about the model and are not judged.
    pub refused: usize,
    /// Cases that were not run yet.
    pub unrun: usize,
    /// One for each intent that was expected or chosen, [`NO_INTENT`] included, sorted by name.
    pub intents: Vec<IntentScore>,
    /// The mean over all of `intents`, each as much as any other.
    pub macro_average: Averages,
    /// The mean over all of `intents`, each by how often it was expected.
    pub weighted_average: Averages,
    /// Which intent was taken for which.
    pub confusion: Confusion,
    /// All slots that cases name, taken together.
    pub slot_total: SlotCounts,
    /// The same by slot, sorted by name.
    pub slots: Vec<SlotScore>,
}

/// How well one intent is recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct IntentScore {
    /// Its name, or [`NO_INTENT`].
    pub name: String,
    /// Of the cases that got it, the part that expected it; 0 where none got it.
    pub precision: f64,
    /// Of the cases that expected it, the part that got it; 0 where none expected it.
    pub recall: f64,
    /// The harmonic mean of precision and recall; 0 where nobody expected or got it.
    pub f1: f64,
    /// How many cases expected it.
    pub support: usize,
    /// How many cases got it.
    pub chosen: usize,
    /// How many cases expected and got it.
    pub right: usize,
}

/// Means over intents; 0 where there are none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Averages {
    /// Of precision.
    pub precision: f64,
    /// Of recall.
    pub recall: f64,
    /// Of F1.
    pub f1: f64,
}

/// What became of named slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlotCounts {
    /// The expected value, or empty as expected.
    pub right: usize,
    /// Another value.
    pub wrong: usize,
    /// Not filled.
    pub missing: usize,
    /// Filled where the case says that it stays empty.
    pub extra: usize,
}

/// What became of one slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotScore {
    /// Its name.
    pub name: String,
    /// How often what happened.
    pub counts: SlotCounts,
}

/// `a / b`, or 0 where `b` is 0 (`zero_division=0`).
fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

impl SlotCounts {
    /// How many slots were judged.
    pub fn total(&self) -> usize {
        self.right + self.wrong + self.missing + self.extra
    }

    /// The part that is right; `None` where no case names a slot.
    pub fn accuracy(&self) -> Option<f64> {
        (self.total() > 0).then(|| ratio(self.right, self.total()))
    }

    fn add(&mut self, verdict: SlotVerdict) {
        *match verdict {
            SlotVerdict::Right => &mut self.right,
            SlotVerdict::Wrong => &mut self.wrong,
            SlotVerdict::Missing => &mut self.missing,
            SlotVerdict::Extra => &mut self.extra,
        } += 1;
    }
}

impl IntentScore {
    /// Whether it stands for an intent, not for none.
    pub fn is_intent(&self) -> bool {
        self.name != NO_INTENT
    }
}

/// What was expected and what was chosen, for a case that was answered.
pub(super) fn labels(result: &CaseResult) -> Option<(&str, &str)> {
    let chosen = result.chosen()?;
    Some((result.case.intent().unwrap_or(NO_INTENT), chosen.unwrap_or(NO_INTENT)))
}

impl Score {
    /// The score of a run.
    pub fn of(run: &SuiteRun) -> Self {
        let mut score = Self { total: run.results.len(), ..Self::default() };
        let mut slots: BTreeMap<&str, SlotCounts> = BTreeMap::new();
        for result in &run.results {
            let verdict = result.verdict();
            score.judged += usize::from(verdict.is_judged());
            score.right += usize::from(matches!(verdict, Verdict::Right | Verdict::WrongSlots));
            score.passed += usize::from(verdict == Verdict::Right);
            score.refused += usize::from(verdict == Verdict::Refused);
            score.unrun += usize::from(verdict == Verdict::Unrun);
            for (name, verdict) in result.slot_verdicts() {
                slots.entry(name).or_default().add(verdict);
                score.slot_total.add(verdict);
            }
        }
        score.slots = slots.into_iter().map(|(name, counts)| SlotScore { name: name.to_owned(), counts }).collect();
        score.confusion = Confusion::of(run.results.iter().filter_map(labels));
        score.intents = intents(&score.confusion);
        score.macro_average = averages(&score.intents, |_| 1.0);
        score.weighted_average = averages(&score.intents, |intent| intent.support as f64);
        score
    }

    /// The part of the judged cases that reached the right intent; `None` where none was judged.
    pub fn accuracy(&self) -> Option<f64> {
        (self.judged > 0).then(|| ratio(self.right, self.judged))
    }

    /// The intents that cases failed to reach.
    pub fn failing(&self) -> impl Iterator<Item = &IntentScore> {
        self.intents.iter().filter(|intent| intent.right < intent.support)
    }

    /// The intent to look at first: the one with the lowest recall, of those that were missed and that at least
    /// [`ENOUGH_CASES`] cases expected, or of all that were missed if there is no such one. Of several as low, the one with
    /// the most misses.
    pub fn weakest(&self) -> Option<&IntentScore> {
        let has_enough = self.failing().any(|intent| intent.support >= ENOUGH_CASES);
        let candidates = self.failing().filter(|intent| !has_enough || intent.support >= ENOUGH_CASES);
        candidates.min_by(|a, b| a.recall.total_cmp(&b.recall).then(b.support.cmp(&a.support)))
    }

    /// Where the cases of an intent went instead, the most frequent first.
    pub fn taken_for(&self, name: &str) -> Vec<(&str, usize)> {
        let labels = self.confusion.labels();
        let Some(row) = labels.iter().position(|label| label == name) else { return Vec::new() };
        let cells = self.confusion.cells().filter(|&(r, column, _)| r == row && column != row);
        let mut others: Vec<(&str, usize)> = cells.map(|(_, column, count)| (labels[column].as_str(), count)).collect();
        others.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        others
    }

    /// One sentence or two about the weakest intent; `None` where every case reached its intent, or none was judged.
    pub fn weakest_words(&self) -> Option<String> {
        let weakest = self.weakest()?;
        let (name, missed) = (&weakest.name, weakest.support - weakest.right);
        let others = self.taken_for(name);
        let (first, count) = *others.first()?;
        let head = if weakest.is_intent() {
            format!("{name} is the weakest.")
        } else {
            "What should match nothing is the weakest.".to_owned()
        };
        let number = |n: usize| words::count(n as f64);
        let of = format!("{} of {}", number(missed), number(weakest.support));
        let place =
            |label: &str| if label == NO_INTENT { "matched no intent".to_owned() } else { format!("went to {label}") };
        Some(match others.len() {
            1 => format!("{head} {of} {}.", place(first)),
            _ if count > 1 => format!("{head} {of} missed it; {} {}.", number(count), place(first)),
            _ => format!("{head} {of} missed it and went to {} different places.", number(others.len())),
        })
    }
}

/// With fewer cases than this, an intent is called the weakest only where no other has as many.
pub const ENOUGH_CASES: usize = 5;

fn intents(confusion: &Confusion) -> Vec<IntentScore> {
    let (expected, chosen) = (confusion.expected(), confusion.chosen());
    let scores = confusion.labels().iter().enumerate().map(|(index, name)| {
        let (support, chosen, right) = (expected[index], chosen[index], confusion.count(index, index));
        IntentScore {
            name: name.clone(),
            precision: ratio(right, chosen),
            recall: ratio(right, support),
            f1: ratio(2 * right, support + chosen),
            support,
            chosen,
            right,
        }
    });
    scores.collect()
}

fn averages(intents: &[IntentScore], weight: impl Fn(&IntentScore) -> f64) -> Averages {
    let whole: f64 = intents.iter().map(&weight).sum();
    let mean = |value: fn(&IntentScore) -> f64| {
        let sum: f64 = intents.iter().map(|intent| value(intent) * weight(intent)).sum();
        if whole > 0.0 { sum / whole } else { 0.0 }
    };
    Averages { precision: mean(|i| i.precision), recall: mean(|i| i.recall), f1: mean(|i| i.f1) }
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;
