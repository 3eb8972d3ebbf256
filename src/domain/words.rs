//! Numbers, dates and spans in the words of the screen. CSV and JSON do not come here: they stay free of any locale.
//!
//! Thousands have a comma, minus is U+2212, days come before months, and the clock has 24 hours.

use std::fmt::Write as _;

use time::OffsetDateTime;

use super::instant::{DAY_S, Instant, MINUTE_S};

/// The minus of typography, as wide as a plus.
pub const MINUS: char = '\u{2212}';
/// What stands where a value is missing: never 0.
pub const NO_VALUE: &str = "–";

/// A time zone as the screen needs it: its name, and how far its clock is ahead of UTC at an instant.
#[derive(Debug, Clone, Copy)]
pub struct Zone {
    /// As shown beside a time, such as `UTC` or `local time`.
    pub name: &'static str,
    /// Minutes ahead of UTC at an instant in seconds since the epoch.
    pub offset_min_at: fn(i64) -> i32,
}

impl Zone {
    /// Coordinated universal time, in which Amazon counts its buckets.
    pub const UTC: Zone = Zone { name: "UTC", offset_min_at: |_| 0 };

    /// An instant as this zone's clock and calendar show it, counted in seconds as if that were UTC.
    pub fn wall_s(self, epoch_s: i64) -> i64 {
        epoch_s.saturating_add(i64::from((self.offset_min_at)(epoch_s)) * MINUTE_S)
    }

    fn wall(self, epoch_s: i64) -> OffsetDateTime {
        Instant::from_epoch_s(self.wall_s(epoch_s)).date_time()
    }
}

impl PartialEq for Zone {
    /// Two zones with one name are the same zone.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// `Jan` to `Dec`.
fn month_name(t: OffsetDateTime) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES[usize::from(u8::from(t.month()) - 1) % 12]
}

/// `Mon` to `Sun`.
fn weekday_name(t: OffsetDateTime) -> &'static str {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    NAMES[usize::from(t.weekday().number_days_from_monday()) % 7]
}

/// A number without a fraction: `96,356`, `−12`; [`NO_VALUE`] when it is missing.
pub fn count(value: f64) -> String {
    decimals(value, 0)
}

/// A number with a fixed count of decimals: `1,234.5`. A value that rounds to zero has no sign.
pub fn decimals(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return NO_VALUE.to_owned();
    }
    let plain = format!("{:.places$}", value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(plain.len() + 8);
    if value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        out.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        let _ = write!(out, ".{fraction}");
    }
    out
}

/// A ratio as a percentage with one decimal: `0.916` is `91.6%`.
pub fn percent(ratio: f64) -> String {
    if ratio.is_finite() { format!("{}%", decimals(ratio * 100.0, 1)) } else { NO_VALUE.to_owned() }
}

/// A number with its sign: `+4`, `−12`, `0`.
pub fn signed_count(value: f64) -> String {
    signed(count(value))
}

/// A relative difference with its sign and one decimal: `+4.3%`, `−1.2%`, `0.0%`.
pub fn signed_percent(ratio: f64) -> String {
    signed(percent(ratio))
}

/// A difference between two ratios, in points, with its sign: `+0.8 pt`.
pub fn signed_points(difference: f64) -> String {
    if difference.is_finite() { format!("{} pt", signed(decimals(difference * 100.0, 1))) } else { NO_VALUE.to_owned() }
}

fn signed(text: String) -> String {
    let is_zero = !text.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    if is_zero || text.starts_with(MINUS) { text } else { format!("+{text}") }
}

/// A number for an axis: `0`, `250`, `1k`, `2.5k`, `1.2M`, `3B`; at most two decimals, no trailing zeros.
pub fn compact(value: f64) -> String {
    if !value.is_finite() {
        return NO_VALUE.to_owned();
    }
    let (mut scaled, mut unit) = (value.abs(), "");
    for next in ["k", "M", "B", "T"] {
        // 999,995 and more would be written 1000k.
        if scaled < 999.995 {
            break;
        }
        (scaled, unit) = (scaled / 1_000.0, next);
    }
    let mut digits = format!("{scaled:.2}");
    if digits.contains('.') {
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    }
    if value < 0.0 && digits != "0" { format!("{MINUS}{digits}{unit}") } else { format!("{digits}{unit}") }
}

/// `24 Oct`.
pub fn day(epoch_s: i64, zone: Zone) -> String {
    let t = zone.wall(epoch_s);
    format!("{} {}", t.day(), month_name(t))
}

/// `24 Oct 2026`.
pub fn day_with_year(epoch_s: i64, zone: Zone) -> String {
    let t = zone.wall(epoch_s);
    format!("{} {} {}", t.day(), month_name(t), t.year())
}

/// `Fri 20 Nov`.
pub fn weekday(epoch_s: i64, zone: Zone) -> String {
    let t = zone.wall(epoch_s);
    format!("{} {} {}", weekday_name(t), t.day(), month_name(t))
}

/// `Thu 12 Nov 2026`.
pub fn weekday_with_year(epoch_s: i64, zone: Zone) -> String {
    let t = zone.wall(epoch_s);
    format!("{} {} {} {}", weekday_name(t), t.day(), month_name(t), t.year())
}

/// `Nov`.
pub fn month(epoch_s: i64, zone: Zone) -> String {
    month_name(zone.wall(epoch_s)).to_owned()
}

/// `Nov 2026`.
pub fn month_with_year(epoch_s: i64, zone: Zone) -> String {
    let t = zone.wall(epoch_s);
    format!("{} {}", month_name(t), t.year())
}

/// `14:00`.
pub fn clock(epoch_s: i64, zone: Zone) -> String {
    let t = zone.wall(epoch_s);
    format!("{:02}:{:02}", t.hour(), t.minute())
}

/// The same with seconds, for what is near.
pub fn clock_s(epoch_s: i64, zone: Zone) -> String {
    let t = zone.wall(epoch_s);
    format!("{:02}:{:02}:{:02}", t.hour(), t.minute(), t.second())
}

/// How long something is past: `just now`, `5 minutes ago`, `3 hours ago`, `2 days ago`. A clock that was set back
/// counts as now.
pub fn ago(seconds: i64) -> String {
    let one_or_more = |count: i64, unit: &str| format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" });
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => one_or_more(seconds / 60, "minute"),
        3_600..172_800 => one_or_more(seconds / 3_600, "hour"),
        _ => one_or_more(seconds / 86_400, "day"),
    }
}

/// The days of a half-open span: `24 Oct – 20 Nov`, with years where they differ, or one day alone.
pub fn day_span(start_s: i64, end_s: i64, zone: Zone) -> String {
    let last_s = end_s.saturating_sub(1).max(start_s);
    let (first, last) = (zone.wall(start_s), zone.wall(last_s));
    if first.date() == last.date() {
        day(start_s, zone)
    } else if first.year() == last.year() {
        format!("{} – {}", day(start_s, zone), day(last_s, zone))
    } else {
        format!("{} – {}", day_with_year(start_s, zone), day_with_year(last_s, zone))
    }
}

/// Whether days of a span need their year: it lies in another year than `now_s`, or in more than one.
pub fn needs_year(start_s: i64, end_s: i64, now_s: i64, zone: Zone) -> bool {
    let last_s = end_s.saturating_sub(1).max(start_s);
    let this_year = zone.wall(now_s).year();
    [start_s, last_s].iter().any(|t| zone.wall(*t).year() != this_year)
}

/// The days of a half-open span as seen at `now_s`: years stand there unless all of it lies in the present one, so
/// that no two years look alike. `24 Oct – 20 Nov`, `1 Jun – 14 Jun 2024`, `23 Nov 2025 – 20 Nov 2026`.
pub fn dated_span(start_s: i64, end_s: i64, now_s: i64, zone: Zone) -> String {
    let last_s = end_s.saturating_sub(1).max(start_s);
    let (first, last) = (zone.wall(start_s), zone.wall(last_s));
    if !needs_year(start_s, end_s, now_s, zone) {
        day_span(start_s, end_s, zone)
    } else if first.date() == last.date() {
        day_with_year(start_s, zone)
    } else if first.year() == last.year() {
        format!("{} – {}", day(start_s, zone), day_with_year(last_s, zone))
    } else {
        day_span(start_s, end_s, zone)
    }
}

/// A bucket from its start: `Thu 12 Nov 2026` for a whole day of the zone, `Thu 12 Nov 2026, 14:00–15:00` for less,
/// and both days with their times where a bucket runs over midnight.
pub fn bucket(start_s: i64, bucket_s: i64, zone: Zone) -> String {
    let end_s = start_s.saturating_add(bucket_s.max(0));
    let date = weekday_with_year(start_s, zone);
    let starts_a_day = zone.wall_s(start_s).rem_euclid(DAY_S) == 0;
    let ends_a_day = zone.wall_s(end_s).rem_euclid(DAY_S) == 0;
    if starts_a_day && ends_a_day {
        if bucket_s <= DAY_S + 2 * 60 * MINUTE_S {
            return date;
        }
        return format!("{} – {}", weekday(start_s, zone), weekday_with_year(end_s - 1, zone));
    }
    let (from, to) = (clock(start_s, zone), clock(end_s, zone));
    if zone.wall(start_s).date() == zone.wall(end_s.saturating_sub(1).max(start_s)).date() {
        let to = if ends_a_day { "24:00" } else { &to };
        format!("{date}, {from}–{to}")
    } else {
        format!("{} {from} – {} {to}", weekday(start_s, zone), weekday_with_year(end_s, zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::HOUR_S;
    use proptest::prelude::*;

    const BERLIN_WINTER: Zone = Zone { name: "Berlin", offset_min_at: |_| 60 };

    fn at(text: &str) -> i64 {
        Instant::parse(text).unwrap().epoch_s()
    }

    #[test]
    fn numbers_are_grouped_and_signed_as_the_design_says() {
        assert_eq!(count(96_356.0), "96,356");
        assert_eq!(count(1_234_567.4), "1,234,567");
        assert_eq!(count(-1_000.0), "\u{2212}1,000");
        assert_eq!(count(999.0), "999");
        assert_eq!(count(-0.2), "0");
        assert_eq!(count(f64::NAN), NO_VALUE);
        assert_eq!(percent(0.9164), "91.6%");
        assert_eq!(signed_percent(0.0431), "+4.3%");
        assert_eq!(signed_percent(-0.012), "\u{2212}1.2%");
        assert_eq!(signed_percent(0.0), "0.0%");
        assert_eq!(signed_points(-0.011), "\u{2212}1.1 pt");
        assert_eq!(signed_count(-12.0), "\u{2212}12");
    }

    #[test]
    fn axis_numbers_are_short() {
        let cases = [
            (0.0, "0"),
            (250.0, "250"),
            (1_000.0, "1k"),
            (2_500.0, "2.5k"),
            (1_200_000.0, "1.2M"),
            (999_999.0, "1M"),
            (0.25, "0.25"),
            (-5_000.0, "\u{2212}5k"),
            (3e9, "3B"),
        ];
        for (value, text) in cases {
            assert_eq!(compact(value), text);
        }
    }

    #[test]
    fn days_and_times_are_those_of_the_zone() {
        let t = at("2026-11-12T23:30:00Z");
        assert_eq!(day(t, Zone::UTC), "12 Nov");
        assert_eq!(weekday_with_year(t, Zone::UTC), "Thu 12 Nov 2026");
        assert_eq!(weekday_with_year(t, BERLIN_WINTER), "Fri 13 Nov 2026");
        assert_eq!(clock(t, BERLIN_WINTER), "00:30");
        assert_eq!(month_with_year(t, Zone::UTC), "Nov 2026");
    }

    #[test]
    fn a_span_names_its_last_day_and_not_the_one_after() {
        let (start, end) = (at("2026-10-24T00:00:00Z"), at("2026-11-21T00:00:00Z"));
        assert_eq!(day_span(start, end, Zone::UTC), "24 Oct – 20 Nov");
        assert_eq!(day_span(start, start + DAY_S, Zone::UTC), "24 Oct");
        assert_eq!(day_span(at("2025-11-23T00:00:00Z"), end, Zone::UTC), "23 Nov 2025 – 20 Nov 2026");
    }

    #[test]
    fn a_span_of_another_year_says_which() {
        let now = at("2026-11-21T07:00:00Z");
        let span = |from: &str, to: &str| dated_span(at(from), at(to), now, Zone::UTC);
        assert_eq!(span("2026-10-24T00:00:00Z", "2026-11-22T00:00:00Z"), "24 Oct – 21 Nov");
        assert_eq!(span("2024-06-01T00:00:00Z", "2024-06-15T00:00:00Z"), "1 Jun – 14 Jun 2024");
        assert_eq!(span("2024-06-01T00:00:00Z", "2024-06-02T00:00:00Z"), "1 Jun 2024");
        assert_eq!(span("2025-11-23T00:00:00Z", "2026-11-22T00:00:00Z"), "23 Nov 2025 – 21 Nov 2026");
        assert!(needs_year(at("2025-12-31T00:00:00Z"), now, now, Zone::UTC));
        assert!(!needs_year(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), now, Zone::UTC));
    }

    #[test]
    fn a_bucket_says_where_it_starts_and_ends() {
        let start = at("2026-11-12T14:00:00Z");
        assert_eq!(bucket(start, HOUR_S, Zone::UTC), "Thu 12 Nov 2026, 14:00–15:00");
        assert_eq!(bucket(at("2026-11-12T23:00:00Z"), HOUR_S, Zone::UTC), "Thu 12 Nov 2026, 23:00–24:00");
        assert_eq!(bucket(at("2026-11-12T00:00:00Z"), DAY_S, Zone::UTC), "Thu 12 Nov 2026");
        assert_eq!(
            bucket(at("2026-11-12T00:00:00Z"), DAY_S, BERLIN_WINTER),
            "Thu 12 Nov 01:00 – Fri 13 Nov 2026 01:00"
        );
        assert_eq!(bucket(at("2026-11-09T00:00:00Z"), 7 * DAY_S, Zone::UTC), "Mon 9 Nov – Sun 15 Nov 2026");
    }

    proptest! {
        #[test]
        fn any_value_and_any_time_have_words(value in proptest::num::f64::ANY, t in proptest::num::i64::ANY, len in 0_i64..1_000_000) {
            prop_assert!(!count(value).is_empty());
            prop_assert!(!compact(value).is_empty());
            prop_assert!(!bucket(t, len, BERLIN_WINTER).is_empty());
            prop_assert!(!day_span(t, t.saturating_add(len), Zone::UTC).is_empty());
        }

        #[test]
        fn a_count_read_back_is_the_count(value in -1_000_000_000_i64..1_000_000_000) {
            let text = count(value as f64).replace(',', "").replace(MINUS, "-");
            prop_assert_eq!(text.parse::<i64>().unwrap(), value);
        }
    }

    #[test]
    fn the_past_is_told_in_the_largest_unit_that_says_enough() {
        for (seconds, words) in [
            (-5, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (3_599, "59 minutes ago"),
            (3_600, "1 hour ago"),
            (172_799, "47 hours ago"),
            (172_800, "2 days ago"),
        ] {
            assert_eq!(ago(seconds), words, "{seconds}");
        }
    }
}
