//! Metric snapshots of an A/B test: the list and one of them (ab-testing-smapi-apis.txt).

use serde::Deserialize;

use super::experiment::{Paging, experiment_path};
use super::operation::{Operation, json};
use super::request::{Request, Response, segment};
use crate::domain::experiment::{MetricSnapshot, SnapshotSummary};
use crate::domain::id::{ExperimentId, MetricSnapshotId, SkillId};

/// List snapshots: `GET …/experiments/{experimentId}/metricSnapshots`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListMetricSnapshots {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The largest page wanted, 1 to 50.
    pub max_results: Option<u32>,
    /// Where the last page ended.
    pub next_token: Option<String>,
}

/// A page of a list of snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotPage {
    /// The snapshots, in the service's order.
    pub metric_snapshots: Vec<SnapshotSummary>,
    /// Where the next page starts; absent on the last one.
    pub next_token: Option<String>,
}

impl Operation for ListMetricSnapshots {
    type Output = SnapshotPage;

    fn request(&self) -> Request {
        let path = format!("{}/metricSnapshots", experiment_path(&self.skill_id, &self.experiment_id));
        Request::get("listExperimentMetricSnapshots", path)
            .with_some("maxResults", self.max_results.map(|n| n.to_string()))
            .with_some("nextToken", self.next_token.as_deref())
    }

    fn decode(&self, response: &Response) -> Result<SnapshotPage, String> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Body {
            #[serde(default)]
            metric_snapshots: Option<Vec<SnapshotSummary>>,
            #[serde(flatten)]
            paging: Paging,
        }
        let body: Body = json(response)?;
        Ok(SnapshotPage {
            metric_snapshots: body.metric_snapshots.unwrap_or_default(),
            next_token: body.paging.next_token(),
        })
    }
}

/// Get a snapshot: `GET …/experiments/{experimentId}/metricSnapshots/{metricSnapshotId}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetMetricSnapshot {
    /// The skill.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The snapshot.
    pub metric_snapshot_id: MetricSnapshotId,
}

impl Operation for GetMetricSnapshot {
    type Output = MetricSnapshot;

    fn request(&self) -> Request {
        let experiment = experiment_path(&self.skill_id, &self.experiment_id);
        let path = format!("{experiment}/metricSnapshots/{}", segment(self.metric_snapshot_id.as_str()));
        Request::get("getExperimentMetricSnapshot", path)
    }

    fn decode(&self, response: &Response) -> Result<MetricSnapshot, String> {
        json(response)
    }
}
