//! A/B tests: every operation of ab-testing-smapi-apis.txt (API-FACTS.md, section 3).
//!
//! Operation names are those of Amazon's client model. What steers a test is in [`super::experiment_control`], snapshots
//! are in [`super::metric_snapshot`].

use serde::{Deserialize, Serialize};

use super::operation::{Operation, json};
use super::request::{Method, Request, Response, segment};
use crate::domain::experiment::{
    Experiment, ExperimentSummary, ExperimentType, MetricConfiguration, PlannedDuration, Transition,
};
use crate::domain::id::{ExperimentId, SkillId};

/// The largest page of a list (Amazon's client model).
pub const LARGEST_PAGE: u32 = 50;

/// Where the experiments of a skill are.
pub(super) fn experiments_path(skill_id: &SkillId) -> String {
    format!("/v1/skills/{}/experiments", segment(skill_id.as_str()))
}

/// Where an experiment is.
pub(super) fn experiment_path(skill_id: &SkillId, experiment_id: &ExperimentId) -> String {
    format!("{}/{}", experiments_path(skill_id), segment(experiment_id.as_str()))
}

/// Where the next page of a list starts: `paginationContext` of Amazon's client model, or on top as metrics have it.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Paging {
    pagination_context: Option<PaginationContext>,
    next_token: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct PaginationContext {
    next_token: Option<String>,
}

impl Paging {
    pub(super) fn next_token(self) -> Option<String> {
        let token = self.pagination_context.and_then(|c| c.next_token).or(self.next_token);
        token.filter(|t| !t.is_empty())
    }
}

/// List experiments: `GET …/experiments`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListExperiments {
    /// The skill.
    pub skill_id: SkillId,
    /// The largest page wanted, 1 to 50.
    pub max_results: Option<u32>,
    /// Where the last page ended.
    pub next_token: Option<String>,
}

/// A page of a list of experiments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExperimentPage {
    /// The experiments.
    pub experiments: Vec<ExperimentSummary>,
    /// Where the next page starts; absent on the last one.
    pub next_token: Option<String>,
}

impl Operation for ListExperiments {
    type Output = ExperimentPage;

    fn request(&self) -> Request {
        Request::get("listExperiments", experiments_path(&self.skill_id))
            .with_some("maxResults", self.max_results.map(|n| n.to_string()))
            .with_some("nextToken", self.next_token.as_deref())
    }

    fn decode(&self, response: &Response) -> Result<ExperimentPage, String> {
        #[derive(Deserialize)]
        struct Body {
            #[serde(default)]
            experiments: Option<Vec<ExperimentSummary>>,
            #[serde(flatten)]
            paging: Paging,
        }
        let body: Body = json(response)?;
        Ok(ExperimentPage { experiments: body.experiments.unwrap_or_default(), next_token: body.paging.next_token() })
    }
}

/// The settings of a new experiment, as they go on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewExperiment {
    /// Its name, unique in the skill, 1 to 255 characters.
    pub name: String,
    /// Its hypothesis, up to 300 characters.
    pub description: String,
    /// Its type.
    #[serde(rename = "type")]
    pub experiment_type: ExperimentType,
    /// How long it is planned to run, 1 to 20 weeks.
    pub planned_duration: PlannedDuration,
    /// How many of a hundred customers are in it.
    pub exposure_percentage: i64,
    /// Its metrics.
    pub metric_configurations: Vec<MetricConfiguration>,
}

/// Create an experiment: `POST …/experiments`. A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateExperiment {
    /// The skill.
    pub skill_id: SkillId,
    /// The settings.
    pub experiment: NewExperiment,
}

/// An object under the name `experiment`, as several requests and answers have it.
#[derive(Serialize, Deserialize)]
struct Enveloped<T> {
    experiment: T,
}

impl CreateExperiment {
    /// The exact body that is sent, with line breaks, to be shown before it is.
    pub fn body(&self) -> String {
        serde_json::to_string_pretty(&Enveloped { experiment: &self.experiment }).unwrap_or_default()
    }
}

impl Operation for CreateExperiment {
    /// The new id from `Location`; `None` where the browser may not read that header: list, and look for the name.
    type Output = Option<ExperimentId>;

    fn request(&self) -> Request {
        Request::write("createExperiment", Method::Post, experiments_path(&self.skill_id))
            .with_json(&Enveloped { experiment: &self.experiment })
    }

    fn decode(&self, response: &Response) -> Result<Option<ExperimentId>, String> {
        Ok(response.headers.get("Location").and_then(id_in_location))
    }
}

/// The experiment's id in `…/experiments/{experimentId}`, with or without host and what follows the id.
fn id_in_location(location: &str) -> Option<ExperimentId> {
    let path = location.split(['?', '#']).next()?;
    let mut segments = path.split('/').skip_while(|s| *s != "experiments").skip(1);
    let id = percent_encoding::percent_decode_str(segments.next()?).decode_utf8().ok()?;
    ExperimentId::parse(&id).ok()
}

/// Get an experiment: `GET …/experiments/{experimentId}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetExperiment {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
}

/// An experiment and the last change of its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExperimentDetail {
    /// The experiment.
    pub experiment: Experiment,
    /// The last change of state; only in Amazon's client model.
    #[serde(default)]
    pub last_state_transition: Option<Transition>,
}

impl Operation for GetExperiment {
    type Output = ExperimentDetail;

    fn request(&self) -> Request {
        Request::get("getExperiment", experiment_path(&self.skill_id, &self.experiment_id))
    }

    fn decode(&self, response: &Response) -> Result<ExperimentDetail, String> {
        json(response)
    }
}

/// What can be changed about an experiment that is CREATED.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExperimentProperties {
    /// Its hypothesis.
    pub description: String,
    /// How long it is planned to run.
    pub planned_duration: PlannedDuration,
    /// How many of a hundred customers are in it.
    pub exposure_percentage: i64,
    /// Its metrics.
    pub metric_configurations: Vec<MetricConfiguration>,
}

/// Update an experiment: `POST …/experiments/{experimentId}/properties`. A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateExperiment {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The settings; Amazon's own client sends all four.
    pub experiment: ExperimentProperties,
}

impl UpdateExperiment {
    /// The exact body that is sent, with line breaks, to be shown before it is.
    pub fn body(&self) -> String {
        serde_json::to_string_pretty(&Enveloped { experiment: &self.experiment }).unwrap_or_default()
    }
}

impl Operation for UpdateExperiment {
    /// The document shows a body with the 204; there is none.
    type Output = ();

    fn request(&self) -> Request {
        let path = format!("{}/properties", experiment_path(&self.skill_id, &self.experiment_id));
        Request::write("updateExperiment", Method::Post, path).with_json(&Enveloped { experiment: &self.experiment })
    }

    fn decode(&self, _response: &Response) -> Result<(), String> {
        Ok(())
    }
}

/// Delete an experiment: `DELETE …/experiments/{experimentId}`. A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteExperiment {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
}

impl Operation for DeleteExperiment {
    type Output = ();

    fn request(&self) -> Request {
        Request::write("deleteExperiment", Method::Delete, experiment_path(&self.skill_id, &self.experiment_id))
    }

    fn decode(&self, _response: &Response) -> Result<(), String> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "experiment_tests.rs"]
mod tests;
