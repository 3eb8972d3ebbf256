//! The kept windows of one query, and what they answer for.
//!
//! A window answers for itself (`StoredWindow::answers`). Besides, windows that began on other days answer together for
//! one that they cover: a preset's windows begin a day later on each day, and what was settled then is settled now.
//! Without a network, whatever was read last stands in, and the page says when that was.

use std::collections::HashMap;

use super::stored_window::{SETTLED_AFTER_S, StoredWindow};
use super::window_key::WindowKey;
use crate::domain::instant::Instant;
use crate::domain::metric::{Metric, Period};
use crate::domain::series::Series;
use crate::domain::window::Window;

/// Whether the service can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// It can.
    Online,
    /// The browser says that it has no network.
    Offline,
}

/// What is kept of a window.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptAnswer {
    /// Its values.
    pub series: Series,
    /// When the oldest part of it was read.
    pub read_at: Instant,
    /// When the last part that is from a file was imported; `None` if this browser read all of it.
    pub imported_at: Option<Instant>,
}

/// The kept windows of one query.
#[derive(Debug, Clone, Default)]
pub struct KeptWindows {
    by_track: HashMap<(Period, Metric), Vec<StoredWindow>>,
}

/// A piece of a window that one kept window has.
struct Piece<'a> {
    window: Window,
    from: &'a StoredWindow,
}

impl KeptWindows {
    /// Takes in what is kept, in any order.
    pub fn new(windows: impl IntoIterator<Item = (WindowKey, StoredWindow)>) -> Self {
        let mut by_track: HashMap<_, Vec<StoredWindow>> = HashMap::new();
        for (key, stored) in windows {
            by_track.entry((key.period, key.metric)).or_default().push(stored);
        }
        for windows in by_track.values_mut() {
            windows.sort_by_key(|w| w.window.start);
        }
        Self { by_track }
    }

    /// The end of the newest window of a period, or of any where that has none: up to then the figures were asked for.
    pub fn newest_end(&self, period: Period) -> Option<Instant> {
        let newest = |is_wanted: &dyn Fn(Period) -> bool| {
            let wanted = self.by_track.iter().filter(|((period, _), _)| is_wanted(*period));
            wanted.flat_map(|(_, windows)| windows).map(|w| w.window.end).max()
        };
        newest(&|p| p == period).or_else(|| newest(&|_| true))
    }

    /// What stands in for asking the service for a window of a metric, at a moment.
    pub fn answer(
        &self,
        metric: &Metric,
        period: Period,
        window: Window,
        now: Instant,
        network: Network,
    ) -> Option<KeptAnswer> {
        let windows = self.by_track.get(&(period, metric.clone()))?;
        let same = windows.partition_point(|w| w.window.start < window.start);
        if let Some(stored) = windows.get(same).filter(|w| w.window.start == window.start)
            && (stored.answers(window, period, now) || (network == Network::Offline && stored.holds(window, period)))
        {
            let series = stored.series.before(window.end.epoch_s());
            return Some(KeptAnswer { series, read_at: stored.read_at, imported_at: stored.imported_at });
        }
        // A total covers its window and no part of it.
        let bucket_s = period.bucket_s()?;
        let usable = |stored| match network {
            Network::Online => settled_part(stored, bucket_s, now),
            Network::Offline => whole_part(stored, bucket_s),
        };
        let is_whole = window.start.floor_to_s(bucket_s) == window.start;
        is_whole.then(|| joined(windows.iter().filter_map(usable), window)).flatten()
    }
}

/// The buckets of a kept window that change no more.
fn settled_part(stored: &StoredWindow, bucket_s: i64, now: Instant) -> Option<Piece<'_>> {
    let end = stored.window.end.min(stored.read_at.min(now).plus_s(-SETTLED_AFTER_S)).floor_to_s(bucket_s);
    Some(Piece { window: Window::new(stored.window.start.ceil_to_s(bucket_s), end)?, from: stored })
}

/// Its whole buckets and the running one.
fn whole_part(stored: &StoredWindow, bucket_s: i64) -> Option<Piece<'_>> {
    Some(Piece { window: Window::new(stored.window.start.ceil_to_s(bucket_s), stored.window.end)?, from: stored })
}

/// One window of pieces, if they cover it without a gap.
fn joined<'a>(pieces: impl Iterator<Item = Piece<'a>>, window: Window) -> Option<KeptAnswer> {
    let pieces: Vec<Piece<'_>> =
        pieces.filter(|p| p.window.start < window.end && window.start < p.window.end).collect();
    let (mut series, mut read_at, mut imported_at) = (Series::default(), None::<Instant>, None::<Instant>);
    let mut reached = window.start;
    while reached < window.end {
        // The one that reaches furthest; of two the one that was read last.
        let next = pieces
            .iter()
            .filter(|p| p.window.start <= reached && reached < p.window.end)
            .max_by_key(|p| (p.window.end.min(window.end), p.from.read_at))?;
        let end = next.window.end.min(window.end);
        series.absorb(&next.from.series.filtered(|t| (reached.epoch_s()..end.epoch_s()).contains(&t)));
        read_at = Some(read_at.map_or(next.from.read_at, |r| r.min(next.from.read_at)));
        imported_at = imported_at.max(next.from.imported_at);
        reached = end;
    }
    Some(KeptAnswer { series, read_at: read_at?, imported_at })
}

#[cfg(test)]
#[path = "kept_windows_tests.rs"]
mod tests;
