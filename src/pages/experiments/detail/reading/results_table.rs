//! The table of results: a row for each metric.

use leptos::prelude::*;

use super::model::ReadingModel;
use crate::charts::forest::{ForestRow, ForestScale, Tone};
use crate::components::forest_cell::{ForestAxis, ForestCell};
use crate::components::icon::{Icon, IconName};
use crate::domain::reading::Judgement;
use crate::domain::words::NO_VALUE;
use crate::pages::experiments::words::result_row::{ResultRow, Word, points_between, rows};

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Better => "is-good",
        Tone::Worse => "is-bad",
        Tone::Unclear => "",
    }
}

/// What was different in the snapshot that is compared with.
#[derive(Clone, PartialEq)]
struct Then {
    difference: String,
    change: String,
}

fn then(row: &ResultRow, now: &Judgement, compared: &Judgement, others: &[ResultRow]) -> Then {
    let change =
        now.reading.metric(&row.name).and_then(|metric| points_between(metric, compared.reading.metric(&row.name)));
    let other = others.iter().find(|other| other.name == row.name);
    Then {
        difference: other.map_or_else(|| NO_VALUE.to_owned(), |other| other.difference.clone()),
        change: change.unwrap_or_else(|| NO_VALUE.to_owned()),
    }
}

/// The rows of the chosen snapshot.
#[component]
pub fn ResultsTable(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let all = Memo::new(move |_| {
        reading.judged().map(|(experiment, judgement)| rows(&judgement, &experiment)).unwrap_or_default()
    });
    let thens = Memo::new(move |_| {
        let (experiment, judgement) = reading.judged()?;
        let compared = reading.compared.get()?;
        let others = rows(&compared, &experiment);
        Some(all.with(|all| all.iter().map(|row| then(row, &judgement, &compared, &others)).collect::<Vec<_>>()))
    });
    let scale = Signal::derive(move || {
        all.with(|all| ForestScale::for_rows(&all.iter().filter_map(|row| row.forest).collect::<Vec<ForestRow>>()))
    });
    // Asked for, and not read: an empty column would say that nothing changed.
    let compare_name = Memo::new(move |_| {
        let id = page.view.with(|v| v.compare.clone())?;
        Some(reading.pick(&id).map_or_else(|| "a snapshot that is not there".to_owned(), |p| p.label))
    });
    let body = move || {
        let thens = thens.get();
        let has_compare = compare_name.with(Option::is_some);
        let is_settled = reading.is_settled.get();
        all.get()
            .into_iter()
            .enumerate()
            .map(|(n, row)| {
                let then = has_compare.then(|| thens.as_ref().and_then(|thens| thens.get(n).cloned()));
                view! { <Row row then scale is_settled /> }
            })
            .collect_view()
    };
    let users = move || {
        reading.judged().and_then(|(_, judgement)| judgement.trust.ratio).map(|ratio| {
            let count = |n: u64| crate::domain::words::count(n as f64);
            format!("userCount C {} · T1 {}", count(ratio.control_users), count(ratio.treated_users))
        })
    };
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Results table">
            <table class="table table--cards table--results">
                <thead>
                    <tr>
                        <th scope="col">"Metric"</th>
                        <th scope="col" class="num">
                            <span class="arm">"C"</span>
                        </th>
                        <th scope="col" class="num">
                            <span class="arm arm--t">"T1"</span>
                        </th>
                        <th scope="col" class="num">"Difference"</th>
                        {move || {
                            compare_name
                                .get()
                                .map(|name| {
                                    view! {
                                        <th scope="col" class="num">
                                            {format!("Then: {name}")}
                                        </th>
                                    }
                                })
                        }}
                        <th scope="col">
                            <ForestAxis scale label=Signal::stored("95% confidence interval".to_owned()) />
                        </th>
                        <th scope="col" class="num">"p-value"</th>
                        <th scope="col">"Reading"</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <div class="card__foot">
            <ul class="legend legend--static">
                <li>
                    <i class="key-d key-d--on"></i>
                    "interval excludes 0"
                </li>
                <li>
                    <i class="key-d"></i>
                    "interval includes 0"
                </li>
                <li>"Colour says whether it is good, not which way it went"</li>
            </ul>
            <span class="push">{users}</span>
        </div>
    }
}

#[component]
fn Row(row: ResultRow, then: Option<Option<Then>>, scale: Signal<ForestScale>, is_settled: bool) -> impl IntoView {
    let tags = [
        row.is_key.then(|| {
            view! {
                <span class="tag tag--accent">
                    <Icon name=IconName::Key class="i--sm" />
                    "Key"
                </span>
            }
            .into_any()
        }),
        row.is_guardrail.then(|| {
            view! {
                <span class="tag tag--outline">
                    <Icon name=IconName::Shield class="i--sm" />
                    "Guardrail"
                </span>
            }
            .into_any()
        }),
    ];
    let label = format!("{}: difference {}, {}", row.name, row.difference, row.interval);
    let bar = match row.forest {
        Some(forest) => view! {
            <ForestCell row=Signal::stored(forest) scale label=Signal::stored(label) />
            <span class="ci-text" aria-hidden="true">{format!("{}, centre line is 0", row.interval)}</span>
        }
        .into_any(),
        None => view! { <span class="hint">{row.interval.clone()}</span> }.into_any(),
    };
    let has_forest = row.forest.is_some();
    let words = if is_settled { row.words } else { Vec::new() };
    let is_part = row.is_key || row.is_guardrail;
    let arm = |label: &'static str, arm: crate::pages::experiments::words::result_row::Arm| {
        view! {
            <td class="num" data-l=label>
                <span>
                    {arm.mean}
                    {arm.users.map(|n| view! { <small>{format!("{n} users")}</small> })}
                </span>
            </td>
        }
    };
    view! {
        <tr>
            <th scope="row">
                {row.name.clone()}
                <small class="row gap-3">{tags.into_iter().flatten().collect_view()} <span>{row.hope.clone()}</span></small>
                {row.notes.iter().map(|note| view! { <small class="assumed">{note.clone()}</small> }).collect_view()}
            </th>
            {arm("C mean", row.control.clone())}
            {arm("T1 mean", row.treated.clone())}
            <td class="num" data-l="Difference">
                <span>
                    <b class=class(row.tone)>{row.difference.clone()}</b>
                    {has_forest.then(|| view! { <small class="ci-small">{row.interval.clone()}</small> })}
                    {row
                        .always_valid
                        .clone()
                        .map(|i| view! { <small class="ci-small">{format!("any look: {i}")}</small> })}
                </span>
            </td>
            {then
                .map(|then| {
                    view! {
                        <td class="num" data-l="Then">
                            {match then {
                                Some(then) => {
                                    view! {
                                        <span>
                                            {then.difference}
                                            <small>{format!("since then {}", then.change)}</small>
                                        </span>
                                    }
                                        .into_any()
                                }
                                None => view! { <span class="is-muted">"not read"</span> }.into_any(),
                            }}
                        </td>
                    }
                })}
            <td class="wide" data-l="95% interval">
                {bar}
            </td>
            <td class="num" data-l="p-value">
                <span>
                    {row.p_value.clone()}
                    {row.p_notes.iter().map(|note| view! { <small>{note.clone()}</small> }).collect_view()}
                </span>
            </td>
            <td data-l="Reading">
                {if !is_settled {
                    view! { <span class="is-muted">"Reading the other snapshots"</span> }.into_any()
                } else if is_part {
                    view! { <span>{words.into_iter().map(|word| view! { <WordCell word /> }).collect_view()}</span> }
                        .into_any()
                } else {
                    view! { <span class="is-muted">"Not a metric of the test"</span> }.into_any()
                }}
            </td>
        </tr>
    }
}

#[component]
fn WordCell(word: Word) -> impl IntoView {
    let icon = match word.tone {
        Tone::Better => Some(IconName::Check),
        Tone::Worse => Some(IconName::Alert),
        Tone::Unclear => None,
    };
    view! {
        <b class=format!("reading-word {}", class(word.tone))>
            {icon.map(|name| view! { <Icon name class="i--sm" /> })} {word.word}
        </b>
        <small>{word.note}</small>
    }
}
