//! A few choices side by side, one of them taken.

use leptos::prelude::*;

use super::choice::Choice;
use super::icon::Icon;

/// Radio buttons in a tray. The browser's own: arrow keys move the choice.
#[component]
pub fn Segmented(
    /// Unique in the page: the radio buttons' common name.
    name: &'static str,
    /// What is chosen, for screen readers.
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
    /// The small size.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <div class=if small { "seg seg--sm" } else { "seg" } role="radiogroup" aria-label=label>
            <For each=move || choices.get() key=|c| (c.value.clone(), c.label.clone()) let(choice)>
                {
                    let checked = choice.value.clone();
                    let chosen = choice.value.clone();
                    view! {
                        <label title=choice.title>
                            <input
                                type="radio"
                                name=name
                                value=choice.value
                                prop:checked=move || value.with(|v| *v == checked)
                                on:change=move |_| on_change.run(chosen.clone())
                            />
                            {choice.icon.map(|icon| view! { <Icon name=icon class="i--sm" /> })}
                            {choice.label}
                        </label>
                    }
                }
            </For>
        </div>
    }
}
