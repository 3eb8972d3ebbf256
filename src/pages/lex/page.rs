//! The page and its order.

use leptos::prelude::*;

use super::access_card::AccessCard;
use super::access_dialog::AccessDialog;
use super::beside::BesideCard;
use super::builder::BuilderCard;
use super::export_menu::{CopyLink, ExportMenu};
use super::figures::Figures;
use super::model::LexModel;
use super::notices::{Cancelled, Failures, Progress};
use super::print_head::PrintHead;
use super::result_card::ResultCard;
use super::results_table::ResultsTable;
use super::saved::SavedCard;
use super::words;
use crate::auth::context::SessionContext;
use crate::components::current_route::CurrentRoute;
use crate::components::empty_state::EmptyState;
use crate::components::icon::IconName;
use crate::components::link_problems::LinkProblems;
use crate::domain::lex::sentence;
use crate::pages::first_skill::choose_first_skill;

/// Analytics of an Amazon Lex bot.
#[component]
pub fn LexPage() -> impl IntoView {
    let current = CurrentRoute::from_router();
    choose_first_skill(current);
    let model = LexModel::new(current);
    let has_lex = Memo::new(move |_| model.settings.with(Option::is_some));
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-head__text">
                    <h1 id="page-title" tabindex="-1">
                        {words::TITLE}
                        " sessions"
                    </h1>
                    <p class="page-head__sub">{words::SUBTITLE}</p>
                </div>
                <Show when=move || has_lex.get()>
                    <div class="page-head__actions">
                        <CopyLink />
                        <ExportMenu model />
                    </div>
                </Show>
            </header>
            <LinkProblems problems=current.problems />
            <Show when=move || has_lex.get() fallback=|| view! { <NotSetUp /> }>
                <Content model />
            </Show>
            <div class="vh" aria-live="polite">
                {move || model.announcer.text()}
            </div>
        </div>
    }
}

#[component]
fn Content(model: LexModel) -> impl IntoView {
    // What was run, in words; the draft's stand in the builder.
    let sentence = move || {
        let run = model.loader.run().get();
        run.map(|run| {
            let spec = model.view.with(|v| v.spec.clone());
            view! { <p class="lex-sentence no-print">{sentence::query(&spec)} <span class="is-muted">{format!(" · bot {}", run.query.bot_id.as_str())}</span></p> }
        })
    };
    view! {
        <PrintHead model />
        <div class="cols cols--lead">
            <div class="stack no-print">
                <AccessCard model />
                <BuilderCard model />
                <SavedCard model />
            </div>
            <div class="stack">
                {sentence}
                <Failures model />
                <Cancelled model />
                <Figures model />
                <ResultCard model />
                // Where the chart will be, not above what is there: its end moves nothing.
                <Progress model />
                <ResultsTable model />
                <BesideCard model />
            </div>
        </div>
        <AccessDialog model />
    }
}

/// An installation without Amazon Lex.
#[component]
fn NotSetUp() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    view! {
        <section class="card">
            <EmptyState
                icon=IconName::Lex
                heading="Amazon Lex is not set up here"
                actions=move || {
                    view! {
                        <button class="btn" type="button" on:click=move |_| session.enter_demo()>
                            "Open the demo"
                        </button>
                    }
                }
            >
                "Whoever hosts this page can add a region, and an identity pool or a role, under lex in config.json. The demo shows this page with made-up sessions; it takes the place of your sign-in in this tab."
            </EmptyState>
        </section>
    }
}
