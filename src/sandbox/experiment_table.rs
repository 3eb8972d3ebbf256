//! The experiments of every skill: those that the world began with, and what people made of them.

use serde::{Deserialize, Serialize};

use super::experiment_record::ExperimentRecord;
use super::{experiment_seed, hash};
use crate::domain::experiment::ExperimentState;

/// Experiments that were made or changed. Untouched seeded ones are not stored, only what they follow from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ExperimentTable {
    /// When the table was first used, in milliseconds since the epoch by the sandbox's clock. Seeded dates follow from it.
    base_ms: Option<i64>,
    /// Those that were made or changed.
    records: Vec<ExperimentRecord>,
    /// How many were ever made, for their ids.
    made: u64,
}

impl ExperimentTable {
    /// The most experiments of a skill that are not deleted.
    pub const MOST: usize = 500;

    /// Fixes the day that the seeded dates are counted from, unless it is fixed.
    pub fn begin(&mut self, now_ms: i64) {
        self.base_ms.get_or_insert(now_ms);
    }

    /// A skill's experiments, newest first.
    pub fn of_skill(&self, seed: u64, skill_id: &str) -> Vec<ExperimentRecord> {
        let mut records: Vec<ExperimentRecord> =
            self.records.iter().filter(|r| r.skill_id == skill_id).cloned().collect();
        let seeded = self.base_ms.map(|base_ms| experiment_seed::experiments(seed, base_ms)).unwrap_or_default();
        let untouched =
            |r: &ExperimentRecord| r.skill_id == skill_id && !self.records.iter().any(|kept| kept.id == r.id);
        records.extend(seeded.into_iter().filter(untouched));
        // Made in the same millisecond: the later one in the table first.
        records.reverse();
        records.sort_by_key(|r| std::cmp::Reverse(r.created_ms));
        records
    }

    /// An experiment of a skill.
    pub fn get(&self, seed: u64, skill_id: &str, id: &str) -> Option<ExperimentRecord> {
        let is_it = |r: &ExperimentRecord| r.id == id && r.skill_id == skill_id;
        self.records
            .iter()
            .find(|r| is_it(r))
            .cloned()
            .or_else(|| experiment_seed::experiments(seed, self.base_ms?).into_iter().find(is_it))
    }

    /// Whether a name is in use in a skill; deleting frees it.
    pub fn has_name(&self, seed: u64, skill_id: &str, name: &str) -> bool {
        self.of_skill(seed, skill_id).iter().any(|r| r.name == name && r.deleted_ms.is_none())
    }

    /// Whether a skill has as many as it can have.
    pub fn is_full(&self, seed: u64, skill_id: &str) -> bool {
        self.of_skill(seed, skill_id).iter().filter(|r| r.deleted_ms.is_none()).count() >= Self::MOST
    }

    /// A new id.
    pub fn next_id(&mut self, seed: u64) -> String {
        self.made += 1;
        hash::uuid(hash::mix_text(seed, "experiment"), self.made)
    }

    /// Keeps an experiment as it is now. Of deleted ones the oldest are forgotten when there are too many.
    pub fn keep(&mut self, record: ExperimentRecord) {
        match self.records.iter_mut().find(|r| r.id == record.id) {
            Some(kept) => *kept = record,
            None => self.records.push(record),
        }
        let deleted = |r: &ExperimentRecord| r.state(i64::MAX) == ExperimentState::Deleted && r.truth.is_none();
        if self.records.iter().filter(|r| deleted(r)).count() > Self::MOST
            && let Some(oldest) = self.records.iter().position(deleted)
        {
            self.records.remove(oldest);
        }
    }
}
