//! The cross that closes a dialog.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// Closes a dialog of the browser's own, which then tells its `close` event.
#[component]
pub fn CloseButton(
    /// What it closes.
    dialog: NodeRef<html::Dialog>,
    /// Its name.
    label: &'static str,
    /// The button itself, for whoever gives it the focus.
    #[prop(optional)]
    button: NodeRef<html::Button>,
    /// Whether it stands at the end of its row.
    #[prop(optional)]
    push: bool,
) -> impl IntoView {
    view! {
        <button
            node_ref=button
            class="btn btn--ghost btn--icon btn--sm"
            class:push=push
            type="button"
            aria-label=label
            on:click=move |_| {
                if let Some(dialog) = dialog.get_untracked() {
                    dialog.close();
                }
            }
        >
            <Icon name=IconName::Close />
        </button>
    }
}
