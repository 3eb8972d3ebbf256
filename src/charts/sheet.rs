//! What small drawings are made of: strokes, blocks and outlines in CSS pixels, on whatever backend.
//!
//! A [`Drawing`] says what is drawn; the canvas and the SVG writer each hand it a [`Sheet`]. The grain is that of
//! [`super::paint`], so that nothing jumps by whole pixels.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::paint::{GRAIN, PaintError, Pen, ink};
use super::palette::{Colour, Palette};
use super::scene::Label;

/// Something that can be drawn on a sheet of its size.
pub trait Drawing {
    /// Width and height in CSS pixels.
    fn size_px(&self) -> (f64, f64);

    /// Draws all of it but its labels.
    ///
    /// # Errors
    /// What the backend answers.
    fn draw<DB: DrawingBackend, P: Pen>(&self, sheet: &mut Sheet<DB, P>) -> Result<(), PaintError<DB>>;

    /// The texts on it.
    fn labels(&self) -> Vec<Label> {
        Vec::new()
    }

    /// The texts on it that have a colour of their own, or are turned.
    fn inscriptions(&self, _palette: &Palette) -> Vec<Inscription> {
        Vec::new()
    }
}

/// A text in a colour of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Inscription {
    /// What it says, and where.
    pub label: Label,
    /// Its colour.
    pub colour: Colour,
    /// Its size in CSS pixels.
    pub size_px: f64,
    /// Whether it is turned by a quarter to the left, around its place: it reads upwards.
    pub is_upright: bool,
}

/// An area to draw on. All places are CSS pixels from its upper left corner.
pub struct Sheet<'a, DB: DrawingBackend, P: Pen> {
    area: &'a DrawingArea<DB, Shift>,
    pen: &'a mut P,
    ratio: f64,
    palette: &'a Palette,
}

impl<'a, DB: DrawingBackend, P: Pen> Sheet<'a, DB, P> {
    /// A sheet on an area whose backend units are [`GRAIN`] to a device pixel, with so many device pixels to a CSS pixel.
    pub fn new(area: &'a DrawingArea<DB, Shift>, pen: &'a mut P, ratio: f64, palette: &'a Palette) -> Self {
        Self { area, pen, ratio, palette }
    }

    /// The colours of the theme.
    pub fn palette(&self) -> &'a Palette {
        self.palette
    }

    fn units(&self, px: f64) -> f64 {
        px * self.ratio * f64::from(GRAIN)
    }

    fn spot(&self, (x_px, y_px): (f64, f64)) -> (i32, i32) {
        (self.units(x_px).round() as i32, self.units(y_px).round() as i32)
    }

    /// The first device pixel and the number of device pixels of a line around a place.
    fn snapped(&self, at_px: f64, width_px: f64) -> (i32, i32) {
        let width = (width_px * self.ratio).floor().max(1.0);
        ((at_px * self.ratio - width / 2.0).round() as i32, width as i32)
    }

    /// A filled rectangle between two corners, with its edges on device pixels.
    ///
    /// # Errors
    /// What the backend answers.
    pub fn block(&self, from: (f64, f64), to: (f64, f64), colour: Colour) -> Result<(), PaintError<DB>> {
        let snap = |px: f64| (px * self.ratio).round() as i32 * GRAIN;
        let corners = [(snap(from.0), snap(from.1)), (snap(to.0), snap(to.1))];
        self.area.draw(&Rectangle::new(corners, ink(colour, 1.0).filled()))
    }

    /// A horizontal line from one x to another, on whole device pixels.
    ///
    /// # Errors
    /// What the backend answers.
    pub fn across(
        &self,
        y_px: f64,
        (from_px, to_px): (f64, f64),
        width_px: f64,
        colour: Colour,
    ) -> Result<(), PaintError<DB>> {
        let (top, height) = self.snapped(y_px, width_px);
        let (left, right) = (self.spot((from_px, 0.0)).0, self.spot((to_px, 0.0)).0);
        let corners = [(left, top * GRAIN), (right, (top + height) * GRAIN)];
        self.area.draw(&Rectangle::new(corners, ink(colour, 1.0).filled()))
    }

    /// A vertical line from one y to another, on whole device pixels.
    ///
    /// # Errors
    /// What the backend answers.
    pub fn down(
        &self,
        x_px: f64,
        (from_px, to_px): (f64, f64),
        width_px: f64,
        colour: Colour,
    ) -> Result<(), PaintError<DB>> {
        let (left, width) = self.snapped(x_px, width_px);
        let (top, bottom) = (self.spot((0.0, from_px)).1, self.spot((0.0, to_px)).1);
        let corners = [(left * GRAIN, top), ((left + width) * GRAIN, bottom)];
        self.area.draw(&Rectangle::new(corners, ink(colour, 1.0).filled()))
    }

    /// A stroke through places, broken up by a dash (lengths on and off; none for a solid stroke). One place alone is a
    /// dot.
    ///
    /// # Errors
    /// What the backend answers.
    pub fn stroke(
        &mut self,
        places_px: &[(f64, f64)],
        width_px: f64,
        colour: Colour,
        dash_px: &[f64],
    ) -> Result<(), PaintError<DB>> {
        let mut spots: Vec<(i32, i32)> = places_px.iter().map(|&p| self.spot(p)).collect();
        if let [only] = spots[..] {
            spots.push((only.0 + 1, only.1));
        }
        let lengths: Vec<f64> = dash_px.iter().map(|&px| self.units(px)).collect();
        let width = self.units(width_px).round().max(1.0) as u32;
        self.pen.dash(&lengths);
        let drawn = self.area.draw(&PathElement::new(spots, ink(colour, 1.0).stroke_width(width)));
        self.pen.dash(&[]);
        drawn
    }

    /// A filled outline.
    ///
    /// # Errors
    /// What the backend answers.
    pub fn fill(&self, outline_px: &[(f64, f64)], colour: Colour, opacity: f64) -> Result<(), PaintError<DB>> {
        let spots: Vec<(i32, i32)> = outline_px.iter().map(|&p| self.spot(p)).collect();
        self.area.draw(&Polygon::new(spots, ink(colour, opacity)))
    }

    /// A filled disc.
    ///
    /// # Errors
    /// What the backend answers.
    pub fn disc(&self, centre_px: (f64, f64), diameter_px: f64, colour: Colour) -> Result<(), PaintError<DB>> {
        let radius = self.units(diameter_px / 2.0).round() as i32;
        self.area.draw(&Circle::new(self.spot(centre_px), radius, ink(colour, 1.0).filled()))
    }
}
