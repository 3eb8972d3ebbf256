//! When an experiment ran, as far as that is known.

use super::experiment_note::{ActivityLog, LogEvent};
use crate::api::experiment::ExperimentDetail;
use crate::domain::experiment::{ExperimentState, SnapshotSummary, TargetState};
use crate::domain::id::ExperimentId;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::window::Window;

/// A run: from the start, which the service reports, to the end, which it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExperimentRun {
    /// The experiment.
    pub id: ExperimentId,
    /// Its name; its id where it has none.
    pub name: String,
    /// When it started.
    pub start: Instant,
    /// How it ended.
    pub end: RunEnd,
    /// Changes of exposure that were made from this browser: when, and to how many percent.
    pub exposures: Vec<(Instant, i64)>,
}

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunEnd {
    /// It still runs.
    None,
    /// It was stopped then.
    Stopped(Instant),
    /// It was stopped, nobody knows when; its data ends here.
    DataEnds(Instant),
    /// It was stopped, and there is no data.
    Unknown,
}

impl RunEnd {
    /// The time of the end, where one is known.
    pub fn time(self) -> Option<Instant> {
        match self {
            RunEnd::Stopped(at) | RunEnd::DataEnds(at) => Some(at),
            RunEnd::None | RunEnd::Unknown => None,
        }
    }
}

impl ExperimentRun {
    /// The run of an experiment; `None` where it has not started.
    ///
    /// The end is that of the last change of state, else when this browser asked for it, else that of the last data.
    pub fn of(
        id: &ExperimentId,
        detail: &ExperimentDetail,
        snapshots: &[SnapshotSummary],
        log: &ActivityLog,
    ) -> Option<Self> {
        let experiment = &detail.experiment;
        let start = experiment.start_time()?;
        let is_over = matches!(experiment.state, Some(ExperimentState::Stopped | ExperimentState::Stopping));
        let end = if is_over { end(detail, snapshots, log, start) } else { RunEnd::None };
        Some(Self {
            id: id.clone(),
            name: experiment.name.clone().unwrap_or_else(|| id.as_str().to_owned()),
            start,
            end,
            exposures: log.exposures().filter(|(at, _)| *at > start).collect(),
        })
    }

    /// The whole UTC days that the run touches, up to now.
    pub fn days(&self, now: Instant) -> Option<Window> {
        let end = self.end.time().unwrap_or(now).min(now);
        Window::new(self.start.floor_to_s(DAY_S), end.ceil_to_s(DAY_S).max(self.start.plus_s(1).ceil_to_s(DAY_S)))
    }
}

fn end(detail: &ExperimentDetail, snapshots: &[SnapshotSummary], log: &ActivityLog, start: Instant) -> RunEnd {
    let transition = detail.last_state_transition.as_ref();
    let reported = transition
        .filter(|t| t.target_state == Some(ExperimentState::Stopped))
        .and_then(|t| t.end_time.or(t.start_time));
    let asked = log.entries.iter().rev().find_map(|entry| match &entry.event {
        LogEvent::Target { target_state, .. } if target_state == TargetState::Stopped.as_str() => Some(entry.at),
        _ => None,
    });
    let data_end = snapshots.iter().filter_map(|s| s.end_date).max();
    match (reported.or(asked).filter(|at| *at >= start), data_end.filter(|at| *at >= start)) {
        (Some(at), _) => RunEnd::Stopped(at),
        (None, Some(at)) => RunEnd::DataEnds(at),
        (None, None) => RunEnd::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::super::experiment_note::LogEntry;
    use super::*;

    fn at(day: u32, hour: u32) -> Instant {
        Instant::parse(&format!("2026-11-{day:02}T{hour:02}:00:00Z")).unwrap()
    }

    fn detail(state: &str, transition: Option<&str>) -> ExperimentDetail {
        let mut json = serde_json::json!({"experiment": {"name": "Shorter", "state": state,
            "history": {"startTime": at(2, 10).to_string()}}});
        if let Some(end) = transition {
            json["lastStateTransition"] = serde_json::json!({"targetState": "STOPPED", "endTime": end});
        }
        serde_json::from_value(json).unwrap()
    }

    fn run(detail: &ExperimentDetail, snapshots: &[SnapshotSummary], log: &ActivityLog) -> ExperimentRun {
        ExperimentRun::of(&ExperimentId::parse("e1").unwrap(), detail, snapshots, log).unwrap()
    }

    #[test]
    fn the_end_is_what_the_service_says_else_the_log_else_the_last_data() {
        let ends = serde_json::json!([{"metricSnapshotId": "s", "endDate": at(9, 0).to_string()}]);
        let snapshots: Vec<SnapshotSummary> = serde_json::from_value(ends).unwrap();
        let mut log = ActivityLog::default();
        let none = detail("STOPPED", None);
        assert_eq!(run(&none, &[], &log).end, RunEnd::Unknown);
        assert_eq!(run(&none, &snapshots, &log).end, RunEnd::DataEnds(at(9, 0)));
        let event = LogEvent::Target { target_state: "STOPPED".to_owned(), stopped_reason: None };
        log.push(LogEntry { at: at(10, 11), by: None, event, request_id: None });
        assert_eq!(run(&none, &snapshots, &log).end, RunEnd::Stopped(at(10, 11)));
        let reported = detail("STOPPED", Some("2026-11-10T11:00:02Z"));
        assert_eq!(run(&reported, &snapshots, &log).end, RunEnd::Stopped(at(10, 11).plus_s(2)));
        assert_eq!(run(&detail("RUNNING", None), &snapshots, &log).end, RunEnd::None);
    }

    #[test]
    fn a_run_covers_the_days_it_touches() {
        let mut running = run(&detail("RUNNING", None), &[], &ActivityLog::default());
        assert_eq!(running.days(at(5, 13)), Window::new(at(2, 0), at(6, 0)));
        assert_eq!(running.days(at(2, 10)), Window::new(at(2, 0), at(3, 0)));
        running.end = RunEnd::Stopped(at(4, 0));
        assert_eq!(running.days(at(5, 13)), Window::new(at(2, 0), at(4, 0)));
    }

    #[test]
    fn only_changes_after_the_start_are_changes_of_the_run() {
        let mut log = ActivityLog::default();
        for (day, to) in [(1, 10), (3, 40)] {
            log.push(LogEntry {
                at: at(day, 9),
                by: None,
                event: LogEvent::Exposure { from: None, to },
                request_id: None,
            });
        }
        assert_eq!(run(&detail("RUNNING", None), &[], &log).exposures, [(at(3, 9), 40)]);
    }
}
