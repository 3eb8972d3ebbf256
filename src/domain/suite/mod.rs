//! Suites: utterances with the intent and the slots that they should reach, run in bulk by the utterance profiler.

mod case;
mod run;

pub use case::{Case, Suite};
pub use run::{CaseOutcome, CaseResult, GotSlot, SuiteRun};
