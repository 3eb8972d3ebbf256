//! The chart of a query.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::LexModel;
use super::series::{self, Drawn};
use super::words::{self, result};
use crate::charts::bar_list::MOST;
use crate::charts::stack::Write;
use crate::components::bar_chart::BarChart;
use crate::components::choice::Choice;
use crate::components::empty_state::EmptyState;
use crate::components::icon::IconName;
use crate::components::picker::Picker;
use crate::components::segmented::Segmented;
use crate::components::stack_chart::StackChart;
use crate::domain::lex::figure::unit;
use crate::domain::lex::rule::adds_up;
use crate::domain::lex::sentence;
use crate::domain::words::{Zone, dated_span};
use crate::route::ChartKind;

/// What is drawn of the query on the page. Tracked.
pub fn drawn(model: LexModel) -> Option<Drawn> {
    let run = model.loader.run().get()?;
    let measure = model.measure()?;
    let alone = sentence::measure_heading(run.query.subject, &measure.0, &measure.1);
    Some(model.hidden.with(|hidden| series::drawn(&run.query, &run.rows, &measure, hidden, &alone)))
}

/// The heading of the chart. Tracked.
pub fn heading(model: LexModel) -> Option<String> {
    let (name, statistic) = model.measure()?;
    Some(sentence::chart(&model.view.with(|v| v.spec.clone()), &name, &statistic))
}

/// The card of the chart.
#[component]
pub fn ResultCard(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let drawn = Memo::new(move |_| drawn(model));
    let run = model.loader.run();
    let is_shown = Memo::new(move |_| run.with(|r| r.as_ref().is_some_and(|r| !r.rows.is_empty() || !r.is_running())));
    let is_failed = Memo::new(move |_| {
        run.with(|r| r.as_ref().is_some_and(|r| r.rows.is_empty() && r.phase != crate::state::lex_run::Phase::Done))
    });
    let span = move || {
        let window = run.with(|r| r.as_ref().map(|r| r.query.window))?;
        let now_s = model.moment.get().epoch_s();
        let span = format!("{}, UTC", dated_span(window.start.epoch_s(), window.end.epoch_s(), now_s, Zone::UTC));
        let part = run.with(|r| r.as_ref().and_then(|r| result::partial(r).or_else(|| result::caption(r))));
        Some(part.map_or(span.clone(), |part| format!("{span} · {part}")))
    };
    let is_over_time = Memo::new(move |_| drawn.with(|d| matches!(d, Some(Drawn::OverTime(..)))));
    let is_bars = Memo::new(move |_| drawn.with(|d| matches!(d, Some(Drawn::Bars(_)))));
    view! {
        <Show when=move || is_shown.get() && !is_failed.get()>
            <section class="card" aria-labelledby="lex-chart">
                <div class="card__head">
                    <div>
                        <h2 id="lex-chart">{move || heading(model)}</h2>
                        <p>{span}</p>
                    </div>
                    <div class="push row">
                        <MeasurePicker model />
                        <Show when=move || is_over_time.get()>
                            <KindSwitch model />
                        </Show>
                    </div>
                </div>
                <div class="card__body stack stack--12">
                    {move || match (is_over_time.get(), is_bars.get()) {
                        (true, _) => view! { <OverTime model drawn /> }.into_any(),
                        (false, true) => view! { <Bars model drawn /> }.into_any(),
                        (false, false) => {
                            view! {
                                <EmptyState icon=IconName::Lex heading="Nothing was counted">
                                    "No conversation began and ended in this range, or the filters leave none. Choose a longer range or take a filter away."
                                </EmptyState>
                            }
                                .into_any()
                        }
                    }}
                </div>
            </section>
        </Show>
    }
}

#[component]
fn MeasurePicker(model: LexModel) -> impl IntoView {
    let choices = Memo::new(move |_| {
        let run = model.loader.run().get();
        let metrics = run.map(|r| (r.query.subject, r.query.metrics.clone()));
        let Some((subject, metrics)) = metrics else { return Vec::new() };
        metrics
            .iter()
            .map(|m| {
                let key = format!("{}.{}", m.name, m.statistic);
                Choice::new(key.clone(), sentence::measure_heading(subject, &m.name, &m.statistic)).titled(key)
            })
            .collect()
    });
    let value = Signal::derive(move || model.measure().map(|(n, s)| format!("{n}.{s}")).unwrap_or_default());
    let choose = move |key: String| {
        let Some((name, statistic)) = key.split_once('.') else { return };
        model.change(|view| view.measure = Some((name.into(), statistic.into())));
    };
    view! {
        <Show when=move || choices.with(|c| c.len() > 1)>
            <Picker label="Draw" choices value on_change=choose />
        </Show>
    }
}

#[component]
fn KindSwitch(model: LexModel) -> impl IntoView {
    let sums = Memo::new(move |_| model.measure().is_some_and(|(name, statistic)| adds_up(&name, &statistic)));
    let choices = Signal::derive(move || {
        ChartKind::ALL
            .into_iter()
            .filter(|kind| words::why_not_chart(*kind, sums.get()).is_none())
            .map(|kind| Choice::new(kind.key(), words::chart_name(kind)))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let kind = model.view.with(|v| v.chart);
        let kind = if words::why_not_chart(kind, sums.get()).is_some() { ChartKind::Lines } else { kind };
        kind.key().to_owned()
    });
    view! {
        <Segmented
            name="lex-kind"
            label="Chart type"
            small=true
            choices
            value
            on_change=move |key: String| {
                if let Some(kind) = ChartKind::parse(&key) {
                    model.change(|view| view.chart = kind);
                }
            }
        />
    }
}

#[component]
fn OverTime(model: LexModel, drawn: Memo<Option<Drawn>>) -> impl IntoView {
    let stack = Signal::derive(move || {
        drawn.with(|d| match d {
            Some(Drawn::OverTime(stack, _)) => Arc::new(stack.clone()),
            _ => Arc::default(),
        })
    });
    let measure = Memo::new(move |_| model.measure());
    let sums = Memo::new(move |_| measure.with(|m| m.as_ref().is_some_and(|m| adds_up(&m.0, &m.1))));
    let unit = Signal::derive(move || {
        measure.with(|m| m.as_ref().map_or(crate::domain::lex::figure::Unit::Count, |m| unit(&m.0, &m.1)))
    });
    let form = Memo::new(move |_| {
        let kind = model.view.with(|v| v.chart);
        measure.with(|m| m.as_ref().map_or(crate::charts::stack::StackForm::Lines, |m| series::form(kind, m)))
    });
    let write = Signal::derive(move || -> Write { result::write(unit.get()) });
    let write_axis = Signal::derive(move || -> Write { result::write_axis(unit.get()) });
    let label = Signal::derive(move || {
        format!(
            "Chart of {}. Arrow keys read it bin by bin; the table below has the same numbers.",
            heading(model).unwrap_or_default()
        )
    });
    let toggle = move |name: String| {
        model.hidden.update(|hidden| match hidden.iter().position(|h| *h == name) {
            Some(at) => drop(hidden.remove(at)),
            None => hidden.push(name),
        });
    };
    let left = move || {
        let left = drawn.with(|d| if let Some(Drawn::OverTime(_, left)) = d { *left } else { 0 });
        result::left_out(left, sums.get()).map(|words| view! { <p class="hint">{words}</p> })
    };
    let why_lines = move || {
        let kind = model.view.with(|v| v.chart);
        words::why_not_chart(kind, sums.get()).map(|words| view! { <p class="hint">{words}</p> })
    };
    view! {
        <StackChart stack form write write_axis sums label on_toggle=Callback::new(toggle) />
        {left}
        {why_lines}
    }
}

#[component]
fn Bars(model: LexModel, drawn: Memo<Option<Drawn>>) -> impl IntoView {
    let bars = Signal::derive(move || {
        drawn.with(|d| match d {
            Some(Drawn::Bars(bars)) => Arc::new(bars.clone()),
            _ => Arc::default(),
        })
    });
    let write = Signal::derive(move || -> Write {
        result::write(model.measure().map_or(crate::domain::lex::figure::Unit::Count, |m| unit(&m.0, &m.1)))
    });
    let label = Signal::derive(move || {
        format!("Bars of {}. The table below has the same numbers.", heading(model).unwrap_or_default())
    });
    let left =
        move || result::bars_left_out(MOST, bars.with(|b| b.len())).map(|words| view! { <p class="hint">{words}</p> });
    view! {
        <BarChart bars write label />
        {left}
    }
}
