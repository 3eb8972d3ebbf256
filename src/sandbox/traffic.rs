//! How much a skill is used: counts for one quarter of an hour, each a function of what it is about and the seed.
//!
//! Only additions, multiplications, divisions and square roots are used, which IEEE 754 defines to the last bit, so
//! that the world is the same natively and in WebAssembly.

use super::hash::{mix, mix_text, unit};
use super::world::{Intent, Locale, SkillEntry};
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::metric::Metric;
use crate::domain::skill::Stage;

/// Quarters of an hour in a day.
pub const QUARTERS: i64 = 96;

/// Use by hour of the customer's day, around 1.
pub const HOUR: [f64; 25] = [
    0.22, 0.13, 0.09, 0.08, 0.12, 0.30, 0.72, 1.15, 1.20, 1.05, 1.02, 1.08, 1.22, 1.18, 1.06, 1.08, 1.24, 1.52, 1.86,
    2.05, 1.92, 1.50, 0.92, 0.47, 0.22,
];
/// Use by hour of the team's working day, around 1.
const OFFICE_HOUR: [f64; 25] = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.2, 1.4, 2.9, 3.3, 3.0, 1.4, 2.6, 3.1, 2.9, 2.2, 1.0, 0.2, 0.0, 0.0, 0.0, 0.0,
    0.0, 0.0,
];
/// Use by day of the week, Monday first.
pub const WEEKDAY: [f64; 7] = [0.93, 0.90, 0.92, 0.96, 1.04, 1.16, 1.09];
/// Use by month.
const MONTH: [f64; 12] = [1.02, 0.95, 0.97, 1.00, 1.03, 1.08, 1.14, 1.12, 0.98, 0.96, 0.98, 1.10];

/// What happened in some quarters of an hour. Every field adds up over time, locales and intents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    utterances_ok: u64,
    utterances_failed: u64,
    ok_ended_by_user: u64,
    ok_ended_by_skill: u64,
    broken_ended_by_user: u64,
    broken_ended_by_skill: u64,
    /// Sessions that ended by an error or because no reply came.
    broken_ended_otherwise: u64,
    enablements: u64,
}

impl Counts {
    /// Adds other counts.
    pub fn add(&mut self, other: &Counts) {
        self.utterances_ok += other.utterances_ok;
        self.utterances_failed += other.utterances_failed;
        self.ok_ended_by_user += other.ok_ended_by_user;
        self.ok_ended_by_skill += other.ok_ended_by_skill;
        self.broken_ended_by_user += other.broken_ended_by_user;
        self.broken_ended_by_skill += other.broken_ended_by_skill;
        self.broken_ended_otherwise += other.broken_ended_otherwise;
        self.enablements += other.enablements;
    }

    /// A metric's value.
    pub fn value(&self, metric: &Metric) -> u64 {
        let ok = self.ok_ended_by_user + self.ok_ended_by_skill;
        let broken = self.broken_ended_by_user + self.broken_ended_by_skill + self.broken_ended_otherwise;
        match metric {
            Metric::UniqueCustomers => self.unique_customers(),
            Metric::TotalEnablements => self.enablements,
            Metric::TotalUtterances => self.utterances_ok + self.utterances_failed,
            Metric::SuccessfulUtterances => self.utterances_ok,
            Metric::FailedUtterances => self.utterances_failed,
            Metric::TotalSessions => ok + broken,
            Metric::SuccessfulSessions => ok,
            Metric::IncompleteSessions => broken,
            Metric::UserEndedSessions => self.ok_ended_by_user + self.broken_ended_by_user,
            Metric::SkillEndedSessions => self.ok_ended_by_skill + self.broken_ended_by_skill,
            Metric::Unknown(_) => 0,
        }
    }

    /// How many people that was: a concave function of a weighted number of sessions, rounded up. Concave and zero at
    /// zero makes it at most the sum of its parts; growing makes it at least the largest part; a slope and weights of
    /// at most 1 make it at most the number of sessions. Rounding up keeps all three.
    fn unique_customers(&self) -> u64 {
        let tenths = 10 * self.ok_ended_by_user
            + 9 * self.ok_ended_by_skill
            + 7 * self.broken_ended_by_user
            + 6 * (self.broken_ended_by_skill + self.broken_ended_otherwise);
        let visits = tenths as f64 / 10.0;
        let bend = 400.0;
        (2.0 * bend * ((1.0 + visits / bend).sqrt() - 1.0)).ceil() as u64
    }

    /// The part that falls to one intent. The parts of all intents add up to the whole, enablements apart, which have
    /// no intent.
    fn of_intent(&self, share: &Share, key: u64) -> Counts {
        let (a, b) = (mix(key, 1), mix(key, 2));
        let part = |n: u64, (low, high): (f64, f64), u: f64| {
            ((n as f64 * high + u).floor() - (n as f64 * low + u).floor()) as u64
        };
        Counts {
            utterances_ok: part(self.utterances_ok, share.ok, unit(a, 0)),
            utterances_failed: part(self.utterances_failed, share.failed, unit(a, 1)),
            ok_ended_by_user: part(self.ok_ended_by_user, share.ok, unit(a, 2)),
            ok_ended_by_skill: part(self.ok_ended_by_skill, share.ok, unit(a, 3)),
            broken_ended_by_user: part(self.broken_ended_by_user, share.failed, unit(b, 0)),
            broken_ended_by_skill: part(self.broken_ended_by_skill, share.failed, unit(b, 1)),
            broken_ended_otherwise: part(self.broken_ended_otherwise, share.failed, unit(b, 2)),
            enablements: 0,
        }
    }
}

/// An intent's place on the scale from 0 to 1 that all intents of a skill share.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    ok: (f64, f64),
    failed: (f64, f64),
}

impl Share {
    /// The share of the `n`-th intent.
    pub fn of(intents: &[Intent], n: usize) -> Self {
        let place = |part: fn(&Intent) -> u32| {
            let total: u32 = intents.iter().map(part).sum();
            let before: u32 = intents.iter().take(n).map(part).sum();
            let with: u32 = intents.iter().take(n + 1).map(part).sum();
            (f64::from(before) / f64::from(total.max(1)), f64::from(with) / f64::from(total.max(1)))
        };
        Self { ok: place(|i| i.share), failed: place(|i| i.failed_share) }
    }
}

/// A count around a mean, as scattered as a Poisson count: the sum of four uniform numbers has a variance of a third.
fn scatter(mean: f64, hash: u64) -> u64 {
    let spread = unit(hash, 0) + unit(hash, 1) + unit(hash, 2) + unit(hash, 3) - 2.0;
    let rounding = unit(mix(hash, 3), 0);
    (mean + mean.sqrt() * spread * 1.732 + rounding).floor().max(0.0) as u64
}

/// A part of a whole.
fn split(whole: u64, rate: f64, rounding: f64) -> u64 {
    ((whole as f64 * rate + rounding).floor() as u64).min(whole)
}

/// What a date has in store for a skill in a stage, whatever the locale.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    key: u64,
    day_start_s: i64,
    /// Nothing was recorded before this instant.
    begin_s: i64,
    day_is_missing: bool,
    gap: (i64, i64),
    outage: (i64, i64),
    level: f64,
    spike: f64,
    live: bool,
}

impl Calendar {
    /// The calendar of one day, counted from the epoch; `None` where the skill has no traffic at all.
    pub fn new(seed: u64, skill: &SkillEntry, stage: &Stage, day: i64) -> Option<Self> {
        let launch_s = skill.launch_s?;
        let live = *stage == Stage::Live;
        // The team starts half a year before the launch.
        let begin_s = if live { launch_s } else { launch_s - 182 * DAY_S };
        let date = Instant::from_epoch_s(day * DAY_S).date_time();
        let (month, day_of_month) = (u8::from(date.month()), date.day());
        let key = mix(mix_text(seed, skill.id), u64::from(live));
        let month_key = mix(mix(key, 11), (i64::from(date.year()) * 12 + i64::from(month)) as u64);
        let weekday = (day + 3).rem_euclid(7) as usize;
        let age_days = (day - launch_s.div_euclid(DAY_S)) as f64;
        let growth = 1.0 + 0.35 * (age_days / 365.25).max(0.0);
        let level = if live {
            growth
                * WEEKDAY.get(weekday).copied().unwrap_or(1.0)
                * MONTH.get(usize::from(month) - 1).copied().unwrap_or(1.0)
        } else if weekday < 5 {
            0.012
        } else {
            0.001
        };
        // The launch itself, then a new version on 1 March and 1 October of every year.
        let since_launch = if age_days >= 0.0 { 3.0 / (1.0 + age_days * age_days / 16.0) } else { 0.0 };
        let since_version = match month {
            3 | 10 => 0.8 / (1.0 + f64::from(day_of_month - 1) * f64::from(day_of_month - 1) / 9.0),
            _ => 0.0,
        };
        // An outage on the 12th of every month, of two to almost five hours, beginning in the afternoon or evening.
        let outage_start = 44 + (month_key % 32) as i64;
        let outage_len = 8 + (month_key >> 32) as i64 % 12;
        Some(Self {
            key,
            day_start_s: day * DAY_S,
            begin_s,
            day_is_missing: matches!((month, day_of_month), (2 | 5 | 8 | 11, 4)),
            gap: if day_of_month == 21 { (8, 14) } else { (0, 0) },
            outage: if live && day_of_month == 12 { (outage_start, outage_start + outage_len) } else { (0, 0) },
            level,
            spike: if live { 1.0 + since_launch + since_version } else { 1.0 },
            live,
        })
    }

    /// Whether nothing was recorded in a quarter of an hour: before the beginning, on 4 February, May, August and
    /// November, on the 21st of a month from 02:00 to 03:30, and in about one quarter of an hour in 500.
    pub fn is_missing(&self, quarter: i64) -> bool {
        self.day_start_s + quarter * 900 < self.begin_s
            || self.day_is_missing
            || (self.gap.0 <= quarter && quarter < self.gap.1)
            || mix(mix(self.key, 13), (self.day_start_s + quarter * 900) as u64) & 511 == 0
    }
}

/// One locale on one day.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    calendar: Calendar,
    key: u64,
    sessions_per_quarter: f64,
    shift: i64,
    utterances_per_session: f64,
}

impl Day {
    /// The day of a locale.
    pub fn new(calendar: Calendar, skill: &SkillEntry, locale: &Locale) -> Self {
        Self {
            calendar,
            key: mix(mix_text(calendar.key, locale.code), calendar.day_start_s as u64),
            sessions_per_quarter: locale.sessions_per_day / QUARTERS as f64 * calendar.level * calendar.spike,
            shift: locale.utc_offset_h * 4,
            utterances_per_session: skill.utterances_per_session,
        }
    }

    /// What happened in a quarter of an hour (0 to 95), for all intents or for one.
    pub fn at(&self, quarter: i64, share: Option<&Share>) -> Counts {
        let local = (quarter + self.shift).rem_euclid(QUARTERS);
        let (hour, fraction) = ((local / 4) as usize, (local % 4) as f64 / 4.0);
        let hours = if self.calendar.live { &HOUR } else { &OFFICE_HOUR };
        let (from, to) = (hours.get(hour).copied().unwrap_or(1.0), hours.get(hour + 1).copied().unwrap_or(1.0));
        let outage = self.calendar.outage.0 <= quarter && quarter < self.calendar.outage.1;
        let mean = self.sessions_per_quarter * (from + (to - from) * fraction) * if outage { 0.7 } else { 1.0 };
        let key = mix(self.key, quarter as u64);
        let sessions = scatter(mean, mix(key, 1));
        let more = self.utterances_per_session - 1.0;
        let utterances = if more > 0.0 { sessions + scatter(sessions as f64 * more, mix(key, 2)) } else { sessions };
        let (a, b) = (mix(key, 4), mix(key, 5));
        let failed = split(utterances, if outage { 0.58 } else { 0.035 }, unit(a, 0));
        let broken = split(sessions, if outage { 0.64 } else { 0.11 }, unit(a, 1));
        let broken_ended_otherwise = split(broken, 0.5, unit(a, 2));
        let broken_ended_by_user = split(broken - broken_ended_otherwise, 0.6, unit(a, 3));
        let ok_ended_by_user = split(sessions - broken, 0.37, unit(b, 0));
        let counts = Counts {
            utterances_ok: utterances - failed,
            utterances_failed: failed,
            ok_ended_by_user,
            ok_ended_by_skill: sessions - broken - ok_ended_by_user,
            broken_ended_by_user,
            broken_ended_by_skill: broken - broken_ended_otherwise - broken_ended_by_user,
            broken_ended_otherwise,
            enablements: scatter(mean * 0.03 * self.calendar.spike, mix(key, 6)),
        };
        match share {
            Some(share) => counts.of_intent(share, mix(key, 7)),
            None => counts,
        }
    }
}
