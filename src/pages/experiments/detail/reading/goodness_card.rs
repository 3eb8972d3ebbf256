//! What counts as good: the questions that only people can answer.

use leptos::prelude::*;

use super::goodness_row::{GoodnessRow, Metric, Suggestion};
use super::model::ReadingModel;
use crate::components::icon::{Icon, IconName};
use crate::domain::reading::{Goodness, MetricChoice};

mod text {
    pub const TITLE: &str = "What counts as good";
    pub const ABOUT: &str = "Kept in this browser for this skill, for all of its experiments.";
    pub const ASK: &str =
        "What you expect is not what is good. Until you say which way is good, a metric is read as unclear.";
    pub const ALL: &str = "Confirm all suggestions";
    pub const EDIT: &str = "Change which way is good, margins and changes worth finding";
}

/// A question for each metric of the test, open where one waits for its answer.
#[component]
pub fn GoodnessCard(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let metrics = Memo::new(move |_| {
        page.experiment.with(|experiment| {
            let Some(experiment) = experiment else { return Vec::new() };
            let of = |c: &crate::domain::experiment::MetricConfiguration| Metric {
                name: c.name.clone(),
                is_key: c.is_key(),
                is_guardrail: c.is_guardrail(),
                suggestion: Suggestion::of(&c.name, experiment.expected_change(c).as_ref()),
            };
            experiment.metric_configurations.iter().map(of).collect::<Vec<_>>()
        })
    });
    let unanswered = Memo::new(move |_| {
        let choices = page.choices.get();
        let open = |m: &&Metric| (m.is_key || m.is_guardrail) && choices.of(&m.name).goodness == Goodness::Unasked;
        metrics.with(|metrics| metrics.iter().filter(open).cloned().collect::<Vec<_>>())
    });
    let confirmable = move || {
        unanswered.with(|metrics| metrics.iter().filter(|m| m.suggestion.goodness != Goodness::Unasked).count())
    };
    let confirm_all = move |_| {
        for metric in unanswered.get_untracked() {
            if metric.suggestion.goodness != Goodness::Unasked {
                let said = page.choices.with_untracked(|c| c.of(&metric.name));
                page.choose(&metric.name, MetricChoice { goodness: metric.suggestion.goodness, ..said });
            }
        }
    };
    let rows = move || {
        view! {
            <div class="goods">
                <For each=move || { metrics.get().into_iter().enumerate() } key=|(_, m)| m.name.clone() let((index, metric))>
                    <GoodnessRow page index metric />
                </For>
            </div>
        }
    };
    let is_asking = Memo::new(move |_| unanswered.with(|u| !u.is_empty()));
    view! {
        <section class="card no-print" aria-labelledby="goods">
            <div class="card__head">
                <h2 id="goods">{text::TITLE}</h2>
                <p>{text::ABOUT}</p>
                <Show when=move || { confirmable() > 1 }>
                    <button class="btn btn--sm push" type="button" on:click=confirm_all>
                        <Icon name=IconName::Check />
                        {text::ALL}
                    </button>
                </Show>
            </div>
            <div class="card__body stack gap-4">
                <Show when=move || is_asking.get()>
                    <p class="note" role="status">
                        <Icon name=IconName::Alert />
                        <span>
                            {move || {
                                let names = unanswered
                                    .with(|u| u.iter().map(|m| m.name.clone()).collect::<Vec<_>>().join(", "));
                                format!("Not answered yet: {names}. {}", text::ASK)
                            }}
                        </span>
                    </p>
                </Show>
                <details class="why" prop:open=move || reading.has_asked.get()>
                    <summary>
                        <Icon name=IconName::ChevronRight class="i--sm" />
                        {text::EDIT}
                    </summary>
                    {rows}
                </details>
            </div>
        </section>
    }
}
