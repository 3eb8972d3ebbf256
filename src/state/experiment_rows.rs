//! The rows of the list of experiments: what is known of each, which are shown, and in which order.

use std::collections::HashMap;
use std::sync::Arc;

use super::remote::Remote;
use crate::api::experiment::ExperimentDetail;
use crate::domain::experiment::{ExperimentState, ExperimentSummary, PlannedDuration, SnapshotSummary};
use crate::domain::id::ExperimentId;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::reading::DatedSnapshot;
use crate::route::{ExperimentSort, ExperimentsView};

/// An experiment in the list. What was not read yet, or is not known, is absent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExperimentRow {
    /// Its id.
    pub id: ExperimentId,
    /// Its name; the id where it has none.
    pub name: String,
    /// Its hypothesis.
    pub hypothesis: Option<String>,
    /// Where it stands: as the latest answer says.
    pub state: ExperimentState,
    /// How many of a hundred customers are in it.
    pub exposure_percentage: Option<i64>,
    /// When it started.
    pub started: Option<Instant>,
    /// When it was created.
    pub created: Option<Instant>,
    /// How long it is planned to run.
    pub planned: Option<PlannedDuration>,
    /// How far it is.
    pub progress: Option<Progress>,
    /// When it is expected to end.
    pub planned_end: Option<Instant>,
    /// Whether its settings are still on their way.
    pub is_loading: bool,
    /// Whether its settings could not be read.
    pub is_failed: bool,
}

/// What has been read of an experiment beyond its row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowDetail {
    /// Its settings.
    pub detail: ExperimentDetail,
    /// Its snapshots, by their end.
    pub snapshots: Vec<SnapshotSummary>,
    /// The snapshots with their data, which a verdict rests on.
    pub results: Results,
}

/// The results of an experiment in the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Results {
    /// It has none: it has not started, or Amazon has published no snapshot.
    None,
    /// They are on their way.
    Reading,
    /// They are not read for the list, since there are many before it.
    LeftOff,
    /// They could not be read.
    Failed,
    /// All of them.
    Read(Arc<Vec<DatedSnapshot>>),
}

/// How far an experiment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Progress {
    /// The day that runs, from 1; of a stopped one the days that its snapshots cover.
    pub day: u32,
    /// The days planned, where that is a number.
    pub of_days: Option<u32>,
}

impl Progress {
    /// How far it is from start to planned end, in percent, at most 100.
    pub fn percent(self) -> Option<u32> {
        let of_days = self.of_days.filter(|d| *d > 0)?;
        Some((u64::from(self.day) * 100 / u64::from(of_days)).min(100) as u32)
    }

    /// How far an experiment is at a moment.
    ///
    /// A running one counts the days since its start; a stopped one those that its snapshots cover, since no document
    /// has the time of its end.
    pub fn of(detail: &ExperimentDetail, snapshots: &[SnapshotSummary], now: Instant) -> Option<Self> {
        let experiment = &detail.experiment;
        let start = experiment.start_time()?;
        let of_days = experiment.planned_duration.as_ref().and_then(PlannedDuration::days);
        let day = match experiment.state.as_ref()? {
            ExperimentState::Running => days_between(start, now) + 1,
            ExperimentState::Stopping | ExperimentState::Stopped => {
                let last = snapshots.iter().filter_map(|s| s.end_date).max()?;
                days_between(start, last).max(1)
            }
            _ => return None,
        };
        Some(Self { day: u32::try_from(day).ok()?, of_days })
    }
}

/// Whole days from one instant to a later one; 0 where it is not later.
pub fn days_between(from: Instant, to: Instant) -> i64 {
    (to.epoch_s() - from.epoch_s()).max(0) / DAY_S
}

impl ExperimentRow {
    /// A row, from the list and what has been read besides.
    pub fn new(summary: &ExperimentSummary, detail: Option<&Remote<RowDetail>>, now: Instant) -> Self {
        let shown = detail.and_then(Remote::shown);
        let experiment = shown.map(|s| &s.detail.experiment);
        let history = experiment.and_then(|e| e.history.as_ref()).or(summary.experiment_history.as_ref());
        let state = experiment.and_then(|e| e.state.clone()).or_else(|| summary.state.clone());
        Self {
            id: summary.experiment_id.clone(),
            name: summary.name.clone().unwrap_or_else(|| summary.experiment_id.as_str().to_owned()),
            hypothesis: experiment.and_then(|e| e.description.clone()).filter(|d| !d.trim().is_empty()),
            state: state.unwrap_or_else(|| ExperimentState::Unknown(String::new())),
            exposure_percentage: experiment.and_then(|e| e.exposure_percentage),
            started: history.and_then(|h| h.start_time),
            created: history.and_then(|h| h.creation_time),
            planned: experiment.and_then(|e| e.planned_duration.clone()),
            progress: shown.and_then(|s| Progress::of(&s.detail, &s.snapshots, now)),
            planned_end: experiment.and_then(|e| e.planned_end()),
            is_loading: detail.is_none_or(Remote::is_pending) && shown.is_none(),
            is_failed: detail.is_some_and(|d| d.error().is_some()),
        }
    }

    /// Whether it is among those that a list shows.
    fn is_shown(&self, view: &ExperimentsView) -> bool {
        let deleted = self.state == ExperimentState::Deleted;
        let wanted = match &view.state {
            Some(state) => self.state == *state,
            None => view.deleted || !deleted,
        };
        wanted && self.matches(&view.search)
    }

    fn matches(&self, search: &str) -> bool {
        let search = search.to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&search);
        search.is_empty() || has(&self.name) || self.hypothesis.as_deref().is_some_and(has) || has(self.id.as_str())
    }
}

/// The rows that a view shows, in its order.
pub fn shown_rows(mut rows: Vec<ExperimentRow>, view: &ExperimentsView) -> Vec<ExperimentRow> {
    rows.retain(|row| row.is_shown(view));
    match view.sort {
        ExperimentSort::Newest => rows.sort_by_key(|r| std::cmp::Reverse(r.started.or(r.created))),
        ExperimentSort::Name => rows.sort_by_key(|r| r.name.to_lowercase()),
        ExperimentSort::Exposure => rows.sort_by_key(|r| std::cmp::Reverse(r.exposure_percentage)),
    }
    rows
}

/// How many rows are in each state, and how many in all without the deleted ones.
pub fn counts(rows: &[ExperimentRow]) -> (usize, HashMap<ExperimentState, usize>) {
    let mut by_state = HashMap::new();
    for row in rows {
        *by_state.entry(row.state.clone()).or_insert(0) += 1;
    }
    let deleted = by_state.get(&ExperimentState::Deleted).copied().unwrap_or(0);
    (rows.len() - deleted, by_state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Instant {
        Instant::from_epoch_s(day * DAY_S)
    }

    fn summary(id: &str, name: &str, state: &str) -> ExperimentSummary {
        serde_json::from_value(serde_json::json!({"experimentId": id, "name": name, "state": state})).unwrap()
    }

    fn read(state: &str, exposure: i64, start: i64, ends: &[i64]) -> Remote<RowDetail> {
        let detail = serde_json::json!({"experiment": {
            "description": "Fewer words", "state": state, "exposurePercentage": exposure, "plannedDuration": "P4W",
            "history": {"startTime": at(start).to_string()}}});
        let snapshot =
            |end: &i64| serde_json::json!({"metricSnapshotId": end.to_string(), "endDate": at(*end).to_string()});
        let snapshots = ends.iter().map(|end| serde_json::from_value(snapshot(end)).unwrap()).collect();
        let detail = serde_json::from_value(detail).unwrap();
        Remote::Ready(RowDetail { detail, snapshots, results: Results::None })
    }

    fn row(id: &str, name: &str, state: &str, detail: Option<&Remote<RowDetail>>) -> ExperimentRow {
        ExperimentRow::new(&summary(id, name, state), detail, at(110))
    }

    #[test]
    fn a_running_test_counts_from_its_start_and_a_stopped_one_by_its_snapshots() {
        let running = row("a", "A", "RUNNING", Some(&read("RUNNING", 40, 100, &[])));
        assert_eq!(running.progress, Some(Progress { day: 11, of_days: Some(28) }));
        assert_eq!(running.progress.unwrap().percent(), Some(39));
        let stopped = row("b", "B", "STOPPED", Some(&read("STOPPED", 40, 80, &[87, 101, 94])));
        assert_eq!(stopped.progress, Some(Progress { day: 21, of_days: Some(28) }));
        assert_eq!(row("c", "C", "STOPPED", Some(&read("STOPPED", 40, 80, &[]))).progress, None);
        assert_eq!(Progress { day: 60, of_days: Some(28) }.percent(), Some(100));
    }

    #[test]
    fn the_newest_answer_about_a_state_counts() {
        let row = row("a", "A", "ENABLED", Some(&read("RUNNING", 40, 100, &[])));
        assert_eq!(row.state, ExperimentState::Running);
        assert!(!row.is_loading);
        assert!(super::ExperimentRow::new(&summary("a", "A", "ENABLED"), None, at(1)).is_loading);
    }

    #[test]
    fn rows_are_searched_filtered_and_ordered() {
        let all = vec![
            row("1", "Beta", "RUNNING", Some(&read("RUNNING", 10, 90, &[]))),
            row("2", "alpha", "STOPPED", Some(&read("STOPPED", 50, 100, &[]))),
            row("3", "Gone", "DELETED", None),
        ];
        let names = |view: &ExperimentsView| -> Vec<String> {
            shown_rows(all.clone(), view).into_iter().map(|r| r.name).collect()
        };
        let usual = ExperimentsView::default();
        assert_eq!(names(&usual), ["alpha", "Beta"]);
        assert_eq!(names(&ExperimentsView { deleted: true, ..usual.clone() }), ["alpha", "Beta", "Gone"]);
        assert_eq!(names(&ExperimentsView { sort: ExperimentSort::Exposure, ..usual.clone() }), ["alpha", "Beta"]);
        assert_eq!(names(&ExperimentsView { search: "BET".to_owned(), ..usual.clone() }), ["Beta"]);
        assert_eq!(names(&ExperimentsView { search: "fewer".to_owned(), ..usual.clone() }).len(), 2);
        assert_eq!(names(&ExperimentsView { state: Some(ExperimentState::Deleted), ..usual }), ["Gone"]);
        assert_eq!(counts(&all).0, 2);
    }
}
