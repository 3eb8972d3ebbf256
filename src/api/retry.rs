//! When a failed read is tried again, and after how long.

use super::error::{ApiError, ErrorKind};
use super::request::Effect;

/// How patient the client is. The numbers come from `config.json`, so that tests need not wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryPolicy {
    /// Tries in all, the first included.
    pub tries: u32,
    /// The longest wait before the second try, in milliseconds; it doubles with each further one.
    pub base_ms: u64,
    /// The longest wait of all, in milliseconds.
    pub cap_ms: u64,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { tries: 4, base_ms: 1_000, cap_ms: 8_000 }
    }
}

impl RetryPolicy {
    /// How long to wait before try number `tried + 1`, or `None` to give up.
    ///
    /// The wait is what the service asked for, else `random` (0 to 1) times min(cap, base · 2ⁿ): "full jitter", so that
    /// many requests that failed together do not come back together. A write is never tried again.
    pub fn wait_ms(&self, effect: Effect, tried: u32, error: &ApiError, random: f64) -> Option<u64> {
        if effect == Effect::Write || tried >= self.tries || !error.is_retryable() {
            return None;
        }
        if let ErrorKind::RateLimited { retry_after_ms: Some(asked_ms) } = error.kind {
            return Some(asked_ms);
        }
        let doubled = self.base_ms.saturating_mul(1_u64.checked_shl(tried.saturating_sub(1)).unwrap_or(u64::MAX));
        Some((doubled.min(self.cap_ms) as f64 * random.clamp(0.0, 1.0)).round() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> ApiError {
        ApiError::new("x", ErrorKind::Server)
    }

    #[test]
    fn the_longest_waits_double_up_to_the_cap() {
        let policy = RetryPolicy { tries: 9, ..RetryPolicy::default() };
        let waits: Vec<_> = (1..7).map(|n| policy.wait_ms(Effect::Read, n, &server(), 1.0).unwrap()).collect();
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
        assert_eq!(policy.wait_ms(Effect::Read, 3, &server(), 0.25), Some(1_000));
    }

    #[test]
    fn four_tries_in_all_then_it_gives_up() {
        let policy = RetryPolicy::default();
        assert!(policy.wait_ms(Effect::Read, 3, &server(), 0.5).is_some());
        assert_eq!(policy.wait_ms(Effect::Read, 4, &server(), 0.5), None);
    }

    #[test]
    fn a_write_is_never_repeated() {
        assert_eq!(RetryPolicy::default().wait_ms(Effect::Write, 1, &server(), 0.5), None);
    }

    #[test]
    fn the_service_may_name_the_wait() {
        let error = ApiError::new("x", ErrorKind::RateLimited { retry_after_ms: Some(5_000) });
        assert_eq!(RetryPolicy::default().wait_ms(Effect::Read, 1, &error, 0.0), Some(5_000));
    }

    #[test]
    fn a_refusal_is_final() {
        let error = ApiError::new("x", ErrorKind::Forbidden);
        assert_eq!(RetryPolicy::default().wait_ms(Effect::Read, 1, &error, 0.5), None);
    }
}
