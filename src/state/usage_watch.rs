//! Guardrail watch: what to read of the usage metrics around a run, and what came of it.

use std::sync::Arc;

use super::board::{Board, BoardQuery, Side};
use super::experiment_run::ExperimentRun;
use crate::domain::group::{Group, rate_series};
use crate::domain::id::SkillId;
use crate::domain::instant::{DAY_S, Instant, WEEK_S};
use crate::domain::metric::{Metric, Period};
use crate::domain::reading::watch::Watch;
use crate::domain::series::Series;
use crate::domain::skill::{SkillType, Stage};
use crate::domain::window::Window;

/// The metrics that the watch needs.
pub const METRICS: [Metric; 4] =
    [Metric::TotalSessions, Metric::SuccessfulUtterances, Metric::TotalUtterances, Metric::UniqueCustomers];

/// What the watch shows, in its order.
pub const GROUPS: [Group; 3] = [Group::Sessions, Group::UtteranceSuccess, Group::Customers];

/// Two stretches of whole UTC days: during the run, and as long before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchSpan {
    /// Before the start: whole weeks.
    pub before: Window,
    /// During the run: its last whole weeks; all of its whole days while it is younger than a week.
    pub during: Window,
}

impl WatchSpan {
    /// The stretches of a run, as of a moment; `None` until a whole day of it is over.
    pub fn of(run: &ExperimentRun, now: Instant) -> Option<Self> {
        let first = run.start.ceil_to_s(DAY_S);
        let last = run.end.time().unwrap_or(now).min(now).floor_to_s(DAY_S);
        let len_s = last.epoch_s() - first.epoch_s();
        let (during_s, before_s) = if len_s >= WEEK_S {
            let weeks_s = len_s / WEEK_S * WEEK_S;
            (weeks_s, weeks_s)
        } else {
            (len_s, WEEK_S)
        };
        let before_end = run.start.floor_to_s(DAY_S);
        Some(Self {
            before: Window::new(before_end.plus_s(-before_s), before_end)?,
            during: Window::new(last.plus_s(-during_s), last)?,
        })
    }

    /// What to read for it.
    pub fn query(&self, skill_id: SkillId) -> Option<BoardQuery> {
        Some(BoardQuery {
            skill_id,
            stage: Stage::Live,
            skill_type: SkillType::Custom,
            intent: None,
            locale: None,
            period: Period::Day,
            asked: Window::new(self.before.start, self.during.end)?,
            compare_offset_s: None,
        })
    }

    /// How each group did, as far as it was read.
    pub fn rows(&self, board: &Board, exposure_percentage: f64) -> Vec<(Group, Option<Watch>)> {
        let series = |metric: &Metric| board.series(metric, Side::Current);
        GROUPS
            .into_iter()
            .map(|group| {
                let series = match (group.rate(), group.needs()) {
                    (Some((part, whole)), _) => Arc::new(rate_series(&series(&part), &series(&whole))),
                    (None, [metric, ..]) => series(metric),
                    (None, []) => Arc::default(),
                };
                let watch = Watch::of(&days(&series, self.before), &days(&series, self.during), exposure_percentage);
                (group, watch)
            })
            .collect()
    }
}

fn days(series: &Series, window: Window) -> Vec<f64> {
    series.known().filter(|(t, _)| window.contains(Instant::from_epoch_s(*t))).map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::super::experiment_run::RunEnd;
    use super::*;
    use crate::domain::id::ExperimentId;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn run(end: RunEnd) -> ExperimentRun {
        ExperimentRun {
            id: ExperimentId::parse("e1").unwrap(),
            name: "Shorter".to_owned(),
            start: at("2026-11-02T10:00:00Z"),
            end,
            exposures: Vec::new(),
        }
    }

    fn window(from: &str, to: &str) -> Window {
        Window::new(at(&format!("2026-{from}T00:00:00Z")), at(&format!("2026-{to}T00:00:00Z"))).unwrap()
    }

    #[test]
    fn whole_weeks_of_the_run_are_compared_with_as_many_before() {
        let span = WatchSpan::of(&run(RunEnd::None), at("2026-11-20T15:00:00Z")).unwrap();
        assert_eq!(span, WatchSpan { before: window("10-19", "11-02"), during: window("11-06", "11-20") });
        let stopped = run(RunEnd::Stopped(at("2026-11-11T09:00:00Z")));
        let span = WatchSpan::of(&stopped, at("2026-11-20T15:00:00Z")).unwrap();
        assert_eq!(span, WatchSpan { before: window("10-26", "11-02"), during: window("11-04", "11-11") });
    }

    #[test]
    fn a_young_run_is_compared_with_a_week_and_one_of_a_day_not_at_all() {
        let span = WatchSpan::of(&run(RunEnd::None), at("2026-11-05T15:00:00Z")).unwrap();
        assert_eq!(span, WatchSpan { before: window("10-26", "11-02"), during: window("11-03", "11-05") });
        assert_eq!(WatchSpan::of(&run(RunEnd::None), at("2026-11-03T15:00:00Z")), None);
    }

    #[test]
    fn only_what_is_needed_is_read_and_a_change_is_seen_through_the_dilution() {
        let span = WatchSpan::of(&run(RunEnd::None), at("2026-11-20T15:00:00Z")).unwrap();
        let query = span.query(SkillId::parse("amzn1.ask.skill.1").unwrap()).unwrap();
        let mut board = Board::only(query, &METRICS);
        assert_eq!(board.cells().len(), 4 * 5);
        for index in 0..board.cells().len() {
            let cell = board.cells()[index].clone();
            let times: Vec<i64> = (cell.window.start.epoch_s()..cell.window.end.epoch_s()).step_by(86_400).collect();
            let value = |t: &i64| {
                let during = *t >= span.during.start.epoch_s();
                match cell.track.metric {
                    Metric::TotalSessions => {
                        if during {
                            99.0
                        } else {
                            100.0
                        }
                    }
                    Metric::SuccessfulUtterances => 180.0,
                    Metric::TotalUtterances => 200.0,
                    _ => 50.0 + (t % 7) as f64,
                }
            };
            let values = times.iter().map(value).collect();
            board.fill(index, &Series::new(times, values), &cell.track.metric, at("2026-11-20T15:00:00Z"));
        }
        let rows = span.rows(&board, 20.0);
        let sessions = rows[0].1.unwrap();
        assert!((sessions.change + 0.01).abs() < 1e-12);
        assert!((sessions.implied_in_t1.unwrap() + 0.10).abs() < 1e-9);
        assert!((rows[1].1.unwrap().before_mean - 90.0).abs() < 1e-9);
        assert_eq!(rows[2].0, Group::Customers);
    }

    #[test]
    fn what_was_not_read_has_no_figure() {
        let span = WatchSpan::of(&run(RunEnd::None), at("2026-11-20T15:00:00Z")).unwrap();
        let board = Board::only(span.query(SkillId::parse("amzn1.ask.skill.1").unwrap()).unwrap(), &METRICS);
        assert!(span.rows(&board, 20.0).iter().all(|(_, watch)| watch.is_none()));
    }
}
