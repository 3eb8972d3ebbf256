//! A question that stands above the page.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::platform::document;

/// A modal dialog: the browser's own, which holds the focus, closes on Escape, and gives the focus back.
#[component]
pub fn Dialog(
    /// Unique in the page.
    id: &'static str,
    /// Its heading.
    #[prop(into)]
    heading: Signal<String>,
    /// Whether it is shown. Set to false when the person closes it.
    open: RwSignal<bool>,
    /// The buttons, the safe one first: it gets the focus.
    #[prop(into)]
    actions: ViewFn,
    /// What it says; built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if !open.get()
            && let Some(dialog) = element.get()
            && dialog.open()
        {
            dialog.close();
        }
    });
    let heading_id = StoredValue::new(format!("{id}-heading"));
    let children = StoredValue::new(children);
    let actions = StoredValue::new(actions);
    view! {
        <dialog
            node_ref=element
            id=id
            class="dialog"
            aria-labelledby=heading_id.get_value()
            on:close=move |_| {
                let _ = open.try_set(false);
                // The browser gives the focus back to where it was; that may be nowhere, or gone meanwhile.
                request_animation_frame(|| document::focus_if_nowhere(document::TITLE));
            }
        >
            <Show when=move || open.get()>
                <div class="dialog__head">
                    <h2 id=heading_id.get_value()>{heading}</h2>
                </div>
                <div class="dialog__body">{children.with_value(|c| c())}</div>
                <Foot element>{actions.with_value(ViewFn::run)}</Foot>
            </Show>
        </dialog>
    }
}

/// The buttons. They open the dialog around them once they stand in it: the browser then has something to focus.
#[component]
fn Foot(element: NodeRef<html::Dialog>, children: Children) -> impl IntoView {
    let foot = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let (Some(dialog), Some(foot)) = (element.get(), foot.get()) else { return };
        if dialog.open() {
            return;
        }
        // Fails only where the dialog is not in the document any more.
        let _ = dialog.show_modal();
        if let Ok(Some(button)) = foot.query_selector("button")
            && let Some(button) = button.dyn_ref::<web_sys::HtmlElement>()
        {
            let _ = button.focus();
        }
    });
    view! {
        <div class="dialog__foot" node_ref=foot>
            {children()}
        </div>
    }
}
