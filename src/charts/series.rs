//! What a chart component is given.

use std::sync::Arc;

use super::palette::{Dash, Slot};
use super::scene::{Line, Points, View};
use crate::domain::series::Series;
use crate::domain::words::Zone;

/// A series of a chart, with how it looks and whether it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSeries {
    /// What the page knows it by.
    pub key: String,
    /// What the legend and the tooltip call it.
    pub name: String,
    /// Its colour.
    pub slot: Slot,
    /// How its line is broken up; usually [`Slot::dash`].
    pub dash: Dash,
    /// Its values.
    pub series: Arc<Series>,
    /// The values of the period before, moved onto the times of this one.
    pub previous: Option<Arc<Series>>,
    /// Whether it is drawn; the legend shows it either way.
    pub visible: bool,
}

impl ChartSeries {
    fn line(&self) -> Line<'_> {
        Line {
            slot: self.slot,
            dash: self.dash,
            points: points(&self.series),
            previous: self.previous.as_deref().map(points),
        }
    }
}

/// A series as the drawing code takes it.
pub fn points(series: &Series) -> Points<'_> {
    Points { times_s: series.times_s(), values: series.values() }
}

/// What stands at a time above the plot, such as the start of an experiment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartMarker {
    /// When.
    pub time_s: i64,
    /// What the flag says; left out where there is little room.
    pub label: String,
    /// What a screen reader says, such as `Shorter welcome message started 26 Oct`.
    pub description: String,
    /// Where the flag leads.
    pub href: String,
    /// What happened.
    pub kind: MarkerKind,
    /// Until when the plot is tinted: the running span.
    pub until_s: Option<i64>,
}

/// The kinds of marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerKind {
    /// ▶
    Start,
    /// ↑ A change while it runs, such as of the exposure.
    Change,
    /// ■
    Stop,
}

/// A choice in the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LegendChoice {
    /// Show the series of this key, or hide it.
    Toggle(String),
    /// Show this one alone; all again when it is alone already.
    Isolate(String),
}

/// What does not depend on a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The first instant shown, and the first not shown.
    pub window_s: (i64, i64),
    /// The bucket length; `None` for totals.
    pub bucket_s: Option<i64>,
    /// From here on buckets are not complete.
    pub incomplete_from_s: Option<i64>,
    /// The zone of axis and tooltip.
    pub zone: Zone,
}

/// The view of the visible series. Blue lies on top: it is drawn last.
pub fn view<'a>(series: &'a [ChartSeries], setting: Setting) -> View<'a> {
    View {
        lines: visible(series).map(ChartSeries::line).rev().collect(),
        window_s: setting.window_s,
        bucket_s: setting.bucket_s,
        incomplete_from_s: setting.incomplete_from_s,
        zone: setting.zone,
        whole: true,
    }
}

/// The series that are shown, in legend order.
pub fn visible(series: &[ChartSeries]) -> impl DoubleEndedIterator<Item = &ChartSeries> {
    series.iter().filter(|s| s.visible)
}
