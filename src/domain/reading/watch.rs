//! Guardrail watch: a usage metric during a test against the weeks before.
//!
//! The metrics API does not tell groups apart, so that an effect in T1 shows thinned, and anything else that changed at
//! the same time shows too. It describes; it proves nothing.

/// What a whole audience shows of an effect in T1: δ·exposure/2, since half of those exposed are in T1.
///
/// A drop of 10% in T1 at 20% exposure shows as 1%. `None` unless the exposure is 0 to 100.
pub fn shown_overall(effect_in_t1: f64, exposure_percentage: f64) -> Option<f64> {
    let share = share_in_t1(exposure_percentage)?;
    Some(effect_in_t1 * share).filter(|e| e.is_finite())
}

/// The effect in T1 that would show overall as this much, were nothing else different. `None` with nobody exposed.
pub fn implied_in_t1(shown_overall: f64, exposure_percentage: f64) -> Option<f64> {
    let share = share_in_t1(exposure_percentage).filter(|s| *s > 0.0)?;
    Some(shown_overall / share).filter(|e| e.is_finite())
}

fn share_in_t1(exposure_percentage: f64) -> Option<f64> {
    (0.0..=100.0).contains(&exposure_percentage).then_some(exposure_percentage / 200.0)
}

/// A usage metric before and during a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watch {
    /// The mean of a day before.
    pub before_mean: f64,
    /// The mean of a day during the test.
    pub during_mean: f64,
    /// The change between them, as a fraction.
    pub change: f64,
    /// How far one day is from the other before the test (standard deviation), as a fraction of the mean.
    pub daily_spread: f64,
    /// Whether the change is more than 3 standard errors of such means by that spread. A hint to look, and no test:
    /// days are not independent, and weeks have a shape.
    pub is_unusual: bool,
    /// The effect in T1 that would explain the change alone; `None` with nobody exposed.
    pub implied_in_t1: Option<f64>,
}

impl Watch {
    /// Compares daily values of whole days. Both sides should cover whole weeks, so that weekdays do not show as a
    /// change; see [`whole_weeks`]. `None` with fewer than seven days before, none during, or a mean of 0 before.
    pub fn of(before: &[f64], during: &[f64], exposure_percentage: f64) -> Option<Self> {
        let finite = |values: &[f64]| values.iter().copied().filter(|v| v.is_finite()).collect::<Vec<f64>>();
        let (before, during) = (finite(before), finite(during));
        if before.len() < 7 || during.is_empty() {
            return None;
        }
        let (n, m) = (before.len() as f64, during.len() as f64);
        let before_mean = before.iter().sum::<f64>() / n;
        let during_mean = during.iter().sum::<f64>() / m;
        let variance = before.iter().map(|v| (v - before_mean).powi(2)).sum::<f64>() / (n - 1.0);
        let change = during_mean / before_mean - 1.0;
        let daily_spread = variance.sqrt() / before_mean.abs();
        if before_mean == 0.0 || !change.is_finite() || !daily_spread.is_finite() {
            return None;
        }
        Some(Self {
            before_mean,
            during_mean,
            change,
            daily_spread,
            is_unusual: change.abs() > 3.0 * daily_spread * (1.0 / n + 1.0 / m).sqrt(),
            implied_in_t1: implied_in_t1(change, exposure_percentage),
        })
    }
}

/// The last whole weeks of daily values: the end of the slice, a multiple of seven long. All of it below seven.
pub fn whole_weeks(days: &[f64]) -> &[f64] {
    let kept = if days.len() < 7 { days.len() } else { days.len() / 7 * 7 };
    days.get(days.len() - kept..).unwrap_or(days)
}
