//! Suites as files: CSV and JSON of this page, and annotation sets as Amazon's tools take them. What is written is read
//! again as it was (`import`); a cell that a spreadsheet would take for a formula gets an apostrophe, which reading takes
//! away again.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::import::{ColumnUse, STAYS_EMPTY, safe_cell};
use super::{Case, Suite};
use crate::domain::export::csv_text;

/// The version of the JSON files.
pub const FORMAT_VERSION: u64 = 1;

/// The names of all slots of some cases, sorted.
fn slot_names(cases: &[Case]) -> Vec<&str> {
    let names: BTreeSet<&str> = cases.iter().flat_map(|case| case.expected_slots.keys().map(String::as_str)).collect();
    names.into_iter().collect()
}

/// A cell for each slot: empty where the case does not name it.
fn slot_cells<'a>(case: &'a Case, names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    names.iter().map(|name| match case.expected_slots.get(*name).map(String::as_str) {
        None => String::new(),
        Some("") => STAYS_EMPTY.to_owned(),
        Some(value) => safe_cell(value),
    })
}

/// Cases as CSV: `utterance`, `expectedIntent` and a column for each slot. Values that have to stay empty are a dash.
/// `None` only where memory ends.
pub fn suite_csv(cases: &[Case]) -> Option<String> {
    let names = slot_names(cases);
    csv_text(|writer| {
        let mut head = vec!["utterance".to_owned(), "expectedIntent".to_owned()];
        head.extend(names.iter().map(|name| safe_cell(&ColumnUse::heading_of_slot(name))));
        writer.write_record(&head)?;
        for case in cases {
            let mut row = vec![safe_cell(&case.utterance), safe_cell(case.intent().unwrap_or_default())];
            row.extend(slot_cells(case, &names));
            writer.write_record(&row)?;
        }
        Ok(())
    })
}

/// The line of each case in [`suite_csv`], from 1, as editors and spreadsheets count them: the heading is line 1.
pub fn case_lines<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> impl Iterator<Item = usize> {
    let breaks = |text: &str| text.matches(['\r', '\n']).count() - text.matches("\r\n").count();
    let names: BTreeSet<&str> = cases.clone().flat_map(|case| case.expected_slots.keys().map(String::as_str)).collect();
    let heading: usize = names.into_iter().map(breaks).sum();
    cases.scan(2 + heading, move |next, case| {
        let line = *next;
        let texts = case.expected_slots.values().map(String::as_str).chain([case.utterance.as_str()]);
        *next += 1 + texts.chain(case.intent()).map(breaks).sum::<usize>();
        Some(line)
    })
}

/// A suite as JSON, with what it is for.
pub fn suite_json(suite: &Suite) -> Option<String> {
    let file = json!({
        "format": "skillscope-suite",
        "version": FORMAT_VERSION,
        "name": suite.name,
        "skillId": suite.skill_id,
        "stage": suite.stage,
        "locale": suite.locale,
        "cases": suite.cases,
    });
    serde_json::to_string_pretty(&file).ok()
}

/// Cases as an annotation set in JSON, in the form that Amazon's client models. A case without an intent expects nothing.
pub fn annotation_json(cases: &[Case]) -> Option<String> {
    let annotation = |case: &Case| {
        let slots = case.expected_slots.iter().map(|(name, value)| (name.clone(), json!({ "value": value })));
        let slots: serde_json::Map<String, Value> = slots.collect();
        let expected: Vec<Value> = match (case.intent(), slots.is_empty()) {
            (None, true) => Vec::new(),
            (name, _) => vec![json!({ "intent": { "name": name.unwrap_or_default(), "slots": slots } })],
        };
        json!({ "inputs": { "utterance": case.utterance }, "expected": expected })
    };
    let data: Vec<Value> = cases.iter().map(annotation).collect();
    serde_json::to_string_pretty(&json!({ "data": data })).ok()
}

/// Cases as an annotation set in CSV: `utterance`, `referenceTimestamp` (left empty), `intent` and `slot[NAME]` for each
/// slot.
pub fn annotation_csv(cases: &[Case]) -> Option<String> {
    let names = slot_names(cases);
    csv_text(|writer| {
        let mut head = vec!["utterance".to_owned(), "referenceTimestamp".to_owned(), "intent".to_owned()];
        head.extend(names.iter().map(|name| format!("slot[{name}]")));
        writer.write_record(&head)?;
        for case in cases {
            let mut row = vec![safe_cell(&case.utterance), String::new(), safe_cell(case.intent().unwrap_or_default())];
            row.extend(slot_cells(case, &names));
            writer.write_record(&row)?;
        }
        Ok(())
    })
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
