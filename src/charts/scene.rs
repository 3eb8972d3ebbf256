//! A chart laid out: which part of each series is seen, on which axes, with which labels. `paint` draws it.

use std::ops::Range;

use super::decimate::{self, Columns};
use super::palette::{Dash, Slot};
use super::projection::Projection;
use super::ticks::{self, TimeTick, ValueTicks};
use crate::domain::words::{self, Zone};

/// Points as parallel lists, ascending in time; NaN is missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Points<'a> {
    /// Seconds since the epoch.
    pub times_s: &'a [i64],
    /// One value for each time.
    pub values: &'a [f64],
}

/// A visible series.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Its colour.
    pub slot: Slot,
    /// How it is broken up.
    pub dash: Dash,
    /// Its values.
    pub points: Points<'a>,
    /// The values of the period before, moved onto the times of this one.
    pub previous: Option<Points<'a>>,
}

/// What is to be shown.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// The visible series; later ones lie above earlier ones.
    pub lines: Vec<Line<'a>>,
    /// The first instant shown, and the first not shown.
    pub window_s: (i64, i64),
    /// The bucket length; `None` for totals, which are drawn as bars.
    pub bucket_s: Option<i64>,
    /// From here on buckets are not complete.
    pub incomplete_from_s: Option<i64>,
    /// Whose days and hours the axis shows.
    pub zone: Zone,
    /// Whether values are counts, so that no tick lies between whole numbers.
    pub whole: bool,
}

impl View<'_> {
    /// The times at the left and right edge: the first and the last bucket of the window, so that lines reach both.
    pub fn span_s(&self) -> (i64, i64) {
        edge_to_edge(self.window_s, self.bucket_s)
    }
}

/// The starts of the first and the last bucket in a window; the window itself where there are no buckets.
pub fn edge_to_edge(window_s: (i64, i64), bucket_s: Option<i64>) -> (i64, i64) {
    let (start, end) = (window_s.0, window_s.1.max(window_s.0));
    match bucket_s {
        Some(bucket_s) => (start, end.saturating_sub(bucket_s.max(0)).max(start)),
        None => (start, end),
    }
}

/// Where on the canvas the plot lies, in CSS pixels from the canvas' upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left edge of the plot.
    pub left_px: f64,
    /// Upper edge of the plot.
    pub top_px: f64,
    /// Width of the plot.
    pub width_px: f64,
    /// Height of the plot.
    pub height_px: f64,
    /// Device pixels for each CSS pixel.
    pub ratio: f64,
}

impl Frame {
    /// Where a label under `x_px` of the plot stands: centred, but it starts at the left edge, or ends at the right, if
    /// it would stand out.
    pub(super) fn held_inside(&self, x_px: f64, text: &str) -> (f64, Align) {
        // 11 px text in a wide face; the exact width does not matter, as only labels near an edge are moved.
        let half_px = text.chars().count() as f64 * 3.3;
        if x_px < half_px {
            (self.left_px, Align::Start)
        } else if x_px > self.width_px - half_px {
            (self.left_px + self.width_px, Align::End)
        } else {
            (self.left_px + x_px, Align::Centre)
        }
    }
}

/// Where a text starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At its left end.
    Start,
    /// In its middle.
    Centre,
    /// At its right end.
    End,
}

/// A label of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Where it stands, in CSS pixels of the canvas.
    pub x_px: f64,
    /// The middle of its height.
    pub y_px: f64,
    /// Which part of it stands at `x_px`.
    pub align: Align,
}

/// How a run of points is drawn.
#[derive(Debug, Clone)]
pub enum Trace {
    /// Point by point, because there are few.
    Points(Range<usize>),
    /// By pixel columns, because there are many.
    Columns(Columns),
}

impl Trace {
    /// With more points than this for each pixel column, columns are drawn.
    const DENSE: usize = 2;

    fn of(points: Points, range: Range<usize>, scene: &Scene, bucket_s: Option<i64>) -> Self {
        let width = scene.width_device_px();
        if range.len() <= Self::DENSE * (width as usize + 1) {
            return Trace::Points(range);
        }
        let (times_s, values) = (&points.times_s[range.clone()], &points.values[range]);
        Trace::Columns(decimate::columns(times_s, values, scene.span_s, width, bucket_s))
    }

    fn extent(&self, values: &[f64]) -> Option<(f64, f64)> {
        match self {
            Trace::Points(range) => values[range.clone()]
                .iter()
                .filter(|v| v.is_finite())
                .fold(None, |e: Option<(f64, f64)>, &v| Some(e.map_or((v, v), |e| (e.0.min(v), e.1.max(v))))),
            Trace::Columns(columns) => columns.extent(),
        }
    }
}

/// The traces of one series.
#[derive(Debug, Clone)]
pub struct Traces {
    /// What is complete.
    pub complete: Trace,
    /// From the last complete point on; nothing when all is complete.
    pub incomplete: Option<Trace>,
    /// The period before.
    pub previous: Option<Trace>,
}

/// A chart laid out for one frame.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Where the plot lies.
    pub frame: Frame,
    /// The times at the edges of the plot.
    pub span_s: (i64, i64),
    /// One for each line of the view.
    pub traces: Vec<Traces>,
    /// The value axis.
    pub value_ticks: ValueTicks,
    /// The time axis.
    pub time_ticks: Vec<TimeTick>,
    /// Between values and pixels of the plot.
    pub projection: Projection,
}

impl Scene {
    /// Lays a view out on a frame.
    pub fn new(view: &View, frame: Frame) -> Self {
        let span_s = view.span_s();
        let size_px = (frame.width_px, frame.height_px);
        let mut scene = Scene {
            frame,
            span_s,
            traces: Vec::with_capacity(view.lines.len()),
            value_ticks: ValueTicks { low: 0.0, high: 1.0, step: 1.0 },
            time_ticks: ticks::time_ticks(span_s, view.bucket_s, frame.width_px, view.zone),
            projection: Projection::new(span_s, (0.0, 1.0), size_px),
        };
        let mut extent: Option<(f64, f64)> = None;
        for line in &view.lines {
            let traces = scene.traces_of(line, view);
            let previous = line.previous.unwrap_or_default();
            let parts = [
                traces.complete.extent(line.points.values),
                traces.incomplete.as_ref().and_then(|t| t.extent(line.points.values)),
                traces.previous.as_ref().and_then(|t| t.extent(previous.values)),
            ];
            for part in parts.into_iter().flatten() {
                extent = Some(extent.map_or(part, |e| (e.0.min(part.0), e.1.max(part.1))));
            }
            scene.traces.push(traces);
        }
        let (low, high) = extent.unwrap_or((0.0, 0.0));
        // Counts start at zero: an axis that does not would overstate every difference.
        scene.value_ticks = ValueTicks::holding(low.min(0.0), high.max(0.0), view.whole);
        scene.projection = Projection::new(span_s, (scene.value_ticks.low, scene.value_ticks.high), size_px);
        scene
    }

    /// The width of the plot in device pixels.
    pub fn width_device_px(&self) -> u32 {
        (self.frame.width_px * self.frame.ratio).round().clamp(0.0, 16_384.0) as u32
    }

    fn traces_of(&self, line: &Line, view: &View) -> Traces {
        let points = line.points;
        let range = decimate::in_span(points.times_s, self.span_s);
        let from = view.incomplete_from_s.map_or(range.end, |s| {
            (range.start + points.times_s[range.clone()].partition_point(|&t| t < s)).min(range.end)
        });
        let incomplete = (from < range.end).then(|| from.saturating_sub(1).max(range.start)..range.end);
        let trace = |points, range| Trace::of(points, range, self, view.bucket_s);
        Traces {
            complete: trace(points, range.start..from),
            incomplete: incomplete.map(|r| trace(points, r)),
            previous: line.previous.map(|p| trace(p, decimate::in_span(p.times_s, self.span_s))),
        }
    }

    /// The labels of both axes.
    pub fn labels(&self) -> Vec<Label> {
        let frame = self.frame;
        let mut labels: Vec<Label> = self
            .value_ticks
            .values()
            .map(|value| Label {
                text: words::compact(value),
                x_px: frame.left_px - 8.0,
                y_px: frame.top_px + self.projection.y_px(value),
                align: Align::End,
            })
            .collect();
        for tick in &self.time_ticks {
            let x_px = self.projection.x_px(tick.time_s);
            let foot_px = frame.top_px + frame.height_px;
            for (text, y_px) in [(Some(&tick.label), foot_px + 13.0), (tick.date.as_ref(), foot_px + 27.0)] {
                if let Some(text) = text {
                    let (x_px, align) = self.frame.held_inside(x_px, text);
                    labels.push(Label { text: text.clone(), x_px, y_px, align });
                }
            }
        }
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::DAY_S;

    const FRAME: Frame = Frame { left_px: 44.0, top_px: 8.0, width_px: 600.0, height_px: 320.0, ratio: 1.0 };

    fn view<'a>(times_s: &'a [i64], values: &'a [f64], window_s: (i64, i64)) -> View<'a> {
        let line = Line { slot: Slot::FIRST, dash: Dash::Solid, points: Points { times_s, values }, previous: None };
        View {
            lines: vec![line],
            window_s,
            bucket_s: Some(DAY_S),
            incomplete_from_s: None,
            zone: Zone::UTC,
            whole: true,
        }
    }

    #[test]
    fn the_first_bucket_starts_at_the_left_edge_and_the_last_one_at_the_right() {
        let times: Vec<i64> = (0..28).map(|d| d * DAY_S).collect();
        let values = vec![4_000.0; 28];
        let scene = Scene::new(&view(&times, &values, (0, 28 * DAY_S)), FRAME);
        assert_eq!(scene.projection.x_px(0), 0.0);
        assert_eq!(scene.projection.x_px(27 * DAY_S), 600.0);
        assert_eq!((scene.value_ticks.low, scene.value_ticks.high), (0.0, 4_000.0));
    }

    #[test]
    fn the_axis_fits_what_is_seen_and_the_period_before() {
        let (times, values) = ([0, DAY_S, 2 * DAY_S], [90.0, 10.0, 20.0]);
        let mut view = view(&times, &values, (DAY_S, 3 * DAY_S));
        assert_eq!(Scene::new(&view, FRAME).value_ticks.high, 20.0);
        view.lines[0].previous = Some(Points { times_s: &times, values: &[0.0, 480.0, f64::NAN] });
        assert_eq!(Scene::new(&view, FRAME).value_ticks.high, 500.0);
    }

    #[test]
    fn the_incomplete_part_begins_at_the_last_complete_point() {
        let (times, values) = ([0, DAY_S, 2 * DAY_S], [1.0, 2.0, 3.0]);
        let mut view = view(&times, &values, (0, 3 * DAY_S));
        view.incomplete_from_s = Some(2 * DAY_S);
        let scene = Scene::new(&view, FRAME);
        assert!(matches!(&scene.traces[0].complete, Trace::Points(r) if *r == (0..2)));
        assert!(matches!(&scene.traces[0].incomplete, Some(Trace::Points(r)) if *r == (1..3)));
    }

    #[test]
    fn many_points_become_columns() {
        let times: Vec<i64> = (0..10_000).collect();
        let values: Vec<f64> = (0..10_000).map(f64::from).collect();
        let mut view = view(&times, &values, (0, 10_000));
        view.bucket_s = Some(1);
        let scene = Scene::new(&view, FRAME);
        let Trace::Columns(columns) = &scene.traces[0].complete else { unreachable!("10,000 points on 600 px") };
        assert!(columns.all().len() <= 601);
    }

    #[test]
    fn labels_stay_inside_the_plot() {
        let times: Vec<i64> = (0..29).map(|d| d * DAY_S).collect();
        let values = vec![1.0; 29];
        let labels = Scene::new(&view(&times, &values, (0, 29 * DAY_S)), FRAME).labels();
        let first_day = labels.iter().find(|l| l.text == "1 Jan").unwrap();
        assert_eq!((first_day.x_px, first_day.align), (44.0, Align::Start));
        let last_day = labels.last().unwrap();
        assert_eq!((last_day.x_px, last_day.align), (644.0, Align::End));
        assert!(labels.iter().any(|l| l.text == "0" && l.align == Align::End && l.x_px == 36.0));
    }

    #[test]
    fn a_view_without_series_or_time_has_axes_still() {
        let scene = Scene::new(&view(&[], &[], (5, 5)), FRAME);
        assert_eq!(scene.value_ticks.high, 4.0);
        assert!(!scene.labels().is_empty());
    }
}
