//! A button that opens a list of things to do.

use leptos::context::Provider;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Closes the menu around and gives the focus back to its button: for a form inside whose work is done. A context.
#[derive(Clone, Copy)]
pub struct CloseMenu(Callback<()>);

impl CloseMenu {
    /// Of the menu around; does nothing where there is none.
    pub fn from_context() -> Self {
        use_context().unwrap_or_else(|| Self(Callback::new(|()| ())))
    }

    /// Closes it.
    pub fn close(self) {
        self.0.run(());
    }
}

/// A native disclosure that behaves like a menu: Escape, a click elsewhere, a choice, or the focus going elsewhere closes
/// it; the first and the third give the focus back to its button. What is inside are ordinary buttons, links and fields,
/// reached with Tab, or with the arrow keys, Home and End.
///
/// A control inside that must not close it carries `data-stay`.
#[component]
pub fn Menu(
    /// What its button shows.
    #[prop(into)]
    button: ViewFn,
    /// The classes of its button.
    #[prop(default = "btn")]
    button_class: &'static str,
    /// The button's name, where what it shows is no text.
    #[prop(optional, into)]
    button_label: Option<String>,
    /// What the list is about, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The classes of what opens.
    #[prop(default = "menu")]
    panel_class: &'static str,
    /// Buttons and links; built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Details>::new();
    let open = RwSignal::new(false);
    let children = StoredValue::new(children);

    let close = move |refocus: bool| {
        let Some(details) = element.try_get_untracked().flatten() else { return };
        if !details.open() {
            return;
        }
        details.set_open(false);
        if refocus
            && let Ok(Some(summary)) = details.query_selector("summary")
            && let Some(summary) = summary.dyn_ref::<web_sys::HtmlElement>()
        {
            // The focus stays where it is if the browser refuses.
            let _ = summary.focus();
        }
    };
    let close_menu = CloseMenu(Callback::new(move |()| close(true)));
    let pressed = window_event_listener(ev::pointerdown, move |event| {
        let Some(details) = element.try_get_untracked().flatten() else { return };
        let target = event.target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
        // On a phone the menu's own backdrop covers the page: pressing it is pressing outside.
        let is_backdrop = target.as_ref().is_some_and(|t| details.is_same_node(Some(t)));
        if is_backdrop || !details.contains(target.as_ref()) {
            close(false);
        }
    });
    let keyed = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            close(true);
        }
    });
    on_cleanup(move || {
        pressed.remove();
        keyed.remove();
    });

    let chosen = move |event: ev::MouseEvent| {
        let Some(target) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else { return };
        let control = target.closest("button, a").ok().flatten();
        if control.is_some_and(|c| c.closest("[data-stay]").ok().flatten().is_none()) {
            close(true);
        }
    };

    let panel = NodeRef::<html::Div>::new();
    // A panel that would stick out of the window is moved back in, before it is painted.
    Effect::new(move || {
        let Some(panel) = panel.get() else { return };
        let Some(width_px) = document().document_element().map(|root| f64::from(root.client_width())) else { return };
        let place = panel.get_bounding_client_rect();
        let shift_px = (width_px - MARGIN_PX - place.right()).min(0.0).max(MARGIN_PX - place.left());
        if shift_px < 0.0 {
            // Without the move it is where the style sheet put it.
            let _ =
                panel.unchecked_ref::<web_sys::HtmlElement>().style().set_property("--shift", &format!("{shift_px}px"));
        }
    });
    let left = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
        // Without a target the window lost the focus, or the pressed thing takes none: neither is leaving the menu.
        // A menu that goes with the page around it loses the focus too, after its own end.
        if let (Some(to), Some(details)) = (to, element.try_get_untracked().flatten())
            && !details.contains(Some(&to))
        {
            close(false);
        }
    };
    let moved = move |event: ev::KeyboardEvent| {
        if let Some(details) = element.try_get_untracked().flatten()
            && move_focus(&details, &event)
        {
            event.prevent_default();
        }
    };

    view! {
        <details
            class="pop"
            node_ref=element
            on:focusout=left
            on:keydown=moved
            on:toggle=move |_| {
                let _ = open.try_set(element.try_get_untracked().flatten().is_some_and(|d| d.open()));
            }
        >
            <summary class=button_class aria-label=button_label>
                {button.run()}
            </summary>
            <Show when=move || open.get()>
                <div class=panel_class node_ref=panel role="group" aria-label=label on:click=chosen>
                    <Provider value=close_menu>{children.with_value(|c| c())}</Provider>
                </div>
            </Show>
        </details>
    }
}

/// What a menu keeps from the edges of the window.
const MARGIN_PX: f64 = 8.0;

/// Moves the focus among the controls of an open menu; whether the key was one that does. Fields keep their own keys.
fn move_focus(details: &web_sys::HtmlDetailsElement, event: &ev::KeyboardEvent) -> bool {
    if !details.open() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    let Some(focused) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else { return false };
    if focused.matches("input, select, textarea").unwrap_or(false) {
        return false;
    }
    let Ok(found) = details.query_selector_all(":scope > summary ~ * :is(button, a, input):not([disabled])") else {
        return false;
    };
    let controls: Vec<web_sys::HtmlElement> =
        (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect();
    let at = controls.iter().position(|c| c.is_same_node(Some(&focused)));
    let last = controls.len().saturating_sub(1);
    let next = match (event.key().as_str(), at) {
        ("ArrowDown", Some(at)) => (at + 1).min(last),
        ("ArrowUp", Some(at)) => at.saturating_sub(1),
        ("ArrowDown" | "Home", _) => 0,
        ("End", _) => last,
        _ => return false,
    };
    if let Some(control) = controls.get(next) {
        // The focus stays where it is if the browser refuses.
        let _ = control.focus();
    }
    true
}
