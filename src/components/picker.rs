//! A choice among many, with its label inside the control.

use leptos::prelude::*;

use super::choice::Choice;
use super::icon::{Icon, IconName};

/// The browser's own select, in the look of a button.
#[component]
pub fn Picker(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new choice.
    #[prop(into)]
    on_change: Callback<String>,
    /// Further classes, as `hide-sm`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <label class=format!("pick {class}").trim_end().to_owned()>
            <span>{label}</span>
            <select on:change:target=move |event| on_change.run(event.target().value())>
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .map(|choice| {
                            let own = choice.value.clone();
                            view! {
                                <option
                                    value=choice.value
                                    title=choice.title
                                    prop:selected=move || value.with(|v| *v == own)
                                >
                                    {choice.label}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            <Icon name=IconName::ChevronDown class="i--sm" />
        </label>
    }
}
