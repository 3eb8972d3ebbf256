//! Views of one thing, one at a time.

use leptos::prelude::*;

use crate::platform::document;

/// The tabs; the view itself is a [`TabPanel`] of the same id.
#[component]
pub fn Tabs(
    /// Unique in the page.
    id: &'static str,
    /// What the views are of, for screen readers.
    label: &'static str,
    /// The views: a key and what people read.
    tabs: &'static [(&'static str, &'static str)],
    /// The key of the one that is shown.
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let at = tabs.iter().position(|(key, _)| *key == chosen.get_untracked()).unwrap_or(0);
        let last = tabs.len().saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowRight" => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some((key, _)) = tabs.get(to) {
            chosen.set(key);
            document::focus(&tab_id(id, key));
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=on_key>
            {tabs
                .iter()
                .map(|(key, name)| {
                    view! {
                        <button
                            type="button"
                            role="tab"
                            id=tab_id(id, key)
                            aria-controls=panel_id(id)
                            aria-selected=move || (chosen.get() == *key).to_string()
                            tabindex=move || if chosen.get() == *key { "0" } else { "-1" }
                            on:click=move |_| chosen.set(key)
                        >
                            {*name}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// The view that a tab chose.
#[component]
pub fn TabPanel(
    /// The id of the [`Tabs`].
    id: &'static str,
    /// The key of the one that is shown.
    chosen: RwSignal<&'static str>,
    /// The view.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="stack gap-7"
            role="tabpanel"
            id=panel_id(id)
            tabindex="0"
            aria-labelledby=move || tab_id(id, chosen.get())
        >
            {children()}
        </div>
    }
}

fn tab_id(id: &str, key: &str) -> String {
    format!("{id}-tab-{key}")
}

fn panel_id(id: &str) -> String {
    format!("{id}-panel")
}
