//! Fewer points, same picture: M4 keeps the first, least, greatest and last value of every pixel column.
//!
//! The contract: points ascend in time. A value that is not finite is missing, and so is a bucket left out where the
//! bucket length is known; a line never crosses what is missing. What M4 leaves over draws the same pixels as all the
//! points do (Jugel and others, "M4: a visualization-oriented time series data aggregation", VLDB 2014).
//!
//! Cost: one pass over the values in view, two short searches a column, and one allocation for the columns.

use std::ops::Range;

/// What is left of the points that fall on one pixel column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The column, counted from the left edge of the plot.
    pub x: u32,
    /// The value of the earliest point.
    pub first: f64,
    /// The least value.
    pub min: f64,
    /// The greatest value.
    pub max: f64,
    /// The value of the latest point.
    pub last: f64,
}

/// Columns, cut where something is missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    columns: Vec<Column>,
    /// Where in `columns` each unbroken run begins.
    run_starts: Vec<usize>,
}

impl Columns {
    /// All columns, left to right. Two runs may share a pixel column and then have one each.
    pub fn all(&self) -> &[Column] {
        &self.columns
    }

    /// The unbroken runs, left to right; none is empty.
    pub fn runs(&self) -> impl Iterator<Item = &[Column]> + '_ {
        self.run_starts.iter().enumerate().map(|(i, &start)| {
            let end = self.run_starts.get(i + 1).copied().unwrap_or(self.columns.len());
            &self.columns[start..end]
        })
    }

    /// The least and the greatest value; `None` when there is no value.
    pub fn extent(&self) -> Option<(f64, f64)> {
        let first = self.columns.first()?;
        Some(self.columns.iter().fold((first.min, first.max), |(lo, hi), c| (lo.min(c.min), hi.max(c.max))))
    }

    fn begin_run(&mut self) {
        if self.run_starts.last() != Some(&self.columns.len()) {
            self.run_starts.push(self.columns.len());
        }
    }
}

/// Where in ascending times the points of `span_s` (both ends included) lie.
pub fn in_span(times_s: &[i64], span_s: (i64, i64)) -> Range<usize> {
    let start = times_s.partition_point(|&t| t < span_s.0);
    let end = start + times_s[start..].partition_point(|&t| t <= span_s.1);
    start..end
}

/// Puts the points of a span on `width + 1` pixel columns: time `span_s.0` on column 0, `span_s.1` on column `width`.
///
/// `bucket_s` is the distance that neighbours have when nothing is missing, and never less; `None` when it is not known.
/// A span of nothing puts every point of its instant on column 0.
pub fn columns(times_s: &[i64], values: &[f64], span_s: (i64, i64), width: u32, bucket_s: Option<i64>) -> Columns {
    let len = times_s.len().min(values.len());
    let (times_s, values) = (&times_s[..len], &values[..len]);
    let range = in_span(times_s, span_s);
    let mut out =
        Columns { columns: Vec::with_capacity(range.len().min(width as usize + 2)), run_starts: Vec::with_capacity(4) };
    let span_len = span_s.1.saturating_sub(span_s.0).max(0) as f64;
    let seconds_per_px = if width > 0 { span_len / f64::from(width) } else { 0.0 };
    let gap_s = bucket_s.filter(|&b| b > 0).unwrap_or(i64::MAX);
    let column_of = |time_s: i64| {
        if seconds_per_px > 0.0 { (((time_s - span_s.0) as f64 / seconds_per_px + 0.5) as u32).min(width) } else { 0 }
    };
    let mut index = range.start;
    let mut broken = true;
    let mut stride = 1;
    while index < range.end {
        let x = column_of(times_s[index]);
        // The first time that belongs to the next column; rounding may put it one second early or late.
        let mut next_s = span_s.0.saturating_add(((f64::from(x) + 0.5) * seconds_per_px).ceil() as i64);
        if x < width && column_of(next_s) == x {
            next_s += 1;
        } else if column_of(next_s - 1) > x {
            next_s -= 1;
        }
        let end = if x >= width { range.end } else { gallop(times_s, index, range.end, next_s, stride) };
        let end = end.max(index + 1);
        stride = end - index;
        if index > range.start && times_s[index] - times_s[index - 1] > gap_s {
            broken = true;
        }
        add_column(&mut out, x, &times_s[index..end], &values[index..end], gap_s, &mut broken);
        index = end;
    }
    // A break at the very end opens a run without columns.
    if out.run_starts.last() == Some(&out.columns.len()) {
        out.run_starts.pop();
    }
    out
}

/// The first index in `from..end` whose time is not before `next_s`, looked for around `from + stride` first, because
/// columns of evenly spaced points are as long as the one before.
fn gallop(times_s: &[i64], from: usize, end: usize, next_s: i64, stride: usize) -> usize {
    let guess = (from + stride).min(end);
    let (mut low, mut high, mut step) = (from, guess, 1);
    if guess == end || times_s[guess] >= next_s {
        // At or before the guess: step back until a time of this column is found.
        while high > low && times_s[high - 1] >= next_s {
            high = (high - 1).saturating_sub(step - 1).max(low);
            step *= 2;
        }
        low = high;
        high = (high + step).min(guess);
    } else {
        low = guess;
        high = guess;
        while high < end && times_s[high] < next_s {
            low = high;
            high = (high + step).min(end);
            step *= 2;
        }
    }
    low + times_s[low..high].partition_point(|&t| t < next_s)
}

/// Adds the points of one pixel column: as one when nothing is missing among them, else point by point.
fn add_column(out: &mut Columns, x: u32, times_s: &[i64], values: &[f64], gap_s: i64, broken: &mut bool) {
    let last = times_s.len() - 1;
    let evenly = gap_s == i64::MAX || times_s[last] - times_s[0] <= gap_s.saturating_mul(last as i64);
    if evenly && let Some((min, max)) = extent(values) {
        if std::mem::take(broken) {
            out.begin_run();
        }
        out.columns.push(Column { x, first: values[0], min, max, last: values[last] });
        return;
    }
    let mut open: Option<Column> = None;
    for (i, &value) in values.iter().enumerate() {
        let is_gap = i > 0 && times_s[i] - times_s[i - 1] > gap_s;
        if (is_gap || !value.is_finite())
            && let Some(column) = open.take()
        {
            out.columns.push(column);
        }
        *broken |= is_gap || !value.is_finite();
        if value.is_finite() {
            if std::mem::take(broken) {
                out.begin_run();
            }
            let column = open.get_or_insert(Column { x, first: value, min: value, max: value, last: value });
            *column = Column { min: column.min.min(value), max: column.max.max(value), last: value, ..*column };
        }
    }
    out.columns.extend(open);
}

/// The least and the greatest of some values; `None` when one of them is not finite, or there is none.
///
/// Eight lanes, no branches: this is the only work done on every point.
fn extent(values: &[f64]) -> Option<(f64, f64)> {
    const LANES: usize = 8;
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut min = [f64::INFINITY; LANES];
    let mut max = [f64::NEG_INFINITY; LANES];
    // v × 0 is 0 for what is finite and NaN for the rest, and NaN stays in a sum.
    let mut taint = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            let v = chunk[lane];
            min[lane] = if v < min[lane] { v } else { min[lane] };
            max[lane] = if v > max[lane] { v } else { max[lane] };
            taint[lane] += v * 0.0;
        }
    }
    let mut all = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
    for lane in 0..LANES {
        all = (all.0.min(min[lane]), all.1.max(max[lane]), all.2 + taint[lane]);
    }
    for &v in rest {
        all = (if v < all.0 { v } else { all.0 }, if v > all.1 { v } else { all.1 }, all.2 + v * 0.0);
    }
    (all.2 == 0.0 && !values.is_empty()).then_some((all.0, all.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// M4 as its paper words it, point by point, with the same gaps.
    fn plainly(times_s: &[i64], values: &[f64], span: (i64, i64), width: u32, bucket_s: Option<i64>) -> Columns {
        let mut out = Columns::default();
        let mut previous: Option<(i64, u32)> = None;
        let mut broken = true;
        for (&t, &v) in times_s.iter().zip(values).filter(|p| (span.0..=span.1).contains(p.0)) {
            let per_px = (span.1 - span.0) as f64 / f64::from(width);
            let x = if per_px > 0.0 { (((t - span.0) as f64 / per_px + 0.5) as u32).min(width) } else { 0 };
            broken |= !v.is_finite() || previous.zip(bucket_s).is_some_and(|((p, _), b)| t - p > b);
            if v.is_finite() {
                let same = !broken && previous.is_some_and(|p| p.1 == x);
                if broken {
                    out.run_starts.push(out.columns.len());
                }
                match out.columns.last_mut().filter(|_| same) {
                    Some(c) => *c = Column { min: c.min.min(v), max: c.max.max(v), last: v, ..*c },
                    None => out.columns.push(Column { x, first: v, min: v, max: v, last: v }),
                }
                broken = false;
            }
            previous = Some((t, x));
        }
        out
    }

    #[test]
    fn four_values_stand_for_a_column() {
        let times: Vec<i64> = (0..100).collect();
        let values: Vec<f64> = (0..100).map(|i| f64::from((i * 37) % 100)).collect();
        let columns = columns(&times, &values, (0, 99), 1, Some(1));
        assert_eq!(columns.all().len(), 2);
        assert_eq!(columns.all()[0], Column { x: 0, first: 0.0, min: 0.0, max: 99.0, last: 13.0 });
    }

    #[test]
    fn a_missing_value_and_a_left_out_bucket_break_the_line() {
        let columns = columns(&[0, 10, 20, 30, 50], &[1.0, 2.0, f64::NAN, 3.0, 4.0], (0, 50), 50, Some(10));
        let runs: Vec<Vec<u32>> = columns.runs().map(|r| r.iter().map(|c| c.x).collect()).collect();
        assert_eq!(runs, [vec![0, 10], vec![30], vec![50]]);
    }

    #[test]
    fn a_gap_between_two_pixels_breaks_the_line_even_inside_one_column() {
        let columns = columns(&[0, 10, 30, 40], &[1.0, 2.0, 3.0, 4.0], (0, 4_000), 10, Some(10));
        assert_eq!(columns.runs().count(), 2);
        assert_eq!(columns.all().len(), 2);
    }

    #[test]
    fn what_lies_outside_the_span_is_left_out() {
        let columns = columns(&[0, 10, 20, 30], &[9.0, 1.0, 2.0, 9.0], (10, 20), 10, Some(10));
        assert_eq!(columns.extent(), Some((1.0, 2.0)));
    }

    #[test]
    fn odd_spans_and_no_points_are_answered() {
        assert_eq!(columns(&[], &[], (0, 10), 10, None), Columns::default());
        assert_eq!(columns(&[5], &[1.0], (5, 5), 10, None).all().len(), 1);
        assert_eq!(columns(&[5], &[1.0], (9, 2), 10, None).all().len(), 0);
        assert_eq!(columns(&[5, 6], &[f64::NAN, f64::INFINITY], (0, 10), 10, None), Columns::default());
        assert_eq!(columns(&[5, 6], &[1.0, 2.0], (5, 6), 0, None).all().len(), 1);
    }

    proptest! {
        #[test]
        fn the_fast_way_gives_what_the_plain_way_gives(
            steps in prop::collection::vec((1_i64..40, prop::option::weighted(0.9, -1e6_f64..1e6)), 0..400),
            width in 1_u32..120, cut in 0_i64..2_000, evenly: bool, bucket in prop::option::of(1_i64..40),
        ) {
            let mut t = 0;
            let times: Vec<i64> = steps.iter().map(|s| {
                t += match bucket { Some(b) => b * (s.0 / 30 + 1), None if evenly => 7, None => s.0 };
                t
            }).collect();
            let values: Vec<f64> = steps.iter().map(|s| s.1.unwrap_or(f64::NAN)).collect();
            let span = (cut, (t - 5).max(cut));
            let fast = columns(&times, &values, span, width, bucket);
            prop_assert_eq!(&fast, &plainly(&times, &values, span, width, bucket));
            prop_assert!(fast.runs().all(|r| !r.is_empty()));
        }
    }
}
