//! The words of how results were read: what intervals are of, what was assumed, what bounds are tuned to.

use super::super::super::words::count;
use super::super::{
    Assumption, Convention, IntervalMeaning, IntervalOf, PlannedUsers, PlannedUsersSource, SnapshotSequence, WhyUnknown,
};

/// What the intervals of the service are of.
pub fn meaning(meaning: &IntervalMeaning) -> String {
    match meaning {
        IntervalMeaning::Known { convention, .. } => match convention.of {
            IntervalOf::PercentDifference => format!("The service’s intervals are of the difference in percent, at {}%.", convention.level.percent()),
            IntervalOf::Fraction => format!("The service’s intervals are of the relative difference as a fraction, at {}%.", convention.level.percent()),
            IntervalOf::AbsoluteDifference => format!("The service’s intervals are of the difference of the means, at {}%.", convention.level.percent()),
            IntervalOf::ArmMean => format!("The service’s intervals are of each group’s own mean, at {}%.", convention.level.percent()),
        },
        IntervalMeaning::LevelUnknown { of, .. } => match of {
            IntervalOf::PercentDifference => "The service’s intervals are of the difference in percent; their level is unknown, 95% is assumed.".to_owned(),
            IntervalOf::Fraction => "The service’s intervals are of the relative difference as a fraction; their level is unknown, 95% is assumed.".to_owned(),
            IntervalOf::AbsoluteDifference => "The service’s intervals are of the difference of the means; their level is unknown, 95% is assumed.".to_owned(),
            IntervalOf::ArmMean => "The service’s intervals are of each group’s own mean; their level is unknown, 95% is assumed.".to_owned(),
        },
        IntervalMeaning::Ambiguous { candidates } => format!("Method unknown: {} readings of the service’s intervals fit. Errors are taken from the p-values.", candidates.len()),
        IntervalMeaning::Unknown { why: WhyUnknown::NoInterval } => "Method unknown: the service gives no intervals. Errors are taken from the p-values.".to_owned(),
        IntervalMeaning::Unknown { why: WhyUnknown::Contradiction } => "Method unknown: the service’s intervals do not agree with its means and p-values. Errors are taken from the p-values.".to_owned(),
    }
}

/// A convention in short: `percent, 95%`.
pub fn convention(convention: Convention) -> String {
    let of = match convention.of {
        IntervalOf::PercentDifference => "difference in percent",
        IntervalOf::Fraction => "difference as a fraction",
        IntervalOf::AbsoluteDifference => "difference of means",
        IntervalOf::ArmMean => "own mean",
    };
    format!("{of}, {}%", convention.level.percent())
}

/// What had to be assumed about a metric.
pub fn assumption(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::Level => "Assumed: the interval is at 95%",
        Assumption::FromPValue => "Assumed: the error follows from the p-value",
    }
}

/// Whether looking often is allowed for.
pub fn sequence(sequence: SnapshotSequence) -> &'static str {
    match sequence {
        SnapshotSequence::Cumulative => {
            "Each snapshot contains the one before, so that bounds which hold at any look can be drawn."
        }
        SnapshotSequence::Windows => {
            "Snapshots follow each other without overlap, so that no bounds hold at any look; only the planned end decides."
        }
        SnapshotSequence::Unknown => {
            "How snapshots follow each other cannot be told, so that no bounds hold at any look; only the planned end decides."
        }
    }
}

/// What always-valid bounds are tuned to.
pub fn planned_users(planned: &PlannedUsers) -> String {
    let users = count(planned.users);
    match &planned.source {
        PlannedUsersSource::Planner => format!("Bounds are tightest at {users} users, as planned."),
        PlannedUsersSource::Arrivals { users: first, days, .. } => format!(
            "Bounds are tightest at {users} users: the first snapshot of at least a whole day had {} in {} days.",
            count(*first as f64),
            count(*days)
        ),
    }
}
