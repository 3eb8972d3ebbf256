//! The page and its order: answer, evidence, raw values.

use leptos::prelude::*;

use super::cards::Cards;
use super::chart_card::ChartCard;
use super::export_menu::{CopyLink, ExportMenu};
use super::filters::Filters;
use super::model::MetricsModel;
use super::notices::{CoarseNotice, EmptyRange, FailedView, MissingNotice, TotalsNote, UniquesNote, nothing_to_read};
use super::offline::OfflineNotice;
use super::print_head::PrintHead;
use super::progress::ProgressCard;
use super::table_card::TableCard;
use super::words;
use crate::components::current_route::CurrentRoute;
use crate::components::link_problems::LinkProblems;
use crate::domain::group::Group;
use crate::pages::first_skill::choose_first_skill;

/// Usage metrics of the chosen skill.
#[component]
pub fn MetricsPage() -> impl IntoView {
    let model = MetricsModel::new();
    choose_first_skill(CurrentRoute::from_router());
    let headline = Memo::new(move |_| {
        let view = model.address.view.get();
        model.figures.with(|figures| {
            let of = |group: Group| figures.iter().find(|f| f.group == group);
            let main = of(Group::Sessions).or_else(|| of(Group::Utterances)).or_else(|| of(Group::Customers))?;
            words::headline(main, of(Group::SessionCompletion), view.range, view.comparison)
        })
    });
    // Only whether there is something to read: a zoom or a filter must not build the chart anew, which would lose the focus.
    let has_query = Memo::new(move |_| model.query.with(Option::is_some));
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-head__text">
                    <h1 id="page-title" tabindex="-1">
                        {words::TITLE}
                    </h1>
                    <p class="page-head__sub page-head__sub--late" aria-live="polite">
                        {move || headline.get().unwrap_or_else(|| "\u{a0}".to_owned())}
                    </p>
                </div>
                <div class="page-head__actions">
                    <CopyLink />
                    <ExportMenu model />
                </div>
            </header>
            <PrintHead model />
            <Filters model />
            <LinkProblems problems=model.address.problems />
            <OfflineNotice model />
            {move || {
                if has_query.get() {
                    view! { <Body model /> }.into_any()
                } else {
                    (move || nothing_to_read(model)).into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Body(model: MetricsModel) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Failed,
        Empty,
        Some,
    }
    let state = Memo::new(move |_| {
        model.board.with(|board| match board {
            Some(board) if board.has_nothing() => State::Failed,
            Some(board) if board.is_empty() => State::Empty,
            _ => State::Some,
        })
    });
    move || match state.get() {
        State::Failed => view! { <FailedView model /> }.into_any(),
        State::Empty => view! { <EmptyRange model /> }.into_any(),
        State::Some => view! {
            <MissingNotice model />
            <CoarseNotice model />
            <Cards model />
            <TotalsNote model />
            <ChartCard model />
            // Below the chart: when it goes, nothing that somebody reads moves.
            <ProgressCard model />
            <TableCard model />
            <UniquesNote model />
        }
        .into_any(),
    }
}
