//! For how long figures are kept in this browser.

use crate::domain::instant::{DAY_S, Instant};

/// How long after its last reading a window is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retention {
    /// 30 days.
    Month,
    /// 90 days.
    Quarter,
    /// 365 days.
    Year,
    /// Until it is cleared.
    #[default]
    UntilCleared,
}

impl Retention {
    /// All of them, shortest first.
    pub const ALL: [Retention; 4] = [Self::Month, Self::Quarter, Self::Year, Self::UntilCleared];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Month => "30",
            Self::Quarter => "90",
            Self::Year => "365",
            Self::UntilCleared => "until-cleared",
        }
    }

    /// Reads the name that is kept. Anything else deletes nothing.
    pub fn parse(key: &str) -> Self {
        Self::ALL.into_iter().find(|r| r.key() == key).unwrap_or_default()
    }

    /// On its control.
    pub fn label(self) -> &'static str {
        match self {
            Self::Month => "30 days",
            Self::Quarter => "90 days",
            Self::Year => "1 year",
            Self::UntilCleared => "Until cleared",
        }
    }

    /// What was last read before this moment is not kept any longer; `None` keeps everything.
    pub fn begin(self, now: Instant) -> Option<Instant> {
        let days = match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
            Self::UntilCleared => return None,
        };
        Some(now.plus_s(-days * DAY_S))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_comes_back_from_its_name_and_a_broken_one_deletes_nothing() {
        for choice in Retention::ALL {
            assert_eq!(Retention::parse(choice.key()), choice);
        }
        for broken in ["", "0", "-1", "30 days", "null"] {
            assert_eq!(Retention::parse(broken).begin(Instant::from_epoch_s(0)), None, "{broken}");
        }
    }

    #[test]
    fn what_was_read_before_the_begin_is_over() {
        let now = Instant::parse("2026-11-21T00:00:00Z").unwrap();
        assert_eq!(Retention::Month.begin(now), Instant::parse("2026-10-22T00:00:00Z"));
        assert_eq!(Retention::Year.begin(now), Instant::parse("2025-11-21T00:00:00Z"));
    }
}
