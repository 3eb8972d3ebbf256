//! The main navigation: a column, a rail or a row of tabs, by the width of the window.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use super::shell::fetch_ahead;
use crate::auth::context::SessionContext;
use crate::components::current_route::CurrentRoute;
use crate::components::icon::{Icon, IconName};
use crate::components::sign_out::{Forgetting, forget};
use crate::components::toast::Toasts;
use crate::route::{Place, Route, path};
use crate::state::call_log::CallLog;

/// A page of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Metrics,
    Experiments,
    Simulator,
    Profiler,
    Lex,
}

impl Section {
    const ALL: [Self; 5] = [Self::Metrics, Self::Experiments, Self::Simulator, Self::Profiler, Self::Lex];

    fn start(self) -> Route {
        match self {
            Self::Metrics => Route::Metrics(Box::default()),
            Self::Experiments => Route::Experiments(Box::default()),
            Self::Simulator => Route::Simulator(Box::default()),
            Self::Profiler => Route::Profiler(Box::default()),
            Self::Lex => Route::Lex(Box::default()),
        }
    }

    /// Whether the way back leads to this very page.
    fn holds(self, route: &Route) -> bool {
        matches!(
            (self, route),
            (Self::Metrics, Route::Metrics(_))
                | (Self::Experiments, Route::Experiments(_))
                | (Self::Simulator, Route::Simulator(_))
                | (Self::Profiler, Route::Profiler(_))
                | (Self::Lex, Route::Lex(_))
        )
    }

    fn path(self) -> &'static str {
        match self {
            Self::Metrics => path::METRICS,
            Self::Experiments => path::EXPERIMENTS,
            Self::Simulator => path::SIMULATOR,
            Self::Profiler => path::PROFILER,
            Self::Lex => path::LEX,
        }
    }

    fn place(self) -> Place {
        match self {
            Self::Metrics => Place::Metrics,
            Self::Experiments => Place::Experiments,
            Self::Simulator => Place::Simulator,
            Self::Profiler => Place::Profiler,
            Self::Lex => Place::Lex,
        }
    }

    fn icon(self) -> IconName {
        match self {
            Self::Metrics => IconName::Metrics,
            Self::Experiments => IconName::Flask,
            Self::Simulator => IconName::Chat,
            Self::Profiler => IconName::Target,
            Self::Lex => IconName::Lex,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Metrics => "Metrics",
            Self::Experiments => "Experiments",
            Self::Simulator => "Simulator",
            Self::Profiler => "Profiler",
            Self::Lex => "Lex",
        }
    }
}

/// Links to the pages that there are.
#[component]
pub fn Navigation() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let location = use_location();
    // The way back to a page keeps what was chosen there.
    let route = CurrentRoute::from_router();
    let last = Section::ALL.map(|section| (section, RwSignal::new(section.start())));
    Effect::new(move |_| {
        let here = route.route.get();
        for (section, at) in last {
            if section.holds(&here) {
                at.set(here.clone());
            }
        }
        // Whoever goes from page to page stays with the skill.
        if let Some(skill_id) = here.skill_id() {
            for (_, at) in last {
                at.update(|at| *at = at.about_skill(skill_id.clone()));
            }
        }
    });
    let current = move |at: &'static str| {
        let is_here = location
            .pathname
            .with(|path| path == at || path.strip_prefix(at).is_some_and(|rest| rest.starts_with('/')));
        is_here.then_some("page")
    };
    let home = move || last[0].1.with(Route::href);
    let links = last.map(|(section, at)| {
        view! {
            <li>
                <a
                    class="nav__item"
                    href=move || at.with(Route::href)
                    aria-current=move || current(section.path())
                    on:pointerenter=move |_| fetch_ahead(section.place())
                    on:focus=move |_| fetch_ahead(section.place())
                >
                    <Icon name=section.icon() />
                    <span>{section.title()}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="nav" aria-label="Main">
            <A href=home attr:class="brand">
                <Icon name=IconName::Logo class="i--lg" />
                <b>"Skillscope"</b>
            </A>
            <div class="nav__group">
                <ul class="nav__list">
                    {links}
                    <li class="show-sm-only">
                        <a class="nav__item" href=path::SETTINGS aria-current=move || current(path::SETTINGS)>
                            <Icon name=IconName::Gear />
                            <span>"Settings"</span>
                        </a>
                    </li>
                </ul>
            </div>
            <div class="nav__foot">
                <a class="nav__item" href=path::SETTINGS aria-current=move || current(path::SETTINGS)>
                    <Icon name=IconName::Gear />
                    <span>"Settings"</span>
                </a>
                <Show when=move || session.is_open()>
                    <SignOut />
                </Show>
            </div>
        </nav>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let navigate = leptos_router::hooks::use_navigate();
    let calls = expect_context::<CallLog>();
    let toasts = Toasts::from_context();
    let leave = move |_| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            forget(session, calls, toasts, Forgetting::Offered).await;
            navigate(path::SIGN_IN, leptos_router::NavigateOptions { replace: true, ..Default::default() });
        });
    };
    let label = move || if session.is_demo() { "Leave the demo" } else { "Sign out" };
    view! {
        <button class="nav__item" type="button" on:click=leave>
            <Icon name=IconName::SignOut />
            <span>{label}</span>
        </button>
    }
}
