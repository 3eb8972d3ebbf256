//! Choosing a skill by name, or by its id where listing is refused.

use leptos::prelude::*;

use crate::components::current_route::CurrentRoute;
use crate::components::error_card::ErrorCard;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::{CloseMenu, Menu};
use crate::domain::id::SkillId;
use crate::domain::skill::Skill;
use crate::route::Route;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

mod text {
    pub const CHOOSE: &str = "Choose a skill";
    pub const LABEL: &str = "Skills";
    pub const LOADING: &str = "Reading your skills";
    pub const NONE: &str = "This account has no skills. Give the ID of a skill that you may read.";
    pub const ID_LABEL: &str = "Skill ID";
    pub const ID_HINT: &str = "From the developer console, under the skill's name";
    pub const ALL_LOCALES: &str = "all locales";
    pub const LIVE_ONLY: &str = "live";
    pub const OPEN: &str = "Open this skill";
}

/// The picker in the top bar.
#[component]
pub fn SkillPicker(
    /// Where the choice goes.
    current: CurrentRoute,
) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    let chosen = move || {
        let id = current.skill_id()?;
        Some((skills.find(&id), id))
    };
    let button = move || {
        let small = current.route.with(|route| match route {
            Route::Metrics(view) => format!("{} · {}", view.stage, view.locale.as_deref().unwrap_or(text::ALL_LOCALES)),
            Route::Simulator(view) => view.stage.to_string(),
            Route::Profiler(view) => view.stage.to_string(),
            _ => text::LIVE_ONLY.to_owned(),
        });
        match chosen() {
            None => view! { <b>{text::CHOOSE}</b> }.into_any(),
            Some((skill, id)) => {
                let short = id.short();
                let (name, beside) = match skill {
                    Some(skill) => (skill.name, Some(short)),
                    None => (format!("Skill {short}"), None),
                };
                view! {
                    // A long name ends in an ellipsis: all of it is in the title.
                    <b class="pick__name" title=name.clone()>
                        {name.clone()}
                    </b>
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
            <SkillMenu current />
        </Menu>
    }
}

#[component]
fn SkillMenu(current: CurrentRoute) -> impl IntoView {
    let skills = expect_context::<SkillList>();
    move || match skills.get() {
        Remote::Idle | Remote::Loading { previous: None } => {
            view! { <p class="hint" role="status">{text::LOADING}</p> }.into_any()
        }
        Remote::Failed { error, previous: None } => view! {
            <div data-stay>
                <ErrorCard heading=error.heading() error on_retry=move |()| skills.reload() />
            </div>
            <ById current />
        }
        .into_any(),
        Remote::Ready(list)
        | Remote::Loading { previous: Some(list) }
        | Remote::Failed { previous: Some(list), .. } => view! {
            {list.is_empty().then(|| view! { <p class="hint">{text::NONE}</p> })}
            {list.into_iter().map(|skill| view! { <SkillRow current skill /> }).collect_view()}
            <div class="sep"></div>
            <ById current />
        }
        .into_any(),
    }
}

#[component]
fn SkillRow(current: CurrentRoute, skill: Skill) -> impl IntoView {
    let id = skill.skill_id.clone();
    let own = skill.skill_id.clone();
    let is_chosen = move || current.route.with(|r| r.skill_id() == Some(&own));
    let note = format!("{} · {}", skill.skill_type, skill.skill_id.short());
    view! {
        <button
            type="button"
            aria-pressed=move || is_chosen().to_string()
            on:click=move |_| current.choose_skill(id.clone())
        >
            <span>{skill.name}</span>
            <small>{note}</small>
        </button>
    }
}

#[component]
fn ById(current: CurrentRoute) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let menu = CloseMenu::from_context();
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match SkillId::parse(&typed.get_untracked()) {
            Ok(id) => {
                error.set(None);
                menu.close();
                current.choose_skill(id);
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
