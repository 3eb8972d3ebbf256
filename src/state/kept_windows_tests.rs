use super::*;
use crate::domain::id::SkillId;
use crate::domain::instant::DAY_S;
use crate::domain::skill::{SkillType, Stage};
use proptest::prelude::*;

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn day(number: i64) -> Instant {
    at("2026-11-01T00:00:00Z").plus_s(number * DAY_S)
}

/// Days `first` to `end`, each with its own number as its value.
fn kept(period: Period, first: i64, end: Instant, read_at: Instant) -> (WindowKey, StoredWindow) {
    let window = Window::new(day(first), end).unwrap();
    let key = WindowKey {
        skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
        stage: Stage::Live,
        skill_type: SkillType::Custom,
        locale: None,
        intent: None,
        period,
        metric: Metric::TotalSessions,
        start: window.start,
    };
    let days: Vec<i64> = (first..).take_while(|d| day(*d) < end).collect();
    let series =
        Series::new(days.iter().map(|d| day(*d).epoch_s()).collect(), days.iter().map(|d| *d as f64).collect());
    let stored = StoredWindow { key: format!("demo|{}", key.text()), read_at, imported_at: None, window, series };
    (key, stored)
}

fn ask(kept: &KeptWindows, period: Period, first: i64, end: i64, now: Instant, network: Network) -> Option<KeptAnswer> {
    kept.answer(&Metric::TotalSessions, period, Window::new(day(first), day(end)).unwrap(), now, network)
}

#[test]
fn windows_that_began_a_day_earlier_answer_together_for_what_was_settled_then() {
    let read_at = day(20);
    let all = KeptWindows::new([
        kept(Period::Day, 7, day(14), read_at),
        kept(Period::Day, 0, day(7), read_at.plus_s(-60)),
        kept(Period::Day, 14, day(20), read_at),
    ]);
    let answer = ask(&all, Period::Day, 1, 8, day(21), Network::Online).unwrap();
    assert_eq!(answer.series.values(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    assert_eq!(answer.read_at, read_at.plus_s(-60), "as old as its oldest part");
    assert!(ask(&all, Period::Day, 8, 15, day(21), Network::Online).is_some());
    assert_eq!(ask(&all, Period::Day, 15, 21, day(21), Network::Online), None, "the last two days were not settled");
}

#[test]
fn a_gap_is_not_bridged() {
    let all = KeptWindows::new([kept(Period::Day, 0, day(3), day(30)), kept(Period::Day, 4, day(11), day(30))]);
    assert_eq!(ask(&all, Period::Day, 0, 7, day(30), Network::Online), None);
    assert!(ask(&all, Period::Day, 4, 11, day(30), Network::Online).is_some());
    assert!(ask(&all, Period::Day, 5, 10, day(30), Network::Online).is_some());
}

#[test]
fn a_bucket_that_a_window_cuts_is_not_taken_for_a_whole_one() {
    let mid_day = day(0).plus_s(DAY_S / 2);
    let (mut key, mut stored) = kept(Period::Day, 0, day(7), day(30));
    (key.start, stored.window.start) = (mid_day, mid_day);
    let all = KeptWindows::new([(key, stored)]);
    assert_eq!(ask(&all, Period::Day, 0, 7, day(30), Network::Online), None);
    assert!(ask(&all, Period::Day, 1, 7, day(30), Network::Online).is_some());
}

#[test]
fn totals_answer_for_their_own_window_only() {
    let all = KeptWindows::new([kept(Period::Single, 0, day(7), day(30)), kept(Period::Single, 7, day(14), day(30))]);
    assert!(ask(&all, Period::Single, 0, 7, day(31), Network::Online).is_some());
    assert_eq!(ask(&all, Period::Single, 1, 8, day(31), Network::Offline), None);
}

#[test]
fn without_a_network_what_was_read_last_stands_in_however_old() {
    let moment = day(19).plus_s(36_000);
    let all =
        KeptWindows::new([kept(Period::Day, 7, day(14), moment), kept(Period::Day, 14, moment, moment.plus_s(300))]);
    let last = Window::new(day(14), moment).unwrap();
    let ask = |network| all.answer(&Metric::TotalSessions, Period::Day, last, day(40), network);
    assert_eq!(ask(Network::Online), None);
    assert_eq!(ask(Network::Offline).unwrap().series.len(), 6);
    assert_eq!(all.newest_end(Period::Day), Some(moment), "the range ends where it did then");
    assert_eq!(all.newest_end(Period::Hour), Some(moment), "what has nothing of its own goes by the others");
    let shorter = Window::new(day(13), moment).unwrap();
    let answer = all.answer(&Metric::TotalSessions, Period::Day, shorter, day(40), Network::Offline).unwrap();
    assert_eq!(answer.series.values()[0], 13.0);
    let longer = Window::new(day(14), moment.plus_s(60)).unwrap();
    assert_eq!(all.answer(&Metric::TotalSessions, Period::Day, longer, day(40), Network::Offline), None);
}

#[test]
fn nothing_kept_answers_for_nothing() {
    assert_eq!(KeptWindows::default().newest_end(Period::Day), None);
    assert_eq!(ask(&KeptWindows::default(), Period::Day, 0, 7, day(30), Network::Offline), None);
}

proptest! {
    #[test]
    fn an_answer_has_every_bucket_of_its_window_once(
        windows in proptest::collection::vec((0_i64..40, 1_i64..8), 0..12),
        first in 0_i64..40,
        len in 1_i64..8,
    ) {
        let all = KeptWindows::new(windows.iter().map(|(f, n)| kept(Period::Day, *f, day(f + n), day(60))));
        let held = |d| windows.iter().any(|(f, n)| (*f..f + n).contains(&d));
        let answer = ask(&all, Period::Day, first, first + len, day(61), Network::Online);
        prop_assert_eq!(answer.is_some(), (first..first + len).all(held));
        if let Some(answer) = answer {
            prop_assert_eq!(answer.series.values().to_vec(), (first..first + len).map(|d| d as f64).collect::<Vec<_>>());
        }
    }
}
