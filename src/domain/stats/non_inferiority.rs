//! Whether something is not worse by more than a margin.

use serde::{Deserialize, Serialize};

use super::Interval;

/// What an interval says about a metric that must not get worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GuardrailState {
    /// Even its harmful end is inside the margin.
    Safe,
    /// All of it is harmful, beyond the margin.
    Harmed,
    /// Neither.
    Undecided,
}

/// Reads an interval of a change against a margin (≥ 0, in the same unit).
///
/// Safe: the harmful end is inside −M; harmed: the whole interval is beyond −M. The first is the test of non-inferiority
/// by a confidence interval (ICH E9, 3.3.2); "not significant" alone would never be enough. A margin that is none gives
/// [`GuardrailState::Undecided`].
pub fn guardrail_state(interval: &Interval, up_is_good: bool, margin: f64) -> GuardrailState {
    let (harmful, kind) =
        if up_is_good { (interval.lower, interval.upper) } else { (-interval.upper, -interval.lower) };
    if !(margin >= 0.0 && harmful <= kind) {
        GuardrailState::Undecided
    } else if harmful > -margin {
        GuardrailState::Safe
    } else if kind < -margin {
        GuardrailState::Harmed
    } else {
        GuardrailState::Undecided
    }
}
