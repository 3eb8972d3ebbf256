//! What a conversation keeps in the tab: what is typed, and the turn that is under way. Both outlast a reload and a
//! sign-in.

use serde::{Deserialize, Serialize};

use super::model::Place;
use crate::domain::id::SimulationId;
use crate::domain::instant::Instant;
use crate::domain::simulation::SessionMode;
use crate::platform::storage::Namespace;
use crate::platform::tab_slot::TabSlot;

/// Keeps for one conversation.
#[derive(Debug, Clone)]
pub struct Keeper {
    draft: TabSlot,
    turn: TabSlot,
}

/// A turn that is under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TurnUnderWay {
    /// What was said.
    pub utterance: String,
    /// How the session before it is treated.
    pub mode: SessionMode,
    /// When it was begun.
    pub at: Instant,
    /// Whether its request has been sent, so that it may have run.
    pub is_sent: bool,
    /// The simulation, once it is accepted.
    pub simulation_id: Option<SimulationId>,
}

impl Keeper {
    /// Of a conversation of whoever is signed in.
    pub fn new(namespace: &Namespace, place: &Place) -> Self {
        let of = [place.skill_id.as_str(), place.stage.as_str(), &place.locale];
        let slot = |what: &str| TabSlot::new(namespace, what, &of);
        Self { draft: slot("simulator-draft"), turn: slot("simulator-turn") }
    }

    /// What is typed.
    pub fn draft(&self) -> String {
        self.draft.value().unwrap_or_default()
    }

    /// Keeps what is typed.
    pub fn keep_draft(&self, text: &str) {
        self.draft.keep(Some(text).filter(|text| !text.is_empty()).map(str::to_owned).as_ref());
    }

    /// The turn that is under way.
    pub fn turn(&self) -> Option<TurnUnderWay> {
        self.turn.value()
    }

    /// Keeps the turn that is under way; `None` once there is none any more.
    pub fn keep_turn(&self, turn: Option<&TurnUnderWay>) {
        self.turn.keep(turn);
    }
}
