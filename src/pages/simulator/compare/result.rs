//! What both sides said, and what that proves.

use leptos::prelude::*;

use super::answers::Answers;
use super::export_menu::ExportMenu;
use super::model::CompareModel;
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::arm_proof::ArmProof;
use crate::domain::conversation::preflight::Preflight;
use crate::domain::experiment::{ExperimentState, TreatmentId};
use crate::route::{ExperimentView, Route};

/// The result, from the first answer on.
#[component]
pub fn ResultSection(
    /// The comparison's state.
    model: CompareModel,
) -> impl IntoView {
    move || {
        let preflight = model.preflight.get()?;
        let has_answers = |arm: &TreatmentId| preflight.side(arm).is_some_and(|s| s.turns().next().is_some());
        if !has_answers(&TreatmentId::C) && !has_answers(&TreatmentId::T1) {
            return None;
        }
        let conversations = (0..preflight.conversations.len())
            .filter(|place| preflight.compared(*place).iter().any(|t| t.control.is_some() || t.treatment.is_some()))
            .map(|place| view! { <Answers preflight=preflight.clone() place /> })
            .collect_view();
        Some(view! {
            <Head model preflight=preflight.clone() />
            {conversations}
        })
    }
}

#[component]
fn Head(model: CompareModel, preflight: Preflight) -> impl IntoView {
    let proof = preflight.treatment_proof();
    let contradicted = preflight.control_contradiction();
    let has_control = preflight.control.is_some();
    let look = |proof: &ArmProof| match proof {
        ArmProof::Proven(_) => ("tag tag--good", IconName::ShieldCheck),
        ArmProof::NotNamed => ("tag tag--warn", IconName::Alert),
        ArmProof::Contradicted(_) => ("tag tag--bad", IconName::Warn),
    };
    let href = {
        let (skill_id, experiment_id) = model.ids();
        Route::Experiment(Box::new(ExperimentView::of(skill_id, experiment_id))).href()
    };
    let still_pinned = move || {
        let is_on = matches!(model.store.state(), Some(ExperimentState::Enabled | ExperimentState::Running));
        let is_pinned = model.read_situation().is_some_and(|(_, pinned)| pinned == Some(TreatmentId::T1));
        is_on && is_pinned
    };
    view! {
        <section class="card" aria-labelledby="compare-result-title">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="compare-result-title">{words::READ}</h2>
                    <p>{model.name()}</p>
                </div>
                <div class="row push">
                    {proof
                        .as_ref()
                        .map(|proof| {
                            let (class, icon) = look(proof);
                            view! {
                                <span class=class>
                                    <Icon name=icon class="i--sm" />
                                    {words::proof_tag(proof)}
                                </span>
                            }
                        })}
                    <ExportMenu preflight=preflight.clone() clock=model.clock />
                </div>
            </div>
            <div class="card__body stack gap-4" aria-live="polite">
                <p class="compare-headline">{words::headline(&preflight)}</p>
                {proof.map(|proof| view! { <p class="fs-13">{words::proof(&proof)}</p> })}
                {has_control.then(|| view! { <p class="fs-13">{words::control_side(contradicted.as_ref())}</p> })}
                {move || {
                    still_pinned()
                        .then(|| {
                            view! {
                                <p class="note">
                                    <Icon name=IconName::Info />
                                    <span>
                                        {words::STILL_PINNED} " " <a href=href.clone()>"Go to the experiment"</a>
                                    </span>
                                </p>
                            }
                        })
                }}
            </div>
        </section>
    }
}
