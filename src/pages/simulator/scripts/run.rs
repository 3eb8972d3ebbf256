//! Running scripts, one turn at a time.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::library::Library;
use super::model::{Running, ScriptsModel};
use super::words;
use crate::api::simulation::SimulateSkill;
use crate::domain::conversation::Turn;
use crate::domain::conversation::script::Script;
use crate::domain::conversation::script_run::ScriptRun;
use crate::domain::id::{RunId, ScriptId};
use crate::pages::simulator::new_id::new_id;
use crate::pages::simulator::performer::Performer;

impl ScriptsModel {
    /// Runs scripts one after the other. Does nothing while others run.
    pub fn run(&self, ids: Vec<ScriptId>) {
        let model = *self;
        let is_busy = self.running.try_with_untracked(Option::is_some).unwrap_or(true);
        let scripts: Vec<Script> = ids.iter().filter_map(|id| self.script(id)).collect();
        let (Some(first), Some(library), Some(performer), false) =
            (scripts.first(), self.library(), self.performer.try_get_value(), is_busy)
        else {
            return;
        };
        performer.begin();
        let _ = self.running.try_set(Some(Running {
            script_id: first.id.clone(),
            turn: 0,
            of: first.turns.len(),
            progress: None,
            waiting: scripts.len() - 1,
        }));
        spawn_local(async move {
            let (of, mut passed) = (scripts.len(), 0);
            for (place, script) in scripts.iter().enumerate() {
                let Some(run) = run_one(model, &library, &performer, script, of - place - 1).await else { break };
                passed += usize::from(run.has_passed());
                if performer.is_stopped() {
                    break;
                }
            }
            let _ = model.running.try_set(None);
            if of > 1 && !performer.is_stopped() {
                model.toasts.done(words::all_done(passed, of));
            }
        });
    }
}

async fn run_one(
    model: ScriptsModel,
    library: &Library,
    performer: &Performer,
    script: &Script,
    waiting: usize,
) -> Option<ScriptRun> {
    let id = RunId::parse(&new_id()?).ok()?;
    let mut run = ScriptRun::of(script, id, model.clock.now_untracked());
    let _ = model.shown.try_set(Some(script.id.clone()));
    show(model, &run);
    for place in 0..run.turns.len() {
        let at = move |progress| Running {
            script_id: script.id.clone(),
            turn: place,
            of: script.turns.len(),
            progress,
            waiting,
        };
        let _ = model.running.try_set(Some(at(None)));
        let asked = run.turns.get(place)?.asked.clone();
        let simulate = SimulateSkill {
            skill_id: script.skill_id.clone(),
            stage: script.stage.clone(),
            locale: script.locale.clone(),
            content: asked.utterance.clone(),
            mode: script.mode_of(place),
        };
        let outcome = performer
            .say(&simulate, |progress| {
                let _ = model.running.try_set(Some(at(Some(progress))));
            })
            .await;
        let turn = Turn { utterance: asked.utterance, mode: simulate.mode, at: model.clock.now_untracked(), outcome };
        if let Some(own) = run.turns.get_mut(place) {
            own.turn = Some(turn);
        }
        let goes_on = run.turns.get(place).is_some_and(|own| own.has_ended());
        if place + 1 == run.turns.len() && goes_on {
            run.finished = Some(model.clock.now_untracked());
        }
        show(model, &run);
        if !library.keep_run(&run).await {
            let _ = model.is_kept.try_set(false);
        }
        if !goes_on {
            break;
        }
    }
    let mut all = model.runs.try_with_untracked(|runs| runs.get(&script.id).cloned()).flatten().unwrap_or_default();
    library.thin_out(&mut all).await;
    let _ = model.runs.try_update(|runs| runs.insert(script.id.clone(), all));
    Some(run)
}

/// Puts a run in place of its older self.
fn show(model: ScriptsModel, run: &ScriptRun) {
    let _ = model.runs.try_update(|runs| {
        let all = runs.entry(run.script_id.clone()).or_default();
        all.retain(|r| r.id != run.id);
        all.push(run.clone());
    });
}
