//! The key figures over a board: what each card says and where it comes from.

use std::sync::Arc;

use super::board::{Board, Side, WeeksRead};
use crate::domain::group::{Change, Group, rate_before, rate_series};
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::metric::{Metric, Period};
use crate::domain::range::complete_end;
use crate::domain::series::Series;
use crate::domain::window::Window;

/// What a figure is: the words beside its value say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The sum of all complete buckets, or the one value of a range of at most a week.
    Total,
    /// The mean of the days: unique customers do not add up.
    DailyAverage,
    /// The mean of the weeks.
    WeeklyAverage,
    /// Sum over sum, in percent.
    Rate,
}

/// A key figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Which one.
    pub group: Group,
    /// Its value; `None` while it is not known.
    pub value: Option<f64>,
    /// The value that it is compared with.
    pub previous: Option<f64>,
    /// What the two are.
    pub basis: Basis,
    /// From the one to the other, over the buckets that both sides have.
    pub change: Option<Change>,
    /// Buckets that one side has and the other has not: they are left out of the comparison, since missing is not zero.
    pub unpaired: usize,
    /// Its course over the complete buckets, for the sparkline.
    pub course: Arc<Series>,
    /// Whether everything that it is made of has been read.
    pub is_whole: bool,
    /// The weeks that it rests on.
    pub weeks: WeeksRead,
    /// Whether a bucket that Amazon left out would show. A SINGLE value covers a week and does not say which of its
    /// days are in it.
    pub shows_gaps: bool,
}

impl Figure {
    /// Whether the change is for the better; `None` where there is none worth mentioning, or where nobody can see whether
    /// both sides are whole. More of each key figure is better.
    pub fn is_better(&self) -> Option<bool> {
        let change = self.change.filter(|c| !c.is_flat() && self.shows_gaps)?;
        Some(change.amount() > 0.0)
    }
}

/// The figure of one group. Values count complete buckets only, on both sides, so that a running day is never compared
/// with a whole one.
pub fn figure(board: &Board, group: Group, now: Instant) -> Figure {
    let query = board.query();
    let end = complete_end(query.period, query.asked, now);
    let basis = basis(board, group);
    let value = tracks(board, group, Side::Current, 0).value(board, basis, end.epoch_s());
    let is_whole = |side| group.needs().iter().all(|m| board.is_whole(m, side));
    // A change between a part and a whole would be wrong: it waits for both.
    let compared =
        query.compare_offset_s.filter(|_| is_whole(Side::Current) && is_whole(Side::Previous)).map(|offset_s| {
            let mut pair = [tracks(board, group, Side::Current, 0), tracks(board, group, Side::Previous, offset_s)];
            let unpaired = keep_common(&mut pair, end.epoch_s());
            let [now, then] = pair.map(|side| side.value(board, basis, end.epoch_s()));
            (now, then, unpaired)
        });
    let (previous, change, unpaired) = match compared {
        Some((Some(now), Some(then), unpaired)) => {
            (Some(then), Change::between(now, then, basis == Basis::Rate), unpaired)
        }
        _ => (None, None, 0),
    };
    Figure {
        group,
        value,
        previous,
        basis,
        change,
        unpaired,
        course: Arc::new(course(board, group, Side::Current).before(end.epoch_s())),
        is_whole: is_whole(Side::Current),
        weeks: board.weeks_read(group.needs()),
        shows_gaps: query.period != Period::Single,
    }
}

fn basis(board: &Board, group: Group) -> Basis {
    let query = board.query();
    match group {
        Group::UtteranceSuccess | Group::SessionCompletion => Basis::Rate,
        Group::Customers if query.asked.len_s() <= Window::LONGEST_S => Basis::Total,
        Group::Customers if query.period == Period::Day => Basis::DailyAverage,
        Group::Customers => Basis::WeeklyAverage,
        _ => Basis::Total,
    }
}

/// The series that a figure is made of on one side, laid over the times of the current one.
struct Tracks {
    side: Side,
    /// What is counted; the part, for a rate.
    main: Arc<Series>,
    /// The whole, for a rate.
    whole: Option<Arc<Series>>,
    metric: Option<Metric>,
}

fn tracks(board: &Board, group: Group, side: Side, offset_s: i64) -> Tracks {
    let of = |metric: &Metric| match offset_s {
        0 => board.series(metric, side),
        o => Arc::new(board.series(metric, side).shifted_s(o)),
    };
    match (group.rate(), group.needs().first()) {
        (Some((part, whole)), _) => Tracks { side, main: of(&part), whole: Some(of(&whole)), metric: None },
        (None, first) => Tracks { side, main: first.map(of).unwrap_or_default(), whole: None, metric: first.cloned() },
    }
}

impl Tracks {
    fn value(&self, board: &Board, basis: Basis, end_s: i64) -> Option<f64> {
        match (&self.whole, &self.metric) {
            (Some(whole), _) => rate_before(&self.main, whole, end_s),
            (None, Some(metric)) if metric.adds_up() => self.main.sum_before(end_s),
            (None, _) if basis == Basis::DailyAverage => self.main.mean_before(end_s),
            (None, Some(metric)) => weekly(board, metric, self.side),
            (None, None) => None,
        }
    }
}

/// Leaves in both sides only the buckets before `end_s` that both have; gives how many were left out of either.
fn keep_common(pair: &mut [Tracks; 2], end_s: i64) -> usize {
    let has = |tracks: &Tracks, time_s: i64| {
        tracks.main.at(time_s).is_some() && tracks.whole.as_ref().is_none_or(|w| w.at(time_s).is_some())
    };
    let [now, then] = &*pair;
    let is_common = |time_s: i64| time_s < end_s && has(now, time_s) && has(then, time_s);
    let left_out = |series: &Series| series.known().filter(|p| p.0 < end_s && !is_common(p.0)).count();
    let unpaired = left_out(&now.main) + left_out(&then.main);
    if unpaired > 0 {
        let kept = pair.each_ref().map(|side| {
            let main = Arc::new(side.main.filtered(is_common));
            (main, side.whole.as_ref().map(|w| Arc::new(w.filtered(is_common))))
        });
        for (side, (main, whole)) in pair.iter_mut().zip(kept) {
            side.main = main;
            side.whole = whole;
        }
    }
    unpaired
}

/// The mean of the weekly SINGLE values; a last week that has hardly begun is left out.
fn weekly(board: &Board, metric: &Metric, side: Side) -> Option<f64> {
    let query = board.query();
    let series = if query.period == Period::Single { board.series(metric, side) } else { board.totals(metric, side) };
    let offset_s = if side == Side::Previous { query.compare_offset_s? } else { 0 };
    let windows = query.asked.shifted_s(-offset_s).weeks();
    let long_enough = |w: &&Window| windows.len() == 1 || w.len_s() > 6 * DAY_S;
    let values: Vec<f64> = windows.iter().filter(long_enough).filter_map(|w| series.at(w.start.epoch_s())).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The values over time that a group's card draws.
pub fn course(board: &Board, group: Group, side: Side) -> Arc<Series> {
    match (group.rate(), group.needs().first()) {
        (Some((part, whole)), _) => Arc::new(rate_series(&board.series(&part, side), &board.series(&whole, side))),
        (None, Some(metric)) => board.series(metric, side),
        (None, None) => Arc::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::SkillId;
    use crate::domain::skill::{SkillType, Stage};
    use crate::state::board::BoardQuery;

    /// A board whose every metric has `value(metric, side, day)` for each day of the windows.
    fn board(
        days: i64,
        period: Period,
        end_extra_s: i64,
        value: impl Fn(&Metric, Side, i64) -> f64,
    ) -> (Board, Instant) {
        let start = Instant::parse("2026-10-24T00:00:00Z").unwrap();
        let now = start.plus_s(days * DAY_S + end_extra_s);
        let asked = Window::new(start, now).unwrap();
        let mut board = Board::new(
            BoardQuery {
                skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
                stage: Stage::Live,
                skill_type: SkillType::Custom,
                intent: None,
                locale: None,
                period,
                asked,
                compare_offset_s: Some(28 * DAY_S),
            },
            &[],
        );
        for index in 0..board.cells().len() {
            let cell = board.cells()[index].clone();
            let (mut times_s, mut values) = (vec![], vec![]);
            let mut time = cell.window.start;
            while time < cell.window.end {
                times_s.push(time.epoch_s());
                values.push(value(
                    &cell.track.metric,
                    cell.track.side,
                    (time.epoch_s() - start.epoch_s()).div_euclid(DAY_S),
                ));
                time = if cell.track.period == Period::Single { cell.window.end } else { time.plus_s(DAY_S) };
            }
            board.fill(index, &Series::new(times_s, values), &cell.track.metric, now);
        }
        (board, now)
    }

    #[test]
    fn the_running_day_counts_on_neither_side() {
        let (board, now) =
            board(27, Period::Day, 3_600, |_, side, _| if side == Side::Current { 110.0 } else { 100.0 });
        let sessions = figure(&board, Group::Sessions, now);
        assert_eq!((sessions.value, sessions.previous), (Some(27.0 * 110.0), Some(27.0 * 100.0)));
        assert!((sessions.change.unwrap().amount() - 10.0).abs() < 1e-9);
        assert_eq!(sessions.is_better(), Some(true));
    }

    #[test]
    fn a_day_that_one_side_lacks_is_left_out_of_both() {
        let missing = |side: Side, day: i64| side == Side::Current && day == 4;
        let (board, now) = board(28, Period::Day, 0, |_, side, day| if missing(side, day) { f64::NAN } else { 100.0 });
        let sessions = figure(&board, Group::Sessions, now);
        assert_eq!((sessions.value, sessions.previous), (Some(2_700.0), Some(2_700.0)));
        assert_eq!((sessions.change, sessions.unpaired), (Some(Change::Percent(0.0)), 1));
        assert_eq!(figure(&board, Group::SessionCompletion, now).change, Some(Change::Points(0.0)));
    }

    #[test]
    fn unique_customers_are_averaged_and_never_summed() {
        let (board, now) = board(28, Period::Day, 0, |_, _, day| if day % 2 == 0 { 10.0 } else { 20.0 });
        let customers = figure(&board, Group::Customers, now);
        assert_eq!((customers.value, customers.basis), (Some(15.0), Basis::DailyAverage));
    }

    #[test]
    fn within_a_week_unique_customers_are_the_single_value() {
        let (board, now) = board(7, Period::Day, 0, |_, _, day| 100.0 + day as f64);
        let customers = figure(&board, Group::Customers, now);
        assert_eq!((customers.value, customers.basis), (Some(100.0), Basis::Total));
    }

    #[test]
    fn a_rate_is_sum_over_sum_and_changes_in_points() {
        let (board, now) = board(7, Period::Day, 0, |metric, side, _| match (metric, side) {
            (Metric::SuccessfulUtterances, Side::Current) => 91.0,
            (Metric::SuccessfulUtterances, Side::Previous) => 90.0,
            _ => 100.0,
        });
        let rate = figure(&board, Group::UtteranceSuccess, now);
        assert_eq!(rate.value, Some(91.0));
        assert_eq!(rate.change, Some(Change::Points(1.0)));
    }

    #[test]
    fn a_part_of_a_range_says_how_many_weeks_it_rests_on() {
        let (full, now) = board(28, Period::Day, 0, |_, _, _| 1.0);
        assert_eq!(figure(&full, Group::Sessions, now).weeks, WeeksRead { done: 4, total: 4 });
        let mut part = Board::new(full.query().clone(), &[Metric::TotalSessions]);
        let cell = part.cells()[1].clone();
        part.fill(1, &Series::new(vec![cell.window.start.epoch_s()], vec![7.0]), &cell.track.metric, now);
        let sessions = figure(&part, Group::Sessions, now);
        assert_eq!((sessions.value, sessions.is_whole), (Some(7.0), false));
        assert_eq!(sessions.weeks, WeeksRead { done: 1, total: 4 });
    }

    #[test]
    fn a_week_of_unique_customers_ends_with_its_last_whole_day() {
        let (board, now) = board(6, Period::Day, 3_600, |_, _, _| 5.0);
        let totals = board.cells().iter().filter(|c| c.track.period == Period::Single);
        let ends: Vec<i64> = totals.map(|c| c.window.end.epoch_s() - c.window.start.epoch_s()).collect();
        assert_eq!(ends, [6 * DAY_S, 6 * DAY_S]);
        assert_eq!(figure(&board, Group::Customers, now).value, Some(5.0));
    }

    #[test]
    fn without_a_whole_day_there_is_no_figure_and_no_change() {
        let (board, now) = board(0, Period::Day, 3_600, |_, _, _| 5.0);
        for group in Group::of_skill_type(&SkillType::Custom) {
            let figure = figure(&board, group, now);
            assert_eq!((figure.value, figure.change), (None, None), "{group:?}");
        }
    }

    #[test]
    fn a_change_of_totals_is_neither_good_nor_bad() {
        let (board, now) = board(28, Period::Single, 0, |_, side, _| if side == Side::Current { 90.0 } else { 100.0 });
        let sessions = figure(&board, Group::Sessions, now);
        assert!(sessions.change.unwrap().amount() < 0.0);
        assert_eq!(sessions.is_better(), None);
    }

    #[test]
    fn there_is_no_change_before_both_sides_are_whole() {
        let (full, now) = board(7, Period::Day, 0, |_, _, _| 1.0);
        let mut part = Board::new(full.query().clone(), &[]);
        let first = full.query().asked.start.epoch_s();
        part.fill(0, &Series::new(vec![first], vec![1.0]), &Metric::UniqueCustomers, now);
        assert_eq!(figure(&part, Group::Customers, now).change, None);
        assert!(figure(&full, Group::Sessions, now).change.is_some());
    }
}
