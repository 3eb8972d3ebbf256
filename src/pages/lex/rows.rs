//! The rows of a query as a table: its columns, the texts of its cells, and their order.

use crate::domain::lex::figure::unit;
use crate::domain::lex::{FilterField, GroupField, LexMetric, MetricSpec, Order, Query, Row, Statistic};

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

/// The column that gives the order which the query asks for, and which way; `None` where it asks for none.
pub fn order(columns: &[RowColumn], query: &Query) -> Option<(usize, Order)> {
    let by_time = query.bin.as_ref().and_then(|bin| bin.order.clone()).map(|order| (RowColumn::Bin, order));
    let of_metric = |m: &MetricSpec| Some((RowColumn::Value(m.name.clone(), m.statistic.clone()), m.order.clone()?));
    let (column, order) = by_time.or_else(|| query.metrics.iter().find_map(of_metric))?;
    Some((columns.iter().position(|c| *c == column)?, order))
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

/// Values that a field is known to have whatever the bot.
fn usual_values(field: &FilterField) -> &'static [&'static str] {
    match field {
        FilterField::ConversationEndState => &["Success", "Failure", "Dropped"],
        FilterField::IntentEndState => &["Success", "Failure", "Dropped", "Switched"],
        FilterField::Modality => &["Speech", "Text", "DTMF", "MultiMode"],
        FilterField::UtteranceState => &["Missed", "Detected"],
        FilterField::BotAliasId => &["TSTALIASID"],
        FilterField::BotVersion => &["DRAFT"],
        FilterField::LocaleId => &[
            "en_US", "en_GB", "en_AU", "en_IN", "de_DE", "es_ES", "es_US", "fr_FR", "fr_CA", "it_IT", "ja_JP", "pt_BR",
        ],
        _ => &[],
    }
}

/// The most values that are suggested at once.
const MOST_VALUES: usize = 200;

/// Values to choose from while a filter is typed: those of the rows on the page first, then those that any bot may have.
pub fn suggested(field: &FilterField, rows: &[Row]) -> Vec<String> {
    let name = field.to_string();
    let mut values: Vec<String> = Vec::new();
    let mut add = |value: &str| {
        if !value.trim().is_empty() && values.len() < MOST_VALUES && !values.iter().any(|v| v == value) {
            values.push(value.to_owned());
        }
    };
    for row in rows {
        row.groups.iter().filter(|(group, _)| group.to_string() == name).for_each(|(_, value)| add(value));
        if *field == FilterField::IntentName {
            row.last_used_intent.iter().for_each(|intent| add(intent));
        }
    }
    usual_values(field).iter().for_each(|value| add(value));
    values
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
    fn the_table_begins_in_the_order_that_was_asked_for() {
        let mut query = query(Subject::Sessions);
        assert_eq!(order(&columns(&query), &query), Some((0, Order::Ascending)));
        query.bin.as_mut().unwrap().order = None;
        assert_eq!(order(&columns(&query), &query), None);
        query.metrics[0].order = Some(Order::Descending);
        assert_eq!(order(&columns(&query), &query), Some((2, Order::Descending)));
        query.bin = None;
        query.groups.clear();
        assert_eq!(order(&columns(&query), &query), Some((1, Order::Descending)), "after the rows' numbers");
    }

    #[test]
    fn filters_suggest_what_the_rows_have_and_what_every_bot_has() {
        let rows = [row("Abandoned", None), row("Success", None), row(" ", None), row("Abandoned", None)];
        let of = |field| suggested(&field, &rows);
        assert_eq!(of(FilterField::ConversationEndState), ["Abandoned", "Success", "Failure", "Dropped"]);
        assert_eq!(of(FilterField::BotVersion), ["DRAFT"]);
        assert!(of(FilterField::Channel).is_empty() && of(FilterField::LocaleId).contains(&"en_US".to_owned()));
        let said = Row { last_used_intent: Some("BookTrip".to_owned()), ..row("x", None) };
        assert_eq!(suggested(&FilterField::IntentName, &[said]), ["BookTrip"]);
        let many: Vec<Row> = (0..500).map(|i| row(&i.to_string(), None)).collect();
        assert_eq!(suggested(&FilterField::ConversationEndState, &many).len(), MOST_VALUES);
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
