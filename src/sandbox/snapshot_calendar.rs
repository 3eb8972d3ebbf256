//! Which metric snapshots an experiment has. Each begins with the experiment; one ends at every midnight (UTC) since,
//! and one when it was stopped.

use super::experiment_record::ExperimentRecord;
use super::hash;
use crate::domain::instant::DAY_S;

const DAY_MS: i64 = DAY_S * 1_000;

/// The snapshots there are at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotCalendar {
    key: u64,
    start_ms: i64,
    midnights: i64,
    stop_ms: Option<i64>,
}

impl SnapshotCalendar {
    /// Of an experiment; `None` where it has not started.
    pub fn new(seed: u64, record: &ExperimentRecord, now_ms: i64) -> Option<Self> {
        let start_ms = record.started_ms(now_ms)?;
        let stop_ms = record.stop_ms().map(|stop_ms| stop_ms.max(start_ms));
        let until_ms = stop_ms.unwrap_or(now_ms).min(now_ms);
        let midnights = until_ms.div_euclid(DAY_MS) - start_ms.div_euclid(DAY_MS);
        // Stopped at midnight: that one is the last.
        let stop_ms = stop_ms.filter(|stop_ms| *stop_ms <= now_ms && stop_ms.rem_euclid(DAY_MS) != 0);
        Some(Self { key: hash::mix_text(seed ^ 0x736e_6170, &record.id), start_ms, midnights, stop_ms })
    }

    /// Where each of them begins, in milliseconds since the epoch.
    pub fn start_ms(&self) -> i64 {
        self.start_ms
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.midnights.max(0) as u64 + u64::from(self.stop_ms.is_some())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the `n`-th ends, from 1.
    pub fn end_ms(&self, n: u64) -> i64 {
        match self.stop_ms {
            Some(stop_ms) if n as i64 > self.midnights => stop_ms,
            _ => (self.start_ms.div_euclid(DAY_MS) + n as i64) * DAY_MS,
        }
    }

    /// The id of the `n`-th. It stays what it is when the experiment goes on; the one that ends with it has its own.
    pub fn id(&self, n: u64) -> String {
        hash::uuid(self.key, self.end_ms(n) as u64)
    }

    /// The number of the one with an id.
    pub fn find(&self, id: &str) -> Option<u64> {
        (1..=self.len()).find(|n| self.id(*n) == id)
    }
}
