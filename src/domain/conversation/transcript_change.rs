//! What is done to a transcript. A change is made to what is kept, not to what a tab happens to show, so that two tabs
//! in one conversation lose nothing of each other.

use super::kept;
use super::turn::Turn;
use crate::domain::id::SimulationId;

/// A change of a transcript.
#[derive(Debug, Clone, PartialEq)]
pub enum TranscriptChange {
    /// Adds a turn at the end, or says what came of one that is there.
    Put {
        /// The turn.
        turn: Box<Turn>,
        /// The simulation of the turn whose outcome it replaces; `None` for a new turn.
        replaces: Option<SimulationId>,
    },
    /// Takes all turns away.
    Clear,
    /// Puts turns back that were taken away, before what was said since.
    PutBack(Vec<Turn>),
}

impl TranscriptChange {
    /// Makes the change, and keeps to the limits of a transcript; how many of the oldest turns went for that.
    pub fn apply(&self, turns: &mut Vec<Turn>) -> usize {
        match self {
            Self::Put { turn, replaces } => {
                // A simulation is one turn, also where two tabs asked about it: a copied tab asks about what was under
                // way in the first one.
                let own = turn.outcome.simulation().map(|s| &s.id);
                let is_it = |old: &Turn| {
                    let of_old = old.outcome.simulation().map(|s| &s.id);
                    of_old.is_some() && (of_old == own || of_old == replaces.as_ref())
                };
                match turns.iter_mut().rev().find(|old| is_it(old)) {
                    Some(old) => old.outcome = turn.outcome.clone(),
                    None => turns.push(Turn::clone(turn)),
                }
            }
            Self::Clear => turns.clear(),
            Self::PutBack(gone) => {
                turns.splice(0..0, gone.iter().cloned());
            }
        }
        kept::cap(turns)
    }
}

#[cfg(test)]
mod tests {
    use super::super::session::tests::{simulation, turn};
    use super::super::turn::TurnOutcome;
    use super::*;
    use crate::domain::simulation::SessionMode;
    use serde_json::json;

    fn ended(utterance: &str, id: &str) -> Turn {
        let mut simulation = simulation("SUCCESSFUL", json!({}));
        simulation.id = SimulationId::parse(id).unwrap();
        turn(utterance, SessionMode::Default, TurnOutcome::Ended(simulation))
    }

    fn put(turn: Turn) -> TranscriptChange {
        TranscriptChange::Put { turn: Box::new(turn), replaces: None }
    }

    fn said(turns: &[Turn]) -> Vec<&str> {
        turns.iter().map(|t| t.utterance.as_str()).collect()
    }

    #[test]
    fn the_turns_of_two_tabs_are_all_kept() {
        let mut kept = vec![ended("open", "1")];
        // Either tab shows the first turn alone when it says something.
        put(ended("from one tab", "2")).apply(&mut kept);
        put(ended("from the other", "3")).apply(&mut kept);
        assert_eq!(said(&kept), ["open", "from one tab", "from the other"]);
    }

    #[test]
    fn a_simulation_that_two_tabs_ask_about_is_one_turn() {
        let mut kept = Vec::new();
        put(ended("open", "1")).apply(&mut kept);
        put(ended("open", "1")).apply(&mut kept);
        assert_eq!(kept.len(), 1);
        // What has no simulation is never taken for something else.
        let refused = || put(turn("no", SessionMode::Default, TurnOutcome::Cancelled));
        refused().apply(&mut kept);
        refused().apply(&mut kept);
        assert_eq!(said(&kept), ["open", "no", "no"]);
    }

    #[test]
    fn what_is_asked_about_again_keeps_its_place() {
        let gave_up = |id: &str| {
            let mut left = simulation("IN_PROGRESS", json!(null));
            left.id = SimulationId::parse(id).unwrap();
            turn("slow", SessionMode::Default, TurnOutcome::GaveUp(left))
        };
        let mut kept = vec![gave_up("1"), ended("from the other tab", "2")];
        put(ended("slow", "1")).apply(&mut kept);
        assert_eq!(kept[0], ended("slow", "1"));
        let mut kept = vec![gave_up("1"), ended("from the other tab", "2")];
        let words = "forgotten".to_owned();
        let forgotten = turn("slow", SessionMode::Default, TurnOutcome::Refused { words, request_id: None });
        let replaces = Some(SimulationId::parse("1").unwrap());
        TranscriptChange::Put { turn: Box::new(forgotten.clone()), replaces }.apply(&mut kept);
        assert_eq!((kept.len(), &kept[0]), (2, &forgotten));
    }

    #[test]
    fn what_was_cleared_comes_back_before_what_was_said_since() {
        let mut kept = vec![ended("a", "1")];
        TranscriptChange::Clear.apply(&mut kept);
        put(ended("b", "2")).apply(&mut kept);
        TranscriptChange::PutBack(vec![ended("a", "1")]).apply(&mut kept);
        assert_eq!(said(&kept), ["a", "b"]);
    }
}
