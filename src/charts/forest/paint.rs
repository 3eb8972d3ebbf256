//! A forest row drawn: grid, zero line, bar, diamond.

use std::f64::consts::FRAC_PI_2;

use plotters::prelude::DrawingBackend;

use super::{ForestRow, ForestScale};
use crate::charts::paint::{PaintError, Pen};
use crate::charts::palette::Palette;
use crate::charts::sheet::{Drawing, Sheet};

/// Room at both ends of the scale, for half of a diamond; `chart.css` has it too.
pub const EDGE_PX: f64 = 8.0;
const BAR_PX: f64 = 6.0;
/// How much of the bar's colour is that of the row; the rest is the surface.
const BAR_TINT: f64 = 0.38;
/// Half of the height of an arrow, and its length.
const ARROW_PX: (f64, f64) = (6.0, 7.0);
const ZERO_PX: f64 = 1.25;
const EDGE_LINE_PX: f64 = 2.0;
/// Segments of a round end.
const ARC_STEPS: i32 = 8;

/// The two sizes of a forest row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForestForm {
    /// In the table of results: with a grid, a diamond of 11 px.
    #[default]
    Row,
    /// In a list: without a grid, a diamond of 9 px.
    Mini,
}

impl ForestForm {
    /// From the middle of a diamond to its corners. The corners of the design are rounded by 2 px, which shortens the
    /// diagonal.
    fn diamond_px(self) -> f64 {
        match self {
            ForestForm::Row => 7.0,
            ForestForm::Mini => 5.5,
        }
    }
}

/// A row on a sheet of its own. Sheets of one width and one scale are aligned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForestDrawing {
    /// The row; without a difference, the grid and the zero line are drawn alone.
    pub row: ForestRow,
    /// The scale that it shares with others.
    pub scale: ForestScale,
    /// Its size.
    pub form: ForestForm,
    /// Width and height of the sheet in CSS pixels.
    pub size_px: (f64, f64),
}

impl ForestDrawing {
    /// Where a percentage stands, in CSS pixels from the left.
    pub fn x_px(&self, percentage: f64) -> f64 {
        EDGE_PX + self.scale.fraction(percentage) * (self.size_px.0 - 2.0 * EDGE_PX).max(0.0)
    }

    /// The bar of an interval, cut off at the ends of the scale. An end that is cut off is an arrow.
    fn bar_px(&self, (lower, upper): (f64, f64)) -> Vec<(f64, f64)> {
        let extent = self.scale.extent();
        let (mut left, mut right) = (self.x_px(lower.clamp(-extent, extent)), self.x_px(upper.clamp(-extent, extent)));
        let (cut_left, cut_right) = (lower < -extent, upper > extent);
        // Off the scale altogether: the arrow alone is left.
        if cut_left {
            right = right.max(left + ARROW_PX.1);
        }
        if cut_right {
            left = left.min(right - ARROW_PX.1);
        }
        let middle = self.size_px.1 / 2.0;
        let mut outline = end_px(left, right, middle, cut_left, -1.0);
        outline.extend(end_px(right, left, middle, cut_right, 1.0));
        outline
    }
}

/// One end of a bar, clockwise; `side` is −1 for the left and 1 for the right end.
fn end_px(x: f64, other_x: f64, middle: f64, is_cut: bool, side: f64) -> Vec<(f64, f64)> {
    if is_cut {
        let (half, length) = ARROW_PX;
        let neck = x - side * length;
        return [(neck, BAR_PX / 2.0), (neck, half), (x, 0.0), (neck, -half), (neck, -BAR_PX / 2.0)]
            .map(|(x, dy)| (x, middle - side * dy))
            .to_vec();
    }
    let radius = (BAR_PX / 2.0).min((x - other_x).abs() / 2.0);
    (0..=ARC_STEPS)
        .map(|i| {
            let angle = FRAC_PI_2 * (f64::from(2 * i) / f64::from(ARC_STEPS) - 1.0);
            // An ellipse where the bar is shorter than it is high.
            (x - side * radius * (1.0 - angle.cos()), middle + side * BAR_PX / 2.0 * angle.sin())
        })
        .collect()
}

/// A diamond around a place.
fn diamond_px((x, y): (f64, f64), half: f64) -> [(f64, f64); 4] {
    [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
}

impl Drawing for ForestDrawing {
    fn size_px(&self) -> (f64, f64) {
        self.size_px
    }

    fn draw<DB: DrawingBackend, P: Pen>(&self, sheet: &mut Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        let palette: &Palette = sheet.palette();
        let height = self.size_px.1;
        if self.form == ForestForm::Row {
            for tick in self.scale.ticks().iter().filter(|t| t.percentage != 0.0) {
                sheet.down(self.x_px(tick.percentage), (0.0, height), 1.0, palette.grid)?;
            }
        }
        sheet.down(self.x_px(0.0), (0.0, height), ZERO_PX, palette.zero)?;
        let Some(effect) = self.row.known_effect() else { return Ok(()) };
        let colour = palette.tone(self.row.tone);
        let tint = colour.over(palette.surface, BAR_TINT);
        match self.row.interval() {
            Some(interval) => sheet.fill(&self.bar_px(interval), tint, 1.0)?,
            // A difference off the scale without an interval: an arrow says to which side.
            None if !self.scale.holds(effect) => sheet.fill(&self.bar_px((effect, effect)), tint, 1.0)?,
            None => {}
        }
        if self.scale.holds(effect) {
            let (centre, half) = ((self.x_px(effect), height / 2.0), self.form.diamond_px());
            sheet.fill(&diamond_px(centre, half), colour, 1.0)?;
            if !self.row.excludes_zero() {
                sheet.fill(
                    &diamond_px(centre, half - EDGE_LINE_PX * std::f64::consts::SQRT_2),
                    palette.surface,
                    1.0,
                )?;
            }
        }
        Ok(())
    }
}
