//! Choosing an intent. Amazon's metrics take any name and list none, so it is typed; names used before are offered.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::model::MetricsModel;
use super::words;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::{CloseMenu, Menu};
use crate::platform::storage::Area;

/// Names that were used before are kept for each account and skill.
const KEPT: usize = 8;

/// The intent button with its popover.
#[component]
pub fn IntentPicker(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let name = move || model.address.view.with(|v| v.intent.clone()).unwrap_or_else(|| words::ALL_INTENTS.to_owned());
    let with_values = Memo::new(move |_| {
        model.board.with(|board| board.as_ref().filter(|b| b.has_values()).and_then(|b| b.query().intent.clone()))
    });
    Effect::new(move || {
        if let Some(intent) = with_values.get() {
            keep(model, &intent);
        }
    });
    view! {
        <Menu
            button_class="pick"
            panel_class="menu intent-menu"
            label="Choose an intent"
            button=move || {
                view! {
                    <span>"Intent"</span>
                    <b>{name}</b>
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            <IntentMenu model />
        </Menu>
    }
}

fn key(model: MetricsModel) -> Option<String> {
    let skill = model.address.view.with_untracked(|v| v.skill_id.clone())?;
    Some(model.api.try_now()?.namespace().key(&format!("intents.{skill}")))
}

fn used_before(model: MetricsModel) -> Vec<String> {
    key(model).and_then(|key| Area::Lasting.value(&key)).unwrap_or_default()
}

/// Keeps a name that had values: a mistyped one has none and is not offered again.
fn keep(model: MetricsModel, intent: &str) {
    let Some(key) = key(model) else { return };
    let mut names = used_before(model);
    names.retain(|n| n != intent);
    names.insert(0, intent.to_owned());
    names.truncate(KEPT);
    // A browser that keeps nothing offers nothing next time.
    let _ = Area::Lasting.set_value(&key, &names);
}

fn choose(model: MetricsModel, intent: Option<String>) {
    model.address.change(move |view| view.intent = intent);
}

#[component]
fn IntentMenu(model: MetricsModel) -> impl IntoView {
    let typed = RwSignal::new(model.address.view.with_untracked(|v| v.intent.clone()).unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    let menu = CloseMenu::from_context();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let intent = typed.get_untracked().trim().to_owned();
        if intent.is_empty() {
            error.set(Some("Give the name of an intent, as in the interaction model.".to_owned()));
        } else if intent.chars().count() > 255 {
            error.set(Some("An intent's name has at most 255 characters.".to_owned()));
        } else {
            error.set(None);
            menu.close();
            choose(model, Some(intent));
        }
    };
    let chosen = move || model.address.view.with(|v| v.intent.clone());
    view! {
        <button type="button" aria-pressed=move || chosen().is_none().to_string() on:click=move |_| choose(model, None)>
            {words::ALL_INTENTS}
        </button>
        {used_before(model)
            .into_iter()
            .map(|name| {
                let (own, label) = (name.clone(), name.clone());
                view! {
                    <button
                        type="button"
                        aria-pressed=move || (chosen().as_ref() == Some(&own)).to_string()
                        on:click=move |_| choose(model, Some(name.clone()))
                    >
                        {label}
                    </button>
                }
            })
            .collect_view()}
        <div class="sep"></div>
        <form class="stack stack--8 skill-menu__id" data-stay on:submit=submit novalidate>
            <TextField id="intent" label="Intent" hint="As in the interaction model, such as BookTripIntent" value=typed error mono=true />
            <button class="btn btn--sm" type="submit">
                "Show this intent"
            </button>
        </form>
    }
}
