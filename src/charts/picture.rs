//! A chart as a PNG file: title, legend and chart in the light theme, at twice the size.

use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

use super::bar_list::{Bar, BarListDrawing};
use super::canvas::Canvas;
use super::palette::Palette;
use super::scene::Frame;
use super::series::{self, ChartSeries, Setting};
use super::sheet::Drawing as _;
use super::stack::{Stack, StackDrawing, StackForm, Write};

const RATIO: f64 = 2.0;
const WIDTH_PX: f64 = 960.0;
const CHART_HEIGHT_PX: f64 = 340.0;
const GUTTER_PX: f64 = 44.0;
const FOOT_PX: f64 = 48.0;
const HEAD_PX: f64 = 76.0;
const EDGE_PX: f64 = 16.0;

fn canvas(width_px: f64, height_px: f64) -> Option<Canvas> {
    let element: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let canvas = Canvas::new(element)?;
    canvas.fit(width_px, height_px, RATIO);
    Some(canvas)
}

/// Draws the visible series under a title; `None` where the browser refuses.
pub fn png(title: &str, series: &[ChartSeries], setting: Setting) -> Option<Vec<u8>> {
    let palette = Palette::of_theme(false);
    let sheet = canvas(WIDTH_PX, HEAD_PX + CHART_HEIGHT_PX + FOOT_PX)?;
    sheet.fill(palette.surface);
    sheet.text(title, (EDGE_PX, 24.0), (16.0, true), RATIO, palette.text);
    let mut x_px = EDGE_PX;
    for line in series::visible(series) {
        sheet.stroke((x_px, x_px + 18.0, 52.0), line.dash.lengths_px(), RATIO, palette.series(line.slot));
        x_px += 24.0;
        x_px += sheet.text(&line.name, (x_px, 52.0), (12.0, false), RATIO, palette.text) + 20.0;
    }
    let frame = Frame {
        left_px: EDGE_PX + GUTTER_PX,
        top_px: HEAD_PX + 8.0,
        width_px: WIDTH_PX - 2.0 * EDGE_PX - GUTTER_PX,
        height_px: CHART_HEIGHT_PX,
        ratio: RATIO,
    };
    sheet.draw(&series::view(series, setting), frame, palette);
    sheet.png()
}

/// Draws the visible groups of a stack under a title; `None` where the browser refuses.
pub fn stack_png(title: &str, stack: &Stack, form: StackForm, write: Write) -> Option<Vec<u8>> {
    let palette = Palette::of_theme(false);
    let size_px = (WIDTH_PX, HEAD_PX + CHART_HEIGHT_PX + FOOT_PX);
    let sheet = canvas(size_px.0, size_px.1)?;
    sheet.fill(palette.surface);
    sheet.text(title, (EDGE_PX, 24.0), (16.0, true), RATIO, palette.text);
    let mut x_px = EDGE_PX;
    for layer in stack.visible() {
        sheet.stroke((x_px, x_px + 10.0, 52.0), &[], RATIO, palette.series(layer.slot));
        x_px += 16.0;
        x_px += sheet.text(&layer.name, (x_px, 52.0), (12.0, false), RATIO, palette.text) + 20.0;
    }
    let frame = Frame {
        left_px: EDGE_PX + GUTTER_PX,
        top_px: HEAD_PX + 8.0,
        width_px: WIDTH_PX - 2.0 * EDGE_PX - GUTTER_PX,
        height_px: CHART_HEIGHT_PX,
        ratio: RATIO,
    };
    sheet.add(&StackDrawing { stack, form, write, frame, size_px }, RATIO, palette);
    sheet.png()
}

/// Draws bars under a title; `None` where the browser refuses.
pub fn bars_png(title: &str, bars: &[Bar], write: Write) -> Option<Vec<u8>> {
    let palette = Palette::of_theme(false);
    let drawing = BarListDrawing { bars, write, width_px: WIDTH_PX - 2.0 * EDGE_PX, corner_px: (EDGE_PX, 48.0) };
    let sheet = canvas(WIDTH_PX, drawing.size_px().1 + EDGE_PX)?;
    sheet.fill(palette.surface);
    sheet.text(title, (EDGE_PX, 24.0), (16.0, true), RATIO, palette.text);
    sheet.add(&drawing, RATIO, palette);
    sheet.png()
}
