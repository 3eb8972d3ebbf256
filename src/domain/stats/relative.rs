//! The relative difference of two means, by the delta method.

/// A relative difference as a fraction: 0.05 is 5% more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relative {
    /// (mean of T1 − mean of C)/mean of C.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// The relative difference from each group's mean and the standard error of that mean.
///
/// r = m_T/m_C − 1, SE² = SE_T²/m_C² + SE_C²·m_T²/m_C⁴ (delta method for a ratio of independent means; Deng, Knoblich
/// and Lu, KDD 2018; GrowthBook uses the same). `None` where C's mean is 0, or the answer is beyond numbers.
pub fn relative_difference(
    control_mean: f64,
    control_error: f64,
    treated_mean: f64,
    treated_error: f64,
) -> Option<Relative> {
    if control_mean == 0.0 {
        return None;
    }
    let ratio = treated_mean / control_mean;
    let difference = (treated_mean - control_mean) / control_mean;
    let standard_error = (treated_error / control_mean).hypot(ratio * control_error / control_mean);
    (difference.is_finite() && standard_error.is_finite()).then_some(Relative { difference, standard_error })
}

/// The spread of single users that a standard error of a difference of means stands for: SE/√(1/n_C + 1/n_T), both
/// groups taken as equally spread. `None` without users or where the error is no number.
pub fn pooled_sd(standard_error: f64, control_users: u64, treated_users: u64) -> Option<f64> {
    if control_users == 0 || treated_users == 0 || standard_error < 0.0 {
        return None;
    }
    let sd = standard_error / (1.0 / control_users as f64 + 1.0 / treated_users as f64).sqrt();
    sd.is_finite().then_some(sd)
}
