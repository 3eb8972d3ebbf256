//! The experiments that the world begins with: one or more in every state, and one for every way in which results read.
//!
//! Dates are counted back from the day on which the table was first used, so that the world is young after a reset and
//! grows older with the clock.

use std::collections::BTreeMap;

use super::experiment_record::{ExperimentRecord, Exposure, Truth};
use super::experiment_state::Step;
use super::{hash, world};
use crate::domain::experiment::{
    ExpectedChange, ExperimentState, MetricConfiguration, MetricType, PlannedDuration, StoppedReason, TargetState,
    TreatmentId,
};
use crate::domain::instant::{DAY_S, HOUR_S, MINUTE_S};

/// How long the seeded ENABLING and STOPPING last, in milliseconds: long enough to be looked at.
const LONG_MS: i64 = 15 * MINUTE_S * 1_000;

/// A metric: name, KEY or GUARDRAIL, expected change, planted effect.
type Metric = (&'static str, MetricType, ExpectedChange, f64);

const FRICTION: &str = "Customer Friction";
const RETENTION: &str = "Skill Next Day Retention";
const SALES: &str = "ISP : Sales";

/// What happened to a seeded experiment, in days before the first day.
enum Fate {
    Created,
    Enabling,
    Enabled,
    /// When it started, and the exposures that it was raised to.
    Running(i64, &'static [(i64, i64)]),
    /// When it started; its end is under way.
    Stopping(i64),
    /// When it started and stopped, and why.
    Stopped(i64, i64, StoppedReason),
    Failed(&'static str),
    Deleted,
}

struct Seed {
    name: &'static str,
    description: &'static str,
    weeks: u32,
    exposure: i64,
    /// In days before the first day.
    created: i64,
    metrics: Vec<Metric>,
    fate: Fate,
    lost_share: f64,
    reasons: Option<[&'static str; 2]>,
    pinned: &'static [(&'static str, TreatmentId)],
}

impl Seed {
    fn new(name: &'static str, description: &'static str, created: i64, metrics: Vec<Metric>, fate: Fate) -> Self {
        Self {
            name,
            description,
            weeks: 4,
            exposure: 10,
            created,
            metrics,
            fate,
            lost_share: 0.0,
            reasons: None,
            pinned: &[],
        }
    }

    fn planned(self, weeks: u32, exposure: i64) -> Self {
        Self { weeks, exposure, ..self }
    }
}

/// The seeded experiments, for a table that was first used at `base_ms`.
pub fn experiments(seed: u64, base_ms: i64) -> Vec<ExperimentRecord> {
    let skill_id = world::skills().first().map_or("", |skill| skill.id);
    let key = hash::mix_text(seed, "seeded experiment");
    (0_u64..).zip(seeds()).map(|(n, seed)| record(seed, hash::uuid(key, n), skill_id, base_ms)).collect()
}

fn record(seed: Seed, id: String, skill_id: &str, base_ms: i64) -> ExperimentRecord {
    let day_ms = base_ms.div_euclid(DAY_S * 1_000) * DAY_S * 1_000;
    let at = |days: i64, hour: i64| day_ms - days * DAY_S * 1_000 + hour * HOUR_S * 1_000;
    let created_ms = at(seed.created, 9) + 12 * MINUTE_S * 1_000;
    let mut exposures = vec![Exposure { from_ms: created_ms, percentage: seed.exposure }];
    let start = |days: i64| Step::at_once(ExperimentState::Created, TargetState::Running, at(days, 10));
    let stop = |ms: i64| Step::at_once(ExperimentState::Running, TargetState::Stopped, ms);
    let enable = |ms: i64| Step::at_once(ExperimentState::Created, TargetState::Enabled, ms);
    let mut stopped_reason = None;
    let mut deleted_ms = None;
    let steps = match seed.fate {
        Fate::Created => Vec::new(),
        Fate::Enabling => vec![Step { passing_ms: LONG_MS, ..enable(base_ms) }],
        Fate::Enabled => vec![enable(at(1, 15))],
        Fate::Running(days, raises) => {
            exposures
                .extend(raises.iter().map(|(d, percentage)| Exposure { from_ms: at(*d, 14), percentage: *percentage }));
            vec![start(days)]
        }
        Fate::Stopping(days) => {
            stopped_reason = Some(StoppedReason::DeveloperRequest);
            vec![start(days), Step { passing_ms: LONG_MS, ..stop(base_ms) }]
        }
        Fate::Stopped(days, end, reason) => {
            stopped_reason = Some(reason);
            vec![start(days), stop(at(end, 11))]
        }
        Fate::Failed(message) => vec![Step { failure: Some(message.to_owned()), ..enable(at(3, 16)) }],
        Fate::Deleted => {
            deleted_ms = Some(at(seed.created - 2, 17));
            Vec::new()
        }
    };
    let metric = |(name, metric_type, change, _): &Metric| MetricConfiguration {
        name: (*name).to_owned(),
        metric_types: vec![metric_type.clone()],
        expected_change: Some(change.clone()),
    };
    ExperimentRecord {
        id,
        skill_id: skill_id.to_owned(),
        name: seed.name.to_owned(),
        description: seed.description.to_owned(),
        planned_duration: PlannedDuration::Weeks(seed.weeks),
        metrics: seed.metrics.iter().map(metric).collect(),
        exposures,
        created_ms,
        deleted_ms,
        steps,
        stopped_reason: stopped_reason.map(|reason| reason.as_str().to_owned()),
        overrides: seed
            .pinned
            .iter()
            .map(|(who, group)| ((*who).to_owned(), group.clone()))
            .collect::<BTreeMap<_, _>>(),
        truth: Some(Truth {
            effects: seed.metrics.iter().map(|m| m.3).collect(),
            lost_share: seed.lost_share,
            status_reasons: seed.reasons.map(|reasons| reasons.map(str::to_owned)),
        }),
    }
}

fn seeds() -> Vec<Seed> {
    use ExpectedChange::{Decrease, Increase};
    use Fate::{Created, Deleted, Enabled, Enabling, Failed, Running, Stopped, Stopping};
    use MetricType::{Guardrail, Key};
    vec![
        // A clear winner, two days before its planned end.
        Seed {
            pinned: &[("someone", TreatmentId::T1), ("someone else", TreatmentId::C)],
            ..Seed::new(
                "Shorter welcome message",
                "Cutting the greeting to one sentence lowers friction in the first minute.",
                29,
                vec![(FRICTION, Key, Decrease, -0.085), (RETENTION, Guardrail, Increase, 0.05)],
                Running(26, &[(22, 40)]),
            )
            .planned(4, 20)
        },
        // A harmed guardrail.
        Seed::new(
            "Deals upsell after trip status",
            "Offering a deal after a status answer raises in-skill sales.",
            14,
            vec![(SALES, Key, Increase, 0.031), (FRICTION, Guardrail, Decrease, 0.16)],
            Running(12, &[]),
        )
        .planned(6, 20),
        // Nothing changes, and the planned end is over.
        Seed::new(
            "Two sights at a time",
            "Naming two sights instead of three makes the next question easier.",
            33,
            vec![(RETENTION, Key, Increase, 0.0), (FRICTION, Guardrail, Decrease, -0.07)],
            Running(30, &[]),
        )
        .planned(4, 50),
        // Part of T1 is never recorded.
        Seed {
            lost_share: 0.1,
            ..Seed::new(
                "Skip the intro for regulars",
                "People who know the skill get to their trip sooner without the intro.",
                18,
                vec![(FRICTION, Key, Decrease, -0.05), (RETENTION, Guardrail, Increase, 0.0)],
                Running(15, &[]),
            )
            .planned(4, 40)
        },
        // The service does not stand by its figures. One reason reads like a list in JSON, the other does not.
        Seed {
            reasons: Some([r#"["TAA Alarm","Message"]"#, "[TAA Alarm, Message]"]),
            ..Seed::new(
                "Weather before sights",
                "Saying the weather first helps people choose what to see.",
                20,
                vec![(RETENTION, Key, Increase, 0.03), (FRICTION, Guardrail, Decrease, 0.0)],
                Running(16, &[]),
            )
            .planned(5, 30)
        },
        // A day old.
        Seed::new(
            "Warmer goodbye",
            "A goodbye that names the trip brings people back the next day.",
            3,
            vec![(RETENTION, Key, Increase, 0.02), (FRICTION, Guardrail, Decrease, 0.0)],
            Running(1, &[]),
        )
        .planned(2, 30),
        Seed::new(
            "Ask departing city first",
            "Asking where from before where to means fewer re-prompts.",
            5,
            vec![(FRICTION, Key, Decrease, -0.03)],
            Enabled,
        ),
        Seed::new(
            "Regional greeting, en-GB",
            "A regional greeting brings people back the next day.",
            2,
            vec![(RETENTION, Key, Increase, 0.01), (FRICTION, Guardrail, Decrease, 0.0)],
            Enabling,
        ),
        Seed::new(
            "Confirm both cities in one prompt",
            "One confirmation instead of two shortens booking.",
            1,
            vec![(FRICTION, Key, Decrease, -0.02), (SALES, Guardrail, Increase, 0.0)],
            Created,
        )
        .planned(4, 0),
        Seed::new(
            "Holiday earcon",
            "A short sound before seasonal deals gets attention.",
            43,
            vec![(SALES, Key, Increase, 0.02), (RETENTION, Guardrail, Increase, 0.0)],
            Stopping(40),
        )
        .planned(6, 20),
        // An older test, with the names that the metrics had.
        Seed::new(
            "Faster travel-time answer",
            "Leading with the number improves next-day return.",
            65,
            vec![
                ("NEXT_DAY_RETENTION", Key, Increase, 0.06),
                ("CPDR", Guardrail, Decrease, -0.06),
                ("ISP_SALES_QUANTITY", Guardrail, Increase, 0.3),
            ],
            Stopped(62, 34, StoppedReason::Success),
        )
        .planned(4, 50),
        Seed::new(
            "Longer help message",
            "A fuller help answer reduces abandoned sessions.",
            91,
            vec![(FRICTION, Key, Decrease, 0.08), (RETENTION, Guardrail, Increase, -0.01)],
            Stopped(88, 67, StoppedReason::Issue),
        )
        .planned(3, 30),
        Seed::new(
            "Trip reminders prompt",
            "Prompting for reminders increases enablements.",
            4,
            vec![(RETENTION, Key, Increase, 0.0)],
            Failed("The skill has changes in review. Wait until they are live, then create the experiment again."),
        ),
        Seed::new(
            "Banner on launch",
            "A short banner tells people what is new.",
            48,
            vec![(FRICTION, Key, Decrease, 0.0)],
            Deleted,
        ),
    ]
}
