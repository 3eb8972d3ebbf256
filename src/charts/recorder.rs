//! A backend for tests that writes down what it is told.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::prelude::{DrawingBackend, IntoDrawingArea};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};

use super::paint::{GRAIN, Pen};
use super::palette::Palette;
use super::sheet::{Drawing, Sheet};

/// One call of a backend: what, where, in which colour, with which opacity or width.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Path(Vec<BackendCoord>, (u8, u8, u8), f64, u32),
    Fill(Vec<BackendCoord>, (u8, u8, u8), f64),
    Block(BackendCoord, BackendCoord, (u8, u8, u8)),
    Disc(BackendCoord, u32),
    Dash(Vec<f64>),
}

/// Where a recorder and a note write to.
pub(super) type Marks = Rc<RefCell<Vec<Mark>>>;

/// A backend of a size in backend units.
pub(super) struct Recorder(pub(super) Marks, pub(super) (u32, u32));

#[derive(Debug, thiserror::Error)]
#[error("never")]
pub(super) struct Never;

type Drawn = Result<(), DrawingErrorKind<Never>>;

impl DrawingBackend for Recorder {
    type ErrorType = Never;
    fn get_size(&self) -> (u32, u32) {
        self.1
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let c = style.color();
        let mark = Mark::Path(path.into_iter().collect(), c.rgb, c.alpha, style.stroke_width());
        self.0.borrow_mut().push(mark);
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let c = style.color();
        self.0.borrow_mut().push(Mark::Fill(path.into_iter().collect(), c.rgb, c.alpha));
        Ok(())
    }
    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, _: bool) -> Drawn {
        self.0.borrow_mut().push(Mark::Block(a, b, style.color().rgb));
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, _: &S, _: bool) -> Drawn {
        self.0.borrow_mut().push(Mark::Disc(centre, radius));
        Ok(())
    }
}

/// The pen beside it.
pub(super) struct Note(pub(super) Marks);

impl Pen for Note {
    fn dash(&mut self, lengths: &[f64]) {
        self.0.borrow_mut().push(Mark::Dash(lengths.to_vec()));
    }
}

/// What a drawing draws at one device pixel to a CSS pixel, on the light theme.
pub(super) fn marks_of(drawing: &impl Drawing) -> Vec<Mark> {
    let marks = Marks::default();
    let size = |px: f64| px as u32 * GRAIN.unsigned_abs();
    let (width, height) = drawing.size_px();
    let area = Recorder(marks.clone(), (size(width), size(height))).into_drawing_area();
    let drawn = drawing.draw(&mut Sheet::new(&area, &mut Note(marks.clone()), 1.0, &Palette::LIGHT));
    assert!(drawn.is_ok());
    marks.take()
}
