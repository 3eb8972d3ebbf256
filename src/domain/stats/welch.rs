//! Welch's test: do two groups with unequal spread have the same mean.

use super::{Interval, student};

/// What a group's values come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArmSummary {
    /// Their mean.
    pub mean: f64,
    /// Their variance, with n − 1 below.
    pub variance: f64,
    /// How many there are.
    pub users: u64,
}

impl ArmSummary {
    /// From the count, the sum and the sum of squares of the values. `None` below two values.
    ///
    /// variance = (Σx² − (Σx)²/n)/(n − 1); a rounding error below 0 is taken as 0.
    pub fn from_sums(users: u64, sum: f64, sum_of_squares: f64) -> Option<Self> {
        if users < 2 {
            return None;
        }
        let n = users as f64;
        let mean = sum / n;
        let variance = ((sum_of_squares - sum * mean) / (n - 1.0)).max(0.0);
        (mean.is_finite() && variance.is_finite()).then_some(Self { mean, variance, users })
    }

    /// The standard error of the mean, √(s²/n). `None` for no users or a variance that is none.
    pub fn standard_error(&self) -> Option<f64> {
        let square = self.variance / self.users as f64;
        (square.is_finite() && square >= 0.0).then(|| square.sqrt())
    }
}

/// The difference of two means and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Welch {
    /// Mean of T1 less mean of C.
    pub difference: f64,
    /// Its standard error, above 0.
    pub standard_error: f64,
    /// Degrees of freedom by Welch and Satterthwaite.
    pub degrees_of_freedom: f64,
    /// The difference in standard errors.
    pub t: f64,
    /// Two-sided.
    pub p_value: f64,
}

impl Welch {
    /// Welch's test of control against treatment.
    ///
    /// SE² = s₁²/n₁ + s₂²/n₂, t = d/SE, df = SE⁴/((s₁²/n₁)²/(n₁−1) + (s₂²/n₂)²/(n₂−1)) (B. L. Welch, Biometrika 34
    /// (1947), 28–35). `None` with fewer than two users in a group, or where neither group varies.
    pub fn test(control: &ArmSummary, treated: &ArmSummary) -> Option<Self> {
        if control.users < 2 || treated.users < 2 {
            return None;
        }
        let (a, b) = (control.standard_error()?.powi(2), treated.standard_error()?.powi(2));
        let square = super::positive(a + b)?;
        let standard_error = square.sqrt();
        let difference = treated.mean - control.mean;
        // Shares of the sum, so that tiny variances do not vanish when squared.
        let (share_a, share_b) = (a / square, b / square);
        let degrees_of_freedom =
            1.0 / (share_a * share_a / (control.users as f64 - 1.0) + share_b * share_b / (treated.users as f64 - 1.0));
        let t = difference / standard_error;
        let p_value = student::two_sided_p(t, degrees_of_freedom)?;
        t.is_finite().then_some(Self { difference, standard_error, degrees_of_freedom, t, p_value })
    }

    /// The confidence interval of the difference, d ± t(1 − α/2, df)·SE.
    pub fn interval(&self, alpha: f64) -> Option<Interval> {
        let t = student::quantile(1.0 - super::probability(alpha)? / 2.0, self.degrees_of_freedom)?;
        Interval::around(self.difference, t * self.standard_error)
    }
}
