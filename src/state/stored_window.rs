//! How one week of one metric is kept: a small binary record with its key, its age and a version.
//!
//! A record that is cut short, of another version or under another key is no record: it is read again from the service.

use super::packed_series;
use crate::domain::instant::{DAY_S, Instant, MINUTE_S};
use crate::domain::metric::Period;
use crate::domain::series::Series;
use crate::domain::window::Window;

/// One week (or less) of one metric as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredWindow {
    /// Everything that the values depend on but the window's end.
    pub key: String,
    /// When it was read.
    pub read_at: Instant,
    /// When it was taken over from a file; `None` if this browser read it.
    pub imported_at: Option<Instant>,
    /// What was asked for.
    pub window: Window,
    /// What was answered.
    pub series: Series,
}

/// 01 had 16 bytes for each point; 02 did not say what is from a file.
const MAGIC: &[u8; 4] = b"SW03";
/// Stands for no time.
const NEVER: i64 = i64::MIN;

/// Amazon fills in some metrics up to a day late (API-FACTS.md, section 2); two days are on the safe side.
pub(super) const SETTLED_AFTER_S: i64 = 2 * DAY_S;

/// For how long a window that is not settled may stand in for a new request: long enough to survive a reload and a
/// sign-in, short enough not to look stale.
const FRESH_FOR_S: i64 = 15 * MINUTE_S;

impl StoredWindow {
    /// Whether it can answer for a window, at a moment, without asking the service.
    pub fn answers(&self, window: Window, period: Period, now: Instant) -> bool {
        if self.window.start != window.start || self.read_at > now.plus_s(MINUTE_S) {
            return false;
        }
        let is_settled = self.window.end == window.end && window.end.plus_s(SETTLED_AFTER_S) <= self.read_at;
        let is_fresh = now.epoch_s() - self.read_at.epoch_s() <= FRESH_FOR_S;
        let nearly_covers = match period {
            Period::Single => self.window.end == window.end,
            _ => window.end.epoch_s() - self.window.end.epoch_s() <= FRESH_FOR_S,
        };
        is_settled || (is_fresh && nearly_covers)
    }

    /// Whether it has a window whole, however old it is.
    pub fn holds(&self, window: Window, period: Period) -> bool {
        self.window.start == window.start
            && match period {
                Period::Single => self.window.end == window.end,
                _ => self.window.end >= window.end,
            }
    }

    /// How many bytes the record has.
    pub fn len_bytes(&self) -> usize {
        MAGIC.len() + 6 * 8 + self.key.len() + packed_series::len_bytes(&self.series)
    }

    /// The record's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len_bytes());
        bytes.extend_from_slice(MAGIC);
        for number in [
            self.read_at.epoch_s(),
            self.window.start.epoch_s(),
            self.window.end.epoch_s(),
            self.key.len() as i64,
            self.series.len() as i64,
            self.imported_at.map_or(NEVER, Instant::epoch_s),
        ] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(self.key.as_bytes());
        packed_series::pack(&self.series, &mut bytes);
        bytes
    }

    /// Reads a record; `None` for anything that is not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut number = || -> Option<i64> {
            let (head, tail) = rest.split_first_chunk::<8>()?;
            rest = tail;
            Some(i64::from_le_bytes(*head))
        };
        let (read_at, start, end) = (number()?, number()?, number()?);
        let (key_len, len) = (usize::try_from(number()?).ok()?, usize::try_from(number()?).ok()?);
        let imported_at = Some(number()?).filter(|s| *s != NEVER).map(Instant::from_epoch_s);
        let (key, rest) = rest.split_at_checked(key_len)?;
        Some(Self {
            key: String::from_utf8(key.to_vec()).ok()?,
            read_at: Instant::from_epoch_s(read_at),
            imported_at,
            window: Window::new(Instant::from_epoch_s(start), Instant::from_epoch_s(end))?,
            series: packed_series::unpack(rest, len)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn stored(read_at: &str) -> StoredWindow {
        StoredWindow {
            key: "demo|k".to_owned(),
            read_at: at(read_at),
            imported_at: None,
            window: Window::new(at("2026-11-01T00:00:00Z"), at("2026-11-08T00:00:00Z")).unwrap(),
            series: Series::new(vec![1, 2], vec![1.5, 0.0]),
        }
    }

    #[test]
    fn a_record_comes_back_whole() {
        assert_eq!(
            StoredWindow::from_bytes(&stored("2026-11-20T00:00:00Z").to_bytes()),
            Some(stored("2026-11-20T00:00:00Z"))
        );
        let imported = StoredWindow { imported_at: Some(at("2026-11-21T00:00:00Z")), ..stored("2026-11-20T00:00:00Z") };
        assert_eq!(imported.to_bytes().len(), imported.len_bytes());
        assert_eq!(StoredWindow::from_bytes(&imported.to_bytes()), Some(imported));
    }

    #[test]
    fn a_cut_record_and_an_old_version_are_dropped() {
        let bytes = stored("2026-11-20T00:00:00Z").to_bytes();
        for len in 0..bytes.len() {
            assert_eq!(StoredWindow::from_bytes(&bytes[..len]), None, "{len}");
        }
        let mut old = bytes.clone();
        old[3] = b'2';
        assert_eq!(StoredWindow::from_bytes(&old), None);
    }

    #[test]
    fn a_settled_window_answers_for_good() {
        let settled = stored("2026-11-10T00:00:00Z");
        assert!(settled.answers(settled.window, Period::Day, at("2030-01-01T00:00:00Z")));
        let early = stored("2026-11-09T00:00:00Z");
        assert!(!early.answers(early.window, Period::Day, at("2026-11-10T00:00:00Z")));
        assert!(early.answers(early.window, Period::Day, at("2026-11-09T00:10:00Z")));
    }

    #[test]
    fn a_running_window_answers_across_a_reload_but_a_total_does_not_grow_by_itself() {
        let running = stored("2026-11-08T00:00:00Z");
        let later = Window { end: at("2026-11-08T00:05:00Z"), ..running.window };
        let now = at("2026-11-08T00:05:00Z");
        assert!(running.answers(later, Period::Hour, now));
        assert!(!running.answers(later, Period::Single, now));
        assert!(!running.answers(later, Period::Hour, at("2026-11-08T00:16:00Z")));
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered_without_a_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..120), with_magic: bool) {
            if with_magic && bytes.len() >= 4 {
                bytes[..4].copy_from_slice(MAGIC);
            }
            let _ = StoredWindow::from_bytes(&bytes);
        }
    }
}
