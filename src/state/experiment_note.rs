//! What was done to an experiment from this browser. Amazon's history has no times but creation and start.

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
}
