//! Why a list cannot be read at all.

use super::{MOST_BYTES, MOST_CASES};
use crate::domain::words;

/// Why a list cannot be read at all, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportProblem {
    /// There is nothing in it.
    #[error("There is nothing to read. A list has the columns utterance and expectedIntent, and one for each slot.")]
    Empty,
    /// It has too many bytes.
    #[error(
        "The file has {} MB. A suite can be read from up to {} MB: split the file.",
        words::decimals(*.bytes as f64 / 1e6, 1),
        MOST_BYTES / 1_000_000
    )]
    TooLarge {
        /// How many it has.
        bytes: u64,
    },
    /// It has too many rows. Reading stopped there.
    #[error(
        "The list has more than {} rows, which is the most that a suite holds. Nothing was read: split the list.",
        words::count(MOST_CASES as f64)
    )]
    TooManyRows,
    /// It is in UTF-16, as some spreadsheets write "Unicode text".
    #[error("The file is in UTF-16. Save it again as CSV in UTF-8.")]
    Utf16,
    /// It is in no known encoding.
    #[error("The file is not in UTF-8. Save it again as CSV in UTF-8, so that accents and other scripts are kept.")]
    NotUtf8,
    /// It is a spreadsheet's own file.
    #[error("This is a workbook, not a list. Save the sheet as CSV in UTF-8 and choose that file.")]
    Workbook,
    /// A quote is not closed: the rows behind it would be one cell.
    #[error(
        "The quote that opens on line {line} is not closed there, so the lines after it would be lost in one cell. Put a quote \
         at the end of that cell, or take the first one out. A quote within a quoted cell is written twice."
    )]
    OpenQuote {
        /// The line on which it opens, from 1.
        line: usize,
    },
    /// It begins as JSON and is none.
    #[error("This is not valid JSON: line {line}, column {column}. Correct it there, or save the list again.")]
    BrokenJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON without a list of cases.
    #[error(
        "This JSON has no list of utterances. It may be a list of cases with utterance, expectedIntent and expectedSlots, or \
         an annotation set with data."
    )]
    NoCases,
    /// It is a whole library of suites.
    #[error("This file holds a whole library of suites. Import it as a library.")]
    Library,
    /// A library has too many bytes.
    #[error("The file has {} MB, which is more than a library of suites can have.", words::decimals(*.bytes as f64 / 1e6, 1))]
    LibraryTooLarge {
        /// How many it has.
        bytes: u64,
    },
    /// It is no library.
    #[error("This file holds no library of suites. To read one list of utterances, import it as a suite.")]
    NoLibrary,
    /// It was written by a later version of the page.
    #[error(
        "This file was written by a later version of Skillscope (format {version}). Reload this page to get that version."
    )]
    LaterVersion {
        /// The version of the format.
        version: u64,
    },
}
