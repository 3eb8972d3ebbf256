//! Where the crosshair may stand, what it reads there, and how the window is zoomed.

use super::bars::Slots;
use super::projection::Projection;
use super::scene::edge_to_edge;
use super::series::{ChartSeries, Setting, view, visible};
use crate::domain::words;

/// A step of the crosshair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many points on; backwards when negative.
    By(i32),
    /// To the first point.
    First,
    /// To the last point.
    Last,
}

/// The point nearest to a time, among all visible series, within a window; the earlier of two as near.
pub fn nearest(series: &[ChartSeries], window_s: (i64, i64), time_s: i64) -> Option<i64> {
    let mut best: Option<i64> = None;
    for candidate in [before(series, window_s, time_s.saturating_add(1)), after(series, window_s, time_s)] {
        if let Some(t) = candidate
            && best.is_none_or(|b| t.abs_diff(time_s) < b.abs_diff(time_s))
        {
            best = Some(t);
        }
    }
    best
}

/// Where a step leads from a point; the first step of all goes to the last point, which is the newest.
pub fn step(series: &[ChartSeries], window_s: (i64, i64), from_s: Option<i64>, step: Step) -> Option<i64> {
    let first = || after(series, window_s, window_s.0.saturating_sub(1));
    let last = || before(series, window_s, window_s.1);
    match (step, from_s) {
        (Step::First, _) => first(),
        (Step::Last, _) | (Step::By(_), None) => last(),
        (Step::By(count), Some(from_s)) => {
            let mut at = from_s;
            for _ in 0..count.unsigned_abs() {
                let next = if count < 0 { before(series, window_s, at) } else { after(series, window_s, at) };
                match next {
                    Some(t) => at = t,
                    None => break,
                }
            }
            Some(at)
        }
    }
}

/// The last point before a time.
fn before(series: &[ChartSeries], window_s: (i64, i64), time_s: i64) -> Option<i64> {
    let limit = time_s.min(window_s.1);
    let last = |s: &ChartSeries| {
        let times_s = s.series.times_s();
        times_s.partition_point(|&t| t < limit).checked_sub(1).map(|i| times_s[i])
    };
    visible(series).filter_map(last).filter(|&t| t >= window_s.0).max()
}

/// The first point after a time.
fn after(series: &[ChartSeries], window_s: (i64, i64), time_s: i64) -> Option<i64> {
    let first = |s: &ChartSeries| {
        let times_s = s.series.times_s();
        times_s.get(times_s.partition_point(|&t| t <= time_s || t < window_s.0)).copied()
    };
    visible(series).filter_map(first).filter(|&t| t < window_s.1).min()
}

/// The time under a place in the plot.
pub fn time_at(series: &[ChartSeries], setting: Setting, projection: &Projection, x_px: f64) -> Option<i64> {
    if setting.bucket_s.is_none() {
        let slots = Slots::new(&view(series, setting).lines, projection.span_s(), projection.width_px());
        return slots.time_s(x_px);
    }
    nearest(series, setting.window_s, projection.time_s(x_px))
}

/// Where a point stands across the plot, as a part of its width.
pub fn fraction(series: &[ChartSeries], setting: Setting, projection: &Projection, time_s: i64) -> f64 {
    if setting.bucket_s.is_none() {
        let slots = Slots::new(&view(series, setting).lines, projection.span_s(), projection.width_px());
        let width_px = projection.width_px().max(1.0);
        return slots.middle_px(time_s).unwrap_or(0.0) / width_px;
    }
    projection.fraction(time_s)
}

/// What the tooltip says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When the bucket starts and ends: `Thu 12 Nov 2026, 14:00–15:00`.
    pub when: String,
    /// The zone of that.
    pub zone: &'static str,
    /// The day of the period before, if there is one.
    pub before: Option<String>,
    /// Whether the bucket is not complete.
    pub incomplete: bool,
    /// One for each visible series, in legend order.
    pub rows: Vec<ReadingRow>,
}

/// One series of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingRow {
    /// The series.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its value, or that there is none.
    pub value: String,
    /// The value in the period before.
    pub previous: Option<String>,
}

/// Reads all visible series at a point. `shift_s` is how long before the period before lies.
pub fn reading(series: &[ChartSeries], setting: Setting, time_s: i64, shift_s: Option<i64>) -> Reading {
    let zone = setting.zone;
    let when = match setting.bucket_s {
        Some(bucket_s) => words::bucket(time_s, bucket_s, zone),
        None => words::day_span(time_s.max(setting.window_s.0), setting.window_s.1, zone),
    };
    let word = |v: Option<f64>| v.map_or_else(|| words::NO_VALUE.to_owned(), words::count);
    let rows: Vec<ReadingRow> = visible(series)
        .map(|s| ReadingRow {
            key: s.key.clone(),
            name: s.name.clone(),
            value: word(s.series.at(time_s)),
            previous: s.previous.as_ref().map(|p| word(p.at(time_s))),
        })
        .collect();
    let has_previous = rows.iter().any(|r| r.previous.is_some());
    Reading {
        when,
        zone: zone.name,
        before: shift_s.filter(|_| has_previous).map(|s| words::day(time_s.saturating_sub(s), zone)),
        incomplete: setting.incomplete_from_s.is_some_and(|s| time_s >= s),
        rows,
    }
}

impl Reading {
    /// The same in one line, for a screen reader.
    pub fn spoken(&self) -> String {
        let mut text = self.when.clone();
        for row in &self.rows {
            text.push_str(&match &row.previous {
                Some(previous) => format!("; {} {}, before {previous}", row.name, row.value),
                None => format!("; {} {}", row.name, row.value),
            });
        }
        if self.incomplete {
            text.push_str("; not complete yet");
        }
        text
    }
}

/// The window between two times, snapped outwards to buckets and held within the whole span; `None` for less than two
/// buckets, or for all of it.
pub fn window_between(span_s: (i64, i64), bucket_s: Option<i64>, a_s: i64, b_s: i64) -> Option<(i64, i64)> {
    let bucket_s = bucket_s?.max(1);
    let snap = |t: i64| span_s.0 + ((t - span_s.0) as f64 / bucket_s as f64).round() as i64 * bucket_s;
    let start = snap(a_s.min(b_s)).max(span_s.0);
    let end = snap(a_s.max(b_s)).saturating_add(bucket_s).min(span_s.1);
    let all = start <= span_s.0 && end >= span_s.1;
    (end - start >= 2 * bucket_s && !all).then_some((start, end))
}

/// The window at half the width (`factor` 0.5) or twice (2.0), around a time or the middle. `None` is the whole span.
pub fn zoomed(
    span_s: (i64, i64),
    window_s: (i64, i64),
    bucket_s: Option<i64>,
    around_s: Option<i64>,
    factor: f64,
) -> Option<(i64, i64)> {
    let bucket = bucket_s?.max(1);
    let (left, right) = edge_to_edge(window_s, bucket_s);
    let len = ((right - left) as f64 * factor).max(bucket as f64);
    let middle = around_s.filter(|t| (left..=right).contains(t)).unwrap_or(left + (right - left) / 2);
    // The time under the crosshair stays where it is on screen.
    let part = if right > left { (middle - left) as f64 / (right - left) as f64 } else { 0.5 };
    let (low, high) = edge_to_edge(span_s, bucket_s);
    let start = (middle as f64 - len * part).clamp(low as f64, (high as f64 - len).max(low as f64));
    window_between(span_s, bucket_s, start as i64, (start + len) as i64)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::charts::palette::{Dash, Slot};
    use crate::domain::instant::{DAY_S, HOUR_S, Instant};
    use crate::domain::series::Series;
    use crate::domain::words::Zone;
    use proptest::prelude::*;

    fn one(key: &str, times_s: Vec<i64>, visible: bool) -> ChartSeries {
        let values = times_s.iter().map(|&t| (t % 97) as f64).collect();
        ChartSeries {
            key: key.to_owned(),
            name: key.to_owned(),
            slot: Slot::FIRST,
            dash: Dash::Solid,
            series: Arc::new(Series::new(times_s, values)),
            previous: None,
            visible,
        }
    }

    #[test]
    fn the_crosshair_snaps_to_the_nearest_point_of_what_is_visible() {
        let series = [one("a", vec![0, 10, 20], true), one("b", vec![13], true), one("c", vec![12], false)];
        assert_eq!(nearest(&series, (0, 100), 12), Some(13));
        assert_eq!(nearest(&series, (0, 100), 99), Some(20));
        assert_eq!(nearest(&series, (0, 12), 99), Some(10));
        assert_eq!(nearest(&series, (14, 19), 15), None);
    }

    #[test]
    fn arrows_go_from_point_to_point_and_stop_at_the_ends() {
        let series = [one("a", vec![0, 10, 20], true), one("b", vec![13], true)];
        let go = |from, by| step(&series, (0, 100), from, by);
        assert_eq!(go(None, Step::By(-1)), Some(20));
        assert_eq!(go(Some(10), Step::By(1)), Some(13));
        assert_eq!(go(Some(20), Step::By(-2)), Some(10));
        assert_eq!(go(Some(10), Step::By(7)), Some(20));
        assert_eq!((go(Some(10), Step::First), go(Some(10), Step::Last)), (Some(0), Some(20)));
    }

    #[test]
    fn a_reading_names_the_bucket_and_every_visible_series() {
        let start = Instant::parse("2026-11-12T14:00:00Z").unwrap().epoch_s();
        let mut a = one("totalSessions", vec![start], true);
        a.series = Arc::new(Series::new(vec![start], vec![3_473.0]));
        a.previous = Some(Arc::new(Series::new(vec![start], vec![3_392.0])));
        let series = [a, one("missing", vec![0], true), one("hidden", vec![start], false)];
        let setting = Setting {
            window_s: (start - DAY_S, start + DAY_S),
            bucket_s: Some(HOUR_S),
            incomplete_from_s: None,
            zone: Zone::UTC,
        };
        let reading = reading(&series, setting, start, Some(28 * DAY_S));
        assert_eq!(reading.when, "Thu 12 Nov 2026, 14:00–15:00");
        assert_eq!(reading.before.as_deref(), Some("15 Oct"));
        assert_eq!(reading.rows.len(), 2);
        assert_eq!(reading.rows[1].value, words::NO_VALUE);
        assert_eq!(reading.spoken(), "Thu 12 Nov 2026, 14:00–15:00; totalSessions 3,473, before 3,392; missing –");
    }

    #[test]
    fn a_drag_is_a_window_of_whole_buckets() {
        let span = (0, 10 * HOUR_S);
        assert_eq!(
            window_between(span, Some(HOUR_S), 5 * HOUR_S + 600, 2 * HOUR_S - 600),
            Some((2 * HOUR_S, 6 * HOUR_S))
        );
        assert_eq!(window_between(span, Some(HOUR_S), 0, 9 * HOUR_S), None);
        assert_eq!(window_between(span, Some(HOUR_S), HOUR_S, HOUR_S + 60), None);
        assert_eq!(window_between(span, None, 0, HOUR_S), None);
    }

    #[test]
    fn zooming_in_and_out_comes_back_to_the_whole() {
        let span = (0, 64 * HOUR_S);
        let near = zoomed(span, span, Some(HOUR_S), None, 0.5).unwrap();
        assert!(near.1 - near.0 < 40 * HOUR_S && near.0 > 0);
        assert_eq!(zoomed(span, near, Some(HOUR_S), None, 4.0), None);
    }

    proptest! {
        #[test]
        fn a_zoomed_window_lies_within_the_span(
            buckets in 3_i64..500, a in 0_i64..500, b in 0_i64..500, around in prop::option::of(0_i64..500), factor in 0.1_f64..4.0,
        ) {
            let span = (0, buckets * HOUR_S);
            let window = window_between(span, Some(HOUR_S), a.min(buckets) * HOUR_S, b.min(buckets) * HOUR_S).unwrap_or(span);
            if let Some((start, end)) = zoomed(span, window, Some(HOUR_S), around.map(|t| t * HOUR_S), factor) {
                prop_assert!(start >= span.0 && end <= span.1 && end - start >= 2 * HOUR_S);
                prop_assert_eq!((start % HOUR_S, end % HOUR_S), (0, 0));
            }
        }
    }
}
