//! Intervals and p-values that stay right however often one looks.

use super::Interval;

/// An asymptotic confidence sequence, tuned to be tightest near a planned number of users.
///
/// I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy and A. Ramdas, "Time-uniform central limit theory and asymptotic
/// confidence sequences", arXiv 2103.06476, as GrowthBook uses it. It holds for users that add up: each look contains the
/// one before. It is asymptotic, so that the first few dozen users are not covered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConfidenceSequence {
    alpha: f64,
    rho_squared: f64,
}

impl ConfidenceSequence {
    /// Tuned to `planned_users`, both groups together, which has to be fixed before the results are seen.
    ///
    /// ρ² = (−2 ln α + ln(1 − 2 ln α))/N*. `None` unless N* ≥ 1 and 0 < α < 1.
    pub fn new(alpha: f64, planned_users: f64) -> Option<Self> {
        super::probability(alpha)?;
        if !(planned_users.is_finite() && planned_users >= 1.0) {
            return None;
        }
        let two_log = -2.0 * alpha.ln();
        let rho_squared = super::positive((two_log + two_log.ln_1p()) / planned_users)?;
        Some(Self { alpha, rho_squared })
    }

    /// How many standard errors it reaches to each side with `users` in both groups together.
    ///
    /// √(2(nρ² + 1)/(nρ²)·ln(√(nρ² + 1)/α)): 3.04 at n = N*, 3.86 at N*/10, for α = 0.05.
    pub fn errors_to_each_side(&self, users: f64) -> Option<f64> {
        let x = super::positive(users)? * self.rho_squared;
        super::positive((2.0 * (x + 1.0) / x * (x.ln_1p() / 2.0 - self.alpha.ln())).sqrt())
    }

    /// The interval around an estimate. `None` without users, or where the error is not above 0.
    pub fn interval(&self, estimate: f64, standard_error: f64, users: f64) -> Option<Interval> {
        Interval::around(estimate, self.errors_to_each_side(users)? * super::positive(standard_error)?)
    }

    /// The always-valid p-value of a difference that is `z` standard errors from nothing. It is at most α exactly when the
    /// interval leaves 0 out.
    ///
    /// min(1, √(1 + nρ²)·exp(−nρ²z²/(2(1 + nρ²)))).
    pub fn p_value(&self, z: f64, users: f64) -> Option<f64> {
        let x = super::positive(users)? * self.rho_squared;
        let p = (x.ln_1p() / 2.0 - x / (1.0 + x) * z * z / 2.0).exp();
        (!p.is_nan()).then(|| p.min(1.0))
    }
}
