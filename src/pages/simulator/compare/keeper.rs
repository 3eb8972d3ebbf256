//! What is chosen to be asked, kept in the tab until it is asked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::api::request::segment;
use crate::domain::id::{ExperimentId, ScriptId, SkillId};
use crate::platform::storage::{Area, Namespace};

/// The version of what is kept; anything else counts as absent.
const VERSION: u32 = 1;

/// What is to be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chosen {
    version: u32,
    /// Scripts.
    pub scripts: BTreeSet<ScriptId>,
    /// Utterances, one a line.
    pub typed: String,
}

impl Chosen {
    /// A choice.
    pub fn new(scripts: BTreeSet<ScriptId>, typed: String) -> Self {
        Self { version: VERSION, scripts, typed }
    }
}

fn key(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId) -> String {
    namespace.key(&format!("preflight-draft.{}.{}", segment(skill_id.as_str()), segment(experiment_id.as_str())))
}

/// What is kept of an experiment.
pub fn kept(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId) -> Option<Chosen> {
    Area::Tab.value::<Chosen>(&key(namespace, skill_id, experiment_id)).filter(|chosen| chosen.version == VERSION)
}

/// Keeps it. A browser that refuses keeps it on screen.
pub fn keep(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId, chosen: &Chosen) {
    let _ = Area::Tab.set_value(&key(namespace, skill_id, experiment_id), chosen);
}
