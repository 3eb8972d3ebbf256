//! Splitting a long range into the requests that Amazon answers.

use serde::{Deserialize, Serialize};

use super::instant::{Instant, WEEK_S};

/// A span of time: from `start`, up to and without `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// The first instant in it.
    pub start: Instant,
    /// The first instant after it.
    pub end: Instant,
}

impl Window {
    /// The longest window that one metrics request covers (metrics-api.txt, `endTime`).
    pub const LONGEST_S: i64 = WEEK_S;

    /// A window, or `None` when it would be empty or run backwards.
    pub fn new(start: Instant, end: Instant) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// Its length in seconds; more than zero.
    pub fn len_s(self) -> i64 {
        self.end.epoch_s() - self.start.epoch_s()
    }

    /// Whether an instant lies in it.
    pub fn contains(self, instant: Instant) -> bool {
        self.start <= instant && instant < self.end
    }

    /// The same span, moved.
    #[must_use]
    pub fn shifted_s(self, seconds: i64) -> Self {
        Self { start: self.start.plus_s(seconds), end: self.end.plus_s(seconds) }
    }

    /// Pieces of at most a week, counted from its own start, that cover it without overlap, oldest first.
    pub fn weeks(self) -> Vec<Window> {
        let mut pieces = Vec::new();
        let mut start = self.start;
        while start < self.end {
            let end = start.plus_s(Self::LONGEST_S).min(self.end);
            pieces.push(Window { start, end });
            start = end;
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::DAY_S;
    use proptest::prelude::*;

    #[test]
    fn a_year_of_weeks_is_fifty_two_requests() {
        let start = Instant::parse("2025-11-23T00:00:00Z").unwrap();
        let year = Window::new(start, start.plus_s(364 * DAY_S)).unwrap();
        assert_eq!(year.weeks().len(), 52);
    }

    #[test]
    fn an_empty_or_backward_span_is_no_window() {
        let t = Instant::from_epoch_s(0);
        assert_eq!(Window::new(t, t), None);
        assert_eq!(Window::new(t.plus_s(1), t), None);
    }

    proptest! {
        #[test]
        fn pieces_cover_the_range_once(start in 0_i64..2_000_000_000, len in 1_i64..60_000_000) {
            let range = Window::new(Instant::from_epoch_s(start), Instant::from_epoch_s(start + len)).unwrap();
            let pieces = range.weeks();
                prop_assert_eq!(pieces.first().unwrap().start, range.start);
                prop_assert_eq!(pieces.last().unwrap().end, range.end);
                prop_assert!(pieces.windows(2).all(|p| p[0].end == p[1].start));
                prop_assert!(pieces.iter().all(|p| p.len_s() > 0 && p.len_s() <= Window::LONGEST_S));
        }
    }
}
