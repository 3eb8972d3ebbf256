//! Totals: one value for a whole window, drawn as bars.

use plotters::prelude::DrawingBackend;

use super::decimate::in_span;
use super::paint::{PaintError, Painter, Pen, ink};
use super::scene::{Line, View};
use crate::domain::series::union;

/// How much of its slot a bar fills.
const FILL: f64 = 0.62;

/// Where the bars of a chart stand: one slot for each time, in it one for each series.
#[derive(Debug, Clone, PartialEq)]
pub struct Slots {
    times_s: Vec<i64>,
    series: usize,
    width_px: f64,
}

impl Slots {
    /// Slots for the times in a span that any of the series has a point at.
    pub fn new(lines: &[Line], span_s: (i64, i64), width_px: f64) -> Self {
        let all_s = lines.iter().map(|line| line.points.times_s);
        let times_s = all_s.fold(Vec::new(), |seen, times_s| union(seen, &times_s[in_span(times_s, span_s)]));
        Self { times_s, series: lines.len().max(1), width_px }
    }

    /// The left and the right edge of a bar.
    fn bar_px(&self, time_s: i64, series: usize) -> Option<(f64, f64)> {
        let index = self.times_s.binary_search(&time_s).ok()?;
        let slot_px = self.width_px / self.times_s.len() as f64;
        let part_px = slot_px / self.series as f64;
        let middle_px = slot_px * index as f64 + part_px * (series as f64 + 0.5);
        Some((middle_px - part_px * FILL / 2.0, middle_px + part_px * FILL / 2.0))
    }

    /// The middle of a time's slot.
    pub fn middle_px(&self, time_s: i64) -> Option<f64> {
        let index = self.times_s.binary_search(&time_s).ok()?;
        Some(self.width_px / self.times_s.len() as f64 * (index as f64 + 0.5))
    }

    /// The time whose slot holds a place.
    pub fn time_s(&self, x_px: f64) -> Option<i64> {
        let part = (x_px / self.width_px * self.times_s.len() as f64).floor().max(0.0) as usize;
        self.times_s.get(part.min(self.times_s.len().saturating_sub(1))).copied()
    }
}

/// Draws the bars, and across each the value of the period before.
///
/// # Errors
/// What the backend answers.
pub(super) fn draw<DB: DrawingBackend, P: Pen>(
    painter: &mut Painter<DB, P>,
    view: &View,
) -> Result<(), PaintError<DB>> {
    let (scene, palette) = (painter.scene, painter.palette);
    let slots = Slots::new(&view.lines, scene.span_s, scene.frame.width_px);
    let zero_px = scene.projection.y_px(0.0_f64.clamp(scene.value_ticks.low, scene.value_ticks.high));
    // Lines come the other way round, so that the first of the legend lies on top; bars stand in legend order.
    for (i, line) in view.lines.iter().rev().enumerate() {
        let colour = palette.series(line.slot);
        for (&time_s, &value) in line.points.times_s.iter().zip(line.points.values) {
            let Some((left_px, right_px)) = slots.bar_px(time_s, i).filter(|_| value.is_finite()) else { continue };
            let y_px = scene.projection.y_px(value);
            let opacity = if view.incomplete_from_s.is_some_and(|s| time_s >= s) { 0.6 } else { 1.0 };
            let (top, foot) = ((left_px, y_px.min(zero_px)), (right_px, y_px.max(zero_px)));
            // The grid is not to be seen through a pale bar.
            painter.block(top, foot, ink(palette.surface, 1.0))?;
            painter.block(top, foot, ink(colour, opacity))?;
        }
        let previous = line.previous.unwrap_or_default();
        for (&time_s, &value) in previous.times_s.iter().zip(previous.values) {
            let Some((left_px, right_px)) = slots.bar_px(time_s, i).filter(|_| value.is_finite()) else { continue };
            let over_px = (right_px - left_px) * 0.1;
            painter.dashes(left_px - over_px, right_px + over_px, value, ink(colour, 0.75))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::{Dash, Slot};
    use crate::charts::scene::Points;

    fn line<'a>(times_s: &'a [i64], values: &'a [f64]) -> Line<'a> {
        Line { slot: Slot::FIRST, dash: Dash::Solid, points: Points { times_s, values }, previous: None }
    }

    #[test]
    fn bars_of_two_series_stand_side_by_side_in_the_slot_of_their_time() {
        let lines = [line(&[10, 20], &[1.0, 2.0]), line(&[20], &[3.0])];
        let slots = Slots::new(&lines, (0, 30), 400.0);
        assert_eq!(slots.bar_px(10, 0), Some((19.0, 81.0)));
        assert_eq!(slots.bar_px(20, 1), Some((319.0, 381.0)));
        assert_eq!(
            (slots.middle_px(20), slots.time_s(399.0), slots.time_s(1_000.0)),
            (Some(300.0), Some(20), Some(20))
        );
    }

    #[test]
    fn without_points_there_are_no_bars() {
        let slots = Slots::new(&[], (0, 30), 400.0);
        assert_eq!((slots.time_s(10.0), slots.middle_px(10)), (None, None));
    }
}
