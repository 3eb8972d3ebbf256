//! Values of several groups over time in bins: on top of each other, as parts of a whole, side by side, or as lines.
//!
//! Every bin has a place of its own width, also where nothing came for it, so that charts of one window share their axis.

mod paint;

pub use paint::StackDrawing;

use super::palette::Slot;
use crate::domain::words::{self, Zone};

/// How groups stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StackForm {
    /// On top of each other, the first at the foot.
    Stacked,
    /// The same, each column as high as the plot.
    Share,
    /// Side by side.
    Bars,
    /// A line each.
    Lines,
}

/// A group.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// What legend and tooltip call it.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// One value for each time; NaN is missing.
    pub values: Vec<f64>,
    /// Whether it is drawn.
    pub visible: bool,
}

/// Groups over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// The starts of the bins that there are, ascending, in seconds since the epoch.
    pub times_s: Vec<i64>,
    /// The groups, the lowest first.
    pub layers: Vec<Layer>,
    /// The first instant shown, and the first not shown.
    pub window_s: (i64, i64),
    /// The length of a bin; more than zero.
    pub bin_s: i64,
    /// Whether values are whole, so that no tick lies between whole numbers.
    pub whole: bool,
}

impl Default for Stack {
    fn default() -> Self {
        Self { times_s: Vec::new(), layers: Vec::new(), window_s: (0, 1), bin_s: 1, whole: true }
    }
}

/// How a value is written.
pub type Write = fn(f64) -> String;

impl Stack {
    /// The groups that are drawn.
    pub fn visible(&self) -> impl Iterator<Item = &Layer> {
        self.layers.iter().filter(|layer| layer.visible)
    }

    /// A group's value at an index, where there is one.
    fn value(layer: &Layer, index: usize) -> Option<f64> {
        layer.values.get(index).copied().filter(|v| v.is_finite())
    }

    /// The sum of what is drawn at an index. What is below zero has no height in a stack.
    pub fn total(&self, index: usize) -> f64 {
        self.visible().filter_map(|layer| Self::value(layer, index)).map(|v| v.max(0.0)).sum()
    }

    /// The smallest and the largest value that a form needs room for; zero is always among them.
    pub fn extent(&self, form: StackForm) -> (f64, f64) {
        match form {
            StackForm::Share => (0.0, 1.0),
            StackForm::Stacked => (0.0, (0..self.times_s.len()).map(|i| self.total(i)).fold(0.0, f64::max)),
            StackForm::Bars | StackForm::Lines => {
                let values = self.visible().flat_map(|layer| &layer.values).filter(|v| v.is_finite());
                values.fold((0.0, 0.0), |(low, high), &v| (low.min(v), high.max(v)))
            }
        }
    }

    /// Which part of the width a time's bin has its middle at.
    pub fn fraction(&self, time_s: i64) -> f64 {
        let len_s = self.window_s.1.saturating_sub(self.window_s.0).max(1) as f64;
        (time_s.saturating_sub(self.window_s.0) as f64 + self.bin_s as f64 / 2.0) / len_s
    }

    /// The bin whose place holds a part of the width, or the nearest.
    pub fn nearest(&self, fraction: f64) -> Option<usize> {
        let away = |i: &usize| (self.fraction(self.times_s[*i]) - fraction).abs();
        (0..self.times_s.len()).min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// What is known of a bin, in words; `None` where there is no such one.
    pub fn reading(&self, index: usize, write: Write, sums: bool) -> Option<StackReading> {
        let time_s = *self.times_s.get(index)?;
        let total = self.total(index);
        let rows = self.visible().map(|layer| {
            let value = Self::value(layer, index);
            ReadingRow {
                name: layer.name.clone(),
                slot: layer.slot,
                value: value.map_or_else(|| words::NO_VALUE.to_owned(), write),
                share: value
                    .filter(|_| sums && total > 0.0)
                    .map(|v| format!("{}%", words::count((v / total * 100.0).round()))),
            }
        });
        let rows: Vec<ReadingRow> = rows.collect();
        Some(StackReading {
            when: words::bucket(time_s, self.bin_s, Zone::UTC),
            total: (sums && rows.len() > 1).then(|| write(total)),
            rows,
        })
    }
}

/// A bin in words.
#[derive(Debug, Clone, PartialEq)]
pub struct StackReading {
    /// `Mon 16 Nov 2026`.
    pub when: String,
    /// A row for each group that is drawn.
    pub rows: Vec<ReadingRow>,
    /// All together, where that makes sense.
    pub total: Option<String>,
}

/// A group's value in words.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingRow {
    /// The group.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// Its value.
    pub value: String,
    /// Its part of the whole, where that makes sense.
    pub share: Option<String>,
}

impl StackReading {
    /// The same in one line, for a screen reader.
    pub fn spoken(&self) -> String {
        let mut text = self.when.clone();
        for row in &self.rows {
            text.push_str(&format!("; {} {}", row.name, row.value));
            if let Some(share) = &row.share {
                text.push_str(&format!(", {share}"));
            }
        }
        if let Some(total) = &self.total {
            text.push_str(&format!("; together {total}"));
        }
        text
    }
}

#[cfg(test)]
mod tests;
