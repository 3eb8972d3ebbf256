//! Between data and pixels.

/// Maps time to x and value to y on a plot, and back. Pixels are CSS pixels from the plot's upper left corner.
///
/// Any ranges are answered: an end that is not finite counts as 0, and a range without a length puts its one value on
/// the left edge, or on the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    span_s: (i64, i64),
    low: f64,
    high: f64,
    width_px: f64,
    height_px: f64,
}

impl Projection {
    /// A plot of this size that shows `span_s` across and `low..=high` upwards.
    pub fn new(span_s: (i64, i64), (low, high): (f64, f64), (width_px, height_px): (f64, f64)) -> Self {
        let sane = |v: f64| if v.is_finite() { v } else { 0.0 };
        let (low, high) = (sane(low), sane(high));
        Self {
            span_s: (span_s.0, span_s.1.max(span_s.0)),
            low: low.min(high),
            high: low.max(high),
            width_px: sane(width_px).max(0.0),
            height_px: sane(height_px).max(0.0),
        }
    }

    /// The times at the left and the right edge.
    pub fn span_s(&self) -> (i64, i64) {
        self.span_s
    }

    /// The width of the plot.
    pub fn width_px(&self) -> f64 {
        self.width_px
    }

    /// The height of the plot.
    pub fn height_px(&self) -> f64 {
        self.height_px
    }

    /// Where a time stands, from the left; outside the plot when the time is outside the span.
    pub fn x_px(&self, time_s: i64) -> f64 {
        self.fraction(time_s) * self.width_px
    }

    /// Where a time stands as a part of the width: 0 is the left edge, 1 the right.
    pub fn fraction(&self, time_s: i64) -> f64 {
        let len = self.span_s.1.saturating_sub(self.span_s.0);
        if len == 0 { 0.0 } else { time_s.saturating_sub(self.span_s.0) as f64 / len as f64 }
    }

    /// Where a value stands, from the top. A value that is not finite stands on the lower edge.
    pub fn y_px(&self, value: f64) -> f64 {
        let len = self.high - self.low;
        if !value.is_finite() || len <= 0.0 || !len.is_finite() {
            return self.height_px;
        }
        self.height_px - (value - self.low) / len * self.height_px
    }

    /// The time at a place, held within the span.
    pub fn time_s(&self, x_px: f64) -> i64 {
        if self.width_px <= 0.0 || !x_px.is_finite() {
            return self.span_s.0;
        }
        let len = self.span_s.1.saturating_sub(self.span_s.0) as f64;
        let part = (x_px / self.width_px).clamp(0.0, 1.0);
        self.span_s.0.saturating_add((part * len).round() as i64).min(self.span_s.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn corners_are_the_ends_of_the_ranges() {
        let p = Projection::new((100, 200), (0.0, 50.0), (400.0, 100.0));
        assert_eq!((p.x_px(100), p.x_px(200)), (0.0, 400.0));
        assert_eq!((p.y_px(0.0), p.y_px(50.0)), (100.0, 0.0));
        assert_eq!(p.time_s(100.0), 125);
    }

    #[test]
    fn ranges_without_length_or_sense_give_finite_pixels() {
        for (low, high) in [(0.0, 0.0), (f64::NAN, 1.0), (f64::NEG_INFINITY, f64::INFINITY), (5.0, 1.0)] {
            let p = Projection::new((7, 7), (low, high), (100.0, f64::NAN));
            assert!(p.y_px(3.0).is_finite() && p.y_px(f64::NAN).is_finite());
            assert_eq!((p.x_px(7), p.time_s(50.0)), (0.0, 7));
        }
    }

    proptest! {
        #[test]
        fn a_time_comes_back_from_its_pixel(start in -1_000_000_000_i64..2_000_000_000, len in 1_i64..100_000_000, part in 0.0_f64..=1.0) {
            let p = Projection::new((start, start + len), (0.0, 1.0), (1_000.0, 300.0));
            let time_s = start + (part * len as f64) as i64;
            prop_assert!((p.time_s(p.x_px(time_s)) - time_s).abs() <= 1);
        }

        #[test]
        fn nothing_overflows(t in proptest::num::i64::ANY, a in proptest::num::i64::ANY, b in proptest::num::i64::ANY, v in proptest::num::f64::ANY) {
            let p = Projection::new((a, b), (v, 0.0), (640.0, 480.0));
            prop_assert!(p.x_px(t).is_finite());
            prop_assert!((p.span_s().0..=p.span_s().1).contains(&p.time_s(p.x_px(t))));
        }
    }
}
