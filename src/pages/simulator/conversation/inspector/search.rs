//! The field that searches the JSON below it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::pages::simulator::conversation::words::inspector as words;

/// Enter goes from one found place to the next.
#[component]
pub fn JsonSearch(
    /// The field's id, unique in the page.
    id: &'static str,
    /// What stands in the empty field.
    placeholder: &'static str,
    /// What is searched for.
    query: RwSignal<String>,
    /// How many places match.
    #[prop(into)]
    matches: Signal<usize>,
    /// What is searched.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let next = StoredValue::new(0_u32);
    let go = move |event: leptos::ev::KeyboardEvent| {
        if event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        let Some(Some(around)) = element.try_get_untracked() else { return };
        let Ok(marks) = around.query_selector_all("mark") else { return };
        if marks.length() == 0 {
            return;
        }
        let at = next.get_value() % marks.length();
        for index in 0..marks.length() {
            if let Some(mark) = marks.get(index).and_then(|m| m.dyn_into::<web_sys::HtmlElement>().ok()) {
                // Without the class or the move the mark itself still shows the place.
                let _ = mark.class_list().toggle_with_force("mark--here", index == at);
                if index == at {
                    mark.scroll_into_view_with_bool(false);
                }
            }
        }
        next.set_value(at + 1);
    };
    Effect::new(move |_| {
        query.track();
        next.set_value(0);
    });
    view! {
        <div class="stack gap-5" node_ref=element>
            <div class="json-search">
                <input
                    class="input"
                    type="search"
                    id=id
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=words::SEARCH
                    placeholder=placeholder
                    bind:value=query
                    on:keydown=go
                />
                <span class="hint" role="status">
                    {move || {
                        (!query.with(|q| q.trim().is_empty())).then(|| words::found(matches.get()))
                    }}
                </span>
            </div>
            {children()}
        </div>
    }
}
