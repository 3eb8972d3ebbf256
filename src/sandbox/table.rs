//! What changes while the sandbox runs. A page can keep it across a reload, apart from real data.

use serde::{Deserialize, Serialize};

use super::aws::KeyTable;
use super::clock::Clock;
use super::enablement::EnablementTable;
use super::experiment_table::ExperimentTable;
use super::option::Knobs;
use super::simulation::table::SimulationTable;
use super::token::TokenTable;

/// Clock, tokens, knobs, experiments, enablements, simulations, and how many requests were answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tables {
    /// The version of this form.
    pub version: u32,
    /// The clock.
    pub clock: Clock,
    /// What was handed out at sign-in.
    pub tokens: TokenTable,
    /// The knobs.
    pub knobs: Knobs,
    /// The experiments. Tables that were kept before there were any have none.
    #[serde(default)]
    pub experiments: ExperimentTable,
    /// Which skills were enabled and disabled.
    #[serde(default)]
    pub enablements: EnablementTable,
    /// Simulations and sessions.
    #[serde(default)]
    pub simulations: SimulationTable,
    /// Temporary keys of Amazon Web Services. Tables that were kept before there were any have none.
    #[serde(default)]
    pub keys: KeyTable,
    /// Requests answered, for their ids.
    pub answered: u64,
}

impl Tables {
    /// The version that is written, and the only one that is read.
    pub const VERSION: u32 = 1;

    /// Untouched tables.
    pub fn new(knobs: Knobs) -> Self {
        Self {
            version: Self::VERSION,
            clock: Clock::default(),
            tokens: TokenTable::default(),
            knobs,
            experiments: ExperimentTable::default(),
            enablements: EnablementTable::default(),
            simulations: SimulationTable::default(),
            keys: KeyTable::default(),
            answered: 0,
        }
    }

    /// Reads kept tables; `None` where they are of another version or not readable.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str::<Self>(text).ok().filter(|tables| tables.version == Self::VERSION)
    }

    /// Writes them, to be kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
