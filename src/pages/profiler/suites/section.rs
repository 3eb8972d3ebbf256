//! Suites and their order on the page.

use leptos::prelude::*;

use super::compare_card::CompareCard;
use super::dialogs::Dialogs;
use super::editor::EditorCard;
use super::head_card::HeadCard;
use super::hints_card::HintsCard;
use super::matrix_card::MatrixCard;
use super::model::{Editing, SuitesModel};
use super::occasion::OccasionCard;
use super::results_card::ResultsCard;
use super::running_card::RunningCard;
use super::scores_card::{IntentsCard, SlotsCard};
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;
use crate::components::skeleton::Skeleton;
use crate::domain::id::SkillId;
use crate::pages::profiler::model::ProfilerModel;
use crate::pages::profiler::words::suite as words;

mod text {
    pub const NOT_KEPT: &str = "This browser did not keep your suites";
    pub const NOT_KEPT_WHY: &str =
        "Its storage is blocked or full. What you make lasts until this page is closed: export the library to keep it.";
    pub const NOT_THERE: &str = "The suite of this link is not in this browser";
    pub const NOT_THERE_WHY: &str =
        "Suites are kept in the browser that they were made in, for each account and skill. Ask for an export of it.";
}

/// The suites of a skill.
#[component]
pub fn SuitesSection(
    /// The page's state.
    page: ProfilerModel,
    /// The skill.
    skill_id: SkillId,
) -> impl IntoView {
    let model = SuitesModel::new(page, skill_id);
    let is_read = Memo::new(move |_| model.library.suites.with(Option::is_some));
    let has_suite = Memo::new(move |_| model.suite.with(Option::is_some));
    let has_results = Memo::new(move |_| model.shown.with(Option::is_some));
    let is_wide = Memo::new(move |_| model.shown.with(|r| r.as_ref().is_some_and(|r| words::has_many_intents(&r.run))));
    let is_empty = Memo::new(move |_| model.library.suites.with(|s| s.as_ref().is_some_and(Vec::is_empty)));
    let is_missing = move || {
        let named = page.view.with(|v| v.suite_id.clone());
        let is_here = |id| model.library.suites.with(|s| s.iter().flatten().any(|s| s.id == id));
        is_read.get() && named.is_some_and(|id| !is_here(id))
    };
    // Without any suite there is nothing but a new one to make.
    let editing = Memo::new(move |_| model.editing.get().or_else(|| is_empty.get().then_some(Editing::New)));
    view! {
        <Show when=move || !model.library.is_kept.get()>
            <Banner tone=Tone::Warn icon=IconName::Warn heading=text::NOT_KEPT>
                <p>{text::NOT_KEPT_WHY}</p>
            </Banner>
        </Show>
        <Show when=is_missing>
            <Banner tone=Tone::Info icon=IconName::Info heading=text::NOT_THERE>
                <p>{text::NOT_THERE_WHY}</p>
            </Banner>
        </Show>
        <OccasionCard model />
        {move || {
            (!is_read.get())
                .then(|| {
                    view! {
                        <section class="card card--pad">
                            <Skeleton widths=vec!["30%", "60%"] label="Reading your suites" />
                        </section>
                    }
                })
        }}
        <Show when=move || has_suite.get()>
            <HeadCard model />
            <RunningCard model />
        </Show>
        {move || editing.get().map(|editing| view! { <EditorCard model editing /> })}
        <Show when=move || has_suite.get() && has_results.get()>
            <div class="run-cards" class:run-cards--wide=move || is_wide.get()>
                <ResultsCard model />
                <MatrixCard model />
                <IntentsCard model />
                <SlotsCard model />
            </div>
            <CompareCard model />
            <HintsCard model />
        </Show>
        <Dialogs model />
    }
}
