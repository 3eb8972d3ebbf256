//! The names of experiments that were read while the page is open, so that one can be gone to by its name.

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::api::Api;
use super::experiment_list::all_experiments;
use crate::domain::experiment::ExperimentSummary;
use crate::domain::id::SkillId;

/// The experiments by account and skill; a context.
#[derive(Clone, Copy)]
pub struct KnownExperiments {
    rows: RwSignal<HashMap<String, Vec<ExperimentSummary>>>,
    asked: StoredValue<HashSet<String>>,
}

impl KnownExperiments {
    /// Makes it and provides it as context.
    pub fn provide() -> Self {
        let known = Self { rows: RwSignal::new(HashMap::new()), asked: StoredValue::new(HashSet::new()) };
        provide_context(known);
        known
    }

    /// Those of a skill. Tracked.
    pub fn of(&self, api: &Api, skill_id: &SkillId) -> Vec<ExperimentSummary> {
        self.rows.with(|rows| rows.get(&key(api, skill_id)).cloned().unwrap_or_default())
    }

    /// Keeps a list that was read.
    pub fn keep(&self, api: &Api, skill_id: &SkillId, rows: &[ExperimentSummary]) {
        let _ = self.rows.try_update(|all| all.insert(key(api, skill_id), rows.to_vec()));
    }

    /// Reads the list of a skill whose experiments are not known, once. What fails is left out: names are a convenience.
    pub fn read_once(self, api: Api, skill_id: SkillId) {
        let key = key(&api, &skill_id);
        let is_known = self.rows.with_untracked(|rows| rows.contains_key(&key));
        let is_new = self.asked.try_update_value(|asked| asked.insert(key)).unwrap_or(false);
        if is_known || !is_new {
            return;
        }
        leptos::task::spawn_local(async move {
            if let Ok(rows) = all_experiments(&api, &skill_id).await {
                self.keep(&api, &skill_id, &rows);
            }
        });
    }
}

fn key(api: &Api, skill_id: &SkillId) -> String {
    api.namespace().key(skill_id.as_str())
}
