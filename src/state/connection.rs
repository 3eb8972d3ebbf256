//! Whether the browser has a network, as it says itself.

use leptos::prelude::*;

use crate::platform::document;

/// The network; a context.
#[derive(Clone, Copy)]
pub struct Connection(RwSignal<bool>);

impl Connection {
    /// Begins to listen and provides it as context.
    pub fn provide() -> Self {
        let is_offline = RwSignal::new(document::is_offline());
        let note = move || {
            let now = document::is_offline();
            if is_offline.try_get_untracked().is_some_and(|before| before != now) {
                let _ = is_offline.try_set(now);
            }
        };
        let lost = window_event_listener(leptos::ev::offline, move |_| note());
        let back = window_event_listener(leptos::ev::online, move |_| note());
        on_cleanup(move || {
            lost.remove();
            back.remove();
        });
        let connection = Self(is_offline);
        provide_context(connection);
        connection
    }

    /// Does something each time the network is back.
    pub fn when_back(self, act: impl Fn() + 'static) {
        Effect::new(move |before: Option<bool>| {
            let now = self.is_offline();
            if before == Some(true) && !now {
                act();
            }
            now
        });
    }

    /// Whether there is none. Tracked.
    pub fn is_offline(self) -> bool {
        self.0.get()
    }
}
