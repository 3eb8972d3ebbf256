//! How long a test is planned to run.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `plannedDuration`, in ISO 8601. The document has whole weeks from `P1W` to `P20W`; anything else is kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum PlannedDuration {
    /// Whole weeks.
    Weeks(u32),
    /// Another text.
    Other(String),
}

impl PlannedDuration {
    /// The fewest weeks (ab-testing-smapi-apis.txt, `plannedDuration`).
    pub const FEWEST_WEEKS: u32 = 1;
    /// The most weeks.
    pub const MOST_WEEKS: u32 = 20;

    /// The number of weeks, where it has one.
    pub fn weeks(&self) -> Option<u32> {
        match self {
            PlannedDuration::Weeks(weeks) => Some(*weeks),
            PlannedDuration::Other(_) => None,
        }
    }

    /// The number of days: whole weeks, or the `P…D` that people write by mistake.
    pub fn days(&self) -> Option<u32> {
        match self {
            PlannedDuration::Weeks(weeks) => weeks.checked_mul(7),
            PlannedDuration::Other(text) => number_in(text, 'D'),
        }
    }
}

/// The number in `P…` and a unit, where it is written with plain digits.
fn number_in(text: &str, unit: char) -> Option<u32> {
    let digits = text.strip_prefix('P')?.strip_suffix(unit)?;
    let plain = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

impl From<String> for PlannedDuration {
    fn from(text: String) -> Self {
        match number_in(&text, 'W') {
            Some(weeks) => PlannedDuration::Weeks(weeks),
            None => PlannedDuration::Other(text),
        }
    }
}

impl From<PlannedDuration> for String {
    fn from(duration: PlannedDuration) -> String {
        duration.to_string()
    }
}

impl fmt::Display for PlannedDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlannedDuration::Weeks(weeks) => write!(f, "P{weeks}W"),
            PlannedDuration::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_read_and_anything_else_is_kept() {
        assert_eq!(PlannedDuration::from("P4W".to_owned()), PlannedDuration::Weeks(4));
        for odd in ["4 weeks", "P-1W", "P+4W", "PW", "P4", "p4w", "P99999W", ""] {
            assert_eq!(PlannedDuration::from(odd.to_owned()).to_string(), odd);
            assert_eq!(PlannedDuration::from(odd.to_owned()).weeks(), None, "{odd}");
        }
        assert_eq!(PlannedDuration::from("P28D".to_owned()).days(), Some(28));
        assert_eq!(PlannedDuration::Weeks(3).days(), Some(21));
    }
}
