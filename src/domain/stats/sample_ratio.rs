//! Whether customers were split as planned: the sample ratio.

use super::chi_square;

/// What a sample ratio says about the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RatioSeverity {
    /// Too few users to tell.
    Silent,
    /// As even as chance makes it.
    Fine,
    /// Seldom so uneven by chance (p < 0.01).
    Warn,
    /// Practically never so uneven by chance (p < 0.001): the results cannot be used.
    Block,
}

/// The test of an even split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampleRatio {
    /// The users of C.
    pub control_users: u64,
    /// The users of T1.
    pub treated_users: u64,
    /// How often an even split is at least so uneven.
    pub p_value: f64,
    /// What follows.
    pub severity: RatioSeverity,
}

impl SampleRatio {
    /// Below so many users in all it stays silent.
    pub const FEWEST_USERS: u64 = 100;
    /// Warns below this p-value.
    pub const WARN_BELOW: f64 = 0.01;
    /// Blocks below this p-value.
    pub const BLOCK_BELOW: f64 = 0.001;

    /// χ² = (n_T − n_C)²/(n_T + n_C) with one degree of freedom: Pearson's test against halves, which is how the service
    /// splits its exposure (ab-testing-smapi-apis.txt, `exposurePercentage`).
    pub fn test(control_users: u64, treated_users: u64) -> Self {
        let (control, treated) = (control_users as f64, treated_users as f64);
        let total = control + treated;
        let chi_square = if total > 0.0 { (treated - control) / total * (treated - control) } else { 0.0 };
        let p_value = chi_square::sf_one_df(chi_square).unwrap_or(1.0);
        let severity = if total < Self::FEWEST_USERS as f64 {
            RatioSeverity::Silent
        } else if p_value < Self::BLOCK_BELOW {
            RatioSeverity::Block
        } else if p_value < Self::WARN_BELOW {
            RatioSeverity::Warn
        } else {
            RatioSeverity::Fine
        };
        Self { control_users, treated_users, p_value, severity }
    }
}
