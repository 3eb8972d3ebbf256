//! What the experiments that the world begins with are about.

use super::experiment_seed::{Fate, Seed};
use crate::domain::experiment::{ExpectedChange, MetricType, StoppedReason, TreatmentId};

const FRICTION: &str = "Customer Friction";
const RETENTION: &str = "Skill Next Day Retention";
const SALES: &str = "ISP : Sales";

/// All of them. Ids follow from the order: new ones come last.
pub(super) fn seeds() -> Vec<Seed> {
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
        // Not decided yet: too few people for the change worth finding.
        Seed::new(
            "Say the price first",
            "Hearing the price before the details saves a question.",
            12,
            vec![(FRICTION, Key, Decrease, -0.02), (RETENTION, Guardrail, Increase, 0.0)],
            Running(10, &[]),
        )
        .planned(8, 10),
        // One KEY metric is better, the other is worse.
        Seed::new(
            "One question at a time",
            "Shorter questions are easier to answer, and people find their trip.",
            124,
            vec![(FRICTION, Key, Decrease, -0.09), (RETENTION, Key, Increase, -0.07)],
            Stopped(121, 93, StoppedReason::DeveloperRequest),
        )
        .planned(4, 50),
    ]
}
