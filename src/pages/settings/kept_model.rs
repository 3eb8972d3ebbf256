//! What the card of kept figures knows, and what it can do with them.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::kept_words as words;
use crate::components::toast::Toasts;
use crate::platform::storage::Namespace;
use crate::platform::{clock, download, file};
use crate::state::archive::Archive;
use crate::state::archive_file::{self, ImportRefusal, MOST_BYTES};
use crate::state::archive_holding::{SkillHolding, holdings};
use crate::state::shelf::Shelf;
use crate::state::skill_list::SkillList;
use crate::state::storage_health;
use crate::state::stored_window::StoredWindow;
use crate::state::window_key::WindowKey;

/// What the archive holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    Looking,
    NoDatabase,
    NoAnswer,
    Skills(Vec<SkillHolding>),
}

/// A file that was read and found good, and waits for an answer.
#[derive(Debug, Clone)]
pub(super) struct ToImport {
    /// Whose it becomes.
    pub(super) namespace: Namespace,
    /// What it holds.
    pub(super) windows: Arc<[(WindowKey, StoredWindow)]>,
    /// How many of the kept windows it would replace.
    pub(super) replaced: usize,
}

/// The card's state.
#[derive(Clone, Copy)]
pub(super) struct Model {
    pub(super) namespace: Memo<Option<Namespace>>,
    pub(super) held: RwSignal<Held>,
    pub(super) refusal: RwSignal<Option<String>>,
    pub(super) is_asking: RwSignal<bool>,
    /// What waits for the answer whether it may replace what is kept.
    pub(super) to_import: RwSignal<Option<ToImport>>,
    /// Raised where what is kept has changed.
    pub(super) revision: RwSignal<u32>,
    pub(super) toasts: Toasts,
}

impl Model {
    /// Whose it is.
    pub(super) fn namespace_now(self) -> Option<Namespace> {
        self.namespace.try_get_untracked().flatten()
    }

    /// Finds out anew what is kept.
    pub(super) fn look_again(self) {
        let _ = self.revision.try_update(|n| *n = n.wrapping_add(1));
    }

    /// Tries again to find out what is kept, with all the patience of the first time.
    pub(super) fn try_again(self) {
        let _ = self.held.try_set(Held::Looking);
        storage_health::expect_again();
        self.look_again();
    }

    /// Finds out what is kept.
    pub(super) async fn look(self) {
        let Some(namespace) = self.namespace_now() else { return };
        let held = match Archive::try_open(namespace).await {
            Ok(Some(archive)) => archive.read_all().await.map(|all| Held::Skills(holdings(&all))),
            Ok(None) => Ok(Held::NoDatabase),
            Err(no_answer) => Err(no_answer),
        };
        let _ = self.held.try_set(held.unwrap_or(Held::NoAnswer));
    }

    /// Saves all of it as a file.
    pub(super) async fn export(self) {
        let Some(namespace) = self.namespace_now() else { return };
        let Some(archive) = Archive::open(namespace.clone()).await else {
            return self.toasts.failed(words::NOT_READ_IN_TIME);
        };
        let Ok(windows) = archive.read_all().await else { return self.toasts.failed(words::NOT_READ_IN_TIME) };
        let now = clock::now();
        let text = archive_file::write(&windows, &namespace.source, now);
        if text.is_some_and(|text| download::text(&words::file_name(now), "application/json", &text)) {
            self.toasts.done(words::exported(windows.len()));
        } else {
            self.toasts.failed(words::NOT_EXPORTED);
        }
    }

    /// Takes over what a file holds.
    pub(super) async fn import(self, chosen: File) {
        let _ = self.refusal.try_set(None);
        let refuse = |why: String| {
            let _ = self.refusal.try_set(Some(why));
        };
        let Some(namespace) = self.namespace_now() else { return };
        let bytes = file::size(&chosen);
        if bytes > MOST_BYTES {
            return refuse(ImportRefusal::TooLarge { bytes }.to_string());
        }
        let Some(content) = file::bytes(&chosen).await else { return refuse(words::NOT_READ.to_owned()) };
        let windows = match archive_file::read(&content, &namespace.source, clock::now()) {
            Ok(windows) => windows,
            Err(refusal) => return refuse(refusal.to_string()),
        };
        let Some(archive) = Archive::open(namespace.clone()).await else { return refuse(words::NO_ROOM.to_owned()) };
        match archive.would_replace(&windows).await {
            None => refuse(words::NO_ROOM.to_owned()),
            Some(0) => self.take_over(namespace, windows).await,
            Some(replaced) => {
                let _ = self.to_import.try_set(Some(ToImport { namespace, windows: windows.into(), replaced }));
            }
        }
    }

    /// Imports what was looked at, whatever it replaces.
    pub(super) async fn take_over(self, namespace: Namespace, windows: Vec<(WindowKey, StoredWindow)>) {
        let total = windows.len();
        let taken = match Archive::open(namespace).await {
            Some(archive) => archive.import(windows).await,
            None => None,
        };
        match taken {
            Some(taken) => self.toasts.done(words::imported(taken, total)),
            None => {
                let _ = self.refusal.try_set(Some(words::NO_ROOM.to_owned()));
            }
        }
        self.look_again();
    }

    /// Deletes it.
    pub(super) async fn clear(self) {
        let Some(namespace) = self.namespace_now() else { return };
        let is_clear = match Archive::open(namespace.clone()).await {
            Some(archive) => archive.clear().await,
            None => false,
        };
        if let Some(shelf) = Shelf::open(namespace).await {
            SkillList::forget(&shelf).await;
        }
        if is_clear {
            self.toasts.done(words::CLEARED)
        } else {
            self.toasts.failed(words::NOT_CLEARED)
        }
        self.look_again();
    }
}
