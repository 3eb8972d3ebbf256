//! One turn in depth.

mod call;
mod raw;
mod search;
mod understood;

use leptos::prelude::*;

use self::call::CallView;
use self::raw::RawView;
use self::understood::UnderstoodView;
use super::model::Conversation;
use super::words::inspector as words;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::tabs::{TabPanel, Tabs};
use crate::domain::conversation::export::outcome_code;
use crate::domain::conversation::{Turn, TurnOutcome};
use crate::domain::simulation::{Simulation, SimulationResult, SimulationStatus};
use crate::platform::document;

const ID: &str = "simulator-inspector";

/// The turn that is shown, in three views.
#[component]
pub fn Inspector(
    /// The conversation.
    conversation: Conversation,
) -> impl IntoView {
    let chosen = RwSignal::new(words::UNDERSTANDING);
    let turn = Memo::new(move |_| {
        let at = conversation.shown()?;
        conversation.turns.with(|turns| turns.get(at).cloned()).map(|turn| (at, turn))
    });
    view! {
        <section class="card" id=ID aria-label=words::INSPECTOR>
            {move || match turn.get() {
                None => view! {
                    <EmptyState icon=IconName::Search heading=words::EMPTY>
                        {words::EMPTY_ADVICE}
                    </EmptyState>
                }
                .into_any(),
                Some((at, turn)) => view! { <TurnInDepth at turn chosen /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn TurnInDepth(at: usize, turn: Turn, chosen: RwSignal<&'static str>) -> impl IntoView {
    let was_not_called = |s: &Simulation| s.result.as_ref().is_none_or(SimulationResult::skill_was_not_called);
    let mut code = outcome_code(&turn.outcome).to_owned();
    let (class, icon) = match &turn.outcome {
        TurnOutcome::Ended(s) if s.status == SimulationStatus::Successful && was_not_called(s) => {
            code = format!("{code}, {}", words::NOT_CALLED);
            ("tag tag--warn push", IconName::Alert)
        }
        TurnOutcome::Ended(s) if s.status == SimulationStatus::Successful => ("tag tag--good push", IconName::Check),
        TurnOutcome::Ended(_) | TurnOutcome::Refused { .. } => ("tag tag--bad push", IconName::Warn),
        _ => ("tag tag--warn push", IconName::Clock),
    };
    let utterance = turn.utterance.clone();
    let simulation = StoredValue::new(turn.outcome.simulation().cloned());
    view! {
        <div class="card__head">
            <div class="inspector__title">
                <h2>{format!("Turn {}", at + 1)}</h2>
                <p>"“" <bdi>{utterance}</bdi> "”"</p>
            </div>
            <span class=class>
                <Icon name=icon class="i--sm" />
                {code}
            </span>
        </div>
        <div class="card__body stack gap-7">
            <Tabs id="inspector" label=words::VIEWS tabs=words::TABS chosen />
            <TabPanel id="inspector" chosen>
                {move || match simulation.get_value() {
                    None => view! { <p class="hint">{words::NO_RESULT}</p> }.into_any(),
                    Some(simulation) => {
                        let result = simulation.result.clone().unwrap_or_default();
                        match chosen.get() {
                            words::CALL => view! { <CallView result /> }.into_any(),
                            words::RAW => view! { <RawView simulation /> }.into_any(),
                            _ => view! { <UnderstoodView result /> }.into_any(),
                        }
                    }
                }}
            </TabPanel>
        </div>
    }
}

/// On a narrow screen the inspector is below the thread: whoever asks for a turn is taken there.
pub fn bring_into_view() {
    request_animation_frame(|| {
        let Some(inspector) = document::element(ID) else { return };
        let height = window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(f64::MAX);
        if inspector.get_bounding_client_rect().top() > height * 0.8 {
            inspector.scroll_into_view();
        }
    });
}
