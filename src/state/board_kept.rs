//! How much of a board is from the archive, and from when.

use std::collections::BTreeSet;

use super::{Board, CellState, Side};
use crate::domain::instant::Instant;
use crate::state::kept_windows::KeptAnswer;

/// The weeks of the chosen range that were read before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptWeeks {
    /// Weeks of which all that stands here was read before.
    pub kept: usize,
    /// All weeks of the range.
    pub total: usize,
    /// When the oldest of it was read.
    pub oldest: Instant,
    /// When the newest of it was read.
    pub newest: Instant,
    /// What of it is from a file.
    pub imported: Option<ImportedWeeks>,
}

/// The weeks of the chosen range that have figures from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedWeeks {
    /// How many: at least one.
    pub weeks: usize,
    /// When the last of them was imported.
    pub at: Instant,
}

impl Board {
    /// Takes in what was read for a cell before.
    pub fn fill_kept(&mut self, index: usize, answer: &KeptAnswer) {
        let Some(cell) = self.cells.get_mut(index) else { return };
        cell.kept_at = Some(answer.read_at);
        cell.imported_at = answer.imported_at;
        let metric = cell.track.metric.clone();
        self.fill(index, &answer.series, &metric, answer.read_at);
    }

    /// The weeks that are from the archive; `None` where none is, and nothing is from a file.
    pub fn kept_weeks(&self) -> Option<KeptWeeks> {
        let of_range = || self.cells.iter().filter(|c| c.track.side == Side::Current);
        let all: BTreeSet<Instant> = of_range().map(|c| c.window.start).collect();
        let read_now: BTreeSet<Instant> = of_range().filter(|c| c.kept_at.is_none()).map(|c| c.window.start).collect();
        let (total, kept) = (all.len(), all.len() - read_now.len());
        let read = || of_range().filter(|c| c.state == CellState::Done).filter_map(|c| c.kept_at);
        let (oldest, newest) = (read().min()?, read().max()?);
        let from_file = || of_range().filter_map(|c| Some((c.window.start, c.imported_at?)));
        let weeks = from_file().map(|(start, _)| start).collect::<BTreeSet<Instant>>().len();
        let imported = from_file().map(|(_, at)| at).max().map(|at| ImportedWeeks { weeks, at });
        (kept > 0 || imported.is_some()).then_some(KeptWeeks { kept, total, oldest, newest, imported })
    }
}
