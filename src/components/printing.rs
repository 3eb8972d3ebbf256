//! Whether the page is being put on paper.

use leptos::prelude::*;
use leptos_use_media_query::use_media_query;

/// True from shortly before the browser lays the page out for paper until it is back on screen, so that what paper needs
/// otherwise (colours of a canvas, all rows of a table) is there in time. The media query alone comes too late for that:
/// the browser tells it while it lays out.
pub fn use_printing() -> Memo<bool> {
    let is_paper = use_media_query("print");
    let (is_begun, set_begun) = signal(false);
    let before = window_event_listener_untyped("beforeprint", move |_| {
        let _ = set_begun.try_set(true);
    });
    let after = window_event_listener_untyped("afterprint", move |_| {
        let _ = set_begun.try_set(false);
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    Memo::new(move |_| is_begun.get() || is_paper.get())
}
