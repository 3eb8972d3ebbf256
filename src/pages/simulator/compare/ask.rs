//! Asking one side, conversation by conversation.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::{Asking, CompareModel};
use super::words;
use crate::api::experiment_control::GetExperimentState;
use crate::api::simulation::SimulateSkill;
use crate::domain::conversation::preflight::{Preflight, Side};
use crate::domain::conversation::script::mode_of;
use crate::domain::conversation::{Turn, TurnOutcome};
use crate::domain::experiment::{ExperimentState, TreatmentId};
use crate::domain::skill::Stage;
use crate::pages::simulator::performer::Performer;
use crate::pages::simulator::scripts::words::not_run;
use crate::platform::lock;

impl CompareModel {
    /// Asks a side what it was not asked yet. Does nothing while one is asked.
    pub fn ask(&self, arm: TreatmentId) {
        let model = *self;
        let is_busy = self.asking.try_with_untracked(Option::is_some).unwrap_or(true);
        let Some(performer) = self.performer.try_get_value().filter(|_| !is_busy) else { return };
        let Some(mut preflight) = self.begun() else { return };
        let Some((state, pinned)) = untrack(|| self.read_situation()) else { return };
        performer.begin();
        let _ = self.broke_off.try_set(None);
        let _ = self.problem.try_set(None);
        let _ = self.asking.try_set(Some(Asking {
            arm: arm.clone(),
            conversation: preflight.next_conversation(&arm).unwrap_or_default(),
            conversations: preflight.conversations.len(),
            turn: 0,
            turns: 1,
            progress: None,
        }));
        spawn_local(async move {
            let name = model.lock_name(&preflight);
            // Two tabs that ask at once would keep the answers of one of them alone.
            let Some(_held) = lock::take(&name).await else {
                let _ = model.asking.try_set(None);
                let _ = model.is_elsewhere.try_set(true);
                lock::freed(&name).await;
                if let Some(kept) = model.kept().await {
                    let _ = model.preflight.try_set(Some(kept));
                }
                let _ = model.is_elsewhere.try_set(false);
                return;
            };
            // Another tab may have gone on with it meanwhile.
            if let Some(kept) = model.kept().await {
                preflight = kept;
            }
            let now = model.clock.now_untracked();
            preflight.side_mut(&arm).get_or_insert_with(|| Side::new(now, state, pinned));
            let end = ask_all(model, &performer, &mut preflight, &arm).await;
            let _ = model.preflight.try_set(Some(preflight.clone()));
            model.keep(&preflight).await;
            let _ = model.asking.try_set(None);
            if let Err(words) = end {
                let _ = model.broke_off.try_set(Some(words));
            }
        });
    }

    /// What was begun, or a new comparison of what is chosen; `None` where nothing can be asked, which is then said.
    fn begun(&self) -> Option<Preflight> {
        if let Some(preflight) = self.preflight.get_untracked() {
            return Some(preflight);
        }
        let (skill_id, experiment_id) = self.ids();
        match self.conversations() {
            Ok(conversations) => Some(Preflight {
                skill_id,
                experiment_id,
                experiment_name: self
                    .store
                    .detail
                    .with_untracked(|d| d.shown().and_then(|d| d.experiment.name.clone())),
                locale: self.page.locale.get_untracked(),
                begun: self.clock.now_untracked(),
                conversations,
                control: None,
                treatment: None,
            }),
            Err(words) => {
                self.problem.set(Some(words));
                crate::platform::document::focus("compare-utterances");
                None
            }
        }
    }
}

/// Whether the state is one in which a side can be asked.
fn can_be_asked(arm: &TreatmentId, state: &ExperimentState) -> bool {
    match arm {
        TreatmentId::C => *state == ExperimentState::Created,
        _ => matches!(state, ExperimentState::Enabled | ExperimentState::Running),
    }
}

/// Asks what is left. The state is read before each conversation, and after the last one of C: whatever another tab or a
/// colleague does meanwhile, no answer is taken for C's that need not be.
async fn ask_all(
    model: CompareModel,
    performer: &Performer,
    preflight: &mut Preflight,
    arm: &TreatmentId,
) -> Result<(), String> {
    loop {
        let next = preflight.next_conversation(arm);
        if next.is_some() || *arm == TreatmentId::C {
            check_state(model, preflight, arm).await?;
        }
        let Some(place) = next else {
            if let Some(side) = preflight.side_mut(arm) {
                side.finished = Some(model.clock.now_untracked());
            }
            return Ok(());
        };
        let turns = ask_one(model, performer, preflight, arm, place).await?;
        if let Some(side) = preflight.side_mut(arm) {
            side.conversations.push(turns);
        }
        let _ = model.preflight.try_set(Some(preflight.clone()));
        model.keep(preflight).await;
    }
}

async fn check_state(model: CompareModel, preflight: &mut Preflight, arm: &TreatmentId) -> Result<(), String> {
    let api = model.api.try_now().ok_or_else(|| not_run(Some(&TurnOutcome::Cancelled)))?;
    let get =
        GetExperimentState { skill_id: preflight.skill_id.clone(), experiment_id: preflight.experiment_id.clone() };
    match api.call(&get).await {
        Ok(state) if can_be_asked(arm, &state) => Ok(()),
        Ok(state) => {
            if *arm == TreatmentId::C
                && let Some(side) = preflight.side_mut(arm)
            {
                // It moved after the last look, so the last conversation may have been held while it did.
                side.conversations.pop();
            }
            model.store.reload();
            Err(words::state_moved(&state, arm))
        }
        Err(error) => Err(format!("{}. {}", error.heading(), error.advice())),
    }
}

async fn ask_one(
    model: CompareModel,
    performer: &Performer,
    preflight: &Preflight,
    arm: &TreatmentId,
    place: usize,
) -> Result<Vec<Turn>, String> {
    let asked = preflight.conversations.get(place).map(|c| c.turns.clone()).unwrap_or_default();
    let mut turns = Vec::new();
    for (n, turn) in asked.iter().enumerate() {
        let at = |progress| Asking {
            arm: arm.clone(),
            conversation: place,
            conversations: preflight.conversations.len(),
            turn: n,
            turns: asked.len(),
            progress,
        };
        let _ = model.asking.try_set(Some(at(None)));
        let simulate = SimulateSkill {
            skill_id: preflight.skill_id.clone(),
            stage: Stage::Live,
            locale: preflight.locale.clone(),
            content: turn.utterance.clone(),
            mode: mode_of(&asked, n),
        };
        let outcome = performer
            .say(&simulate, |progress| {
                let _ = model.asking.try_set(Some(at(Some(progress))));
            })
            .await;
        if !matches!(outcome, TurnOutcome::Ended(_)) {
            return Err(format!("“{}”: {}", turn.utterance, not_run(Some(&outcome))));
        }
        let at = model.clock.now_untracked();
        turns.push(Turn { utterance: turn.utterance.clone(), mode: simulate.mode, at, outcome });
    }
    Ok(turns)
}
