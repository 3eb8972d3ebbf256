//! The experiments that the sandbox's world begins with: every state, every way in which results read, on any day.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/experiment.rs"]
mod experiment;
#[path = "support/fixed.rs"]
mod fixed;
mod support;
#[path = "support/world.rs"]
mod world;

use std::cell::RefCell;
use std::collections::BTreeSet;

use experiment::Lab;
use fixed::{FIXED_NOON_MS, FIXED_WINNER};
use serde_json::json;
use skillscope::domain::experiment::{ExperimentState, MetricValues, StoppedReason, TreatmentId};
use skillscope::sandbox::{Options, Sandbox, Tables};
use support::{DAY_PLANNER, on_both};
use world::{DAY_MS, HOUR_MS, NOON_MS, World};

/// The difference and its interval, in percent, of a metric at the end.
fn percent(world: &World, name: &str, metric: &str) -> (f64, f64, f64) {
    let last = world.last(name);
    let values: MetricValues = *last.values(metric, &TreatmentId::T1).unwrap();
    let (lower, upper) = (values.confidence_interval_lower.unwrap(), values.confidence_interval_upper.unwrap());
    (lower, values.percent_diff.unwrap(), upper)
}

/// χ² of the numbers of users at the end.
fn imbalance(world: &World, name: &str) -> f64 {
    let last = world.last(name);
    let users = |group| last.values("Customer Friction", &group).unwrap().user_count.unwrap() as f64;
    let (c, t) = (users(TreatmentId::C), users(TreatmentId::T1));
    (t - c).powi(2) / (t + c)
}

#[test]
fn the_world_has_an_experiment_in_every_state() {
    let world = World::at(NOON_MS);
    let all = world.all();
    let states: BTreeSet<ExperimentState> = all.iter().filter_map(|e| e.state.clone()).collect();
    assert_eq!(states, ExperimentState::ALL.iter().cloned().collect());
    let names: BTreeSet<_> = all.iter().map(|e| e.name.clone().unwrap()).collect();
    assert_eq!((names.len(), all.len()), (16, 16));
    let count = |state: &ExperimentState| all.iter().filter(|e| e.state.as_ref() == Some(state)).count();
    assert_eq!(count(&ExperimentState::Running), 7);
    assert_eq!(count(&ExperimentState::Stopped), 3);
}

#[test]
fn the_clear_winner_is_two_days_before_its_planned_end() {
    let world = World::at(NOON_MS);
    let detail = world.detail("Shorter welcome message");
    let left_s = detail.experiment.planned_end().unwrap().epoch_s() - NOON_MS / 1_000;
    assert!((DAY_MS / 1_000..2 * DAY_MS / 1_000).contains(&left_s), "{left_s}");
    assert_eq!(world.list("Shorter welcome message").len(), 26);
    assert_eq!(detail.experiment.treatment_override_count, Some(2));
    assert_eq!(detail.experiment.exposure_percentage, Some(40));
}

#[test]
fn each_seeded_experiment_reads_the_same_way_on_whatever_day_it_is_looked_at() {
    for day in 0..14 {
        for hour in [-12, 0, 10] {
            let world = World::at(NOON_MS + day * 37 * DAY_MS + hour * HOUR_MS);
            let (_, winner, upper) = percent(&world, "Shorter welcome message", "Customer Friction");
            assert!(winner < -5.0 && upper < -3.0, "{winner} {upper}");
            assert!(percent(&world, "Shorter welcome message", "Skill Next Day Retention").0 > 0.0);
            let (lower, _, _) = percent(&world, "Deals upsell after trip status", "Customer Friction");
            assert!(lower > 1.0, "{lower}");
            let (lower, _, upper) = percent(&world, "Two sights at a time", "Skill Next Day Retention");
            assert!(lower < 0.0 && upper > 0.0, "{lower} {upper}");
            assert!(percent(&world, "Two sights at a time", "Customer Friction").2 < 0.0);
            let (lower, _, upper) = percent(&world, "Warmer goodbye", "Skill Next Day Retention");
            assert!(lower < 0.0 && upper > 0.0);
            assert!(percent(&world, "Faster travel-time answer", "NEXT_DAY_RETENTION").0 > 0.0);
            assert!(percent(&world, "Longer help message", "Customer Friction").0 > 0.0);
            assert!(imbalance(&world, "Skip the intro for regulars") > 10.83);
            for name in ["Shorter welcome message", "Deals upsell after trip status", "Two sights at a time"] {
                assert!(imbalance(&world, name) < 6.63, "{name}");
            }
        }
    }
}

#[test]
fn the_age_of_each_is_the_same_at_every_hour_of_the_first_day() {
    for hour in [-13, -8, 0, 10] {
        let world = World::at(NOON_MS + hour * HOUR_MS);
        let counts = ["Shorter welcome message", "Deals upsell after trip status", "Warmer goodbye"]
            .map(|name| world.list(name).len());
        assert_eq!(counts, [26, 12, 1], "{hour}");
    }
}

#[test]
fn the_world_grows_older_with_the_clock_and_young_with_a_reset() {
    on_both(|service| {
        let lab = Lab::new(service);
        let (greeting, earcon) = (lab.seeded("Regional greeting, en-GB"), lab.seeded("Holiday earcon"));
        let warm = lab.seeded("Warmer goodbye");
        let snapshots =
            || lab.get(&format!("{warm}/metricSnapshots")).body["metricSnapshots"].as_array().unwrap().len();
        assert_eq!((lab.state(&greeting).as_str(), lab.state(&earcon).as_str()), ("ENABLING", "STOPPING"));
        assert_eq!(snapshots(), 1);
        lab.advance(json!({"advanceSeconds": 600}));
        assert_eq!((lab.state(&greeting).as_str(), lab.state(&earcon).as_str()), ("ENABLING", "STOPPING"));
        lab.advance(json!({"advanceSeconds": 301}));
        assert_eq!((lab.state(&greeting).as_str(), lab.state(&earcon).as_str()), ("ENABLED", "STOPPED"));
        lab.advance(json!({"advanceDays": 3}));
        assert_eq!(snapshots(), 4);
        service.control("POST", "reset", "");
        assert_eq!((lab.state(&greeting).as_str(), snapshots()), ("ENABLING", 1));
    });
}

#[test]
fn what_ended_says_how_and_why() {
    let world = World::at(NOON_MS);
    let reason = |name: &str| world.detail(name).experiment.history.unwrap().stopped_reason;
    assert_eq!(reason("Faster travel-time answer").as_deref(), Some(StoppedReason::Success.as_str()));
    assert_eq!(reason("Longer help message").as_deref(), Some(StoppedReason::Issue.as_str()));
    let failed = world.detail("Trip reminders prompt").last_state_transition.unwrap();
    assert!(failed.errors[0].message.is_some());
    assert_eq!(world.list("Trip reminders prompt"), []);
}

#[test]
fn no_experiment_has_a_metric_under_both_of_its_names() {
    let world = World::at(NOON_MS);
    let pairs = [
        ("Customer Friction", "CPDR"),
        ("ISP : Sales", "ISP_SALES_QUANTITY"),
        ("Skill Next Day Retention", "NEXT_DAY_RETENTION"),
    ];
    let mut seen = BTreeSet::new();
    for summary in world.all() {
        let experiment = world.detail(summary.name.as_deref().unwrap()).experiment;
        let names: BTreeSet<String> = experiment.metric_configurations.iter().map(|m| m.name.clone()).collect();
        assert!(pairs.iter().all(|(new, old)| !(names.contains(*new) && names.contains(*old))), "{names:?}");
        assert!(experiment.metric_configurations.iter().any(|m| m.is_key()));
        seen.extend(names);
    }
    assert_eq!(seen.len(), 6);
}

#[test]
fn kept_tables_bring_back_what_was_made_and_older_ones_have_no_experiments_yet() {
    let world = World::at(NOON_MS);
    let names = |world: &World| world.all().into_iter().map(|e| e.experiment_id).collect::<Vec<_>>();
    let before = names(&world);
    let json = world.sandbox.borrow().tables().to_json();
    assert!(json.len() < 2_000, "untouched experiments are not stored: {}", json.len());
    let next_day = World {
        sandbox: RefCell::new(Sandbox::with_tables(Options::default(), Tables::from_json(&json).unwrap())),
        wall_ms: NOON_MS + DAY_MS,
    };
    assert_eq!(names(&next_day), before);
    assert_eq!(next_day.list("Warmer goodbye").len(), 2);
    let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(value.as_object_mut().unwrap().remove("experiments").is_some());
    let older = Tables::from_json(&value.to_string()).unwrap();
    let world = World { sandbox: RefCell::new(Sandbox::with_tables(Options::default(), older)), wall_ms: NOON_MS };
    assert_eq!(world.all().len(), 16);
}

#[test]
fn the_skill_that_nobody_uses_begins_without_experiments() {
    on_both(|service| {
        let lab = Lab { skill: DAY_PLANNER.to_owned(), ..Lab::new(service) };
        assert_eq!(lab.get("").body, json!({"experiments": []}));
    });
}

#[test]
fn a_few_figures_stand_as_they_are() {
    let world = World::at(NOON_MS);
    let last = world.last("Shorter welcome message");
    let users = [TreatmentId::C, TreatmentId::T1]
        .map(|group| last.values("Customer Friction", &group).unwrap().user_count.unwrap());
    let mean = last.values("Customer Friction", &TreatmentId::T1).unwrap().mean.unwrap();
    assert_eq!((users, mean), FIXED_WINNER);
    assert_eq!(NOON_MS, FIXED_NOON_MS);
}
