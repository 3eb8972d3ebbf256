//! The sandbox's world: the same values for ever, and totals that add up whatever the window.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/fixed.rs"]
mod fixed;

use fixed::{FIXED_HOURS, FIXED_OTHERS, FIXED_WEEK, FIXED_WEEK_S};
use proptest::prelude::*;
use skillscope::domain::instant::{DAY_S, HOUR_S, Instant};
use skillscope::domain::metric::{Metric, Period};
use skillscope::domain::skill::Stage;
use skillscope::domain::window::Window;
use skillscope::sandbox::aggregate::{Filter, points};
use skillscope::sandbox::option::Options;
use skillscope::sandbox::world::{SkillEntry, skills};

const NOW_S: i64 = 1_795_219_200; // 2026-11-21T00:00:00Z
static LIVE: Stage = Stage::Live;

fn whole(skill: &'static SkillEntry) -> Filter<'static> {
    Filter { skill, stage: &LIVE, locale: None, intent: None }
}

fn read(filter: &Filter<'_>, metric: &Metric, period: Period, start_s: i64, len_s: i64) -> Vec<(i64, u64)> {
    let start = Instant::from_epoch_s(start_s);
    let window = Window::new(start, start.plus_s(len_s)).unwrap();
    points(Options::SEED, filter, metric, period, window, Instant::from_epoch_s(NOW_S))
}

fn sum(points: &[(i64, u64)]) -> u64 {
    points.iter().map(|p| p.1).sum()
}

fn single(filter: &Filter<'_>, metric: &Metric, start_s: i64, len_s: i64) -> u64 {
    sum(&read(filter, metric, Period::Single, start_s, len_s))
}

fn trips() -> &'static SkillEntry {
    &skills()[0]
}

#[test]
fn the_world_is_the_same_for_ever() {
    let week_s = FIXED_WEEK_S;
    let values: Vec<u64> = Metric::ALL.iter().map(|m| single(&whole(trips()), m, week_s, 7 * DAY_S)).collect();
    assert_eq!(values, FIXED_WEEK);
    let hours = read(&whole(trips()), &Metric::TotalSessions, Period::Hour, week_s, 6 * HOUR_S);
    assert_eq!(hours.iter().map(|p| p.1).collect::<Vec<_>>(), FIXED_HOURS);
    let others = [
        single(&whole(&skills()[1]), &Metric::TotalUtterances, week_s, 7 * DAY_S),
        single(&whole(&skills()[2]), &Metric::TotalSessions, week_s, 7 * DAY_S),
        single(&Filter { stage: &Stage::Development, ..whole(trips()) }, &Metric::TotalUtterances, week_s, 7 * DAY_S),
        single(&Filter { intent: Some(0), ..whole(trips()) }, &Metric::TotalUtterances, week_s, 7 * DAY_S),
    ];
    assert_eq!(others, FIXED_OTHERS);
}

#[test]
fn another_seed_is_another_world() {
    let start = Instant::from_epoch_s(1_741_564_800);
    let window = Window::new(start, start.plus_s(DAY_S)).unwrap();
    let of = |seed| points(seed, &whole(trips()), &Metric::TotalSessions, Period::Hour, window, start.plus_s(DAY_S));
    assert_ne!(of(1), of(2));
}

#[test]
fn any_month_has_an_outage_with_failed_utterances_and_a_gap() {
    for months_ago in 0..12 {
        let end_s = NOW_S - months_ago * 30 * DAY_S;
        let mut worst = 0.0_f64;
        let mut hours = 0;
        for day in 1..=31 {
            let start_s = end_s - day * DAY_S;
            let failed = read(&whole(trips()), &Metric::FailedUtterances, Period::Hour, start_s, DAY_S);
            let all = read(&whole(trips()), &Metric::TotalUtterances, Period::Hour, start_s, DAY_S);
            hours += all.len();
            for (failed, all) in failed.iter().zip(&all) {
                worst = worst.max(failed.1 as f64 / (all.1.max(1)) as f64);
            }
        }
        assert!(worst > 0.4, "{months_ago} months ago: {worst}");
        assert!(hours < 31 * 24, "{months_ago} months ago: no hour is missing");
    }
}

#[test]
fn use_grows_over_the_years_and_spikes_at_the_launch() {
    let week = |text: &str| {
        single(&whole(trips()), &Metric::TotalSessions, Instant::parse(text).unwrap().epoch_s(), 7 * DAY_S)
    };
    assert!(week("2025-06-09T00:00:00Z") > 2 * week("2020-06-08T00:00:00Z"));
    assert!(week("2019-05-14T00:00:00Z") > 2 * week("2019-08-12T00:00:00Z"));
    assert_eq!(week("2019-05-01T00:00:00Z"), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_metric_that_adds_up_does_so_across_periods(day in 15_000_i64..20_770, days in 1_i64..=7, n in 0_usize..3) {
        let filter = whole(&skills()[n]);
        let (start_s, len_s) = (day * DAY_S, days * DAY_S);
        for metric in Metric::ALL.iter().filter(|m| m.adds_up()) {
            let sums = Period::ALL.map(|period| sum(&read(&filter, metric, period, start_s, len_s)));
            prop_assert!(sums.iter().all(|s| *s == sums[0]), "{metric} {sums:?}");
        }
    }

    #[test]
    fn any_window_is_the_sum_of_its_halves(start in 0_i64..560_000, quarters in 2_i64..672, at in 0.0_f64..1.0) {
        let start_s = NOW_S - 7 * DAY_S - start * 900;
        let cut = 1 + ((quarters - 1) as f64 * at) as i64;
        let filter = whole(trips());
        for metric in Metric::ALL.iter().filter(|m| m.adds_up()) {
            let all = single(&filter, metric, start_s, quarters * 900);
            let first = single(&filter, metric, start_s, cut * 900);
            let second = if cut < quarters { single(&filter, metric, start_s + cut * 900, (quarters - cut) * 900) } else { 0 };
            prop_assert_eq!(all, first + second);
        }
    }

    #[test]
    fn outcomes_add_up_to_their_totals(start in 0_i64..560_000, quarters in 1_i64..672, locale in 0_usize..4, intent in 0_usize..13) {
        let start_s = NOW_S - 7 * DAY_S - start * 900;
        let filter = Filter {
            locale: trips().locales.get(locale),
            intent: (intent < 12).then_some(intent),
            ..whole(trips())
        };
        let of = |metric: Metric| single(&filter, &metric, start_s, quarters * 900);
        prop_assert_eq!(of(Metric::SuccessfulUtterances) + of(Metric::FailedUtterances), of(Metric::TotalUtterances));
        let (total, incomplete) = (of(Metric::TotalSessions), of(Metric::IncompleteSessions));
        prop_assert_eq!(of(Metric::SuccessfulSessions) + incomplete, total);
        let ended = of(Metric::UserEndedSessions) + of(Metric::SkillEndedSessions);
        prop_assert!(ended <= total && total - ended <= incomplete, "the rest broke off");
    }

    #[test]
    fn locales_and_intents_add_up_to_all(start in 0_i64..560_000, quarters in 1_i64..200) {
        let start_s = NOW_S - 7 * DAY_S - start * 900;
        let of = |filter: &Filter<'_>, metric: &Metric| single(filter, metric, start_s, quarters * 900);
        for metric in Metric::ALL.iter().filter(|m| m.adds_up()) {
            let all = of(&whole(trips()), metric);
            let by_locale = trips().locales.iter().map(|l| of(&Filter { locale: Some(l), ..whole(trips()) }, metric));
            prop_assert_eq!(by_locale.sum::<u64>(), all, "{}", metric);
            let by_intent = (0..trips().intents.len()).map(|n| of(&Filter { intent: Some(n), ..whole(trips()) }, metric));
            let expected = if *metric == Metric::TotalEnablements { 0 } else { all };
            prop_assert_eq!(by_intent.sum::<u64>(), expected, "{}", metric);
        }
    }

    #[test]
    fn people_are_at_most_sessions_at_most_their_parts_and_at_least_the_largest(day in 18_100_i64..20_770, days in 1_i64..=7) {
        let (start_s, len_s) = (day * DAY_S, days * DAY_S);
        let people = Metric::UniqueCustomers;
        let filter = whole(trips());
        let all = single(&filter, &people, start_s, len_s);
        prop_assert!(all <= single(&filter, &Metric::TotalSessions, start_s, len_s));
        for period in [Period::QuarterHour, Period::Hour, Period::Day] {
            let parts = read(&filter, &people, period, start_s, len_s);
            prop_assert!(all <= sum(&parts));
            prop_assert!(parts.iter().all(|p| p.1 <= all));
        }
        let locales: Vec<u64> = trips().locales.iter()
            .map(|l| single(&Filter { locale: Some(l), ..filter }, &people, start_s, len_s)).collect();
        prop_assert!(all <= locales.iter().sum() && locales.iter().all(|l| *l <= all));
        let intents: Vec<u64> = (0..12).map(|n| single(&Filter { intent: Some(n), ..filter }, &people, start_s, len_s)).collect();
        prop_assert!(all <= intents.iter().sum() && intents.iter().all(|i| *i <= all));
    }
}
