//! How long the test still needs for the change that is worth finding.

use leptos::prelude::*;

use super::model::ReadingModel;
use crate::domain::experiment::ExperimentState;
use crate::pages::experiments::words::needed::{CAVEAT, lines};

/// A line for each key metric.
#[component]
pub fn NeededCard(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    move || {
        let (experiment, judgement) = reading.judged()?;
        let is_running = experiment.state == Some(ExperimentState::Running);
        let lines = lines(&judgement);
        if lines.is_empty() {
            return None;
        }
        let title = if is_running { "How long still" } else { "What this test could show" };
        Some(view! {
            <section class="card" aria-labelledby="needed">
                <div class="card__head">
                    <h2 id="needed">{title}</h2>
                </div>
                <div class="card__body stack gap-4">
                    <dl class="dl needed">
                        {lines
                            .into_iter()
                            .map(|line| {
                                view! {
                                    <dt>{line.name}</dt>
                                    <dd>
                                        {is_running.then(|| view! { <b>{format!("{}. ", line.time)}</b> })}
                                        {line.figures}
                                    </dd>
                                }
                            })
                            .collect_view()}
                    </dl>
                    {is_running.then(|| view! { <p class="hint">{CAVEAT}</p> })}
                </div>
            </section>
        })
    }
}
