//! Draws a scene through Plotters, on whatever backend.
//!
//! Plotters counts in whole pixels and draws no dashes. So the backend's pixel here is a sixteenth of a device pixel
//! ([`GRAIN`]), which keeps slopes smooth and allows lines of 1.5 px; and a [`Pen`] sets the dash beside Plotters.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::bars;
use super::decimate::Column;
use super::envelope::{self, Stretch};
use super::palette::{Colour, Dash, Palette, Slot};
use super::scene::{Points, Scene, Trace, View};

/// Backend units in a device pixel.
pub const GRAIN: i32 = 16;
/// With no more points than this, each has a disc.
const DISCS_UP_TO: usize = 12;
/// How many segments of a solid line are stroked at once.
const STROKE_PIECE: usize = 8;
/// Width of the line of a series, and of the period before, in CSS pixels.
const LINE_PX: f64 = 2.0;
const PREVIOUS_PX: f64 = 1.5;

/// Sets how the backend breaks up the lines that it draws next.
pub trait Pen {
    /// Lengths on and off in backend units; none for a solid line.
    fn dash(&mut self, lengths: &[f64]);
}

/// What a backend answers when it cannot draw.
pub type PaintError<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;

/// Draws with a scene's measures on an area.
pub struct Painter<'a, DB: DrawingBackend, P: Pen> {
    pub(super) area: &'a DrawingArea<DB, Shift>,
    pen: &'a mut P,
    pub(super) scene: &'a Scene,
    pub(super) palette: &'a Palette,
}

impl<'a, DB: DrawingBackend, P: Pen> Painter<'a, DB, P> {
    /// A painter on an area whose size is that of the canvas in backend units.
    pub fn new(area: &'a DrawingArea<DB, Shift>, pen: &'a mut P, scene: &'a Scene, palette: &'a Palette) -> Self {
        Self { area, pen, scene, palette }
    }

    /// Draws everything but the labels: gaps, grid, areas, the period before, lines or bars, axis, points.
    ///
    /// # Errors
    /// What the backend answers.
    pub fn draw(&mut self, view: &View) -> Result<(), PaintError<DB>> {
        if view.bucket_s.is_some() {
            self.gaps(view)?;
        }
        self.grid()?;
        if view.bucket_s.is_none() {
            bars::draw(self, view)?;
            return self.axis();
        }
        for (line, traces) in view.lines.iter().zip(&self.scene.traces) {
            if line.slot == Slot::FIRST {
                self.area(line.points, &traces.complete, view.bucket_s)?;
                if let Some(incomplete) = &traces.incomplete {
                    self.area(line.points, incomplete, view.bucket_s)?;
                }
            }
        }
        for (line, traces) in view.lines.iter().zip(&self.scene.traces) {
            if let (Some(points), Some(trace)) = (line.previous, &traces.previous) {
                self.trace(points, trace, view.bucket_s, self.ink(line.slot, 0.75), PREVIOUS_PX, Dash::Short)?;
            }
        }
        self.axis()?;
        for (line, traces) in view.lines.iter().zip(&self.scene.traces) {
            let ink = self.ink(line.slot, 1.0);
            self.trace(line.points, &traces.complete, view.bucket_s, ink, LINE_PX, line.dash)?;
            if let Some(incomplete) = &traces.incomplete {
                self.trace(line.points, incomplete, view.bucket_s, ink, LINE_PX, Dash::Even)?;
            }
            self.discs(line.points, line.slot)?;
        }
        Ok(())
    }

    /// A length in CSS pixels as backend units.
    pub(super) fn units(&self, px: f64) -> f64 {
        px * self.scene.frame.ratio * f64::from(GRAIN)
    }

    fn ink(&self, slot: Slot, opacity: f64) -> RGBAColor {
        ink(self.palette.series(slot), opacity)
    }

    /// A filled rectangle with its edges on device pixels; `x`, `y` and the far ends are CSS pixels of the plot.
    pub(super) fn block(
        &self,
        (x0, y0): (f64, f64),
        (x1, y1): (f64, f64),
        ink: RGBAColor,
    ) -> Result<(), PaintError<DB>> {
        let frame = self.scene.frame;
        let snap = |px: f64, origin: f64| ((px + origin) * frame.ratio).round() as i32 * GRAIN;
        let (left, right) = (snap(x0, frame.left_px), snap(x1, frame.left_px));
        let (top, bottom) = (snap(y0, frame.top_px), snap(y1, frame.top_px));
        // Lines thinner than a device pixel would vanish.
        let right = if right == left { left + GRAIN } else { right };
        let bottom = if bottom == top { top + GRAIN } else { bottom };
        self.area.draw(&Rectangle::new([(left, top), (right, bottom)], ink.filled()))
    }

    /// A horizontal line of 1 px across the plot.
    fn rule(&self, y_px: f64, colour: Colour) -> Result<(), PaintError<DB>> {
        let ratio = self.scene.frame.ratio;
        let top = ((y_px + self.scene.frame.top_px) * ratio - ratio / 2.0).round() / ratio - self.scene.frame.top_px;
        self.block((0.0, top), (self.scene.frame.width_px, top + 1.0), ink(colour, 1.0))
    }

    /// A short dashed line at a value, for the period before a bar.
    pub(super) fn dashes(
        &mut self,
        from_px: f64,
        to_px: f64,
        value: f64,
        ink: RGBAColor,
    ) -> Result<(), PaintError<DB>> {
        let lengths: Vec<f64> = Dash::Short.lengths_px().iter().map(|&px| self.units(px)).collect();
        self.pen.dash(&lengths);
        let ends = vec![self.spot(from_px, value), self.spot(to_px, value)];
        let width = self.units(PREVIOUS_PX).round().max(1.0) as u32;
        self.area.draw(&PathElement::new(ends, ink.stroke_width(width)))?;
        self.pen.dash(&[]);
        Ok(())
    }

    fn grid(&self) -> Result<(), PaintError<DB>> {
        for value in self.scene.value_ticks.values().skip(1) {
            self.rule(self.scene.projection.y_px(value), self.palette.grid)?;
        }
        Ok(())
    }

    fn axis(&self) -> Result<(), PaintError<DB>> {
        self.rule(self.scene.frame.height_px, self.palette.axis)?;
        if self.scene.value_ticks.low < 0.0 && self.scene.value_ticks.high > 0.0 {
            self.rule(self.scene.projection.y_px(0.0), self.palette.zero)?;
        }
        Ok(())
    }

    /// A time and a value as backend units.
    pub(super) fn spot(&self, x_px: f64, value: f64) -> (i32, i32) {
        let frame = self.scene.frame;
        let y_px = self.scene.projection.y_px(value) + frame.top_px;
        (self.units(x_px + frame.left_px).round() as i32, self.units(y_px).round() as i32)
    }

    /// The unbroken runs of a range of points, as backend units.
    fn runs(&self, points: Points, range: std::ops::Range<usize>, bucket_s: Option<i64>) -> Vec<Vec<(i32, i32)>> {
        let gap_s = bucket_s.unwrap_or(i64::MAX);
        let mut runs: Vec<Vec<(i32, i32)>> = Vec::new();
        let mut last_s = None;
        for i in range {
            let (time_s, value) = (points.times_s[i], points.values[i]);
            if !value.is_finite() {
                last_s = None;
                continue;
            }
            let spot = self.spot(self.scene.projection.x_px(time_s), value);
            match runs.last_mut() {
                Some(run) if last_s.is_some_and(|l| time_s - l <= gap_s) => run.push(spot),
                _ => runs.push(vec![spot]),
            }
            last_s = Some(time_s);
        }
        runs
    }

    /// The stretches of a run of columns, in device pixels of the plot.
    fn stretches(&self, run: &[Column], line_px: f64) -> Vec<Stretch> {
        let ratio = self.scene.frame.ratio;
        envelope::stretches(run, line_px * ratio / 2.0, |v| self.scene.projection.y_px(v) * ratio)
    }

    /// Device pixels of the plot as backend units.
    fn unit_spot(&self, x: f64, y: f64) -> (i32, i32) {
        let (frame, grain) = (self.scene.frame, f64::from(GRAIN));
        (
            ((x + frame.left_px * frame.ratio) * grain).round() as i32,
            ((y + frame.top_px * frame.ratio) * grain).round() as i32,
        )
    }

    fn outline(&self, stretches: &[Stretch]) -> Vec<(i32, i32)> {
        let upper = stretches.iter().map(|s| self.unit_spot(s.x, s.top));
        let lower = stretches.iter().rev().map(|s| self.unit_spot(s.x, s.bottom));
        upper.chain(lower).collect()
    }

    fn trace(
        &mut self,
        points: Points,
        trace: &Trace,
        bucket_s: Option<i64>,
        ink: RGBAColor,
        line_px: f64,
        dash: Dash,
    ) -> Result<(), PaintError<DB>> {
        match trace {
            Trace::Points(range) => {
                let style = ink.stroke_width(self.units(line_px).round().max(1.0) as u32);
                let lengths: Vec<f64> = dash.lengths_px().iter().map(|&px| self.units(px)).collect();
                self.pen.dash(&lengths);
                for mut run in self.runs(points, range.clone(), bucket_s) {
                    // A point alone is a dot: a line from it to itself, with round ends.
                    if let [spot] = run[..] {
                        run.push((spot.0 + 1, spot.1));
                    }
                    // A browser takes twice as long to stroke one long path as many short ones that look the same. The
                    // pieces share their end points, whose round ends make the join. A dash has to run through.
                    let piece_len = if dash == Dash::Solid { STROKE_PIECE } else { run.len() };
                    for start in (0..run.len() - 1).step_by(piece_len.max(1)) {
                        let end = (start + piece_len).min(run.len() - 1);
                        self.area.draw(&PathElement::new(&run[start..=end], style))?;
                    }
                }
                self.pen.dash(&[]);
            }
            Trace::Columns(columns) => {
                let ratio = self.scene.frame.ratio;
                for run in columns.runs() {
                    let mut stretches = self.stretches(run, line_px);
                    if let [only] = stretches[..] {
                        stretches.push(Stretch { x: only.x + 1.0, ..only });
                    }
                    for piece in envelope::dashed(&stretches, dash, line_px * ratio, ratio) {
                        self.area.draw(&Polygon::new(self.outline(piece), ink))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Tints what lies under a line.
    fn area(&self, points: Points, trace: &Trace, bucket_s: Option<i64>) -> Result<(), PaintError<DB>> {
        let ink = self.ink(Slot::FIRST, 0.09);
        let foot = self.spot(0.0, 0.0_f64.clamp(self.scene.value_ticks.low, self.scene.value_ticks.high)).1;
        let runs = match trace {
            Trace::Points(range) => self.runs(points, range.clone(), bucket_s),
            Trace::Columns(columns) => columns
                .runs()
                .map(|run| self.stretches(run, 0.0).iter().map(|s| self.unit_spot(s.x, s.bottom)).collect())
                .collect(),
        };
        for mut run in runs {
            if let (Some(first), Some(last)) = (run.first().copied(), run.last().copied())
                && first.0 < last.0
            {
                run.extend([(last.0, foot), (first.0, foot)]);
                self.area.draw(&Polygon::new(run, ink))?;
            }
        }
        Ok(())
    }

    /// Discs with a core of the surface's colour, where there are few points.
    fn discs(&self, points: Points, slot: Slot) -> Result<(), PaintError<DB>> {
        let range = super::decimate::in_span(points.times_s, self.scene.span_s);
        if range.len() > DISCS_UP_TO {
            return Ok(());
        }
        for i in range.filter(|&i| points.values[i].is_finite()) {
            let spot = self.spot(self.scene.projection.x_px(points.times_s[i]), points.values[i]);
            for (diameter_px, ink) in [(8.0, self.ink(slot, 1.0)), (3.5, ink(self.palette.surface, 1.0))] {
                self.area.draw(&Circle::new(spot, self.units(diameter_px / 2.0).round() as i32, ink.filled()))?;
            }
        }
        Ok(())
    }

    /// Tints the times for which some series has no value.
    fn gaps(&self, view: &View) -> Result<(), PaintError<DB>> {
        let width_px = self.scene.frame.width_px;
        for (line, traces) in view.lines.iter().zip(&self.scene.traces) {
            let mut known = self.known_px(line.points, &traces.complete, view.bucket_s);
            if let Some(incomplete) = &traces.incomplete {
                known.extend(self.known_px(line.points, incomplete, view.bucket_s));
            }
            if known.is_empty() {
                continue;
            }
            let mut from_px = 0.0;
            for (start_px, end_px) in known.into_iter().chain([(width_px, width_px)]) {
                if start_px - from_px >= 1.0 {
                    let ink = ink(self.palette.gap, 1.0);
                    self.block((from_px, 0.0), (start_px, self.scene.frame.height_px), ink)?;
                }
                from_px = end_px.max(from_px);
            }
        }
        Ok(())
    }

    /// From where to where, across the plot, there are values.
    fn known_px(&self, points: Points, trace: &Trace, bucket_s: Option<i64>) -> Vec<(f64, f64)> {
        let (ratio, unit) = (self.scene.frame.ratio, self.units(1.0));
        let to_px = |x: i32| f64::from(x) / unit - self.scene.frame.left_px;
        match trace {
            Trace::Points(range) => self
                .runs(points, range.clone(), bucket_s)
                .iter()
                .filter_map(|run| Some((to_px(run.first()?.0), to_px(run.last()?.0))))
                .collect(),
            Trace::Columns(columns) => columns
                .runs()
                .filter_map(|run| Some((f64::from(run.first()?.x) / ratio, f64::from(run.last()?.x) / ratio)))
                .collect(),
        }
    }
}

/// A colour as Plotters takes it.
pub(super) fn ink(colour: Colour, opacity: f64) -> RGBAColor {
    let (r, g, b) = colour.rgb;
    RGBColor(r, g, b).mix(opacity)
}

#[cfg(test)]
mod tests;
