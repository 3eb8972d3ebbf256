//! The calls of this tab, for the inspector and for problem reports.

use std::collections::VecDeque;

use leptos::prelude::*;

use crate::transport::record::CallRecord;

/// How many calls are kept.
pub const KEPT: usize = 200;

/// The log; a context.
#[derive(Clone, Copy)]
pub struct CallLog(RwSignal<VecDeque<CallRecord>>);

impl CallLog {
    /// Makes the log and provides it as context.
    pub fn provide() -> Self {
        let log = Self(RwSignal::new(VecDeque::with_capacity(KEPT)));
        provide_context(log);
        log
    }

    /// Adds a call; the oldest goes.
    pub fn add(&self, record: CallRecord) {
        let _ = self.0.try_update(|calls| {
            if calls.len() >= KEPT {
                calls.pop_front();
            }
            calls.push_back(record);
        });
    }

    /// The calls, newest first. Tracked.
    pub fn newest_first(&self) -> Vec<CallRecord> {
        self.0.with(|calls| calls.iter().rev().cloned().collect())
    }

    /// How many there are. Tracked.
    pub fn len(&self) -> usize {
        self.0.with(VecDeque::len)
    }

    /// Whether there is none. Tracked.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets them, at sign-out.
    pub fn clear(&self) {
        let _ = self.0.try_update(VecDeque::clear);
    }
}
