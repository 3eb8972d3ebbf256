//! What the list says instead of rows.

use leptos::prelude::*;

use super::model::ListModel;
use crate::api::error::ApiError;
use crate::auth::context::SessionContext;
use crate::components::empty_state::EmptyState;
use crate::components::error_card::ErrorCard;
use crate::components::icon::{Icon, IconName};
use crate::components::skeleton::Skeleton;
use crate::pages::experiments::words;
use crate::route::{ExperimentsView, FormView, Route};

mod text {
    pub const READING: &str = "Reading the experiments";
    pub const NONE: &str = "No experiments yet";
    pub const ABOUT: &str = "An experiment shows a new behaviour (T1) to some customers and today's behaviour (C) to others, so you can see which works better.";
    pub const NEW: &str = "New experiment";
    pub const NO_MATCH: &str = "No experiment fits these filters";
    pub const CLEAR: &str = "Show all";
    pub const RETRY: &str = "Try again";
    pub const DEMO: &str = "Explore with demo data";
}

/// The list is on its way.
pub fn loading() -> AnyView {
    view! {
        <section class="card">
            <div class="card__body">
                <Skeleton widths=vec!["40%", "90%", "75%", "85%"] large_first=true label=text::READING />
            </div>
        </section>
    }
    .into_any()
}

/// The skill has none.
pub fn empty(model: ListModel) -> AnyView {
    let href = move || new_href(model);
    view! {
        <section class="card">
            <EmptyState
                icon=IconName::Flask
                heading=text::NONE
                actions=move || {
                    view! {
                        <a class="btn btn--primary" href=href>
                            {text::NEW}
                        </a>
                    }
                }
            >
                {text::ABOUT}
            </EmptyState>
        </section>
    }
    .into_any()
}

/// Where the form for a new experiment is.
pub fn new_href(model: ListModel) -> String {
    Route::ExperimentForm(Box::new(FormView::new_for(model.view.with(|v| v.skill_id.clone())))).href()
}

/// The filters leave nothing.
pub fn no_match(model: ListModel) -> AnyView {
    let filters = move || {
        model.view.with(|view| {
            let state = view.state.as_ref().map(|s| format!("state {s}"));
            let search = (!view.search.is_empty()).then(|| format!("“{}” in name, hypothesis or ID", view.search));
            let all: Vec<String> = state.into_iter().chain(search).collect();
            format!("Looked for: {}.", all.join(", "))
        })
    };
    view! {
        <section class="card">
            <EmptyState
                icon=IconName::Filter
                heading=text::NO_MATCH
                actions=move || {
                    view! {
                        <button
                            class="btn"
                            type="button"
                            on:click=move |_| {
                                model
                                    .change(|view| {
                                        *view = ExperimentsView {
                                            skill_id: view.skill_id.clone(),
                                            sort: view.sort,
                                            ..Default::default()
                                        };
                                    });
                            }
                        >
                            {text::CLEAR}
                        </button>
                    }
                }
            >
                {filters}
            </EmptyState>
        </section>
    }
    .into_any()
}

/// The list could not be read.
#[component]
pub fn Failed(
    /// The page's state.
    model: ListModel,
    /// Why.
    error: ApiError,
) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let retry = move |()| model.list.reload();
    let Some((heading, advice)) = words::not_available(&error) else {
        return view! { <ErrorCard error on_retry=retry /> }.into_any();
    };
    let request_id = error.request_id.clone();
    view! {
        <section class="card">
            <EmptyState
                icon=IconName::Lock
                heading=heading
                actions=move || {
                    view! {
                        <button class="btn" type="button" on:click=move |_| model.list.reload()>
                            {text::RETRY}
                        </button>
                        <Show when=move || !session.is_demo()>
                            <button class="btn btn--ghost" type="button" on:click=move |_| session.enter_demo()>
                                <Icon name=IconName::Play />
                                {text::DEMO}
                            </button>
                        </Show>
                    }
                }
            >
                {advice}
                {request_id.map(|id| view! { <span class="block">"Request ID " <code>{id}</code></span> })}
            </EmptyState>
        </section>
    }
    .into_any()
}
