//! The planner: how many customers the test needs, and how long that takes.

use leptos::prelude::*;

use super::draft::PlannerDraft;
use super::model::FormModel;
use super::plan::{self, Outlook, PlanAnswer, Reach, marked_weeks};
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::experiment::MetricType;
use crate::domain::reading::variance_memory::{MetricSpread, best};
use crate::state::experiment_book::ExperimentBook;

mod text {
    pub const HEADING: &str = "Sample size helper";
    pub const METRIC: &str = "Key metric";
    pub const NO_METRIC: &str = "No metric yet";
    pub const MEAN: &str = "Today’s mean";
    pub const CHANGE: &str = "Smallest change";
    pub const SPREAD: &str = "Spread";
    pub const SPREAD_NOTE: &str = "standard deviation";
    pub const SPREAD_HINT: &str = "How far single customers lie around the mean.";
    pub const LEARNED: &str = "Mean and spread are worked out from the interval of your last result for this metric.";
    pub const LEARNED_ASSUMED: &str = "Mean and spread are worked out from your last result for this metric, where part of Amazon’s method had to be assumed.";
    pub const USE_SHARE: &str = "Use √(m(1 − m)) for a share:";
    pub const NEED: &str = "You need about";
    pub const EACH: &str = "customers in each group";
    pub const TOO_EXTREME: &str = "These figures are too extreme to plan with.";
    pub const NO_CUSTOMERS: &str = "How many customers come in a week is not known, so no duration can be worked out.";
    pub const NO_REACH: &str = "Enter exposure and duration to see how far they go.";
    pub const WEEK: &str = "week";
}

/// The card beside the form.
#[component]
pub fn Planner(form: FormModel) -> impl IntoView {
    let learned = learned(form);
    let metrics = Memo::new(move |_| {
        form.draft.with(|d| {
            let keys = || d.metrics.iter().filter(|m| m.metric_types.contains(&MetricType::Key));
            let names: Vec<String> = keys().map(|m| m.name.clone()).collect();
            if names.is_empty() { d.metrics.iter().map(|m| m.name.clone()).collect() } else { names }
        })
    });
    let metric = Memo::new(move |_| {
        let chosen = form.draft.with(|d| d.planner.metric.clone());
        metrics.with(|names| chosen.filter(|c| names.contains(c)).or_else(|| names.first().cloned()))
    });
    // Another metric brings what is known of it; what was typed for one that nothing is known of stays.
    Effect::new(move |before: Option<Option<String>>| {
        let metric = metric.get();
        let is_new = before.as_ref().is_some_and(|before| *before != metric);
        let Some(spread) = metric.as_ref().and_then(|m| learned.with_value(|l| best(l, m).cloned())) else {
            return metric;
        };
        let is_blank = form.draft.try_with_untracked(|d| d.planner.mean.is_empty() && d.planner.sd.is_empty());
        if is_new || is_blank == Some(true) {
            change(form, |p| (p.mean, p.sd) = (plan::plain(spread.mean), plan::plain(spread.sd)));
        }
        metric
    });
    view! {
        <section class="card" aria-labelledby="planner">
            <div class="card__head">
                <h2 id="planner">{text::HEADING}</h2>
            </div>
            <div class="card__body stack">
                <Metric form metrics metric />
                <Figures form learned metric />
                <hr />
                <Answer form />
                <p class="note">
                    <Icon name=IconName::Info />
                    <span>{words::PLANNER_BASIS}</span>
                </p>
            </div>
        </section>
    }
}

/// What finished tests of the skill have taught about its metrics.
fn learned(form: FormModel) -> StoredValue<Vec<MetricSpread>> {
    let spreads = form.api_now().zip(form.skill_id()).map(|(api, id)| ExperimentBook::of(&api).spreads(&id));
    StoredValue::new(spreads.unwrap_or_default())
}

fn change(form: FormModel, change: impl FnOnce(&mut PlannerDraft)) {
    let _ = form.draft.try_update(|d| change(&mut d.planner));
}

#[component]
fn Metric(form: FormModel, metrics: Memo<Vec<String>>, metric: Memo<Option<String>>) -> impl IntoView {
    view! {
        <div class="field">
            <label class="label" for="plan-metric">
                {text::METRIC}
            </label>
            <select
                class="select"
                id="plan-metric"
                on:change:target=move |event| {
                    let chosen = event.target().value();
                    change(form, |p| p.metric = Some(chosen).filter(|c| !c.is_empty()));
                }
            >
                {move || {
                    let names = metrics.get();
                    if names.is_empty() {
                        return view! { <option value="">{text::NO_METRIC}</option> }.into_any();
                    }
                    names
                        .into_iter()
                        .map(|name| {
                            let own = name.clone();
                            view! {
                                <option
                                    value=name.clone()
                                    prop:selected=move || metric.with(|m| m.as_ref() == Some(&own))
                                >
                                    {name.clone()}
                                </option>
                            }
                        })
                        .collect_view()
                        .into_any()
                }}
            </select>
        </div>
    }
}

#[component]
fn Number(
    form: FormModel,
    id: &'static str,
    read: fn(&PlannerDraft) -> &String,
    write: fn(&mut PlannerDraft, String),
    /// The id of what describes it.
    #[prop(optional)]
    described: Option<&'static str>,
) -> impl IntoView {
    view! {
        <input
            class="input num"
            id=id
            inputmode="decimal"
            autocomplete="off"
            aria-describedby=described
            prop:value=move || form.draft.with(|d| read(&d.planner).clone())
            on:input:target=move |event| {
                let value = event.target().value();
                change(form, |p| write(p, value));
            }
        />
    }
}

#[component]
fn Figures(form: FormModel, learned: StoredValue<Vec<MetricSpread>>, metric: Memo<Option<String>>) -> impl IntoView {
    let hint = Memo::new(move |_| {
        let spread = metric.with(|m| learned.with_value(|l| best(l, m.as_deref()?).cloned()));
        let is_in_use = |s: &MetricSpread| {
            form.draft.with(|d| d.planner.mean == plan::plain(s.mean) && d.planner.sd == plan::plain(s.sd))
        };
        match spread.filter(is_in_use) {
            Some(spread) if spread.assumed => text::LEARNED_ASSUMED,
            Some(_) => text::LEARNED,
            None => text::SPREAD_HINT,
        }
    });
    let share = Memo::new(move |_| {
        form.draft.with(|d| plan::spread_of_share(&d.planner.mean).filter(|sd| *sd != d.planner.sd))
    });
    view! {
        <div class="plan-pair">
            <div class="field">
                <label class="label" for="plan-mean">
                    {text::MEAN}
                </label>
                <Number form id="plan-mean" read=|p| &p.mean write=|p, v| p.mean = v />
            </div>
            <div class="field">
                <label class="label" for="plan-change">
                    {text::CHANGE}
                </label>
                <span class="suffix">
                    <Number
                        form
                        id="plan-change"
                        read=|p| &p.change_percent
                        write=|p, v| p.change_percent = v
                    />
                    <span>"%"</span>
                </span>
            </div>
        </div>
        <div class="field">
            <label class="label" for="plan-spread">
                {text::SPREAD}
                <small>{text::SPREAD_NOTE}</small>
            </label>
            <Number form id="plan-spread" read=|p| &p.sd write=|p, v| p.sd = v described="plan-spread-hint" />
            <p class="hint" id="plan-spread-hint">
                {hint}
            </p>
            {move || {
                share
                    .get()
                    .map(|sd| {
                        let value = sd.clone();
                        view! {
                            <p class="hint">
                                {text::USE_SHARE} " "
                                <button
                                    type="button"
                                    class="btn btn--link btn--inline"
                                    on:click=move |_| change(form, |p| p.sd = value.clone())
                                >
                                    {sd}
                                </button>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Answer(form: FormModel) -> impl IntoView {
    let reach = Memo::new(move |_| {
        let weekly_customers = form.weekly_customers.with(|w| w.shown().copied().flatten())?;
        let (percentage, weeks) = form.draft.with(|d| Some((d.exposure_percentage()?, d.planned_weeks()?)))?;
        Some(Reach { weekly_customers, exposure_percentage: percentage as f64, weeks })
    });
    let has_customers = Memo::new(move |_| form.weekly_customers.with(|w| w.shown().copied().flatten().is_some()));
    let answer = Memo::new(move |_| {
        let question = form.draft.with(|d| plan::question(&d.planner)).map_err(words::plan_gap)?;
        plan::answer(&question, reach.get()).ok_or(text::TOO_EXTREME)
    });
    view! {
        <div class="stack stack--12" aria-live="polite">
            {move || match answer.get() {
                Err(words) => view! { <p class="hint">{words}</p> }.into_any(),
                Ok(answer) => {
                    let no_outlook = if has_customers.get() { text::NO_REACH } else { text::NO_CUSTOMERS };
                    view! {
                        <div>
                            <p class="hint">{text::NEED}</p>
                            <p class="big">
                                {words::about(answer.users_per_group)} " "
                                <span class="is-muted fs-13">{text::EACH}</span>
                            </p>
                        </div>
                        {match answer.outlook {
                            Some(outlook) => progress(&answer, &outlook).into_any(),
                            None => view! { <p class="hint">{no_outlook}</p> }.into_any(),
                        }}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// How much of what is needed is there week by week.
fn progress(answer: &PlanAnswer, outlook: &Outlook) -> impl IntoView + use<> {
    let needed = answer.users_per_group;
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let weeks = outlook.reach.weeks;
    let marks = marked_weeks(weeks)
        .into_iter()
        .filter(|week| *week == 1 || outlook.reach.per_group(*week) <= needed)
        .map(|week| {
            let label = if week == 1 { format!("{} 1", text::WEEK) } else { week.to_string() };
            view! { <span style:--x=percent(outlook.share(week, needed))>{label}</span> }
        })
        .collect_view();
    let words = words::outlook(outlook, needed);
    let (class, icon) = if outlook.is_enough() { ("ok", IconName::Check) } else { ("note is-warn", IconName::Alert) };
    view! {
        <div class="power" aria-hidden="true">
            <i class="meter">
                <i style:--v=percent(outlook.share(weeks, needed))></i>
            </i>
            {marks}
        </div>
        <p class=class>
            <Icon name=icon />
            <span>{words}</span>
        </p>
        {outlook.detectable_change.map(|change| view! { <p class="hint">{words::detectable(change, weeks)}</p> })}
    }
}
