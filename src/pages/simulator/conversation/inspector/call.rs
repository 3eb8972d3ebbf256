//! The calls of the skill: how long each took, what was sent, what came back.

use leptos::prelude::*;
use serde_json::Value;

use super::search::JsonSearch;
use crate::components::copy_button::CopyButton;
use crate::components::json_tree::JsonTree;
use crate::domain::conversation::json_tree::tree;
use crate::domain::simulation::{Invocation, SimulationResult};
use crate::pages::simulator::conversation::words::{duration, inspector as words};

/// All calls of a turn, one below the other, with one search over all of them.
#[component]
pub fn CallView(
    /// The result of the turn.
    result: SimulationResult,
) -> impl IntoView {
    let invocations = result.skill_execution_info.invocations;
    if invocations.is_empty() {
        return view! { <p class="hint">{words::NO_CALL}</p> }.into_any();
    }
    let of = invocations.len();
    let query = RwSignal::new(String::new());
    let bodies: Vec<Value> = invocations
        .iter()
        .flat_map(|i| [i.invocation_request.body.clone(), i.invocation_response.body.clone()])
        .flatten()
        .collect();
    let bodies = StoredValue::new(bodies);
    let matches = Memo::new(move |_| {
        query.with(|q| bodies.with_value(|all| all.iter().map(|b| tree(b, q).matches).sum::<usize>()))
    });
    view! {
        <JsonSearch id="call-search" placeholder=words::SEARCH_PLACEHOLDER query matches>
            {invocations
                .into_iter()
                .enumerate()
                .map(|(at, invocation)| view! { <Call invocation at=at + 1 of query /> })
                .collect_view()}
            <p class="hint">{words::REDACTED}</p>
        </JsonSearch>
    }
    .into_any()
}

#[component]
fn Call(invocation: Invocation, at: usize, of: usize, query: RwSignal<String>) -> impl IntoView {
    let experiments = invocation.active_experiments();
    let endpoint = invocation.invocation_request.endpoint.clone();
    let which = words::which(at, of);
    let (request, response) = (invocation.invocation_request.body, invocation.invocation_response.body);
    view! {
        <section class="stack gap-5">
            <h3>
                {words::SKILL_CALL} " " <span class="is-muted">{which.clone()}</span>
            </h3>
            <Time time_ms=invocation.metrics.skill_execution_time_ms />
            <dl class="dl">
                {(!endpoint.is_empty())
                    .then(|| {
                        view! {
                            <dt>{words::ENDPOINT}</dt>
                            <dd class="mono fs-12">
                                <bdi>{endpoint}</bdi>
                            </dd>
                        }
                    })}
                {(!experiments.is_empty())
                    .then(|| {
                        view! {
                            <dt>{words::EXPERIMENTS}</dt>
                            <dd class="fs-12">
                                {experiments
                                    .into_iter()
                                    .map(|e| {
                                        let arm = e.treatment_id.map(|t| t.to_string()).unwrap_or_default();
                                        view! {
                                            <span class="call__arm">
                                                <code>{e.id}</code>
                                                " "
                                                <span class="tag tag--accent">{arm}</span>
                                            </span>
                                        }
                                    })
                                    .collect_view()}
                            </dd>
                        }
                    })}
            </dl>
            <div class="cols cols--2 io">
                <Body name=words::REQUEST which=which.clone() body=request missing=words::NO_REQUEST query />
                <Body name=words::RESPONSE which body=response missing=words::NO_RESPONSE query />
            </div>
        </section>
    }
}

#[component]
fn Body(
    name: &'static str,
    which: String,
    body: Option<Value>,
    missing: &'static str,
    query: RwSignal<String>,
) -> impl IntoView {
    let label = format!("{name} of {which}");
    view! {
        <div class="stack gap-4">
            <div class="row row--between">
                <h4>{name}</h4>
                {body
                    .as_ref()
                    .and_then(|b| serde_json::to_string_pretty(b).ok())
                    .map(|text| {
                        view! { <CopyButton text=Signal::stored(text) label=format!("Copy the {}", label.to_lowercase()) /> }
                    })}
            </div>
            {match body {
                Some(value) => view! { <JsonTree value=Signal::stored(value) query label /> }.into_any(),
                None => view! { <p class="note">{missing}</p> }.into_any(),
            }}
        </div>
    }
}

/// A time beside the most that Alexa allows.
#[component]
pub fn Time(
    /// In milliseconds; `None` where Amazon does not say.
    time_ms: Option<f64>,
) -> impl IntoView {
    let known = time_ms.filter(|t| t.is_finite() && *t >= 0.0);
    let share = format!("{:.1}%", known.map_or(0.0, words::time_share));
    let colour = words::time_colour(known.unwrap_or(0.0));
    let text = known.map_or_else(|| words::NO_TIME.to_owned(), duration);
    view! {
        <div class="exec">
            <span class="is-muted">{words::TIME}</span>
            <span class="meter" style:--c=colour>
                <i style:--v=share></i>
            </span>
            <b>
                {text} " "
                <span class="is-muted">{format!("of {} s allowed", words::MOST_MS / 1_000.0)}</span>
            </b>
        </div>
    }
}
