//! Small lines without axes, as SVG paths: the sparkline of a key figure and the overview under a chart.

use std::fmt::Write as _;

use super::decimate::columns;
use super::scene::Points;

/// The `d` of two SVG paths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SparkPaths {
    /// The line.
    pub line: String,
    /// What lies under it.
    pub area: String,
}

/// Paths in a box of this size, from the first to the last time of a span. The greatest value keeps a tenth of the
/// height free above it, and the least one below, or stands at `floor` if that is given and lower.
pub fn paths(
    points: Points,
    span_s: (i64, i64),
    bucket_s: Option<i64>,
    (width, height): (u32, u32),
    floor: Option<f64>,
) -> SparkPaths {
    let columns = columns(points.times_s, points.values, span_s, width, bucket_s);
    let Some((low, high)) = columns.extent() else { return SparkPaths::default() };
    let low = floor.map_or(low, |f| low.min(f));
    let height = f64::from(height);
    let y = |value: f64| {
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        height * (0.9 - 0.8 * part)
    };
    let mut out = SparkPaths::default();
    for run in columns.runs() {
        let mut command = 'M';
        for column in run {
            let x = column.x;
            let mut last = None;
            for value in [column.first, column.min, column.max, column.last] {
                if last.replace(value) != Some(value) {
                    let _ = write!(out.line, "{command}{x} {:.1}", y(value));
                    command = 'L';
                }
            }
        }
        if let [only] = run {
            // A point alone: too short to see as a line, so a pixel of one.
            let _ = write!(out.line, "h1");
            let _ = write!(out.area, "M{} {:.1}h1V{height}h-1Z", only.x, y(only.last));
        } else if let (Some(first), Some(last)) = (run.first(), run.last()) {
            let _ = write!(out.area, "M{} {height}", first.x);
            for column in run {
                let _ = write!(out.area, "L{} {:.1}", column.x, y((column.min + column.max) / 2.0));
            }
            let _ = write!(out.area, "L{} {height}Z", last.x);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_its_area_span_the_box() {
        let points = Points { times_s: &[0, 10, 20], values: &[0.0, 10.0, 5.0] };
        let paths = paths(points, (0, 20), Some(10), (100, 30), None);
        assert_eq!(paths.line, "M0 27.0L50 3.0L100 15.0");
        assert_eq!(paths.area, "M0 30L0 27.0L50 3.0L100 15.0L100 30Z");
    }

    #[test]
    fn a_gap_begins_a_new_line() {
        let points = Points { times_s: &[0, 10, 30, 40], values: &[1.0, 1.0, 1.0, 1.0] };
        assert_eq!(paths(points, (0, 40), Some(10), (100, 30), None).line.matches('M').count(), 2);
    }

    #[test]
    fn nothing_draws_nothing() {
        assert_eq!(paths(Points::default(), (0, 0), None, (100, 30), None), SparkPaths::default());
        let missing = Points { times_s: &[0], values: &[f64::NAN] };
        assert_eq!(paths(missing, (0, 1), None, (100, 30), None), SparkPaths::default());
    }
}
