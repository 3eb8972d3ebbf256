//! Suites: utterances with the intent and the slots that they should reach, run in bulk by the utterance profiler.

mod case;
mod comparison;
mod confusion;
pub mod export;
pub mod hint;
pub mod import;
pub mod library;
pub mod result_export;
mod run;
mod score;
mod verdict;

pub use case::{Case, Suite};
pub use comparison::Comparison;
pub use confusion::{Confusion, NO_INTENT, OTHER_INTENTS};
pub use run::{CaseOutcome, CaseResult, GotSlot, SuiteRun};
pub use score::{Averages, ENOUGH_CASES, IntentScore, Score, SlotCounts, SlotScore};
pub use verdict::{SlotVerdict, Verdict};

#[cfg(test)]
#[path = "sample_tests.rs"]
mod sample;
