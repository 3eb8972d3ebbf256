//! One metric: which way is good, the margin of a guardrail, the change worth finding of a key metric.

use leptos::prelude::*;

use super::super::model::DetailModel;
use crate::components::icon::{Icon, IconName};
use crate::domain::experiment::{ExpectedChange, KnownMetric};
use crate::domain::reading::{Choices, Goodness, MetricChoice};
use crate::domain::words::decimals;

mod text {
    pub const UP: &str = "More is good";
    pub const DOWN: &str = "Less is good";
    pub const MARGIN: &str = "How much worse still counts as no harm";
    pub const WANTED: &str = "Change worth finding";
    pub const CONFIRM: &str = "Confirm";
    pub const NOT_A_NUMBER: &str = "Give a number of percent, 1,000 at most.";
}

/// What is offered before anybody answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The direction.
    pub goodness: Goodness,
    /// Why it is offered.
    pub why: String,
}

impl Suggestion {
    /// From what the metric counts, else from what was expected of it.
    pub fn of(metric: &str, expected: Option<&ExpectedChange>) -> Self {
        if let Some(known) = KnownMetric::find(metric) {
            return Self {
                goodness: Goodness::by_definition(metric),
                why: format!("Known by definition: {}.", known.meaning),
            };
        }
        match (Goodness::suggested_by(expected), expected) {
            (Goodness::Unasked, _) => {
                Self { goodness: Goodness::Unasked, why: "Nothing suggests which way is good.".to_owned() }
            }
            (goodness, Some(expected)) => {
                Self { goodness, why: format!("Suggested by expectedChange {}.", expected.as_str()) }
            }
            (goodness, None) => Self { goodness, why: String::new() },
        }
    }
}

/// A metric of the test.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its name.
    pub name: String,
    /// Whether it is to show the change.
    pub is_key: bool,
    /// Whether it must not get worse.
    pub is_guardrail: bool,
    /// What is offered.
    pub suggestion: Suggestion,
}

/// The questions about one metric.
#[component]
pub fn GoodnessRow(
    /// The page's state.
    page: DetailModel,
    /// Its place among the metrics: names of radio buttons must differ.
    index: usize,
    /// The metric.
    metric: Metric,
) -> impl IntoView {
    let name = StoredValue::new(metric.name.clone());
    let suggested = metric.suggestion.goodness;
    let said = Memo::new(move |_| page.choices.with(|c: &Choices| name.with_value(|n| c.of(n))));
    let is_open = Memo::new(move |_| said.get().goodness == Goodness::Unasked);
    let choose = move |change: &dyn Fn(&mut MetricChoice)| {
        let mut choice = said.get_untracked();
        change(&mut choice);
        name.with_value(|n| page.choose(n, choice));
    };
    let radio = move |goodness: Goodness, label: &'static str| {
        let is_checked = move || {
            let now = said.get().goodness;
            now == goodness || (now == Goodness::Unasked && suggested == goodness)
        };
        view! {
            <label>
                <input
                    type="radio"
                    name=format!("good-{index}")
                    prop:checked=is_checked
                    on:change=move |_| choose(&|c| c.goodness = goodness)
                />
                {label}
            </label>
        }
    };
    let group = format!("Which way is good for {}", metric.name);
    let confirm = format!("{} {}", text::CONFIRM, metric.name);
    let set_margin = Callback::new(move |value: f64| choose(&|c| c.margin_percent = value));
    let set_wanted = Callback::new(move |value: f64| choose(&|c| c.wanted_change_percent = value));
    let margin = Signal::derive(move || said.get().margin_percent);
    let wanted = Signal::derive(move || said.get().wanted_change_percent);
    let (margin_of, wanted_of) =
        (format!("{}, {}", text::MARGIN, metric.name), format!("{}, {}", text::WANTED, metric.name));
    view! {
        <div class="good">
            <div>
                <b>{metric.name.clone()}</b>
                <p class="hint">{metric.suggestion.why.clone()}</p>
            </div>
            <div class="row gap-4">
                <div class="seg seg--sm" role="radiogroup" aria-label=group>
                    {radio(Goodness::UpIsGood, text::UP)} {radio(Goodness::DownIsGood, text::DOWN)}
                </div>
                <Show when=move || is_open.get() && suggested != Goodness::Unasked>
                    <button
                        class="btn btn--sm"
                        type="button"
                        aria-label=confirm.clone()
                        on:click=move |_| choose(&|c| c.goodness = suggested)
                    >
                        <Icon name=IconName::Check />
                        {text::CONFIRM}
                    </button>
                </Show>
            </div>
            <div class="good__figures">
                {metric
                    .is_guardrail
                    .then(|| {
                        view! { <Percent short=text::MARGIN label=margin_of least=0.0 value=margin on_change=set_margin /> }
                    })}
                {metric
                    .is_key
                    .then(|| {
                        view! { <Percent short=text::WANTED label=wanted_of least=0.01 value=wanted on_change=set_wanted /> }
                    })}
            </div>
        </div>
    }
}

/// A number of percent that takes effect when it is left.
#[component]
fn Percent(
    short: &'static str,
    label: String,
    least: f64,
    value: Signal<f64>,
    on_change: Callback<f64>,
) -> impl IntoView {
    let problem = RwSignal::new(false);
    let shown = move || {
        let text = decimals(value.get(), 2);
        text.trim_end_matches('0').trim_end_matches('.').replace(',', "")
    };
    view! {
        <label class="good__figure">
            <span class="hint">{short}</span>
            <span class="suffix">
                <input
                    class="input"
                    inputmode="decimal"
                    aria-label=label
                    aria-invalid=move || problem.get().then_some("true")
                    prop:value=shown
                    on:input=move |_| problem.set(false)
                    on:change:target=move |event| {
                        let typed = event.target().value().trim().replace(',', ".").parse::<f64>();
                        match typed {
                            Ok(number) if number.is_finite() && (least..=1_000.0).contains(&number) => {
                                on_change.run(number);
                            }
                            _ => problem.set(true),
                        }
                    }
                />
                <span>"%"</span>
            </span>
            <Show when=move || problem.get()>
                <span class="error" role="alert">{text::NOT_A_NUMBER}</span>
            </Show>
        </label>
    }
}
