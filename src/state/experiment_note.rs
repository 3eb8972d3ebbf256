//! What this browser keeps about experiments: what was done from here, and how the person reads a metric.
//!
//! Amazon keeps neither: its history has no times but creation and start, and nobody asks it which way is good.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::instant::Instant;

/// Something that was done to an experiment from this browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LogEvent {
    /// It was created.
    Created,
    /// Its settings were changed.
    Edited,
    /// Its exposure was set.
    Exposure {
        /// From, in percent, where that was known.
        from: Option<i64>,
        /// To, in percent.
        to: i64,
    },
    /// The own account was pinned to a group.
    Override {
        /// The group, as `T1`.
        treatment_id: String,
    },
    /// Another state was asked for.
    Target {
        /// The state, as `RUNNING`.
        target_state: String,
        /// The reason given.
        stopped_reason: Option<String>,
    },
}

/// A line of the activity log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// When, by the clock of the data.
    pub at: Instant,
    /// Who was signed in, where a name was known.
    pub by: Option<String>,
    /// What was done.
    pub event: LogEvent,
    /// `X-Amzn-RequestId`, where the browser could read it.
    #[serde(default)]
    pub request_id: Option<String>,
}

/// The activity log of an experiment, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ActivityLog {
    /// The lines.
    pub entries: Vec<LogEntry>,
}

impl ActivityLog {
    /// The most lines that are kept; the oldest go.
    pub const MOST: usize = 200;

    /// Adds a line.
    pub fn push(&mut self, entry: LogEntry) {
        self.entries.push(entry);
        let over = self.entries.len().saturating_sub(Self::MOST);
        self.entries.drain(..over);
    }

    /// The changes of exposure: when, and to how many percent.
    pub fn exposures(&self) -> impl Iterator<Item = (Instant, i64)> {
        self.entries.iter().filter_map(|entry| match entry.event {
            LogEvent::Exposure { to, .. } => Some((entry.at, to)),
            _ => None,
        })
    }
}

/// How the person reads a metric.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MetricPreference {
    /// Whether more of it is better; `None` until somebody said so.
    pub up_is_good: Option<bool>,
    /// As a guardrail: how much worse it may get, in percent of C's mean.
    pub margin_percent: Option<f64>,
    /// As a key metric: the smallest change that matters, in percent of C's mean.
    pub effect_percent: Option<f64>,
}

/// How the person reads the metrics of a skill, by their names.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MetricPreferences(BTreeMap<String, MetricPreference>);

impl MetricPreferences {
    /// The most metrics that are kept.
    pub const MOST: usize = 500;

    /// How a metric is read.
    pub fn of(&self, metric: &str) -> MetricPreference {
        let mut found = self.0.get(metric).copied().unwrap_or_default();
        // What was kept may be from anywhere.
        let sane = |value: &f64| value.is_finite() && (0.0..=1_000.0).contains(value);
        found.margin_percent = found.margin_percent.filter(sane);
        found.effect_percent = found.effect_percent.filter(|v| sane(v) && *v > 0.0);
        found
    }

    /// Sets how a metric is read.
    pub fn set(&mut self, metric: &str, preference: MetricPreference) {
        if self.0.contains_key(metric) || self.0.len() < Self::MOST {
            self.0.insert(metric.to_owned(), preference);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_the_latest_and_says_what_exposure_was_when() {
        let mut log = ActivityLog::default();
        for n in 0..250 {
            let event = LogEvent::Exposure { from: None, to: n };
            log.push(LogEntry { at: Instant::from_epoch_s(n), by: None, event, request_id: None });
        }
        assert_eq!(log.entries.len(), ActivityLog::MOST);
        assert_eq!(log.exposures().next(), Some((Instant::from_epoch_s(50), 50)));
        let json = serde_json::to_string(&log).unwrap();
        assert!(json.contains(r#"{"kind":"exposure","from":null,"to":249}"#), "{json}");
        assert_eq!(serde_json::from_str::<ActivityLog>(&json).unwrap(), log);
    }

    #[test]
    fn a_preference_that_makes_no_sense_is_left_out() {
        let mut preferences: MetricPreferences =
            serde_json::from_str(r#"{"M":{"marginPercent":-1,"effectPercent":0,"upIsGood":false,"x":1}}"#).unwrap();
        assert_eq!(preferences.of("M"), MetricPreference { up_is_good: Some(false), ..Default::default() });
        assert_eq!(preferences.of("N"), MetricPreference::default());
        preferences.set("M", MetricPreference { margin_percent: Some(2.0), ..Default::default() });
        assert_eq!(preferences.of("M").margin_percent, Some(2.0));
    }
}
