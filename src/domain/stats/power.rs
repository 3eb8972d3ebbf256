//! How likely a test is to notice a change that is there.

use super::normal;

/// The chance that a two-sided test at `alpha` notices `effect`, given its standard error in the same unit.
///
/// π = 1 − Φ(z − Δ/SE) + Φ(−z − Δ/SE) with z = z(1 − α/2) (Cohen, Statistical Power Analysis, 1988, ch. 2, for known
/// spread). Never put the observed effect in: that says nothing that the p-value does not.
pub fn power(effect: f64, standard_error: f64, alpha: f64) -> Option<f64> {
    let z = normal::two_sided_z(super::probability(alpha)?)?;
    let shift = effect.abs() / super::positive(standard_error)?;
    Some((normal::sf(z - shift)? + normal::cdf(-z - shift)?).min(1.0))
}

/// How many standard errors a change must have, so that a two-sided test at `alpha` notices it with `power`:
/// z(1 − α/2) + z(power), 2.80 at 5% and 80%. The far tail is left out; it is below 10⁻⁶ from a power of 50% on.
pub fn detectable_in_errors(alpha: f64, power: f64) -> Option<f64> {
    let sum = normal::two_sided_z(super::probability(alpha)?)? + normal::quantile(super::probability(power)?)?;
    super::positive(sum)
}

/// The smallest change that is noticed with `power`: (z(1 − α/2) + z(power))·SE, in the unit of the error.
pub fn minimum_detectable_effect(standard_error: f64, alpha: f64, power: f64) -> Option<f64> {
    Some(detectable_in_errors(alpha, power)? * super::positive(standard_error)?).filter(|e| e.is_finite())
}

/// How many users it takes to notice `effect` with `power`, when `users` gave this standard error.
///
/// n′ = n·((z(1 − α/2) + z(power))·SE/Δ)², because the error falls with the root of the count.
pub fn required_users(users: f64, standard_error: f64, effect: f64, alpha: f64, power: f64) -> Option<f64> {
    let detectable = minimum_detectable_effect(standard_error, alpha, power)?;
    let ratio = detectable / super::positive(effect.abs())?;
    super::positive(super::positive(users)? * ratio * ratio)
}
