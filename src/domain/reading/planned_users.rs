//! How many users a test is planned for, which always-valid intervals are tuned to.

use super::snapshots::DatedSnapshot;
use super::trust;
use crate::domain::experiment::Experiment;
use crate::domain::id::MetricSnapshotId;

/// Where the number is from.
#[derive(Debug, Clone, PartialEq)]
pub enum PlannedUsersSource {
    /// The planner, before the test.
    Planner,
    /// The first snapshot of at least a day: its users a day, times the days planned.
    Arrivals {
        /// Which snapshot.
        snapshot: MetricSnapshotId,
        /// Its users.
        users: u64,
        /// The days it covers.
        days: f64,
        /// The days planned, or four weeks where no duration is known.
        planned_days: f64,
    },
}

/// The planned number of users N*, both groups together.
///
/// It only tunes where an always-valid interval is tightest; any number that does not depend on the results leaves it
/// valid. So the planner's is taken, or the first snapshot's, and not the current one's: that would change with each look.
/// Users return, so that the first days promise more than come; the interval is then up to a fifth wider than it could be.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedUsers {
    /// How many.
    pub users: f64,
    /// Where the number is from.
    pub source: PlannedUsersSource,
}

impl PlannedUsers {
    /// From the planner, else from the first of `looks`, which are in the order of their ends.
    pub fn of(planner: Option<u64>, experiment: &Experiment, looks: &[&DatedSnapshot]) -> Option<Self> {
        if let Some(users) = planner.filter(|users| *users > 0) {
            return Some(Self { users: users as f64, source: PlannedUsersSource::Planner });
        }
        let planned_days = experiment.planned_duration.as_ref().and_then(|d| d.days()).filter(|days| *days > 0);
        let planned_days = planned_days.map_or(28.0, f64::from);
        looks.iter().find_map(|look| {
            let days = look.age_days(experiment).filter(|days| *days >= 1.0)?;
            let users = trust::largest_count(look.data.as_ref()?)?.total();
            let planned = users as f64 / days * planned_days.max(days);
            (planned >= 1.0).then(|| Self {
                users: planned,
                source: PlannedUsersSource::Arrivals { snapshot: look.id.clone(), users, days, planned_days },
            })
        })
    }
}
