//! Where something stands in a list, as people find it there.

use std::fmt;

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of a table, from 1, as editors and spreadsheets count them: a heading is line 1.
    Line(usize),
    /// An entry of a list in JSON, from 1.
    Entry(usize),
}

impl Place {
    /// At the beginning of a sentence: `Line 2`.
    pub fn heading(self) -> String {
        match self {
            Self::Line(line) => format!("Line {line}"),
            Self::Entry(entry) => format!("Entry {entry}"),
        }
    }
}

impl fmt::Display for Place {
    /// Within a sentence: `line 2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Entry(entry) => write!(f, "entry {entry}"),
        }
    }
}
