//! State, search and order. What they say is in the address.

use leptos::prelude::*;

use super::model::ListModel;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::picker::Picker;
use crate::domain::experiment::ExperimentState;
use crate::pages::experiments::words;
use crate::route::ExperimentSort;
use crate::state::experiment_rows::counts;

mod text {
    pub const LABEL: &str = "Filter experiments";
    pub const ALL: &str = "All";
    pub const SEARCH: &str = "Search experiments";
    pub const PLACEHOLDER: &str = "Search name or hypothesis";
    pub const SORT: &str = "Sort";
    pub const NEWEST: &str = "Newest first";
    pub const NAME: &str = "Name";
    pub const EXPOSURE: &str = "Exposure";
}

/// The order in which a life goes, which is the order of the filters.
const STATES: [ExperimentState; 8] = [
    ExperimentState::Running,
    ExperimentState::Created,
    ExperimentState::Enabling,
    ExperimentState::Enabled,
    ExperimentState::Stopping,
    ExperimentState::Stopped,
    ExperimentState::Failed,
    ExperimentState::Deleted,
];

/// The row above the list.
#[component]
pub fn Filters(
    /// The page's state.
    model: ListModel,
) -> impl IntoView {
    let numbers = Memo::new(move |_| model.rows.with(|rows| counts(rows)));
    let states = move || {
        let (all, by_state) = numbers.get();
        let chosen = model.view.with(|v| v.state.clone());
        let mut chips = vec![(None, text::ALL.to_owned(), all)];
        for state in STATES {
            let count = by_state.get(&state).copied().unwrap_or(0);
            if count > 0 || chosen.as_ref() == Some(&state) {
                let name = words::state_filter(&state);
                chips.push((Some(state), name, count));
            }
        }
        chips
    };
    let sorts = Signal::derive(|| {
        ExperimentSort::ALL
            .into_iter()
            .map(|sort| {
                let label = match sort {
                    ExperimentSort::Newest => text::NEWEST,
                    ExperimentSort::Name => text::NAME,
                    ExperimentSort::Exposure => text::EXPOSURE,
                };
                Choice::new(sort.key(), label)
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="filters" role="group" aria-label=text::LABEL>
            <div class="row gap-3">
                <For each=states key=|chip| chip.clone() let((state, name, count))>
                    <Chip model state name count />
                </For>
            </div>
            <span class="input-wrap push filter-search">
                <Icon name=IconName::Search />
                <input
                    class="input"
                    type="search"
                    id="search"
                    aria-label=text::SEARCH
                    placeholder=text::PLACEHOLDER
                    prop:value=move || model.view.with(|v| v.search.clone())
                    on:input:target=move |event| {
                        let typed = event.target().value();
                        model.adjust(move |view| view.search = typed);
                    }
                />
            </span>
            <Picker
                label=text::SORT
                choices=sorts
                value=Signal::derive(move || model.view.with(|v| v.sort.key().to_owned()))
                on_change=move |key: String| {
                    if let Some(sort) = ExperimentSort::parse(&key) {
                        model.change(move |view| view.sort = sort);
                    }
                }
            />
        </div>
    }
}

#[component]
fn Chip(model: ListModel, state: Option<ExperimentState>, name: String, count: usize) -> impl IntoView {
    let own = state.clone();
    let pressed = move || model.view.with(|v| v.state == own).to_string();
    view! {
        <button
            class="filter-chip"
            type="button"
            aria-pressed=pressed
            on:click=move |_| {
                let state = state.clone();
                model.change(move |view| view.state = state);
            }
        >
            {name}
            <b>{count}</b>
        </button>
    }
}
