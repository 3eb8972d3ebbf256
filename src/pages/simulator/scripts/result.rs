//! What came of a script's last run, turn by turn, beside the run before.

use leptos::prelude::*;

use super::model::ScriptsModel;
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::expectation::Verdict;
use crate::domain::conversation::script_run::{RunChange, ScriptRun, TurnRun};
use crate::domain::conversation::turn_diff::words_between;
use crate::domain::id::ScriptId;
use crate::domain::words as numbers;
use crate::pages::simulator::speech_diff::SpeechDiff;

/// The last run of a script.
#[component]
pub fn RunCard(
    /// The panel's state.
    model: ScriptsModel,
    /// The script.
    id: ScriptId,
) -> impl IntoView {
    let id = StoredValue::new(id);
    let name = move || {
        let of = |all: &Option<Vec<_>>| {
            all.iter()
                .flatten()
                .find(|s: &&crate::domain::conversation::script::Script| id.with_value(|id| s.id == *id))
                .map(|s| s.name.clone())
        };
        model.scripts.with(of).unwrap_or_default()
    };
    let runs = Memo::new(move |_| id.with_value(|id| model.last_runs(id)));
    view! {
        <section class="card" aria-labelledby="run-title">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="run-title">{move || format!("Last run of “{}”", name())}</h2>
                    <p aria-live="polite">
                        {move || {
                            runs.with(|(now, before)| {
                                let Some(now) = now else { return words::NEVER_RUN.to_owned() };
                                let score = words::score(now.score(), now.finished.is_some());
                                match before {
                                    Some(before) => {
                                        format!("{score}. {}", words::changes(&now.changes_since(before)))
                                    }
                                    None => format!("{score}. It is the first run, so there is nothing to compare."),
                                }
                            })
                        }}
                    </p>
                </div>
            </div>
            <ol class="script-run">
                {move || {
                    let (now, before) = runs.get();
                    now.map(|now| turns(&now, before.as_ref()))
                }}
            </ol>
        </section>
    }
}

fn turns(now: &ScriptRun, before: Option<&ScriptRun>) -> impl IntoView + use<> {
    let changes = before.map(|before| now.changes_since(before)).unwrap_or_default();
    let of = |(place, turn): (usize, &TurnRun)| {
        let change = changes.get(place).copied().unwrap_or(RunChange::NotComparable);
        let old = before.and_then(|b| b.turns.get(place)).filter(|_| change != RunChange::NotComparable);
        view! { <TurnResult turn=turn.clone() said_before=old.map(TurnRun::said) change /> }
    };
    now.turns.iter().enumerate().map(of).collect_view()
}

#[component]
fn TurnResult(turn: TurnRun, said_before: Option<String>, change: RunChange) -> impl IntoView {
    let verdict = turn.verdict();
    let said = turn.said();
    let (class, icon, label) = match &verdict {
        Verdict::Passed => ("tag tag--good", IconName::Check, "Passed"),
        Verdict::Failed(_) => ("tag tag--bad", IconName::Warn, "Failed"),
        Verdict::NotRun => ("tag", IconName::Circle, "Not run"),
    };
    let misses = match verdict {
        Verdict::Failed(misses) => misses.iter().map(words::miss).collect(),
        Verdict::NotRun => vec![words::not_run(turn.turn.as_ref().map(|t| &t.outcome))],
        Verdict::Passed => Vec::new(),
    };
    let request_id = turn.turn.as_ref().and_then(|t| match &t.outcome {
        crate::domain::conversation::TurnOutcome::Refused { request_id, .. } => request_id.clone(),
        _ => None,
    });
    let result = turn.turn.as_ref().and_then(|t| t.outcome.simulation()?.result.as_ref());
    let intent = result.and_then(|r| r.selected_intent()).map(|i| words::intent(&i.name).to_owned());
    let time_ms = result.and_then(|r| r.execution_time_ms());
    let change_class = if change == RunChange::Broken { "tag tag--bad" } else { "tag tag--accent" };
    let differs = said_before.as_ref().is_some_and(|before| *before != said);
    view! {
        <li>
            <p class="script-run__said">
                <b>{format!("“{}”", turn.asked.utterance)}</b>
                <span class=class>
                    <Icon name=icon class="i--sm" />
                    {label}
                </span>
                {words::change(change).map(|word| view! { <span class=change_class>{word}</span> })}
            </p>
            {match said_before.filter(|_| differs) {
                Some(before) => view! { <SpeechDiff stretches=words_between(&before, &said) /> }.into_any(),
                None => view! { <p class="fs-13">{said}</p> }.into_any(),
            }}
            <p class="turn__meta">
                {intent.map(|name| view! { <code>{name}</code> })}
                {time_ms.map(|ms| view! { <span>{format!("{} ms", numbers::count(ms))}</span> })}
            </p>
            {misses.into_iter().map(|words| view! { <p class="fs-13 script-run__miss">{words}</p> }).collect_view()}
            {request_id
                .map(|id| {
                    view! {
                        <p class="fs-12">
                            "Request ID " <code>{id}</code>
                        </p>
                    }
                })}
        </li>
    }
}
