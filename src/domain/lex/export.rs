//! The rows of a query as files. Times are RFC 3339 in UTC, numbers have a point, what is missing is empty or null.

use super::query::Query;
use super::row::Row;
use super::term::{GroupField, LexMetric, Statistic};
use crate::domain::export::{csv_text, neutral_cell};
use crate::domain::instant::Instant;

/// What is exported.
#[derive(Debug, Clone)]
pub struct LexExport<'a> {
    /// What was asked.
    pub query: &'a Query,
    /// What came.
    pub rows: &'a [Row],
    /// Whether the last page was read.
    pub is_whole: bool,
    /// When the file is made.
    pub made_at: Instant,
}

impl LexExport<'_> {
    /// A row for each result. Text that a spreadsheet would take for a formula gets an apostrophe in front.
    pub fn csv(&self) -> Option<String> {
        let query = self.query;
        csv_text(|writer| {
            let mut head: Vec<String> = query.bin.iter().map(|bin| bin.name.to_string()).collect();
            head.extend(query.groups.iter().map(GroupField::to_string));
            head.extend(query.metrics.iter().map(|m| format!("{} {}", m.name, m.statistic)));
            if query.last_used_intent {
                head.push("LastUsedIntent".to_owned());
            }
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
            "results": rows,
        });
        serde_json::to_string_pretty(&whole).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::BotId;
    use super::super::row::MetricResult;
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
        let export = LexExport { query: &query, rows: &rows, is_whole: true, made_at: query.window.end };
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
        let export = LexExport { query: &query, rows: &rows, is_whole: false, made_at: query.window.end };
        let json: serde_json::Value = serde_json::from_str(&export.json().unwrap()).unwrap();
        assert_eq!(json["query"]["botId"], "SANDBOXBOT");
        assert_eq!(json["complete"], false);
        assert_eq!(json["results"][0]["metrics"][0]["value"], 402.0);
        assert!(export.csv().unwrap().contains("2026-11-07T00:00:00Z,Success,402"));
    }
}
