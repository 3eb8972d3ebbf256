//! How far a board has come, and what holds it up.

use super::{Board, Cell, CellState};
use crate::api::error::ApiError;
use crate::domain::instant::Instant;

/// What a cell waits for before its next try.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// How the last try failed.
    pub error: ApiError,
    /// When the next one is sent.
    pub until: Instant,
    /// Whether that is long enough to be noticed.
    pub is_long: bool,
}

/// How many cells are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// All.
    pub total: usize,
    /// Read.
    pub done: usize,
    /// Under way.
    pub loading: usize,
    /// Refused for now.
    pub throttled: usize,
    /// Given up.
    pub failed: usize,
}

/// How much of a range a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeeksRead {
    /// Weeks of which everything that the figure needs has been read.
    pub done: usize,
    /// All weeks of the range.
    pub total: usize,
}

impl Progress {
    /// Counts cells.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let mut progress = Self::default();
        for cell in cells {
            progress.total += 1;
            match cell.state {
                CellState::Waiting => {}
                CellState::Loading => progress.loading += 1,
                CellState::Throttled(_) => progress.throttled += 1,
                CellState::Done => progress.done += 1,
                CellState::Failed(_) => progress.failed += 1,
            }
        }
        progress
    }

    /// Whether nothing is left to do.
    pub fn is_settled(&self) -> bool {
        self.done + self.failed == self.total
    }
}

impl Board {
    /// The longest of the waits before a next try, if any cell waits.
    pub fn wait(&self) -> Option<&Wait> {
        let waits = self.cells.iter().filter_map(|c| match &c.state {
            CellState::Throttled(wait) => Some(&**wait),
            _ => None,
        });
        waits.max_by_key(|w| w.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::ErrorKind;
    use crate::domain::id::SkillId;
    use crate::domain::metric::Period;
    use crate::domain::skill::{SkillType, Stage};
    use crate::domain::window::Window;
    use crate::state::board::BoardQuery;

    #[test]
    fn the_longest_wait_is_the_one_that_is_told() {
        let at = |text| Instant::parse(text).unwrap();
        let query = BoardQuery {
            skill_id: SkillId::parse("amzn1.ask.skill.11111111-1111-4111-8111-111111111111").unwrap(),
            stage: Stage::Live,
            skill_type: SkillType::Custom,
            intent: None,
            locale: None,
            period: Period::Day,
            asked: Window::new(at("2026-11-01T00:00:00Z"), at("2026-11-15T00:00:00Z")).unwrap(),
            compare_offset_s: None,
        };
        let mut board = Board::new(query, &[]);
        assert_eq!(board.wait(), None);
        let wait = |text, kind| {
            let error = ApiError::new("getSkillMetricsV1", kind);
            CellState::Throttled(Box::new(Wait { error, until: at(text), is_long: false }))
        };
        board.set_state(0, wait("2026-11-20T00:00:09Z", ErrorKind::Timeout));
        board.set_state(1, wait("2026-11-20T00:00:02Z", ErrorKind::Server));
        assert_eq!(board.wait().map(|w| &w.error.kind), Some(&ErrorKind::Timeout));
        board.set_state(0, CellState::Loading);
        assert_eq!(board.progress().throttled, 2, "what is tried again was still held up");
    }
}
