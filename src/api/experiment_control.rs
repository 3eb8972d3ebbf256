//! What steers an A/B test: exposure, the own override, and its state (ab-testing-smapi-apis.txt).

use serde::{Deserialize, Serialize};

use super::experiment::experiment_path;
use super::operation::{Operation, json};
use super::request::{Method, Request, Response};
use crate::domain::experiment::{ExperimentState, StoppedReason, TargetState, TreatmentId, TreatmentOverride};
use crate::domain::id::{ExperimentId, SkillId};

/// Update exposure: `POST …/experiments/{experimentId}/exposurePercentage`. A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateExposure {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The new exposure, 0 to 100; while RUNNING higher than it is.
    pub exposure_percentage: i64,
}

impl Operation for UpdateExposure {
    type Output = ();

    fn request(&self) -> Request {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Body {
            exposure_percentage: i64,
        }
        let path = format!("{}/exposurePercentage", experiment_path(&self.skill_id, &self.experiment_id));
        Request::write("updateExposure", Method::Post, path)
            .with_json(&Body { exposure_percentage: self.exposure_percentage })
    }

    fn decode(&self, _response: &Response) -> Result<(), String> {
        Ok(())
    }
}

/// Get the own override: `GET …/experiments/{experimentId}/treatmentOverrides/~current`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetTreatmentOverride {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
}

fn override_path(skill_id: &SkillId, experiment_id: &ExperimentId) -> String {
    format!("{}/treatmentOverrides/~current", experiment_path(skill_id, experiment_id))
}

impl Operation for GetTreatmentOverride {
    type Output = TreatmentOverride;

    fn request(&self) -> Request {
        Request::get("getCustomerTreatmentOverride", override_path(&self.skill_id, &self.experiment_id))
    }

    fn decode(&self, response: &Response) -> Result<TreatmentOverride, String> {
        json(response)
    }
}

/// Set the own override: `PUT …/experiments/{experimentId}/treatmentOverrides/~current`. A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTreatmentOverride {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The group that the signed-in account is pinned to.
    pub treatment_id: TreatmentId,
}

impl Operation for SetTreatmentOverride {
    type Output = ();

    fn request(&self) -> Request {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Body<'a> {
            treatment_id: &'a TreatmentId,
        }
        let path = override_path(&self.skill_id, &self.experiment_id);
        Request::write("setCustomerTreatmentOverride", Method::Put, path)
            .with_json(&Body { treatment_id: &self.treatment_id })
    }

    fn decode(&self, _response: &Response) -> Result<(), String> {
        Ok(())
    }
}

/// Get the state of an experiment: `GET …/experiments/{experimentId}/state`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetExperimentState {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
}

fn state_path(skill_id: &SkillId, experiment_id: &ExperimentId) -> String {
    format!("{}/state", experiment_path(skill_id, experiment_id))
}

impl Operation for GetExperimentState {
    type Output = ExperimentState;

    fn request(&self) -> Request {
        Request::get("getExperimentState", state_path(&self.skill_id, &self.experiment_id))
    }

    fn decode(&self, response: &Response) -> Result<ExperimentState, String> {
        #[derive(Deserialize)]
        struct Body {
            state: ExperimentState,
        }
        json::<Body>(response).map(|b| b.state)
    }
}

/// Ask for another state: `POST …/experiments/{experimentId}/state`. A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManageExperimentState {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The state to go to.
    pub target_state: TargetState,
    /// Why it is stopped; with [`TargetState::Stopped`] only (Amazon's client model).
    pub stopped_reason: Option<StoppedReason>,
}

impl Operation for ManageExperimentState {
    /// Accepted; the state changes by and by.
    type Output = ();

    fn request(&self) -> Request {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Body<'a> {
            target_state: &'a TargetState,
            #[serde(skip_serializing_if = "Option::is_none")]
            stopped_reason: Option<&'a StoppedReason>,
        }
        let path = state_path(&self.skill_id, &self.experiment_id);
        Request::write("manageExperimentState", Method::Post, path)
            .with_json(&Body { target_state: &self.target_state, stopped_reason: self.stopped_reason.as_ref() })
    }

    fn decode(&self, _response: &Response) -> Result<(), String> {
        Ok(())
    }
}
