//! What the parts of a comparison share.

use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};

use super::choice::Chosen;
use super::keeper;
use super::words;
use crate::auth::context::SessionContext;
use crate::components::toast::Toasts;
use crate::domain::conversation::preflight::{Conversation, Preflight};
use crate::domain::conversation::preflight_step::{Situation, Standing, Step};
use crate::domain::conversation::script::Script;
use crate::domain::experiment::{ExperimentState, TargetState, TreatmentId};
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::simulation::LONGEST_UTTERANCE;
use crate::pages::experiments::words::control;
use crate::pages::simulator::model::SimulatorModel;
use crate::pages::simulator::performer::Performer;
use crate::pages::simulator::scripts::library::Library;
use crate::state::api::ApiContext;
use crate::state::experiment_change::{Change, Outcome};
use crate::state::experiment_store::ExperimentStore;
use crate::state::installation::Installation;
use crate::state::now::DataClock;
use crate::state::shelf::{DocumentKind, Shelf};
use crate::state::simulation_runner::SimulationProgress;

/// Which side is asked, and where that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    /// The side.
    pub arm: TreatmentId,
    /// The conversation, from 0.
    pub conversation: usize,
    /// Of how many.
    pub conversations: usize,
    /// The turn, from 0.
    pub turn: usize,
    /// Of how many.
    pub turns: usize,
    /// What the turn waits for.
    pub progress: Option<SimulationProgress>,
}

/// The state of the comparison of one experiment. Cheap to copy.
#[derive(Clone, Copy)]
pub struct CompareModel {
    /// The page's state.
    pub page: SimulatorModel,
    /// The experiment and the own treatment.
    pub store: ExperimentStore,
    /// What was kept; `None` where nothing was asked yet.
    pub preflight: RwSignal<Option<Preflight>>,
    /// Whether that was read.
    pub is_read: RwSignal<bool>,
    /// Whether the browser keeps it.
    pub is_kept: RwSignal<bool>,
    /// The scripts of the skill.
    pub scripts: RwSignal<Vec<Script>>,
    /// What is to be asked.
    pub chosen: RwSignal<Chosen>,
    /// Why nothing could be asked.
    pub problem: RwSignal<Option<String>>,
    /// Who is asked now.
    pub asking: RwSignal<Option<Asking>>,
    /// Why asking broke off.
    pub broke_off: RwSignal<Option<String>>,
    /// Whether another tab asks.
    pub is_elsewhere: RwSignal<bool>,
    /// How the last change ended, where that needs words that stay.
    pub outcome: RwSignal<Option<Outcome>>,
    /// Whether this installation changes nothing.
    pub read_only: bool,
    /// Says what is asked.
    pub performer: StoredValue<Performer, LocalStorage>,
    /// The clock of the data.
    pub clock: DataClock,
    /// The client.
    pub api: ApiContext,
    shelf: StoredValue<Option<Shelf>, LocalStorage>,
    session: SessionContext,
    toasts: Toasts,
}

impl CompareModel {
    /// The comparison of an experiment.
    pub fn new(page: SimulatorModel, skill_id: SkillId, experiment_id: ExperimentId) -> Self {
        let config = untrack(|| expect_context::<Installation>().config());
        let model = Self {
            page,
            store: ExperimentStore::new(skill_id, experiment_id, config.polling),
            preflight: RwSignal::new(None),
            is_read: RwSignal::new(false),
            is_kept: RwSignal::new(true),
            scripts: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(Chosen::new(Default::default(), String::new())),
            problem: RwSignal::new(None),
            asking: RwSignal::new(None),
            broke_off: RwSignal::new(None),
            is_elsewhere: RwSignal::new(false),
            outcome: RwSignal::new(None),
            read_only: config.read_only,
            performer: StoredValue::new_local(Performer::new()),
            clock: expect_context(),
            api: expect_context(),
            shelf: StoredValue::new_local(None),
            session: expect_context(),
            toasts: Toasts::from_context(),
        };
        model.read();
        model
    }

    /// The skill and the experiment.
    pub fn ids(&self) -> (SkillId, ExperimentId) {
        self.store.id.get_value()
    }

    fn read(self) {
        let (skill_id, experiment_id) = self.ids();
        let (own_skill, own_experiment) = (skill_id.clone(), experiment_id.clone());
        Effect::new(move |_| {
            let Some(api) = self.api.get() else { return };
            let (skill_id, experiment_id) = (skill_id.clone(), experiment_id.clone());
            let namespace = api.namespace().clone();
            spawn_local_scoped_with_cancellation(async move {
                let shelf = Shelf::open(namespace.clone()).await;
                let scripts = Library::new(shelf.clone(), skill_id.clone()).scripts().await;
                let preflight = match &shelf {
                    Some(shelf) => {
                        shelf.get(DocumentKind::Preflight, &[skill_id.as_str()], experiment_id.as_str()).await
                    }
                    None => None,
                };
                let mut chosen = keeper::kept(&namespace, &skill_id, &experiment_id)
                    .unwrap_or_else(|| Chosen::new(Default::default(), String::new()));
                let pinned = scripts.iter().filter(|s| s.experiment_id.as_ref() == Some(&experiment_id));
                chosen.offer(pinned.map(|s| s.id.clone()));
                let _ = self.is_kept.try_set(shelf.is_some());
                let _ = self.shelf.try_update_value(|own| *own = shelf);
                let _ = self.scripts.try_set(scripts);
                let _ = self.chosen.try_set(chosen);
                let _ = self.preflight.try_set(preflight);
                let _ = self.is_read.try_set(true);
            });
        });
        Effect::new(move |_| {
            let (Some(api), true) = (self.api.get(), self.is_read.get()) else { return };
            self.chosen.with(|chosen| keeper::keep(api.namespace(), &own_skill, &own_experiment, chosen));
        });
    }

    /// The name of the experiment; its id until that was read. Tracked.
    pub fn name(&self) -> String {
        let name = self.store.detail.with(|d| d.shown().and_then(|d| d.experiment.name.clone()));
        name.unwrap_or_else(|| self.ids().1.as_str().to_owned())
    }

    /// State and own group, once both were read. Tracked.
    pub fn read_situation(&self) -> Option<(ExperimentState, Option<TreatmentId>)> {
        let state = self.store.state()?;
        let pinned = self.store.pinned.with(|p| p.shown().map(|p| p.treatment_id.clone()))?;
        Some((state, pinned))
    }

    /// Where each step stands; `None` until everything was read. Tracked.
    pub fn standings(&self) -> Option<[Standing; 4]> {
        let (state, pinned) = self.read_situation()?;
        self.is_read.get().then(|| {
            self.preflight.with(|preflight| {
                let situation = Situation { preflight: preflight.as_ref(), state: &state, pinned: pinned.as_ref() };
                Step::ALL.map(|step| situation.standing(step))
            })
        })
    }

    /// The conversations that are chosen, scripts first.
    ///
    /// # Errors
    /// Why nothing can be asked, in words.
    pub fn conversations(&self) -> Result<Vec<Conversation>, String> {
        let locale = self.page.locale.get_untracked();
        let chosen = self.chosen.get_untracked();
        let scripts = self.scripts.with_untracked(|all| {
            let of = |s: &&Script| chosen.scripts.contains(&s.id) && s.locale == locale;
            all.iter().filter(of).map(Conversation::of).collect::<Vec<_>>()
        });
        let mut all = scripts;
        for (n, line) in chosen.typed.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty()) {
            if line.chars().count() > LONGEST_UTTERANCE {
                return Err(words::utterance_too_long(n + 1, LONGEST_UTTERANCE));
            }
            all.push(Conversation::saying(line));
        }
        if all.is_empty() { Err(words::NOTHING_TO_ASK.to_owned()) } else { Ok(all) }
    }

    /// What is kept of the comparison; another tab may have changed it.
    pub async fn kept(&self) -> Option<Preflight> {
        let shelf = self.shelf.try_get_value().flatten()?;
        let (skill_id, experiment_id) = self.store.id.try_get_value()?;
        shelf.get(DocumentKind::Preflight, &[skill_id.as_str()], experiment_id.as_str()).await
    }

    /// The name of the lock that the tab holds which asks.
    pub fn lock_name(&self, preflight: &Preflight) -> String {
        let prefix = self.api.try_now().map(|api| api.namespace().prefix()).unwrap_or_default();
        format!("{prefix}preflight.{}.{}", preflight.skill_id, preflight.experiment_id)
    }

    /// Keeps what was asked.
    pub async fn keep(&self, preflight: &Preflight) {
        let Some(Some(shelf)) = self.shelf.try_get_value() else { return };
        let within = [preflight.skill_id.as_str()];
        if !shelf.keep(DocumentKind::Preflight, &within, preflight.experiment_id.as_str(), preflight).await {
            let _ = self.is_kept.try_set(false);
        }
    }

    /// Forgets what was asked.
    pub fn start_over(&self) {
        self.performer.with_value(Performer::stop);
        let _ = self.preflight.try_set(None);
        let _ = self.broke_off.try_set(None);
        let (skill_id, experiment_id) = self.ids();
        let shelf = self.shelf.try_get_value().flatten();
        spawn_local(async move {
            if let Some(shelf) = shelf {
                shelf.delete(DocumentKind::Preflight, &[skill_id.as_str()], experiment_id.as_str()).await;
            }
        });
    }

    /// The change that a step makes.
    pub fn change_of(step: Step) -> Option<Change> {
        match step {
            Step::Pin => Some(Change::Override(TreatmentId::T1)),
            Step::Enable => Some(Change::Target(TargetState::Enabled, None)),
            Step::AskControl | Step::AskTreatment => None,
        }
    }

    /// Makes a change once, and says how it ended.
    pub async fn make(&self, change: Change) {
        let by = untrack(|| self.session.current()).and_then(|s| s.name);
        match self.store.make(change.clone(), by, self.clock.now_untracked()).await {
            Outcome::Done => {
                let _ = self.outcome.try_set(None);
                self.toasts.done(control::done(&change));
            }
            Outcome::Busy => {}
            other => {
                let _ = self.outcome.try_set(Some(other));
            }
        }
    }
}
