//! Something to say and the button that says it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::field::described_by;
use crate::components::icon::{Icon, IconName};

/// A field and its button in one line, and what is wrong with the field below.
#[component]
pub fn Say(
    /// The id of the field, unique in the page.
    id: &'static str,
    /// What the field holds, for screen readers.
    label: &'static str,
    /// What belongs in it.
    placeholder: &'static str,
    /// The label of the button.
    button: &'static str,
    /// The classes of the button.
    class: &'static str,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    problem: RwSignal<Option<String>>,
    /// What is on its way, and whether it is a reply.
    sending: RwSignal<Option<(String, bool)>>,
    /// Whether this field is for replies.
    is_reply: bool,
    /// Called where the form is sent.
    #[prop(into)]
    on_say: Callback<()>,
) -> impl IntoView {
    let has_problem = move || problem.with(Option::is_some);
    let is_sending = move || sending.with(|s| s.as_ref().is_some_and(|s| s.1 == is_reply));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_say.run(());
    };
    view! {
        <div class="field">
            <form class="say" on:submit=submit novalidate>
                <input
                    class="input"
                    id=id
                    aria-label=label
                    placeholder=placeholder
                    autocomplete="off"
                    dir="auto"
                    bind:value=value
                    aria-invalid=move || has_problem().then_some("true")
                    aria-describedby=move || described_by(id, false, has_problem())
                />
                <button class=class type="submit" aria-disabled=move || sending.with(Option::is_some).to_string()>
                    <Show when=is_sending>
                        <Icon name=IconName::Spinner class="spin" />
                    </Show>
                    {button}
                </button>
            </form>
            {move || {
                problem
                    .get()
                    .map(|words| {
                        view! {
                            <p class="error" id=format!("{id}-error") role="alert">
                                <Icon name=IconName::Alert class="i--sm" />
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
