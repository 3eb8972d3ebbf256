//! Choosing a skill by name, or by its id where listing is refused.

use leptos::prelude::*;

use crate::components::error_card::ErrorCard;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::domain::id::SkillId;
use crate::domain::skill::Skill;
use crate::pages::metrics::address::MetricsAddress;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

mod text {
    pub const CHOOSE: &str = "Choose a skill";
    pub const LABEL: &str = "Skills";
    pub const LOADING: &str = "Reading your skills";
    pub const NONE: &str = "This account has no skills. Give the ID of a skill that you may read.";
    pub const ID_LABEL: &str = "Skill ID";
    pub const ID_HINT: &str = "From the developer console, under the skill's name";
    pub const OPEN: &str = "Open this skill";
}

/// The picker in the top bar.
#[component]
pub fn SkillPicker(
    /// Where the choice goes.
    address: MetricsAddress,
) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    let chosen = move || {
        let id = address.view.get().skill_id?;
        Some((skills.find(&id), id))
    };
    let button = move || {
        let view = address.view.get();
        let locale = view.locale.clone().unwrap_or_else(|| "all locales".to_owned());
        let small = format!("{} · {locale}", view.stage);
        match chosen() {
            None => view! { <b>{text::CHOOSE}</b> }.into_any(),
            Some((skill, id)) => {
                let short = id.short();
                let (name, beside) = match skill {
                    Some(skill) => (skill.name, Some(short)),
                    None => (format!("Skill {short}"), None),
                };
                view! {
                    <b class="pick__name">{name}</b>
                    {beside.map(|short| view! { <span class="hide-sm mono">{short}</span> })}
                    <span class="show-sm">{small}</span>
                }
                .into_any()
            }
        }
    };
    view! {
        <Menu
            button_class="pick"
            panel_class="menu skill-menu"
            label=text::LABEL
            button=move || {
                view! {
                    <Icon name=IconName::Microphone />
                    {button}
                    <Icon name=IconName::UpDown />
                }
            }
        >
            <SkillMenu address />
        </Menu>
    }
}

#[component]
fn SkillMenu(address: MetricsAddress) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    move || match skills.get() {
        Remote::Idle | Remote::Loading { previous: None } => {
            view! { <p class="hint" role="status">{text::LOADING}</p> }.into_any()
        }
        Remote::Failed { error, previous: None } => view! {
            <div data-stay>
                <ErrorCard error on_retry=move |()| skills.reload() />
            </div>
            <ById address />
        }
        .into_any(),
        Remote::Ready(list)
        | Remote::Loading { previous: Some(list) }
        | Remote::Failed { previous: Some(list), .. } => view! {
            {list.is_empty().then(|| view! { <p class="hint">{text::NONE}</p> })}
            {list.into_iter().map(|skill| view! { <SkillRow address skill /> }).collect_view()}
            <div class="sep"></div>
            <ById address />
        }
        .into_any(),
    }
}

#[component]
fn SkillRow(address: MetricsAddress, skill: Skill) -> impl IntoView {
    let id = skill.skill_id.clone();
    let own = skill.skill_id.clone();
    let is_chosen = move || address.view.with(|v| v.skill_id.as_ref() == Some(&own));
    let note = format!("{} · {}", skill.skill_type, skill.skill_id.short());
    view! {
        <button
            type="button"
            aria-pressed=move || is_chosen().to_string()
            on:click=move |_| {
                let id = id.clone();
                address.change(move |view| view.choose_skill(id));
            }
        >
            <span>{skill.name}</span>
            <small>{note}</small>
        </button>
    }
}

#[component]
fn ById(address: MetricsAddress) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match SkillId::parse(&typed.get_untracked()) {
            Ok(id) => {
                error.set(None);
                address.change(move |view| view.choose_skill(id));
            }
            Err(bad) => error.set(Some(bad.to_string())),
        }
    };
    view! {
        <form class="stack skill-menu__id" data-stay on:submit=open novalidate>
            <TextField id="skill-id" label=text::ID_LABEL hint=text::ID_HINT value=typed error mono=true />
            <button class="btn btn--sm" type="submit">
                {text::OPEN}
            </button>
        </form>
    }
}
