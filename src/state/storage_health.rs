//! How the browser's database behaved since the page was opened: whether it answers, and whether it took what it was to
//! keep. One for the whole page, since there is one database.

use leptos::prelude::*;

/// What was seen of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageHealth {
    /// Whether the last that was waited for came in time.
    pub answers: bool,
    /// Whether anything was not waited for to its end: the page may lack what is kept.
    pub has_missed: bool,
    /// Whether the last figures that were to be kept were not.
    pub has_refused: bool,
}

const AT_FIRST: StorageHealth = StorageHealth { answers: true, has_missed: false, has_refused: false };

thread_local! {
    static HEALTH: ArcRwSignal<StorageHealth> = ArcRwSignal::new(AT_FIRST);
}

/// How it is. Tracked.
pub fn get() -> StorageHealth {
    HEALTH.with(Clone::clone).get()
}

/// How it is at the moment.
pub fn now() -> StorageHealth {
    HEALTH.with(Clone::clone).get_untracked()
}

fn change(to: impl FnOnce(StorageHealth) -> StorageHealth) {
    let health = HEALTH.with(Clone::clone);
    let (before, after) = (health.get_untracked(), to(health.get_untracked()));
    // Hundreds of weeks are kept one after the other: nobody is told what is known.
    if before != after {
        health.set(after);
    }
}

/// Something came.
pub(super) fn note_answer() {
    change(|health| StorageHealth { answers: true, ..health });
}

/// Something did not come in time.
pub(super) fn note_miss() {
    change(|health| StorageHealth { answers: false, has_missed: true, ..health });
}

/// Figures were kept, or refused.
pub(super) fn note_keep(is_kept: bool) {
    change(|health| StorageHealth { has_refused: !is_kept, ..health });
}

/// The person wants it tried again: it is waited for as if it had always answered.
pub fn expect_again() {
    change(|health| StorageHealth { answers: true, ..health });
}
