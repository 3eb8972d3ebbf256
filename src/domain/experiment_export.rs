//! The results of an experiment for other tools: all its snapshots as CSV or JSON.
//!
//! As in [`super::export`], files are free of any locale, and what is missing is empty, never 0.

use serde_json::{Value, json};

use super::experiment::{Experiment, SnapshotMetric};
use super::export::{csv_text, neutral_cell};
use super::id::{ExperimentId, MetricSnapshotId, SkillId};
use super::instant::Instant;
use super::reading::DatedSnapshot;

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct ExperimentExport<'a> {
    /// The skill.
    pub skill_id: &'a SkillId,
    /// The experiment.
    pub experiment_id: &'a ExperimentId,
    /// Its settings.
    pub experiment: &'a Experiment,
    /// Its snapshots, by their end; with data as far as that could be read.
    pub snapshots: &'a [DatedSnapshot],
    /// When the file is made.
    pub made_at: Instant,
}

impl ExperimentExport<'_> {
    /// The columns of [`ExperimentExport::csv`], in order: the names of the service where it has one.
    pub const COLUMNS: [&'static str; 17] = [
        "experimentId",
        "name",
        "state",
        "metricSnapshotId",
        "startDate",
        "endDate",
        "read",
        "status",
        "statusReason",
        "metric",
        "treatmentId",
        "mean",
        "percentDiff",
        "confidenceIntervalLower",
        "confidenceIntervalUpper",
        "pValue",
        "userCount",
    ];

    /// The snapshots whose data could not be read.
    pub fn missing(&self) -> impl Iterator<Item = &MetricSnapshotId> {
        self.snapshots.iter().filter(|s| s.data.is_none()).map(|s| &s.id)
    }

    /// A row for each snapshot, metric and group. A snapshot that could not be read has one row, with `read` false.
    pub fn csv(&self) -> Option<String> {
        csv_text(|writer| {
            writer.write_record(Self::COLUMNS)?;
            for snapshot in self.snapshots {
                let metrics = snapshot.data.as_ref().map(|d| d.metrics.as_slice()).unwrap_or_default();
                if metrics.is_empty() {
                    writer.write_record(self.row(snapshot, None))?;
                }
                for metric in metrics {
                    writer.write_record(self.row(snapshot, Some(metric)))?;
                }
            }
            Ok(())
        })
    }

    fn row(&self, snapshot: &DatedSnapshot, metric: Option<&SnapshotMetric>) -> [String; 17] {
        let data = snapshot.data.as_ref();
        let text = |text: Option<&str>| neutral_cell(text.unwrap_or_default());
        let date = |instant: Option<Instant>| instant.map_or_else(String::new, |i| i.to_string());
        let values = metric.and_then(|m| m.values).unwrap_or_default();
        let number = |number: Option<f64>| number.map_or_else(String::new, |n| n.to_string());
        [
            text(Some(self.experiment_id.as_str())),
            text(self.experiment.name.as_deref()),
            text(self.experiment.state.as_ref().map(|s| s.as_str())),
            text(Some(snapshot.id.as_str())),
            date(snapshot.start),
            date(snapshot.end),
            data.is_some().to_string(),
            text(data.and_then(|d| d.status.as_ref()).map(|s| s.as_str())),
            text(data.and_then(|d| d.status_reason.as_deref())),
            text(metric.and_then(|m| m.name.as_deref())),
            text(metric.and_then(|m| m.treatment_id.as_ref()).map(|t| t.as_str())),
            number(values.mean),
            number(values.percent_diff),
            number(values.confidence_interval_lower),
            number(values.confidence_interval_upper),
            number(values.p_value),
            values.user_count.map_or_else(String::new, |n| n.to_string()),
        ]
    }

    /// One JSON object: the settings and every snapshot in the service's own shapes, and what was exported when.
    pub fn json(&self) -> Option<String> {
        let missing: Vec<&MetricSnapshotId> = self.missing().collect();
        let whole = json!({
            "exported": {
                "madeAt": self.made_at,
                "skillId": self.skill_id,
                "experimentId": self.experiment_id,
                "missingSnapshots": missing,
            },
            "experiment": self.experiment,
            "metricSnapshots": self.snapshots.iter().map(snapshot_json).collect::<Vec<Value>>(),
        });
        serde_json::to_string_pretty(&whole).ok()
    }
}

/// A snapshot's entry in the list; under `snapshot` its data, or null where that could not be read.
pub(super) fn snapshot_json(snapshot: &DatedSnapshot) -> Value {
    json!({
        "metricSnapshotId": snapshot.id,
        "startDate": snapshot.start,
        "endDate": snapshot.end,
        "snapshot": snapshot.data,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::experiment::SnapshotSummary;

    fn snapshot(id: &str, data: Option<&str>) -> DatedSnapshot {
        let summary = format!(
            r#"{{"metricSnapshotId":"{id}","startDate":"2026-10-26T00:00:00Z","endDate":"2026-11-02T00:00:00Z"}}"#
        );
        let summary: SnapshotSummary = serde_json::from_str(&summary).unwrap();
        DatedSnapshot::new(&summary, data.map(|d| serde_json::from_str(d).unwrap()))
    }

    fn with_export<T>(check: impl FnOnce(ExperimentExport<'_>) -> T) -> T {
        let experiment = serde_json::from_str(
            r#"{"name":"=HYPERLINK(\"x\",\"y\")","state":"RUNNING","plannedDuration":"P4W","exposurePercentage":20}"#,
        )
        .unwrap();
        let read = r#"{"status":"UNRELIABLE","statusReason":"[TAA Alarm, Message]","metrics":[
            {"name":"Customer Friction","treatmentId":"C","values":{"mean":0.5,"userCount":12}},
            {"name":"Customer Friction","treatmentId":"T1","values":{"mean":0.4,"percentDiff":-20,"pValue":0,
             "confidenceIntervalLower":-30.5,"confidenceIntervalUpper":-9.5,"userCount":11}}]}"#;
        let snapshots =
            [snapshot("s1", Some(r#"{"status":"RELIABLE"}"#)), snapshot("s2", Some(read)), snapshot("s3", None)];
        check(ExperimentExport {
            skill_id: &SkillId::parse("amzn1.ask.skill.1").unwrap(),
            experiment_id: &ExperimentId::parse("e1").unwrap(),
            experiment: &experiment,
            snapshots: &snapshots,
            made_at: Instant::parse("2026-11-21T08:00:00Z").unwrap(),
        })
    }

    #[test]
    fn the_csv_has_a_row_a_group_and_says_what_is_missing() {
        let text = with_export(|e| e.csv().unwrap());
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(rows[0], ExperimentExport::COLUMNS);
        assert_eq!(rows.len(), 5);
        assert_eq!(
            rows[1][3..11],
            ["s1", "2026-10-26T00:00:00Z", "2026-11-02T00:00:00Z", "true", "RELIABLE", "", "", ""]
        );
        assert_eq!(
            rows[2][7..],
            ["UNRELIABLE", "[TAA Alarm, Message]", "Customer Friction", "C", "0.5", "", "", "", "", "12"]
        );
        assert_eq!(rows[3][9..], ["Customer Friction", "T1", "0.4", "-20", "-30.5", "-9.5", "0", "11"]);
        assert_eq!(rows[4][3], "s3");
        assert_eq!(rows[4][6], "false");
        assert!(rows[4][7..].iter().all(String::is_empty));
    }

    #[test]
    fn no_cell_of_text_is_a_formula() {
        let text = with_export(|e| e.csv().unwrap());
        assert!(text.contains("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), "{text}");
    }

    #[test]
    fn the_json_keeps_the_services_shapes_and_says_what_is_missing() {
        let value: Value = serde_json::from_str(&with_export(|e| e.json().unwrap())).unwrap();
        assert_eq!(value["exported"]["missingSnapshots"], json!(["s3"]));
        assert_eq!(value["experiment"]["plannedDuration"], "P4W");
        assert_eq!(value["metricSnapshots"][1]["snapshot"]["metrics"][1]["values"]["percentDiff"], -20.0);
        assert_eq!(value["metricSnapshots"][1]["snapshot"]["metrics"][0]["values"]["percentDiff"], Value::Null);
        assert_eq!(value["metricSnapshots"][2]["snapshot"], Value::Null);
    }
}
