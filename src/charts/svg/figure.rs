//! The figures of a report: a row, a whole forest plot, a trend.

use super::{body, element, svg, text};
use crate::charts::forest::{ForestDrawing, ForestForm, ForestRow, ForestScale};
use crate::charts::palette::{Palette, Slot};
use crate::charts::scene::{Align, Frame, Label};
use crate::charts::trend::{Trend, TrendDrawing};
use crate::domain::words::Zone;

/// The measures of a whole forest plot.
const NAMES_PX: f64 = 200.0;
const PLOT_PX: f64 = 320.0;
const FIGURES_PX: f64 = 190.0;
const HEAD_PX: f64 = 24.0;
const LINE_PX: f64 = 32.0;
/// Longer names are cut off, because nothing measures text here.
const LONGEST_NAME: usize = 30;
/// The measures of a trend.
const GUTTER_PX: f64 = 44.0;
const TOP_PX: f64 = 8.0;
const FOOT_PX: f64 = 24.0;
const RIGHT_PX: f64 = 8.0;

/// A line of a whole forest plot.
#[derive(Debug, Clone, PartialEq)]
pub struct ForestLine {
    /// The metric.
    pub name: String,
    /// What is drawn.
    pub row: ForestRow,
    /// The figures beside it, such as `−6.8% (−10.9% to −2.7%)`, or why there are none.
    pub figures: String,
}

/// One row alone, for a cell of a table in the report. Rows of one width and scale are aligned.
pub fn forest_row(row: ForestRow, scale: ForestScale, (width_px, height_px): (f64, f64), label: &str) -> String {
    svg(&ForestDrawing { row, scale, form: ForestForm::Row, size_px: (width_px, height_px) }, label)
}

/// A whole forest plot: names, rows and figures under one axis. 710 px wide.
pub fn forest_figure(lines: &[ForestLine], scale: ForestScale, label: &str) -> String {
    let palette = &Palette::LIGHT;
    let mut out = String::new();
    let row_of = |row: ForestRow| ForestDrawing { row, scale, form: ForestForm::Row, size_px: (PLOT_PX, LINE_PX) };
    let axis = row_of(ForestRow::default());
    for tick in scale.ticks() {
        let x_px = NAMES_PX + axis.x_px(tick.percentage);
        let at = Label { text: tick.label, x_px, y_px: HEAD_PX / 2.0, align: Align::Centre };
        out.push_str(&text(&at, palette.label.hex(), ""));
    }
    for (i, line) in lines.iter().enumerate() {
        let top_px = HEAD_PX + LINE_PX * i as f64;
        let beside =
            |words: &str, x_px: f64, align| Label { text: words.to_owned(), x_px, y_px: top_px + LINE_PX / 2.0, align };
        out.push_str(&text(&beside(&cut(&line.name), 0.0, Align::Start), palette.text.hex(), " font-weight=\"600\""));
        out.push_str(&format!("<g transform=\"translate({NAMES_PX} {top_px})\">{}</g>", body(&row_of(line.row))));
        let right_px = NAMES_PX + PLOT_PX + FIGURES_PX;
        out.push_str(&text(&beside(&line.figures, right_px, Align::End), palette.text.hex(), ""));
    }
    element((NAMES_PX + PLOT_PX + FIGURES_PX, HEAD_PX + LINE_PX * lines.len() as f64), label, &out)
}

/// A trend with its axes; its plot is 136 px high.
pub fn trend_figure(trend: &Trend, scale: ForestScale, slot: Slot, zone: Zone, width_px: f64, label: &str) -> String {
    let plot_px = (width_px - GUTTER_PX - RIGHT_PX).max(1.0);
    let frame = Frame { left_px: GUTTER_PX, top_px: TOP_PX, width_px: plot_px, height_px: 136.0, ratio: 1.0 };
    let size_px = (GUTTER_PX + plot_px + RIGHT_PX, TOP_PX + 136.0 + FOOT_PX);
    svg(&TrendDrawing { trend, scale, slot, zone, frame, size_px }, label)
}

/// A name as long as there is room for.
fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(LONGEST_NAME - 1).chain(['…']).collect()
}
