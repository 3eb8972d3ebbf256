//! Keeps in the tab what is chosen, until it is asked.

use super::choice::Chosen;
use crate::api::request::segment;
use crate::domain::id::{ExperimentId, SkillId};
use crate::platform::storage::{Area, Namespace};

fn key(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId) -> String {
    namespace.key(&format!("preflight-draft.{}.{}", segment(skill_id.as_str()), segment(experiment_id.as_str())))
}

/// What is kept of an experiment.
pub fn kept(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId) -> Option<Chosen> {
    Area::Tab.value::<Chosen>(&key(namespace, skill_id, experiment_id)).filter(Chosen::is_readable)
}

/// Keeps it. A browser that refuses keeps it on screen.
pub fn keep(namespace: &Namespace, skill_id: &SkillId, experiment_id: &ExperimentId, chosen: &Chosen) {
    let _ = Area::Tab.set_value(&key(namespace, skill_id, experiment_id), chosen);
}
