//! The page and its order: what waits, the filters, the experiments.

use leptos::prelude::*;

use super::attention::{Attention, is_due};
use super::filters::Filters;
use super::model::ListModel;
use super::notices::{Failed, empty, loading, new_href, no_match};
use super::row::Row;
use crate::components::error_card::ErrorCard;
use crate::components::icon::{Icon, IconName};
use crate::components::link_problems::LinkProblems;
use crate::domain::experiment::ExperimentState;
use crate::domain::id::ExperimentId;
use crate::pages::experiments::words;
use crate::pages::first_skill::choose_first_skill;
use crate::state::now::DataClock;
use crate::state::remote::Remote;

mod text {
    pub const NEW: &str = "New experiment";
    pub const SHOW_DELETED: &str = "Show deleted";
    pub const CAPTION: &str = "Experiments";
}

/// The experiments of the chosen skill.
#[component]
pub fn ExperimentsPage() -> impl IntoView {
    let model = ListModel::new();
    choose_first_skill(model.current);
    let clock = expect_context::<DataClock>();
    let summary = move || {
        if model.is_pending() || model.list.rows.with(|rows| rows.shown().is_none()) {
            return "\u{a0}".to_owned();
        }
        let now = clock.now();
        model.rows.with(|rows| {
            let running = rows.iter().filter(|r| r.state == ExperimentState::Running).count();
            let alive = rows.iter().filter(|r| r.state != ExperimentState::Deleted).count();
            let due = rows.iter().filter(|r| is_due(r, now)).count();
            words::list_summary(model.skill_name.get().as_deref(), running, alive, due)
        })
    };
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-head__text">
                    <h1 id="page-title" tabindex="-1">
                        {words::TITLE}
                    </h1>
                    <p class="page-head__sub page-head__sub--late" aria-live="polite">
                        {summary}
                    </p>
                </div>
                <div class="page-head__actions">
                    <a class="btn btn--primary" href=move || new_href(model)>
                        <Icon name=IconName::Plus />
                        {text::NEW}
                    </a>
                </div>
            </header>
            <LinkProblems problems=model.current.problems />
            <Body model />
        </div>
    }
}

#[component]
fn Body(model: ListModel) -> impl IntoView {
    #[derive(Clone, PartialEq)]
    enum State {
        Loading,
        Failed(crate::api::error::ApiError),
        Empty,
        Some,
    }
    let state = Memo::new(move |_| {
        model.list.rows.with(|rows| match rows {
            Remote::Failed { error, previous: None } => State::Failed(error.clone()),
            rows => match rows.shown() {
                None => State::Loading,
                Some(rows) if rows.is_empty() => State::Empty,
                Some(_) => State::Some,
            },
        })
    });
    move || match state.get() {
        State::Loading => loading(),
        State::Failed(error) => view! { <Failed model error /> }.into_any(),
        State::Empty => empty(model),
        State::Some => view! {
            <Stale model />
            <Attention model />
            <Filters model />
            <Table model />
        }
        .into_any(),
    }
}

/// The list could not be read again: what is shown is from before.
#[component]
fn Stale(model: ListModel) -> impl IntoView {
    move || {
        let error = model.list.rows.with(|rows| rows.error().cloned())?;
        Some(view! { <ErrorCard error on_retry=move |()| model.list.reload() /> })
    }
}

#[component]
fn Table(model: ListModel) -> impl IntoView {
    let is_empty = Memo::new(move |_| model.shown.with(Vec::is_empty));
    let progress = move || {
        let (arrived, all) = model.arrived();
        if arrived == all && model.still_reading() > 0 {
            format!("Details of all {all} have been read. Results of {} are still being read.", model.still_reading())
        } else if arrived == all {
            format!("Details of all {all} have been read.")
        } else {
            format!("Details arrive one experiment at a time. {arrived} of {all} loaded.")
        }
    };
    move || {
        if is_empty.get() {
            return no_match(model);
        }
        view! {
            <section class="card" aria-label=text::CAPTION>
                <div class="table-wrap">
                    <table class="table table--cards table--top">
                        <thead>
                            <tr>
                                <th scope="col">"Experiment"</th>
                                <th scope="col">"State"</th>
                                <th scope="col">"Exposure"</th>
                                <th scope="col">"Duration"</th>
                                <th scope="col">"Result, T1 vs C"</th>
                                <th scope="col">"Started"</th>
                                <th scope="col">
                                    <span class="vh">"Actions"</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            // By their ids: a row that is told more stays, with the focus that is in it.
                            <For each=move || model.shown_ids() key=ExperimentId::clone let(id)>
                                <Row model id />
                            </For>
                        </tbody>
                    </table>
                </div>
                <div class="card__foot">
                    <span role="status">{progress}</span>
                    <label class="switch push">
                        <input
                            type="checkbox"
                            role="switch"
                            prop:checked=move || model.view.with(|v| v.deleted)
                            on:change:target=move |event| {
                                let on = event.target().checked();
                                model.change(move |view| view.deleted = on);
                            }
                        />
                        {text::SHOW_DELETED}
                    </label>
                </div>
            </section>
        }
        .into_any()
    }
}
