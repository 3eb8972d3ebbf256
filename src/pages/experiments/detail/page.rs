//! The page and its order: where it stands, the result, the evidence, the controls.

use leptos::prelude::*;

use super::actions::Actions;
use super::activity::Activity;
use super::export_menu::ExportMenu;
use super::exposure_card::ExposureCard;
use super::lifecycle::Lifecycle;
use super::model::DetailModel;
use super::notices::{FailureNotice, OutcomeNotice, PassingNotice};
use super::override_card::OverrideCard;
use super::reading::{ReadingSection, ReportHead};
use super::settings_card::SettingsCard;
use super::suites_card::SuitesCard;
use super::watch_card::WatchCard;
use crate::components::current_route::CurrentRoute;
use crate::components::error_card::ErrorCard;
use crate::components::icon::{Icon, IconName};
use crate::components::link_problems::LinkProblems;
use crate::components::skeleton::Skeleton;
use crate::components::state_tag::StateTag;
use crate::domain::experiment::ExperimentState;
use crate::pages::experiments::words;
use crate::pages::first_skill::choose_first_skill;
use crate::platform::document;
use crate::route::{ExperimentsView, Route};
use crate::state::remote::Remote;

/// The experiment that the address names.
#[component]
pub fn ExperimentPage() -> impl IntoView {
    let current = CurrentRoute::from_router();
    let ids = Memo::new(move |_| {
        current.route.with(|route| match route {
            Route::Experiment(view) => Some((view.skill_id.clone(), view.experiment_id.clone())),
            _ => None,
        })
    });
    let without_skill = Memo::new(move |_| ids.with(|ids| ids.as_ref().is_some_and(|i| i.0.is_none())));
    view! {
        <div class="page">
            {move || {
                without_skill
                    .get()
                    .then(|| {
                        choose_first_skill(current);
                        view! {
                            <h1 id="page-title" tabindex="-1">
                                "Experiment"
                            </h1>
                        }
                    })
            }}
            {move || {
                let (skill_id, experiment_id) = ids.get()?;
                let model = DetailModel::new(current, skill_id?, experiment_id);
                Some(view! { <Content model /> })
            }}
        </div>
    }
}

#[component]
fn Content(model: DetailModel) -> impl IntoView {
    let list = move || {
        let (skill_id, _) = model.ids();
        Route::Experiments(Box::new(ExperimentsView::of(skill_id))).href()
    };
    Effect::new(move |_| document::set_title(&words::page_title(&model.heading())));
    // What has ended has no exposure to set and no account pinned any more.
    let is_over = move || {
        use ExperimentState::{Deleted, Failed, Stopped};
        matches!(model.state.get(), Some(Stopped | Failed | Deleted))
    };
    let has_it = Memo::new(move |_| model.experiment.with(Option::is_some));
    view! {
        <ReportHead model />
        <nav class="crumbs" aria-label="Breadcrumb">
            <a href=list>{words::TITLE}</a>
            <Icon name=IconName::ChevronRight class="i--sm" />
            <span aria-current="page">{move || model.heading()}</span>
        </nav>
        <header class="page-head">
            <div class="page-head__text">
                <div class="row gap-5">
                    <h1 id="page-title" tabindex="-1">
                        {move || model.heading()}
                    </h1>
                    {move || {
                        model
                            .state
                            .get()
                            .map(|state| view! { <StateTag title=words::state_meaning(&state) state /> })
                    }}
                </div>
                <p class="page-head__sub">
                    {move || model.experiment.with(|e| e.as_ref().and_then(|e| e.description.clone()))}
                </p>
            </div>
            <div class="page-head__actions">
                <Show when=move || has_it.get()>
                    <ExportMenu model />
                    <Actions model />
                </Show>
            </div>
        </header>
        <LinkProblems problems=model.current.problems />
        <OutcomeNotice model />
        <Unread model />
        <Show when=move || has_it.get()>
            <FailureNotice model />
            <PassingNotice model />
            <Lifecycle model />
            <ReadingSection model />
            <Show when=move || !is_over()>
                <div class="cols cols--2 no-print">
                    <ExposureCard model />
                    <OverrideCard model />
                </div>
            </Show>
            <SuitesCard model />
            <WatchCard model />
            <SettingsCard model />
            <Activity model />
        </Show>
    }
}

/// The experiment is on its way, or could not be read.
#[component]
fn Unread(model: DetailModel) -> impl IntoView {
    let error = Memo::new(move |_| model.store.detail.with(|d| d.error().cloned()));
    let waiting =
        Memo::new(move |_| model.store.detail.with(|d| matches!(d, Remote::Idle | Remote::Loading { previous: None })));
    move || {
        if let Some(error) = error.get() {
            let retry = move |()| model.store.reload();
            return Some(match words::experiment_not_there(&error) {
                Some((heading, advice)) => {
                    let advice = format!("The link asks for the ID {}. {advice}", model.ids().1);
                    view! { <ErrorCard error heading advice on_retry=retry /> }.into_any()
                }
                None => view! { <ErrorCard error on_retry=retry /> }.into_any(),
            });
        }
        waiting.get().then(|| {
            view! {
                <section class="card">
                    <div class="card__body">
                        <Skeleton widths=vec!["50%", "90%", "80%"] large_first=true label="Reading the experiment" />
                    </div>
                </section>
            }
            .into_any()
        })
    }
}
