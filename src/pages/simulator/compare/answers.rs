//! The turns of one conversation, C beside T1.

use leptos::prelude::*;

use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::Turn;
use crate::domain::conversation::arm_proof::ArmProof;
use crate::domain::conversation::expectation::speech;
use crate::domain::conversation::preflight::{ComparedTurn, Preflight};
use crate::domain::conversation::turn_diff::TurnDiff;
use crate::domain::experiment::TreatmentId;
use crate::domain::id::ExperimentId;
use crate::domain::simulation::SimulationResult;
use crate::domain::words::count;
use crate::pages::simulator::speech_diff::SpeechDiff;

/// A conversation of both sides.
#[component]
pub fn Answers(
    /// The comparison.
    preflight: Preflight,
    /// Which conversation.
    place: usize,
) -> impl IntoView {
    let name = preflight.conversations.get(place).map(|c| c.name.clone()).unwrap_or_default();
    let title_id = format!("conversation-{place}");
    let labelled_by = title_id.clone();
    let turns = preflight.compared(place);
    let experiment_id = preflight.experiment_id.clone();
    let is_single = turns.len() == 1;
    let about = match (is_single, &preflight.experiment_name) {
        (true, Some(experiment)) => format!("Same utterance, new session each time, in experiment {experiment}"),
        (false, Some(experiment)) => format!("Same conversation, new session each time, in experiment {experiment}"),
        (_, None) => "The same, in a new session each time".to_owned(),
    };
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <div class="card__head card__head--line">
                <div>
                    <h2 id=title_id>{format!("“{name}”")}</h2>
                    <p>{about}</p>
                </div>
            </div>
            {turns
                .into_iter()
                .map(|turn| view! { <TurnPair turn experiment_id=experiment_id.clone() is_single /> })
                .collect_view()}
        </section>
    }
}

#[component]
fn TurnPair(turn: ComparedTurn, experiment_id: ExperimentId, is_single: bool) -> impl IntoView {
    let utterance = turn.utterance.clone();
    view! {
        {(!is_single).then(|| view! { <h3 class="compare-turn">{format!("“{utterance}”")}</h3> })}
        <div class="versus">
            <Answer turn=turn.control arm=TreatmentId::C experiment_id=experiment_id.clone() />
            <Answer turn=turn.treatment arm=TreatmentId::T1 experiment_id />
        </div>
        {turn.diff.map(|diff| view! { <Changed diff is_single /> })}
    }
}

#[component]
fn Answer(turn: Option<Turn>, arm: TreatmentId, experiment_id: ExperimentId) -> impl IntoView {
    let is_control = arm == TreatmentId::C;
    let (class, label) =
        if is_control { ("arm", "C, today’s skill") } else { ("arm arm--t", "T1, the new behaviour") };
    let Some(turn) = turn else {
        return view! {
            <div>
                <span class=class>{label}</span>
                <p class="is-muted fs-13">"Not asked yet"</p>
            </div>
        }
        .into_any();
    };
    let result = turn.outcome.simulation().and_then(|s| s.result.clone()).unwrap_or_default();
    let was_called = !turn.outcome.is_answered() || !result.skill_was_not_called();
    let proof = turn.outcome.simulation().filter(|_| was_called).map(|s| ArmProof::of(s, &experiment_id, &arm));
    let said = speech(&result);
    let time_ms = result.execution_time_ms();
    let intent = result.selected_intent().map(|i| words::intent(&i.name));
    view! {
        <div>
            <div class="row row--between">
                <span class=class>{label}</span>
                <span class="is-muted fs-12">{time_ms.map(|ms| format!("{} ms", count(ms)))}</span>
            </div>
            {bubble(&turn, &result, &said)}
            <p class="turn__meta">
                {intent.map(|name| view! { <code>{name}</code> })} <span>{words::length(&said)}</span>
                {(!was_called).then(|| view! { <span class="tag">{words::NOT_CALLED}</span> })}
                {(!is_control)
                    .then(|| {
                        proof
                            .map(|proof| {
                                let class = match proof {
                                    ArmProof::Proven(_) => "tag tag--good",
                                    ArmProof::NotNamed => "tag tag--warn",
                                    ArmProof::Contradicted(_) => "tag tag--bad",
                                };
                                view! { <span class=class>{words::proof_tag(&proof)}</span> }
                            })
                    })}
            </p>
        </div>
    }
    .into_any()
}

fn bubble(turn: &Turn, result: &SimulationResult, said: &str) -> AnyView {
    if turn.outcome.is_answered() {
        let said = if said.is_empty() { "Alexa said nothing.".to_owned() } else { said.to_owned() };
        return view! { <p class="bubble">{said}</p> }.into_any();
    }
    let message = result.error.as_ref().map(|e| e.message.clone()).filter(|m| !m.is_empty());
    view! {
        <p class="bubble bubble--fail">
            {message.map_or_else(|| "The simulation failed.".to_owned(), |m| format!("The simulation failed: “{m}”"))}
        </p>
    }
    .into_any()
}

/// What changed from C to T1.
#[component]
fn Changed(diff: TurnDiff, is_single: bool) -> impl IntoView {
    if !diff.is_comparable {
        return view! {
            <div class="card__body compare-changed">
                <p class="fs-13 is-muted">"One side has no answer, so there is nothing to compare."</p>
            </div>
        }
        .into_any();
    }
    let speech_differs = diff.speech_differs();
    let others = words::changes(&diff);
    let is_same = !speech_differs && others.is_empty();
    let time = words::time(&diff);
    view! {
        <div class="card__body stack gap-3 compare-changed">
            {if is_single {
                view! { <h3>{words::CHANGED}</h3> }.into_any()
            } else {
                view! { <h4>{words::CHANGED}</h4> }.into_any()
            }}
            {speech_differs.then(|| view! { <SpeechDiff stretches=diff.speech.clone() /> })}
            {is_same
                .then(|| {
                    view! {
                        <p class="fs-13 row gap-3">
                            <Icon name=IconName::Check class="is-good" />
                            "The same words, intent and slots."
                        </p>
                    }
                })}
            <ul class="compare-changes">
                {others.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
                {time.map(|text| view! { <li class="is-muted">{text}</li> })}
            </ul>
        </div>
    }
    .into_any()
}
