//! Forest rows: differences and their intervals on one scale, so that a column of them can be compared.
//!
//! All values are percent: 2.4 is +2.4%. What is not finite counts as missing.

mod paint;

pub use paint::{EDGE_PX, ForestDrawing, ForestForm};

use super::trend::{Trend, TrendPoint};
use crate::domain::words;

/// What a difference means for the one who reads it; never its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Green.
    Better,
    /// Red.
    Worse,
    /// Slate.
    #[default]
    Unclear,
}

/// One row: a difference and its interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ForestRow {
    /// The difference, in percent.
    pub effect: Option<f64>,
    /// The lower end of its interval, in percent.
    pub lower: Option<f64>,
    /// The upper end of its interval, in percent.
    pub upper: Option<f64>,
    /// Its colour.
    pub tone: Tone,
}

impl ForestRow {
    /// The difference, if there is one to draw.
    pub fn known_effect(&self) -> Option<f64> {
        self.effect.filter(|v| v.is_finite())
    }

    /// Both ends of the interval, the lower one first; `None` where one is missing, or the difference is.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.known_effect()?;
        interval(self.lower, self.upper)
    }

    /// Whether the interval leaves out 0; `false` without an interval, because then nothing is known.
    pub fn excludes_zero(&self) -> bool {
        self.interval().is_some_and(|(lower, upper)| lower > 0.0 || upper < 0.0)
    }
}

/// Two ends as an interval; `None` where one is missing.
pub(super) fn interval(lower: Option<f64>, upper: Option<f64>) -> Option<(f64, f64)> {
    let (lower, upper) = (lower.filter(|v| v.is_finite())?, upper.filter(|v| v.is_finite())?);
    Some((lower.min(upper), lower.max(upper)))
}

/// The scale that rows share: as far below 0 as above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForestScale {
    extent: f64,
}

/// How far a scale can reach, in percent, and the distance of its ticks.
const EXTENTS: [(f64, f64); 6] = [(5.0, 2.0), (10.0, 5.0), (15.0, 5.0), (25.0, 10.0), (50.0, 20.0), (100.0, 50.0)];

impl Default for ForestScale {
    /// ±15%.
    fn default() -> Self {
        Self { extent: 15.0 }
    }
}

impl ForestScale {
    /// The narrowest scale that holds every difference and interval; ±15% where there is none, ±100% where none is wide
    /// enough.
    pub fn for_rows(rows: &[ForestRow]) -> Self {
        let ends = |row: &ForestRow| {
            let (lower, upper) = row.interval().unzip();
            [row.known_effect(), lower, upper]
        };
        Self::holding(rows.iter().flat_map(ends).flatten())
    }

    /// The narrowest scale that holds all of these percentages; values that are not finite are passed over.
    pub fn holding(percentages: impl IntoIterator<Item = f64>) -> Self {
        let widest = percentages.into_iter().filter(|v| v.is_finite()).map(f64::abs).reduce(f64::max);
        let Some(widest) = widest else { return Self::default() };
        let fitting = EXTENTS.into_iter().map(|e| e.0).find(|&extent| widest <= extent);
        Self { extent: fitting.unwrap_or(100.0) }
    }

    /// The narrowest scale for the trends of several metrics side by side.
    pub fn for_trends<'a>(trends: impl IntoIterator<Item = &'a Trend>) -> Self {
        let ends = |point: &TrendPoint| {
            let (lower, upper) = point.interval().unzip();
            [point.known_effect(), lower, upper]
        };
        Self::holding(trends.into_iter().flat_map(|t| t.points.iter().flat_map(ends).flatten()))
    }

    /// How far it reaches to either side, in percent.
    pub fn extent(self) -> f64 {
        self.extent
    }

    /// Where a percentage stands: 0 is the left end, 1 the right; outside of that when it is off the scale.
    pub fn fraction(self, percentage: f64) -> f64 {
        (percentage + self.extent) / (2.0 * self.extent)
    }

    /// Whether a percentage is on the scale.
    pub fn holds(self, percentage: f64) -> bool {
        percentage.abs() <= self.extent
    }

    /// The ticks inside the scale, from left to right; 0 is one of them.
    pub fn ticks(self) -> Vec<ForestTick> {
        let step = EXTENTS.into_iter().find(|e| e.0 == self.extent).map_or(self.extent / 3.0, |e| e.1);
        let count = ((self.extent - 1e-9) / step).floor() as i32;
        (-count..=count)
            .map(|i| {
                let percentage = f64::from(i) * step;
                // The outermost say the unit.
                let text = words::signed_count(percentage);
                let label = if i.abs() == count && count > 0 { format!("{text}%") } else { text };
                ForestTick { percentage, fraction: self.fraction(percentage), label }
            })
            .collect()
    }

    /// What the axis reaches to, in words: `−15% to +15%`.
    pub fn spoken(self) -> String {
        range_words(-self.extent, self.extent, words::signed_count)
    }
}

/// A tick of a forest axis.
#[derive(Debug, Clone, PartialEq)]
pub struct ForestTick {
    /// What it stands for.
    pub percentage: f64,
    /// Where it stands: 0 is the left end, 1 the right.
    pub fraction: f64,
    /// `−10%`, `−5`, `0`, `+5`, `+10%`.
    pub label: String,
}

/// An interval in words: `−10.9% to −2.7%`.
pub fn interval_words(lower: f64, upper: f64) -> String {
    range_words(lower, upper, |v| words::signed_percent(v / 100.0).trim_end_matches('%').to_owned())
}

fn range_words(lower: f64, upper: f64, number: impl Fn(f64) -> String) -> String {
    format!("{}% to {}%", number(lower), number(upper))
}

#[cfg(test)]
mod tests;
