//! A suite and its cases.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::id::{ExperimentId, SkillId, SuiteId};
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;

/// Utterances with what they should reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Suite {
    /// Its id, made in this browser.
    pub id: SuiteId,
    /// Its name.
    pub name: String,
    /// The skill that it is for.
    pub skill_id: SkillId,
    /// The stage that it is run against.
    pub stage: Stage,
    /// The locale that it is in, as `en-US`.
    pub locale: String,
    /// The experiment that it is pinned to.
    #[serde(default)]
    pub experiment_id: Option<ExperimentId>,
    /// When it was last changed.
    pub changed: Instant,
    /// Its cases, in the order of the file that they came from.
    pub cases: Vec<Case>,
}

/// One utterance with what it should reach.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Case {
    /// What the customer says.
    pub utterance: String,
    /// The name of the intent that it should reach; `None` where none should match.
    pub expected_intent: Option<String>,
    /// The slots that it should fill: name to the resolved name or the words. Slots that are not named are not judged.
    pub expected_slots: BTreeMap<String, String>,
}
