//! The sandbox's clock: the caller's time plus what it was advanced by.

use serde::{Deserialize, Serialize};

use crate::domain::instant::{DAY_S, Instant};

/// How far the sandbox is ahead of the caller's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Clock {
    offset_s: i64,
}

impl Clock {
    /// The furthest that it can be advanced, in seconds.
    pub const LONGEST_S: i64 = 3_653 * DAY_S;

    /// The sandbox's time when the caller's is `wall_ms` (milliseconds since the epoch).
    pub fn now(self, wall_ms: i64) -> Instant {
        Instant::from_epoch_s(wall_ms.div_euclid(1_000).saturating_add(self.offset_s))
    }

    /// The same in milliseconds since the epoch, within the years that [`Instant`] has.
    pub fn now_ms(self, wall_ms: i64) -> i64 {
        self.now(wall_ms).epoch_s() * 1_000 + wall_ms.rem_euclid(1_000)
    }

    /// How far it is ahead, in seconds.
    pub fn offset_s(self) -> i64 {
        self.offset_s
    }

    /// Advances it; `false` where that would be backwards or too far.
    pub fn advance_s(&mut self, seconds: i64) -> bool {
        let Some(offset_s) = self.offset_s.checked_add(seconds) else { return false };
        if seconds < 0 || offset_s > Self::LONGEST_S {
            return false;
        }
        self.offset_s = offset_s;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_only_goes_forward_and_not_for_ever() {
        let mut clock = Clock::default();
        assert!(clock.advance_s(3_600));
        assert_eq!(clock.now(1_999).epoch_s(), 3_601);
        assert!(!clock.advance_s(-1));
        assert!(!clock.advance_s(i64::MAX));
        assert!(!clock.advance_s(Clock::LONGEST_S));
        assert_eq!(clock.offset_s(), 3_600);
    }
}
