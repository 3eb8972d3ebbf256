//! Plotters' backend that writes SVG.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};

use super::number;
use crate::charts::paint::{GRAIN, Pen};

/// What the backend and its pen share: the text so far, and the dash of the next line.
#[derive(Debug, Clone, Default)]
pub(super) struct Paper(Rc<RefCell<(String, String)>>);

impl Paper {
    /// The text so far; the paper is empty after.
    pub(super) fn take(&self) -> String {
        std::mem::take(&mut self.0.borrow_mut().0)
    }

    fn write(&self, part: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.0.borrow_mut().0.write_fmt(part);
    }

    fn dash(&self) -> String {
        self.0.borrow().1.clone()
    }
}

/// Sets the dash of the lines that are written next.
pub(super) struct SvgPen(Paper);

impl SvgPen {
    /// The pen of a paper.
    pub(super) fn new(paper: Paper) -> Self {
        Self(paper)
    }
}

impl Pen for SvgPen {
    fn dash(&mut self, lengths: &[f64]) {
        let lengths: Vec<String> = lengths.iter().map(|&units| number(units / f64::from(GRAIN))).collect();
        self.0.0.borrow_mut().1 = match lengths.is_empty() {
            true => String::new(),
            false => format!(" stroke-dasharray=\"{}\"", lengths.join(" ")),
        };
    }
}

/// Writes each call as one element. A backend unit is a sixteenth of a pixel.
pub(super) struct SvgBackend {
    paper: Paper,
    size: (u32, u32),
}

impl SvgBackend {
    /// A backend that writes on a paper of a size in CSS pixels.
    pub(super) fn new(paper: Paper, (width_px, height_px): (f64, f64)) -> Self {
        let size = |px: f64| (px * f64::from(GRAIN)).round().clamp(1.0, 1e8) as u32;
        Self { paper, size: (size(width_px), size(height_px)) }
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn px(units: i32) -> String {
    number(f64::from(units) / f64::from(GRAIN))
}

/// An attribute with a colour, and one with its opacity unless it is opaque.
fn paint(attribute: &str, color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    let mut out = format!(" {attribute}=\"#{r:02x}{g:02x}{b:02x}\"");
    if color.alpha < 1.0 {
        // Writing to a string cannot fail.
        let _ = write!(out, " {attribute}-opacity=\"{}\"", number(color.alpha));
    }
    out
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    path.into_iter().map(|(x, y)| format!("{},{}", px(x), px(y))).collect::<Vec<_>>().join(" ")
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let side = px(1);
        let fill = paint("fill", color);
        self.paper.write(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\"{fill}/>",
            px(x),
            px(y)
        ));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (left, top) = (a.0.min(b.0), a.1.min(b.1));
        let (width, height) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        let ink = if fill {
            paint("fill", style.color())
        } else {
            format!(" fill=\"none\"{}", paint("stroke", style.color()))
        };
        self.paper.write(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{ink}/>",
            px(left),
            px(top),
            px(width),
            px(height)
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (stroke, dash) = (paint("stroke", style.color()), self.paper.dash());
        let width = number(f64::from(style.stroke_width()) / f64::from(GRAIN));
        self.paper.write(format_args!(
            "<polyline points=\"{}\" fill=\"none\"{stroke} stroke-width=\"{width}\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\"{dash}/>",
            points(path)
        ));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let ink = if fill {
            paint("fill", style.color())
        } else {
            format!(" fill=\"none\"{}", paint("stroke", style.color()))
        };
        let radius = number(f64::from(radius) / f64::from(GRAIN));
        self.paper.write(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"{ink}/>", px(centre.0), px(centre.1)));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let fill = paint("fill", style.color());
        self.paper.write(format_args!("<polygon points=\"{}\"{fill}/>", points(path)));
        Ok(())
    }
}
