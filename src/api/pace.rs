//! Keeping below the rate that the service permits, so that it need not refuse.

/// A token bucket: `burst` requests at once, then `per_second`.
///
/// After a refusal (429) it holds everything back for the wait that was asked for and slows down by a quarter; every
/// further answer brings it a little closer to the configured rate again.
#[derive(Debug, Clone, PartialEq)]
pub struct Pacer {
    rate_per_s: f64,
    current_per_s: f64,
    burst: f64,
    tokens: f64,
    updated_ms: f64,
    held_until_ms: f64,
}

impl Pacer {
    /// The slowest that refusals can make it, in requests a second.
    const SLOWEST_PER_S: f64 = 0.5;

    /// A full bucket. Rates that are not above zero count as one a second.
    pub fn new(per_second: f64, burst: u32) -> Self {
        let rate = if per_second.is_finite() && per_second > 0.0 { per_second } else { 1.0 };
        let burst = f64::from(burst.max(1));
        Self {
            rate_per_s: rate,
            current_per_s: rate,
            burst,
            tokens: burst,
            updated_ms: f64::NEG_INFINITY,
            held_until_ms: 0.0,
        }
    }

    /// A bucket as it is so long after it was last used up: for a page that is loaded anew in the middle of a load.
    #[must_use]
    pub fn resumed(mut self, since_ms: f64) -> Self {
        if since_ms.is_finite() && since_ms >= 0.0 {
            self.tokens = (since_ms / 1_000.0 * self.rate_per_s).min(self.burst);
        }
        self
    }

    /// Takes the next free place: 0 when it is now, else how many milliseconds from now it is. The place is taken
    /// either way.
    pub fn take_ms(&mut self, now_ms: f64) -> f64 {
        if self.updated_ms.is_finite() {
            let earned = (now_ms - self.updated_ms).max(0.0) / 1_000.0 * self.current_per_s;
            self.tokens = (self.tokens + earned).min(self.burst);
        }
        self.updated_ms = now_ms.max(self.updated_ms);
        self.tokens -= 1.0;
        let queue_ms = if self.tokens >= 0.0 { 0.0 } else { -self.tokens / self.current_per_s * 1_000.0 };
        queue_ms.max(self.held_until_ms - now_ms).max(0.0)
    }

    /// The service refused (429): nothing starts before `wait_ms` has passed, and the rate falls by a quarter.
    pub fn refused(&mut self, now_ms: f64, wait_ms: f64) {
        self.held_until_ms = self.held_until_ms.max(now_ms + wait_ms.max(0.0));
        self.current_per_s = (self.current_per_s * 0.75).max(Self::SLOWEST_PER_S.min(self.rate_per_s));
        self.tokens = self.tokens.min(0.0);
    }

    /// The service answered.
    pub fn answered(&mut self) {
        self.current_per_s = (self.current_per_s + self.rate_per_s * 0.02).min(self.rate_per_s);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_at_once_and_the_rest_in_turn() {
        let mut pacer = Pacer::new(10.0, 3);
        let waits: Vec<f64> = (0..6).map(|_| pacer.take_ms(0.0).round()).collect();
        assert_eq!(waits, [0.0, 0.0, 0.0, 100.0, 200.0, 300.0]);
    }

    #[test]
    fn never_more_than_the_rate_over_any_second() {
        let mut pacer = Pacer::new(10.0, 10);
        let mut starts: Vec<f64> = Vec::new();
        let mut now_ms = 0.0;
        for _ in 0..500 {
            starts.push(now_ms + pacer.take_ms(now_ms));
            now_ms += 7.0;
        }
        let last = starts.iter().copied().fold(0.0, f64::max);
        assert!((last - 49_000.0).abs() < 1_000.0, "{last}");
        for &start in &starts {
            let within = starts.iter().filter(|s| **s >= start && **s < start + 1_000.0).count();
            assert!(within <= 21, "{within} in the second from {start}");
        }
    }

    #[test]
    fn a_reload_in_the_middle_does_not_bring_a_new_burst() {
        assert!(Pacer::new(10.0, 10).resumed(0.0).take_ms(0.0) > 0.0);
        assert_eq!(Pacer::new(10.0, 10).resumed(60_000.0), Pacer::new(10.0, 10));
        assert_eq!(Pacer::new(10.0, 10).resumed(f64::NAN), Pacer::new(10.0, 10));
    }

    #[test]
    fn a_refusal_holds_everything_back_and_slows_down() {
        let mut pacer = Pacer::new(10.0, 10);
        pacer.refused(0.0, 2_000.0);
        assert!(pacer.take_ms(0.0) >= 2_000.0);
        assert!(pacer.take_ms(0.0) > 200.0);
    }
}
