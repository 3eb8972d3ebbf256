//! One run of a suite: what each case got.

use serde::{Deserialize, Serialize};

use super::Case;
use crate::domain::id::{RunId, SuiteId};
use crate::domain::instant::Instant;
use crate::domain::profile::Profile;
use crate::domain::skill::Stage;

/// A run, under way or done. It holds its cases, so that a suite that is changed later does not change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuiteRun {
    /// Its id, made in this browser.
    pub id: RunId,
    /// The suite.
    pub suite_id: SuiteId,
    /// The stage.
    pub stage: Stage,
    /// The locale.
    pub locale: String,
    /// When it began.
    pub started: Instant,
    /// When its last case was done; `None` while it is under way, paused or cancelled.
    #[serde(default)]
    pub finished: Option<Instant>,
    /// One for each case of the suite, in its order.
    pub results: Vec<CaseResult>,
}

/// A case and what it got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseResult {
    /// The case as it was at the time.
    pub case: Case,
    /// What it got; `None` until it was run.
    #[serde(default)]
    pub outcome: Option<CaseOutcome>,
}

/// What a case got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum CaseOutcome {
    /// The service's answer, as far as it is judged.
    #[serde(rename_all = "camelCase")]
    Profiled {
        /// The name of the selected intent; `None` where nothing matched.
        intent: Option<String>,
        /// Its filled slots.
        slots: Vec<GotSlot>,
        /// The names of the other intents that were considered, best first.
        considered: Vec<String>,
    },
    /// The service refused this utterance, or could not answer it.
    #[serde(rename_all = "camelCase")]
    Refused {
        /// In words.
        words: String,
        /// For Amazon's support.
        request_id: Option<String>,
    },
}

/// A slot that was filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GotSlot {
    /// Its name.
    pub name: String,
    /// The words that were heard.
    pub heard: String,
    /// The name of the value that they were resolved to.
    pub resolved: Option<String>,
}

impl CaseOutcome {
    /// What is judged of a profile.
    pub fn of(profile: &Profile) -> Self {
        let selected = profile.selected_intent.as_ref();
        let slots = selected.into_iter().flat_map(|intent| intent.filled()).map(|slot| GotSlot {
            name: slot.name.clone(),
            heard: slot.value.clone().unwrap_or_default(),
            resolved: slot.resolved().map(|value| value.name.clone()),
        });
        Self::Profiled {
            intent: selected.map(|intent| intent.name.clone()).filter(|name| !name.is_empty()),
            slots: slots.collect(),
            considered: profile.considered_intents.iter().map(|intent| intent.name.clone()).collect(),
        }
    }
}

impl SuiteRun {
    /// A run in which nothing has been done yet.
    pub fn of(suite: &super::Suite, id: RunId, started: Instant) -> Self {
        let results = suite.cases.iter().map(|case| CaseResult { case: case.clone(), outcome: None });
        Self {
            id,
            suite_id: suite.id.clone(),
            stage: suite.stage.clone(),
            locale: suite.locale.clone(),
            started,
            finished: None,
            results: results.collect(),
        }
    }

    /// How many cases have an outcome.
    pub fn done(&self) -> usize {
        self.results.iter().filter(|result| result.outcome.is_some()).count()
    }
}
