//! Which version is talked to, and in which locale.

use leptos::prelude::*;

use super::model::SimulatorModel;
use super::words;
use crate::components::choice::Choice;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::{CloseMenu, Menu};
use crate::components::segmented::Segmented;
use crate::domain::skill::Stage;

/// Stage and locale. Both are in the address.
#[component]
pub fn Target(
    /// The page's state.
    model: SimulatorModel,
) -> impl IntoView {
    let stages = [Stage::Live, Stage::Development].map(|s| Choice::plain(s.as_str())).to_vec();
    view! {
        <div class="row" role="group" aria-label=words::TARGET>
            <Segmented
                name="simulator-stage"
                label=words::STAGE
                choices=Signal::stored(stages)
                value=Signal::derive(move || model.view.with(|v| v.stage.as_str().to_owned()))
                on_change=move |stage: String| model.change(move |view| view.stage = Stage::from(stage))
            />
            <LocaleMenu model />
        </div>
    }
}

#[component]
fn LocaleMenu(model: SimulatorModel) -> impl IntoView {
    view! {
        <Menu
            button_class="pick"
            panel_class="menu locale-menu"
            label=words::LOCALE
            button=move || {
                view! {
                    <span>{words::LOCALE}</span>
                    <b>{move || model.locale.get()}</b>
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            <LocaleChoices model />
        </Menu>
    }
}

#[component]
fn LocaleChoices(model: SimulatorModel) -> impl IntoView {
    let own = move || model.skill.with(|s| s.as_ref().map(|s| s.locales.clone()).unwrap_or_default());
    let choose = move |locale: String| model.change(move |view| view.locale = Some(locale));
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let menu = CloseMenu::from_context();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match words::typed_locale(&typed.get_untracked()) {
            Some(locale) => {
                menu.close();
                choose(locale);
            }
            None => error.set(Some(words::NOT_A_LOCALE.to_owned())),
        }
    };
    Effect::new(move |_| {
        typed.track();
        error.set(None);
    });
    view! {
        {move || {
            let (own, chosen) = (own(), model.locale.get());
            words::offered_locales(&own, &chosen)
                .into_iter()
                .map(|locale| {
                    let is_chosen = locale == chosen;
                    let note = own.contains(&locale).then_some(words::HAS_LOCALE);
                    let label = locale.clone();
                    view! {
                        <button
                            type="button"
                            aria-pressed=is_chosen.to_string()
                            on:click=move |_| choose(locale.clone())
                        >
                            <span>{label}</span>
                            {note.map(|note| view! { <small>{note}</small> })}
                        </button>
                    }
                })
                .collect_view()
        }}
        <div class="sep"></div>
        <form class="stack skill-menu__id" data-stay on:submit=submit novalidate>
            <TextField
                id="other-locale"
                label=words::OTHER_LOCALE_LABEL
                hint=words::OTHER_LOCALE_HINT
                value=typed
                error
                mono=true
            />
            <button class="btn btn--sm" type="submit">
                {words::USE_LOCALE}
            </button>
        </form>
    }
}
