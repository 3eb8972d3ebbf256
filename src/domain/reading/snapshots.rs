//! The snapshots of a test, and how they follow each other.

use crate::domain::experiment::{Experiment, MetricSnapshot, SnapshotSummary};
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::{DAY_S, Instant};

/// A snapshot of the list with its data, once that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedSnapshot {
    /// Its id.
    pub id: MetricSnapshotId,
    /// Where its data begins.
    pub start: Option<Instant>,
    /// Where its data ends.
    pub end: Option<Instant>,
    /// Its data; `None` until it was read.
    pub data: Option<MetricSnapshot>,
}

impl DatedSnapshot {
    /// From an entry of the list.
    pub fn new(summary: &SnapshotSummary, data: Option<MetricSnapshot>) -> Self {
        Self { id: summary.metric_snapshot_id.clone(), start: summary.start_date, end: summary.end_date, data }
    }

    /// How old the test is where the data ends, in days: since the test's start, or since the data's own start.
    pub fn age_days(&self, experiment: &Experiment) -> Option<f64> {
        let start = experiment.start_time().or(self.start)?;
        Some((self.end?.epoch_s() - start.epoch_s()) as f64 / DAY_S as f64)
    }
}

/// How the snapshots of a test follow each other. No document says; their dates do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotSequence {
    /// Each begins where the test began and contains the one before: always-valid reading is possible.
    Cumulative,
    /// Each begins where the one before ends: they hold different users' days and are never averaged.
    Windows,
    /// Neither can be seen.
    Unknown,
}

impl SnapshotSequence {
    /// From the dates. A single snapshot counts as cumulative if it begins within a day of the test's start.
    pub fn of(snapshots: &[DatedSnapshot], experiment: &Experiment) -> Self {
        let mut spans: Vec<(i64, i64)> =
            snapshots.iter().filter_map(|s| Some((s.start?.epoch_s(), s.end?.epoch_s()))).collect();
        spans.sort_unstable();
        spans.dedup();
        let (Some(first), Some(last)) = (spans.first().copied(), spans.last().copied()) else {
            return SnapshotSequence::Unknown;
        };
        if spans.len() == 1 {
            let starts_with_test =
                experiment.start_time().is_some_and(|start| (first.0 - start.epoch_s()).abs() <= DAY_S);
            return if starts_with_test { SnapshotSequence::Cumulative } else { SnapshotSequence::Unknown };
        }
        if last.0 == first.0 {
            return SnapshotSequence::Cumulative;
        }
        // Inclusive end dates make windows overlap or miss each other by up to a day.
        let abut = |pair: &[(i64, i64)]| (pair[1].0 - pair[0].1).abs() <= DAY_S && pair[1].0 > pair[0].0;
        if spans.windows(2).all(abut) { SnapshotSequence::Windows } else { SnapshotSequence::Unknown }
    }
}
