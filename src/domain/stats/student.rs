//! Student's t distribution with any positive number of degrees of freedom.

use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};

use super::normal;

/// From here on the incomplete beta function loses digits (9 at a million), and Hill's approximation is exact to 11 or
/// more as far out as t = 15.
const HILL_FROM_DF: f64 = 1_000.0;

/// P(|T| ≥ |t|) = I_x(df/2, 1/2) with x = df/(df + t²) (Abramowitz and Stegun 26.7.1).
///
/// `None` where `t` is NaN or `df` is not positive.
pub fn two_sided_p(t: f64, df: f64) -> Option<f64> {
    Some((2.0 * upper_tail(t.abs(), df)?).min(1.0))
}

/// The t with P(T ≤ t) = p. `None` unless 0 < p < 1 and `df` is positive.
///
/// Found by Newton's method on the logarithm of the tail, held in a bracket.
pub fn quantile(p: f64, df: f64) -> Option<f64> {
    super::probability(p)?;
    super::positive(df)?;
    let tail = p.min(1.0 - p);
    if tail >= 0.5 {
        return Some(0.0);
    }
    let t = upper_quantile(tail, df)?;
    Some(if p < 0.5 { -t } else { t })
}

/// P(T > t) for t ≥ 0.
fn upper_tail(t: f64, df: f64) -> Option<f64> {
    super::positive(df)?;
    if t.is_nan() {
        return None;
    }
    if t.is_infinite() {
        return Some(0.0);
    }
    if df >= HILL_FROM_DF {
        return normal::sf(hill_z(t, df));
    }
    Some(StudentsT::new(0.0, 1.0, df).ok()?.sf(t)).filter(|p| p.is_finite())
}

/// The z whose normal tail is the t tail (G. W. Hill, Algorithm 395, CACM 13 (1970), 617–619).
fn hill_z(t: f64, df: f64) -> f64 {
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let y = a * (t * t / df).ln_1p();
    let correction = (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b) + y + 3.0;
    (correction / b + 1.0) * y.sqrt()
}

/// The t > 0 with P(T > t) = tail, for 0 < tail < 1/2.
fn upper_quantile(tail: f64, df: f64) -> Option<f64> {
    let density = StudentsT::new(0.0, 1.0, df).ok()?;
    let mut low = 0.0_f64;
    let mut high = 1.0_f64;
    while upper_tail(high, df)? > tail {
        low = high;
        high *= 2.0;
        if high > 1e300 {
            return None;
        }
    }
    // Cornish-Fisher's first term, where it lies in the bracket.
    let z = -normal::quantile(tail)?;
    let start = z + (z * z * z + z) / (4.0 * df);
    let mut t = if start > low && start < high { start } else { (low + high) / 2.0 };
    for _ in 0..200 {
        let at = upper_tail(t, df)?;
        if at > tail {
            low = t;
        } else {
            high = t;
        }
        let newton = t + (at / tail).ln() * at / density.pdf(t);
        let next = if newton > low && newton < high { newton } else { (low + high) / 2.0 };
        if (next - t).abs() <= 4.0 * f64::EPSILON * t || high - low <= 2.0 * f64::EPSILON * high {
            return Some(next);
        }
        t = next;
    }
    Some(t)
}
