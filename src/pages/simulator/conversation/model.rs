//! The state of one conversation: its turns, the one under way, what is typed, what the inspector shows.

use std::sync::{Arc, Mutex};

use futures::future::AbortHandle;
use leptos::prelude::*;

use super::keeper::Keeper;
use super::keeping::Kept;
use super::words::{self, Waiting};
use crate::config::Polling;
use crate::domain::conversation::Turn;
use crate::domain::conversation::history::{Recall, recallable};
use crate::domain::conversation::session::next_mode;
use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::simulation::{SessionMode, Simulation};
use crate::domain::skill::Stage;
use crate::platform::document;
use crate::state::api::{Api, ApiContext};
use crate::state::installation::Installation;
use crate::state::simulation_runner::SimulationRunnerContext;

/// What a conversation is with. Another place is another conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The skill.
    pub skill_id: SkillId,
    /// Its stage.
    pub stage: Stage,
    /// The device's locale.
    pub locale: String,
}

/// The turn that is under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// What was said.
    pub utterance: String,
    /// How the session before it is treated.
    pub mode: SessionMode,
    /// When it was begun.
    pub at: Instant,
    /// How far it has come.
    pub waiting: Waiting,
    /// The simulation, once it is accepted.
    pub simulation: Option<Simulation>,
    /// The turn that is asked about again; `None` for a new one.
    pub replaces: Option<usize>,
}

/// A conversation that is said again, turn by turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// What is replayed, in words.
    pub source: String,
    /// What is said, and how the session is treated where that is fixed.
    pub lines: Vec<(String, Option<SessionMode>)>,
    /// How many of them were sent.
    pub sent: usize,
    /// Whether it goes on by itself; else it waits for the person.
    pub is_running: bool,
}

/// The field of what to say, by its id.
pub const FIELD: &str = "simulator-say";

/// The state. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Conversation {
    /// What it is with.
    pub place: StoredValue<Place>,
    /// The turns, oldest first.
    pub turns: RwSignal<Vec<Turn>>,
    /// The turn under way.
    pub pending: RwSignal<Option<Pending>>,
    /// What is typed.
    pub draft: RwSignal<String>,
    /// What is wrong with it, or what became of it.
    pub problem: RwSignal<Option<String>>,
    /// How the person wants the next turn to treat the session; `None` leaves it to the conversation.
    pub chosen_mode: RwSignal<Option<SessionMode>>,
    /// The turn that the person wants to look into; `None` is the latest.
    pub selected: RwSignal<Option<usize>>,
    /// What is replayed.
    pub replay: RwSignal<Option<Replay>>,
    /// Whether the browser keeps the conversation.
    pub is_kept: RwSignal<bool>,
    /// How many turns went because there were too many.
    pub dropped: RwSignal<usize>,
    recall: StoredValue<Recall>,
    pub(super) keeper: StoredValue<Keeper>,
    pub(super) kept: StoredValue<Kept, LocalStorage>,
    pub(super) abort: StoredValue<Arc<Mutex<Option<AbortHandle>>>>,
    pub(super) polling: StoredValue<Polling>,
    pub(super) api: ApiContext,
    pub(super) runner: SimulationRunnerContext,
}

impl Conversation {
    /// Takes up the conversation with a place where it was left.
    pub fn new(place: Place, api: &Api) -> Self {
        let keeper = Keeper::new(api.namespace(), &place);
        let abort = Arc::new(Mutex::new(None::<AbortHandle>));
        let at_end = Arc::clone(&abort);
        // A page that is left waits no longer; what was accepted is asked about on return.
        on_cleanup(move || {
            if let Ok(handle) = at_end.lock()
                && let Some(handle) = handle.as_ref()
            {
                handle.abort();
            }
        });
        let conversation = Self {
            place: StoredValue::new(place),
            turns: RwSignal::new(Vec::new()),
            pending: RwSignal::new(None),
            draft: RwSignal::new(keeper.draft()),
            problem: RwSignal::new(None),
            chosen_mode: RwSignal::new(None),
            selected: RwSignal::new(None),
            replay: RwSignal::new(None),
            is_kept: RwSignal::new(true),
            dropped: RwSignal::new(0),
            recall: StoredValue::new(Recall::default()),
            keeper: StoredValue::new(keeper),
            kept: StoredValue::new_local(Kept::default()),
            abort: StoredValue::new(abort),
            polling: StoredValue::new(untrack(|| expect_context::<Installation>().config().polling)),
            api: expect_context::<ApiContext>(),
            runner: expect_context::<SimulationRunnerContext>(),
        };
        Effect::new(move |before: Option<()>| {
            let draft = conversation.draft.get();
            conversation.keeper.with_value(|k| k.keep_draft(&draft));
            if before.is_some() {
                let _ = conversation.problem.try_set(None);
            }
        });
        conversation.take_up(api.clone());
        conversation
    }

    /// How the next turn treats the session. Tracked.
    pub fn mode(&self) -> SessionMode {
        self.chosen_mode.get().unwrap_or_else(|| self.turns.with(|turns| next_mode(turns)))
    }

    /// The turn that the inspector shows. Tracked.
    pub fn shown(&self) -> Option<usize> {
        let last = self.turns.with(Vec::len).checked_sub(1)?;
        Some(self.selected.get().filter(|s| *s <= last).unwrap_or(last))
    }

    /// Whether something is under way or goes on by itself. Tracked.
    pub fn is_busy(&self) -> bool {
        self.pending.with(Option::is_some) || self.replay.with(|r| r.as_ref().is_some_and(|r| r.is_running))
    }

    /// The utterance before the one in the field (`older`), or the one after it.
    pub fn recall(&self, older: bool) {
        let found = self.turns.try_with_untracked(|turns| {
            let said = recallable(turns.iter().map(|t| t.utterance.as_str()));
            let in_field = self.draft.try_get_untracked().unwrap_or_default();
            self.recall.try_update_value(|r| if older { r.older(&said, &in_field) } else { r.newer(&said) })
        });
        if let Some(Some(Some(text))) = found {
            let _ = self.draft.try_set(text);
        }
    }

    /// Typing and sending end the recalling.
    pub fn end_recall(&self) {
        let _ = self.recall.try_update_value(Recall::end);
    }

    /// Gives a text back to the field, unless something else was typed meanwhile.
    pub(super) fn give_back(&self, text: &str, why: Option<&str>) {
        if self.draft.try_get_untracked().is_some_and(|d| d.is_empty()) {
            let _ = self.draft.try_set(text.to_owned());
        }
        let conversation = *self;
        let why = why.map(str::to_owned);
        // The change of the field clears what stood by it; this comes after.
        request_animation_frame(move || {
            let _ = conversation.problem.try_set(why);
        });
    }

    /// Says something by the field and puts the focus there.
    pub(super) fn say_by_field(&self, words: String) {
        let _ = self.problem.try_set(Some(words));
        document::focus(FIELD);
    }

    /// Why the next turn treats the session as it does. Tracked.
    pub fn mode_hint(&self) -> &'static str {
        let mode = self.mode();
        self.turns.with(|turns| words::mode_hint(turns, &mode))
    }
}

impl Place {
    /// Where its transcript stands on the shelf.
    pub(super) fn within(&self) -> [&str; 2] {
        [self.skill_id.as_str(), self.stage.as_str()]
    }
}
