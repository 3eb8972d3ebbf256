//! From a query to its rows.
//!
//! Each thing that is counted has a value of its own for each metric: 1 for Count, 1 or 0 for Success, its seconds for
//! Duration, and so on. Sum, Avg and Max are those of these values over all that fall into a row.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::bot::{INTENTS, LAUNCH_S, RETENTION_S};
use super::fact::{Fact, session_passes};
use super::session::{HOUR_S, Session, sessions_of_hour};
use super::talk::{each_utterance, visit_start_s};
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::lex::{Interval, LexMetric, Order, Query, Statistic, Subject};
use crate::sandbox::hash::mix;

/// The most fields that results are split by.
const MOST_GROUPS: usize = 3;
/// The most metrics of a query.
const MOST_METRICS: usize = 7;

/// A row of results.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// When its bin begins, in seconds since the epoch; 0 without bins.
    pub bin_s: i64,
    /// What it is split by, in the order of the query's groups.
    pub groups: [&'static str; MOST_GROUPS],
    /// Its values, in the order of the query's metrics.
    pub values: Vec<f64>,
    /// The intent in which the last of its utterances was said; empty for what is none.
    pub last_used_intent: &'static str,
}

/// A word of the bot. All are in its tables, so that most equal ones lie at the same place.
#[derive(Clone, Copy)]
struct Word(&'static str);

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0) || self.0 == other.0
    }
}

impl Eq for Word {}

impl Hash for Word {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The ends tell words apart well enough.
        let bytes = self.0.as_bytes();
        let ends = bytes.iter().take(4).chain(bytes.iter().rev().take(4));
        state.write_u64(ends.fold(bytes.len() as u64, |key, &byte| key << 8 ^ key >> 56 ^ u64::from(byte)));
    }
}

/// Where a row stands: its bin and what it is split by.
type Place = (i64, [Word; MOST_GROUPS]);

/// Quick, since nobody chooses what is hashed.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |key, &byte| mix(key, u64::from(byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }

    fn write_i64(&mut self, number: i64) {
        self.0 = mix(self.0, number as u64);
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = mix(self.0, number as u64);
    }
}

type Tallies = HashMap<Place, Tally, BuildHasherDefault<Mixer>>;

#[derive(Default)]
struct Tally {
    count: u64,
    sums: [u64; MOST_METRICS],
    most: [u64; MOST_METRICS],
    last_s: i64,
    last_used_intent: &'static str,
}

/// The rows of a query at a time, in its order. A row is there only where something was counted.
pub fn measure(seed: u64, now: Instant, query: &Query) -> Vec<Counted> {
    let mut tallies = Tallies::default();
    each_session(seed, now, query, |session, at_once| {
        if query.filters.iter().all(|filter| session_passes(session, filter)) {
            each_fact(query.subject, session, at_once, |fact| count(query, session, fact, &mut tallies));
        }
    });
    let mut rows: Vec<Counted> = tallies.into_iter().map(|(key, tally)| row(query, key, &tally)).collect();
    rows.sort_by(|a, b| compare(query, a, b));
    rows
}

/// Tells each session that counts, hour by hour, and how many were under way when it began: of all the bot's sessions,
/// whatever the query asks for.
fn each_session(seed: u64, now: Instant, query: &Query, mut tell: impl FnMut(&Session, u64)) {
    let (now_s, start_s) = (now.epoch_s(), query.window.start.epoch_s());
    let from_s = start_s.max(LAUNCH_S).max((now_s - RETENTION_S).div_euclid(HOUR_S) * HOUR_S);
    let to_s = query.window.end.epoch_s().min(now_s);
    let counts_at_once = query.metrics.iter().any(|metric| metric.name == LexMetric::Concurrency);
    let (mut before, mut sessions) = (Vec::new(), Vec::new());
    let first = from_s.div_euclid(HOUR_S);
    if counts_at_once {
        sessions_of_hour(seed, first - 1, &mut before);
    }
    for hour in first..=to_s.div_euclid(HOUR_S) {
        sessions.clear();
        sessions_of_hour(seed, hour, &mut sessions);
        for session in &sessions {
            if session.begin_s < from_s || session.end_s() > to_s {
                continue;
            }
            let is_under_way = |other: &&Session| other.begin_s <= session.begin_s && session.begin_s < other.end_s();
            let at_once = if counts_at_once { before.iter().chain(&sessions).filter(is_under_way).count() } else { 0 };
            tell(session, at_once as u64);
        }
        std::mem::swap(&mut before, &mut sessions);
    }
}

/// Tells what of a session is counted.
fn each_fact(subject: Subject, session: &Session, at_once: u64, mut tell: impl FnMut(&Fact<'_>)) {
    if subject == Subject::Sessions {
        return tell(&Fact::Session(at_once));
    }
    if subject == Subject::Utterances {
        return each_utterance(session, |utterance| tell(&Fact::Utterance(utterance)));
    }
    for (place, visit) in session.visits().iter().enumerate() {
        let began_s = visit_start_s(session, place);
        if subject == Subject::Intents {
            tell(&Fact::Visit(visit, place, began_s));
            continue;
        }
        let entries = INTENTS.get(visit.intent).map_or(&[][..], |intent| intent.stages);
        let last = visit.stages().len().saturating_sub(1);
        for (number, (stage, entry)) in visit.stages().iter().zip(entries).enumerate() {
            tell(&Fact::Stage(stage, entry, visit, number == last, began_s));
        }
    }
}

fn count(query: &Query, session: &Session, fact: &Fact<'_>, tallies: &mut Tallies) {
    if !query.filters.iter().all(|filter| fact.passes(filter)) {
        return;
    }
    let bin_s = query.bin.as_ref().map_or(0, |bin| {
        let length_s = if bin.interval == Interval::OneHour { HOUR_S } else { DAY_S };
        fact.at_s(session, &bin.name).div_euclid(length_s) * length_s
    });
    let mut groups = [Word(""); MOST_GROUPS];
    for (group, field) in groups.iter_mut().zip(&query.groups) {
        *group = Word(fact.group(session, field));
    }
    let tally = tallies.entry((bin_s, groups)).or_default();
    tally.count += 1;
    for ((sum, most), metric) in tally.sums.iter_mut().zip(&mut tally.most).zip(&query.metrics) {
        let value = fact.value(session, &metric.name);
        *sum += value;
        *most = value.max(*most);
    }
    if let Fact::Utterance(said) = fact
        && said.said_s >= tally.last_s
    {
        // Of two in the same second the later name counts, so that the order of counting does not.
        let name = fact.last_used_intent();
        if said.said_s > tally.last_s || name > tally.last_used_intent {
            tally.last_used_intent = name;
        }
        tally.last_s = said.said_s;
    }
}

fn row(query: &Query, (bin_s, groups): Place, tally: &Tally) -> Counted {
    let sums = tally.sums.iter().zip(&tally.most).zip(&query.metrics);
    let values = sums.map(|((&sum, &most), metric)| match metric.statistic {
        Statistic::Max => most as f64,
        Statistic::Avg => sum as f64 / tally.count.max(1) as f64,
        _ => sum as f64,
    });
    Counted {
        bin_s,
        groups: groups.map(|word| word.0),
        values: values.collect(),
        last_used_intent: tally.last_used_intent,
    }
}

/// By the metric that has an order, else by bin, newest first where it has none; what is equal by bin, then by group.
fn compare(query: &Query, a: &Counted, b: &Counted) -> Ordering {
    let directed = |order: Ordering, wanted: &Order| if *wanted == Order::Ascending { order } else { order.reverse() };
    let metric = query.metrics.iter().enumerate().find_map(|(place, metric)| Some((place, metric.order.as_ref()?)));
    let by_metric = metric.map_or(Ordering::Equal, |(place, wanted)| {
        let value = |row: &Counted| row.values.get(place).copied().unwrap_or_default();
        directed(value(a).total_cmp(&value(b)), wanted)
    });
    let wanted = query.bin.as_ref().and_then(|bin| bin.order.clone()).unwrap_or(Order::Descending);
    by_metric.then(directed(a.bin_s.cmp(&b.bin_s), &wanted)).then(a.groups.cmp(&b.groups))
}
