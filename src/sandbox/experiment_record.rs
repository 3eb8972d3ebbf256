//! An experiment as the sandbox keeps it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::experiment_state::Step;
use crate::domain::experiment::{
    ExperimentState, ExperimentType, MetricConfiguration, PlannedDuration, TargetState, TreatmentId,
};
use crate::domain::instant::{DAY_S, Instant};

/// A name with these words belongs to an experiment that cannot be deployed.
pub const FAILS: &str = "fail to deploy";

/// From when on an experiment had an exposure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exposure {
    /// In milliseconds since the epoch, by the sandbox's clock.
    pub from_ms: i64,
    /// Of a hundred customers.
    pub percentage: i64,
}

/// What really holds of a seeded experiment, and what is wrong with its data. User-made ones have a truth by
/// [`super::measured_metric`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Truth {
    /// By how much T1 changes each metric, relative to C, in the order of the metrics.
    pub effects: Vec<f64>,
    /// The share of T1's users that is never recorded.
    pub lost_share: f64,
    /// `statusReason` of its snapshots, where they are UNRELIABLE: one for those with an even number, one for the rest.
    pub status_reasons: Option<[String; 2]>,
}

/// An experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExperimentRecord {
    /// Its id.
    pub id: String,
    /// Its skill.
    pub skill_id: String,
    /// Its name.
    pub name: String,
    /// Its hypothesis.
    pub description: String,
    /// How long it is planned to run.
    pub planned_duration: PlannedDuration,
    /// Its metrics.
    pub metrics: Vec<MetricConfiguration>,
    /// Its exposures, in the order of time; there is at least one.
    pub exposures: Vec<Exposure>,
    /// When it was created, in milliseconds since the epoch.
    pub created_ms: i64,
    /// When it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_ms: Option<i64>,
    /// The changes of state that were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Why it was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_reason: Option<String>,
    /// Which accounts are pinned, and to which group.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub overrides: BTreeMap<String, TreatmentId>,
    /// What really holds, of a seeded one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<Truth>,
}

impl ExperimentRecord {
    /// Where it stands.
    pub fn state(&self, now_ms: i64) -> ExperimentState {
        if self.deleted_ms.is_some() {
            return ExperimentState::Deleted;
        }
        self.steps.last().map_or(ExperimentState::Created, |step| step.state(now_ms))
    }

    /// Whether a change of state is under way.
    pub fn is_changing(&self, now_ms: i64) -> bool {
        self.steps.last().is_some_and(|step| now_ms < step.end_ms())
    }

    /// Its exposure now, in percent.
    pub fn exposure(&self) -> i64 {
        self.exposures.last().map_or(0, |e| e.percentage)
    }

    /// When customers were first in it; `None` where none are yet.
    pub fn started_ms(&self, now_ms: i64) -> Option<i64> {
        let step = self.steps.iter().find(|s| s.target == TargetState::Running && s.failure.is_none())?;
        Some(step.end_ms()).filter(|start| *start <= now_ms)
    }

    /// When it was asked to stop; from then on nobody is in it.
    pub fn stop_ms(&self) -> Option<i64> {
        self.steps.iter().find(|s| s.target == TargetState::Stopped).map(|s| s.asked_ms)
    }

    /// The `experiment` of the answer to Get an experiment.
    pub fn experiment(&self, now_ms: i64) -> Value {
        let mut experiment = json!({
            "name": self.name,
            "description": self.description,
            "type": ExperimentType::EndpointBased,
            "plannedDuration": self.planned_duration,
            "exposurePercentage": self.exposure(),
            "metricConfigurations": self.metrics,
            "treatmentOverrideCount": self.overrides.len(),
            "state": self.state(now_ms),
            "history": self.history(now_ms),
        });
        let days = self.planned_duration.days().map_or(0, i64::from);
        if let (Some(start_ms), Some(fields)) = (self.started_ms(now_ms), experiment.as_object_mut()) {
            let end = stamp(start_ms.saturating_add(days * DAY_S * 1_000));
            fields.insert("trigger".to_owned(), json!({ "scheduledEndTime": end }));
        }
        experiment
    }

    /// Its entry in the list.
    pub fn summary(&self, now_ms: i64) -> Value {
        json!({
            "experimentId": self.id,
            "name": self.name,
            "state": self.state(now_ms),
            "experimentHistory": self.history(now_ms),
        })
    }

    fn history(&self, now_ms: i64) -> Value {
        let mut history = serde_json::Map::new();
        history.insert("creationTime".to_owned(), stamp(self.created_ms).into());
        if let Some(start_ms) = self.started_ms(now_ms) {
            history.insert("startTime".to_owned(), stamp(start_ms).into());
        }
        if let Some(reason) = &self.stopped_reason {
            history.insert("stoppedReason".to_owned(), reason.as_str().into());
        }
        history.into()
    }

    /// `lastStateTransition`; `None` before any change was asked for.
    pub fn last_state_transition(&self, now_ms: i64) -> Option<Value> {
        let step = self.steps.last()?;
        let mut transition = json!({
            "sourceState": step.source,
            "targetState": step.target,
            "status": step.status(now_ms),
            "startTime": stamp(step.asked_ms),
        });
        if let (Some(fields), true) = (transition.as_object_mut(), now_ms >= step.end_ms()) {
            fields.insert("endTime".to_owned(), stamp(step.end_ms()).into());
            if let Some(message) = &step.failure {
                // Amazon's client model spells it so.
                fields.insert("errors".to_owned(), json!([{"type": "INELIGIBLITY", "message": message}]));
            }
        }
        Some(transition)
    }
}

/// An instant as the document's examples write it: `2021-04-19T18:43:48.383Z`.
pub fn stamp(epoch_ms: i64) -> String {
    let seconds = Instant::from_epoch_s(epoch_ms.div_euclid(1_000)).to_string();
    format!("{}.{:03}Z", seconds.trim_end_matches('Z'), epoch_ms.rem_euclid(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_as_the_document_writes_it() {
        assert_eq!(stamp(1_618_857_828_383), "2021-04-19T18:43:48.383Z");
        assert_eq!(stamp(0), "1970-01-01T00:00:00.000Z");
    }
}
