//! The standard normal distribution.

use std::f64::consts::SQRT_2;

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::erf::erfc;

/// P(Z ≤ z) = erfc(−z/√2)/2 (Abramowitz and Stegun 7.1.2 and 26.2.29). `None` for NaN.
pub fn cdf(z: f64) -> Option<f64> {
    sf(-z)
}

/// P(Z > z) = erfc(z/√2)/2, exact far out where 1 − cdf is 0. `None` for NaN.
pub fn sf(z: f64) -> Option<f64> {
    if z.is_nan() {
        return None;
    }
    if z.is_infinite() {
        return Some(if z > 0.0 { 0.0 } else { 1.0 });
    }
    Some((erfc(z / SQRT_2) / 2.0).clamp(0.0, 1.0))
}

/// The z with P(Z ≤ z) = p. `None` unless 0 < p < 1.
pub fn quantile(p: f64) -> Option<f64> {
    super::probability(p)?;
    Some(Normal::standard().inverse_cdf(p)).filter(|z| z.is_finite())
}

/// P(|Z| ≥ |z|) = erfc(|z|/√2). `None` for NaN.
pub fn two_sided_p(z: f64) -> Option<f64> {
    Some((2.0 * sf(z.abs())?).min(1.0))
}

/// The z ≥ 0 with P(|Z| ≥ z) = p; 1.96 for 0.05. `None` unless 0 < p ≤ 1.
pub fn two_sided_z(p: f64) -> Option<f64> {
    if p == 1.0 { Some(0.0) } else { Some(-quantile(p / 2.0)?).filter(|z| *z >= 0.0) }
}
