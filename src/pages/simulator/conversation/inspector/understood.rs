//! What Alexa understood.

use leptos::prelude::*;

use super::call::Time;
use crate::components::intent_card::IntentCard;
use crate::domain::conversation::understanding::Understanding;
use crate::domain::simulation::SimulationResult;
use crate::pages::simulator::conversation::words::inspector as words;

/// The selected intent with its slots, the others below it.
#[component]
pub fn UnderstoodView(
    /// The result of the turn.
    result: SimulationResult,
) -> impl IntoView {
    let understood = Understanding::of(&result);
    let considered = understood.considered();
    let badge = if understood.was_sent { words::SENT } else { words::RANKED_FIRST };
    view! {
        <section class="stack gap-5">
            <h3>
                {words::CONSIDERED} " " <span class="is-muted">{words::how_many(considered)}</span>
            </h3>
            {(considered == 0).then(|| view! { <p class="hint">{words::NO_INTENTS}</p> })}
            {understood.selected.map(|intent| view! { <IntentCard intent selected=true badge /> })}
            {understood.others.into_iter().map(|intent| view! { <IntentCard intent /> }).collect_view()}
        </section>
        {result.execution_time_ms().map(|ms| view! { <Time time_ms=Some(ms) /> })}
    }
}
