//! The browser's canvas as a backend: the one place where charts touch web-sys.

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend, IntoDrawingArea};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::paint::{GRAIN, Painter, Pen};
use super::palette::{Colour, Palette};
use super::scene::{Align, Frame, Label, Scene, View};
use super::sheet::{Drawing, Inscription, Sheet};

/// The face of axis labels.
const FACE: &str = "system-ui, sans-serif";
/// The size of axis labels in CSS pixels.
const LABEL_PX: f64 = 11.0;

/// A canvas with its 2d context.
#[derive(Clone)]
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    /// A canvas to draw on; `None` where the browser gives no 2d context.
    pub fn new(element: HtmlCanvasElement) -> Option<Self> {
        let context = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { element, context })
    }

    /// The element.
    pub fn element(&self) -> &HtmlCanvasElement {
        &self.element
    }

    /// Gives the backing store a device pixel for each pixel on screen. Does nothing when it has that size already,
    /// because setting a size throws away what is drawn.
    pub fn fit(&self, width_px: f64, height_px: f64, ratio: f64) {
        let size = |px: f64| (px * ratio).round().clamp(1.0, 16_384.0) as u32;
        let (width, height) = (size(width_px), size(height_px));
        if self.element.width() != width {
            self.element.set_width(width);
        }
        if self.element.height() != height {
            self.element.set_height(height);
        }
    }

    /// Paints all of it in one colour.
    pub fn fill(&self, colour: Colour) {
        let (width, height) = (f64::from(self.element.width()), f64::from(self.element.height()));
        self.context.set_fill_style_str(&colour.css(1.0));
        self.context.fill_rect(0.0, 0.0, width, height);
    }

    /// Makes all of it transparent.
    pub fn clear(&self) {
        self.context.clear_rect(0.0, 0.0, f64::from(self.element.width()), f64::from(self.element.height()));
    }

    /// Draws a view and its labels over what is there, and answers how it was laid out.
    pub fn draw(&self, view: &View, frame: Frame, palette: &Palette) -> Scene {
        let scene = Scene::new(view, frame);
        self.plot(view, &scene, palette);
        self.labels(&scene.labels(), frame.ratio, palette.label);
        scene
    }

    /// Draws a scene without labels.
    pub fn plot(&self, view: &View, scene: &Scene, palette: &Palette) {
        // What a canvas refuses to draw cannot be drawn in another way: the chart lacks that part.
        self.on_area(|area, pen| drop(Painter::new(area, pen, scene, palette).draw(view)));
    }

    /// Clears the canvas, gives it the size of a drawing, and draws that with its labels.
    pub fn show(&self, drawing: &impl Drawing, ratio: f64, palette: &Palette) {
        let (width_px, height_px) = drawing.size_px();
        self.fit(width_px, height_px, ratio);
        self.clear();
        self.add(drawing, ratio, palette);
    }

    /// Draws a drawing with its labels over what is there.
    pub fn add(&self, drawing: &impl Drawing, ratio: f64, palette: &Palette) {
        self.on_area(|area, pen| drop(drawing.draw(&mut Sheet::new(area, pen, ratio, palette))));
        self.labels(&drawing.labels(), ratio, palette.label);
        for inscription in drawing.inscriptions(palette) {
            self.inscribe(&inscription, ratio);
        }
    }

    /// Writes one text in its own colour, turned if it is.
    fn inscribe(&self, inscription: &Inscription, ratio: f64) {
        let Inscription { label, colour, size_px, is_upright } = inscription;
        self.context.save();
        self.set_font(&format!("{}px {FACE}", size_px * ratio));
        self.context.set_fill_style_str(&colour.css(1.0));
        self.context.set_text_baseline("middle");
        self.context.set_text_align(align_name(label.align));
        let placed = self.context.translate(label.x_px * ratio, label.y_px * ratio);
        let turned = if *is_upright { self.context.rotate(-std::f64::consts::FRAC_PI_2) } else { Ok(()) };
        if placed.is_ok() && turned.is_ok() {
            let _ = self.context.fill_text(&label.text, 0.0, 0.0);
        }
        self.context.restore();
    }

    /// Chooses the face. To set one, the browser brings the styles of the whole page up to date first, even if it is the
    /// same as before: in the frames of a drag that is a fifth of our work.
    fn set_font(&self, font: &str) {
        if self.context.font() != font {
            self.context.set_font(font);
        }
    }

    /// Draws with Plotters, in backend units.
    fn on_area(&self, draw: impl FnOnce(&Area, &mut ContextPen)) {
        let Some(backend) = CanvasBackend::with_canvas_object(self.element.clone()) else { return };
        let grain = 1.0 / f64::from(GRAIN);
        self.context.save();
        self.context.set_line_join("round");
        self.context.set_line_cap("round");
        if self.context.set_transform(grain, 0.0, 0.0, grain, 0.0, 0.0).is_ok() {
            let area = FineBackend { backend, size: (self.element.width(), self.element.height()) }.into_drawing_area();
            draw(&area, &mut ContextPen(&self.context));
        }
        self.context.restore();
    }

    /// Writes labels; their places are CSS pixels.
    pub fn labels(&self, labels: &[Label], ratio: f64, colour: Colour) {
        self.set_font(&format!("{}px {FACE}", LABEL_PX * ratio));
        self.context.set_fill_style_str(&colour.css(1.0));
        self.context.set_text_baseline("middle");
        let mut align = None;
        for label in labels {
            if align.replace(label.align) != Some(label.align) {
                self.context.set_text_align(align_name(label.align));
            }
            let _ = self.context.fill_text(&label.text, label.x_px * ratio, label.y_px * ratio);
        }
    }

    /// Writes one text, starting at a place in CSS pixels, and answers its width in CSS pixels.
    pub fn text(
        &self,
        text: &str,
        (x_px, y_px): (f64, f64),
        (size_px, bold): (f64, bool),
        ratio: f64,
        colour: Colour,
    ) -> f64 {
        let weight = if bold { "600 " } else { "" };
        self.set_font(&format!("{weight}{}px {FACE}", size_px * ratio));
        self.context.set_fill_style_str(&colour.css(1.0));
        self.context.set_text_baseline("middle");
        self.context.set_text_align("left");
        let _ = self.context.fill_text(text, x_px * ratio, y_px * ratio);
        self.context.measure_text(text).map_or(0.0, |m| m.width() / ratio)
    }

    /// A horizontal stroke with a dash, for a legend; CSS pixels.
    pub fn stroke(&self, (x0_px, x1_px, y_px): (f64, f64, f64), dash_px: &[f64], ratio: f64, colour: Colour) {
        self.context.save();
        self.context.set_line_cap("round");
        self.context.set_line_width(2.0 * ratio);
        self.context.set_stroke_style_str(&colour.css(1.0));
        let lengths: Vec<f64> = dash_px.iter().map(|px| px * ratio).collect();
        ContextPen(&self.context).dash(&lengths);
        self.context.begin_path();
        self.context.move_to(x0_px * ratio, y_px * ratio);
        self.context.line_to(x1_px * ratio, y_px * ratio);
        self.context.stroke();
        self.context.restore();
    }

    /// What is drawn as the bytes of a PNG file; `None` where the browser refuses.
    pub fn png(&self) -> Option<Vec<u8>> {
        use base64::Engine as _;
        let address = self.element.to_data_url_with_type("image/png").ok()?;
        base64::engine::general_purpose::STANDARD.decode(address.split_once(',')?.1).ok()
    }
}

fn align_name(align: Align) -> &'static str {
    match align {
        Align::Start => "left",
        Align::Centre => "center",
        Align::End => "right",
    }
}

/// Sets dashes on the context that Plotters' canvas shares.
struct ContextPen<'a>(&'a CanvasRenderingContext2d);

impl Pen for ContextPen<'_> {
    fn dash(&mut self, lengths: &[f64]) {
        let list: js_sys::Array = lengths.iter().map(|&l| JsValue::from_f64(l)).collect();
        let _ = self.0.set_line_dash(&list);
    }
}

/// Plotters' canvas with a finer grain: the context is scaled down, so that a backend pixel is a part of a real one.
struct FineBackend {
    backend: CanvasBackend,
    size: (u32, u32),
}

/// The whole canvas as Plotters knows it.
type Area = DrawingArea<FineBackend, Shift>;

type Drawn<DB> = Result<(), DrawingErrorKind<<DB as DrawingBackend>::ErrorType>>;

impl DrawingBackend for FineBackend {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        let grain = GRAIN.unsigned_abs();
        (self.size.0.saturating_mul(grain), self.size.1.saturating_mul(grain))
    }

    fn ensure_prepared(&mut self) -> Drawn<Self> {
        self.backend.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<Self> {
        self.backend.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<Self> {
        self.backend.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<Self> {
        self.backend.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn<Self> {
        self.backend.draw_rect(a, b, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        self.backend.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        self.backend.draw_circle(centre, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn<Self> {
        self.backend.fill_polygon(path, style)
    }
}
