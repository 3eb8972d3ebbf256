//! Lists of utterances that people bring: CSV, TSV, JSON, and the annotation sets of Amazon's own tools.
//!
//! In two steps, because a person may say what the columns mean: [`read`] makes an [`Incoming`] of bytes, and
//! [`Incoming::checked`] makes cases of it by a [`Mapping`], with what is to be said about each row.
//!
//! Annotation sets have two forms (nlu-annotation-api-reference and nlu-evaluation-tool-api of Amazon's documents, and the
//! model of Amazon's client for SMAPI):
//!
//! - JSON: `{"data": [{"inputs": {"utterance", "referenceTimestamp"}, "expected": [{"intent": {"name", "slots": {NAME:
//!   {"value"}}}}]}]}`. A later edition wraps the value: `{"slotValue": {"type": "Simple", "value"}}` or `{"slotValue":
//!   {"type": "List", "values": [{"value"}]}}`. Both are read.
//! - CSV with the columns `utterance`, `referenceTimestamp`, `intent` and `slot[NAME]` for each slot.
//!
//! The reference timestamp has no counterpart in the profiler's request and is left out, which a notice says.

mod check;
mod json;
mod mapping;
mod nearest;
mod place;
mod problem;
mod quote;
mod slot_text;
mod table;

pub use check::{Checked, Doubt, RowDoubt, Severity};
pub(super) use mapping::safe_cell;
pub use mapping::{ColumnUse, Mapping};
pub use nearest::nearest;
pub use place::Place;
pub use problem::ImportProblem;
pub use slot_text::{read_slots, write_slots};
pub use table::{Row, Separator, Table};

use super::Case;
use crate::domain::interaction_model::InteractionModel;

/// The most cases of a suite.
pub const MOST_CASES: usize = 5_000;

/// The most bytes of a file: 5 MB.
pub const MOST_BYTES: usize = 5_000_000;

/// What a cell holds, or a value in a `slots` text, where a slot has to stay empty.
pub const STAYS_EMPTY: &str = "—";

/// How a list was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFormat {
    /// Values apart by a separator.
    Table(Separator),
    /// A JSON list of cases.
    Json,
    /// An annotation set as JSON.
    AnnotationJson,
}

/// A list that was read and can be understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// How it was written.
    pub format: ImportFormat,
    /// What it holds.
    pub content: IncomingContent,
    /// What the reader of the list should know, in sentences.
    pub notices: Vec<String>,
}

/// What a list holds.
#[derive(Debug, Clone, PartialEq)]
pub enum IncomingContent {
    /// Rows and columns, whose meaning a [`Mapping`] says.
    Table(Table),
    /// Cases.
    Cases(Vec<IncomingCase>),
}

/// A row that may become a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingCase {
    /// Where it stands in the list.
    pub place: Place,
    /// What it says.
    pub case: Case,
    /// What could not be read of it.
    pub doubts: Vec<Doubt>,
}

/// Whether a file is too large to be read at all, by the size that the browser says.
///
/// # Errors
/// [`ImportProblem::TooLarge`].
pub fn accept_size(bytes: u64) -> Result<(), ImportProblem> {
    if bytes > MOST_BYTES as u64 { Err(ImportProblem::TooLarge { bytes }) } else { Ok(()) }
}

/// Reads a list from a file's bytes, or from what was pasted.
///
/// # Errors
/// What makes the whole of it unreadable: too large, too many rows, an encoding or a format that is not read here.
pub fn read(bytes: &[u8]) -> Result<Incoming, ImportProblem> {
    accept_size(bytes.len() as u64)?;
    let text = text_of(bytes)?;
    if text.trim().is_empty() {
        return Err(ImportProblem::Empty);
    }
    match text.trim_start().chars().next() {
        Some('{' | '[') => json::read(text),
        _ => table::read(text),
    }
}

/// The text of bytes in UTF-8, without its byte order mark.
fn text_of(bytes: &[u8]) -> Result<&str, ImportProblem> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(ImportProblem::Workbook);
    }
    let beginning = bytes.get(..1_024).unwrap_or(bytes);
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || beginning.contains(&0) {
        return Err(ImportProblem::Utf16);
    }
    std::str::from_utf8(bytes).map_err(|_| ImportProblem::NotUtf8)
}

impl Incoming {
    /// The table, where there are columns to be mapped.
    pub fn table(&self) -> Option<&Table> {
        match &self.content {
            IncomingContent::Table(table) => Some(table),
            IncomingContent::Cases(_) => None,
        }
    }

    /// What the columns probably mean; empty where there are none.
    pub fn guess(&self, model: Option<&InteractionModel>) -> Mapping {
        self.table().map(|table| Mapping::guess(table, model)).unwrap_or_default()
    }

    /// The cases by a mapping, with what is to be said about each row.
    pub fn checked(&self, mapping: &Mapping, model: Option<&InteractionModel>) -> Checked {
        match &self.content {
            IncomingContent::Table(table) => Checked::of(mapping.cases(table), model),
            IncomingContent::Cases(cases) => Checked::of(cases.clone(), model),
        }
    }
}

/// A text without control characters other than blanks: nobody types them, and a file with a NUL is read as UTF-16.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect()
}

/// An utterance as it is kept: one line, one blank between words.
fn utterance_of(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An intent's name as it is kept.
fn intent_of(text: &str) -> Option<String> {
    Some(printable(text).trim().to_owned()).filter(|name| !name.is_empty() && name != super::NO_INTENT)
}

/// An expected value as it is kept: empty for [`STAYS_EMPTY`].
fn value_of(text: &str) -> String {
    let text = printable(text);
    let text = text.trim();
    if text == STAYS_EMPTY { String::new() } else { text.to_owned() }
}

#[cfg(test)]
#[path = "../import_tests.rs"]
mod tests;
