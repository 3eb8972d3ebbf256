//! The rules of the verdict, and the figures that they fired on.

use super::super::stats::{GuardrailState, Interval, TimeNeeded};
use super::decision_look::LookReason;
use super::metric_reading::KeyWord;
use super::trust::Distrust;
use crate::domain::instant::Instant;

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The data cannot be trusted.
    Withheld,
    /// A guardrail is harmed for certain enough to stop at once.
    StopNow,
    /// Not a week yet.
    TooEarly,
    /// A guardrail is harmed.
    RollBack,
    /// All KEY metrics are better and the guardrails safe.
    Ship,
    /// The test is over and its metrics disagree.
    Review,
    /// The test is over and shows nothing.
    NoClearDifference,
    /// It goes on.
    KeepRunning,
}

/// What a metric's state rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The single look at the planned end.
    PlannedEnd,
    /// The single look at which there were enough users.
    TargetPower,
    /// A bound that holds at any look.
    AlwaysValid,
}

impl From<LookReason> for Basis {
    fn from(reason: LookReason) -> Self {
        match reason {
            LookReason::PlannedEnd => Basis::PlannedEnd,
            LookReason::TargetPower => Basis::TargetPower,
        }
    }
}

/// Where a KEY metric stands.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyStanding {
    /// The metric.
    pub name: String,
    /// What counts.
    pub word: KeyWord,
    /// What it rests on; `None` while it is unclear.
    pub basis: Option<Basis>,
    /// Holm's p-value that the basis has, else the nearest there is.
    pub adjusted_p: Option<f64>,
    /// The change, in percent; `None` where it is in another unit.
    pub change_percent: Option<f64>,
    /// The 95% interval that belongs to the basis, in percent.
    pub interval_percent: Option<Interval>,
}

/// Where a guardrail stands.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailStanding {
    /// The metric.
    pub name: String,
    /// What counts.
    pub state: GuardrailState,
    /// What it rests on; `None` while it is undecided.
    pub basis: Option<Basis>,
    /// The change, in percent.
    pub change_percent: Option<f64>,
    /// The interval that belongs to the basis, in percent, at 1 − 5%/(number of guardrails).
    pub interval_percent: Option<Interval>,
    /// The margin, in percent.
    pub margin_percent: f64,
}

/// The rule that fired, with its figures. The numbers are those of the product's list; the first that matches wins.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// 1: unreliable, an uneven split, or a group missing.
    Untrusted(Vec<Distrust>),
    /// 2: guardrails harmed beyond their always-valid bounds, at any age.
    HarmAtAnyAge(Vec<GuardrailStanding>),
    /// 3: under seven days.
    UnderAWeek {
        /// How old the data is, in days.
        age_days: f64,
        /// When it will be a week.
        week_ends: Option<Instant>,
    },
    /// 4: guardrails harmed at the planned end or at target power.
    HarmAtDecision(Vec<GuardrailStanding>),
    /// 5: all KEY metrics better and all guardrails safe.
    AllKeyBetter {
        /// All KEY metrics.
        keys: Vec<KeyStanding>,
        /// All guardrails.
        guardrails: Vec<GuardrailStanding>,
    },
    /// 6: decided, and metrics disagree.
    Mixed {
        /// All KEY metrics.
        keys: Vec<KeyStanding>,
        /// All guardrails.
        guardrails: Vec<GuardrailStanding>,
        /// Why it is over; `None` where it was stopped before.
        reason: Option<LookReason>,
    },
    /// 6: decided, and no KEY metric is clear.
    NoneClear {
        /// All KEY metrics.
        keys: Vec<KeyStanding>,
        /// All guardrails.
        guardrails: Vec<GuardrailStanding>,
        /// Why it is over; `None` where it was stopped before.
        reason: Option<LookReason>,
    },
    /// 7: none of the above.
    Running {
        /// Whole days to the planned end, 0 once it is past; `None` without one.
        days_left: Option<u32>,
        /// How long each KEY metric still needs for the change worth finding.
        needed: Vec<Needed>,
    },
}

/// How long a metric still needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Needed {
    /// The metric.
    pub name: String,
    /// The change worth finding, in percent.
    pub wanted_change_percent: f64,
    /// The change that is found now with a chance of 80%, in percent.
    pub detectable_percent: Option<f64>,
    /// The users it takes, both groups together.
    pub required_users: Option<f64>,
    /// How long until they are there.
    pub time: Option<TimeNeeded>,
}

impl Rule {
    /// Its number in the product's list.
    pub fn number(&self) -> u8 {
        match self {
            Rule::Untrusted(_) => 1,
            Rule::HarmAtAnyAge(_) => 2,
            Rule::UnderAWeek { .. } => 3,
            Rule::HarmAtDecision(_) => 4,
            Rule::AllKeyBetter { .. } => 5,
            Rule::Mixed { .. } | Rule::NoneClear { .. } => 6,
            Rule::Running { .. } => 7,
        }
    }

    /// What follows from it.
    pub fn verdict(&self) -> Verdict {
        match self {
            Rule::Untrusted(_) => Verdict::Withheld,
            Rule::HarmAtAnyAge(_) => Verdict::StopNow,
            Rule::UnderAWeek { .. } => Verdict::TooEarly,
            Rule::HarmAtDecision(_) => Verdict::RollBack,
            Rule::AllKeyBetter { .. } => Verdict::Ship,
            Rule::Mixed { .. } => Verdict::Review,
            Rule::NoneClear { .. } => Verdict::NoClearDifference,
            Rule::Running { .. } => Verdict::KeepRunning,
        }
    }
}
