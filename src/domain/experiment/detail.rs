//! An A/B test, whole and in a list.

use serde::{Deserialize, Serialize};

use super::duration::PlannedDuration;
use super::lenient;
use super::term::{ExpectedChange, ExperimentState, ExperimentType, MetricType, TransitionStatus, TreatmentId};
use crate::domain::id::ExperimentId;
use crate::domain::instant::{DAY_S, Instant};

/// One metric of a test (`metricConfigurations`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricConfiguration {
    /// Its name; which names there are, no document says.
    pub name: String,
    /// What it is there for; Amazon takes a list.
    #[serde(default, deserialize_with = "lenient::list")]
    pub metric_types: Vec<MetricType>,
    /// Which way it is expected to move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_change: Option<ExpectedChange>,
}

impl MetricConfiguration {
    /// Whether it is among the metrics that are to show the change.
    pub fn is_key(&self) -> bool {
        self.metric_types.contains(&MetricType::Key)
    }

    /// Whether it is among the metrics that must not get worse.
    pub fn is_guardrail(&self) -> bool {
        self.metric_types.contains(&MetricType::Guardrail)
    }
}

/// What happened to a test (`history`, `experimentHistory`). Amazon keeps no other times.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct History {
    /// When it was created.
    pub creation_time: Option<Instant>,
    /// When it started.
    pub start_time: Option<Instant>,
    /// Why it was stopped: one of [`super::StoppedReason`], or free text.
    pub stopped_reason: Option<String>,
}

/// What is to happen to a test by itself (`trigger`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Trigger {
    /// When it is expected to end.
    pub scheduled_end_time: Option<Instant>,
}

/// A test with its settings (`experiment`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Experiment {
    /// Its name, unique in the skill.
    #[serde(default)]
    pub name: Option<String>,
    /// Its hypothesis.
    #[serde(default)]
    pub description: Option<String>,
    /// Its type.
    #[serde(default, rename = "type")]
    pub experiment_type: Option<ExperimentType>,
    /// How long it is planned to run.
    #[serde(default)]
    pub planned_duration: Option<PlannedDuration>,
    /// How many of a hundred customers are in it; half of them in each group.
    #[serde(default, deserialize_with = "lenient::percentage")]
    pub exposure_percentage: Option<i64>,
    /// Its metrics.
    #[serde(default, deserialize_with = "lenient::list")]
    pub metric_configurations: Vec<MetricConfiguration>,
    /// The document's table has `experiment.expectedChange`, its example has it in each metric; both are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_change: Option<ExpectedChange>,
    /// Where it stands.
    #[serde(default)]
    pub state: Option<ExperimentState>,
    /// What happened to it.
    #[serde(default)]
    pub history: Option<History>,
    /// What is to happen to it.
    #[serde(default)]
    pub trigger: Option<Trigger>,
    /// How many accounts have pinned themselves to a group (Amazon's client model).
    #[serde(default, deserialize_with = "lenient::count")]
    pub treatment_override_count: Option<u64>,
}

impl Experiment {
    /// Which way a metric is expected to move, from its own entry or from the test's.
    pub fn expected_change(&self, metric: &MetricConfiguration) -> Option<ExpectedChange> {
        metric.expected_change.clone().or_else(|| self.expected_change.clone())
    }

    /// When it started.
    pub fn start_time(&self) -> Option<Instant> {
        self.history.as_ref()?.start_time
    }

    /// When it is expected to end: as the service says, or its planned duration after its start.
    pub fn planned_end(&self) -> Option<Instant> {
        let scheduled = self.trigger.as_ref().and_then(|t| t.scheduled_end_time);
        scheduled.or_else(|| {
            let days = i64::from(self.planned_duration.as_ref()?.days()?);
            Some(Instant::from_epoch_s(self.start_time()?.epoch_s().checked_add(days.checked_mul(DAY_S)?)?))
        })
    }
}

/// A test in a list (`experiments[]`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExperimentSummary {
    /// Its id.
    pub experiment_id: ExperimentId,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub state: Option<ExperimentState>,
    /// What happened to it.
    #[serde(default)]
    pub experiment_history: Option<History>,
}

/// The last change of state (`lastStateTransition` of Amazon's client model): the only place that explains a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transition {
    /// From which state.
    #[serde(default)]
    pub source_state: Option<ExperimentState>,
    /// To which state.
    #[serde(default)]
    pub target_state: Option<ExperimentState>,
    /// How far it is.
    #[serde(default)]
    pub status: Option<TransitionStatus>,
    /// When it began.
    #[serde(default)]
    pub start_time: Option<Instant>,
    /// When it ended.
    #[serde(default)]
    pub end_time: Option<Instant>,
    /// What went wrong.
    #[serde(default, deserialize_with = "lenient::list")]
    pub errors: Vec<TransitionError>,
}

/// What went wrong with a change of state.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TransitionError {
    /// The kind; `INELIGIBLITY`, spelled so, is the only one that Amazon's client model has.
    #[serde(rename = "type")]
    pub error_type: Option<String>,
    /// The service's words.
    pub message: Option<String>,
}

/// The group that the signed-in account is pinned to (`treatmentOverrides/~current`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TreatmentOverride {
    /// The group; absent where the account is not pinned.
    #[serde(default)]
    pub treatment_id: Option<TreatmentId>,
    /// How many accounts are pinned.
    #[serde(default, deserialize_with = "lenient::count")]
    pub treatment_override_count: Option<u64>,
}
