//! Variance memory: how far single users spread, learned from tests for planning the next.

use serde::{Deserialize, Serialize};

use super::effect::Assumption;
use super::judgement::Judgement;
use crate::domain::id::ExperimentId;
use crate::domain::instant::Instant;

/// How a metric's values spread in one test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricSpread {
    /// The metric.
    pub metric: String,
    /// The mean of C.
    pub mean: f64,
    /// The standard deviation of single users: SE_d/√(1/n_C + 1/n_T).
    pub sd: f64,
    /// The users of both groups that it rests on.
    pub users: u64,
    /// Whether the service's method had to be assumed.
    pub assumed: bool,
    /// The test.
    pub experiment: ExperimentId,
    /// Where the data ended.
    pub data_end: Option<Instant>,
}

/// What a judged snapshot teaches about its metrics. Metrics without a spread are left out; so is all of a snapshot that
/// is not to be trusted.
pub fn learned(judgement: &Judgement, experiment: &ExperimentId, data_end: Option<Instant>) -> Vec<MetricSpread> {
    if !judgement.trust.distrust().is_empty() {
        return Vec::new();
    }
    let spread = |m: &super::MetricReading| {
        let effect = m.effect?;
        let (control, treated) = effect.users?;
        Some(MetricSpread {
            metric: m.name.clone(),
            mean: m.control?.mean?,
            sd: effect.sd().filter(|sd| *sd > 0.0)?,
            users: control.saturating_add(treated),
            assumed: matches!(effect.assumed, Some(Assumption::Level | Assumption::FromPValue)),
            experiment: experiment.clone(),
            data_end,
        })
    };
    judgement.reading.metrics.iter().filter_map(spread).collect()
}

/// The record to plan with: of the same metric, a known method before an assumed one, then the most users.
pub fn best<'a>(records: &'a [MetricSpread], metric: &str) -> Option<&'a MetricSpread> {
    records.iter().filter(|r| r.metric == metric).max_by_key(|r| (!r.assumed, r.users))
}
