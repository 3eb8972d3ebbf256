use super::kept::ImportedWeeks;
use super::*;
use crate::api::error::ErrorKind;
use crate::domain::instant::DAY_S;
use crate::state::kept_windows::KeptAnswer;

fn query(days: i64, period: Period) -> BoardQuery {
    let start = Instant::parse("2025-11-23T00:00:00Z").unwrap();
    BoardQuery {
        skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
        stage: Stage::Live,
        skill_type: SkillType::Custom,
        intent: None,
        locale: None,
        period,
        asked: Window::new(start, start.plus_s(days * DAY_S)).unwrap(),
        compare_offset_s: None,
    }
}

#[test]
fn a_year_by_day_of_ten_metrics_is_520_requests() {
    assert_eq!(Board::new(query(364, Period::Day), &[Metric::TotalSessions]).cells().len(), 520);
}

#[test]
fn what_is_on_screen_is_read_first_and_the_comparison_last() {
    let board = Board::new(
        BoardQuery { compare_offset_s: Some(28 * DAY_S), ..query(28, Period::Day) },
        &[Metric::TotalSessions],
    );
    assert_eq!(board.cells()[0].track.metric, Metric::TotalSessions);
    assert_eq!(board.cells().len(), 80);
    assert!(board.cells()[..40].iter().all(|c| c.track.side == Side::Current));
    assert_eq!(board.cells()[40].window.start, board.query().asked.start.plus_s(-28 * DAY_S));
}

#[test]
fn the_total_of_unique_customers_is_asked_for_where_no_average_will_do() {
    let singles = |days, period| {
        Board::new(query(days, period), &[Metric::TotalSessions])
            .cells()
            .iter()
            .filter(|c| c.track.period == Period::Single)
            .count()
    };
    assert_eq!(singles(7, Period::Day), 1);
    assert_eq!(singles(28, Period::Day), 0);
    assert_eq!(singles(28, Period::Hour), 4);
}

#[test]
fn windows_in_any_order_make_one_series() {
    let mut board = Board::new(query(14, Period::Day), &[Metric::TotalSessions]);
    let start_s = board.query().asked.start.epoch_s();
    board.fill(1, &Series::new(vec![start_s + 7 * DAY_S], vec![2.0]), &Metric::TotalSessions, Instant::from_epoch_s(0));
    board.fill(0, &Series::new(vec![start_s], vec![1.0]), &Metric::TotalSessions, Instant::from_epoch_s(0));
    assert_eq!(board.series(&Metric::TotalSessions, Side::Current).values(), [1.0, 2.0]);
    assert!(board.is_whole(&Metric::TotalSessions, Side::Current));
    assert!(!board.is_whole(&Metric::UniqueCustomers, Side::Current));
}

#[test]
fn points_of_another_window_and_of_another_metric_are_noticed() {
    let mut board = Board::new(query(14, Period::Day), &[Metric::TotalSessions]);
    let start_s = board.query().asked.start.epoch_s();
    board.fill(
        0,
        &Series::new(vec![start_s, start_s + 9 * DAY_S], vec![1.0, 5.0]),
        &Metric::from("retention"),
        Instant::from_epoch_s(0),
    );
    assert_eq!(board.series(&Metric::TotalSessions, Side::Current).len(), 1);
    assert_eq!(board.answered_as(), [Metric::from("retention")]);
}

#[test]
fn only_what_is_missing_is_tried_again() {
    let mut board = Board::new(query(14, Period::Day), &[Metric::TotalSessions]);
    let error = ApiError::new("x", ErrorKind::Server);
    for index in 0..board.cells().len() {
        board.fill(index, &Series::default(), &Metric::TotalSessions, Instant::from_epoch_s(0));
    }
    board.cells[3].state = CellState::Failed(error.clone());
    assert_eq!(board.missing(Side::Current).len(), 1);
    assert!(board.progress().is_settled());
    assert_eq!(board.retry(), [3]);
    assert_eq!(board.progress().done, 19);
}

#[test]
fn a_cancelled_load_keeps_what_has_arrived() {
    let mut board = Board::new(query(14, Period::Day), &[Metric::TotalSessions]);
    let start_s = board.query().asked.start.epoch_s();
    board.fill(0, &Series::new(vec![start_s], vec![1.0]), &Metric::TotalSessions, Instant::from_epoch_s(0));
    board.set_state(1, CellState::Loading);
    board.stop(Halt::Cancelled);
    assert!(!board.is_loading());
    assert_eq!(board.progress(), Progress { total: 20, done: 1, ..Progress::default() });
    assert_eq!(board.series(&Metric::TotalSessions, Side::Current).len(), 1);
}

#[test]
fn nothing_but_zeros_is_an_empty_skill() {
    let mut board = Board::new(query(7, Period::Day), &[Metric::TotalSessions]);
    let start_s = board.query().asked.start.epoch_s();
    for index in 0..board.cells().len() {
        board.fill(index, &Series::new(vec![start_s], vec![0.0]), &Metric::TotalSessions, Instant::from_epoch_s(0));
    }
    assert!(board.is_empty());
}

fn answer(read_at: Instant, imported_at: Option<Instant>) -> KeptAnswer {
    KeptAnswer { series: Series::default(), read_at, imported_at }
}

#[test]
fn figures_from_a_file_are_told_even_where_the_rest_of_their_week_was_read() {
    let mut board = Board::new(query(14, Period::Day), &[Metric::TotalSessions]);
    let (read, imported) = (Instant::from_epoch_s(1_000), Instant::from_epoch_s(9_000));
    let first = board.query().asked.start;
    for index in 0..board.cells().len() {
        let cell = &board.cells()[index];
        if cell.window.start == first && cell.track.metric == Metric::TotalSessions {
            board.fill_kept(index, &answer(read, Some(imported)));
        } else {
            let metric = cell.track.metric.clone();
            board.fill(index, &Series::default(), &metric, read);
        }
    }
    let kept = board.kept_weeks().unwrap();
    assert_eq!((kept.kept, kept.total), (0, 2));
    assert_eq!(kept.imported, Some(ImportedWeeks { weeks: 1, at: imported }));
}

#[test]
fn a_week_is_from_the_archive_only_if_all_of_it_is() {
    let mut board = Board::new(query(14, Period::Day), &[Metric::TotalSessions]);
    assert_eq!(board.kept_weeks(), None);
    let (early, late) = (Instant::from_epoch_s(1_000), Instant::from_epoch_s(5_000));
    let first = board.query().asked.start;
    for index in 0..board.cells().len() {
        let in_first_week = board.cells()[index].window.start == first;
        board.fill_kept(index, &answer(if in_first_week { early } else { late }, None));
    }
    let all = board.kept_weeks().unwrap();
    assert_eq!((all.kept, all.total, all.oldest, all.newest), (2, 2, early, late));
    assert_eq!(board.read_at(), Some(late));

    let mut board = Board::new(query(14, Period::Day), &[Metric::TotalSessions]);
    for index in 0..board.cells().len() {
        let read_anew =
            board.cells()[index].track.metric == Metric::TotalSessions && board.cells()[index].window.start != first;
        if read_anew {
            board.fill(index, &Series::default(), &Metric::TotalSessions, late);
        } else {
            board.fill_kept(index, &answer(early, None));
        }
    }
    assert_eq!(board.kept_weeks().map(|k| (k.kept, k.total)), Some((1, 2)));
}
