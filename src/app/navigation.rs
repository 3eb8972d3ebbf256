//! The main navigation: a column, a rail or a row of tabs, by the width of the window.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::auth::context::SessionContext;
use crate::components::current_route::CurrentRoute;
use crate::components::icon::{Icon, IconName};
use crate::components::sign_out::forget;
use crate::route::{Route, path};
use crate::state::call_log::CallLog;

/// Links to the pages that there are.
#[component]
pub fn Navigation() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let location = use_location();
    // The way back to Metrics keeps what was chosen there.
    let route = CurrentRoute::from_router();
    let last_metrics = RwSignal::new(Route::Metrics(Box::default()));
    let last_list = RwSignal::new(Route::Experiments(Box::default()));
    Effect::new(move |_| {
        let here = route.route.get();
        match here {
            Route::Metrics(_) => last_metrics.set(here.clone()),
            Route::Experiments(_) => last_list.set(here.clone()),
            _ => {}
        }
        // Whoever goes from page to page stays with the skill.
        if let Some(skill_id) = here.skill_id() {
            for last in [last_metrics, last_list] {
                last.update(|last| *last = last.about_skill(skill_id.clone()));
            }
        }
    });
    let current = move |at: &'static str| {
        let is_here = location
            .pathname
            .with(|path| path == at || path.strip_prefix(at).is_some_and(|rest| rest.starts_with('/')));
        is_here.then_some("page")
    };
    let metrics = move || last_metrics.with(Route::href);
    let experiments = move || last_list.with(Route::href);
    view! {
        <nav class="nav" aria-label="Main">
            <A href=metrics attr:class="brand">
                <Icon name=IconName::Logo class="i--lg" />
                <b>"Skillscope"</b>
            </A>
            <div class="nav__group">
                <ul class="nav__list">
                    <li>
                        <a class="nav__item" href=metrics aria-current=move || current(path::METRICS)>
                            <Icon name=IconName::Metrics />
                            <span>"Metrics"</span>
                        </a>
                    </li>
                    <li>
                        <a class="nav__item" href=experiments aria-current=move || current(path::EXPERIMENTS)>
                            <Icon name=IconName::Flask />
                            <span>"Experiments"</span>
                        </a>
                    </li>
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
    let leave = move |_| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            forget(session, calls, false).await;
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
