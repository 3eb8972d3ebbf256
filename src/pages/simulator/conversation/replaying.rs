//! Saying a conversation again, turn by turn.

use leptos::prelude::*;

use super::model::{Conversation, Replay};
use crate::domain::simulation::SessionMode;

impl Conversation {
    /// Begins: the first line in a new session, as ask-cli does it, the others as they were said or as the conversation
    /// goes.
    pub fn replay(&self, source: String, mut lines: Vec<(String, Option<SessionMode>)>) {
        if let Some((_, mode)) = lines.first_mut() {
            *mode = Some(SessionMode::ForceNewSession);
        }
        if lines.is_empty() || self.pending.try_with_untracked(Option::is_some).unwrap_or(true) {
            return;
        }
        let _ = self.replay.try_set(Some(Replay { source, lines, sent: 0, is_running: true }));
        self.replay_next();
    }

    /// The whole conversation from its first turn.
    pub fn replay_this(&self, source: String) {
        let lines = self.turns.with_untracked(|turns| {
            turns.iter().map(|t| (t.utterance.clone(), Some(t.mode.clone()))).collect::<Vec<_>>()
        });
        self.replay(source, lines);
    }

    /// Goes on after a pause.
    pub fn resume_replay(&self) {
        let _ = self.replay.try_update(|replay| {
            if let Some(replay) = replay {
                replay.is_running = true;
            }
        });
        self.replay_next();
    }

    /// Ends it; a turn that is under way goes on.
    pub fn stop_replay(&self) {
        let _ = self.replay.try_set(None);
    }

    pub(super) fn replay_next(&self) {
        let next = self.replay.try_update(|replay| {
            let running = replay.as_mut().filter(|r| r.is_running)?;
            let line = running.lines.get(running.sent).cloned();
            match &line {
                Some(_) => running.sent += 1,
                None => *replay = None,
            }
            line
        });
        if let Some(Some((utterance, mode))) = next
            && !self.say(utterance, mode)
        {
            self.pause_replay(true);
        }
    }

    /// Waits for the person; with `again` the last line is said again when it goes on.
    pub(super) fn pause_replay(&self, again: bool) {
        let _ = self.replay.try_update(|replay| {
            let Some(paused) = replay.as_mut().filter(|r| r.is_running) else { return };
            paused.is_running = false;
            if again {
                paused.sent = paused.sent.saturating_sub(1);
            }
            if paused.sent >= paused.lines.len() {
                *replay = None;
            }
        });
    }
}
