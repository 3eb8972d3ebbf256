//! Adding quarters of an hour up to what a metrics query asks for.

use super::traffic::{Calendar, Counts, Day, QUARTERS, Share};
use super::world::{Locale, SkillEntry};
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::metric::{Metric, Period};
use crate::domain::skill::Stage;
use crate::domain::window::Window;

/// The smallest bucket, in seconds.
const QUARTER_S: i64 = 900;

/// What a query is about, apart from when.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// The skill.
    pub skill: &'static SkillEntry,
    /// Its stage.
    pub stage: &'a Stage,
    /// Only this locale.
    pub locale: Option<&'static Locale>,
    /// Only the intent with this number.
    pub intent: Option<usize>,
}

/// The points of a metric: bucket starts in seconds since the epoch, ascending, and values.
///
/// Buckets are aligned to UTC. Those that start in the window and not after `now` are there, each with its whole value
/// (of the one that is running: what has happened so far, by whole quarters of an hour); a bucket in which nothing was
/// recorded is left out. [`Period::Single`] is one value for the quarters that start in the window, at its start.
pub fn points(
    seed: u64,
    filter: &Filter<'_>,
    metric: &Metric,
    period: Period,
    window: Window,
    now: Instant,
) -> Vec<(i64, u64)> {
    if filter.intent.is_some() && *metric == Metric::TotalEnablements {
        return Vec::new(); // an enablement has no intent
    }
    let mut reader = Reader::new(seed, filter, now);
    let Some(bucket_s) = period.bucket_s() else {
        let from = window.start.ceil_to_s(QUARTER_S).epoch_s();
        let sum = reader.sum(from, window.end.epoch_s());
        return sum.map(|counts| (window.start.epoch_s(), counts.value(metric))).into_iter().collect();
    };
    let mut points = Vec::new();
    let mut start_s = window.start.ceil_to_s(bucket_s).epoch_s();
    while start_s < window.end.epoch_s() && start_s <= now.epoch_s() {
        if let Some(counts) = reader.sum(start_s, start_s + bucket_s) {
            points.push((start_s, counts.value(metric)));
        }
        start_s += bucket_s;
    }
    points
}

/// Reads quarters one after the other, keeping what a whole day has in common.
struct Reader<'a> {
    seed: u64,
    filter: &'a Filter<'a>,
    share: Option<Share>,
    now_s: i64,
    day: i64,
    calendar: Option<Calendar>,
    days: Vec<Day>,
}

impl<'a> Reader<'a> {
    fn new(seed: u64, filter: &'a Filter<'a>, now: Instant) -> Self {
        let share = filter.intent.map(|n| Share::of(filter.skill.intents, n));
        Self { seed, filter, share, now_s: now.epoch_s(), day: i64::MIN, calendar: None, days: Vec::new() }
    }

    fn turn_to(&mut self, day: i64) {
        if self.day == day {
            return;
        }
        self.day = day;
        self.days.clear();
        self.calendar = Calendar::new(self.seed, self.filter.skill, self.filter.stage, day);
        if let Some(calendar) = self.calendar {
            let wanted = |locale: &&Locale| self.filter.locale.is_none_or(|only| only.code == locale.code);
            let locales = self.filter.skill.locales.iter().filter(wanted);
            self.days.extend(locales.map(|locale| Day::new(calendar, self.filter.skill, locale)));
        }
    }

    /// The sum over the quarters that start in a span, which begins on a quarter; `None` when none was recorded.
    fn sum(&mut self, from_s: i64, to_s: i64) -> Option<Counts> {
        let mut sum: Option<Counts> = None;
        let mut start_s = from_s;
        while start_s < to_s && start_s <= self.now_s {
            self.turn_to(start_s.div_euclid(DAY_S));
            let calendar = self.calendar?;
            let quarter = start_s.rem_euclid(DAY_S) / QUARTER_S;
            debug_assert!(quarter < QUARTERS);
            if !calendar.is_missing(quarter) {
                let sum = sum.get_or_insert_default();
                for day in &self.days {
                    sum.add(&day.at(quarter, self.share.as_ref()));
                }
            }
            start_s += QUARTER_S;
        }
        sum
    }
}
