//! The time ranges that a person chooses, and what they mean at a given moment.

use super::instant::{DAY_S, HOUR_S, Instant, MINUTE_S};
use super::metric::Period;
use super::window::Window;

/// A choice of time range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// The last 24 hours, the running one included.
    Day,
    /// The last 7 days, today included.
    Week,
    /// The last 28 days.
    FourWeeks,
    /// The last 12 weeks.
    TwelveWeeks,
    /// The last 52 weeks.
    Year,
    /// From the start of one UTC day to the end of another.
    Custom(Window),
}

impl Range {
    /// The presets, shortest first.
    pub const PRESETS: [Range; 5] = [Range::Day, Range::Week, Range::FourWeeks, Range::TwelveWeeks, Range::Year];

    /// The name of a preset in an address.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Range::Day => Some("24h"),
            Range::Week => Some("7d"),
            Range::FourWeeks => Some("28d"),
            Range::TwelveWeeks => Some("12w"),
            Range::Year => Some("52w"),
            Range::Custom(_) => None,
        }
    }

    /// Reads the name of a preset.
    pub fn parse(key: &str) -> Option<Self> {
        Self::PRESETS.into_iter().find(|r| r.key() == Some(key))
    }

    /// The whole span as it is drawn: presets end with the running hour (24 hours) or the running UTC day.
    pub fn span(self, now: Instant) -> Window {
        let (end, len_s) = match self {
            Range::Custom(window) => return window,
            Range::Day => (now.plus_s(1).ceil_to_s(HOUR_S), DAY_S),
            Range::Week => (now.plus_s(1).ceil_to_s(DAY_S), 7 * DAY_S),
            Range::FourWeeks => (now.plus_s(1).ceil_to_s(DAY_S), 28 * DAY_S),
            Range::TwelveWeeks => (now.plus_s(1).ceil_to_s(DAY_S), 84 * DAY_S),
            Range::Year => (now.plus_s(1).ceil_to_s(DAY_S), 364 * DAY_S),
        };
        Window { start: end.plus_s(-len_s), end }
    }

    /// What to ask Amazon for: the span without the future. `None` when it has not begun.
    pub fn asked(self, now: Instant) -> Option<Window> {
        let span = self.span(now);
        Window::new(span.start, span.end.min(now.ceil_to_s(MINUTE_S)))
    }

    /// The period to read a range by when it is chosen: one that is too coarse for it gives way to hours. `taken` is the
    /// period that gave way before, which comes back with the next range that it fits.
    pub fn fitting_period(self, period: Period, taken: Option<Period>) -> Period {
        match (self, period, taken) {
            (Range::Day, Period::Day, _) => Period::Hour,
            (Range::Day, period, _) => period,
            (_, Period::Hour, Some(taken)) => taken,
            (_, period, _) => period,
        }
    }

    /// The same length one step earlier (`-1`) or later (`1`), as a custom range.
    #[must_use]
    pub fn stepped(self, steps: i64, now: Instant) -> Range {
        let span = self.span(now);
        Range::Custom(span.shifted_s(steps * span.len_s()))
    }
}

/// What the values are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Comparison {
    /// The span of equal length right before.
    #[default]
    Previous,
    /// 52 weeks earlier, so that weekdays fall on weekdays.
    LastYear,
    /// Nothing.
    Off,
}

impl Comparison {
    /// All three.
    pub const ALL: [Comparison; 3] = [Comparison::Previous, Comparison::LastYear, Comparison::Off];

    /// The name in an address.
    pub fn key(self) -> &'static str {
        match self {
            Comparison::Previous => "previous",
            Comparison::LastYear => "year",
            Comparison::Off => "off",
        }
    }

    /// Reads the name in an address.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.key() == key)
    }

    /// How far back the compared span lies, in seconds.
    pub fn offset_s(self, span: Window) -> Option<i64> {
        match self {
            Comparison::Previous => Some(span.len_s()),
            Comparison::LastYear => Some(364 * DAY_S),
            Comparison::Off => None,
        }
    }
}

/// The end of the last bucket that is over, within a span: totals are taken up to here, so that a running bucket is
/// never compared with a whole one.
pub fn complete_end(period: Period, asked: Window, now: Instant) -> Instant {
    match period.bucket_s() {
        Some(bucket_s) => now.floor_to_s(bucket_s).min(asked.end).max(asked.start),
        None => asked.end,
    }
}

/// Whether a span has no bucket that is over, so that there is no figure to give for it.
pub fn is_too_coarse(period: Period, asked: Window, now: Instant) -> bool {
    match period.bucket_s() {
        Some(bucket_s) => asked.start.ceil_to_s(bucket_s).plus_s(bucket_s) > complete_end(period, asked, now),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn presets_end_with_the_running_day() {
        let now = at("2026-11-20T14:05:30Z");
        let span = Range::FourWeeks.span(now);
        assert_eq!((span.start, span.end), (at("2026-10-24T00:00:00Z"), at("2026-11-21T00:00:00Z")));
        assert_eq!(Range::FourWeeks.asked(now).unwrap().end, at("2026-11-20T14:06:00Z"));
        assert_eq!(Range::Day.span(now).start, at("2026-11-19T15:00:00Z"));
    }

    #[test]
    fn at_midnight_sharp_the_new_day_is_the_running_one() {
        let now = at("2026-11-20T00:00:00Z");
        assert_eq!(Range::Week.span(now).end, at("2026-11-21T00:00:00Z"));
    }

    #[test]
    fn a_range_that_has_not_begun_asks_for_nothing() {
        let now = at("2026-11-20T14:05:30Z");
        let future = Window::new(at("2026-12-01T00:00:00Z"), at("2026-12-02T00:00:00Z")).unwrap();
        assert_eq!(Range::Custom(future).asked(now), None);
    }

    #[test]
    fn totals_leave_out_the_running_bucket() {
        let now = at("2026-11-20T14:05:30Z");
        let asked = Range::Week.asked(now).unwrap();
        assert_eq!(complete_end(Period::Day, asked, now), at("2026-11-20T00:00:00Z"));
        assert_eq!(complete_end(Period::Hour, asked, now), at("2026-11-20T14:00:00Z"));
        assert_eq!(complete_end(Period::Single, asked, now), asked.end);
    }

    #[test]
    fn a_day_is_read_by_hours_and_longer_ranges_as_before() {
        assert_eq!(Range::Day.fitting_period(Period::Day, None), Period::Hour);
        assert_eq!(Range::Day.fitting_period(Period::Single, None), Period::Single);
        assert_eq!(Range::Week.fitting_period(Period::Hour, Some(Period::Day)), Period::Day);
        assert_eq!(Range::Week.fitting_period(Period::Hour, None), Period::Hour);
        assert_eq!(Range::Week.fitting_period(Period::QuarterHour, Some(Period::Day)), Period::QuarterHour);
    }

    #[test]
    fn a_range_without_a_whole_bucket_is_too_short_for_it() {
        let now = at("2026-11-20T14:05:30Z");
        let is_too_coarse = |range: Range, period| is_too_coarse(period, range.asked(now).unwrap(), now);
        assert!(is_too_coarse(Range::Day, Period::Day));
        assert!(!is_too_coarse(Range::Day, Period::Hour));
        assert!(!is_too_coarse(Range::Day, Period::Single));
        assert!(!is_too_coarse(Range::Week, Period::Day));
        let today = Range::Custom(Window::new(at("2026-11-20T00:00:00Z"), at("2026-11-21T00:00:00Z")).unwrap());
        assert!(is_too_coarse(today, Period::Day));
        let yesterday = Range::Custom(Window::new(at("2026-11-19T00:00:00Z"), at("2026-11-20T00:00:00Z")).unwrap());
        assert!(!is_too_coarse(yesterday, Period::Day));
    }

    #[test]
    fn names_come_back() {
        for range in Range::PRESETS {
            assert_eq!(Range::parse(range.key().unwrap()), Some(range));
        }
        for comparison in Comparison::ALL {
            assert_eq!(Comparison::parse(comparison.key()), Some(comparison));
        }
    }
}
