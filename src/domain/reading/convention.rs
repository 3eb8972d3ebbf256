//! What the confidence interval of a snapshot is of, which no document says.
//!
//! One service has one convention, so that all metrics and snapshots are read together. For each, the middle of the
//! interval shows what it is of, and its width in standard errors (which the p-value gives) shows the level.

use std::collections::BTreeSet;

use super::super::stats::{ConfidenceLevel, Interval, normal};
use crate::domain::experiment::{MetricSnapshot, MetricValues, TreatmentId};

/// What an interval is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IntervalOf {
    /// Of `percentDiff`, in percent.
    PercentDifference,
    /// Of `percentDiff`/100.
    Fraction,
    /// Of mean T1 − mean C, in the metric's unit.
    AbsoluteDifference,
    /// Of the group's own mean.
    ArmMean,
}

impl IntervalOf {
    /// All of them.
    pub const ALL: [IntervalOf; 4] =
        [IntervalOf::PercentDifference, IntervalOf::Fraction, IntervalOf::AbsoluteDifference, IntervalOf::ArmMean];
}

/// What an interval is of, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Convention {
    /// Of what.
    pub of: IntervalOf,
    /// How sure.
    pub level: ConfidenceLevel,
}

/// A figure that helped to decide.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The metric.
    pub metric: String,
    /// The middle of its interval in T1.
    pub centre: f64,
    /// Half the interval's width in standard errors of what it is of, as the p-value gives them: 1.96 is 95%. `None`
    /// where the p-value is absent or too near 0 or 1 to say.
    pub errors_to_each_side: Option<f64>,
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyUnknown {
    /// No metric has an interval with something to compare it to.
    NoInterval,
    /// The metrics do not agree on any convention.
    Contradiction,
}

/// What is known about the intervals of a test.
#[derive(Debug, Clone, PartialEq)]
pub enum IntervalMeaning {
    /// All figures agree on one convention.
    Known {
        /// Which.
        convention: Convention,
        /// The figures that decided, at most one for each metric.
        decided_by: Vec<Evidence>,
    },
    /// It is known what they are of; the level is not, since no p-value tells. 95% is assumed.
    LevelUnknown {
        /// Of what.
        of: IntervalOf,
        /// The figures that decided.
        decided_by: Vec<Evidence>,
    },
    /// Several conventions fit.
    Ambiguous {
        /// Those that do.
        candidates: Vec<Convention>,
    },
    /// None can be told.
    Unknown {
        /// Why.
        why: WhyUnknown,
    },
}

impl IntervalMeaning {
    /// What the intervals are of, where that is known.
    pub fn of(&self) -> Option<IntervalOf> {
        match self {
            IntervalMeaning::Known { convention, .. } => Some(convention.of),
            IntervalMeaning::LevelUnknown { of, .. } => Some(*of),
            IntervalMeaning::Ambiguous { .. } | IntervalMeaning::Unknown { .. } => None,
        }
    }

    /// The convention, where all of it is known.
    pub fn convention(&self) -> Option<Convention> {
        match self {
            IntervalMeaning::Known { convention, .. } => Some(*convention),
            _ => None,
        }
    }
}

/// How far the middle may be from what the interval is of, in half-widths: rounding.
const CENTRE_TOLERANCE: f64 = 0.02;
/// How far the width may be from a level's, relative. The levels are 16% apart or more; and an interval of a difference
/// at 95%, taken for one of a group's mean, is 8% from the width at 99%.
const WIDTH_TOLERANCE: f64 = 0.07;
/// Between these a p-value gives a standard error; outside, its rounding outweighs it.
const TELLING_P: std::ops::RangeInclusive<f64> = 1e-12..=0.98;
/// Below so many users in a group, t and normal intervals differ too much to tell levels apart.
const TELLING_USERS: u64 = 50;

/// The interval of a group's values, where it has one with some width.
pub(super) fn interval(values: &MetricValues) -> Option<Interval> {
    let (lower, upper) = (values.confidence_interval_lower?, values.confidence_interval_upper?);
    (lower.is_finite() && upper.is_finite() && lower < upper).then_some(Interval { lower, upper })
}

/// The z of a p-value that is neither too near 0 nor to 1.
pub(super) fn telling_z(p_value: Option<f64>) -> Option<f64> {
    normal::two_sided_z(p_value.filter(|p| TELLING_P.contains(p))?)
}

/// Infers what the intervals of some snapshots are of.
pub fn infer<'a>(snapshots: impl IntoIterator<Item = &'a MetricSnapshot>) -> IntervalMeaning {
    let mut left: BTreeSet<Convention> = IntervalOf::ALL
        .into_iter()
        .flat_map(|of| ConfidenceLevel::ALL.into_iter().map(move |level| Convention { of, level }))
        .collect();
    let mut decided_by: Vec<Evidence> = Vec::new();
    let mut rows = 0_usize;
    for snapshot in snapshots {
        for metric in snapshot.metric_names() {
            let Some(treated) = snapshot.values(metric, &TreatmentId::T1) else { continue };
            let Some(row) = Row::new(snapshot.values(metric, &TreatmentId::C), treated) else { continue };
            rows += 1;
            let before = left.len();
            left.retain(|convention| row.fits(*convention));
            let tells = left.len() < before || row.z.is_some();
            if tells && !decided_by.iter().any(|e| e.metric == metric) {
                decided_by.push(Evidence {
                    metric: metric.to_owned(),
                    centre: row.interval.centre(),
                    errors_to_each_side: None,
                });
            }
            if let Some(evidence) = decided_by.iter_mut().find(|e| e.metric == metric)
                && let Some(of) = left.first().map(|c| c.of)
            {
                evidence.centre = row.interval.centre();
                evidence.errors_to_each_side = row.errors_to_each_side(of);
            }
        }
    }
    let mut kinds: Vec<IntervalOf> = left.iter().map(|c| c.of).collect();
    kinds.dedup();
    match (kinds.as_slice(), left.len()) {
        _ if rows == 0 => IntervalMeaning::Unknown { why: WhyUnknown::NoInterval },
        ([], _) => IntervalMeaning::Unknown { why: WhyUnknown::Contradiction },
        ([of], 1) => match left.first() {
            Some(convention) => IntervalMeaning::Known { convention: *convention, decided_by },
            None => IntervalMeaning::LevelUnknown { of: *of, decided_by },
        },
        ([of], _) => IntervalMeaning::LevelUnknown { of: *of, decided_by },
        _ => IntervalMeaning::Ambiguous { candidates: left.into_iter().collect() },
    }
}

/// A metric's figures that say something about its interval.
struct Row {
    interval: Interval,
    /// C's interval, where it has one: in the convention of the own mean it adds its part.
    control_interval: Option<Interval>,
    control_mean: Option<f64>,
    treated_mean: Option<f64>,
    percent_diff: Option<f64>,
    users_ratio: f64,
    z: Option<f64>,
}

impl Row {
    /// `None` without an interval in T1 and anything to compare it to.
    fn new(control: Option<&MetricValues>, treated: &MetricValues) -> Option<Self> {
        let interval = interval(treated)?;
        let control_mean = control.and_then(|c| c.mean);
        let difference = treated.mean.zip(control_mean).map(|(t, c)| t - c);
        let computed = difference.zip(control_mean).map(|(d, c)| 100.0 * d / c).filter(|p| p.is_finite());
        let users = control.and_then(|c| c.user_count).zip(treated.user_count);
        let few = users.is_some_and(|(c, t)| c.min(t) < TELLING_USERS);
        let row = Self {
            interval,
            control_interval: control.and_then(self::interval),
            control_mean,
            treated_mean: treated.mean,
            percent_diff: treated.percent_diff.or(computed),
            users_ratio: users.filter(|(c, _)| *c > 0).map_or(1.0, |(c, t)| t as f64 / c as f64),
            z: if few { None } else { telling_z(treated.p_value) },
        };
        (row.percent_diff.is_some() || row.treated_mean.is_some()).then_some(row)
    }

    fn difference(&self) -> Option<f64> {
        Some(self.treated_mean? - self.control_mean?)
    }

    /// What the interval should be around.
    fn target(&self, of: IntervalOf) -> Option<f64> {
        match of {
            IntervalOf::PercentDifference => self.percent_diff,
            IntervalOf::Fraction => self.percent_diff.map(|p| p / 100.0),
            IntervalOf::AbsoluteDifference => self.difference(),
            IntervalOf::ArmMean => self.treated_mean,
        }
    }

    /// The half-width in standard errors, if the interval is of that: SE = |effect|/z.
    fn errors_to_each_side(&self, of: IntervalOf) -> Option<f64> {
        let half_width = self.interval.half_width();
        let (effect, half_width) = match of {
            IntervalOf::ArmMean => {
                // The difference's error has both groups' parts; C's is T1's, were both equally spread, where C has none.
                let control = self.control_interval.map_or(half_width * self.users_ratio.sqrt(), |i| i.half_width());
                (self.difference()?, half_width.hypot(control))
            }
            _ => (self.target(of)?, half_width),
        };
        let errors = half_width * self.z? / effect.abs();
        errors.is_finite().then_some(errors)
    }

    fn fits(&self, convention: Convention) -> bool {
        let Some(target) = self.target(convention.of) else { return false };
        let half_width = self.interval.half_width();
        if (self.interval.centre() - target).abs() > CENTRE_TOLERANCE * half_width {
            return false;
        }
        if self.z.is_none() {
            return true;
        }
        // No effect to measure by, although the p-value says that there is one: then nothing fits.
        let fits = |errors: f64| (errors / convention.level.z() - 1.0).abs() <= WIDTH_TOLERANCE;
        self.errors_to_each_side(convention.of)
            .is_some_and(|errors| fits(errors) || fits(errors / self.delta_method_factor(convention.of)))
    }

    /// How much wider the delta method makes an interval of the relative difference than dividing by C's mean does:
    /// √(share_T + share_C·(m_T/m_C)²), the shares of the variance taken from the counts. Services do either.
    fn delta_method_factor(&self, of: IntervalOf) -> f64 {
        let ratio = self.treated_mean.zip(self.control_mean).map(|(t, c)| t / c).filter(|r| r.is_finite());
        match (of, ratio) {
            (IntervalOf::PercentDifference | IntervalOf::Fraction, Some(ratio)) => {
                let control_share = self.users_ratio / (1.0 + self.users_ratio);
                (1.0 - control_share + control_share * ratio * ratio).sqrt()
            }
            _ => 1.0,
        }
    }
}
