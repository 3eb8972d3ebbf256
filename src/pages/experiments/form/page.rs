//! The page and its order: the sections, and the planner beside them.

use leptos::prelude::*;

use super::audience::Audience;
use super::identity::Identity;
use super::keeper::Keeper;
use super::metric_list::MetricList;
use super::model::{FormModel, Kept, Start};
use super::opening::Opening;
use super::planner::Planner;
use super::preflight::Preflight;
use super::review::Review;
use super::submit::{resume, submit};
use super::words;
use crate::components::current_route::CurrentRoute;
use crate::components::icon::{Icon, IconName};
use crate::components::link_problems::LinkProblems;
use crate::domain::id::SkillId;
use crate::pages::experiments::words::TITLE;
use crate::pages::first_skill::choose_first_skill;
use crate::platform::document;
use crate::route::{ExperimentsView, FormPurpose, FormView, Route};
use crate::state::installation::Installation;

mod text {
    pub const CRUMBS: &str = "Breadcrumb";
    pub const CRUMB_NEW: &str = "New";
    pub const CRUMB_EDIT: &str = "Edit";
    pub const ASIDE: &str = "Planning help";
    pub const AFTER: &str = "After you create it";
    pub const STEPS: [(super::IconName, &str); 4] = [
        (super::IconName::Edit, "Edit anything while it is CREATED"),
        (super::IconName::Swap, "Set your own account to C or T1 and try both"),
        (super::IconName::Half, "Enable to deploy the settings"),
        (super::IconName::Play, "Start, and read snapshots as they arrive"),
    ];
}

/// The form of the address: a new experiment, a copy, or a change.
#[component]
pub fn ExperimentFormPage() -> impl IntoView {
    let current = CurrentRoute::from_router();
    choose_first_skill(current);
    let view = Memo::new(move |before: Option<&FormView>| match current.route.get() {
        Route::ExperimentForm(view) => *view,
        // While another page is shown its address says nothing about this one.
        _ => before.cloned().unwrap_or_else(|| FormView::new_for(None)),
    });
    view! {
        <div class="page">
            <LinkProblems problems=current.problems />
            {move || view! { <Opening current view=view.get() /> }}
        </div>
    }
}

/// Where the page is, its name, and what it does.
#[component]
pub fn Head(
    /// What the form is about.
    view: FormView,
    /// The form, once there is one.
    #[prop(optional)]
    form: Option<FormModel>,
) -> impl IntoView {
    let list = view.skill_id.map(ExperimentsView::of).unwrap_or_default();
    let is_edit = matches!(view.purpose, FormPurpose::Edit(_));
    let (title, about, crumb) = if is_edit {
        (words::EDIT, words::EDIT_SUB, text::CRUMB_EDIT)
    } else {
        (words::NEW, words::NEW_SUB, text::CRUMB_NEW)
    };
    Effect::new(move |_| document::set_title(&format!("{title} · Skillscope")));
    view! {
        <nav class="crumbs" aria-label=text::CRUMBS>
            <a href=list.href()>{TITLE}</a>
            <Icon name=IconName::ChevronRight class="i--sm" />
            <span aria-current="page">{crumb}</span>
        </nav>
        <header class="page-head">
            <div class="page-head__text">
                <h1 id="page-title" tabindex="-1">
                    {title}
                </h1>
                <p class="page-head__sub">{about}</p>
            </div>
            {form.map(|form| view! { <DraftLine form /> })}
        </header>
    }
}

#[component]
fn DraftLine(form: FormModel) -> impl IntoView {
    view! {
        <div class="page-head__actions">
            {move || match form.kept.get() {
                Kept::Nothing => {
                    form.discarded
                        .with(Option::is_some)
                        .then(|| {
                            view! {
                                <span class="hint" role="status">
                                    {words::DISCARDED}
                                </span>
                                <button
                                    type="button"
                                    class="btn btn--ghost btn--sm"
                                    on:click=move |_| form.undo()
                                >
                                    {words::UNDO}
                                </button>
                            }
                        })
                        .into_any()
                }
                Kept::Refused => view! { <span class="hint">{words::DRAFT_NOT_KEPT}</span> }.into_any(),
                Kept::Yes => {
                    view! {
                        <span class="ok">
                            <Icon name=IconName::Check />
                            {words::DRAFT_KEPT}
                        </span>
                    }
                        .into_any()
                }
            }}
            {move || {
                (form.kept.get() != Kept::Nothing)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn btn--ghost btn--sm"
                                on:click=move |_| form.discard()
                            >
                                {words::DISCARD}
                            </button>
                        }
                    })
            }}
        </div>
    }
}

/// The form itself, once everything it starts with is there.
#[component]
pub fn Form(
    /// The address.
    current: CurrentRoute,
    /// The skill.
    skill_id: SkillId,
    /// What the form is for.
    purpose: FormPurpose,
    /// What it starts with.
    start: Start,
    /// What keeps its draft.
    keeper: Keeper,
) -> impl IntoView {
    let head = FormView { skill_id: Some(skill_id.clone()), purpose: purpose.clone() };
    let form = FormModel::new(current, skill_id, purpose, start, keeper);
    resume(form);
    let is_edit = form.edited().is_some();
    let is_read_only = expect_context::<Installation>().file().read_only;
    let label = if is_edit { words::EDIT } else { words::NEW };
    view! {
        <Head view=head form />
        <div class="cols cols--aside">
            <form
                class="stack stack--20"
                novalidate
                aria-label=label
                on:submit=move |event| {
                    event.prevent_default();
                    if !is_read_only {
                        submit(form);
                    }
                }
            >
                <Identity form />
                <Audience form />
                <MetricList form />
                <Preflight form />
                <Review form />
            </form>
            <aside class="stack sticky" aria-label=text::ASIDE>
                <Planner form />
                {(!is_edit).then(|| view! { <After /> })}
            </aside>
        </div>
    }
}

#[component]
fn After() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="after">
            <div class="card__head">
                <h2 id="after">{text::AFTER}</h2>
            </div>
            <div class="card__body">
                <ol class="log">
                    {text::STEPS
                        .into_iter()
                        .map(|(icon, step)| {
                            view! {
                                <li>
                                    <Icon name=icon />
                                    <span>{step}</span>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </div>
        </section>
    }
}
