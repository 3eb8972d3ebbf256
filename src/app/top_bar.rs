//! What every request is about, and how the sign-in is doing.

use leptos::prelude::*;

use super::activity::ActivityButton;
use super::layers::Layers;
use super::skill_picker::SkillPicker;
use crate::auth::context::SessionContext;
use crate::components::account_menu::AccountMenu;
use crate::components::choice::Choice;
use crate::components::current_route::CurrentRoute;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::skill::Stage;
use crate::pages::metrics::address::MetricsAddress;
use crate::pages::metrics::locale_picker::LocalePicker;
use crate::platform::document;
use crate::route::{Route, path};
use crate::state::preferences::Preferences;

/// Skill, stage and locale; theme and account.
#[component]
pub fn TopBar() -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum About {
        Metrics,
        Skill,
        Nothing,
    }
    let current = CurrentRoute::from_router();
    let about = Memo::new(move |_| {
        current.route.with(|route| match route {
            Route::Metrics(_) => About::Metrics,
            Route::Experiments(_)
            | Route::ExperimentForm(_)
            | Route::Experiment(_)
            | Route::Simulator(_)
            | Route::Profiler(_)
            | Route::Lex(_) => About::Skill,
            Route::SignIn | Route::Callback | Route::Settings | Route::NotFound => About::Nothing,
        })
    });
    let session = expect_context::<SessionContext>();
    view! {
        <header class="topbar" aria-label="Workspace">
            {move || match about.get() {
                About::Metrics => view! { <Context current /> }.into_any(),
                // An experiment runs on the live stage, in all locales; simulator and profiler choose beside what is said.
                About::Skill => view! { <div class="topbar__ctx"><SkillPicker current /></div> }.into_any(),
                About::Nothing => view! { <SmallBrand /> }.into_any(),
            }}
            <div class="topbar__sys">
                <ActivityButton />
                <PaletteButton />
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
fn Context(current: CurrentRoute) -> impl IntoView {
    let address = MetricsAddress::from_router();
    let stages = Signal::derive(|| {
        [Stage::Live, Stage::Development].iter().map(|s| Choice::plain(s.as_str())).collect::<Vec<_>>()
    });
    view! {
        <div class="topbar__ctx">
            <SkillPicker current />
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
            <LocalePicker address class="hide-sm" />
        </div>
    }
}

#[component]
fn PaletteButton() -> impl IntoView {
    let layers = expect_context::<Layers>();
    let keys = if document::has_command_key() { "⌘K" } else { "Ctrl K" };
    view! {
        <button
            class="btn btn--sm cmdk"
            type="button"
            aria-label=format!("Search or jump to… {keys}")
            aria-haspopup="dialog"
            aria-keyshortcuts="Meta+K Control+K"
            on:click=move |_| layers.palette.set(true)
        >
            <Icon name=IconName::Search />
            <span>"Search or jump to…"</span>
            <kbd>{keys}</kbd>
        </button>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    view! {
        <button
            class="btn btn--ghost btn--icon btn--sm"
            type="button"
            aria-label="Switch between light and dark theme"
            on:click=move |_| preferences.toggle_theme()
        >
            <Icon name=IconName::Moon class="on-light" />
            <Icon name=IconName::Sun class="on-dark" />
        </button>
    }
}
