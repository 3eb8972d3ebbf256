//! Where the experiment stands, from draft to end.

use leptos::prelude::*;

use super::model::DetailModel;
use crate::components::icon::{Icon, IconName};
use crate::domain::experiment::ExperimentState;
use crate::pages::experiments::words::{self, control};
use crate::state::experiment_rows::Progress;

const STEPS: [ExperimentState; 6] = [
    ExperimentState::Created,
    ExperimentState::Enabling,
    ExperimentState::Enabled,
    ExperimentState::Running,
    ExperimentState::Stopping,
    ExperimentState::Stopped,
];

/// The strip of states. Amazon keeps the times of creation and start only; other steps show none.
#[component]
pub fn Lifecycle(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let steps = move || {
        let experiment = model.experiment.get()?;
        let state = experiment.state.clone()?;
        let at = match state {
            // It got as far as being deployed, or as far as being a draft.
            ExperimentState::Failed => Some(1),
            ExperimentState::Deleted => Some(0),
            _ => STEPS.iter().position(|s| *s == state),
        };
        let transition = model.store.detail.with(|d| d.shown().and_then(|d| d.last_state_transition.clone()));
        let stopped = transition
            .filter(|t| t.target_state == Some(ExperimentState::Stopped))
            .and_then(|t| t.end_time)
            .map(words::date_time);
        let history = experiment.history.clone().unwrap_or_default();
        let scheduled = experiment.planned_end();
        let steps = STEPS.iter().enumerate().map(|(n, step)| {
            let time = match step {
                ExperimentState::Created => history.creation_time.map(words::date_time),
                ExperimentState::Running => history.start_time.map(words::date_time),
                ExperimentState::Stopped if state == ExperimentState::Stopped => stopped.clone(),
                ExperimentState::Enabling if state == ExperimentState::Failed => Some("failed here".to_owned()),
                ExperimentState::Stopped => scheduled.map(|end| format!("planned for {}", words::date(end))),
                _ => None,
            };
            let is_now = at == Some(n);
            let is_done = at.is_some_and(|at| n < at || (is_now && state == ExperimentState::Stopped));
            let class = if is_done {
                "done"
            } else if is_now {
                "now"
            } else {
                ""
            };
            view! {
                <li class=class aria-current=is_now.then_some("step")>
                    <span class="dot">{is_done.then(|| view! { <Icon name=IconName::Check /> })}</span>
                    <b>{step.as_str().to_owned()}</b>
                    {time.unwrap_or_else(|| "\u{a0}".to_owned())}
                </li>
            }
        });
        Some(steps.collect_view())
    };
    let progress = move || {
        let now = model.clock.now();
        model.store.detail.with(|detail| {
            let detail = detail.shown()?;
            let snapshots = model.store.snapshots.with(|s| s.shown().cloned().unwrap_or_default());
            let progress = Progress::of(detail, &snapshots, now)?;
            let running = detail.experiment.state == Some(ExperimentState::Running);
            Some(match (running, progress.of_days) {
                (true, Some(of)) => format!("Day {} of {of}", progress.day),
                (true, None) => format!("Day {}", progress.day),
                (false, Some(of)) => format!("{} days measured, {of} planned", progress.day),
                (false, None) => format!("{} days measured", progress.day),
            })
        })
    };
    view! {
        <section class="card lifecycle" aria-label="Lifecycle">
            <div class="card__body lifecycle__body">
                <ol class="steps">{steps}</ol>
            </div>
            <div class="card__foot">
                {move || {
                    model
                        .state
                        .get()
                        .map(|state| {
                            view! {
                                <span>
                                    <b>{format!("While it is {state}, ")}</b>
                                    {control::open_now(&state)}
                                </span>
                            }
                        })
                }}
                <span class="push">{progress}</span>
            </div>
        </section>
    }
}
