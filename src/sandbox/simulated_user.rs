//! The people in an experiment: when each joins, and in which group. Nothing of them is stored.

use super::experiment_record::{ExperimentRecord, Exposure};
use super::hash::{mix, mix_text, unit};
use super::world::SkillEntry;
use crate::domain::instant::DAY_S;

const DAY_MS: i64 = DAY_S * 1_000;
/// The most customers that come while an experiment runs; later ones have all been there before.
const MOST: u64 = 80_000;
/// New customers to a session of the world's average day, on the first day of an experiment.
const PER_SESSION: f64 = 1.6;
/// Arrivals by day of the week, Monday first.
const WEEKDAY: [f64; 7] = [0.93, 0.90, 0.92, 0.96, 1.04, 1.16, 1.09];
/// The share of customers who come again after their first day, so that a raised exposure can reach them.
const RETURNING: f64 = 0.6;
/// They come again within this time after the raise.
const RETURN_MS: f64 = 10.0 * DAY_MS as f64;

/// A person in an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimulatedUser {
    /// What the person's values follow from.
    pub key: u64,
    /// Whether the person is in T1.
    pub treated: bool,
}

/// Everybody whom an experiment can reach.
#[derive(Debug)]
pub struct Population<'a> {
    key: u64,
    start_ms: i64,
    exposures: &'a [Exposure],
    per_day: f64,
    lost_share: f64,
}

impl<'a> Population<'a> {
    /// The people of an experiment that has started; `None` where it has not, or nobody uses the skill.
    pub fn new(seed: u64, skill: &SkillEntry, record: &'a ExperimentRecord, now_ms: i64) -> Option<Self> {
        let start_ms = record.started_ms(now_ms)?;
        skill.launch_s?;
        let sessions: f64 = skill.locales.iter().map(|l| l.sessions_per_day).sum();
        Some(Self {
            key: mix_text(seed, &record.id),
            start_ms,
            exposures: &record.exposures,
            per_day: sessions * PER_SESSION,
            lost_share: record.truth.as_ref().map_or(0.0, |t| t.lost_share),
        })
    }

    /// Calls with each person who joined before an instant, in an order that does not depend on it.
    pub fn joined_before(&self, end_ms: i64, mut each: impl FnMut(SimulatedUser)) {
        let mut number = 0_u64;
        for day in 0_i64.. {
            let day_ms = self.start_ms.saturating_add(day.saturating_mul(DAY_MS));
            if day_ms >= end_ms || number >= MOST {
                return;
            }
            let arrivals = self.arrivals(day, day_ms);
            for n in 0..arrivals {
                number += 1;
                let arrival_ms = day_ms + (2 * n + 1) as i64 * DAY_MS / (2 * arrivals) as i64;
                if arrival_ms >= end_ms || number > MOST {
                    return;
                }
                let key = mix(self.key, number);
                let treated = (key >> 16) & 1 == 1;
                let is_lost = treated && self.lost_share > 0.0 && unit(mix(key, 5), 0) < self.lost_share;
                if !is_lost && self.joins(key, arrival_ms).is_some_and(|join_ms| join_ms < end_ms) {
                    each(SimulatedUser { key, treated });
                }
            }
        }
    }

    /// New customers on a day of the experiment: many at first, for everybody is new to it, then ever fewer.
    fn arrivals(&self, day: i64, day_ms: i64) -> u64 {
        let weekday = (day_ms.div_euclid(DAY_MS) + 3).rem_euclid(7) as usize;
        let decay = 0.3 + 0.7 / (1.0 + day as f64 / 6.0);
        (self.per_day * decay * WEEKDAY.get(weekday).copied().unwrap_or(1.0)).floor() as u64
    }

    /// When a person joins: on arrival, or on coming back after the exposure was raised far enough.
    fn joins(&self, key: u64, arrival_ms: i64) -> Option<i64> {
        let place = unit(key, 0) * 100.0;
        let reaches = |e: &&Exposure| place < e.percentage as f64;
        let on_arrival = self.exposures.iter().take_while(|e| e.from_ms <= arrival_ms).last();
        if on_arrival.or(self.exposures.first()).as_ref().is_some_and(reaches) {
            return Some(arrival_ms);
        }
        let raise = self.exposures.iter().filter(|e| e.from_ms > arrival_ms).find(reaches)?;
        (unit(key, 2) < RETURNING).then(|| raise.from_ms.saturating_add((unit(key, 3) * RETURN_MS) as i64))
    }
}
