//! Confusion matrices: which intent was taken for which, as a heat map. Rows are expected, columns are what was chosen.

mod paint;

pub use paint::ConfusionDrawing;

use super::palette::Heat;
use crate::domain::suite::{Confusion, NO_INTENT, OTHER_INTENTS};
use crate::domain::words;

/// The most labels that are drawn; the rest is one label.
pub const MOST_LABELS: usize = 40;

/// A matrix as it is drawn: at most [`MOST_LABELS`] labels, and their short names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConfusionMap {
    confusion: Confusion,
    short: Vec<String>,
    expected: Vec<usize>,
    chosen: Vec<usize>,
    largest_right: usize,
    largest_wrong: usize,
}

/// A cell: its row and its column.
pub type Cell = (usize, usize);

impl ConfusionMap {
    /// The map of a matrix.
    pub fn new(confusion: &Confusion) -> Self {
        let confusion = confusion.at_most(MOST_LABELS);
        let largest = |is_right: bool| {
            let cells = confusion.cells().filter(|(row, column, _)| (row == column) == is_right);
            cells.map(|(_, _, count)| count).max().unwrap_or_default()
        };
        Self {
            short: short_names(confusion.labels()),
            expected: confusion.expected(),
            chosen: confusion.chosen(),
            largest_right: largest(true),
            largest_wrong: largest(false),
            confusion,
        }
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.short.len()
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.short.is_empty()
    }

    /// The whole names, sorted.
    pub fn names(&self) -> &[String] {
        self.confusion.labels()
    }

    /// The names without what they have in common, in the same order.
    pub fn short_names(&self) -> &[String] {
        &self.short
    }

    /// How many cases are in a cell.
    pub fn count(&self, (row, column): Cell) -> usize {
        self.confusion.count(row, column)
    }

    /// How warm a cell is: what is right by its part of the most frequent intent that is right, what is wrong by its part of
    /// the most frequent mistake. One mistake alone is never hot.
    pub fn heat(&self, cell: Cell) -> Heat {
        let count = self.count(cell);
        if count == 0 {
            return Heat::None;
        }
        let is_other = self.names().get(cell.0).is_some_and(|name| name == OTHER_INTENTS);
        if cell.0 == cell.1 && !is_other {
            let part = count as f64 / self.largest_right.max(1) as f64;
            return Heat::Right(1 + [0.25, 0.4, 0.6].iter().filter(|&&from| part >= from).count() as u8);
        }
        let part = count as f64 / self.largest_wrong.max(1) as f64;
        Heat::Wrong(match count {
            1 => 1,
            5.. if part >= 0.65 => 3,
            _ if part >= 0.25 => 2,
            _ => 1,
        })
    }

    /// A cell in words: `Expected BookTripIntent, got GetTravelTimeIntent: 2 of 10 (20.0%)`. `None` outside of the map.
    pub fn reading(&self, cell: Cell) -> Option<String> {
        let (expected, got) = (self.names().get(cell.0)?, self.names().get(cell.1)?);
        let (count, of) = (self.count(cell), self.expected.get(cell.0).copied()?);
        let number = |n: usize| words::count(n as f64);
        let part = if of == 0 {
            "never expected".to_owned()
        } else {
            format!("{} of {} ({})", number(count), number(of), words::percent(count as f64 / of as f64))
        };
        let what =
            if expected == got { format!("{expected} as expected") } else { format!("Expected {expected}, got {got}") };
        Some(format!("{what}: {part}"))
    }

    /// What the map shows, in one sentence.
    pub fn summary(&self) -> String {
        if self.is_empty() {
            return "Confusion matrix without results.".to_owned();
        }
        let right: usize =
            (0..self.len()).filter(|&i| self.names()[i] != OTHER_INTENTS).map(|i| self.count((i, i))).sum();
        let number = |n: usize| words::count(n as f64);
        let worst = self.confusion.cells().filter(|(row, column, _)| row != column);
        // Of several as frequent, the first.
        let worst = worst.reduce(|worst, cell| if cell.2 > worst.2 { cell } else { worst });
        let mistake = worst.map_or_else(String::new, |(row, column, count)| {
            let name = |index: usize| self.names().get(index).map(String::as_str).unwrap_or_default();
            format!("; most often {} instead of {}, {}", name(column), name(row), times(count))
        });
        format!(
            "Confusion matrix of {} labels: {} of {} cases on the diagonal{mistake}.",
            number(self.len()),
            number(right),
            number(self.confusion.total())
        )
    }

    /// The cell that a key leads to from another, or from none; `None` for keys that lead nowhere.
    pub fn step(&self, from: Option<Cell>, key: &str, to_the_end: bool) -> Option<Cell> {
        let last = self.len().checked_sub(1)?;
        let Some((row, column)) = from else {
            let is_known = matches!(
                key,
                "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End" | "PageUp" | "PageDown"
            );
            return is_known.then_some((0, 0));
        };
        Some(match key {
            "ArrowLeft" => (row, column.saturating_sub(1)),
            "ArrowRight" => (row, (column + 1).min(last)),
            "ArrowUp" => (row.saturating_sub(1), column),
            "ArrowDown" => ((row + 1).min(last), column),
            "Home" if to_the_end => (0, 0),
            "End" if to_the_end => (last, last),
            "Home" => (row, 0),
            "End" => (row, last),
            "PageUp" => (0, column),
            "PageDown" => (last, column),
            _ => return None,
        })
    }

    /// The expected and the chosen label of a cell; `None` outside of the map.
    pub fn pair(&self, cell: Cell) -> Option<(&str, &str)> {
        Some((self.names().get(cell.0)?, self.names().get(cell.1)?))
    }

    /// How often a label was expected, and how often it was chosen.
    pub fn sums(&self, index: usize) -> (usize, usize) {
        let at = |sums: &[usize]| sums.get(index).copied().unwrap_or_default();
        (at(&self.expected), at(&self.chosen))
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{} times", words::count(count as f64)),
    }
}

/// Names without `AMAZON.` and `Intent`, where they still differ.
fn short_names(names: &[String]) -> Vec<String> {
    let short = |name: &str| {
        if name == NO_INTENT || name == OTHER_INTENTS {
            return name.to_owned();
        }
        let bare = name.strip_prefix("AMAZON.").unwrap_or(name);
        bare.strip_suffix("Intent").filter(|bare| !bare.is_empty()).unwrap_or(bare).to_owned()
    };
    let all: Vec<String> = names.iter().map(|name| short(name)).collect();
    let is_twice = |short: &String| all.iter().filter(|other| *other == short).count() > 1;
    let kept = names.iter().zip(&all).map(|(name, short)| if is_twice(short) { name.clone() } else { short.clone() });
    kept.collect()
}

#[cfg(test)]
mod tests;
