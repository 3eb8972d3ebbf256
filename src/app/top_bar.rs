//! What every request is about, and how the sign-in is doing.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::skill_picker::SkillPicker;
use crate::auth::context::SessionContext;
use crate::components::account_menu::AccountMenu;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::picker::Picker;
use crate::components::segmented::Segmented;
use crate::domain::skill::Stage;
use crate::pages::metrics::address::MetricsAddress;
use crate::pages::metrics::words::ALL_LOCALES;
use crate::platform::document;
use crate::route::path;
use crate::state::preferences::{Preferences, Theme};
use crate::state::skill_list::SkillList;

/// Skill, stage and locale; theme and account.
#[component]
pub fn TopBar() -> impl IntoView {
    let location = use_location();
    let session = expect_context::<SessionContext>();
    view! {
        <header class="topbar" aria-label="Workspace">
            <Show when=move || location.pathname.get() == path::METRICS fallback=|| view! { <SmallBrand /> }>
                <Context />
            </Show>
            <div class="topbar__sys">
                <ThemeButton />
                <Show when=move || session.is_open()>
                    <AccountMenu />
                </Show>
            </div>
        </header>
    }
}

#[component]
fn SmallBrand() -> impl IntoView {
    view! {
        <div class="topbar__ctx">
            <a class="brand show-sm" href=path::SIGN_IN>
                "Skillscope"
            </a>
        </div>
    }
}

#[component]
fn Context() -> impl IntoView {
    let address = MetricsAddress::from_router();
    let skills = expect_context::<SkillList>();
    let stages = Signal::derive(|| {
        [Stage::Live, Stage::Development].iter().map(|s| Choice::plain(s.as_str())).collect::<Vec<_>>()
    });
    let locales = Signal::derive(move || {
        let view = address.view.get();
        let mut locales = view.skill_id.and_then(|id| skills.find(&id)).map(|s| s.locales).unwrap_or_default();
        locales.extend(view.locale.filter(|l| !locales.contains(l)));
        let all = Choice::new("", ALL_LOCALES);
        std::iter::once(all).chain(locales.into_iter().map(Choice::plain)).collect::<Vec<_>>()
    });
    view! {
        <div class="topbar__ctx">
            <SkillPicker address />
            <span class="hide-sm">
                <Segmented
                    name="stage"
                    label="Skill stage"
                    small=true
                    choices=stages
                    value=Signal::derive(move || address.view.get().stage.as_str().to_owned())
                    on_change=move |stage: String| address.change(|view| view.stage = Stage::from(stage))
                />
            </span>
            <Picker
                label="Locale"
                class="hide-sm"
                choices=locales
                value=Signal::derive(move || address.view.get().locale.unwrap_or_default())
                on_change=move |locale: String| {
                    address.change(|view| view.locale = Some(locale).filter(|l| !l.is_empty()));
                }
            />
        </div>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let toggle = move |_| {
        preferences.set_theme(if document::is_dark() { Theme::Light } else { Theme::Dark });
    };
    view! {
        <button
            class="btn btn--ghost btn--icon btn--sm"
            type="button"
            aria-label="Switch between light and dark theme"
            on:click=toggle
        >
            <Icon name=IconName::Moon class="on-light" />
            <Icon name=IconName::Sun class="on-dark" />
        </button>
    }
}
