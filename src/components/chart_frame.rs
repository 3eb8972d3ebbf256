//! What a canvas needs to know of the page: its size, the pixels of the screen, and the theme.

use leptos::html;
use leptos::prelude::*;
use leptos_use_device_pixel_ratio::use_device_pixel_ratio;
use leptos_use_element::{UseMutationObserverOptions, use_mutation_observer_with_options};
use leptos_use_media_query::use_media_query;
use leptos_use_resize_observer::use_resize_observer;

use super::printing::use_printing;
use crate::charts::scene::Frame;

/// Room above the plot for half of the uppermost label, in CSS pixels; `chart.css` has it too.
pub const HEAD_PX: f64 = 8.0;

/// A canvas' size in CSS pixels, and how many device pixels one of them has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CanvasSize {
    /// Width and height in CSS pixels.
    pub size_px: (f64, f64),
    /// Device pixels for each CSS pixel.
    pub ratio: f64,
}

/// The size of a canvas; measured anew when it changes, or when the window moves to a screen with other pixels.
/// `None` until it is laid out.
pub fn use_canvas_size(canvas_ref: NodeRef<html::Canvas>) -> ReadSignal<Option<CanvasSize>> {
    let ratio = use_ratio();
    let measure = move || {
        let rect = canvas_ref.try_get_untracked().flatten()?.get_bounding_client_rect();
        let found = CanvasSize { size_px: (rect.width(), rect.height()), ratio: ratio.try_get_untracked()? };
        // Nothing is laid out while the canvas is in a hidden panel.
        (rect.width() > 0.0).then_some(found)
    };
    let (size, update) = use_measured(measure);
    use_resize_observer(canvas_ref, move |_, _| update());
    Effect::new(move |_| {
        ratio.track();
        canvas_ref.track();
        update();
    });
    size
}

/// Where the plot lies on the canvas, and the size of the canvas in CSS pixels; measured anew as [`use_canvas_size`].
pub fn use_frame(
    canvas_ref: NodeRef<html::Canvas>,
    plot_ref: NodeRef<html::Div>,
) -> ReadSignal<Option<(Frame, (f64, f64))>> {
    let ratio = use_ratio();
    let measure = move || {
        let (canvas, plot) = (canvas_ref.try_get_untracked().flatten()?, plot_ref.try_get_untracked().flatten()?);
        let (outer, inner) = (canvas.get_bounding_client_rect(), plot.get_bounding_client_rect());
        let found = Frame {
            left_px: inner.left() - outer.left(),
            top_px: HEAD_PX,
            width_px: inner.width(),
            height_px: inner.height(),
            ratio: ratio.try_get_untracked()?,
        };
        // Nothing is laid out while the chart is in a hidden panel.
        (found.width_px > 0.0).then_some((found, (outer.width(), outer.height())))
    };
    let (frame, update) = use_measured(measure);
    use_resize_observer(plot_ref, move |_, _| update());
    use_resize_observer(canvas_ref, move |_, _| update());
    Effect::new(move |_| {
        ratio.track();
        canvas_ref.track();
        update();
    });
    frame
}

/// The last thing measured, and what measures again. What cannot be measured leaves the signal as it is.
fn use_measured<T: Copy + PartialEq + Send + Sync + 'static>(
    measure: impl Fn() -> Option<T> + Copy + 'static,
) -> (ReadSignal<Option<T>>, impl Fn() + Copy + 'static) {
    let (known, set_known) = signal(None);
    let update = move || {
        let measured = measure();
        if measured.is_some() && known.try_get_untracked().is_some_and(|known| known != measured) {
            let _ = set_known.try_set(measured);
        }
    };
    (known, update)
}

/// Device pixels for each CSS pixel; at least two on paper.
fn use_ratio() -> Memo<f64> {
    let (ratio, is_print) = (use_device_pixel_ratio(), use_printing());
    Memo::new(move |_| {
        let ratio = ratio.get();
        let sane = if ratio.is_finite() && ratio > 0.0 { ratio } else { 1.0 };
        if is_print.get() { sane.max(2.0) } else { sane }
    })
}

/// Whether the dark theme is shown: what the page's root says, or else the system. Paper is light.
pub fn use_dark_theme() -> Memo<bool> {
    let chosen = || document().document_element().and_then(|root| root.get_attribute("data-theme"));
    let (theme, set_theme) = signal(chosen());
    let options =
        UseMutationObserverOptions::default().attributes(true).attribute_filter(vec!["data-theme".to_owned()]);
    use_mutation_observer_with_options("html", move |_, _| drop(set_theme.try_set(chosen())), options);
    let (system_is_dark, is_print) = (use_media_query("(prefers-color-scheme: dark)"), use_printing());
    Memo::new(move |_| match theme.get().as_deref() {
        _ if is_print.get() => false,
        Some("dark") => true,
        Some("light") => false,
        _ => system_is_dark.get(),
    })
}
