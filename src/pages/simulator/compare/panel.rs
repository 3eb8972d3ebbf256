//! The panel: which experiment, then its comparison.

use leptos::prelude::*;

use super::guide::Guide;
use super::model::CompareModel;
use super::words;
use crate::api::error::ApiError;
use crate::components::banner::{Banner, Tone};
use crate::components::choice::Choice;
use crate::components::empty_state::EmptyState;
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;
use crate::components::skeleton::Skeleton;
use crate::domain::experiment::{ExperimentState, ExperimentSummary};
use crate::domain::id::ExperimentId;
use crate::domain::skill::Stage;
use crate::pages::experiments::words as experiment_words;
use crate::pages::simulator::experiment_choice::ExperimentChoices;
use crate::pages::simulator::model::SimulatorModel;
use crate::route::{FormView, Route};

/// The same conversations with both groups of an experiment.
#[component]
pub fn ComparePanel(
    /// The page's state.
    model: SimulatorModel,
    /// The experiments of the skill.
    choices: ExperimentChoices,
) -> impl IntoView {
    let is_live = Memo::new(move |_| model.view.with(|v| v.stage == Stage::Live));
    view! {
        {move || {
            if is_live.get() {
                view! { <OnLive model choices /> }.into_any()
            } else {
                view! {
                    <Banner
                        tone=Tone::Info
                        icon=IconName::Info
                        heading=words::LIVE_ONLY
                        actions=move || {
                            view! {
                                <button
                                    class="btn btn--sm"
                                    type="button"
                                    on:click=move |_| model.change(|view| view.stage = Stage::Live)
                                >
                                    {words::USE_LIVE}
                                </button>
                            }
                        }
                    >
                        <p>{words::LIVE_ONLY_ABOUT}</p>
                    </Banner>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn OnLive(model: SimulatorModel, choices: ExperimentChoices) -> impl IntoView {
    let ids = Memo::new(move |_| model.view.with(|v| Some((v.skill_id.clone()?, v.experiment_id.clone()?))));
    view! {
        <section class="card" aria-labelledby="compare-experiment-title">
            <div class="card__head">
                <div>
                    <h2 id="compare-experiment-title">{words::EXPERIMENT}</h2>
                    <p>{words::ABOUT}</p>
                </div>
            </div>
            <div class="card__body">
                <Choose model choices />
            </div>
        </section>
        {move || {
            ids.get()
                .map(|(skill_id, experiment_id)| {
                    let own = experiment_id.clone();
                    let model = CompareModel::new(model, skill_id, experiment_id);
                    // The comparison follows the state of its experiment; the list says the same.
                    Effect::new(move |_| {
                        if let Some(state) = model.store.state() {
                            choices.learn(&own, &state);
                        }
                    });
                    view! { <Guide model /> }
                })
        }}
    }
}

/// Those that something can be asked of, the drafts first.
fn offered(all: &[ExperimentSummary]) -> Vec<(ExperimentId, String)> {
    use ExperimentState::{Created, Enabled, Enabling, Running};
    let rank = |e: &ExperimentSummary| match e.state {
        Some(Created) => Some(0),
        Some(Enabling | Enabled) => Some(1),
        Some(Running) => Some(2),
        _ => None,
    };
    let mut offered: Vec<_> = all.iter().filter_map(|e| Some((rank(e)?, e))).collect();
    offered.sort_by_key(|(rank, e)| (*rank, e.name.clone()));
    let label = |e: &ExperimentSummary| {
        let name = e.name.clone().unwrap_or_else(|| e.experiment_id.as_str().to_owned());
        let state = e.state.as_ref().map(|s| format!(" ({s})")).unwrap_or_default();
        (e.experiment_id.clone(), format!("{name}{state}"))
    };
    offered.into_iter().map(|(_, e)| label(e)).collect()
}

/// How the list of experiments stands.
#[derive(Debug, Clone, PartialEq)]
enum Standing {
    Reading,
    Failed(ApiError),
    Empty,
    There,
}

#[component]
fn Choose(model: SimulatorModel, choices: ExperimentChoices) -> impl IntoView {
    let chosen = Memo::new(move |_| model.view.with(|v| v.experiment_id.as_ref().map(|id| id.as_str().to_owned())));
    let options = Memo::new(move |_| {
        let all = choices.list.with(|list| list.shown().cloned())?;
        let mut options: Vec<Choice> =
            offered(&all).into_iter().map(|(id, label)| Choice::new(id.as_str(), label)).collect();
        if let Some(id) = chosen.get().filter(|id| !options.iter().any(|o| o.value == *id)) {
            let ended = all.iter().find(|e| e.experiment_id.as_str() == id).and_then(|e| e.name.clone());
            options.push(Choice::new(id.clone(), ended.unwrap_or(id)));
        }
        Some(options)
    });
    // Only a change of this builds the field anew: a state that passes changes the words of one choice.
    let standing = Memo::new(move |_| match (options.get(), choices.list.with(|list| list.error().cloned())) {
        (_, Some(error)) => Standing::Failed(error),
        (None, None) => Standing::Reading,
        (Some(options), None) if options.is_empty() => Standing::Empty,
        (Some(_), None) => Standing::There,
    });
    move || match standing.get() {
        Standing::Failed(error) => {
            let retry = move |()| choices.reload();
            match experiment_words::not_available(&error) {
                Some((heading, advice)) => view! { <ErrorCard error heading advice on_retry=retry /> }.into_any(),
                None => view! { <ErrorCard error on_retry=retry /> }.into_any(),
            }
        }
        Standing::Empty => view! { <NoExperiments model /> }.into_any(),
        Standing::There => view! { <Field model options chosen /> }.into_any(),
        Standing::Reading => view! { <Skeleton widths=vec!["60%"] label=words::READING /> }.into_any(),
    }
}

#[component]
fn NoExperiments(model: SimulatorModel) -> impl IntoView {
    let href = Route::ExperimentForm(Box::new(FormView::new_for(model.view.with(|v| v.skill_id.clone())))).href();
    view! {
        <EmptyState
            icon=IconName::Flask
            heading=words::NO_EXPERIMENTS
            actions=move || {
                view! {
                    <a class="btn" href=href.clone()>
                        {words::NEW_EXPERIMENT}
                    </a>
                }
            }
        >
            {words::NO_EXPERIMENTS_ABOUT}
        </EmptyState>
    }
}

#[component]
fn Field(model: SimulatorModel, options: Memo<Option<Vec<Choice>>>, chosen: Memo<Option<String>>) -> impl IntoView {
    let all = move || {
        let none = Choice::new("", words::NONE_CHOSEN);
        std::iter::once(none).chain(options.get().unwrap_or_default()).collect::<Vec<_>>()
    };
    view! {
        <div class="field compare-choice">
            <label class="label" for="compare-experiment">
                {words::CHOOSE}
            </label>
            <select
                class="select"
                id="compare-experiment"
                on:change:target=move |event| {
                    let id = ExperimentId::parse(&event.target().value()).ok();
                    model.change(move |view| view.experiment_id = id);
                }
            >
                <For each=all key=|choice| (choice.value.clone(), choice.label.clone()) let(choice)>
                    {
                        let own = choice.value.clone();
                        view! {
                            <option
                                value=choice.value
                                prop:selected=move || chosen.with(|id| id.as_deref().unwrap_or_default() == own)
                            >
                                {choice.label}
                            </option>
                        }
                    }
                </For>
            </select>
        </div>
    }
}
