//! Keeps in the tab what is chosen, until it is asked.

use super::choice::Chosen;
use crate::domain::id::{ExperimentId, SkillId};
use crate::platform::storage::Namespace;
use crate::platform::tab_slot::TabSlot;

fn slot(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId) -> TabSlot {
    TabSlot::new(namespace, "preflight-draft", &[skill_id.as_str(), experiment_id.as_str()])
}

/// What is kept of an experiment.
pub fn kept(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId) -> Option<Chosen> {
    slot(namespace, skill_id, experiment_id).value::<Chosen>().filter(Chosen::is_readable)
}

/// Keeps it.
pub fn keep(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId, chosen: &Chosen) {
    slot(namespace, skill_id, experiment_id).keep(Some(chosen));
}
