//! A metric's change, brought to one form whatever the service's convention.

use super::super::stats::{ConfidenceLevel, Interval, normal, power, relative};
use super::convention::{self, Convention, IntervalMeaning, IntervalOf};
use crate::domain::experiment::MetricValues;

/// The unit of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectUnit {
    /// Percent of C's mean.
    Percent,
    /// The metric's own unit, where C's mean is too near 0 (within 3 of its standard errors) or negative, so that a
    /// percentage of it would mean nothing.
    Absolute,
}

/// What had to be assumed about a standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumption {
    /// The interval is taken as 95%, since its level cannot be told.
    Level,
    /// It comes from the p-value, since what the interval is of cannot be told or there is none.
    FromPValue,
}

/// A metric's change from C to T1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The unit of the two figures below.
    pub unit: EffectUnit,
    /// The change.
    pub estimate: f64,
    /// Its standard error, above 0; `None` where nothing gives it.
    pub standard_error: Option<f64>,
    /// Two-sided: the service's, else from the two figures above.
    pub p_value: Option<f64>,
    /// The standard error of mean T1 − mean C in the metric's unit.
    pub absolute_error: Option<f64>,
    /// The users of both groups, where both are known.
    pub users: Option<(u64, u64)>,
    /// What had to be assumed; `None` where the method is known.
    pub assumed: Option<Assumption>,
    /// Whether `percentDiff` is what the two means give, within 5%; `None` where there is not all to compare.
    pub percent_diff_agrees: Option<bool>,
}

impl Effect {
    /// The change of a metric. `None` where there is none: no means and no `percentDiff`.
    pub fn of(control: &MetricValues, treated: &MetricValues, meaning: &IntervalMeaning) -> Option<Self> {
        let figures = Figures::new(control, treated);
        let errors = figures.errors(meaning);
        let relative = figures.percent().filter(|_| figures.can_be_relative(errors.absolute));
        let (unit, estimate, standard_error) = match relative {
            Some(percent) => (EffectUnit::Percent, percent, errors.percent),
            None => (EffectUnit::Absolute, figures.difference()?, errors.absolute),
        };
        let standard_error = standard_error.filter(|se| se.is_finite() && *se > 0.0);
        let computed = standard_error.and_then(|se| normal::two_sided_p(estimate / se));
        Some(Self {
            unit,
            estimate,
            standard_error,
            p_value: treated.p_value.filter(|p| (0.0..=1.0).contains(p)).or(computed),
            absolute_error: errors.absolute.filter(|se| se.is_finite() && *se > 0.0),
            users: control.user_count.zip(treated.user_count),
            assumed: if standard_error.is_some() { errors.assumed } else { None },
            percent_diff_agrees: figures.agrees(),
        })
    }

    /// The change in standard errors.
    pub fn z(&self) -> Option<f64> {
        Some(self.estimate / self.standard_error?).filter(|z| z.is_finite())
    }

    /// The confidence interval of a single look: estimate ± z(1 − α/2)·SE.
    pub fn interval(&self, alpha: f64) -> Option<Interval> {
        Interval::around(self.estimate, normal::two_sided_z(alpha)? * self.standard_error?)
    }

    /// The confidence interval of a single look at a usual level.
    pub fn interval_at(&self, level: ConfidenceLevel) -> Option<Interval> {
        self.interval(level.alpha())
    }

    /// The users of both groups together.
    pub fn total_users(&self) -> Option<f64> {
        self.users.map(|(control, treated)| control as f64 + treated as f64)
    }

    /// The spread of single users: SE/√(1/n_C + 1/n_T).
    pub fn sd(&self) -> Option<f64> {
        let (control, treated) = self.users?;
        relative::pooled_sd(self.absolute_error?, control, treated)
    }

    /// The smallest change that would be noticed with so many users, in the effect's unit.
    pub fn minimum_detectable(&self, alpha: f64, chance: f64) -> Option<f64> {
        power::minimum_detectable_effect(self.standard_error?, alpha, chance)
    }
}

/// Standard errors in both units.
struct Errors {
    percent: Option<f64>,
    absolute: Option<f64>,
    assumed: Option<Assumption>,
}

/// What the service says about a metric in both groups.
struct Figures<'a> {
    control: &'a MetricValues,
    treated: &'a MetricValues,
}

impl<'a> Figures<'a> {
    fn new(control: &'a MetricValues, treated: &'a MetricValues) -> Self {
        Self { control, treated }
    }

    fn difference(&self) -> Option<f64> {
        Some(self.treated.mean? - self.control.mean?).filter(|d| d.is_finite())
    }

    fn percent_of_means(&self) -> Option<f64> {
        Some(100.0 * self.difference()? / self.control.mean?).filter(|p| p.is_finite())
    }

    /// The service's `percentDiff`, else from the means.
    fn percent(&self) -> Option<f64> {
        self.treated.percent_diff.filter(|p| p.is_finite()).or_else(|| self.percent_of_means())
    }

    fn agrees(&self) -> Option<bool> {
        let (said, computed) = (self.treated.percent_diff?, self.percent_of_means()?);
        // Half a point of leeway for means of few digits.
        Some((said - computed).abs() <= 0.05 * said.abs().max(computed.abs()) + 0.5)
    }

    /// T1's share of the variance of the difference, both groups taken as equally spread: n_C/(n_C + n_T).
    fn treated_share(&self) -> f64 {
        match (self.control.user_count, self.treated.user_count) {
            (Some(c), Some(t)) if c > 0 && t > 0 => c as f64 / (c as f64 + t as f64),
            _ => 0.5,
        }
    }

    /// Whether C's mean is far enough from 0 to divide by. Without a mean the service's percentage is believed.
    fn can_be_relative(&self, absolute_error: Option<f64>) -> bool {
        let Some(mean) = self.control.mean else { return true };
        let control_error = absolute_error.unwrap_or(0.0) * (1.0 - self.treated_share()).sqrt();
        mean > 3.0 * control_error && mean > 1e-12 * self.treated.mean.unwrap_or(0.0).abs()
    }

    fn errors(&self, meaning: &IntervalMeaning) -> Errors {
        let (known, assumed) = match meaning {
            IntervalMeaning::Known { convention, .. } => (Some(*convention), None),
            IntervalMeaning::LevelUnknown { of, .. } => {
                (Some(Convention { of: *of, level: ConfidenceLevel::NinetyFive }), Some(Assumption::Level))
            }
            IntervalMeaning::Ambiguous { .. } | IntervalMeaning::Unknown { .. } => (None, None),
        };
        if let Some(mut errors) = known.and_then(|convention| self.errors_of_interval(convention)) {
            errors.assumed = assumed;
            return errors;
        }
        self.errors_of_p_value()
    }

    /// SE = half-width/z, in the interval's unit, and from that in the other.
    fn errors_of_interval(&self, convention: Convention) -> Option<Errors> {
        let half_width = convention::interval(self.treated)?.half_width();
        let error = half_width / convention.level.z();
        let mean = self.control.mean.map(f64::abs);
        Some(match convention.of {
            IntervalOf::PercentDifference => Self::of_percent(error, mean),
            IntervalOf::Fraction => Self::of_percent(100.0 * error, mean),
            IntervalOf::AbsoluteDifference => {
                let share = self.treated_share();
                self.of_groups(error * (1.0 - share).sqrt(), error * share.sqrt())
            }
            IntervalOf::ArmMean => {
                let share = self.treated_share();
                let control = convention::interval(self.control)
                    .map_or(error * ((1.0 - share) / share).sqrt(), |i| i.half_width() / convention.level.z());
                self.of_groups(control, error)
            }
        })
    }

    fn of_percent(percent: f64, control_mean: Option<f64>) -> Errors {
        Errors { percent: Some(percent), absolute: control_mean.map(|m| percent * m / 100.0), assumed: None }
    }

    /// From each group's own standard error, by the delta method.
    fn of_groups(&self, control_error: f64, treated_error: f64) -> Errors {
        let relative = self.control.mean.zip(self.treated.mean).and_then(|(control, treated)| {
            relative::relative_difference(control, control_error, treated, treated_error)
        });
        Errors {
            percent: relative.map(|r| 100.0 * r.standard_error),
            absolute: Some(control_error.hypot(treated_error)),
            assumed: None,
        }
    }

    /// SE = |effect|/z(1 − p/2), which holds for any convention.
    fn errors_of_p_value(&self) -> Errors {
        let z = convention::telling_z(self.treated.p_value);
        let error = |effect: Option<f64>| Some(effect?.abs() / z?);
        Errors {
            percent: error(self.percent()),
            absolute: error(self.difference()),
            assumed: Some(Assumption::FromPValue),
        }
    }
}
