//! Sending a turn, waiting for it, and what its end does to the conversation.

use std::future::Future;

use futures::future::abortable;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeper::TurnUnderWay;
use super::model::{Conversation, Pending};
use super::words::{self, Waiting};
use crate::api::error::{ApiError, ErrorKind};
use crate::api::simulation::SimulateSkill;
use crate::domain::conversation::entry::{Entry, EntryProblem};
use crate::domain::conversation::session::next_mode;
use crate::domain::conversation::{Turn, TurnOutcome};
use crate::domain::simulation::{SessionMode, Simulation, SimulationStatus};
use crate::platform::clock;
use crate::state::simulation_runner::{SimulationEnd, SimulationProgress};

/// What the page has to do about what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Nothing more.
    Done,
    /// Save a replay file under a name.
    Record {
        /// The file's name.
        file_name: String,
        /// Whether `.quit` is its last line.
        appends_quit: bool,
    },
}

impl Conversation {
    /// Sends what is typed, or says by the field why not. Twice at once sends once.
    pub fn send(&self, forced: Option<SessionMode>) -> Typed {
        let Some(draft) = self.draft.try_get_untracked() else { return Typed::Done };
        match Entry::parse(&draft) {
            // The second half of a double click.
            Err(EntryProblem::Empty) if untrack(|| self.is_busy()) => {}
            Err(problem) => self.say_by_field(words::entry_problem(&problem)),
            Ok(Entry::Help) => self.say_by_field(words::COMMANDS.to_owned()),
            Ok(Entry::Quit) => {
                self.stop_replay();
                let _ = self.draft.try_set(String::new());
                let _ = self.chosen_mode.try_set(Some(SessionMode::ForceNewSession));
                self.give_back("", Some(words::QUIT));
            }
            Ok(Entry::Record { file_name, appends_quit }) => {
                let _ = self.draft.try_set(String::new());
                return Typed::Record { file_name, appends_quit };
            }
            Ok(Entry::Utterance(text)) => {
                if untrack(|| self.is_busy()) {
                    self.say_by_field(words::BUSY.to_owned());
                    return Typed::Done;
                }
                let mode = forced.or_else(|| self.chosen_mode.try_get_untracked().flatten());
                if self.say(text, mode) {
                    let _ = self.draft.try_set(String::new());
                    self.end_recall();
                }
            }
        }
        Typed::Done
    }

    /// Begins a turn; false while another one is under way.
    pub(super) fn say(&self, utterance: String, mode: Option<SessionMode>) -> bool {
        if self.pending.try_with_untracked(Option::is_some).unwrap_or(true) {
            return false;
        }
        let (Some(api), Some(runner), Some(place), Some(polling)) =
            (self.api.try_now(), self.runner.get(), self.place.try_get_value(), self.polling.try_get_value())
        else {
            return false;
        };
        let mode = mode.unwrap_or_else(|| self.turns.with_untracked(|turns| next_mode(turns)));
        let pending = Pending {
            utterance: utterance.clone(),
            mode: mode.clone(),
            at: clock::now(),
            waiting: Waiting::Queued,
            simulation: None,
            replaces: None,
        };
        let _ = self.pending.try_set(Some(pending));
        let _ = self.chosen_mode.try_set(None);
        self.keep_pending();
        let simulate = SimulateSkill {
            skill_id: place.skill_id,
            stage: place.stage,
            locale: place.locale,
            content: utterance,
            mode,
        };
        let conversation = *self;
        self.launch(async move {
            let on_progress = move |progress| conversation.progressed(progress);
            let on_accepted = move |simulation: &Simulation| conversation.accepted(simulation);
            let end = runner.run_watched(&api, &polling, &simulate, on_progress, on_accepted).await;
            conversation.ended(end);
        });
        true
    }

    /// Says a turn's utterance once more, as it was said.
    pub fn send_again(&self, at: usize) {
        let said = self.turns.with_untracked(|turns| turns.get(at).map(|t| (t.utterance.clone(), t.mode.clone())));
        if let Some((utterance, mode)) = said {
            self.say(utterance, Some(mode));
        }
    }

    /// Asks for the result of a turn once more.
    pub fn ask_again(&self, at: usize) {
        let Some(turn) = self.turns.with_untracked(|turns| turns.get(at).cloned()) else { return };
        let Some(simulation) = turn.outcome.simulation().cloned() else { return };
        let pending = Pending {
            utterance: turn.utterance,
            mode: turn.mode,
            at: turn.at,
            waiting: Waiting::Queued,
            simulation: Some(simulation.clone()),
            replaces: Some(at),
        };
        self.resume(pending, simulation);
    }

    fn resume(&self, pending: Pending, simulation: Simulation) {
        if self.pending.try_with_untracked(Option::is_some).unwrap_or(true) {
            return;
        }
        let (Some(api), Some(runner), Some(place), Some(polling)) =
            (self.api.try_now(), self.runner.get(), self.place.try_get_value(), self.polling.try_get_value())
        else {
            return;
        };
        let _ = self.pending.try_set(Some(pending));
        let conversation = *self;
        self.launch(async move {
            let on_progress = move |progress| conversation.progressed(progress);
            let target = (&place.skill_id, &place.stage);
            let end = runner.resume(&api, &polling, target, simulation, on_progress).await;
            conversation.ended(end);
        });
    }

    /// After a reload: what was under way goes on, or is said not to have.
    pub(super) fn restore(&self) {
        // What is said while the conversation is still being read was not left by anybody.
        if self.pending.try_with_untracked(Option::is_some).unwrap_or(true) {
            return;
        }
        let Some(Some(left)) = self.keeper.try_with_value(|keeper| keeper.turn()) else { return };
        let TurnUnderWay { utterance, mode, at, is_sent, simulation_id } = left;
        match simulation_id {
            Some(id) => {
                let simulation = Simulation { id, status: SimulationStatus::InProgress, result: None };
                let pending = Pending {
                    utterance,
                    mode,
                    at,
                    waiting: Waiting::Queued,
                    simulation: Some(simulation.clone()),
                    replaces: None,
                };
                self.resume(pending, simulation);
            }
            None => {
                let words = if is_sent { words::LEFT_WHILE_SENDING } else { words::LEFT_WHILE_WAITING }.to_owned();
                self.end_pending();
                self.put(None, Turn { utterance, mode, at, outcome: TurnOutcome::Refused { words, request_id: None } });
            }
        }
    }

    /// Stops waiting. What did not run goes back into the field.
    pub fn cancel(&self) {
        let Some(Some(pending)) = self.pending.try_get_untracked() else { return };
        if let Some(abort) = self.abort.try_get_value()
            && let Ok(handle) = abort.lock()
            && let Some(handle) = handle.as_ref()
        {
            handle.abort();
        }
        self.end_pending();
        self.pause_replay(matches!(pending.waiting, Waiting::Queued | Waiting::WillSendAgain { .. }));
        let outcome = match (pending.simulation, pending.waiting) {
            // The turn is as it was.
            (Some(_), _) if pending.replaces.is_some() => return,
            (Some(simulation), _) => TurnOutcome::Stopped(simulation),
            (None, Waiting::Queued | Waiting::WillSendAgain { .. }) => {
                self.give_back(&pending.utterance, None);
                return;
            }
            (None, _) => TurnOutcome::Cancelled,
        };
        self.put(None, Turn { utterance: pending.utterance, mode: pending.mode, at: pending.at, outcome });
    }

    fn launch(&self, task: impl Future<Output = ()> + 'static) {
        let (task, handle) = abortable(task);
        if let Some(abort) = self.abort.try_get_value()
            && let Ok(mut current) = abort.lock()
        {
            *current = Some(handle);
        }
        spawn_local(async move {
            // An abort is the person's own wish, or the end of the page.
            let _ = task.await;
        });
    }

    fn progressed(&self, progress: SimulationProgress) {
        let waiting = match progress {
            SimulationProgress::Queued => Waiting::Queued,
            SimulationProgress::Sending => Waiting::Sending,
            SimulationProgress::WillSendAgain { wait_ms, throttled } => Waiting::WillSendAgain { wait_ms, throttled },
            SimulationProgress::InProgress { checks, next_ms } => Waiting::InProgress { checks, next_ms },
        };
        let _ = self.pending.try_update(|pending| {
            if let Some(pending) = pending {
                pending.waiting = waiting;
            }
        });
        self.keep_pending();
    }

    fn accepted(&self, simulation: &Simulation) {
        let _ = self.pending.try_update(|pending| {
            if let Some(pending) = pending {
                pending.simulation = Some(simulation.clone());
            }
        });
        self.keep_pending();
    }

    /// Keeps the new turn that is under way in the tab; one that is asked about again stands in the transcript.
    fn keep_pending(&self) {
        let Some(Some(pending)) = self.pending.try_get_untracked() else { return };
        if pending.replaces.is_some() {
            return;
        }
        let under_way = TurnUnderWay {
            is_sent: !matches!(pending.waiting, Waiting::Queued | Waiting::WillSendAgain { .. }),
            simulation_id: pending.simulation.map(|s| s.id),
            utterance: pending.utterance,
            mode: pending.mode,
            at: pending.at,
        };
        let _ = self.keeper.try_with_value(|keeper| keeper.keep_turn(Some(&under_way)));
    }

    fn end_pending(&self) {
        let _ = self.pending.try_set(None);
        let _ = self.keeper.try_with_value(|keeper| keeper.keep_turn(None));
    }

    fn ended(&self, end: SimulationEnd) {
        let Some(Some(pending)) = self.pending.try_get_untracked() else { return };
        self.end_pending();
        let did_not_run = |error: &ApiError| error.kind == ErrorKind::Unauthenticated;
        let has_room = self.draft.try_with_untracked(String::is_empty).unwrap_or(true);
        let outcome = match end {
            // Where something else is typed by now, it stays a turn that can be sent again.
            SimulationEnd::Refused(error) if did_not_run(&error) && has_room => {
                self.pause_replay(true);
                self.give_back(&pending.utterance, Some(&words::sign_in_ended(&error)));
                return;
            }
            SimulationEnd::Ended(simulation) => TurnOutcome::Ended(simulation),
            SimulationEnd::GaveUp(simulation) => TurnOutcome::GaveUp(simulation),
            SimulationEnd::Refused(error) => {
                TurnOutcome::Refused { words: words::refusal(&error), request_id: error.request_id }
            }
            SimulationEnd::OutOfSight(_, error) if error.kind == ErrorKind::NotFound => {
                TurnOutcome::Refused { words: words::FORGOTTEN.to_owned(), request_id: error.request_id }
            }
            SimulationEnd::OutOfSight(simulation, error) => {
                TurnOutcome::OutOfSight { simulation, words: words::lost_sight(&error), request_id: error.request_id }
            }
        };
        let goes_on = matches!(outcome, TurnOutcome::Ended(_));
        let was_refused = matches!(outcome, TurnOutcome::Refused { .. });
        let replaces = pending.replaces.and(pending.simulation.map(|s| s.id));
        self.put(replaces, Turn { utterance: pending.utterance, mode: pending.mode, at: pending.at, outcome });
        if goes_on { self.replay_next() } else { self.pause_replay(was_refused) }
    }
}
