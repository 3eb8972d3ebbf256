//! The conversation on screen and the one that is kept: what this tab does goes there, what other tabs do comes from
//! there.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::archive;
use super::model::Conversation;
use crate::domain::conversation::transcript_change::TranscriptChange;
use crate::domain::conversation::{Transcript, Turn};
use crate::domain::id::SimulationId;
use crate::platform::tabs::TabChannel;
use crate::state::api::Api;
use crate::state::shelf::Shelf;

/// Where a conversation is kept.
#[derive(Default)]
pub(super) struct Kept {
    /// The shelf; `None` until it is open, and where the browser has none.
    shelf: Option<Shelf>,
    /// Whether that was found out.
    is_open: bool,
    /// What was done before that.
    early: Vec<TranscriptChange>,
    /// Changes that are being written.
    writing: usize,
    /// Tells the other tabs, and hears them.
    news: Option<(TabChannel, String)>,
}

impl Conversation {
    /// Takes the conversation up where this tab or another one left it.
    pub(super) fn take_up(self, api: Api) {
        let Some(place) = self.place.try_get_value() else { return };
        let own = archive::news_of(api.namespace(), &place);
        let heard = own.clone();
        let channel = TabChannel::open(archive::CHANNEL, move |text| {
            if text == heard {
                self.read_again();
            }
        });
        let _ = self.kept.try_update_value(|kept| kept.news = Some((channel, own)));
        spawn_local(async move {
            let shelf = Shelf::open(api.namespace().clone()).await;
            let turns = match &shelf {
                Some(shelf) => archive::turns(shelf, &place).await.unwrap_or_default(),
                None => Vec::new(),
            };
            let _ = self.is_kept.try_set(shelf.is_some());
            let early = self.kept.try_update_value(|kept| {
                kept.shelf = shelf;
                kept.is_open = true;
                std::mem::take(&mut kept.early)
            });
            let _ = self.turns.try_set(turns);
            for change in early.unwrap_or_default() {
                self.change(change);
            }
            self.restore();
        });
    }

    /// Another tab said something in this conversation.
    fn read_again(self) {
        spawn_local(async move {
            let shelf = self.kept.try_with_value(|kept| kept.shelf.clone()).flatten();
            let (Some(shelf), Some(place)) = (shelf, self.place.try_get_value()) else { return };
            if let Some(turns) = archive::turns(&shelf, &place).await {
                self.show(turns);
            }
        });
    }

    /// Shows what is kept, unless something of this tab is still on its way there.
    fn show(&self, kept: Vec<Turn>) {
        let is_settled = self.kept.try_with_value(|own| own.writing == 0) == Some(true);
        if is_settled && self.turns.try_with_untracked(|turns| *turns != kept) == Some(true) {
            let _ = self.turns.try_set(kept);
        }
    }

    /// The conversation as it is now.
    pub fn transcript(&self) -> Option<Transcript> {
        let place = self.place.try_get_value()?;
        let turns = self.turns.try_get_untracked()?;
        Some(Transcript { skill_id: place.skill_id, stage: place.stage, locale: place.locale, turns })
    }

    /// Adds a turn, or exchanges what came of the one whose simulation is named.
    pub(super) fn put(&self, replaces: Option<SimulationId>, turn: Turn) {
        if replaces.is_none() {
            let _ = self.selected.try_set(None);
        }
        self.change(TranscriptChange::Put { turn: Box::new(turn), replaces });
    }

    /// Empties the conversation; what was in it, for undoing.
    pub fn clear(&self) -> Vec<Turn> {
        let turns = self.turns.try_get_untracked().unwrap_or_default();
        let _ = self.selected.try_set(None);
        let _ = self.dropped.try_set(0);
        let _ = self.chosen_mode.try_set(None);
        self.change(TranscriptChange::Clear);
        turns
    }

    /// Puts back what was cleared, before what was said since; false once this conversation is no longer shown.
    pub fn put_back(&self, turns: &[Turn]) -> bool {
        let is_here = self.turns.try_with_untracked(|_| ()).is_some();
        if is_here {
            self.change(TranscriptChange::PutBack(turns.to_vec()));
        }
        is_here
    }

    /// Makes a change on screen and in what is kept.
    fn change(&self, change: TranscriptChange) {
        let gone = self.turns.try_update(|turns| change.apply(turns));
        if let Some(gone) = gone.filter(|gone| *gone > 0) {
            let _ = self.dropped.try_update(|all| *all += gone);
        }
        let shelf = self.kept.try_update_value(|kept| {
            if !kept.is_open {
                kept.early.push(change.clone());
            }
            kept.writing += usize::from(kept.shelf.is_some());
            kept.shelf.clone()
        });
        let (Some(Some(shelf)), Some(place)) = (shelf, self.place.try_get_value()) else { return };
        let conversation = *self;
        spawn_local(async move {
            let kept = archive::change(&shelf, &place, change).await;
            let _ = conversation.kept.try_update_value(|own| {
                own.writing = own.writing.saturating_sub(1);
                if let Some((channel, text)) = own.news.as_ref().filter(|_| kept.is_some()) {
                    channel.say(text);
                }
            });
            if conversation.is_kept.try_get_untracked().is_some_and(|before| before != kept.is_some()) {
                let _ = conversation.is_kept.try_set(kept.is_some());
            }
            if let Some(turns) = kept {
                conversation.show(turns);
            }
        });
    }
}
