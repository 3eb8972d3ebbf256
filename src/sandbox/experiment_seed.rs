//! The experiments that the world begins with: one or more in every state, and one for every way in which results read.
//!
//! Dates are counted back from the day on which the table was first used, so that the world is young after a reset and
//! grows older with the clock.

use std::collections::BTreeMap;

use super::experiment_record::{ExperimentRecord, Exposure, Truth};
use super::experiment_state::Step;
use super::seeded_experiment::seeds;
use super::{hash, world};
use crate::domain::experiment::{
    ExpectedChange, ExperimentState, MetricConfiguration, MetricType, PlannedDuration, StoppedReason, TargetState,
    TreatmentId,
};
use crate::domain::instant::{DAY_S, HOUR_S, MINUTE_S};

/// How long the seeded ENABLING and STOPPING last, in milliseconds: long enough to be looked at.
const LONG_MS: i64 = 15 * MINUTE_S * 1_000;

/// A metric: name, KEY or GUARDRAIL, expected change, planted effect.
type Metric = (&'static str, MetricType, ExpectedChange, f64);

/// What happened to a seeded experiment, in days before the first day.
pub(super) enum Fate {
    Created,
    Enabling,
    Enabled,
    /// When it started, and the exposures that it was raised to.
    Running(i64, &'static [(i64, i64)]),
    /// When it started; its end is under way.
    Stopping(i64),
    /// When it started and stopped, and why.
    Stopped(i64, i64, StoppedReason),
    Failed(&'static str),
    Deleted,
}

pub(super) struct Seed {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) weeks: u32,
    pub(super) exposure: i64,
    /// In days before the first day.
    pub(super) created: i64,
    pub(super) metrics: Vec<Metric>,
    pub(super) fate: Fate,
    pub(super) lost_share: f64,
    pub(super) reasons: Option<[&'static str; 2]>,
    pub(super) pinned: &'static [(&'static str, TreatmentId)],
}

impl Seed {
    pub(super) fn new(
        name: &'static str,
        description: &'static str,
        created: i64,
        metrics: Vec<Metric>,
        fate: Fate,
    ) -> Self {
        Self {
            name,
            description,
            weeks: 4,
            exposure: 10,
            created,
            metrics,
            fate,
            lost_share: 0.0,
            reasons: None,
            pinned: &[],
        }
    }

    pub(super) fn planned(self, weeks: u32, exposure: i64) -> Self {
        Self { weeks, exposure, ..self }
    }
}

/// The seeded experiments, for a table that was first used at `base_ms`.
pub fn experiments(seed: u64, base_ms: i64) -> Vec<ExperimentRecord> {
    let skill_id = world::skills().first().map_or("", |skill| skill.id);
    let key = hash::mix_text(seed, "seeded experiment");
    (0_u64..).zip(seeds()).map(|(n, seed)| record(seed, hash::uuid(key, n), skill_id, base_ms)).collect()
}

fn record(seed: Seed, id: String, skill_id: &str, base_ms: i64) -> ExperimentRecord {
    let day_ms = base_ms.div_euclid(DAY_S * 1_000) * DAY_S * 1_000;
    let at = |days: i64, hour: i64| day_ms - days * DAY_S * 1_000 + hour * HOUR_S * 1_000;
    let created_ms = at(seed.created, 9) + 12 * MINUTE_S * 1_000;
    let mut exposures = vec![Exposure { from_ms: created_ms, percentage: seed.exposure }];
    let start = |days: i64| Step::at_once(ExperimentState::Created, TargetState::Running, at(days, 10));
    let stop = |ms: i64| Step::at_once(ExperimentState::Running, TargetState::Stopped, ms);
    let enable = |ms: i64| Step::at_once(ExperimentState::Created, TargetState::Enabled, ms);
    let mut stopped_reason = None;
    let mut deleted_ms = None;
    let steps = match seed.fate {
        Fate::Created => Vec::new(),
        Fate::Enabling => vec![Step { passing_ms: LONG_MS, ..enable(base_ms) }],
        Fate::Enabled => vec![enable(at(1, 15))],
        Fate::Running(days, raises) => {
            exposures
                .extend(raises.iter().map(|(d, percentage)| Exposure { from_ms: at(*d, 14), percentage: *percentage }));
            vec![start(days)]
        }
        Fate::Stopping(days) => {
            stopped_reason = Some(StoppedReason::DeveloperRequest);
            vec![start(days), Step { passing_ms: LONG_MS, ..stop(base_ms) }]
        }
        Fate::Stopped(days, end, reason) => {
            stopped_reason = Some(reason);
            vec![start(days), stop(at(end, 11))]
        }
        Fate::Failed(message) => vec![Step { failure: Some(message.to_owned()), ..enable(at(3, 16)) }],
        Fate::Deleted => {
            deleted_ms = Some(at(seed.created - 2, 17));
            Vec::new()
        }
    };
    let metric = |(name, metric_type, change, _): &Metric| MetricConfiguration {
        name: (*name).to_owned(),
        metric_types: vec![metric_type.clone()],
        expected_change: Some(change.clone()),
    };
    ExperimentRecord {
        id,
        skill_id: skill_id.to_owned(),
        name: seed.name.to_owned(),
        description: seed.description.to_owned(),
        planned_duration: PlannedDuration::Weeks(seed.weeks),
        metrics: seed.metrics.iter().map(metric).collect(),
        exposures,
        created_ms,
        deleted_ms,
        steps,
        stopped_reason: stopped_reason.map(|reason| reason.as_str().to_owned()),
        overrides: seed
            .pinned
            .iter()
            .map(|(who, group)| ((*who).to_owned(), group.clone()))
            .collect::<BTreeMap<_, _>>(),
        truth: Some(Truth {
            effects: seed.metrics.iter().map(|m| m.3).collect(),
            lost_share: seed.lost_share,
            status_reasons: seed.reasons.map(|reasons| reasons.map(str::to_owned)),
        }),
    }
}
