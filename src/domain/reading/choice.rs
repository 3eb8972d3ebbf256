//! What the person says about each metric.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::experiment::ExpectedChange;

/// Which way of a metric is good: the person's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Goodness {
    /// More is better.
    UpIsGood,
    /// Less is better.
    DownIsGood,
    /// Nobody has answered yet: nothing is called better, worse, safe or harmed.
    #[default]
    Unasked,
}

impl Goodness {
    /// What to offer before the person answers. `expectedChange` is what they hoped for, and not yet an answer.
    pub fn suggested_by(expected: Option<&ExpectedChange>) -> Self {
        match expected {
            Some(ExpectedChange::Increase) => Goodness::UpIsGood,
            Some(ExpectedChange::Decrease) => Goodness::DownIsGood,
            Some(ExpectedChange::Unknown(_)) | None => Goodness::Unasked,
        }
    }

    /// Whether up is good, where that was answered.
    pub fn up_is_good(self) -> Option<bool> {
        match self {
            Goodness::UpIsGood => Some(true),
            Goodness::DownIsGood => Some(false),
            Goodness::Unasked => None,
        }
    }
}

/// What the person says about one metric.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MetricChoice {
    /// Which way is good.
    pub goodness: Goodness,
    /// For a guardrail: how much worse still counts as no harm, relative, in percent.
    pub margin_percent: f64,
    /// The change that is worth finding, relative, in percent.
    pub wanted_change_percent: f64,
}

impl Default for MetricChoice {
    fn default() -> Self {
        Self { goodness: Goodness::Unasked, margin_percent: 1.0, wanted_change_percent: 5.0 }
    }
}

/// What the person says about all metrics of a test, by the metric's name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(pub BTreeMap<String, MetricChoice>);

impl Choices {
    /// What was said about a metric, or the defaults.
    pub fn of(&self, metric: &str) -> MetricChoice {
        self.0.get(metric).copied().unwrap_or_default()
    }
}

impl<N: Into<String>> FromIterator<(N, MetricChoice)> for Choices {
    fn from_iter<I: IntoIterator<Item = (N, MetricChoice)>>(choices: I) -> Self {
        Self(choices.into_iter().map(|(name, choice)| (name.into(), choice)).collect())
    }
}
