//! Choosing a locale: the skill's first, then the others of the document, or one that is typed.

use leptos::prelude::*;

use super::words::locale as words;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::{CloseMenu, Menu};

/// A button with the locale, and a list.
#[component]
pub fn LocaleMenu(
    /// The id of the field for another one, unique in the page.
    id: &'static str,
    /// The locales that the skill has.
    #[prop(into)]
    own: Signal<Vec<String>>,
    /// The one that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with another one.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <Menu
            button_class="pick"
            panel_class="menu locale-menu"
            label=words::LOCALE
            button=move || {
                view! {
                    <span>{words::LOCALE}</span>
                    <b>{move || value.get()}</b>
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            <Choices id own value on_change />
        </Menu>
    }
}

#[component]
fn Choices(
    id: &'static str,
    own: Signal<Vec<String>>,
    value: Signal<String>,
    on_change: Callback<String>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let menu = CloseMenu::from_context();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match words::typed(&typed.get_untracked()) {
            Some(locale) => {
                menu.close();
                on_change.run(locale);
            }
            None => error.set(Some(words::NOT_A_LOCALE.to_owned())),
        }
    };
    let offered = move || {
        let (own, chosen) = (own.get(), value.get());
        let button = |locale: String| {
            let note = own.contains(&locale).then_some(words::OF_SKILL);
            let (label, is_chosen) = (locale.clone(), locale == chosen);
            view! {
                <button type="button" aria-pressed=is_chosen.to_string() on:click=move |_| on_change.run(locale.clone())>
                    {label}
                    {note.map(|note| view! { <small>{note}</small> })}
                </button>
            }
        };
        words::offered(&own, &chosen).into_iter().map(button).collect_view()
    };
    view! {
        <div class="locale-menu__list">{offered}</div>
        <div class="sep"></div>
        <form class="stack stack--8 skill-menu__id" data-stay on:submit=submit novalidate>
            <TextField id label=words::OTHER hint=words::OTHER_HINT value=typed error mono=true />
            <button class="btn btn--sm" type="submit">
                {words::USE}
            </button>
        </form>
    }
}
