//! Whether the data of a snapshot can be used at all.

use super::super::stats::{RatioSeverity, SampleRatio};
use crate::domain::experiment::{MetricSnapshot, SnapshotStatus, TreatmentId};

/// Why results are withheld.
#[derive(Debug, Clone, PartialEq)]
pub enum Distrust {
    /// The service says that its data might not be accurate.
    Unreliable {
        /// Its reason, as it came.
        reason: Option<String>,
    },
    /// Customers were not split evenly.
    UnevenSplit(SampleRatio),
    /// A group has no users.
    MissingArm(TreatmentId),
}

/// A metric's users in each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts<'a> {
    /// The metric.
    pub metric: &'a str,
    /// Users in C.
    pub control: u64,
    /// Users in T1.
    pub treated: u64,
}

impl Counts<'_> {
    /// Both together.
    pub fn total(&self) -> u64 {
        self.control.saturating_add(self.treated)
    }
}

/// What there is to say about trust.
#[derive(Debug, Clone, PartialEq)]
pub struct Trust {
    /// What the service says.
    pub status: Option<SnapshotStatus>,
    /// Its reason, as it came.
    pub status_reason: Option<String>,
    /// The sample ratio of the metric with the most users, which is nearest to all that were assigned.
    pub ratio: Option<SampleRatio>,
    /// That metric.
    pub ratio_metric: Option<String>,
    /// Other metrics with an uneven split. Their users may be a selection (only buyers, say), so that this is a hint and
    /// withholds nothing.
    pub other_uneven: Vec<(String, SampleRatio)>,
    /// The groups that have no users in any metric.
    pub missing_arms: Vec<TreatmentId>,
}

impl Trust {
    /// Looks at a snapshot.
    pub fn of(snapshot: &MetricSnapshot) -> Self {
        let has = |arm: &TreatmentId| {
            snapshot.metrics.iter().filter(|m| m.treatment_id.as_ref() == Some(arm)).any(|m| {
                m.values.is_some_and(|v| v.user_count.unwrap_or(1) > 0 && (v.mean.is_some() || v.user_count.is_some()))
            })
        };
        let missing_arms = [TreatmentId::C, TreatmentId::T1].into_iter().filter(|arm| !has(arm)).collect();
        let largest = largest_count(snapshot);
        let uneven = |c: &Counts<'_>| {
            let ratio = SampleRatio::test(c.control, c.treated);
            (ratio.severity >= RatioSeverity::Warn).then(|| (c.metric.to_owned(), ratio))
        };
        Self {
            status: snapshot.status.clone(),
            status_reason: snapshot.status_reason.clone(),
            ratio: largest.map(|c| SampleRatio::test(c.control, c.treated)),
            ratio_metric: largest.map(|c| c.metric.to_owned()),
            other_uneven: counts(snapshot)
                .filter(|c| Some(c.metric) != largest.map(|l| l.metric))
                .filter_map(|c| uneven(&c))
                .collect(),
            missing_arms,
        }
    }

    /// Why results are to be withheld; empty where they can be read.
    pub fn distrust(&self) -> Vec<Distrust> {
        let unreliable = (self.status == Some(SnapshotStatus::Unreliable))
            .then(|| Distrust::Unreliable { reason: self.status_reason.clone() });
        let missing = self.missing_arms.iter().cloned().map(Distrust::MissingArm);
        let blocked = |r: &SampleRatio| r.severity == RatioSeverity::Block;
        // A group without users is uneven too; once is enough.
        let uneven = self.ratio.filter(|r| self.missing_arms.is_empty() && blocked(r)).map(Distrust::UnevenSplit);
        unreliable.into_iter().chain(uneven).chain(missing).collect()
    }
}

/// The counts of each metric that has both.
fn counts(snapshot: &MetricSnapshot) -> impl Iterator<Item = Counts<'_>> {
    snapshot.metric_names().into_iter().filter_map(|metric| {
        let users = |arm: &TreatmentId| snapshot.values(metric, arm)?.user_count;
        Some(Counts { metric, control: users(&TreatmentId::C)?, treated: users(&TreatmentId::T1)? })
    })
}

/// The counts of the metric with the most users; the first of equals.
pub(super) fn largest_count(snapshot: &MetricSnapshot) -> Option<Counts<'_>> {
    counts(snapshot).reduce(|best, c| if c.total() > best.total() { c } else { best })
}
