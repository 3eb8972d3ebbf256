//! The page and its order: one utterance with its result, then suites.

use leptos::prelude::*;

use super::model::ProfilerModel;
use super::suites::SuitesSection;
use super::talk::{ResultCard, TalkModel, UtteranceCard};
use super::words;
use crate::components::current_route::CurrentRoute;
use crate::components::empty_state::EmptyState;
use crate::components::icon::IconName;
use crate::components::link_problems::LinkProblems;
use crate::components::no_skill::NoSkill;
use crate::domain::id::SkillId;
use crate::pages::first_skill::choose_first_skill;

/// The utterance profiler of the chosen skill.
#[component]
pub fn ProfilerPage() -> impl IntoView {
    let current = CurrentRoute::from_router();
    choose_first_skill(current);
    let model = ProfilerModel::new(current);
    let closed =
        Memo::new(move |_| model.skill.with(|s| s.as_ref().and_then(|s| words::talk::not_custom(&s.skill_type))));
    // What the tab kept is an account's: the parts are built once it is known whose page this is.
    let skill_id = Memo::new(move |_| model.skill_id().filter(|_| model.api.get().is_some()));
    let is_about_none = Memo::new(move |_| model.skill_id().is_none());
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-head__text">
                    <h1 id="page-title" tabindex="-1">
                        {words::TITLE}
                    </h1>
                    <p class="page-head__sub">{words::SUBTITLE}</p>
                </div>
            </header>
            <LinkProblems problems=current.problems />
            {move || match (closed.get(), skill_id.get()) {
                (Some((heading, why)), _) => {
                    view! {
                        <section class="card">
                            <EmptyState icon=IconName::Target heading>
                                {why}
                            </EmptyState>
                        </section>
                    }
                        .into_any()
                }
                (None, Some(skill_id)) => view! { <Content model skill_id /> }.into_any(),
                (None, None) if is_about_none.get() => view! { <NoSkill /> }.into_any(),
                (None, None) => ().into_any(),
            }}
        </div>
    }
}

/// Built anew for another skill.
#[component]
fn Content(model: ProfilerModel, skill_id: SkillId) -> impl IntoView {
    let talk = TalkModel::new(model);
    view! {
        <div class="cols cols--2">
            <UtteranceCard talk />
            <ResultCard talk />
        </div>
        <SuitesSection page=model skill_id />
    }
}
