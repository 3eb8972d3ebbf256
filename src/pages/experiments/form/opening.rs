//! What there must be before the form: a skill, a client, and for a copy or a change the experiment.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::draft::{Draft, free_name};
use super::keeper::Keeper;
use super::model::Start;
use super::outcome::taken_names;
use super::page::{Form, Head};
use super::words;
use crate::api::error::ApiError;
use crate::api::experiment::GetExperiment;
use crate::components::current_route::CurrentRoute;
use crate::components::empty_state::EmptyState;
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;
use crate::components::skeleton::Skeleton;
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{Experiment, ExperimentState};
use crate::domain::id::{ExperimentId, SkillId};
use crate::route::{ExperimentView, ExperimentsView, FormPurpose, FormView, Route};
use crate::state::api::{Api, ApiContext};
use crate::state::experiment_list::all_experiments;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

mod text {
    pub const LOADING: &str = "Reading the experiment";
    pub const NO_SKILLS: &str = "No skills in this account";
    pub const NO_SKILLS_WHY: &str = "An experiment belongs to a skill. This account has none.";
    pub const TO_LIST: &str = "Go to the list";
    pub const OPEN: &str = "Open the experiment";
    pub const COPY: &str = "Copy to a new draft";
}

/// What was read before the form can open.
#[derive(Debug, Clone, PartialEq)]
enum Opened {
    /// It can.
    Form(Box<Start>),
    /// The experiment is in a state that allows no change.
    Closed(Option<ExperimentState>),
}

/// Reads what the form starts with, then shows it.
#[component]
pub fn Opening(
    /// The address.
    current: CurrentRoute,
    /// What the form is about.
    view: FormView,
) -> impl IntoView {
    let api = expect_context::<ApiContext>();
    let Some(skill_id) = view.skill_id.clone() else { return view! { <Head view /> <NoSkill /> }.into_any() };
    let opened = RwSignal::new(Remote::<Opened>::Idle);
    let revision = RwSignal::new(0_u32);
    let purpose = view.purpose.clone();
    Effect::new({
        let skill_id = skill_id.clone();
        move |_| {
            revision.track();
            let Some(api) = api.get() else { return };
            let (skill_id, purpose) = (skill_id.clone(), purpose.clone());
            opened.set(Remote::Loading { previous: None });
            spawn_local_scoped_with_cancellation(async move {
                let _ = opened.try_set(match open(&api, &skill_id, &purpose).await {
                    Ok(found) => Remote::Ready(found),
                    Err(error) => Remote::Failed { error, previous: None },
                });
            });
        }
    });
    let again = move |()| revision.update(|r| *r = r.wrapping_add(1));
    (move || {
        let (view, skill_id) = (view.clone(), skill_id.clone());
        match opened.get() {
            Remote::Idle | Remote::Loading { .. } => view! { <Head view /> <Loading /> }.into_any(),
            Remote::Failed { error, .. } => {
                let list = Route::Experiments(Box::new(ExperimentsView::of(skill_id))).href();
                let actions = move || {
                    view! {
                        <a class="btn btn--sm" href=list.clone()>
                            {text::TO_LIST}
                        </a>
                    }
                };
                view! {
                    <Head view />
                    <ErrorCard error on_retry=again actions=actions />
                }
                .into_any()
            }
            Remote::Ready(Opened::Closed(state)) => view! {
                <Head view=view.clone() />
                <Closed view state />
            }
            .into_any(),
            Remote::Ready(Opened::Form(start)) => {
                let Some(api) = api.try_now() else { return ().into_any() };
                let purpose = view.purpose;
                let keeper = Keeper::new(api.namespace(), &skill_id, &purpose);
                view! { <Form current skill_id purpose start=*start keeper /> }.into_any()
            }
        }
    })
    .into_any()
}

async fn open(api: &Api, skill_id: &SkillId, purpose: &FormPurpose) -> Result<Opened, ApiError> {
    let kept = Keeper::new(api.namespace(), skill_id, purpose).draft();
    let kept = kept.map(|(draft, begun_with)| Start { draft, begun_with });
    match purpose {
        FormPurpose::Create { copy: None } => {
            let fresh = || Start { draft: Draft::default(), begun_with: Draft::default() };
            Ok(Opened::Form(Box::new(kept.unwrap_or_else(fresh))))
        }
        FormPurpose::Create { copy: Some(id) } => {
            if let Some(kept) = kept {
                return Ok(Opened::Form(Box::new(kept)));
            }
            let mut draft = Draft::copy_of(&experiment(api, skill_id, id).await?);
            // Where the names cannot be read the form says so, and the service has the last word.
            if let Ok(list) = all_experiments(api, skill_id).await {
                draft.name = free_name(&draft.name, taken_names(&list));
            }
            Ok(Opened::Form(Box::new(Start { begun_with: draft.clone(), draft })))
        }
        FormPurpose::Edit(id) => {
            let there = experiment(api, skill_id, id).await?;
            if !there.state.as_ref().is_some_and(|s| Action::Edit.is_allowed(s)) {
                return Ok(Opened::Closed(there.state));
            }
            let draft = Draft::of(&there);
            Ok(Opened::Form(Box::new(kept.unwrap_or(Start { begun_with: draft.clone(), draft }))))
        }
    }
}

async fn experiment(api: &Api, skill_id: &SkillId, id: &ExperimentId) -> Result<Experiment, ApiError> {
    let get = GetExperiment { skill_id: skill_id.clone(), experiment_id: id.clone() };
    Ok(api.call(&get).await?.experiment)
}

#[component]
fn Loading() -> impl IntoView {
    view! {
        <section class="card">
            <div class="card__body card__body--wait">
                <Skeleton widths=vec!["30%", "90%", "75%", "40%"] large_first=true label=text::LOADING />
            </div>
        </section>
    }
}

#[component]
fn NoSkill() -> impl IntoView {
    let skills = expect_context::<SkillList>();
    move || match skills.get() {
        Remote::Failed { error, .. } => view! { <ErrorCard error on_retry=move |()| skills.reload() /> }.into_any(),
        Remote::Ready(list) if list.is_empty() => view! {
            <section class="card">
                <EmptyState icon=IconName::Flask heading=text::NO_SKILLS>
                    {text::NO_SKILLS_WHY}
                </EmptyState>
            </section>
        }
        .into_any(),
        _ => view! { <Loading /> }.into_any(),
    }
}

/// The experiment is no draft any more.
#[component]
fn Closed(view: FormView, state: Option<ExperimentState>) -> impl IntoView {
    let heading = words::not_editable(state.as_ref());
    let FormView { skill_id, purpose } = view;
    let actions = move || {
        let (Some(skill_id), FormPurpose::Edit(id)) = (skill_id.clone(), purpose.clone()) else {
            return ().into_any();
        };
        let open = Route::Experiment(Box::new(ExperimentView::of(skill_id.clone(), id.clone()))).href();
        let copy = FormView { skill_id: Some(skill_id), purpose: FormPurpose::Create { copy: Some(id) } }.href();
        view! {
            <a class="btn btn--primary" href=open>
                {text::OPEN}
            </a>
            <a class="btn" href=copy>
                {text::COPY}
            </a>
        }
        .into_any()
    };
    view! {
        <section class="card">
            <EmptyState icon=IconName::Lock heading=heading actions=actions>
                {words::NOT_EDITABLE_WHY}
            </EmptyState>
        </section>
    }
}
