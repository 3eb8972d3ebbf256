//! Whether the account may read the skill on screen: the documents use 401 for a bad sign-in and for that.

use leptos::prelude::*;

/// The verdict on the last 401; a context.
#[derive(Clone, Copy)]
pub struct Access {
    is_judging: StoredValue<bool>,
    is_denied: RwSignal<bool>,
}

impl Access {
    /// Makes it and provides it as context.
    pub fn provide() -> Self {
        let access = Self { is_judging: StoredValue::new(false), is_denied: RwSignal::new(false) };
        provide_context(access);
        access
    }

    /// Whether the account has no access to the skill though its sign-in holds. Tracked.
    pub fn is_denied(&self) -> bool {
        self.is_denied.get()
    }

    /// Another skill or account: nothing is known.
    pub fn reset(&self) {
        let _ = self.is_denied.try_set(false);
    }

    /// Whether it falls to the caller to find out; many calls may fail at once.
    pub fn begin_judging(&self) -> bool {
        self.is_judging.try_update_value(|judging| !std::mem::replace(judging, true)).unwrap_or(false)
    }

    /// What came out.
    pub fn end_judging(&self, is_denied: bool) {
        let _ = self.is_judging.try_set_value(false);
        let _ = self.is_denied.try_set(is_denied);
    }
}
