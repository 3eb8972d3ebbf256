//! The rate limit: one bucket of permits for each token.

use std::collections::BTreeMap;

/// Permits of every caller, by token. In the caller's time, which advancing the sandbox's clock leaves alone.
#[derive(Debug, Default)]
pub struct RateLimiter {
    buckets: BTreeMap<String, Bucket>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    permits: f64,
    at_ms: i64,
}

impl RateLimiter {
    /// Callers remembered at most; full buckets are forgotten first, for a forgotten bucket is full.
    const MOST: usize = 1_000;

    /// Takes a permit of a caller; `false` when there is none.
    pub fn take(&mut self, caller: &str, wall_ms: i64, per_s: f64, burst: u32) -> bool {
        let full = f64::from(burst.max(1));
        let refilled = |b: &Bucket| {
            let elapsed_ms = wall_ms.saturating_sub(b.at_ms).max(0) as f64;
            (b.permits + elapsed_ms * per_s / 1_000.0).min(full)
        };
        if self.buckets.len() >= Self::MOST {
            self.buckets.retain(|_, bucket| refilled(bucket) < full);
        }
        let bucket = self.buckets.entry(caller.to_owned()).or_insert(Bucket { permits: full, at_ms: wall_ms });
        let permits = refilled(bucket);
        let granted = permits >= 1.0;
        *bucket = Bucket { permits: if granted { permits - 1.0 } else { permits }, at_ms: wall_ms.max(bucket.at_ms) };
        granted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_the_rate() {
        let mut limiter = RateLimiter::default();
        let mut granted = |ms: i64| limiter.take("a", ms, 10.0, 10);
        assert!((0..10).all(|_| granted(0)));
        assert!(!granted(0));
        assert!(!granted(99));
        assert!(granted(100));
        assert!(!granted(100));
        assert!((0..10).all(|_| granted(5_000)));
        assert!(!granted(5_000));
    }

    #[test]
    fn callers_do_not_share() {
        let mut limiter = RateLimiter::default();
        assert!(limiter.take("a", 0, 1.0, 1));
        assert!(!limiter.take("a", 0, 1.0, 1));
        assert!(limiter.take("b", 0, 1.0, 1));
    }

    #[test]
    fn a_clock_that_runs_backwards_gives_nothing_away() {
        let mut limiter = RateLimiter::default();
        assert!(limiter.take("a", 10_000, 1.0, 1));
        assert!(!limiter.take("a", 0, 1.0, 1));
        assert!(!limiter.take("a", 10_500, 1.0, 1));
        assert!(limiter.take("a", 11_000, 1.0, 1));
    }
}
