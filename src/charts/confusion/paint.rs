//! A confusion matrix drawn: cells, their numbers, the names of rows and columns.

use plotters::prelude::DrawingBackend;

use super::{Cell, ConfusionMap};
use crate::charts::paint::{PaintError, Pen};
use crate::charts::palette::{Heat, Palette};
use crate::charts::scene::{Align, Label};
use crate::charts::sheet::{Drawing, Inscription, Sheet};

/// The height of a cell and the gap between cells where there is room.
const CELL_PX: f64 = 34.0;
const GAP_PX: f64 = 2.0;
const CORNER_PX: f64 = 4.0;
/// The least width and height of a cell: three digits fit, and a finger hits it.
const LEAST_CELL_PX: f64 = 24.0;
/// With more labels than this, cells are as low as they can be.
const TALL_UP_TO: usize = 14;
/// The most room for names, beside and above the cells.
const NAMES_PX: f64 = 104.0;
/// About the width of a letter of a name; nothing measures text here.
const LETTER_PX: f64 = 6.8;
const NAME_PX: f64 = 11.0;
const NUMBER_PX: f64 = 12.0;
/// Segments of a round corner.
const ARC_STEPS: i32 = 3;

/// A map laid out for a width.
#[derive(Debug, Clone, Copy)]
pub struct ConfusionDrawing<'a> {
    map: &'a ConfusionMap,
    width_px: f64,
    names_px: f64,
    head_px: f64,
}

impl<'a> ConfusionDrawing<'a> {
    /// A map across a width in CSS pixels, or across [`ConfusionDrawing::least_width_px`] where that is more.
    pub fn new(map: &'a ConfusionMap, width_px: f64) -> Self {
        let longest = map.short_names().iter().map(|name| name.chars().count()).max().unwrap_or_default();
        let names_px = (longest as f64 * LETTER_PX + 8.0).clamp(24.0, NAMES_PX);
        let width_px = if width_px.is_finite() { width_px } else { 0.0 };
        Self { map, width_px: width_px.max(Self::least_width_px(map)), names_px, head_px: names_px }
    }

    /// The least width on which numbers and names can be read.
    pub fn least_width_px(map: &ConfusionMap) -> f64 {
        NAMES_PX + LEAST_CELL_PX * map.len() as f64
    }

    /// Width and height of a cell with its gap.
    pub fn pitch_px(&self) -> (f64, f64) {
        let count = self.map.len().max(1) as f64;
        let height = if self.map.len() <= TALL_UP_TO { CELL_PX + GAP_PX } else { LEAST_CELL_PX };
        ((self.width_px - self.names_px) / count, height)
    }

    /// Where a cell lies: left, top, width, height in CSS pixels of the sheet.
    pub fn cell_px(&self, (row, column): Cell) -> (f64, f64, f64, f64) {
        let (width, height) = self.pitch_px();
        let left = self.names_px + width * column as f64;
        (left, self.head_px + height * row as f64, width - GAP_PX, height - GAP_PX)
    }

    /// How far to scroll sideways so that a cell is seen, with the names where it is to the left of what is seen: the
    /// place and the width that are seen now, in CSS pixels.
    pub fn scrolled_px(&self, cell: Cell, (at_px, room_px): (f64, f64)) -> f64 {
        let (left, _, width, _) = self.cell_px(cell);
        if left < at_px {
            (left - self.names_px).max(0.0)
        } else if left + width > at_px + room_px {
            left + width - room_px
        } else {
            at_px
        }
    }

    /// The cell at a place; its gap to the right and below belongs to it. `None` beside the cells.
    pub fn cell_at(&self, x_px: f64, y_px: f64) -> Option<Cell> {
        let (width, height) = self.pitch_px();
        let index = |at_px: f64, pitch_px: f64| {
            let index = (at_px / pitch_px).floor();
            (index >= 0.0 && index < self.map.len() as f64).then_some(index as usize)
        };
        Some((index(y_px - self.head_px, height)?, index(x_px - self.names_px, width)?))
    }

    fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        let count = self.map.len();
        (0..count).flat_map(move |row| (0..count).map(move |column| (row, column)))
    }

    /// A name as long as there is room for.
    fn cut(&self, name: &str, room_px: f64) -> String {
        let most = (room_px / LETTER_PX + 0.01).floor().max(2.0) as usize;
        if name.chars().count() <= most {
            return name.to_owned();
        }
        name.chars().take(most - 1).chain(['…']).collect()
    }
}

/// A rectangle with round corners, clockwise from the upper left.
fn rounded_px((left, top, width, height): (f64, f64, f64, f64)) -> Vec<(f64, f64)> {
    let radius = CORNER_PX.min(width / 2.0).min(height / 2.0).max(0.0);
    let corners = [
        (left + radius, top + radius, 2.0),
        (left + width - radius, top + radius, 3.0),
        (left + width - radius, top + height - radius, 0.0),
        (left + radius, top + height - radius, 1.0),
    ];
    let quarter = std::f64::consts::FRAC_PI_2;
    let arc = |(x, y, turn): (f64, f64, f64)| {
        (0..=ARC_STEPS).map(move |step| {
            let angle = quarter * (turn + f64::from(step) / f64::from(ARC_STEPS));
            (x + radius * angle.cos(), y + radius * angle.sin())
        })
    };
    corners.into_iter().flat_map(arc).collect()
}

impl Drawing for ConfusionDrawing<'_> {
    fn size_px(&self) -> (f64, f64) {
        (self.width_px, self.head_px + self.pitch_px().1 * self.map.len() as f64)
    }

    fn draw<DB: DrawingBackend, P: Pen>(&self, sheet: &mut Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        for cell in self.cells() {
            let (colour, _) = sheet.palette().heat(self.map.heat(cell));
            sheet.fill(&rounded_px(self.cell_px(cell)), colour, 1.0)?;
        }
        Ok(())
    }

    fn inscriptions(&self, palette: &Palette) -> Vec<Inscription> {
        let mut texts = Vec::new();
        for (index, name) in self.map.short_names().iter().enumerate() {
            let (left, top, width, height) = self.cell_px((index, index));
            let room_px = self.names_px - 8.0;
            let text = self.cut(name, room_px);
            let mut write = |x_px, y_px, align, is_upright| {
                let label = Label { text: text.clone(), x_px, y_px, align };
                texts.push(Inscription { label, colour: palette.label, size_px: NAME_PX, is_upright });
            };
            write(self.names_px - 6.0, top + height / 2.0, Align::End, false);
            write(left + width / 2.0, self.head_px - 6.0, Align::Start, true);
        }
        for cell in self.cells() {
            let (left, top, width, height) = self.cell_px(cell);
            let (count, heat) = (self.map.count(cell), self.map.heat(cell));
            let (_, colour) = palette.heat(heat);
            let text = if heat == Heat::None { "·".to_owned() } else { count.to_string() };
            // More digits than there is room for are smaller.
            let size_px = NUMBER_PX.min((width - 2.0) / (text.len().max(1) as f64 * 0.6)).max(7.0);
            let label = Label { text, x_px: left + width / 2.0, y_px: top + height / 2.0, align: Align::Centre };
            texts.push(Inscription { label, colour, size_px, is_upright: false });
        }
        texts
    }
}
