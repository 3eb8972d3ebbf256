//! A labelled control with a hint and, when something is wrong with it, words for that.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// The value of a control's `aria-describedby`: its hint and its error, as far as they are there.
pub fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    }
}

/// Label, control, hint, error. The control carries `id` and [`described_by`].
#[component]
pub fn Field(
    /// The control's id.
    id: &'static str,
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// A few muted words beside the label.
    #[prop(optional, into)]
    note: Option<String>,
    /// What belongs in it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it, where something is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="label" for=id>
                {label}
                {note.map(|note| view! { <small>{note}</small> })}
            </label>
            {children()}
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {move || {
                error
                    .get()
                    .map(|words| {
                        view! {
                            <p class="error" id=format!("{id}-error")>
                                <Icon name=IconName::Alert class="i--sm" />
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// The input's id.
    id: &'static str,
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// A few muted words beside the label.
    #[prop(optional, into)]
    note: Option<String>,
    /// What belongs in it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it; cleared by whoever owns it while the person types.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What stands in it.
    value: RwSignal<String>,
    /// When the person leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
    /// Whether it holds an id, an address or the like.
    #[prop(optional)]
    mono: bool,
    /// The kind of input: `text`, `password`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let hint = hint.unwrap_or_default();
    let input = view! {
        <input
            class=if mono { "input mono" } else { "input" }
            id=id
            type=kind
            autocomplete="off"
            spellcheck="false"
            bind:value=value
            aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
            aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    on_blur.run(());
                }
            }
        />
    };
    let note = note.unwrap_or_default();
    match (note.is_empty(), has_hint) {
        (true, true) => view! { <Field id label hint error>{input}</Field> }.into_any(),
        (true, false) => view! { <Field id label error>{input}</Field> }.into_any(),
        (false, true) => view! { <Field id label note hint error>{input}</Field> }.into_any(),
        (false, false) => view! { <Field id label note error>{input}</Field> }.into_any(),
    }
}
