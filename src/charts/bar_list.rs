//! Bars one below the other, with their names beside them and their values at their ends: results without time.

use plotters::prelude::DrawingBackend;

use super::paint::{PaintError, Pen};
use super::palette::Slot;
use super::scene::{Align, Label};
use super::sheet::{Drawing, Sheet};
use super::stack::Write;

/// The height of a row in CSS pixels.
pub const ROW_PX: f64 = 28.0;
/// More bars than this are not drawn: the table has them all.
pub const MOST: usize = 20;

const BAR_PX: f64 = 16.0;
const GAP_PX: f64 = 8.0;
/// Room for the value at the end of the longest bar.
const VALUE_PX: f64 = 64.0;
/// The width of a character of 11 px in a wide face.
const CHARACTER_PX: f64 = 6.4;

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is called.
    pub name: String,
    /// How long it is. What is below zero has no length.
    pub value: f64,
    /// Its colour.
    pub slot: Slot,
}

/// Bars laid out on a sheet.
#[derive(Debug, Clone)]
pub struct BarListDrawing<'a> {
    /// The bars, from the top.
    pub bars: &'a [Bar],
    /// How values are written.
    pub write: Write,
    /// The width of the sheet in CSS pixels.
    pub width_px: f64,
    /// The left and the upper edge.
    pub corner_px: (f64, f64),
}

impl BarListDrawing<'_> {
    fn shown(&self) -> &[Bar] {
        &self.bars[..self.bars.len().min(MOST)]
    }

    fn name_px(&self) -> f64 {
        let longest = self.shown().iter().map(|bar| bar.name.chars().count()).max().unwrap_or(0);
        (longest as f64 * CHARACTER_PX + GAP_PX).min(self.width_px * 0.4).min(260.0)
    }

    fn length_px(&self, value: f64) -> f64 {
        let most = self.shown().iter().map(|bar| bar.value).filter(|v| v.is_finite()).fold(0.0, f64::max);
        let room = (self.width_px - self.name_px() - VALUE_PX).max(0.0);
        if most > 0.0 && value.is_finite() { (value / most).clamp(0.0, 1.0) * room } else { 0.0 }
    }
}

/// A text cut to a width, with an ellipsis where something is missing.
fn cut(text: &str, width_px: f64) -> String {
    let most = (width_px / CHARACTER_PX).floor().max(2.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}

impl Drawing for BarListDrawing<'_> {
    fn size_px(&self) -> (f64, f64) {
        (self.corner_px.0 + self.width_px, self.corner_px.1 + self.shown().len() as f64 * ROW_PX)
    }

    fn draw<DB: DrawingBackend, P: Pen>(&self, sheet: &mut Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        let left = self.corner_px.0 + self.name_px();
        for (index, bar) in self.shown().iter().enumerate() {
            let top = self.corner_px.1 + index as f64 * ROW_PX + (ROW_PX - BAR_PX) / 2.0;
            let right = left + self.length_px(bar.value);
            sheet.block((left, top), (right.max(left + 1.0), top + BAR_PX), sheet.palette().series(bar.slot))?;
        }
        Ok(())
    }

    fn labels(&self) -> Vec<Label> {
        let left = self.corner_px.0 + self.name_px();
        let rows = self.shown().iter().enumerate().flat_map(|(index, bar)| {
            let y_px = self.corner_px.1 + (index as f64 + 0.5) * ROW_PX;
            let name =
                Label { text: cut(&bar.name, self.name_px() - GAP_PX), x_px: left - GAP_PX, y_px, align: Align::End };
            let end_px = left + self.length_px(bar.value) + GAP_PX;
            [name, Label { text: (self.write)(bar.value), x_px: end_px, y_px, align: Align::Start }]
        });
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::paint::GRAIN;
    use crate::charts::recorder::{Mark, marks_of};
    use crate::domain::words;

    fn bar(name: &str, value: f64) -> Bar {
        Bar { name: name.to_owned(), value, slot: Slot::FIRST }
    }

    fn drawing(bars: &[Bar]) -> BarListDrawing<'_> {
        BarListDrawing { bars, write: words::count, width_px: 400.0, corner_px: (0.0, 0.0) }
    }

    #[test]
    fn the_longest_bar_leaves_room_for_its_value_and_the_others_are_in_proportion() {
        let bars = [bar("BookTrip", 80.0), bar("Cancel", 20.0), bar("Odd", f64::NAN)];
        let lengths: Vec<i32> = marks_of(&drawing(&bars))
            .into_iter()
            .filter_map(|mark| if let Mark::Block(a, b, _) = mark { Some((b.0 - a.0) / GRAIN) } else { None })
            .collect();
        assert!((lengths[0] - 4 * lengths[1]).abs() <= 2, "{lengths:?}");
        assert_eq!(lengths[2], 1);
        let labels = drawing(&bars).labels();
        assert!(labels.iter().all(|l| l.x_px < 400.0 - 30.0));
        assert_eq!((labels[0].text.as_str(), labels[1].text.as_str()), ("BookTrip", "80"));
    }

    #[test]
    fn long_names_are_cut_and_more_than_fit_are_not_drawn() {
        let bars: Vec<Bar> = (0..50).map(|i| bar(&"日本".repeat(40), f64::from(i))).collect();
        let drawing = drawing(&bars);
        assert_eq!(drawing.labels().len(), 2 * MOST);
        assert!(drawing.labels()[0].text.ends_with('…') && drawing.labels()[0].text.chars().count() < 30);
        assert_eq!(drawing.size_px(), (400.0, MOST as f64 * ROW_PX));
        assert!(marks_of(&super::BarListDrawing { bars: &[], ..drawing }).is_empty());
    }
}
