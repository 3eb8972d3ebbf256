//! The rows of a query as files. Times are RFC 3339 in UTC, numbers have a point, what is missing is empty or null.

use serde::Serialize;

use super::query::Query;
use super::row::{MetricResult, Row};
use super::term::{GroupField, LexMetric, Statistic};
use crate::domain::export::{Number, csv_text, neutral_cell};
use crate::domain::instant::Instant;

/// What is exported.
#[derive(Debug, Clone)]
pub struct LexExport<'a> {
    /// What was asked.
    pub query: &'a Query,
    /// What came.
    pub rows: &'a [Row],
    /// How many pages were read.
    pub pages: u32,
    /// Whether the last page was read. A file that is not whole says so in each of its forms.
    pub is_whole: bool,
    /// When the file is made.
    pub made_at: Instant,
}

impl LexExport<'_> {
    /// What is said in a file that is not whole.
    fn partial(&self) -> Option<String> {
        let read = if self.pages == 1 { "page 1".to_owned() } else { format!("pages 1 to {}", self.pages) };
        (!self.is_whole).then(|| format!("rows after {read} were not read"))
    }

    /// A row for each result; one column more, `Partial`, where rows are missing. Text that a spreadsheet would take for a formula gets an apostrophe in front.
    pub fn csv(&self) -> Option<String> {
        let query = self.query;
        csv_text(|writer| {
            let mut head: Vec<String> = query.bin.iter().map(|bin| bin.name.to_string()).collect();
            head.extend(query.groups.iter().map(GroupField::to_string));
            head.extend(query.metrics.iter().map(|m| format!("{} {}", m.name, m.statistic)));
            if query.last_used_intent {
                head.push("LastUsedIntent".to_owned());
            }
            let partial = self.partial();
            head.extend(partial.iter().map(|_| "Partial".to_owned()));
            writer.write_record(&head)?;
            for row in self.rows {
                let mut cells = Vec::with_capacity(head.len());
                if query.bin.is_some() {
                    cells.push(row.bin.as_ref().map(|(_, at)| at.to_string()).unwrap_or_default());
                }
                cells.extend(query.groups.iter().map(|g| neutral_cell(row.group(g).unwrap_or_default())));
                let value = |name: &LexMetric, statistic: &Statistic| row.value(name, statistic);
                cells.extend(
                    query
                        .metrics
                        .iter()
                        .map(|m| value(&m.name, &m.statistic).map_or_else(String::new, |v| v.to_string())),
                );
                if query.last_used_intent {
                    cells.push(neutral_cell(row.last_used_intent.as_deref().unwrap_or_default()));
                }
                cells.extend(partial.clone());
                writer.write_record(&cells)?;
            }
            Ok(())
        })
    }

    /// What was asked and what came, in the words of the service.
    pub fn json(&self) -> Option<String> {
        let query = self.query;
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                serde_json::json!({
                    "bin": row.bin.as_ref().map(|(name, at)| serde_json::json!({"name": name, "start": at})),
                    "groups": row.groups.iter().map(|(name, value)| serde_json::json!({"name": name, "value": value})).collect::<Vec<_>>(),
                    "metrics": row.metrics.iter().map(|m| serde_json::json!({"name": m.name, "statistic": m.statistic, "value": m.value})).collect::<Vec<_>>(),
                    "lastUsedIntent": row.last_used_intent,
                })
            })
            .collect();
        let whole = serde_json::json!({
            "query": {
                "operation": query.subject.shape().operation,
                "botId": query.bot_id,
                "startDateTime": query.window.start,
                "endDateTime": query.window.end,
                "metrics": query.metrics.iter().map(|m| serde_json::json!({"name": m.name, "statistic": m.statistic, "order": m.order})).collect::<Vec<_>>(),
                "binBy": query.bin.as_ref().map(|b| serde_json::json!({"name": b.name, "interval": b.interval, "order": b.order})),
                "groupBy": query.groups,
                "filters": query.filters.iter().map(|f| serde_json::json!({"name": f.name, "operator": f.operator, "values": f.values})).collect::<Vec<_>>(),
            },
            "madeAt": self.made_at,
            "complete": self.is_whole,
            "pages": self.pages,
            "note": self.partial(),
            "results": rows,
        });
        serde_json::to_string_pretty(&whole).ok()
    }

    /// Every value with its row, in the order of the answer; what was not sent is left out.
    fn values(&self) -> impl Iterator<Item = (&Row, &MetricResult, f64)> {
        self.rows
            .iter()
            .flat_map(|row| row.metrics.iter().filter_map(move |m| Some((row, m, m.value.filter(|v| v.is_finite())?))))
    }

    /// A JSON object a line and value, for monitoring systems.
    pub fn json_lines(&self) -> Option<String> {
        let query = self.query;
        let mut lines = String::new();
        for (row, metric, value) in self.values() {
            let groups: serde_json::Map<_, _> =
                row.groups.iter().map(|(name, value)| (name.to_string(), value.as_str().into())).collect();
            let point = Point {
                timestamp: row.bin.as_ref().map(|(_, at)| *at),
                operation: query.subject.shape().operation,
                bot_id: query.bot_id.as_str(),
                start_date_time: query.window.start,
                end_date_time: query.window.end,
                interval: query.bin.as_ref().map(|bin| bin.interval.to_string()),
                groups,
                last_used_intent: row.last_used_intent.as_deref(),
                metric: metric.name.to_string(),
                statistic: metric.statistic.to_string(),
                value: Number::from(value),
                complete: self.is_whole,
            };
            lines.push_str(&serde_json::to_string(&point).ok()?);
            lines.push('\n');
        }
        Some(lines)
    }

    /// The columns of [`LexExport::tidy_csv`], in order: the same for every query, so that files can be put together.
    pub const TIDY_COLUMNS: [&'static str; 17] = [
        "timestamp",
        "interval",
        "operation",
        "bot_id",
        "range_start",
        "range_end",
        "group_1",
        "group_1_value",
        "group_2",
        "group_2_value",
        "group_3",
        "group_3_value",
        "last_used_intent",
        "metric",
        "statistic",
        "value",
        "complete",
    ];

    /// A row for each value, for databases, in the manner of the tidy file of Metrics: times have no zone letter and mean
    /// UTC, and `complete` is false in a file that lacks rows. Its filters are in the JSON only.
    pub fn tidy_csv(&self) -> Option<String> {
        let query = self.query;
        let time = |at: Instant| at.to_string().replace('T', " ").replace('Z', "");
        csv_text(|writer| {
            writer.write_record(Self::TIDY_COLUMNS)?;
            for (row, metric, value) in self.values() {
                let mut cells = vec![
                    row.bin.as_ref().map(|(_, at)| time(*at)).unwrap_or_default(),
                    query.bin.as_ref().map(|bin| bin.interval.to_string()).unwrap_or_default(),
                    query.subject.shape().operation.to_owned(),
                    query.bot_id.as_str().to_owned(),
                    time(query.window.start),
                    time(query.window.end),
                ];
                for index in 0..3 {
                    let group = row.groups.get(index);
                    cells.push(group.map(|(name, _)| neutral_cell(&name.to_string())).unwrap_or_default());
                    cells.push(group.map(|(_, value)| neutral_cell(value)).unwrap_or_default());
                }
                cells.push(neutral_cell(row.last_used_intent.as_deref().unwrap_or_default()));
                cells.push(neutral_cell(&metric.name.to_string()));
                cells.push(neutral_cell(&metric.statistic.to_string()));
                cells.push(value.to_string());
                cells.push(self.is_whole.to_string());
                writer.write_record(&cells)?;
            }
            Ok(())
        })
    }
}

/// A value in a line of JSON Lines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Point<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<Instant>,
    operation: &'a str,
    bot_id: &'a str,
    start_date_time: Instant,
    end_date_time: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<String>,
    groups: serde_json::Map<String, serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used_intent: Option<&'a str>,
    metric: String,
    statistic: String,
    value: Number,
    complete: bool,
}

#[cfg(test)]
mod tests {
    use super::super::query::BotId;
    use super::super::spec::Spec;
    use super::super::subject::Subject;
    use super::super::term::BinName;
    use super::*;
    use crate::domain::window::Window;

    fn query(subject: Subject) -> Query {
        let start = Instant::from_epoch_s(1_794_009_600);
        Spec::usual(subject)
            .query(BotId::parse("SANDBOXBOT").unwrap(), Window::new(start, start.plus_s(86_400)).unwrap())
    }

    #[test]
    fn a_row_of_the_file_is_a_row_of_the_answer_and_no_text_is_a_formula() {
        let query = query(Subject::Utterances);
        let rows = [Row {
            bin: None,
            groups: vec![(GroupField::UtteranceText, "=HYPERLINK(\"x\")".to_owned())],
            metrics: vec![MetricResult { name: LexMetric::Count, statistic: Statistic::Sum, value: None }],
            last_used_intent: Some("@Book".to_owned()),
        }];
        let export = LexExport { query: &query, rows: &rows, pages: 1, is_whole: true, made_at: query.window.end };
        assert_eq!(
            export.csv().unwrap(),
            "UtteranceText,Count Sum,LastUsedIntent\r\n\"'=HYPERLINK(\"\"x\"\")\",,'@Book\r\n"
        );
    }

    #[test]
    fn the_json_says_what_was_asked_and_whether_that_is_all() {
        let query = query(Subject::Sessions);
        let rows = [Row {
            bin: Some((BinName::ConversationStartTime, query.window.start)),
            groups: vec![(GroupField::ConversationEndState, "Success".to_owned())],
            metrics: vec![MetricResult { name: LexMetric::Count, statistic: Statistic::Sum, value: Some(402.0) }],
            last_used_intent: None,
        }];
        let export = LexExport { query: &query, rows: &rows, pages: 2, is_whole: false, made_at: query.window.end };
        let json: serde_json::Value = serde_json::from_str(&export.json().unwrap()).unwrap();
        assert_eq!(json["query"]["botId"], "SANDBOXBOT");
        assert_eq!(json["complete"], false);
        assert_eq!(json["results"][0]["metrics"][0]["value"], 402.0);
        assert!(json["note"].as_str().unwrap().contains("pages 1 to 2"));
        let whole = LexExport { is_whole: true, ..export };
        assert!(whole.csv().unwrap().ends_with("2026-11-07T00:00:00Z,Success,402\r\n"));
        let json: serde_json::Value = serde_json::from_str(&whole.json().unwrap()).unwrap();
        assert_eq!((&json["complete"], &json["note"]), (&true.into(), &serde_json::Value::Null));
    }

    #[test]
    fn every_form_of_a_file_that_lacks_rows_says_so_in_each_row() {
        let query = query(Subject::Sessions);
        let value = |name, value| MetricResult { name, statistic: Statistic::Sum, value };
        let rows = [Row {
            bin: Some((BinName::ConversationStartTime, query.window.start)),
            groups: vec![(GroupField::ConversationEndState, "Success".to_owned())],
            metrics: vec![value(LexMetric::Count, Some(402.0)), value(LexMetric::Success, None)],
            last_used_intent: None,
        }];
        let export = LexExport { query: &query, rows: &rows, pages: 1, is_whole: false, made_at: query.window.end };
        assert_eq!(
            export.csv().unwrap(),
            "ConversationStartTime,ConversationEndState,Count Sum,Partial\r\n\
             2026-11-07T00:00:00Z,Success,402,rows after page 1 were not read\r\n"
        );
        let lines = export.json_lines().unwrap();
        let line: serde_json::Value = serde_json::from_str(lines.trim_end()).unwrap();
        assert_eq!(lines.lines().count(), 1, "a value that was not sent has no line");
        assert_eq!((&line["complete"], &line["value"]), (&false.into(), &402.into()));
        assert_eq!(
            (&line["groups"]["ConversationEndState"], &line["timestamp"]),
            (&"Success".into(), &"2026-11-07T00:00:00Z".into())
        );
        assert_eq!(
            export.tidy_csv().unwrap(),
            format!(
                "{}\r\n2026-11-07 00:00:00,OneDay,listSessionMetrics,SANDBOXBOT,2026-11-07 00:00:00,2026-11-08 00:00:00,\
                 ConversationEndState,Success,,,,,,Count,Sum,402,false\r\n",
                LexExport::TIDY_COLUMNS.join(",")
            )
        );
    }
}
