//! What the person says about each metric.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::experiment::{ExpectedChange, KnownMetric};

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

    /// What follows from what a metric counts, for those that Amazon's pages name.
    pub fn by_definition(metric: &str) -> Self {
        match KnownMetric::find(metric) {
            Some(known) if known.up_is_good => Goodness::UpIsGood,
            Some(_) => Goodness::DownIsGood,
            None => Goodness::Unasked,
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
    /// What was said about a metric; what was not said is its definition's, where Amazon's pages define it, and else
    /// the default. What was kept may be from anywhere: numbers that make no sense are the default.
    pub fn of(&self, metric: &str) -> MetricChoice {
        let usual = MetricChoice { goodness: Goodness::by_definition(metric), ..MetricChoice::default() };
        let Some(said) = self.0.get(metric) else { return usual };
        let sane = |value: f64, least: f64| value.is_finite() && (least..=1_000.0).contains(&value);
        MetricChoice {
            goodness: if said.goodness == Goodness::Unasked { usual.goodness } else { said.goodness },
            margin_percent: if sane(said.margin_percent, 0.0) { said.margin_percent } else { usual.margin_percent },
            wanted_change_percent: if sane(said.wanted_change_percent, 0.01) {
                said.wanted_change_percent
            } else {
                usual.wanted_change_percent
            },
        }
    }

    /// The most metrics that are kept.
    pub const MOST: usize = 500;

    /// Takes what was said about a metric.
    pub fn set(&mut self, metric: &str, choice: MetricChoice) {
        if self.0.contains_key(metric) || self.0.len() < Self::MOST {
            self.0.insert(metric.to_owned(), choice);
        }
    }
}

impl<N: Into<String>> FromIterator<(N, MetricChoice)> for Choices {
    fn from_iter<I: IntoIterator<Item = (N, MetricChoice)>>(choices: I) -> Self {
        Self(choices.into_iter().map(|(name, choice)| (name.into(), choice)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_with_care() {
        let kept = r#"{"M":{"goodness":"DownIsGood","margin_percent":-1,"wanted_change_percent":0},"CPDR":{}}"#;
        let mut choices: Choices = serde_json::from_str(kept).unwrap();
        assert_eq!(choices.of("M"), MetricChoice { goodness: Goodness::DownIsGood, ..MetricChoice::default() });
        assert_eq!(choices.of("CPDR").goodness, Goodness::DownIsGood);
        assert_eq!(choices.of("Customer Friction").goodness, Goodness::DownIsGood);
        assert_eq!(choices.of("Laughter").goodness, Goodness::Unasked);
        choices.set("CPDR", MetricChoice { goodness: Goodness::UpIsGood, ..MetricChoice::default() });
        assert_eq!(choices.of("CPDR").goodness, Goodness::UpIsGood);
    }
}
