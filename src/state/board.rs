//! What the Metrics page has read so far: one cell for each metric and week, and the series that they add up to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::api::error::ApiError;
use crate::api::metric::GetSkillMetrics;
use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::metric::{Metric, Period};
use crate::domain::series::Series;
use crate::domain::skill::{SkillType, Stage};
use crate::domain::window::Window;

/// What to read. Two boards with equal queries hold the same data.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardQuery {
    /// The skill.
    pub skill_id: SkillId,
    /// Live or development.
    pub stage: Stage,
    /// The type of the skill, which decides on the metrics.
    pub skill_type: SkillType,
    /// Only this intent.
    pub intent: Option<String>,
    /// Only this locale.
    pub locale: Option<String>,
    /// The aggregation period.
    pub period: Period,
    /// The range, without the future.
    pub asked: Window,
    /// How far back the compared range lies, in seconds.
    pub compare_offset_s: Option<i64>,
}

/// The range that a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The range that was chosen.
    Current,
    /// The range that it is compared with.
    Previous,
}

/// What a cell is read for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Track {
    /// The metric.
    pub metric: Metric,
    /// Its range.
    pub side: Side,
    /// The query's period, or SINGLE for the totals of unique customers, which no sum can give.
    pub period: Period,
}

/// How far a cell has come.
#[derive(Debug, Clone, PartialEq)]
pub enum CellState {
    /// Not begun.
    Waiting,
    /// Under way.
    Loading,
    /// Refused for now, or lost; it will be tried again.
    Throttled(Box<Wait>),
    /// Read.
    Done,
    /// Given up.
    Failed(ApiError),
}

/// One request of the plan (more where the service pages).
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it is read for.
    pub track: Track,
    /// At most a week.
    pub window: Window,
    /// How far it has come.
    pub state: CellState,
    /// When it was read, if it is from the archive.
    pub kept_at: Option<Instant>,
    /// When it was imported, if any of it is from a file.
    pub imported_at: Option<Instant>,
}

/// Why nothing more is being read though something is left.
#[derive(Debug, Clone, PartialEq)]
pub enum Halt {
    /// The person asked for it.
    Cancelled,
    /// An error that every further request would meet too, or one after the other did.
    Failing(ApiError),
}

/// The plan and what has come of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    halt: Option<Halt>,
    read_at: Option<Instant>,
    query: BoardQuery,
    cells: Vec<Cell>,
    series: BTreeMap<Track, Arc<Series>>,
    answered_as: Vec<Metric>,
}

impl Board {
    /// Plans the requests in the order in which a person wants to see them: what is on screen, then the other key
    /// figures, then what they are compared with.
    ///
    /// `first` are the metrics on screen.
    pub fn new(query: BoardQuery, first: &[Metric]) -> Self {
        let metrics = Metric::of_skill_type(&query.skill_type);
        let mut ordered: Vec<&Metric> = first.iter().filter(|m| metrics.contains(m)).collect();
        ordered.extend(metrics.iter().filter(|m| !first.contains(m)));
        Self::plan(&query, &ordered)
    }

    /// The same for these metrics alone, as far as the skill's type has them.
    pub fn only(query: BoardQuery, metrics: &[Metric]) -> Self {
        let has = Metric::of_skill_type(&query.skill_type);
        Self::plan(&query, &metrics.iter().filter(|m| has.contains(m)).collect::<Vec<_>>())
    }

    fn plan(query: &BoardQuery, ordered: &[&Metric]) -> Self {
        let needs_total =
            query.period != Period::Single && (query.asked.len_s() <= Window::LONGEST_S || query.period != Period::Day);
        let mut cells = Vec::new();
        let sides = [(Side::Current, Some(0)), (Side::Previous, query.compare_offset_s)];
        for (side, offset_s) in sides {
            let Some(offset_s) = offset_s else { continue };
            let windows = query.asked.shifted_s(-offset_s).weeks();
            let mut add = |metric: &Metric, period: Period, windows: &[Window]| {
                cells.extend(windows.iter().map(|window| Cell {
                    track: Track { metric: metric.clone(), side, period },
                    window: *window,
                    state: CellState::Waiting,
                    kept_at: None,
                    imported_at: None,
                }));
            };
            // Totals count whole buckets only, as everything else does: they end where the last whole one does.
            let bucket_s = query.period.bucket_s().unwrap_or(1);
            let whole = Window::new(query.asked.start, query.asked.end.floor_to_s(bucket_s))
                .filter(|w| w.start.ceil_to_s(bucket_s).plus_s(bucket_s) <= w.end);
            let totals = whole.map(|w| w.shifted_s(-offset_s).weeks()).unwrap_or_default();
            for metric in ordered {
                add(metric, query.period, &windows);
                if **metric == Metric::UniqueCustomers && needs_total {
                    add(metric, Period::Single, &totals);
                }
            }
        }
        Self {
            halt: None,
            read_at: None,
            query: query.clone(),
            cells,
            series: BTreeMap::new(),
            answered_as: Vec::new(),
        }
    }

    /// What is being read.
    pub fn query(&self) -> &BoardQuery {
        &self.query
    }

    /// The plan.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The operation for a cell.
    pub fn operation(&self, index: usize) -> Option<GetSkillMetrics> {
        let cell = self.cells.get(index)?;
        Some(GetSkillMetrics {
            skill_id: self.query.skill_id.clone(),
            window: cell.window,
            period: cell.track.period,
            metric: cell.track.metric.clone(),
            stage: self.query.stage.clone(),
            skill_type: self.query.skill_type.clone(),
            intent: self.query.intent.clone(),
            locale: self.query.locale.clone(),
            max_results: None,
            next_token: None,
        })
    }

    /// Moves a cell that is not read yet. One that was held up stays so while it is tried again, so that the reason can
    /// be read for longer than the wait before.
    pub fn set_state(&mut self, index: usize, state: CellState) {
        let is_again = |before: &CellState| matches!((before, &state), (CellState::Throttled(_), CellState::Loading));
        if let Some(cell) = self.cells.get_mut(index)
            && cell.state != CellState::Done
            && !is_again(&cell.state)
        {
            cell.state = state;
        }
    }

    /// Takes in what was read for a cell. Points outside its window are dropped: they belong to another cell, or to
    /// nobody.
    pub fn fill(&mut self, index: usize, series: &Series, answered_as: &Metric, read_at: Instant) {
        let Some(cell) = self.cells.get_mut(index) else { return };
        cell.state = CellState::Done;
        self.read_at = self.read_at.max(Some(read_at));
        if *answered_as != cell.track.metric && !self.answered_as.contains(answered_as) {
            self.answered_as.push(answered_as.clone());
        }
        let (start_s, end_s) = (cell.window.start.epoch_s(), cell.window.end.epoch_s());
        // A day's bucket may be stamped before the window's first instant where the window starts in mid-day.
        let slack_s = cell.track.period.bucket_s().unwrap_or(0);
        let within = |t: i64| t > start_s - slack_s.max(1) && t < end_s;
        let target = self.series.entry(cell.track.clone()).or_default();
        if series.times_s().iter().all(|t| within(*t)) {
            Arc::make_mut(target).absorb(series);
        } else {
            let kept = series.times_s().iter().copied().zip(series.values().iter().copied()).filter(|p| within(p.0));
            let (times_s, values) = kept.unzip();
            Arc::make_mut(target).absorb(&Series::new(times_s, values));
        }
    }

    /// Puts the cells that failed, or were left off, back into the plan; gives their numbers.
    pub fn retry(&mut self) -> Vec<usize> {
        self.halt = None;
        let left: Vec<usize> = (0..self.cells.len()).filter(|i| self.cells[*i].state != CellState::Done).collect();
        for index in &left {
            self.cells[*index].state = CellState::Waiting;
        }
        left
    }

    /// Leaves off what is not read; what has arrived stays.
    pub fn stop(&mut self, halt: Halt) {
        self.halt = Some(halt);
        for cell in &mut self.cells {
            if matches!(cell.state, CellState::Loading | CellState::Throttled(_)) {
                cell.state = CellState::Waiting;
            }
        }
    }

    /// What has been read of a metric so far.
    pub fn series(&self, metric: &Metric, side: Side) -> Arc<Series> {
        let track = Track { metric: metric.clone(), side, period: self.query.period };
        self.series.get(&track).cloned().unwrap_or_default()
    }

    /// The SINGLE values of a metric, one a week.
    pub fn totals(&self, metric: &Metric, side: Side) -> Arc<Series> {
        let track = Track { metric: metric.clone(), side, period: Period::Single };
        self.series.get(&track).cloned().unwrap_or_default()
    }

    /// Whether everything of a metric has been read.
    pub fn is_whole(&self, metric: &Metric, side: Side) -> bool {
        let mut cells = self.cells.iter().filter(|c| c.track.metric == *metric && c.track.side == side).peekable();
        cells.peek().is_some() && cells.all(|c| c.state == CellState::Done)
    }

    /// How many weeks of the chosen range have been read for some metrics, and how many there are.
    pub fn weeks_read(&self, metrics: &[Metric]) -> WeeksRead {
        let windows = self.windows_of(metrics);
        let done = windows.iter().filter(|(_, p)| p.done == p.total).count();
        WeeksRead { done, total: windows.len() }
    }

    /// How many cells are where.
    pub fn progress(&self) -> Progress {
        Progress::of(self.cells.iter())
    }

    /// The windows of the chosen range with their progress over all metrics, oldest first.
    pub fn windows(&self) -> Vec<(Window, Progress)> {
        self.windows_of(Metric::of_skill_type(&self.query.skill_type))
    }

    /// The windows of the chosen range with their progress over some metrics, oldest first.
    pub fn windows_of(&self, metrics: &[Metric]) -> Vec<(Window, Progress)> {
        let mut by_window: BTreeMap<Instant, (Window, Vec<&Cell>)> = BTreeMap::new();
        let wanted = |c: &&Cell| c.track.side == Side::Current && metrics.contains(&c.track.metric);
        for cell in self.cells.iter().filter(wanted) {
            by_window.entry(cell.window.start).or_insert_with(|| (cell.window, Vec::new())).1.push(cell);
        }
        by_window.into_values().map(|(window, cells)| (window, Progress::of(cells.into_iter()))).collect()
    }

    /// Why nothing more is being read.
    pub fn halt(&self) -> Option<&Halt> {
        self.halt.as_ref()
    }

    /// Whether there is still something to read and nothing keeps it from being read.
    pub fn is_loading(&self) -> bool {
        self.halt.is_none() && !self.progress().is_settled()
    }

    /// When the newest of it was read.
    pub fn read_at(&self) -> Option<Instant> {
        self.read_at
    }

    /// The windows of one side with a cell that was given up, oldest first, and the first error of each.
    pub fn missing(&self, side: Side) -> Vec<(Window, &ApiError)> {
        let mut by_start: BTreeMap<Instant, (Window, &ApiError)> = BTreeMap::new();
        for cell in self.cells.iter().filter(|c| c.track.side == side) {
            if let CellState::Failed(error) = &cell.state {
                by_start.entry(cell.window.start).or_insert((cell.window, error));
            }
        }
        by_start.into_values().collect()
    }

    /// The first error of all, where there is one.
    pub fn first_error(&self) -> Option<&ApiError> {
        match &self.halt {
            Some(Halt::Failing(error)) => Some(error),
            _ => self.cells.iter().find_map(|c| match &c.state {
                CellState::Failed(error) => Some(error),
                _ => None,
            }),
        }
    }

    /// Metrics that the service named in its answers though it was asked for others.
    pub fn answered_as(&self) -> &[Metric] {
        &self.answered_as
    }

    /// Whether reading has ended without a single answer: there is nothing to show.
    pub fn has_nothing(&self) -> bool {
        !self.is_loading() && !self.cells.is_empty() && self.cells.iter().all(|c| c.state != CellState::Done)
    }

    /// Whether everything was read and no metric has a single value.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|c| c.state == CellState::Done || c.track.side == Side::Previous) && !self.has_values()
    }

    /// Whether anything but zero has come for the chosen range.
    pub fn has_values(&self) -> bool {
        self.series.iter().filter(|(t, _)| t.side == Side::Current).any(|(_, s)| s.known().any(|p| p.1 != 0.0))
    }
}

#[path = "board_progress.rs"]
mod progress;
pub use progress::{Progress, Wait, WeeksRead};

#[path = "board_kept.rs"]
pub mod kept;

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
