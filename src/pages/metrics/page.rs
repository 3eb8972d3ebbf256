//! The page and its order: answer, evidence, raw values.

use leptos::prelude::*;

use super::cards::Cards;
use super::chart_card::ChartCard;
use super::export_menu::{CopyLink, ExportMenu};
use super::filters::Filters;
use super::model::MetricsModel;
use super::notices::{EmptyRange, FailedView, MissingNotice, UniquesNote, nothing_to_read};
use super::progress::ProgressCard;
use super::table_card::TableCard;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;
use crate::domain::group::Group;
use crate::platform::storage::Area;
use crate::state::api::ApiContext;
use crate::state::skill_list::SkillList;

/// The last skill that was looked at, kept for each account.
const LAST_SKILL: &str = "last-skill";

/// Usage metrics of the chosen skill.
#[component]
pub fn MetricsPage() -> impl IntoView {
    let model = MetricsModel::new();
    choose_first_skill(model);
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
                    <p class="page-head__sub" aria-live="polite">
                        {move || headline.get().unwrap_or_else(|| "\u{a0}".to_owned())}
                    </p>
                </div>
                <div class="page-head__actions">
                    <CopyLink />
                    <ExportMenu model />
                </div>
            </header>
            <Filters model />
            <LinkProblems model />
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
            <Cards model />
            <ProgressCard model />
            <ChartCard model />
            <TableCard model />
            <UniquesNote model />
        }
        .into_any(),
    }
}

/// What of the address could not be used.
#[component]
fn LinkProblems(model: MetricsModel) -> impl IntoView {
    move || {
        let problems = model.address.problems.get();
        (!problems.is_empty()).then(|| {
            view! {
                <Banner tone=Tone::Warn icon=IconName::Alert heading="Not everything in this link could be used">
                    {problems.into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}
                </Banner>
            }
        })
    }
}

/// Where the address names no skill: the last one of this account, or the first of the list. Remembers the choice.
fn choose_first_skill(model: MetricsModel) {
    let skills = expect_context::<SkillList>();
    let api = expect_context::<ApiContext>();
    Effect::new(move |_| {
        let Some(api) = api.get() else { return };
        let key = api.namespace().key(LAST_SKILL);
        if let Some(chosen) = model.address.view.with(|v| v.skill_id.clone()) {
            // A browser that keeps nothing opens the first skill next time.
            let _ = Area::Lasting.set_text(&key, chosen.as_str());
            return;
        }
        let list = skills.get();
        let Some(list) = list.shown() else { return };
        let last = Area::Lasting.text(&key);
        let first = list.iter().find(|s| Some(s.skill_id.as_str()) == last.as_deref()).or_else(|| list.first());
        if let Some(skill) = first {
            let id = skill.skill_id.clone();
            model.address.adjust(move |view| view.skill_id = Some(id));
        }
    });
}

/// Forgets the last skill, so that the page does not open with it again.
pub(super) fn forget_last_skill(model: MetricsModel) {
    if let Some(api) = model.api.try_now() {
        Area::Lasting.remove(&api.namespace().key(LAST_SKILL));
    }
}
