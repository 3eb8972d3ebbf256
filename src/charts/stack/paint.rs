//! A stack drawn: grid, columns or lines, axis.

use plotters::prelude::DrawingBackend;

use super::{Layer, Stack, StackForm, Write};
use crate::charts::paint::{PaintError, Pen};
use crate::charts::scene::{Align, Frame, Label};
use crate::charts::sheet::{Drawing, Sheet};
use crate::charts::ticks::{self, ValueTicks};
use crate::domain::words::{self, Zone};

/// How much of its place a column fills.
const FILL: f64 = 0.62;
/// Between the parts of a column that is wide enough.
const SEAM_PX: f64 = 1.0;
const LINE_PX: f64 = 2.0;
/// With no more points than this, each has a disc.
const DISCS_UP_TO: usize = 12;

/// A stack laid out on a sheet.
#[derive(Debug, Clone)]
pub struct StackDrawing<'a> {
    /// What is drawn.
    pub stack: &'a Stack,
    /// How.
    pub form: StackForm,
    /// How the value axis is written; [`StackForm::Share`] writes percent.
    pub write: Write,
    /// Where the plot lies on the sheet.
    pub frame: Frame,
    /// Width and height of the sheet in CSS pixels.
    pub size_px: (f64, f64),
}

impl StackDrawing<'_> {
    fn ticks(&self) -> ValueTicks {
        let (low, high) = self.stack.extent(self.form);
        match self.form {
            StackForm::Share => ValueTicks { low: 0.0, high: 1.0, step: 0.25 },
            _ => ValueTicks::holding(low, high, self.stack.whole),
        }
    }

    fn x_px(&self, time_s: i64) -> f64 {
        self.frame.left_px + self.stack.fraction(time_s) * self.frame.width_px
    }

    fn y_px(&self, ticks: &ValueTicks, value: f64) -> f64 {
        let len = (ticks.high - ticks.low).max(f64::MIN_POSITIVE);
        let part = ((value - ticks.low) / len).clamp(0.0, 1.0);
        self.frame.top_px + self.frame.height_px * (1.0 - part)
    }

    /// The width of a bin's place.
    fn place_px(&self) -> f64 {
        let (start_s, end_s) = self.stack.window_s;
        self.stack.bin_s as f64 / end_s.saturating_sub(start_s).max(1) as f64 * self.frame.width_px
    }

    /// From where to where a column reaches; never thinner than a device pixel.
    fn column_px(&self, time_s: i64, part: usize, parts: usize) -> (f64, f64) {
        let width = (self.place_px() * FILL / parts.max(1) as f64).max(1.0 / self.frame.ratio.max(0.1));
        let left = self.x_px(time_s) - width * parts as f64 / 2.0 + width * part as f64;
        (left, left + width)
    }

    fn in_window(&self) -> impl Iterator<Item = (usize, i64)> + '_ {
        let (start_s, end_s) = self.stack.window_s;
        self.stack.times_s.iter().copied().enumerate().filter(move |(_, t)| (start_s..end_s).contains(t))
    }

    fn columns<DB: DrawingBackend, P: Pen>(&self, sheet: &Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        let (ticks, palette) = (self.ticks(), sheet.palette());
        for (index, time_s) in self.in_window() {
            let (left, right) = self.column_px(time_s, 0, 1);
            let total = self.stack.total(index);
            let scale = match self.form {
                StackForm::Share if total > 0.0 => 1.0 / total,
                StackForm::Share => continue,
                _ => 1.0,
            };
            let mut foot = 0.0;
            for layer in self.stack.visible() {
                let Some(value) = Stack::value(layer, index).filter(|v| *v > 0.0) else { continue };
                let head = foot + value * scale;
                let (top, bottom) = (self.y_px(&ticks, head), self.y_px(&ticks, foot));
                sheet.block((left, top), (right, bottom), palette.series(layer.slot))?;
                if foot > 0.0 && bottom - top > 3.0 * SEAM_PX && right - left > 3.0 {
                    sheet.block((left, bottom - SEAM_PX), (right, bottom), palette.surface)?;
                }
                foot = head;
            }
        }
        Ok(())
    }

    fn bars<DB: DrawingBackend, P: Pen>(&self, sheet: &Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        let (ticks, parts) = (self.ticks(), self.stack.visible().count());
        let zero = self.y_px(&ticks, 0.0);
        for (index, time_s) in self.in_window() {
            for (part, layer) in self.stack.visible().enumerate() {
                let Some(value) = Stack::value(layer, index) else { continue };
                let (left, right) = self.column_px(time_s, part, parts);
                let y = self.y_px(&ticks, value);
                sheet.block((left, y.min(zero)), (right, y.max(zero)), sheet.palette().series(layer.slot))?;
            }
        }
        Ok(())
    }

    /// The unbroken runs of a group: a bin that is missing breaks the line.
    fn runs(&self, layer: &Layer) -> Vec<Vec<(f64, f64)>> {
        let ticks = self.ticks();
        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut last_s = None;
        for (index, time_s) in self.in_window() {
            let Some(value) = Stack::value(layer, index) else { continue };
            let place = (self.x_px(time_s), self.y_px(&ticks, value));
            match runs.last_mut() {
                Some(run) if last_s.is_some_and(|last| time_s - last <= self.stack.bin_s) => run.push(place),
                _ => runs.push(vec![place]),
            }
            last_s = Some(time_s);
        }
        runs
    }

    fn lines<DB: DrawingBackend, P: Pen>(&self, sheet: &mut Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        let palette = sheet.palette();
        let has_discs = self.in_window().count() <= DISCS_UP_TO;
        // The first of the legend lies on top.
        let layers: Vec<&Layer> = self.stack.visible().collect();
        for layer in layers.into_iter().rev() {
            let colour = palette.series(layer.slot);
            for run in self.runs(layer) {
                sheet.stroke(&run, LINE_PX, colour, layer.slot.dash().lengths_px())?;
                for place in run.iter().filter(|_| has_discs) {
                    sheet.disc(*place, 8.0, colour)?;
                    sheet.disc(*place, 3.5, palette.surface)?;
                }
            }
        }
        Ok(())
    }
}

impl Drawing for StackDrawing<'_> {
    fn size_px(&self) -> (f64, f64) {
        self.size_px
    }

    fn draw<DB: DrawingBackend, P: Pen>(&self, sheet: &mut Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        let (palette, frame, ticks) = (sheet.palette(), self.frame, self.ticks());
        let across = (frame.left_px, frame.left_px + frame.width_px);
        for value in ticks.values().skip(1) {
            sheet.across(self.y_px(&ticks, value), across, 1.0, palette.grid)?;
        }
        match self.form {
            StackForm::Stacked | StackForm::Share => self.columns(sheet)?,
            StackForm::Bars => self.bars(sheet)?,
            StackForm::Lines => {}
        }
        sheet.across(self.y_px(&ticks, 0.0), across, 1.0, palette.axis)?;
        if self.form == StackForm::Lines {
            self.lines(sheet)?;
        }
        Ok(())
    }

    fn labels(&self) -> Vec<Label> {
        let (frame, ticks) = (self.frame, self.ticks());
        let text = |value: f64| match self.form {
            StackForm::Share => format!("{}%", words::count(value * 100.0)),
            _ => (self.write)(value),
        };
        let value_label = |value: f64| Label {
            text: text(value),
            x_px: frame.left_px - 8.0,
            y_px: self.y_px(&ticks, value),
            align: Align::End,
        };
        let mut labels: Vec<Label> = ticks.values().map(value_label).collect();
        let (start_s, end_s) = self.stack.window_s;
        let span_s = (start_s, end_s.saturating_sub(self.stack.bin_s).max(start_s));
        let width_px = (frame.width_px - self.place_px()).max(1.0);
        let foot_px = frame.top_px + frame.height_px;
        for tick in ticks::time_ticks(span_s, Some(self.stack.bin_s), width_px, Zone::UTC) {
            let x_px = self.x_px(tick.time_s) - frame.left_px;
            for (text, y_px) in [(Some(&tick.label), foot_px + 13.0), (tick.date.as_ref(), foot_px + 27.0)] {
                if let Some(text) = text {
                    let (x_px, align) = frame.held_inside(x_px, text);
                    labels.push(Label { text: text.clone(), x_px, y_px, align });
                }
            }
        }
        labels
    }
}
