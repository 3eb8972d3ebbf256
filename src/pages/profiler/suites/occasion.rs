//! A suite beside an experiment: run before the start, after each raise and before the stop, and compared.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::model::SuitesModel;
use crate::api::experiment::GetExperiment;
use crate::components::choice::Choice;
use crate::components::error_card::ErrorCard;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::experiment::{Experiment, ExperimentState};
use crate::domain::id::ExperimentId;
use crate::domain::suite::{Comparison, Score, Suite};
use crate::pages::profiler::words::suite as words;
use crate::route::{ExperimentView, Route};
use crate::state::remote::Remote;
use crate::state::suite_run::{Moment, Occasion};

mod text {
    pub const HEADING: &str = "Beside an experiment";
    pub const MOMENT: &str = "The next run is";
    pub const PIN: &str = "Pin this suite to the experiment";
    pub const NO_RUNS: &str = "No run of this suite was made for the experiment yet.";
    pub const SAME_MODEL: &str =
        "Both groups share the interaction model: a change here means that the model changed during the test.";
}

/// The card; nothing where neither the address nor the suite names an experiment.
#[component]
pub fn OccasionCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let named = Memo::new(move |_| {
        let of_suite = || model.suite.with(|s| s.as_ref().and_then(|s| s.experiment_id.clone()));
        model.page.view.with(|v| v.experiment_id.clone()).or_else(of_suite)
    });
    let read = RwSignal::new(Remote::<Experiment>::Idle);
    let revision = RwSignal::new(0_u32);
    Effect::new(move |_| {
        revision.track();
        let (Some(api), Some(experiment_id), Some(skill_id)) = (model.page.api.get(), named.get(), model.skill_id())
        else {
            read.set(Remote::Idle);
            return;
        };
        read.set(Remote::Loading { previous: None });
        spawn_local_scoped_with_cancellation(async move {
            let answer = api.call(&GetExperiment { skill_id, experiment_id }).await;
            let _ = read.try_set(match answer {
                Ok(detail) => Remote::Ready(detail.experiment),
                Err(error) => Remote::Failed { error, previous: None },
            });
        });
    });
    let chosen = RwSignal::new(None::<Moment>);
    let moment = Memo::new(move |_| chosen.get().unwrap_or_else(|| read.with(|r| usual(r.shown()))));
    Effect::new(move |_| {
        let exposure_percent = read.with(|r| r.shown().and_then(|e| e.exposure_percentage));
        let occasion =
            named.get().map(|experiment_id| Occasion { experiment_id, moment: moment.get(), exposure_percent });
        model.occasion.set(occasion);
    });
    view! {
        {move || {
            named.get().map(|id| view! { <Card model id read moment chosen retry=move || revision.update(|r| *r += 1) /> })
        }}
    }
}

/// The moment that the state of an experiment suggests.
fn usual(experiment: Option<&Experiment>) -> Moment {
    match experiment.and_then(|e| e.state.as_ref()) {
        Some(ExperimentState::Running) => Moment::AfterRaise,
        Some(ExperimentState::Stopping | ExperimentState::Stopped) => Moment::BeforeStop,
        _ => Moment::BeforeStart,
    }
}

#[component]
fn Card(
    model: SuitesModel,
    id: ExperimentId,
    read: RwSignal<Remote<Experiment>>,
    moment: Memo<Moment>,
    chosen: RwSignal<Option<Moment>>,
    retry: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let id = StoredValue::new(id);
    let name = move || {
        let name = read.with(|r| r.shown().and_then(|e| e.name.clone()));
        words::experiment_name(&id.get_value(), name.as_deref())
    };
    let href = move || {
        let skill_id = model.skill_id()?;
        Some(Route::Experiment(Box::new(ExperimentView::of(skill_id, id.get_value()))).href())
    };
    let is_pinned = Memo::new(move |_| {
        model.suite.with(|s| s.as_ref().is_some_and(|s| s.experiment_id.as_ref() == Some(&id.get_value())))
    });
    let others = move || {
        model.library.suites.with(|suites| {
            let pinned = suites.iter().flatten().filter(|s| s.experiment_id.as_ref() == Some(&id.get_value()));
            pinned.map(|s| (s.id.clone(), s.name.clone())).collect::<Vec<_>>()
        })
    };
    let pin = move |_| {
        if let Some(suite) = model.suite.get_untracked() {
            model.save(Suite { experiment_id: Some(id.get_value()), ..(*suite).clone() });
        }
    };
    let choices = Moment::ALL.map(|m| Choice::new(m.key(), words::moment_name(m).to_lowercase())).to_vec();
    view! {
        <section class="card" aria-labelledby="occasion">
            <div class="card__head">
                <div>
                    <h2 id="occasion">{text::HEADING}</h2>
                    <p>
                        <a href=href>{name}</a>
                        ". "
                        {move || words::pinned_line(others().len())}
                    </p>
                </div>
                <Show when=move || is_pinned.get()>
                    <div class="row push">
                        <span class="fs-13">{text::MOMENT}</span>
                        <Segmented
                            name="moment"
                            label=text::MOMENT
                            small=true
                            choices=Signal::stored(choices.clone())
                            value=Signal::derive(move || moment.get().key().to_owned())
                            on_change=move |key: String| chosen.set(Moment::parse(&key))
                        />
                    </div>
                </Show>
            </div>
            <div class="card__body stack">
                {move || {
                    read.with(|r| r.error().cloned()).map(|error| view! { <ErrorCard error on_retry=move |()| retry() /> })
                }}
                <div class="row">
                    {move || {
                        let open = model.suite.with(|s| s.as_ref().map(|s| s.id.clone()));
                        others()
                            .into_iter()
                            .filter(|(id, _)| Some(id) != open.as_ref())
                            .map(|(id, name)| {
                                view! {
                                    <button class="btn btn--sm" type="button" on:click=move |_| model.open(id.clone())>
                                        "Open " {name}
                                    </button>
                                }
                            })
                            .collect_view()
                    }}
                    <Show when=move || !is_pinned.get() && model.suite.with(Option::is_some)>
                        <button class="btn btn--sm" type="button" on:click=pin>
                            <Icon name=IconName::Link />
                            {text::PIN}
                        </button>
                    </Show>
                </div>
                <Show when=move || is_pinned.get()>
                    <Runs model id=id.get_value() />
                </Show>
            </div>
        </section>
    }
}

/// The runs that were made for an experiment, each beside the one before.
#[component]
fn Runs(model: SuitesModel, id: ExperimentId) -> impl IntoView {
    move || {
        let runs = model.library.runs.with(|runs| {
            let of = runs.iter().flatten().filter(|r| r.occasion.as_ref().is_some_and(|o| o.experiment_id == id));
            let mut of: Vec<_> = of.filter(|r| r.run.finished.is_some()).cloned().collect();
            of.reverse();
            of
        });
        if runs.is_empty() {
            return view! { <p class="is-muted fs-13">{text::NO_RUNS}</p> }.into_any();
        }
        let rows = runs.iter().enumerate().map(|(index, record)| {
            let score = Score::of(&record.run);
            let before = index.checked_sub(1).and_then(|before| runs.get(before));
            let change = before.map(|before| Comparison::of(&before.run, &record.run).words());
            let occasion = record.occasion.as_ref().map(words::occasion_words).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row">{occasion} <small>{words::moment_words(record.run.started)}</small></th>
                    <td class="num" data-l="Accuracy">{words::ratio_words(score.accuracy())}</td>
                    <td data-l="Since the run before">{change.unwrap_or_else(|| "—".to_owned())}</td>
                </tr>
            }
        });
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label="Runs for the experiment">
                <table class="table table--dense table--cards">
                    <thead>
                        <tr>
                            <th scope="col">"When"</th>
                            <th scope="col" class="num">
                                "Accuracy"
                            </th>
                            <th scope="col">"Since the run before"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <p class="is-muted fs-12">{text::SAME_MODEL}</p>
        }
        .into_any()
    }
}
