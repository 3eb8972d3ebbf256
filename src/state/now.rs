//! What time it is for the data on screen: the demo has a clock of its own.

use leptos::prelude::*;

use crate::domain::instant::Instant;
use crate::platform::clock;

/// The clock of the data source; a context.
#[derive(Clone, Copy)]
pub struct DataClock(RwSignal<i64>);

impl DataClock {
    /// Makes the clock and provides it as context.
    pub fn provide() -> Self {
        let data_clock = Self(RwSignal::new(0));
        provide_context(data_clock);
        data_clock
    }

    /// How far it is ahead of this machine's clock, in seconds. Tracked.
    pub fn ahead_s(&self) -> i64 {
        self.0.get()
    }

    /// Sets how far it is ahead.
    pub fn set_ahead_s(&self, seconds: i64) {
        let _ = self.0.try_set(seconds);
    }

    /// The present moment. Follows the offset, not the passing of time.
    pub fn now(&self) -> Instant {
        clock::now().plus_s(self.0.get())
    }

    /// The present moment, without following anything.
    pub fn now_untracked(&self) -> Instant {
        clock::now().plus_s(self.0.try_get_untracked().unwrap_or(0))
    }
}
