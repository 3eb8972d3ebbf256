//! A button that opens a list of things to do.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A native disclosure that behaves like a menu: Escape, a click elsewhere or a choice closes it, and the focus goes
/// back to its button. What is inside are ordinary buttons and links, reached with Tab.
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

    view! {
        <details
            class="pop"
            node_ref=element
            on:toggle=move |_| {
                let _ = open.try_set(element.get_untracked().is_some_and(|d| d.open()));
            }
        >
            <summary class=button_class aria-label=button_label>
                {button.run()}
            </summary>
            <Show when=move || open.get()>
                <div class=panel_class role="group" aria-label=label on:click=chosen>
                    {children.with_value(|c| c())}
                </div>
            </Show>
        </details>
    }
}
