//! Where utterances are tried: what the addresses of the simulator and of the profiler have in common.

use super::clip;
use super::query::read_skill;
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::skill::Stage;

/// The fields of a view that a query fills.
pub(super) struct TriedPlace<'a> {
    /// The skill.
    pub(super) skill_id: &'a mut Option<SkillId>,
    /// The stage.
    pub(super) stage: &'a mut Stage,
    /// The locale; `None` is the skill's first.
    pub(super) locale: &'a mut Option<String>,
    /// The experiment.
    pub(super) experiment_id: &'a mut Option<ExperimentId>,
}

impl TriedPlace<'_> {
    /// Reads a pair of a query; false where its key is none of these.
    ///
    /// # Errors
    /// What the value was to be.
    pub(super) fn read(self, key: &str, value: &str) -> Result<bool, &'static str> {
        match key {
            "v" => {}
            "skill" => read_skill(value, self.skill_id)?,
            "stage" => *self.stage = stage(value)?,
            "locale" => *self.locale = Some(locale(value)?),
            "experiment" => *self.experiment_id = Some(ExperimentId::parse(value).map_err(|_| "an experiment ID")?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A stage that utterances can be tried in.
fn stage(value: &str) -> Result<Stage, &'static str> {
    match Stage::from(value) {
        stage @ (Stage::Live | Stage::Development) => Ok(stage),
        _ => Err("a stage"),
    }
}

/// A locale of any language: the lists of the documents are not complete.
fn locale(value: &str) -> Result<String, &'static str> {
    let value = clip(value);
    let is_one =
        !value.is_empty() && value.len() <= 20 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if is_one { Ok(value) } else { Err("a locale") }
}
