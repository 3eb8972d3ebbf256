//! Metric snapshots: what the service measured about a test.

use serde::{Deserialize, Serialize};

use super::lenient;
use super::term::{SnapshotStatus, TreatmentId};
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::Instant;

/// A snapshot in a list (`metricSnapshots[]`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotSummary {
    /// Its id.
    pub metric_snapshot_id: MetricSnapshotId,
    /// Where its data begins.
    #[serde(default)]
    pub start_date: Option<Instant>,
    /// Where its data ends.
    #[serde(default)]
    pub end_date: Option<Instant>,
}

/// The data of a snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricSnapshot {
    /// Whether the service stands by it.
    #[serde(default)]
    pub status: Option<SnapshotStatus>,
    /// Why it might not be accurate. The document's example is a list in text form that is no JSON: shown as it came.
    #[serde(default)]
    pub status_reason: Option<String>,
    /// One entry for each metric and group.
    #[serde(default, deserialize_with = "lenient::list")]
    pub metrics: Vec<SnapshotMetric>,
}

/// A metric in one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotMetric {
    /// The metric.
    #[serde(default)]
    pub name: Option<String>,
    /// The group.
    #[serde(default)]
    pub treatment_id: Option<TreatmentId>,
    /// The values.
    #[serde(default)]
    pub values: Option<MetricValues>,
}

/// The values of a metric in one group. Each may be absent; none is NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MetricValues {
    /// The mean over the users of the group.
    #[serde(deserialize_with = "lenient::number")]
    pub mean: Option<f64>,
    /// The difference between the means of T1 and C, relative to C, in percent.
    #[serde(deserialize_with = "lenient::number")]
    pub percent_diff: Option<f64>,
    /// The lower end of the confidence interval. Of what, and at which level, no document says.
    #[serde(deserialize_with = "lenient::number")]
    pub confidence_interval_lower: Option<f64>,
    /// The upper end of the confidence interval.
    #[serde(deserialize_with = "lenient::number")]
    pub confidence_interval_upper: Option<f64>,
    /// The p-value of the difference.
    #[serde(deserialize_with = "lenient::number")]
    pub p_value: Option<f64>,
    /// The users in the group.
    #[serde(deserialize_with = "lenient::count")]
    pub user_count: Option<u64>,
}

impl MetricSnapshot {
    /// The values of a metric in a group.
    pub fn values(&self, metric: &str, treatment: &TreatmentId) -> Option<&MetricValues> {
        let is_it =
            |m: &&SnapshotMetric| m.name.as_deref() == Some(metric) && m.treatment_id.as_ref() == Some(treatment);
        self.metrics.iter().find(is_it)?.values.as_ref()
    }

    /// The names of its metrics, each once, in the order in which they came.
    pub fn metric_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.metrics.iter().filter_map(|m| m.name.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_numbers_texts_or_nothing() {
        let body = r#"{"status":"RELIABLE","statusReason":"[\"TAA Alarm\",\"Message\"]","metrics":[
            {"name":"Customer Friction","treatmentId":"C","values":{"mean":0.5,"pValue":null,"userCount":"12"}},
            {"name":"Customer Friction","treatmentId":"T1","values":{"mean":"NaN","percentDiff":-6.8,"userCount":11.0}},
            {"name":null,"treatmentId":"T2","values":null}]}"#;
        let snapshot: MetricSnapshot = serde_json::from_str(body).unwrap();
        let control = snapshot.values("Customer Friction", &TreatmentId::C).unwrap();
        assert_eq!((control.mean, control.p_value, control.user_count), (Some(0.5), None, Some(12)));
        let treated = snapshot.values("Customer Friction", &TreatmentId::T1).unwrap();
        assert_eq!((treated.mean, treated.percent_diff, treated.user_count), (None, Some(-6.8), Some(11)));
        assert_eq!(snapshot.metric_names(), ["Customer Friction"]);
    }
}
