//! Statistics of A/B tests as plain functions of numbers.
//!
//! Each function says its formula and where that is from. None panics, and none answers with NaN: what cannot be computed
//! (a count of 0, a spread of 0, a mean of 0 to divide by, a value that is no number) is `None`. Special functions are
//! those of `statrs`; all figures are compared with `scipy` and `statsmodels` in `tests/stats_reference.rs`.

pub mod chi_square;
pub mod level;
pub mod multiplicity;
pub mod non_inferiority;
pub mod normal;
pub mod planner;
pub mod power;
pub mod relative;
pub mod sample_ratio;
pub mod sequential;
pub mod student;
pub mod time_needed;
pub mod welch;

#[cfg(test)]
mod extreme_tests;
#[cfg(test)]
mod published_tests;

pub use level::ConfidenceLevel;
pub use non_inferiority::{GuardrailState, guardrail_state};
pub use planner::{Plan, PlanQuestion, bernoulli_sd};
pub use relative::{Relative, relative_difference};
pub use sample_ratio::{RatioSeverity, SampleRatio};
pub use sequential::ConfidenceSequence;
pub use time_needed::{Arrivals, TimeNeeded};
pub use welch::{ArmSummary, Welch};

/// The chance of a false alarm that decisions allow for, two-sided.
pub const ALPHA: f64 = 0.05;
/// The chance to notice a change that is there, which a test is planned for.
pub const POWER: f64 = 0.8;

/// A range from its lower to its upper end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// The range around an estimate. `None` where either is no number or the half-width is negative.
    pub fn around(estimate: f64, half_width: f64) -> Option<Self> {
        let interval = Self { lower: estimate - half_width, upper: estimate + half_width };
        (half_width >= 0.0 && interval.lower.is_finite() && interval.upper.is_finite()).then_some(interval)
    }

    /// Whether a value lies in it, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Half of its width.
    pub fn half_width(&self) -> f64 {
        (self.upper - self.lower) / 2.0
    }

    /// Its middle.
    pub fn centre(&self) -> f64 {
        self.lower + (self.upper - self.lower) / 2.0
    }
}

/// A finite number above 0.
fn positive(value: f64) -> Option<f64> {
    (value.is_finite() && value > 0.0).then_some(value)
}

/// A probability strictly between 0 and 1.
fn probability(value: f64) -> Option<f64> {
    (value > 0.0 && value < 1.0).then_some(value)
}
