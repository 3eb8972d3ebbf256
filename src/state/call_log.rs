//! The calls of this tab, for the activity panel and for problem reports. In memory only.

use std::collections::VecDeque;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::call_record::CallRecord;
use crate::api::error::ApiError;

/// How many calls are kept.
pub const KEPT: usize = 200;

/// A call of the log.
#[derive(Debug, Clone)]
pub struct Call {
    /// Which one it was since the page was loaded.
    pub number: u64,
    /// What it was and how it went.
    pub record: Arc<CallRecord>,
}

/// A call that is in the log does not change any more.
impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.record, &other.record)
    }
}

/// The log, and whether its panel is open; a context.
#[derive(Clone, Copy)]
pub struct CallLog {
    calls: RwSignal<VecDeque<Call>>,
    next_number: StoredValue<u64>,
    /// Whether the panel is open.
    pub is_shown: RwSignal<bool>,
    /// The call that the panel shows whole.
    pub chosen: RwSignal<Option<u64>>,
    has_panel: RwSignal<bool>,
}

impl CallLog {
    /// Makes the log and provides it as context.
    pub fn provide() -> Self {
        let log = Self {
            calls: RwSignal::new(VecDeque::with_capacity(KEPT)),
            next_number: StoredValue::new(0),
            is_shown: RwSignal::new(false),
            chosen: RwSignal::new(None),
            has_panel: RwSignal::new(false),
        };
        provide_context(log);
        log
    }

    /// Adds a call; the oldest goes.
    pub fn add(&self, record: CallRecord) {
        let number = self.next_number.try_get_value().unwrap_or_default();
        let _ = self.next_number.try_update_value(|next| *next += 1);
        let _ = self.calls.try_update(|calls| {
            if calls.len() >= KEPT {
                calls.pop_front();
            }
            calls.push_back(Call { number, record: Arc::new(record) });
        });
    }

    /// The calls, newest first. Tracked.
    pub fn newest_first(&self) -> Vec<Call> {
        self.calls.with(|calls| calls.iter().rev().cloned().collect())
    }

    /// How many there are. Tracked.
    pub fn len(&self) -> usize {
        self.calls.with(VecDeque::len)
    }

    /// Whether there is none. Tracked.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets them, at sign-out.
    pub fn clear(&self) {
        let _ = self.calls.try_update(VecDeque::clear);
        let _ = self.chosen.try_set(None);
    }

    /// Says that the panel is on the page for as long as the caller is.
    pub fn hold_panel(self) {
        self.has_panel.set(true);
        on_cleanup(move || {
            let _ = self.has_panel.try_set(false);
            let _ = self.is_shown.try_set(false);
        });
    }

    /// The call that a failure came from, where there is a panel to show it in.
    pub fn find(&self, error: &ApiError) -> Option<u64> {
        if !self.has_panel.try_get_untracked().unwrap_or(false) {
            return None;
        }
        let is_it = |call: &&Call| match &error.request_id {
            Some(id) => call.record.request_id.as_ref() == Some(id),
            None => call.record.operation == error.operation && call.record.status == error.status,
        };
        self.calls.with_untracked(|calls| calls.iter().rev().find(is_it).map(|call| call.number))
    }

    /// Opens the panel, at a call where there is one.
    pub fn show(&self, number: Option<u64>) {
        if number.is_some() {
            let _ = self.chosen.try_set(number);
        }
        let _ = self.is_shown.try_set(true);
    }
}
