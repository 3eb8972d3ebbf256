//! What the parts of the scripts' panel share.

use std::sync::Mutex;

use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};

use super::draft::{Draft, FieldKey, Problem};
use super::keeper::{self, Editing};
use super::library::{Library, Runs, in_order};
use super::words;
use crate::components::toast::Toasts;
use crate::domain::conversation::run_comparison::TurnComparison;
use crate::domain::conversation::script::{Script, turns_of};
use crate::domain::conversation::script_run::ScriptRun;
use crate::domain::id::{ScriptId, SkillId};
use crate::domain::skill::Stage;
use crate::pages::simulator::experiment_choice::ExperimentChoices;
use crate::pages::simulator::model::SimulatorModel;
use crate::pages::simulator::new_id::new_id;
use crate::pages::simulator::performer::Performer;
use crate::platform::document;
use crate::state::api::ApiContext;
use crate::state::now::DataClock;
use crate::state::shelf::Shelf;
use crate::state::simulation_runner::SimulationProgress;

/// Which script runs, and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// The script.
    pub script_id: ScriptId,
    /// The turn, from 0.
    pub turn: usize,
    /// Of how many turns.
    pub of: usize,
    /// What the turn is waiting for.
    pub progress: Option<SimulationProgress>,
    /// How many scripts come after it.
    pub waiting: usize,
}

/// The panel's state. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ScriptsModel {
    /// The page's state.
    pub page: SimulatorModel,
    /// The experiments that a script can be pinned to.
    pub experiments: ExperimentChoices,
    /// The scripts by name; `None` until they were read.
    pub scripts: RwSignal<Option<Vec<Script>>>,
    /// Their runs.
    pub runs: RwSignal<Runs>,
    /// Whether the browser keeps them.
    pub is_kept: RwSignal<bool>,
    /// What is being edited.
    pub editing: RwSignal<Option<Editing>>,
    /// What is wrong with it, since it was last to be saved.
    pub problems: RwSignal<Vec<Problem>>,
    /// The script whose last run is shown.
    pub shown: RwSignal<Option<ScriptId>>,
    /// What runs.
    pub running: RwSignal<Option<Running>>,
    /// What an import left out, in sentences.
    pub left_out: RwSignal<Vec<String>>,
    /// Says what the scripts say.
    pub performer: StoredValue<Performer, LocalStorage>,
    /// The clock of the data.
    pub clock: DataClock,
    /// Short words about what was done.
    pub toasts: Toasts,
    library: StoredValue<Option<Library>, LocalStorage>,
    api: ApiContext,
}

impl ScriptsModel {
    /// The scripts of the page's skill.
    pub fn new(page: SimulatorModel, experiments: ExperimentChoices) -> Self {
        let model = Self {
            page,
            experiments,
            scripts: RwSignal::new(None),
            runs: RwSignal::new(Runs::new()),
            is_kept: RwSignal::new(true),
            editing: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            shown: RwSignal::new(None),
            running: RwSignal::new(None),
            left_out: RwSignal::new(Vec::new()),
            performer: StoredValue::new_local(Performer::new()),
            clock: expect_context(),
            toasts: Toasts::from_context(),
            library: StoredValue::new_local(None),
            api: expect_context(),
        };
        model.read();
        model
    }

    fn read(self) {
        let skill_id = Memo::new(move |_| self.page.view.with(|v| v.skill_id.clone()));
        Effect::new(move |_| {
            let (Some(api), Some(skill_id)) = (self.api.get(), skill_id.get()) else { return };
            self.performer.with_value(Performer::stop);
            self.scripts.set(None);
            self.runs.set(Runs::new());
            self.shown.set(None);
            self.problems.set(Vec::new());
            self.left_out.set(Vec::new());
            self.editing.set(keeper::kept(api.namespace(), &skill_id));
            let namespace = api.namespace().clone();
            spawn_local_scoped_with_cancellation(async move {
                let library = Library::new(Shelf::open(namespace).await, skill_id);
                let scripts = library.scripts().await;
                let runs = library.runs(&scripts).await;
                let _ = self.is_kept.try_set(library.keeps());
                let _ = self.library.try_update_value(|own| *own = Some(library));
                let _ = self.runs.try_set(runs);
                let early = self.scripts.try_get_untracked().flatten().unwrap_or_default();
                let _ = self.scripts.try_set(Some(scripts));
                // What was saved while these were read is kept now.
                if !early.is_empty() {
                    self.put(early);
                }
            });
        });
        Effect::new(move |before: Option<Option<SkillId>>| {
            let skill_id = skill_id.get();
            // What is read for another skill is not what was typed for the one before.
            if let (Some(api), Some(id), true) = (self.api.get(), &skill_id, before.flatten() == skill_id) {
                self.editing.with(|editing| keeper::keep(api.namespace(), id, editing.as_ref()));
            } else {
                self.editing.track();
            }
            skill_id
        });
    }

    /// Where scripts are kept; `None` until that is open.
    pub fn library(&self) -> Option<Library> {
        self.library.try_get_value().flatten()
    }

    /// The skill and the stage of the address. Not tracked.
    pub fn target_now(&self) -> Option<(SkillId, Stage)> {
        self.page.view.try_with_untracked(|v| Some((v.skill_id.clone()?, v.stage.clone()))).flatten()
    }

    /// A script, as it is now. Not tracked.
    pub fn script(&self, id: &ScriptId) -> Option<Script> {
        self.scripts.try_with_untracked(|all| all.as_ref()?.iter().find(|s| s.id == *id).cloned()).flatten()
    }

    /// The last run of a script. Tracked.
    pub fn last_run(&self, id: &ScriptId) -> Option<ScriptRun> {
        self.runs.with(|runs| runs.get(id)?.last().cloned())
    }

    /// The last run of a script, and its turns beside their last answers; `None` for these where it is the first.
    /// Tracked.
    pub fn last_compared(&self, id: &ScriptId) -> Option<(ScriptRun, Option<Vec<TurnComparison>>)> {
        self.runs.with(|runs| {
            let (last, earlier) = runs.get(id)?.split_last()?;
            Some((last.clone(), (!earlier.is_empty()).then(|| last.compared_with(earlier))))
        })
    }

    /// Opens the editor.
    pub fn edit(&self, draft: Draft) {
        let _ = self.problems.try_set(Vec::new());
        let _ = self.editing.try_set(Some(Editing::of(draft)));
        // The editor stands in the page from the next frame on.
        request_animation_frame(|| document::focus("script-name"));
    }

    /// Opens it with a script that was made of something else: nobody has typed it, and yet it is worth keeping.
    pub fn edit_made(&self, draft: Draft) {
        let mut editing = Editing::of(draft);
        editing.begun_with = Draft::default();
        let _ = self.problems.try_set(Vec::new());
        let _ = self.editing.try_set(Some(editing));
    }

    /// Opens it with a new script.
    pub fn edit_new(&self) {
        let Some(locale) = self.page.locale.try_get_untracked() else { return };
        let stage = self.page.view.with_untracked(|v| v.stage.clone());
        self.edit(Draft::new(stage, locale));
    }

    /// Opens it with what the last conversation said.
    pub fn edit_from_conversation(&self) {
        let model = *self;
        let Some((library, locale)) = self.library().zip(self.page.locale.try_get_untracked()) else { return };
        let stage = self.page.view.with_untracked(|v| v.stage.clone());
        spawn_local(async move {
            match library.conversation(stage.as_str(), &locale).await {
                Some(transcript) => {
                    let turns = turns_of(&transcript);
                    let name = turns.first().map(|t| t.utterance.clone()).unwrap_or_default();
                    let draft = Draft::saying(name, stage, locale, &turns);
                    model.edit_made(draft);
                }
                None => model.toasts.failed(words::NO_CONVERSATION),
            }
        });
    }

    /// Changes what is typed, and forgets what was wrong with the field.
    pub fn type_into(&self, field: Option<FieldKey>, change: impl FnOnce(&mut Draft)) {
        let _ = self.editing.try_update(|editing| {
            if let Some(editing) = editing {
                change(&mut editing.draft);
            }
        });
        if let Some(field) = field {
            let _ = self.problems.try_update(|problems| problems.retain(|p| p.field != field));
        }
    }

    /// Reads something of what is typed. Tracked.
    pub fn typed<T: Default>(&self, read: impl FnOnce(&Draft) -> T) -> T {
        self.editing.with(|editing| editing.as_ref().map(|e| read(&e.draft)).unwrap_or_default())
    }

    /// Closes the editor without saving; can be taken back.
    pub fn discard(&self) {
        let model = *self;
        let before = self.editing.try_get_untracked().flatten();
        let _ = self.editing.try_set(None);
        let namespace = self.api.try_now().map(|api| api.namespace().clone());
        if let (Some(before), Some((skill_id, _)), Some(namespace)) =
            (before.filter(Editing::is_changed), self.target_now(), namespace)
        {
            // It is kept besides, for a panel that is gone by then.
            self.toasts.done_with(words::DISCARDED, words::UNDO, move || {
                keeper::keep(&namespace, &skill_id, Some(&before));
                let _ = model.editing.try_set(Some(before.clone()));
            });
        }
        document::focus(document::TITLE);
    }

    /// Saves what is typed, or says what is wrong with it.
    pub fn save(&self) {
        let (Some((skill_id, _)), Some(id)) = (self.target_now(), new_script_id()) else { return };
        let Some(editing) = self.editing.try_get_untracked().flatten() else { return };
        match editing.draft.parse(&skill_id, &id, self.clock.now_untracked()) {
            Ok(script) => {
                let _ = self.editing.try_set(None);
                let _ = self.problems.try_set(Vec::new());
                self.toasts.done(words::saved(&script.name));
                self.put(vec![script]);
                document::focus(document::TITLE);
            }
            Err(problems) => {
                let first = problems.first().map(|p| p.field.id());
                let _ = self.problems.try_set(problems);
                if let Some(first) = first {
                    document::focus(&first);
                }
            }
        }
    }

    /// Puts scripts into the list and keeps them.
    pub fn put(&self, new: Vec<Script>) {
        self.show(new.clone());
        let (model, library) = (*self, self.library());
        spawn_local(async move {
            let Some(library) = library else { return };
            for script in &new {
                if !library.keep(script).await {
                    let _ = model.is_kept.try_set(false);
                }
            }
        });
    }

    /// Puts scripts into the list.
    fn show(&self, new: Vec<Script>) {
        let _ = self.scripts.try_update(|all| {
            let all = all.get_or_insert_default();
            for script in new {
                all.retain(|s| s.id != script.id);
                all.push(script);
            }
            in_order(all);
        });
    }

    /// Copies a script.
    pub fn duplicate(&self, id: &ScriptId) {
        let (Some(script), Some(id)) = (self.script(id), new_script_id()) else { return };
        let name = words::copy_of(&script.name).chars().take(120).collect();
        self.put(vec![Script { id, name, changed: self.clock.now_untracked(), ..script }]);
    }

    /// Deletes a script with its runs; can be taken back.
    pub fn delete(&self, id: &ScriptId) {
        let model = *self;
        let Some(script) = self.script(id) else { return };
        let runs = self.runs.try_update(|runs| runs.remove(id)).flatten().unwrap_or_default();
        let _ = self.scripts.try_update(|all| all.as_mut().map(|all| all.retain(|s| s.id != script.id)));
        if self.shown.try_get_untracked().flatten().as_ref() == Some(id) {
            let _ = self.shown.try_set(None);
        }
        let (library, own) = (self.library(), id.clone());
        let (done, gone) = oneshot::channel::<()>();
        spawn_local(async move {
            if let Some(library) = library {
                library.delete(&own).await;
            }
            // Nobody waits for it where nothing is taken back.
            let _ = done.send(());
        });
        let gone = Mutex::new(Some(gone));
        let Some(namespace) = self.api.try_now().map(|api| api.namespace().clone()) else { return };
        self.toasts.done_with(words::deleted(&script.name), words::UNDO, move || {
            model.show(vec![script.clone()]);
            let _ = model.runs.try_update(|all| all.insert(script.id.clone(), runs.clone()));
            // The panel, and its shelf with it, may be gone by then.
            let (namespace, script, runs) = (namespace.clone(), script.clone(), runs.clone());
            let gone = gone.lock().ok().and_then(|mut gone| gone.take());
            spawn_local(async move {
                // What is still being deleted would take with it what is put back.
                if let Some(gone) = gone {
                    let _ = gone.await;
                }
                let library = Library::new(Shelf::open(namespace).await, script.skill_id.clone());
                library.keep(&script).await;
                for run in &runs {
                    library.keep_run(run).await;
                }
            });
        });
        document::focus(document::TITLE);
    }
}

/// An id for a new script.
pub fn new_script_id() -> Option<ScriptId> {
    ScriptId::parse(&new_id()?).ok()
}
