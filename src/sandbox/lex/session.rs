//! Sessions of the bot, each a function of the seed, the hour in which it begins, its locale and its number there.
//!
//! As in [`crate::sandbox::traffic`], only arithmetic is used that IEEE 754 defines to the last bit.

use super::bot::{CHANNELS, FALLBACK, INTENTS, LAUNCH_S, LOCALES, MODALITIES, MOST_STAGES, TURN_S, Version, version};
use crate::domain::instant::{DAY_S, Instant};
use crate::sandbox::hash::{mix, unit, uuid};
use crate::sandbox::traffic::{HOUR, WEEKDAY};

/// An hour, in seconds. No session is that long.
pub const HOUR_S: i64 = 3_600;
/// The most intents of a session.
pub const MOST_VISITS: usize = 4;
/// Tries after the first, until a stage fails.
const MOST_RETRIES: u8 = 2;

/// How a session, an intent or a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// It reached its goal.
    Success,
    /// It failed.
    Failure,
    /// The user did not answer.
    Dropped,
    /// Another intent took over; of intents only.
    Switched,
}

impl End {
    /// Its name on the wire.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Failure => "Failure",
            Self::Dropped => "Dropped",
            Self::Switched => "Switched",
        }
    }
}

/// What became of a stage of an intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Success, Failure or Dropped.
    pub end: End,
    /// How often was asked again.
    pub retries: u8,
}

/// An intent in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Its place among [`INTENTS`].
    pub intent: usize,
    /// How it ended.
    pub end: End,
    stages: [Stage; MOST_STAGES],
    stage_count: usize,
    /// The intent that took over in its last stage.
    pub switched_to: Option<usize>,
}

impl Visit {
    /// The stages that were reached, in the order of the intent's.
    pub fn stages(&self) -> &[Stage] {
        self.stages.get(..self.stage_count).unwrap_or_default()
    }

    /// Goes through the stages up to the one that ends it.
    fn new(intent: usize, end: End, next: Option<usize>, draw: &mut Draw) -> Self {
        let entries = INTENTS.get(intent).map_or(&[][..], |entry| entry.stages);
        let last = match end {
            End::Success => entries.len().saturating_sub(1),
            // What switches or fails before the fallback does so while something is asked.
            End::Switched => draw.below(entries.len().saturating_sub(1).max(1)),
            End::Failure if next.is_some() => draw.below(entries.len().saturating_sub(1).max(1)),
            End::Failure => entries.len().saturating_sub(1),
            End::Dropped => draw.below(entries.len()),
        };
        let mut visit = Self {
            intent,
            end,
            stages: [Stage { end: End::Success, retries: 0 }; MOST_STAGES],
            stage_count: (last + 1).min(MOST_STAGES),
            switched_to: next.filter(|_| end != End::Success),
        };
        for (place, stage) in visit.stages.iter_mut().take(last + 1).enumerate() {
            let asks = entries.get(place).is_some_and(|entry| !entry.answers[0].is_empty());
            stage.retries = if asks { [0, 0, 0, 0, 0, 0, 0, 1, 1, 2][draw.below(10)] } else { 0 };
            if place == last {
                stage.end = if end == End::Switched { End::Dropped } else { end };
                if end == End::Failure && asks {
                    stage.retries = MOST_RETRIES;
                }
            }
        }
        visit
    }
}

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// What everything about it follows from.
    pub key: u64,
    /// When it began, in seconds since the epoch.
    pub begin_s: i64,
    /// How long it took, in seconds: at least one, less than an hour.
    pub duration_s: i64,
    /// How often the user said something.
    pub turns: u32,
    /// How it ended.
    pub end: End,
    /// The place of its locale among [`LOCALES`].
    pub locale: usize,
    /// The place of its channel among [`CHANNELS`].
    pub channel: usize,
    /// The place of its modality among [`MODALITIES`].
    pub modality: usize,
    /// The version; `None` for the draft that the team tests.
    pub version: Option<&'static Version>,
    visits: [Visit; MOST_VISITS],
    visit_count: usize,
}

impl Session {
    /// When it ended, in seconds since the epoch.
    pub fn end_s(&self) -> i64 {
        self.begin_s + self.duration_s
    }

    /// Its intents, in order.
    pub fn visits(&self) -> &[Visit] {
        self.visits.get(..self.visit_count).unwrap_or_default()
    }

    /// Its id.
    pub fn id(&self) -> String {
        uuid(self.key, 0)
    }

    /// The id of the request that began it.
    pub fn originating_request_id(&self) -> String {
        uuid(self.key, 1)
    }

    /// The names of its intents, each after a slash.
    pub fn intent_path(&self) -> String {
        let names = self.visits().iter().filter_map(|visit| INTENTS.get(visit.intent));
        names.flat_map(|intent| ["/", intent.name]).collect()
    }

    fn new(key: u64, begin_s: i64, locale: usize, hour: &Hour) -> Self {
        let mut draw = Draw { key, count: 0 };
        let channel = draw.pick(CHANNELS.iter().map(|channel| channel.share));
        let shares = CHANNELS.get(channel).map_or([0; MODALITIES.len()], |channel| channel.modalities);
        let modality = draw.pick(shares.into_iter());
        let version = (draw.next() >= hour.testing).then_some(hour.version);
        let failing = if hour.is_outage { 0.7 } else { hour.version.failing };
        let luck = draw.next();
        let end = if luck < failing {
            End::Failure
        } else if luck < failing + (1.0 - failing) * 0.18 {
            End::Dropped
        } else {
            End::Success
        };
        let mut session = Self {
            key,
            begin_s,
            duration_s: 1,
            turns: 0,
            end,
            locale,
            channel,
            modality,
            version,
            visits: [Visit::new(FALLBACK, End::Failure, None, &mut Draw { key, count: 0 }); MOST_VISITS],
            visit_count: 0,
        };
        session.go_through(&mut draw);
        session.turns = super::talk::turns(&session);
        let per_turn = TURN_S.get(modality).copied().unwrap_or(8.0) * (0.6 + 0.9 * draw.next());
        session.duration_s = (f64::from(session.turns) * per_turn) as i64 + 2;
        session
    }

    /// Which intents it passes, and what becomes of each.
    fn go_through(&mut self, draw: &mut Draw) {
        let shares = || INTENTS.iter().map(|intent| intent.share);
        let before = [0, 0, 0, 0, 0, 0, 0, 1, 1, 2][draw.below(10)];
        let mut intent = draw.pick(shares());
        for _ in 0..before {
            let next = draw.pick(shares());
            // An intent that asks nothing is done at once and gives way to none.
            let asks = INTENTS.get(intent).is_some_and(|entry| entry.stages.len() > 1);
            let end = if next != intent && asks && draw.next() < 0.4 { End::Switched } else { End::Success };
            self.visit(intent, end, Some(next), draw);
            intent = next;
        }
        let asks = INTENTS.get(intent).is_some_and(|entry| entry.stages.len() > 1);
        match self.end {
            End::Failure if draw.next() < 0.65 => {
                if asks && draw.next() < 0.8 {
                    self.visit(intent, End::Failure, Some(FALLBACK), draw);
                }
                self.visit(FALLBACK, End::Failure, None, draw);
            }
            end => self.visit(intent, end, None, draw),
        }
    }

    fn visit(&mut self, intent: usize, end: End, next: Option<usize>, draw: &mut Draw) {
        if let Some(place) = self.visits.get_mut(self.visit_count) {
            *place = Visit::new(intent, end, next, draw);
            self.visit_count += 1;
        }
    }
}

/// Chance, one number after the other.
struct Draw {
    key: u64,
    count: u64,
}

impl Draw {
    fn next(&mut self) -> f64 {
        self.count += 1;
        unit(mix(self.key, self.count), 0)
    }

    /// A number from 0 up to and without `count`; 0 where that is 0.
    fn below(&mut self, count: usize) -> usize {
        ((self.next() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// A place, by shares.
    fn pick(&mut self, shares: impl Iterator<Item = u32> + Clone) -> usize {
        let total: u32 = shares.clone().sum();
        let mut left = self.next() * f64::from(total);
        for (place, share) in shares.enumerate() {
            left -= f64::from(share);
            if left < 0.0 {
                return place;
            }
        }
        0
    }
}

/// What an hour has in store, whatever the locale.
struct Hour {
    start_s: i64,
    level: f64,
    /// How likely a session is one of the team's.
    testing: f64,
    version: &'static Version,
    is_outage: bool,
}

impl Hour {
    /// On 18 February, May, August and November there was an outage from 13:00 to 18:00: fewer came, most failed, and of
    /// the hour from 15:00 nothing was recorded.
    fn new(hour: i64) -> Self {
        let start_s = hour * HOUR_S;
        let date = Instant::from_epoch_s(start_s).date_time();
        let is_outage = matches!((u8::from(date.month()), date.day(), date.hour()), (2 | 5 | 8 | 11, 18, 13..=17));
        let weekday = (start_s.div_euclid(DAY_S) + 3).rem_euclid(7) as usize;
        let years = ((start_s - LAUNCH_S) as f64 / (365.25 * DAY_S as f64)).clamp(0.0, 4.0);
        let rhythm = WEEKDAY.get(weekday).copied().unwrap_or(1.0);
        let outage = match (is_outage, date.hour()) {
            (true, 15) => 0.0,
            (true, _) => 0.55,
            _ => 1.0,
        };
        Self {
            start_s,
            level: if start_s < LAUNCH_S { 0.0 } else { (1.0 + 0.3 * years) * rhythm * outage },
            testing: if weekday < 5 && (8..17).contains(&date.hour()) { 0.04 } else { 0.002 },
            version: version(start_s),
            is_outage,
        }
    }
}

/// The sessions that begin in an hour, counted from the epoch; in order of locale, not of time.
pub fn sessions_of_hour(seed: u64, hour: i64, found: &mut Vec<Session>) {
    let about = Hour::new(hour);
    if about.level <= 0.0 {
        return;
    }
    for (place, locale) in LOCALES.iter().enumerate() {
        let key = mix(mix(seed, 0x4C45_5800 + place as u64), hour as u64);
        let local = (hour + locale.utc_offset_h).rem_euclid(24) as usize;
        let mean = locale.sessions_per_day / 24.0 * HOUR.get(local).copied().unwrap_or(1.0) * about.level;
        let chance = mix(key, 1);
        let spread = unit(chance, 0) + unit(chance, 1) + unit(chance, 2) - 1.5;
        let count = (mean + mean.sqrt() * spread * 2.0 + unit(chance, 3)).max(0.0) as u64;
        for number in 0..count {
            let key = mix(key, 2 + number);
            let begin_s = about.start_s + (mix(key, 0xBE61) % HOUR_S as u64) as i64;
            found.push(Session::new(key, begin_s, place, &about));
        }
    }
}
