//! One turn of a conversation, and a conversation as it went.

use serde::{Deserialize, Serialize};

use crate::domain::id::SkillId;
use crate::domain::instant::Instant;
use crate::domain::simulation::{SessionMode, Simulation, SimulationStatus};
use crate::domain::skill::Stage;

/// One utterance and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    /// What was said.
    pub utterance: String,
    /// How the session before it was treated.
    pub mode: SessionMode,
    /// When it was sent.
    pub at: Instant,
    /// What came of it.
    pub outcome: TurnOutcome,
}

/// What came of a turn. A turn that is still under way is not part of a transcript.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum TurnOutcome {
    /// The simulation ended, well or not.
    Ended(Simulation),
    /// It stayed IN_PROGRESS for longer than we ask; it can be asked about again for ten minutes.
    GaveUp(Simulation),
    /// The person stopped waiting before the service had accepted it; whether it did is not known.
    Cancelled,
    /// The person stopped waiting for a simulation that was under way; it can be asked about for ten minutes.
    Stopped(Simulation),
    /// It was accepted and could not be asked about; it can be tried again for ten minutes.
    #[serde(rename_all = "camelCase")]
    OutOfSight {
        /// As it was last seen.
        simulation: Simulation,
        /// Why, in words.
        words: String,
        /// For Amazon's support.
        request_id: Option<String>,
    },
    /// The service refused it, or could not be reached.
    #[serde(rename_all = "camelCase")]
    Refused {
        /// In words.
        words: String,
        /// For Amazon's support.
        request_id: Option<String>,
    },
}

/// A conversation as it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transcript {
    /// The skill.
    pub skill_id: SkillId,
    /// Its stage.
    pub stage: Stage,
    /// The device's locale.
    pub locale: String,
    /// Its turns, oldest first.
    pub turns: Vec<Turn>,
}

impl TurnOutcome {
    /// The simulation, where there is one.
    pub fn simulation(&self) -> Option<&Simulation> {
        match self {
            Self::Ended(simulation)
            | Self::GaveUp(simulation)
            | Self::Stopped(simulation)
            | Self::OutOfSight { simulation, .. } => Some(simulation),
            Self::Cancelled | Self::Refused { .. } => None,
        }
    }

    /// Whether the service can be asked for the rest of it.
    pub fn can_be_resumed(&self) -> bool {
        matches!(self, Self::GaveUp(_) | Self::Stopped(_) | Self::OutOfSight { .. })
    }

    /// Whether the simulation ended as SUCCESSFUL.
    pub fn is_answered(&self) -> bool {
        let ended = |s: &Simulation| s.status == SimulationStatus::Successful;
        matches!(self, Self::Ended(simulation) if ended(simulation))
    }
}
