//! What a conversation keeps in the tab: what is typed, and the turn that is under way. Both outlast a reload and a
//! sign-in.

use serde::{Deserialize, Serialize};

use super::model::Place;
use crate::api::request::segment;
use crate::domain::id::SimulationId;
use crate::domain::instant::Instant;
use crate::domain::simulation::SessionMode;
use crate::platform::storage::{Area, Namespace};

/// Keeps for one conversation.
#[derive(Debug, Clone)]
pub struct Keeper {
    draft_key: String,
    turn_key: String,
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
        let (skill, locale) = (segment(place.skill_id.as_str()), segment(&place.locale));
        let key = |what: &str| namespace.key(&format!("simulator-{what}.{skill}.{}.{locale}", place.stage.as_str()));
        Self { draft_key: key("draft"), turn_key: key("turn") }
    }

    /// What is typed.
    pub fn draft(&self) -> String {
        Area::Tab.text(&self.draft_key).unwrap_or_default()
    }

    /// Keeps what is typed. A browser that refuses loses it with the page.
    pub fn keep_draft(&self, text: &str) {
        if text.is_empty() {
            Area::Tab.remove(&self.draft_key);
        } else {
            let _ = Area::Tab.set_text(&self.draft_key, text);
        }
    }

    /// The turn that is under way.
    pub fn turn(&self) -> Option<TurnUnderWay> {
        Area::Tab.value(&self.turn_key)
    }

    /// Keeps the turn that is under way.
    pub fn keep_turn(&self, turn: &TurnUnderWay) {
        let _ = Area::Tab.set_value(&self.turn_key, turn);
    }

    /// No turn is under way any more.
    pub fn end_turn(&self) {
        Area::Tab.remove(&self.turn_key);
    }
}
