//! The chi-square distribution with one degree of freedom.

use super::normal;

/// P(X > x) = erfc(√(x/2)), since X is the square of a standard normal (Abramowitz and Stegun 26.4.8).
///
/// 1 for x ≤ 0, `None` for NaN.
pub fn sf_one_df(x: f64) -> Option<f64> {
    if x.is_nan() { None } else { normal::two_sided_p(x.max(0.0).sqrt()) }
}
