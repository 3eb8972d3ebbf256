//! Where an axis has its ticks, and what they say.

use crate::domain::instant::{DAY_S, HOUR_S, MINUTE_S};
use crate::domain::words::{self, Zone};

/// The least distance between the labels of two time ticks, in CSS pixels.
pub const TIME_LABEL_GAP_PX: f64 = 64.0;

/// The ticks of a value axis: its ends and its steps.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueTicks {
    /// The lower end of the axis; a multiple of the step.
    pub low: f64,
    /// The upper end of the axis; a multiple of the step, above `low`.
    pub high: f64,
    /// The distance of two ticks.
    pub step: f64,
}

impl ValueTicks {
    /// Ticks at 1, 2, 2.5 or 5 × 10ⁿ that hold `low..=high` in 4 to 6 steps. With `whole`, no step is under 1.
    ///
    /// Any ends are answered: what is not finite counts as 0, ends the wrong way round are turned, and a span of nothing
    /// is widened, because an axis without a length has no scale.
    pub fn holding(low: f64, high: f64, whole: bool) -> Self {
        const LARGEST: f64 = 1e300;
        let sane = |v: f64| if v.is_finite() { v.clamp(-LARGEST, LARGEST) } else { 0.0 };
        let (low, high) = (sane(low), sane(high));
        let (mut low, mut high) = (low.min(high), low.max(high));
        let widest = low.abs().max(high.abs());
        if high - low <= widest * 1e-12 || widest < 1e-290 {
            // Nothing to scale by: a flat line gets an axis from zero, and zero alone gets one up to 4.
            (low, high) = if widest < 1e-290 { (0.0, 4.0) } else { (low.min(0.0), high.max(0.0)) };
        }
        let mut best: Option<Self> = None;
        let rough = (high - low) / 5.0;
        let exponent = rough.log10().floor();
        for power in [exponent - 1.0, exponent, exponent + 1.0] {
            for factor in [1.0, 2.0, 2.5, 5.0] {
                let step = factor * 10_f64.powf(power);
                if !(step.is_finite() && step > 0.0) || (whole && step.fract() != 0.0 && step < 1e15) {
                    continue;
                }
                let ticks =
                    Self { low: (low / step + 1e-9).floor() * step, high: (high / step - 1e-9).ceil() * step, step };
                let steps = ticks.steps();
                let fits = (4..=6).contains(&steps);
                // The tightest axis wastes the least of the plot; of two as tight, the one with rounder numbers.
                if fits && best.as_ref().is_none_or(|b| ticks.high - ticks.low < (b.high - b.low) * (1.0 - 1e-9)) {
                    best = Some(ticks);
                }
            }
        }
        best.unwrap_or_else(|| {
            // Whole steps under a small maximum (0 to 3 counts), or a span at the edge of what a float can hold.
            let step = if whole { (rough.ceil()).max(1.0) } else { rough };
            let low = (low / step).floor() * step;
            Self { low, high: low + step * ((high - low) / step).ceil().max(4.0), step }
        })
    }

    /// How many steps lie between the ends.
    pub fn steps(&self) -> usize {
        ((self.high - self.low) / self.step).round().clamp(0.0, 1_000.0) as usize
    }

    /// The values of the ticks, upwards, both ends included.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        (0..=self.steps()).map(|i| {
            let value = self.low + self.step * i as f64;
            // -0 and the crumbs of float addition are no labels.
            if value.abs() < self.step * 1e-9 { 0.0 } else { value }
        })
    }
}

/// A tick of a time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeTick {
    /// Where it stands, in seconds since the epoch.
    pub time_s: i64,
    /// The first line: `14:00`, `24 Oct`, `Oct` or `Nov 2026`.
    pub label: String,
    /// The second line: the date, under the first time of each day.
    pub date: Option<String>,
}

/// Spans longer than this have months on their axis.
const MONTHS_OVER_S: i64 = 90 * DAY_S;

/// A mean month.
const MONTH_S: i64 = 2_629_746;

/// Whether the axis of a span with this bucket shows times of day, and so needs a second line for dates.
pub fn shows_times(span_s: (i64, i64), bucket_s: Option<i64>) -> bool {
    bucket_s.is_some_and(|b| b < DAY_S) && span_s.1.saturating_sub(span_s.0) <= 8 * DAY_S
}

/// The ticks of a time axis from `span_s.0` to `span_s.1` drawn `width_px` wide, at least [`TIME_LABEL_GAP_PX`] apart.
///
/// Days and hours are those of the zone, also where its clock changes within the span. A span of nothing has one tick.
pub fn time_ticks(span_s: (i64, i64), bucket_s: Option<i64>, width_px: f64, zone: Zone) -> Vec<TimeTick> {
    let (start, end) = span_s;
    let len = end.saturating_sub(start);
    if len <= 0 {
        return vec![TimeTick { time_s: start, label: words::day(start, zone), date: None }];
    }
    let room = (width_px / TIME_LABEL_GAP_PX).floor().clamp(1.0, 40.0) as i64;
    if shows_times(span_s, bucket_s) {
        let bucket = bucket_s.unwrap_or(HOUR_S);
        let steps = [15 * MINUTE_S, 30 * MINUTE_S, HOUR_S, 2 * HOUR_S, 3 * HOUR_S, 6 * HOUR_S, 12 * HOUR_S];
        if let Some(step) = steps.into_iter().find(|&s| s >= bucket && len <= room.saturating_mul(s)) {
            return clock_ticks(span_s, step, zone);
        }
    }
    if len > MONTHS_OVER_S { month_ticks(span_s, room, zone) } else { day_ticks(span_s, room, zone) }
}

/// Times within a span at which the zone's wall clock shows a multiple of `step_s`, counted from its midnight.
fn wall_multiples(span_s: (i64, i64), step_s: i64, zone: Zone) -> Vec<i64> {
    let first_wall = zone.wall_s(span_s.0).div_euclid(step_s) * step_s;
    let last_wall = zone.wall_s(span_s.1);
    let count = ((last_wall - first_wall) / step_s + 2).clamp(0, 5_000);
    let mut times: Vec<i64> = (0..count)
        .map(|i| unwall_s(first_wall + i * step_s, zone))
        .filter(|t| (span_s.0..=span_s.1).contains(t))
        .collect();
    times.dedup();
    times
}

/// The instant at which a zone's clock shows this wall time; just after a gap, and the first of a repeated hour.
fn unwall_s(wall_s: i64, zone: Zone) -> i64 {
    let offset_s = |t: i64| i64::from((zone.offset_min_at)(t)) * MINUTE_S;
    let guess = wall_s - offset_s(wall_s);
    let better = wall_s - offset_s(guess);
    if zone.wall_s(better) == wall_s || zone.wall_s(guess) != wall_s { better } else { guess }
}

fn clock_ticks(span_s: (i64, i64), step_s: i64, zone: Zone) -> Vec<TimeTick> {
    let mut last_day = None;
    wall_multiples(span_s, step_s, zone)
        .into_iter()
        .map(|time_s| {
            let day = zone.wall_s(time_s).div_euclid(DAY_S);
            let is_first = last_day.replace(day) != Some(day);
            TimeTick { time_s, label: words::clock(time_s, zone), date: is_first.then(|| words::day(time_s, zone)) }
        })
        .collect()
}

/// Days from the first on, every second one dropped until they fit, so that the first label is the first day.
fn day_ticks(span_s: (i64, i64), room: i64, zone: Zone) -> Vec<TimeTick> {
    let mut times = wall_multiples(span_s, DAY_S, zone);
    if times.is_empty() {
        times.push(span_s.0);
    }
    let mut every = 1;
    while span_s.1 - span_s.0 > room * every as i64 * DAY_S {
        every *= 2;
    }
    times
        .into_iter()
        .step_by(every)
        .map(|time_s| TimeTick { time_s, label: words::day(time_s, zone), date: None })
        .collect()
}

/// The first of each month, dropped by the quarter and the year until they fit; January and the first have the year.
fn month_ticks(span_s: (i64, i64), room: i64, zone: Zone) -> Vec<TimeTick> {
    let is_first_day = |t: i64| words::day(t, zone).starts_with("1 ");
    let firsts: Vec<i64> = month_starts(span_s, zone).into_iter().filter(|&t| is_first_day(t)).collect();
    let mut every = 1;
    for candidate in [1, 2, 3, 6, 12, 24, 60, 120, 600] {
        every = candidate;
        if span_s.1 - span_s.0 <= room * candidate as i64 * MONTH_S {
            break;
        }
    }
    let mut last_year = None;
    firsts
        .into_iter()
        .step_by(every)
        .map(|time_s| {
            let with_year = words::month_with_year(time_s, zone);
            let year = with_year.split_once(' ').map(|p| p.1.to_owned());
            let is_new = last_year.as_ref() != Some(&year);
            last_year = Some(year);
            TimeTick { time_s, label: if is_new { with_year } else { words::month(time_s, zone) }, date: None }
        })
        .collect()
}

/// The midnights that may begin a month: stepping by 28 to 31 days needs the calendar, so each month is walked to.
fn month_starts(span_s: (i64, i64), zone: Zone) -> Vec<i64> {
    let mut starts = Vec::new();
    let mut wall = zone.wall_s(span_s.0).div_euclid(DAY_S) * DAY_S;
    let last = zone.wall_s(span_s.1);
    while wall <= last && starts.len() < 2_000 {
        let date = crate::domain::instant::Instant::from_epoch_s(wall).date_time();
        let to_first = i64::from(date.day()) - 1;
        if to_first == 0 {
            let time_s = unwall_s(wall, zone);
            if (span_s.0..=span_s.1).contains(&time_s) {
                starts.push(time_s);
            }
        }
        let month_len = i64::from(date.month().length(date.year()));
        wall += (month_len - to_first) * DAY_S;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use proptest::prelude::*;

    /// One hour ahead of UTC until 25 Oct 2026 01:00Z is past, then level: London in the autumn of 2026.
    const LONDON: Zone = Zone { name: "London", offset_min_at: |t| if t < 1_792_890_000 { 60 } else { 0 } };

    fn at(text: &str) -> i64 {
        Instant::parse(text).unwrap().epoch_s()
    }

    fn labels(ticks: &[TimeTick]) -> Vec<&str> {
        ticks.iter().map(|t| t.label.as_str()).collect()
    }

    #[test]
    fn value_ticks_are_the_designs() {
        let ticks = ValueTicks::holding(0.0, 4_100.0, true);
        assert_eq!(ticks.values().collect::<Vec<_>>(), [0.0, 1_000.0, 2_000.0, 3_000.0, 4_000.0, 5_000.0]);
        let ticks = ValueTicks::holding(-12.0, 8.0, false);
        assert_eq!((ticks.low, ticks.high, ticks.step), (-15.0, 10.0, 5.0));
    }

    #[test]
    fn counts_never_have_half_steps() {
        let ticks = ValueTicks::holding(0.0, 2.0, true);
        assert_eq!(ticks.values().collect::<Vec<_>>(), [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn nothing_to_scale_by_still_gives_an_axis() {
        for (low, high) in [(0.0, 0.0), (f64::NAN, f64::NAN), (f64::INFINITY, f64::NEG_INFINITY), (7.0, 7.0)] {
            let ticks = ValueTicks::holding(low, high, true);
            assert!(ticks.high > ticks.low && ticks.steps() >= 4, "{low} {high}: {ticks:?}");
        }
    }

    #[test]
    fn a_month_of_days_is_labelled_from_the_first_day_on() {
        let span = (at("2026-10-24T00:00:00Z"), at("2026-11-20T00:00:00Z"));
        let ticks = time_ticks(span, Some(DAY_S), 600.0, Zone::UTC);
        assert_eq!(labels(&ticks), ["24 Oct", "28 Oct", "1 Nov", "5 Nov", "9 Nov", "13 Nov", "17 Nov"]);
    }

    #[test]
    fn hours_have_the_date_under_the_first_of_each_day() {
        let span = (at("2026-11-12T20:00:00Z"), at("2026-11-13T07:00:00Z"));
        let ticks = time_ticks(span, Some(HOUR_S), 300.0, Zone::UTC);
        assert_eq!(labels(&ticks), ["21:00", "00:00", "03:00", "06:00"]);
        let dates: Vec<_> = ticks.iter().filter_map(|t| t.date.as_deref()).collect();
        assert_eq!(dates, ["12 Nov", "13 Nov"]);
        assert_eq!(ticks[1].date.as_deref(), Some("13 Nov"));
    }

    #[test]
    fn a_year_has_months_with_the_year_where_it_begins() {
        let span = (at("2025-11-23T00:00:00Z"), at("2026-11-21T00:00:00Z"));
        let ticks = time_ticks(span, Some(DAY_S), 1_000.0, Zone::UTC);
        assert_eq!(
            labels(&ticks),
            ["Dec 2025", "Jan 2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
        );
    }

    #[test]
    fn midnights_follow_the_zone_over_a_clock_change() {
        let span = (at("2026-10-23T23:00:00Z"), at("2026-10-28T00:00:00Z"));
        let ticks = time_ticks(span, Some(DAY_S), 1_000.0, LONDON);
        assert_eq!(labels(&ticks), ["24 Oct", "25 Oct", "26 Oct", "27 Oct", "28 Oct"]);
        assert_eq!(ticks[1].time_s, at("2026-10-24T23:00:00Z"));
        assert_eq!(ticks[2].time_s, at("2026-10-26T00:00:00Z"));
    }

    proptest! {
        #[test]
        fn value_ticks_hold_the_data_in_four_to_six_steps(low in -1e9_f64..1e9, len in 1e-3_f64..1e9) {
            let high = low + len;
            let ticks = ValueTicks::holding(low, high, false);
            prop_assert!((4..=6).contains(&ticks.steps()), "{:?}", ticks);
            prop_assert!(ticks.low <= low + len * 1e-6 && ticks.high >= high - len * 1e-6, "{:?}", ticks);
            let power = 10_f64.powf(ticks.step.log10().floor());
            let factor = ticks.step / power;
            prop_assert!([1.0, 2.0, 2.5, 5.0, 10.0].iter().any(|f| (factor - f).abs() < 1e-6), "{}", factor);
        }

        #[test]
        fn no_ends_of_an_axis_hang_or_panic(low in proptest::num::f64::ANY, high in proptest::num::f64::ANY, whole: bool) {
            let ticks = ValueTicks::holding(low, high, whole);
            prop_assert!(ticks.high > ticks.low && ticks.step > 0.0, "{:?}", ticks);
            prop_assert!(ticks.values().count() <= 1_001);
        }

        #[test]
        fn time_labels_keep_their_distance(
            start in 0_i64..2_000_000_000, len in 3_600_i64..100_000_000, width in 200.0_f64..1_400.0, bucket in 0_usize..3,
        ) {
            let bucket_s = [900, 3_600, 86_400][bucket];
            let span = (start, start + len);
            let ticks = time_ticks(span, Some(bucket_s), width, LONDON);
            let px = |t: i64| (t - start) as f64 / len as f64 * width;
            // A clock that is set back or forward by an hour brings two ticks closer once a year.
            let change_px = 3_600.0 / len as f64 * width;
            for pair in ticks.windows(2) {
                prop_assert!(pair[0].time_s < pair[1].time_s);
                let least = if ticks[0].label.contains(':') { TIME_LABEL_GAP_PX } else { TIME_LABEL_GAP_PX * 0.85 };
                prop_assert!(px(pair[1].time_s) - px(pair[0].time_s) >= least - change_px - 0.01, "{:?}", ticks);
            }
            prop_assert!(ticks.iter().all(|t| (span.0..=span.1).contains(&t.time_s)));
        }
    }
}
