//! How sure an interval is.

use serde::{Deserialize, Serialize};

/// A usual confidence level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ConfidenceLevel {
    /// 90%, two-sided.
    Ninety,
    /// 95%, two-sided.
    NinetyFive,
    /// 99%, two-sided.
    NinetyNine,
}

impl ConfidenceLevel {
    /// All of them, the lowest first.
    pub const ALL: [ConfidenceLevel; 3] =
        [ConfidenceLevel::Ninety, ConfidenceLevel::NinetyFive, ConfidenceLevel::NinetyNine];

    /// In percent.
    pub fn percent(self) -> u32 {
        match self {
            ConfidenceLevel::Ninety => 90,
            ConfidenceLevel::NinetyFive => 95,
            ConfidenceLevel::NinetyNine => 99,
        }
    }

    /// What lies outside, on both sides together.
    pub fn alpha(self) -> f64 {
        match self {
            ConfidenceLevel::Ninety => 0.10,
            ConfidenceLevel::NinetyFive => 0.05,
            ConfidenceLevel::NinetyNine => 0.01,
        }
    }

    /// How many standard errors it reaches to each side: Φ⁻¹(1 − α/2).
    pub fn z(self) -> f64 {
        match self {
            ConfidenceLevel::Ninety => 1.644_853_626_951_472_2,
            ConfidenceLevel::NinetyFive => 1.959_963_984_540_054,
            ConfidenceLevel::NinetyNine => 2.575_829_303_548_900_4,
        }
    }
}
