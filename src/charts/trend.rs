//! Trends: how a difference and its interval went from snapshot to snapshot.
//!
//! All values are percent: 2.4 is +2.4%. What is not finite counts as missing.

mod paint;

pub use paint::TrendDrawing;

use super::forest::{ForestRow, Tone, interval, interval_words};
use crate::domain::instant::DAY_S;
use crate::domain::words::{self, Zone};

/// One snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TrendPoint {
    /// The day that the snapshot reaches to, in seconds since the epoch.
    pub time_s: i64,
    /// The difference, in percent; `None` leaves a gap.
    pub effect: Option<f64>,
    /// The lower end of its interval, in percent.
    pub lower: Option<f64>,
    /// The upper end of its interval, in percent.
    pub upper: Option<f64>,
    /// The users in C.
    pub users_c: Option<u64>,
    /// The users in T1.
    pub users_t1: Option<u64>,
}

impl TrendPoint {
    fn row(&self) -> ForestRow {
        ForestRow { effect: self.effect, lower: self.lower, upper: self.upper, tone: Tone::Unclear }
    }

    /// The difference, if there is one to draw.
    pub fn known_effect(&self) -> Option<f64> {
        self.row().known_effect()
    }

    /// Both ends of the interval, the lower one first; `None` where one is missing, or the difference is.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.known_effect()?;
        interval(self.lower, self.upper)
    }
}

/// A change of exposure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendMarker {
    /// When, in seconds since the epoch.
    pub time_s: i64,
    /// What happened, such as `Raised to 60%`.
    pub label: String,
}

/// A metric over the snapshots.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trend {
    /// The snapshots, ascending in time.
    pub points: Vec<TrendPoint>,
    /// The changes of exposure, in any order; those outside the span are not drawn.
    pub markers: Vec<TrendMarker>,
    /// The times at the left and the right edge; with `None`, the first and the last snapshot. Charts side by side
    /// should have the same.
    pub span_s: Option<(i64, i64)>,
}

impl Trend {
    /// The times at the left and the right edge. A snapshot alone stands in the middle of two days.
    pub fn shown_span_s(&self) -> (i64, i64) {
        let ends = self.points.first().zip(self.points.last()).map(|(first, last)| (first.time_s, last.time_s));
        match self.span_s.or(ends) {
            Some((start_s, end_s)) if end_s > start_s => (start_s, end_s),
            Some((only_s, _)) => (only_s.saturating_sub(DAY_S), only_s.saturating_add(DAY_S)),
            None => (0, DAY_S),
        }
    }

    /// The index of the snapshot nearest to a time, the earlier of two as near; `None` when there is none.
    pub fn nearest(&self, time_s: i64) -> Option<usize> {
        (0..self.points.len()).min_by_key(|&i| self.points[i].time_s.abs_diff(time_s))
    }

    /// What is known of a snapshot, in words; `None` when there is no such one.
    pub fn reading(&self, index: usize, zone: Zone) -> Option<TrendReading> {
        let point = self.points.get(index)?;
        let before_s = index.checked_sub(1).and_then(|i| self.points.get(i)).map_or(i64::MIN, |p| p.time_s);
        let effect = point.known_effect().map(|v| words::signed_percent(v / 100.0));
        let users = |count: Option<u64>| count.map_or_else(|| words::NO_VALUE.to_owned(), |n| words::count(n as f64));
        // What happened since the snapshot before shows in this one first.
        let mut since: Vec<&TrendMarker> =
            self.markers.iter().filter(|m| m.time_s > before_s && m.time_s <= point.time_s).collect();
        since.sort_by_key(|m| m.time_s);
        Some(TrendReading {
            when: words::weekday_with_year(point.time_s, zone),
            effect: effect.unwrap_or_else(|| words::NO_VALUE.to_owned()),
            interval: point.interval().map(|(lower, upper)| interval_words(lower, upper)),
            users: (users(point.users_c), users(point.users_t1)),
            events: since.iter().map(|m| format!("{}, {}", m.label, words::day(m.time_s, zone))).collect(),
        })
    }
}

/// One snapshot in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendReading {
    /// `Fri 20 Nov 2026`.
    pub when: String,
    /// `−6.8%`, or that there is none.
    pub effect: String,
    /// `−10.9% to −2.7%`.
    pub interval: Option<String>,
    /// Users in C and in T1.
    pub users: (String, String),
    /// Changes of exposure since the snapshot before: `Raised to 60%, 12 Nov`.
    pub events: Vec<String>,
}

impl TrendReading {
    /// The same in one line, for a screen reader.
    pub fn spoken(&self) -> String {
        let mut text = format!("{}; difference {}", self.when, self.effect);
        if let Some(interval) = &self.interval {
            text.push_str(&format!("; interval {interval}"));
        }
        text.push_str(&format!("; users C {}, T1 {}", self.users.0, self.users.1));
        for event in &self.events {
            text.push_str(&format!("; {event}"));
        }
        text
    }
}

#[cfg(test)]
mod tests;
