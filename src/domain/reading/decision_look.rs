//! The one look at which single-look p-values decide.

use super::super::stats::{ALPHA, POWER, power};
use super::effect::EffectUnit;
use super::metric_reading::Reading;
use super::snapshots::DatedSnapshot;
use crate::domain::experiment::Experiment;
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::{DAY_S, Instant};

/// Before so many days nothing but harm is read.
pub(super) const FEWEST_DAYS: f64 = 7.0;

/// Why a look decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookReason {
    /// It is the first that reaches the planned end, to within a day.
    PlannedEnd,
    /// It is the first with enough users: every KEY metric would show the change worth finding, and every guardrail
    /// would show that nothing changed beyond its margin, each with a chance of 80%.
    TargetPower,
}

/// The one look at which single-look figures decide.
///
/// It is the first snapshot, at least seven days old and to be trusted, that reaches the planned end or target power.
/// Neither depends on which way results point, and there is only one such look; so daily looks do not add up to more
/// false alarms. Later snapshots change the verdict by always-valid figures only.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionLook {
    /// Its snapshot.
    pub snapshot: MetricSnapshotId,
    /// Where its data ends.
    pub end: Option<Instant>,
    /// Why it decides.
    pub reason: LookReason,
    /// What it says.
    pub reading: Reading,
}

/// Whether data to `end` reaches the planned end. Snapshots end with a day, tests at any time of one.
pub(super) fn reaches(end: Option<Instant>, planned_end: Option<Instant>) -> bool {
    end.zip(planned_end).is_some_and(|(end, planned)| end.epoch_s() > planned.epoch_s() - DAY_S)
}

impl DecisionLook {
    /// Finds it among looks in the order of their ends. `read` reads a look, and has no answer for one that is not to be
    /// trusted. Where a look's data was not read yet, later ones cannot be the first with target power.
    pub(super) fn find(
        looks: &[&DatedSnapshot],
        experiment: &Experiment,
        read: impl Fn(&DatedSnapshot) -> Option<Reading>,
    ) -> Option<Self> {
        let planned_end = experiment.planned_end();
        let mut power_can_be_first = true;
        for look in looks {
            if look.age_days(experiment).is_none_or(|days| days < FEWEST_DAYS) {
                continue;
            }
            let is_end = reaches(look.end, planned_end);
            if look.data.is_none() {
                if is_end {
                    return None;
                }
                power_can_be_first = false;
                continue;
            }
            if !is_end && !power_can_be_first {
                continue;
            }
            let Some(reading) = read(look) else { continue };
            let reason = if is_end { LookReason::PlannedEnd } else { LookReason::TargetPower };
            if is_end || has_target_power(&reading) {
                return Some(Self { snapshot: look.id.clone(), end: look.end, reason, reading });
            }
        }
        None
    }
}

/// Whether every KEY metric and every guardrail has the users it needs. Never without a KEY metric.
fn has_target_power(reading: &Reading) -> bool {
    let keys = reading.keys().count();
    let reach = |alpha: f64, metric: &super::metric_reading::MetricReading| {
        let effect = metric.effect.filter(|e| e.unit == EffectUnit::Percent)?;
        power::minimum_detectable_effect(effect.standard_error?, alpha, POWER)
    };
    let key_alpha = ALPHA / keys.max(1) as f64;
    keys > 0
        && reading.keys().all(|(m, _)| reach(key_alpha, m).is_some_and(|r| r <= m.choice.wanted_change_percent))
        && reading.guardrails().all(|(m, g)| reach(g.alpha, m).is_some_and(|r| r <= g.margin_percent))
}
