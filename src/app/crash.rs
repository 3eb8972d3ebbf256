//! What a person sees if the application stops: the static panel of `index.html`. No panic is reachable from data; this
//! is for the ones that we do not know of.

use std::cell::Cell;
use std::panic::PanicHookInfo;

thread_local! {
    static CRASHED: Cell<bool> = const { Cell::new(false) };
}

/// Installs the hook that shows the panel.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // Only the first message says what happened; a trap that follows says "unreachable".
        if !CRASHED.replace(true) {
            reveal(info);
        }
    }));
}

fn reveal(info: &PanicHookInfo<'_>) {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    if let Some(panel) = document.get_element_by_id("crash") {
        let _ = panel.remove_attribute("hidden");
    }
    if let (Some(place), Some(at)) = (document.get_element_by_id("crash-message"), info.location()) {
        // The place only: a message could hold data.
        place.set_text_content(Some(&format!("{}:{}", at.file(), at.line())));
    }
}
