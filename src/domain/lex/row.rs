//! What a query gives.

use super::term::{BinName, GroupField, LexMetric, Statistic};
use crate::domain::instant::Instant;

/// One row of results.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The time that it is about, where results fall into bins.
    pub bin: Option<(BinName, Instant)>,
    /// What it is split by, in the order of the answer.
    pub groups: Vec<(GroupField, String)>,
    /// The values.
    pub metrics: Vec<MetricResult>,
    /// The intent that the text last reached; utterances only.
    pub last_used_intent: Option<String>,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricResult {
    /// Of which metric.
    pub name: LexMetric,
    /// Put together how.
    pub statistic: Statistic,
    /// The value; `None` where the service sent none.
    pub value: Option<f64>,
}

impl Row {
    /// The value of a metric.
    pub fn value(&self, name: &LexMetric, statistic: &Statistic) -> Option<f64> {
        self.metrics.iter().find(|m| m.name == *name && m.statistic == *statistic)?.value
    }

    /// What it is split by in a field.
    pub fn group(&self, field: &GroupField) -> Option<&str> {
        self.groups.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}
