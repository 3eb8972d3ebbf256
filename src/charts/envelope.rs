//! The outline that a line leaves when it runs through many points a pixel: cheaper to fill than the line is to stroke.
//!
//! Stroking M4's four points a column makes one up and down movement for every pixel, each with two joins. All of them
//! together cover, on each column, one vertical stretch from the least to the greatest value, half a line width wider.

use super::decimate::Column;
use super::palette::Dash;

/// The vertical stretch that a line covers at one place; pixels, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Where it stands.
    pub x: f64,
    /// Its upper end.
    pub top: f64,
    /// Its lower end.
    pub bottom: f64,
}

/// What a line through a run of columns covers, `half_width` to each side, with `y_of` from values to pixels.
pub fn stretches(run: &[Column], half_width: f64, y_of: impl Fn(f64) -> f64) -> Vec<Stretch> {
    let mut bare: Vec<Stretch> = Vec::with_capacity(run.len() + 8);
    let mut add = |x: u32, low: f64, high: f64| {
        bare.push(Stretch { x: f64::from(x), top: y_of(high), bottom: y_of(low) });
    };
    for (i, column) in run.iter().enumerate() {
        let (mut low, mut high) = (column.min, column.max);
        let mut reach = |value: f64| (low, high) = (low.min(value), high.max(value));
        let before = i.checked_sub(1).and_then(|i| run.get(i));
        let after = run.get(i + 1);
        // Half of the way from one column to the next lies on each.
        if let Some(before) = before {
            reach(if before.x + 1 == column.x { (before.last + column.first) / 2.0 } else { column.first });
        }
        if let Some(after) = after {
            reach(if column.x + 1 == after.x { (column.last + after.first) / 2.0 } else { column.last });
        }
        add(column.x, low, high);
        // Over columns without points the line is straight.
        if let Some(after) = after
            && after.x > column.x + 1
        {
            let slope = (after.first - column.last) / f64::from(after.x - column.x);
            for x in [column.x + 1, after.x - 1] {
                let value = column.last + slope * f64::from(x - column.x);
                add(x, value, value);
            }
        }
    }
    thicken(&bare, half_width)
}

/// Widens stretches by a round pen of this radius.
fn thicken(bare: &[Stretch], radius: f64) -> Vec<Stretch> {
    let reach = radius.floor().max(0.0) as usize;
    let heights: Vec<f64> = (0..=reach).map(|d| (radius * radius - (d * d) as f64).max(0.0).sqrt()).collect();
    (0..bare.len())
        .map(|i| {
            let mut out = bare[i];
            let from = i.saturating_sub(reach);
            for near in &bare[from..(i + reach + 1).min(bare.len())] {
                let apart = (near.x - out.x).abs() as usize;
                if let Some(height) = heights.get(apart) {
                    out.top = out.top.min(near.top - height);
                    out.bottom = out.bottom.max(near.bottom + height);
                }
            }
            out
        })
        .collect()
}

/// Cuts stretches into the pieces that a dashed pen would leave, measured along x.
pub fn dashed(stretches: &[Stretch], dash: Dash, line_width: f64, ratio: f64) -> Vec<&[Stretch]> {
    let [on, off] = *dash.lengths_px() else { return vec![stretches] };
    // Round ends make a dash longer by the line's width.
    let on = (on * ratio + line_width).round().max(1.0);
    let period = on + (off * ratio - line_width).round().max(1.0);
    let mut pieces = Vec::new();
    let mut start = 0;
    for i in 0..=stretches.len() {
        let is_off = stretches.get(i).is_none_or(|s| s.x.rem_euclid(period) >= on);
        if is_off {
            if start < i {
                // One more, so that a piece of a single column has a width.
                pieces.push(&stretches[start..(i + 1).min(stretches.len())]);
            }
            start = i + 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(x: u32, first: f64, min: f64, max: f64, last: f64) -> Column {
        Column { x, first, min, max, last }
    }

    #[test]
    fn the_line_between_two_columns_is_covered_from_both_sides() {
        let run = [column(0, 0.0, 0.0, 2.0, 2.0), column(1, 10.0, 8.0, 10.0, 8.0)];
        let s = stretches(&run, 0.0, |v| -v);
        assert_eq!((s[0].top, s[0].bottom), (-6.0, 0.0));
        assert_eq!((s[1].top, s[1].bottom), (-10.0, -6.0));
    }

    #[test]
    fn a_stretch_without_points_is_a_straight_line() {
        let run = [column(0, 0.0, 0.0, 0.0, 0.0), column(10, 10.0, 10.0, 10.0, 10.0)];
        let s = stretches(&run, 0.0, |v| v);
        assert_eq!(
            s.iter().map(|s| (s.x, s.top)).collect::<Vec<_>>(),
            [(0.0, 0.0), (1.0, 1.0), (9.0, 9.0), (10.0, 10.0)]
        );
    }

    #[test]
    fn a_dashed_line_leaves_gaps() {
        let run: Vec<Stretch> = (0..22).map(|x| Stretch { x: f64::from(x), top: 0.0, bottom: 2.0 }).collect();
        let pieces = dashed(&run, Dash::Long, 2.0, 1.0);
        assert_eq!(pieces.iter().map(|p| (p[0].x, p.len())).collect::<Vec<_>>(), [(0.0, 10), (11.0, 10)]);
        assert_eq!(dashed(&run, Dash::Solid, 2.0, 1.0).len(), 1);
    }

    proptest! {
        #[test]
        fn every_point_and_half_a_line_around_it_is_covered(
            points in prop::collection::vec((-50.0_f64..50.0, -50.0_f64..50.0, -50.0_f64..50.0), 1..60), half in 0.0_f64..4.0,
        ) {
            let run: Vec<Column> = points.iter().enumerate().map(|(x, &(a, b, c))| {
                column(x as u32, a, a.min(b).min(c), a.max(b).max(c), c)
            }).collect();
            for (stretch, column) in stretches(&run, half, |v| -v).iter().zip(&run) {
                prop_assert!(stretch.top <= -column.max - half + 1e-9 && stretch.bottom >= -column.min + half - 1e-9);
            }
        }
    }
}
