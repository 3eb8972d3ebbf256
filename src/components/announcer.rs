//! What a chart says to a screen reader while its crosshair moves.

use std::time::Duration;

use leptos::prelude::*;

/// The least time between two announcements, in milliseconds.
const EVERY_MS: u64 = 500;

/// A live text that changes at most twice a second.
#[derive(Clone, Copy)]
pub struct Announcer {
    text: RwSignal<String>,
    is_pausing: StoredValue<bool>,
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

impl Announcer {
    /// Nothing said yet.
    pub fn new() -> Self {
        Self { text: RwSignal::new(String::new()), is_pausing: StoredValue::new(false) }
    }

    /// What was said last; for an element with `aria-live`.
    pub fn text(&self) -> String {
        self.text.get()
    }

    /// Says what there is to say: at once, and while that is fresh, the latest after a pause. `what` must not panic when
    /// the chart is gone.
    pub fn say(&self, what: impl Fn() -> Option<String> + 'static) {
        if self.is_pausing.get_value() {
            return;
        }
        let announcer = *self;
        let speak = move || {
            if let Some(text) = untrack(&what) {
                announcer.text.try_set(text);
            }
        };
        speak();
        self.is_pausing.set_value(true);
        let pause = set_timeout_with_handle(
            move || {
                announcer.is_pausing.try_set_value(false);
                speak();
            },
            Duration::from_millis(EVERY_MS),
        );
        if pause.is_err() {
            self.is_pausing.set_value(false);
        }
    }
}
