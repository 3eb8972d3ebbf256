//! What the own account hears: whether an experiment of the skill pins it to a group.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::experiment_choice::ExperimentChoices;
use super::model::SimulatorModel;
use super::words;
use crate::api::experiment_control::{GetExperimentState, GetTreatmentOverride};
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;
use crate::domain::conversation::preflight_step::{in_force, is_in_force};
use crate::domain::experiment::TreatmentId;
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::skill::Stage;
use crate::route::{ExperimentView, Route, SimulatorMode};
use crate::state::api::{Api, ApiContext};

/// An experiment that pins the own account to a group.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pinned {
    skill_id: SkillId,
    experiment_id: ExperimentId,
    arm: TreatmentId,
}

/// Says which experiments decide what the own account hears. Conversations and scripts alone: a comparison says it in
/// its steps.
#[component]
pub fn PinnedNotice(
    /// The page's state.
    model: SimulatorModel,
    /// The experiments of the skill.
    choices: ExperimentChoices,
) -> impl IntoView {
    let pinned = read(model, choices);
    let notice = move |Pinned { skill_id, experiment_id, arm }: Pinned| {
        let href = Route::Experiment(Box::new(ExperimentView::of(skill_id, experiment_id.clone()))).href();
        let own = arm.clone();
        let heading = Signal::derive(move || words::pinned_heading(&own, &choices.name(experiment_id.as_str())));
        view! {
            <Banner
                tone=Tone::Info
                icon=IconName::Flask
                heading=heading
                actions=move || {
                    view! {
                        <a class="btn btn--sm" href=href.clone()>
                            {words::GO_TO_EXPERIMENT}
                        </a>
                    }
                }
            >
                <p>{words::pinned(&arm)}</p>
            </Banner>
        }
    };
    move || pinned.get().into_iter().map(notice).collect_view()
}

/// Asks for the own group of each experiment that can decide what is heard. Where nothing can be found out nothing is
/// said: the request of each call names the experiments all the same.
fn read(model: SimulatorModel, choices: ExperimentChoices) -> RwSignal<Vec<Pinned>> {
    let api = expect_context::<ApiContext>();
    let pinned = RwSignal::new(Vec::new());
    let due = Memo::new(move |_| {
        let (skill_id, named, concerned) = model.view.with(|view| {
            // Scripts have stages of their own.
            let concerned = match view.mode {
                SimulatorMode::Conversation => view.stage == Stage::Live,
                SimulatorMode::Scripts => true,
                SimulatorMode::Compare => false,
            };
            (view.skill_id.clone(), view.experiment_id.clone(), concerned)
        });
        let skill_id = skill_id.filter(|_| concerned && model.is_ready())?;
        choices.list.with(|list| match list.shown() {
            Some(all) => Some((skill_id, in_force(all, named.as_ref()), false)),
            // The link names one, and the list is not to be had.
            None => list.error().map(|_| (skill_id, named.into_iter().collect::<Vec<_>>(), true)),
        })
    });
    Effect::new(move |_| {
        let (Some((skill_id, ids, is_unlisted)), Some(api)) = (due.get(), api.get()) else {
            pinned.set(Vec::new());
            return;
        };
        spawn_local_scoped_with_cancellation(async move {
            let mut found = Vec::new();
            for experiment_id in ids {
                if let Some(arm) = arm_of(&api, &skill_id, &experiment_id, is_unlisted).await {
                    found.push(Pinned { skill_id: skill_id.clone(), experiment_id, arm });
                }
            }
            let _ = pinned.try_set(found);
        });
    });
    pinned
}

async fn arm_of(
    api: &Api,
    skill_id: &SkillId,
    experiment_id: &ExperimentId,
    asks_for_state: bool,
) -> Option<TreatmentId> {
    let (skill_id, experiment_id) = (skill_id.clone(), experiment_id.clone());
    if asks_for_state {
        let get = GetExperimentState { skill_id: skill_id.clone(), experiment_id: experiment_id.clone() };
        let state = api.call(&get).await.ok()?;
        if !is_in_force(&state) {
            return None;
        }
    }
    api.call(&GetTreatmentOverride { skill_id, experiment_id }).await.ok()?.treatment_id
}
