//! Keys in words.

use crate::auth::aws::Means;
use crate::domain::words::count;

/// Where the keys come from.
pub fn from(means: Means) -> &'static str {
    match means {
        Means::Cognito => "Amazon sign-in, through Cognito",
        Means::Sts => "Amazon sign-in, through a role",
        Means::Pasted => "Temporary keys that you paste",
        Means::Demo => "The demo, in this page",
    }
}

/// How the keys are doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// They are good, for so many seconds where that is known.
    Good(Option<i64>),
    /// They are had with the next query.
    Waiting,
    /// They have run out.
    RanOut,
    /// There are none.
    Missing,
    /// AWS does not take them.
    Refused,
}

/// The state in a few words.
pub fn state(state: State) -> String {
    match state {
        State::Good(Some(left_s)) if left_s < 60 => "less than a minute left".to_owned(),
        State::Good(Some(left_s)) => format!("{} min left", count((left_s / 60) as f64)),
        State::Good(None) => "Ready".to_owned(),
        State::Waiting => "With the next query".to_owned(),
        State::RanOut => "Ran out".to_owned(),
        State::Missing => "No keys yet".to_owned(),
        State::Refused => "Not accepted".to_owned(),
    }
}

/// The last part of a role's ARN.
pub fn role_name(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// An identity pool as it is shown: its region and the beginning and end of its id.
pub fn pool_name(id: &str) -> String {
    match id.split_once(':') {
        Some((region, rest)) if rest.len() > 12 && rest.is_ascii() => {
            format!("{region}:{}…{}", &rest[..4], &rest[rest.len() - 4..])
        }
        _ => id.to_owned(),
    }
}

/// How far a clock was corrected.
pub fn clock_words(ahead_s: i64) -> String {
    let (much, way) = (ahead_s.unsigned_abs(), if ahead_s > 0 { "behind" } else { "ahead of" });
    let much = match much {
        0..=89 => format!("{} seconds", count(much as f64)),
        90..=5_399 => format!("{} minutes", count((much as f64 / 60.0).round())),
        5_400..=129_599 => format!("{} hours", count((much as f64 / 3_600.0).round())),
        _ => format!("{} days", count((much as f64 / 86_400.0).round())),
    };
    format!("{much} {way}")
}

/// Beside keys that AWS does not know.
pub const NOT_TAKEN: &str = "no, the access from before stays as it was";
/// What is kept of pasted keys.
pub const KEPT: &str = "Kept in the memory of this page only, used to sign requests to Amazon Lex in the region above, and forgotten when the page is closed or loaded again.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_rounded_down_so_that_nobody_counts_on_one_too_many() {
        assert_eq!(state(State::Good(Some(2_639))), "43 min left");
        assert_eq!(state(State::Good(Some(59))), "less than a minute left");
    }

    #[test]
    fn names_are_short_enough_for_the_card() {
        assert_eq!(role_name("arn:aws:iam::123456789012:role/skillscope-lex-read"), "skillscope-lex-read");
        assert_eq!(pool_name("us-east-1:5a4db0c5-0000-4000-8000-000000000001"), "us-east-1:5a4d…0001");
        assert_eq!(pool_name("us-east-1:ä"), "us-east-1:ä");
    }

    #[test]
    fn a_clock_is_behind_or_ahead() {
        assert_eq!(clock_words(1_200), "20 minutes behind");
        assert_eq!(clock_words(-30), "30 seconds ahead of");
        assert_eq!(clock_words(-7_200), "2 hours ahead of");
    }
}
