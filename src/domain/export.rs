//! Files for other tools: spreadsheets, monitoring, QuickSight and Redshift. All are free of locale: instants in RFC 3339
//! UTC, numbers with a point, and missing values left out or empty, never 0.

use std::sync::Arc;

use serde::Serialize;

use super::instant::Instant;
use super::metric::{Metric, Period};
use super::series::{Series, union};
use super::skill::{SkillType, Stage};
use super::window::Window;

/// What is exported, with all that is needed to trace a value to its request.
#[derive(Debug, Clone)]
pub struct Export {
    /// The skill's id.
    pub skill_id: String,
    /// Live or development.
    pub stage: Stage,
    /// The type in the query.
    pub skill_type: SkillType,
    /// The intent in the query.
    pub intent: Option<String>,
    /// The locale in the query.
    pub locale: Option<String>,
    /// The aggregation period.
    pub period: Period,
    /// The range that was asked for.
    pub window: Window,
    /// When the file is made.
    pub made_at: Instant,
    /// The first instant that is not complete yet; later values may still change.
    pub complete_until: Instant,
    /// The metrics in the order of the document.
    pub series: Vec<(Metric, Arc<Series>)>,
    /// Windows that could not be read.
    pub missing: Vec<Window>,
}

/// Makes text safe for spreadsheets, which take cells that begin with `=`, `+`, `-`, `@`, a tab or a carriage return for
/// formulas: such a cell gets an apostrophe in front. Numbers never pass through here.
pub fn neutral_cell(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

pub(in crate::domain) fn csv_text(rows: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Option<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    rows(&mut writer).ok()?;
    String::from_utf8(writer.into_inner().ok()?).ok()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Point<'a> {
    timestamp: Instant,
    skill_id: &'a str,
    stage: &'a str,
    skill_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    intent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'a str>,
    period: &'a str,
    metric: &'a str,
    #[serde(serialize_with = "number")]
    value: f64,
    complete: bool,
}

/// The most that a JSON reader with 64-bit floats tells apart.
const LARGEST_COUNT: f64 = 9_007_199_254_740_992.0;

/// A whole number without a fraction: `2914`, not `2914.0`.
#[derive(Serialize)]
#[serde(untagged)]
pub(in crate::domain) enum Number {
    Count(i64),
    Fraction(f64),
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        let is_count = value.fract() == 0.0 && value.abs() <= LARGEST_COUNT;
        if is_count { Self::Count(value as i64) } else { Self::Fraction(value) }
    }
}

fn number<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Number::from(*value).serialize(serializer)
}

impl Export {
    /// Every instant that any metric has a point for, ascending.
    fn times_s(&self) -> Vec<i64> {
        self.series.iter().fold(Vec::new(), |times_s, (_, series)| union(times_s, series.times_s()))
    }

    /// A row for each bucket and a column for each metric, for spreadsheets. Empty where a value is missing.
    pub fn wide_csv(&self) -> Option<String> {
        csv_text(|writer| {
            let mut head = vec!["timestamp".to_owned(), "complete".to_owned()];
            head.extend(self.series.iter().map(|(m, _)| neutral_cell(m.as_str())));
            writer.write_record(&head)?;
            for time_s in self.times_s() {
                let mut row = vec![
                    Instant::from_epoch_s(time_s).to_string(),
                    (time_s < self.complete_until.epoch_s()).to_string(),
                ];
                row.extend(self.series.iter().map(|(_, s)| s.at(time_s).map_or_else(String::new, |v| v.to_string())));
                writer.write_record(&row)?;
            }
            Ok(())
        })
    }

    /// The columns of [`Export::tidy_csv`], in order.
    pub const TIDY_COLUMNS: [&'static str; 10] =
        ["timestamp", "skill_id", "stage", "skill_type", "locale", "intent", "period", "metric", "value", "complete"];

    /// A row for each value, for databases: the file that QuickSight and Redshift's `COPY … CSV IGNOREHEADER 1
    /// TIMEFORMAT 'auto'` take as it is. Times have no zone letter in Redshift's TIMESTAMP and mean UTC.
    pub fn tidy_csv(&self) -> Option<String> {
        csv_text(|writer| {
            writer.write_record(Self::TIDY_COLUMNS)?;
            for (metric, series) in &self.series {
                for (time_s, value) in series.known() {
                    writer.write_record([
                        &Instant::from_epoch_s(time_s).to_string().replace('T', " ").replace('Z', ""),
                        &neutral_cell(&self.skill_id),
                        &neutral_cell(self.stage.as_str()),
                        &neutral_cell(self.skill_type.as_str()),
                        &neutral_cell(self.locale.as_deref().unwrap_or_default()),
                        &neutral_cell(self.intent.as_deref().unwrap_or_default()),
                        &self.period.as_str().to_owned(),
                        &neutral_cell(metric.as_str()),
                        &value.to_string(),
                        &(time_s < self.complete_until.epoch_s()).to_string(),
                    ])?;
                }
            }
            Ok(())
        })
    }

    /// One JSON object with what was asked for and, for each metric, the lists of the API's own response form.
    pub fn json(&self) -> Option<String> {
        let metrics: Vec<_> = self
            .series
            .iter()
            .map(|(metric, series)| {
                let timestamps: Vec<Instant> = series.times_s().iter().map(|t| Instant::from_epoch_s(*t)).collect();
                let values: Vec<Option<Number>> =
                    series.values().iter().map(|v| v.is_finite().then(|| Number::from(*v))).collect();
                serde_json::json!({ "metric": metric, "timestamps": timestamps, "values": values })
            })
            .collect();
        let whole = serde_json::json!({
            "query": {
                "skillId": self.skill_id,
                "startTime": self.window.start,
                "endTime": self.window.end,
                "period": self.period,
                "stage": self.stage,
                "skillType": self.skill_type,
                "intent": self.intent,
                "locale": self.locale,
            },
            "madeAt": self.made_at,
            "completeUntil": self.complete_until,
            "missingWindows": self.missing.iter().map(|w| serde_json::json!({"startTime": w.start, "endTime": w.end})).collect::<Vec<_>>(),
            "metrics": metrics,
        });
        serde_json::to_string_pretty(&whole).ok()
    }

    /// A JSON object a line and value, for monitoring systems.
    pub fn json_lines(&self) -> Option<String> {
        let mut lines = String::new();
        for (metric, series) in &self.series {
            for (time_s, value) in series.known() {
                let point = Point {
                    timestamp: Instant::from_epoch_s(time_s),
                    skill_id: &self.skill_id,
                    stage: self.stage.as_str(),
                    skill_type: self.skill_type.as_str(),
                    intent: self.intent.as_deref(),
                    locale: self.locale.as_deref(),
                    period: self.period.as_str(),
                    metric: metric.as_str(),
                    value,
                    complete: time_s < self.complete_until.epoch_s(),
                };
                lines.push_str(&serde_json::to_string(&point).ok()?);
                lines.push('\n');
            }
        }
        Some(lines)
    }

    /// How many rows [`Export::wide_csv`] has without its head.
    pub fn wide_rows(&self) -> usize {
        self.times_s().len()
    }
}

/// A QuickSight manifest for the tidy file, once it is in S3: `fileLocations` and `globalUploadSettings`, as QuickSight
/// documents them. The address is a placeholder for the person to fill in.
pub fn quicksight_manifest(file_name: &str) -> String {
    let manifest = serde_json::json!({
        "fileLocations": [{ "URIs": [format!("s3://YOUR-BUCKET/{file_name}")] }],
        "globalUploadSettings": { "format": "CSV", "delimiter": ",", "textqualifier": "\"", "containsHeader": "true" },
    });
    serde_json::to_string_pretty(&manifest).unwrap_or_default()
}

/// A Redshift manifest for the tidy file: `entries` with `url` and `mandatory`, as `COPY … MANIFEST` documents them.
pub fn redshift_manifest(file_name: &str) -> String {
    let manifest =
        serde_json::json!({ "entries": [{ "url": format!("s3://YOUR-BUCKET/{file_name}"), "mandatory": true }] });
    serde_json::to_string_pretty(&manifest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export() -> Export {
        let start = Instant::parse("2026-11-19T00:00:00Z").unwrap();
        let days = |n: i64| start.epoch_s() + n * 86_400;
        Export {
            skill_id: "amzn1.ask.skill.1".into(),
            stage: Stage::Live,
            skill_type: SkillType::Custom,
            intent: Some("=cmd|' /C calc'!A0".into()),
            locale: Some("en-US".into()),
            period: Period::Day,
            window: Window::new(start, start.plus_s(3 * 86_400)).unwrap(),
            made_at: start.plus_s(2 * 86_400 + 60),
            complete_until: start.plus_s(2 * 86_400),
            series: vec![
                (
                    Metric::TotalSessions,
                    Arc::new(Series::new(vec![days(0), days(1), days(2)], vec![10.0, f64::NAN, 3.5])),
                ),
                (Metric::FailedUtterances, Arc::new(Series::new(vec![days(1)], vec![0.0]))),
            ],
            missing: vec![],
        }
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes())
            .records()
            .map(|r| r.unwrap().iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn the_wide_file_reads_back_with_missing_cells_empty() {
        let rows = rows(&export().wide_csv().unwrap());
        assert_eq!(rows[0], ["timestamp", "complete", "totalSessions", "failedUtterances"]);
        assert_eq!(rows[1], ["2026-11-19T00:00:00Z", "true", "10", ""]);
        assert_eq!(rows[2], ["2026-11-20T00:00:00Z", "true", "", "0"]);
        assert_eq!(rows[3], ["2026-11-21T00:00:00Z", "false", "3.5", ""]);
        assert_eq!(export().wide_rows(), 3);
    }

    #[test]
    fn the_tidy_file_has_a_row_a_known_value_and_no_formula() {
        let rows = rows(&export().tidy_csv().unwrap());
        assert_eq!(rows[0], Export::TIDY_COLUMNS);
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1][0], "2026-11-19 00:00:00");
        assert!(rows[1][5].starts_with("'="));
        assert_eq!(rows[2][7..], ["totalSessions", "3.5", "false"]);
    }

    #[test]
    fn json_keeps_the_apis_form_and_null() {
        let value: serde_json::Value = serde_json::from_str(&export().json().unwrap()).unwrap();
        assert_eq!(value["metrics"][0]["values"], serde_json::json!([10, null, 3.5]));
        assert_eq!(value["query"]["period"], "P1D");
    }

    #[test]
    fn each_json_line_stands_alone() {
        let lines = export().json_lines().unwrap();
        let values: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(values.len(), 3);
        assert_eq!(values[1]["complete"], false);
        assert!(lines.lines().next().unwrap().contains(r#""value":10,"#), "a count has no fraction");
        assert_eq!(values[1]["value"], 3.5);
    }

    #[test]
    fn manifests_have_the_documented_fields() {
        let quicksight: serde_json::Value = serde_json::from_str(&quicksight_manifest("a.csv")).unwrap();
        assert_eq!(quicksight["fileLocations"][0]["URIs"][0], "s3://YOUR-BUCKET/a.csv");
        assert_eq!(quicksight["globalUploadSettings"]["containsHeader"], "true");
        let redshift: serde_json::Value = serde_json::from_str(&redshift_manifest("a.csv")).unwrap();
        assert_eq!(redshift["entries"][0]["mandatory"], true);
    }
}
