//! What the page makes of the seeded experiments: the table of verdicts, and the rule that fires.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;
#[path = "support/world.rs"]
mod world;

use skillscope::domain::experiment::ExperimentSummary;
use skillscope::domain::instant::Instant;
use skillscope::domain::reading::{Choices, DatedSnapshot, Judgement, Question, Verdict, judge};
use world::{DAY_MS, HOUR_MS, NOON_MS, World};

/// Seeded experiment, verdict, number of the rule. Those without snapshots are not here.
const TABLE: [(&str, Verdict, u8); 11] = [
    ("Shorter welcome message", Verdict::Ship, 5),
    ("Deals upsell after trip status", Verdict::StopNow, 2),
    ("Two sights at a time", Verdict::NoClearDifference, 6),
    ("Skip the intro for regulars", Verdict::Withheld, 1),
    ("Weather before sights", Verdict::Withheld, 1),
    ("Warmer goodbye", Verdict::TooEarly, 3),
    ("Holiday earcon", Verdict::NoClearDifference, 6),
    ("Faster travel-time answer", Verdict::Ship, 5),
    ("Longer help message", Verdict::RollBack, 4),
    ("Say the price first", Verdict::KeepRunning, 7),
    ("One question at a time", Verdict::Review, 6),
];

fn judged(world: &World, name: &str) -> Judgement {
    let experiment = world.detail(name).experiment;
    let data = world.read(name, 0);
    let snapshots: Vec<DatedSnapshot> =
        world.list(name).iter().zip(data).map(|(summary, data)| DatedSnapshot::new(summary, Some(data))).collect();
    let question = Question {
        experiment: &experiment,
        snapshots: &snapshots,
        chosen: &snapshots.last().unwrap().id,
        choices: &Choices::default(),
        planned_users: None,
        now: Instant::from_epoch_s(world.wall_ms / 1_000),
    };
    judge(&question).unwrap()
}

#[test]
fn each_seeded_experiment_has_its_verdict_and_its_rule() {
    let world = World::at(NOON_MS);
    let with_snapshots: Vec<String> = world
        .all()
        .into_iter()
        .filter(|e: &ExperimentSummary| !world.list(e.name.as_deref().unwrap()).is_empty())
        .map(|e| e.name.unwrap())
        .collect();
    assert_eq!(with_snapshots.len(), TABLE.len());
    let found = TABLE.map(|(name, ..)| {
        let rule = judged(&world, name).rule;
        (name, rule.verdict(), rule.number())
    });
    assert_eq!(found, TABLE);
}

#[test]
fn the_table_holds_on_whatever_day_the_world_is_new() {
    for day in 1..8 {
        let world = World::at(NOON_MS + day * 31 * DAY_MS + (day % 3 - 1) * 10 * HOUR_MS);
        let found = TABLE.map(|(name, ..)| (name, judged(&world, name).verdict()));
        assert_eq!(found, TABLE.map(|(name, verdict, _)| (name, verdict)), "{day}");
    }
}
