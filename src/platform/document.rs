//! The page as a whole.

use wasm_bindgen::JsCast;

/// The id of the heading that a page begins with.
pub const TITLE: &str = "page-title";

/// `https://host:port` of the page.
pub fn origin() -> String {
    web_sys::window().and_then(|w| w.location().origin().ok()).unwrap_or_default()
}

/// The whole address of the page.
pub fn href() -> String {
    web_sys::window().and_then(|w| w.location().href().ok()).unwrap_or_default()
}

/// The path of the page's address.
pub fn path() -> String {
    web_sys::window().and_then(|w| w.location().pathname().ok()).unwrap_or_default()
}

/// Leaves for another address.
pub fn leave_for(address: &str) {
    if let Some(window) = web_sys::window() {
        // Nothing can be done about a browser that refuses to navigate; the page stays as it is.
        let _ = window.location().assign(address);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print does nothing.
        let _ = window.print();
    }
}

/// An element by its id.
pub fn element(id: &str) -> Option<web_sys::HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the keyboard's focus to an element by its id.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Whether an element, by its id, has the keyboard's focus.
pub fn has_focus(id: &str) -> bool {
    let active = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    active.is_some_and(|active| active.id() == id)
}

/// The same as [`focus`], if nothing has the focus.
pub fn focus_if_nowhere(id: &str) {
    let active = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    if active.is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body")) {
        focus(id);
    }
}

/// Whether a dialog stands above the page.
pub fn has_open_dialog() -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    document.is_some_and(|d| d.query_selector("dialog[open]").ok().flatten().is_some())
}

/// Moves the focus to the first field for searching on the page; whether there is one that is shown.
pub fn focus_search() -> bool {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return false };
    let Ok(found) = document.query_selector_all("main input[type=search]") else { return false };
    let fields = (0..found.length()).filter_map(|n| found.get(n)?.dyn_into::<web_sys::HtmlElement>().ok());
    let shown = fields.into_iter().find(|field| field.offset_parent().is_some());
    shown.is_some_and(|field| field.focus().is_ok())
}

/// Whether the keyboard is one of Apple's, on which ⌘ is what Ctrl is elsewhere.
pub fn has_command_key() -> bool {
    let platform = web_sys::window().and_then(|w| w.navigator().platform().ok()).unwrap_or_default();
    ["Mac", "iPhone", "iPad"].iter().any(|name| platform.starts_with(name))
}

/// Sets the theme: `light`, `dark`, or the system's with `None`.
pub fn set_theme(theme: Option<&str>) {
    let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) else { return };
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Removes an element by its id, if it is there.
pub fn remove(id: &str) {
    if let Some(element) = element(id) {
        element.remove();
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        document.set_title(title);
    }
}

/// Whether the dark theme is in force, by choice or by the system.
pub fn is_dark() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let chosen = window.document().and_then(|d| d.document_element()).and_then(|r| r.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window.match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|m| m.matches()),
    }
}

/// Whether nobody can see the page at the moment: another tab is in front, or the window is minimised.
pub fn is_hidden() -> bool {
    web_sys::window().and_then(|w| w.document()).is_some_and(|d| d.hidden())
}

/// Whether the browser says that it has no network. That it has one says nothing about what can be reached.
pub fn is_offline() -> bool {
    web_sys::window().is_some_and(|w| !w.navigator().on_line())
}
