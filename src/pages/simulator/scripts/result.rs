//! What came of a script's last run, turn by turn, beside the last answers before it.

use leptos::prelude::*;

use super::change_words;
use super::model::ScriptsModel;
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::expectation::Verdict;
use crate::domain::conversation::run_comparison::{AnswerBefore, RunChange, TurnComparison};
use crate::domain::conversation::script_run::{ScriptRun, TurnRun};
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
    let run = Memo::new(move |_| id.with_value(|id| model.last_compared(id)));
    view! {
        <section class="card" aria-labelledby="run-title">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="run-title">{move || format!("Last run of “{}”", name())}</h2>
                    <p aria-live="polite">
                        {move || {
                            run.with(|run| {
                                let Some((now, compared)) = run else { return words::NEVER_RUN.to_owned() };
                                let score = words::score(now.score(), now.finished.is_some());
                                match compared {
                                    Some(all) => format!("{score}. {}", change_words::changes(all)),
                                    None => format!("{score}. It is the first run, so there is nothing to compare."),
                                }
                            })
                        }}
                    </p>
                </div>
            </div>
            <ol class="script-run">
                {move || run.with(|run| run.as_ref().map(|(now, compared)| turns(now, compared.as_deref())))}
            </ol>
        </section>
    }
}

fn turns(now: &ScriptRun, compared: Option<&[TurnComparison]>) -> impl IntoView + use<> {
    let of = |(place, turn): (usize, &TurnRun)| {
        let compared = compared.and_then(|all| all.get(place));
        let change = compared.map_or(RunChange::NotComparable, |c| c.change);
        let before = compared.and_then(|c| c.before.clone());
        view! { <TurnResult turn=turn.clone() before change /> }
    };
    now.turns.iter().enumerate().map(of).collect_view()
}

#[component]
fn TurnResult(turn: TurnRun, before: Option<AnswerBefore>, change: RunChange) -> impl IntoView {
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
    let details = before.as_ref().map(change_words::details).unwrap_or_default();
    let said_before = before.map(|before| before.said).filter(|before| *before != said);
    view! {
        <li>
            <p class="script-run__said">
                <b>{format!("“{}”", turn.asked.utterance)}</b>
                <span class=class>
                    <Icon name=icon class="i--sm" />
                    {label}
                </span>
                {change_words::change(change).map(|word| view! { <span class=change_class>{word}</span> })}
            </p>
            {match said_before {
                Some(before) => view! { <SpeechDiff stretches=words_between(&before, &said) /> }.into_any(),
                None => view! { <p class="fs-13">{said}</p> }.into_any(),
            }}
            <p class="turn__meta">
                {intent.map(|name| view! { <code>{name}</code> })}
                {time_ms.map(|ms| view! { <span>{format!("{} ms", numbers::count(ms))}</span> })}
            </p>
            {details.into_iter().map(|words| view! { <p class="fs-13">{words}</p> }).collect_view()}
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
