//! The rows of a query as a table: its columns, the texts of its cells, and their order.

use crate::domain::lex::figure::unit;
use crate::domain::lex::{GroupField, LexMetric, Query, Row, Statistic};

use super::series::bin_s;
use super::words::result;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub enum RowColumn {
    /// The start of the bin.
    Bin,
    /// A group.
    Group(GroupField),
    /// A value.
    Value(LexMetric, Statistic),
    /// The intent that a text last reached.
    LastUsedIntent,
    /// Which row it is, where nothing else names rows.
    Number,
}

/// The columns of a query's table; the first names the rows.
pub fn columns(query: &Query) -> Vec<RowColumn> {
    let mut columns = Vec::new();
    if query.bin.is_some() {
        columns.push(RowColumn::Bin);
    }
    columns.extend(query.groups.iter().cloned().map(RowColumn::Group));
    if columns.is_empty() {
        columns.push(RowColumn::Number);
    }
    columns.extend(query.metrics.iter().map(|m| RowColumn::Value(m.name.clone(), m.statistic.clone())));
    if query.last_used_intent {
        columns.push(RowColumn::LastUsedIntent);
    }
    columns
}

/// The heading of a column, in the words of the service.
pub fn heading(column: &RowColumn, query: &Query) -> String {
    match column {
        RowColumn::Bin => query.bin.as_ref().map(|b| b.name.to_string()).unwrap_or_default(),
        RowColumn::Group(field) => field.to_string(),
        RowColumn::Value(name, statistic) => format!("{name} {statistic}"),
        RowColumn::LastUsedIntent => "LastUsedIntent".to_owned(),
        RowColumn::Number => "Row".to_owned(),
    }
}

/// The text of a cell; `None` where there is nothing.
pub fn text(column: &RowColumn, query: &Query, row: &Row, index: usize) -> Option<String> {
    let named = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    match column {
        RowColumn::Bin => {
            let (_, at) = row.bin.as_ref()?;
            Some(result::bin(*at, bin_s(query)?))
        }
        RowColumn::Group(field) => named(row.group(field)?),
        RowColumn::Value(name, statistic) => Some(result::value(row.value(name, statistic)?, unit(name, statistic))),
        RowColumn::LastUsedIntent => named(row.last_used_intent.as_deref()?),
        RowColumn::Number => Some((index + 1).to_string()),
    }
}

/// Where each row stands in the order of a column; `None` comes last. Texts are in the order of the alphabet.
pub fn ranks(column: &RowColumn, rows: &[Row]) -> Vec<Option<f64>> {
    let of_text = |text: fn(&Row, &RowColumn) -> Option<String>| {
        let texts: Vec<Option<String>> = rows.iter().map(|row| text(row, column).map(|t| t.to_lowercase())).collect();
        let mut sorted: Vec<&String> = texts.iter().flatten().collect();
        sorted.sort();
        sorted.dedup();
        texts.iter().map(|t| Some(sorted.binary_search(&t.as_ref()?).ok()? as f64)).collect()
    };
    match column {
        RowColumn::Bin => rows.iter().map(|row| Some(row.bin.as_ref()?.1.epoch_s() as f64)).collect(),
        RowColumn::Value(name, statistic) => rows.iter().map(|row| row.value(name, statistic)).collect(),
        RowColumn::Number => (0..rows.len()).map(|i| Some(i as f64)).collect(),
        RowColumn::Group(_) => of_text(|row, column| match column {
            RowColumn::Group(field) => row.group(field).map(str::to_owned),
            _ => None,
        }),
        RowColumn::LastUsedIntent => of_text(|row, _| row.last_used_intent.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::domain::lex::{BinName, BotId, MetricResult, Spec, Subject};
    use crate::domain::window::Window;

    fn query(subject: Subject) -> Query {
        let start = Instant::from_epoch_s(1_794_009_600);
        Spec::usual(subject).query(BotId::parse("SANDBOXBOT").unwrap(), Window { start, end: start.plus_s(9) })
    }

    fn row(group: &str, value: Option<f64>) -> Row {
        Row {
            bin: Some((BinName::ConversationStartTime, Instant::from_epoch_s(1_794_009_600))),
            groups: vec![(GroupField::ConversationEndState, group.to_owned())],
            metrics: vec![MetricResult { name: LexMetric::Count, statistic: Statistic::Sum, value }],
            last_used_intent: None,
        }
    }

    #[test]
    fn a_table_has_a_column_for_each_part_of_the_query() {
        let query = query(Subject::Sessions);
        let columns = columns(&query);
        let heads: Vec<String> = columns.iter().map(|c| heading(c, &query)).collect();
        assert_eq!(heads, ["ConversationStartTime", "ConversationEndState", "Count Sum"]);
        let texts: Vec<Option<String>> = columns.iter().map(|c| text(c, &query, &row("Abandoned", None), 0)).collect();
        assert_eq!(texts, [Some("7 Nov 2026".to_owned()), Some("Abandoned".to_owned()), None]);
    }

    #[test]
    fn without_bins_and_groups_rows_have_numbers() {
        let mut query = query(Subject::Utterances);
        query.groups.clear();
        let columns = columns(&query);
        assert_eq!((columns[0].clone(), columns.len()), (RowColumn::Number, 3));
        assert_eq!(columns[2], RowColumn::LastUsedIntent);
    }

    #[test]
    fn texts_are_ordered_by_the_alphabet_and_what_is_missing_comes_last() {
        let rows = [row("b", Some(2.0)), row("A", None), row("b", Some(1.0))];
        let group = RowColumn::Group(GroupField::ConversationEndState);
        assert_eq!(ranks(&group, &rows), [Some(1.0), Some(0.0), Some(1.0)]);
        let value = RowColumn::Value(LexMetric::Count, Statistic::Sum);
        assert_eq!(ranks(&value, &rows), [Some(2.0), None, Some(1.0)]);
    }
}
