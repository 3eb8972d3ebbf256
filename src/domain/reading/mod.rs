//! Reading the results of an A/B test: from snapshots to one verdict.
//!
//! [`judge`] takes the test, its snapshots and what the person said about its metrics, and answers with a [`Judgement`]:
//! the verdict, the rule that fired with its figures, how far the data can be trusted, and each metric's reading.
//! [`words`] says all of it in sentences. Rules and formulas are those of `PRODUCT.md`, statistics 1 to 9.
//!
//! How a wrong decision is kept unlikely although people look daily: p-values and intervals of a single look
//! ("fixed") decide at one look only, the [`DecisionLook`], which is found without regard to which way the results
//! point; at any other look only what is always valid decides.

mod choice;
mod convention;
mod decision_look;
mod effect;
mod judgement;
mod metric_reading;
mod planned_users;
mod rule;
mod snapshots;
mod trust;
pub mod variance_memory;
pub mod watch;
pub mod words;

#[cfg(test)]
mod convention_tests;
#[cfg(test)]
mod judgement_tests;

pub use choice::{Choices, Goodness, MetricChoice};
pub use convention::{Convention, Evidence, IntervalMeaning, IntervalOf, WhyUnknown, infer};
pub use decision_look::{DecisionLook, LookReason};
pub use effect::{Assumption, Effect, EffectUnit};
pub use judgement::{Judgement, Question, judge};
pub use metric_reading::{GuardrailReading, KeyReading, KeyWord, MetricReading, Reading};
pub use planned_users::{PlannedUsers, PlannedUsersSource};
pub use rule::{Basis, GuardrailStanding, KeyStanding, Needed, Rule, Verdict};
pub use snapshots::{DatedSnapshot, SnapshotSequence};
pub use trust::{Distrust, Trust};

pub use super::stats::GuardrailState;
