//! Drawings as SVG text, for the report that is one file: the light theme, no scripts, no styles, no identifiers, and the
//! same text for the same drawing.

mod backend;
mod figure;

pub use figure::{ForestLine, forest_figure, forest_row, trend_figure};

use plotters::prelude::IntoDrawingArea;

use super::palette::Palette;
use super::scene::{Align, Label};
use super::sheet::{Drawing, Sheet};
use backend::{Paper, SvgBackend, SvgPen};

/// The face of all text, by the reader's system.
const FACE: &str = "system-ui, sans-serif";
/// The size of labels.
const LABEL_PX: f64 = 11.0;

/// The parts of a drawing and its labels, without the element around them.
fn body(drawing: &impl Drawing) -> String {
    let palette = &Palette::LIGHT;
    let paper = Paper::default();
    let area = SvgBackend::new(paper.clone(), drawing.size_px()).into_drawing_area();
    // Text can always be written: there is nothing that such a backend refuses.
    let _ = drawing.draw(&mut Sheet::new(&area, &mut SvgPen::new(paper.clone()), 1.0, palette));
    drop(area);
    let mut out = paper.take();
    for label in drawing.labels() {
        out.push_str(&text(&label, palette.label.hex(), ""));
    }
    for inscription in drawing.inscriptions(palette) {
        let (label, fill) = (&inscription.label, inscription.colour.hex());
        let turn = format!(" transform=\"rotate(-90 {} {})\"", number(label.x_px), number(label.y_px));
        let more = if inscription.is_upright { turn.as_str() } else { "" };
        out.push_str(&text_of_size(label, fill, inscription.size_px, more));
    }
    out
}

/// A drawing as an SVG element of its size. `label` is what a screen reader says, and stands in the file as its title.
pub fn svg(drawing: &impl Drawing, label: &str) -> String {
    element(drawing.size_px(), label, &body(drawing))
}

/// The element around parts. It shrinks with the page and keeps its shape.
fn element((width_px, height_px): (f64, f64), label: &str, body: &str) -> String {
    let (width, height, label) = (number(width_px), number(height_px), escaped(label));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-label=\"{label}\"><title>{label}</title>{body}</svg>"
    )
}

/// A text element; `more` are further attributes, each with a space before it.
fn text(label: &Label, fill: String, more: &str) -> String {
    text_of_size(label, fill, LABEL_PX, more)
}

/// A text element of a size in CSS pixels.
fn text_of_size(label: &Label, fill: String, size_px: f64, more: &str) -> String {
    let anchor = match label.align {
        Align::Start => "start",
        Align::Centre => "middle",
        Align::End => "end",
    };
    // A baseline by number: not every printer knows `dominant-baseline`.
    let (x, y) = (number(label.x_px), number(label.y_px + size_px * 0.36));
    let words = escaped(&label.text);
    format!(
        "<text x=\"{x}\" y=\"{y}\" fill=\"{fill}\" font-family=\"{FACE}\" font-size=\"{}\" text-anchor=\"{anchor}\"{more}>\
         {words}</text>",
        number(size_px)
    )
}

/// A length with at most two decimals and no trailing zeros; 0 for what is not finite.
fn number(px: f64) -> String {
    let rounded = (px * 100.0).round() / 100.0;
    // Without the sign of -0.
    if rounded.is_finite() && rounded != 0.0 { rounded.to_string() } else { "0".to_owned() }
}

/// Text as XML may hold it, also inside of quotes. Characters that XML forbids are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
