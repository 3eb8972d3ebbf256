//! Puts a text on the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Icon, IconName};
use super::toast::Toasts;
use crate::platform::clipboard;

mod words {
    pub const COPIED: &str = "Copied";
    pub const REFUSED: &str = "The browser did not allow copying. Select the text and copy it yourself.";
}

/// A button that copies, and says whether that worked.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// The button's name: what it copies.
    #[prop(into)]
    label: String,
    /// Shows the name beside the picture.
    #[prop(optional)]
    labelled: bool,
) -> impl IntoView {
    let toasts = Toasts::from_context();
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            if clipboard::copy(&text).await { toasts.done(words::COPIED) } else { toasts.failed(words::REFUSED) }
        });
    };
    let visible = labelled.then(|| label.clone());
    view! {
        <button
            class=if labelled { "btn btn--sm" } else { "btn btn--icon" }
            type="button"
            aria-label=(!labelled).then_some(label)
            on:click=copy
        >
            <Icon name=IconName::Copy />
            {visible}
        </button>
    }
}
