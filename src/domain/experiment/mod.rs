//! A/B tests ("experiments") as the documents have them, and the rules that they state.
//!
//! The nouns here are read from the wire leniently: what may be missing is an `Option`, enums keep unknown values. The
//! rules ([`rule`]) are one source for the form, for what a page offers in a state, and for the sandbox.

mod detail;
mod duration;
mod known_metric;
mod lenient;
pub mod rule;
mod snapshot;
mod term;

pub use detail::{
    Experiment, ExperimentSummary, History, MetricConfiguration, Transition, TransitionError, TreatmentOverride,
    Trigger,
};
pub use duration::PlannedDuration;
pub use known_metric::KnownMetric;
pub use snapshot::{MetricSnapshot, MetricValues, SnapshotMetric, SnapshotSummary};
pub use term::{
    ExpectedChange, ExperimentState, ExperimentType, MetricType, SnapshotStatus, StoppedReason, TargetState,
    TransitionStatus, TreatmentId,
};
