//! Rows and columns: which separator, and where rows end. Quoting is left to the `csv` library.

use super::mapping::{ColumnUse, Mapping};
use super::quote::open_quote;
use super::{ImportFormat, ImportProblem, Incoming, IncomingContent, MOST_CASES};

/// What is between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`, as spreadsheets write where the comma is the decimal mark.
    Semicolon,
    /// A tab, as spreadsheets copy.
    Tab,
    /// `|`
    Bar,
}

impl Separator {
    /// All of them; the first of several that fit as well wins.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// In words: `commas`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Comma => "commas",
            Self::Semicolon => "semicolons",
            Self::Tab => "tabs",
            Self::Bar => "bars",
        }
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The line of the list on which it begins, from 1, as an editor counts them: a heading, blank lines and a line that
    /// says the separator count too.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The rows of a list, the heading among them if there is one. They may have different lengths; none is blank throughout.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// How many columns there are: those of the first row, or of the longest where nothing says that the first is a heading.
    pub fn width(&self, has_head: bool) -> usize {
        let first = self.rows.first().map_or(0, |row| row.cells.len());
        if has_head { first } else { self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default() }
    }

    /// What a column is called: its heading, or `Column 2`.
    pub fn column_name(&self, index: usize, has_head: bool) -> String {
        let head = self.rows.first().filter(|_| has_head).and_then(|row| row.cells.get(index)).map(|name| name.trim());
        match head.filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None => format!("Column {}", index + 1),
        }
    }

    /// The rows below the heading.
    pub fn body(&self, has_head: bool) -> &[Row] {
        self.rows.get(usize::from(has_head)..).unwrap_or_default()
    }
}

/// How many rows a separator is judged by.
const TRIED_ROWS: usize = 20;

/// The rows of a text whose first line has a number.
fn rows(text: &str, separator: Separator, first_line: usize) -> impl Iterator<Item = Row> {
    let reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(std::io::Cursor::new(text.to_owned()));
    // Text in memory that is UTF-8 has no row that fails.
    let records = reader.into_records().map_while(Result::ok);
    let mut lines = Lines { text, at: 0, line: first_line };
    let rows = records.map(move |record| Row {
        line: lines.of_record(record.position().map_or(0, csv::Position::byte)),
        cells: record.iter().map(str::to_owned).collect(),
    });
    rows.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()))
}

/// Counts the lines of a text up to a place, place after place.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the record that the library says begins at a byte; it may mean the end of the line before, or blank
    /// lines in between.
    fn of_record(&mut self, byte: u64) -> usize {
        let bytes = self.text.as_bytes();
        let to = usize::try_from(byte).unwrap_or(bytes.len());
        while let Some(&byte) = bytes.get(self.at).filter(|byte| self.at < to || matches!(byte, b'\r' | b'\n')) {
            self.at += 1;
            // A return before a line feed is one line end with it.
            if byte == b'\n' || (byte == b'\r' && bytes.get(self.at) != Some(&b'\n')) {
                self.line += 1;
            }
        }
        self.line
    }
}

/// The separator with which the beginning looks most like a table: first the one that shows a known heading, then the one
/// with which most rows have as many cells as the first, then the one with the most cells. Where none does for most rows,
/// each line is one utterance, whatever marks it has.
fn separator(text: &str) -> Separator {
    // Enough for the rows that are tried, without reading a file of one endless line four times.
    let mut end = text.len().min(64_000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = text.get(..end).unwrap_or(text);
    let rank = |separator: Separator| {
        let rows: Vec<Vec<String>> = rows(beginning, separator, 1).take(TRIED_ROWS).map(|row| row.cells).collect();
        let first = rows.first().map_or(0, Vec::len);
        let has_head = rows.first().is_some_and(|row| row.iter().any(|cell| ColumnUse::of_name(cell).is_utterance()));
        let alike = rows.iter().filter(|row| row.len() == first).count();
        (first > 1 && (has_head || alike * 2 > rows.len())).then_some((has_head, alike, first))
    };
    let best = Separator::ALL.into_iter().rev().max_by_key(|&separator| rank(separator));
    best.filter(|&separator| rank(separator).is_some()).unwrap_or(Separator::Tab)
}

/// The separator that a spreadsheet's first line `sep=;` says, and the text below it.
fn declared(text: &str) -> Option<(Separator, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let byte = line.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=")?;
    let separator = Separator::ALL.into_iter().find(|separator| [separator.byte()] == byte.as_bytes())?;
    Some((separator, rest))
}

/// Reads a table; no further than the rows that a suite can hold.
pub(super) fn read(text: &str) -> Result<Incoming, ImportProblem> {
    let (separator, text, first_line) = match declared(text) {
        Some((separator, text)) => (separator, text, 2),
        None => (separator(text), text, 1),
    };
    if let Some(line) = open_quote(text, separator, first_line) {
        return Err(ImportProblem::OpenQuote { line });
    }
    // One more than the cases, for the heading, and one more to see that there are too many.
    let rows: Vec<Row> = rows(text, separator, first_line).take(MOST_CASES + 2).collect();
    let table = Table { rows };
    let mapping = Mapping::guess(&table, None);
    if table.body(mapping.has_head).len() > MOST_CASES {
        return Err(ImportProblem::TooManyRows);
    }
    if table.body(mapping.has_head).is_empty() {
        return Err(ImportProblem::Empty);
    }
    let mut notices = Vec::new();
    if (0..table.width(mapping.has_head))
        .any(|i| normal(&table.column_name(i, mapping.has_head)) == "referencetimestamp")
    {
        notices.push(super::json::NO_TIMESTAMP.to_owned());
    }
    Ok(Incoming { format: ImportFormat::Table(separator), content: IncomingContent::Table(table), notices })
}

/// A heading without capitals, blanks and marks.
pub(super) fn normal(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
