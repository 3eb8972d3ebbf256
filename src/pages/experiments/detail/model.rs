//! What the parts of the page of an experiment share.

use leptos::prelude::*;

use crate::auth::context::SessionContext;
use crate::components::current_route::CurrentRoute;
use crate::components::toast::Toasts;
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{Experiment, ExperimentState};
use crate::domain::id::{ExperimentId, SkillId};
use crate::pages::experiments::words::control as words;
use crate::route::{ExperimentView, Route};
use crate::state::experiment_change::{Change, Outcome};
use crate::state::experiment_store::ExperimentStore;
use crate::state::installation::Installation;
use crate::state::now::DataClock;

/// The page's state. Cheap to copy.
#[derive(Clone, Copy)]
pub struct DetailModel {
    /// The address.
    pub current: CurrentRoute,
    /// The page's part of it.
    pub view: Memo<ExperimentView>,
    /// What the service says.
    pub store: ExperimentStore,
    /// The experiment, as last read.
    pub experiment: Memo<Option<Experiment>>,
    /// Its state, as last read.
    pub state: Memo<Option<ExperimentState>>,
    /// How the last change ended, where that needs words that stay.
    pub outcome: RwSignal<Option<Outcome>>,
    /// The clock of the data.
    pub clock: DataClock,
    session: SessionContext,
    toasts: Toasts,
    read_only: bool,
}

impl DetailModel {
    /// The page of one experiment of one skill.
    pub fn new(current: CurrentRoute, skill_id: SkillId, experiment_id: ExperimentId) -> Self {
        let config = untrack(|| expect_context::<Installation>().config());
        let store = ExperimentStore::new(skill_id.clone(), experiment_id.clone(), config.polling);
        let view = Memo::new(move |before: Option<&ExperimentView>| match current.route.get() {
            Route::Experiment(view) => *view,
            // While another page is shown its address says nothing about this one.
            _ => before.cloned().unwrap_or_else(|| ExperimentView::of(skill_id.clone(), experiment_id.clone())),
        });
        let experiment = Memo::new(move |_| store.detail.with(|d| d.shown().map(|d| d.experiment.clone())));
        let clock = expect_context::<DataClock>();
        // Whoever moves the demo's clock wants to see what has come since.
        Effect::new(move |before: Option<i64>| {
            let ahead_s = clock.ahead_s();
            if before.is_some_and(|before| before != ahead_s) {
                store.reload();
            }
            ahead_s
        });
        Self {
            current,
            view,
            store,
            experiment,
            state: Memo::new(move |_| store.state()),
            outcome: RwSignal::new(None),
            clock,
            session: expect_context(),
            toasts: Toasts::from_context(),
            read_only: config.read_only,
        }
    }

    /// The skill and the experiment.
    pub fn ids(&self) -> (SkillId, ExperimentId) {
        self.store.id.get_value()
    }

    /// Its name; its id until the name was read.
    pub fn name(&self) -> String {
        let name = self.experiment.with(|e| e.as_ref().and_then(|e| e.name.clone()));
        name.unwrap_or_else(|| self.ids().1.as_str().to_owned())
    }

    /// Why an action is closed now; `None` where it is open. Tracked.
    pub fn closed(&self, action: Action) -> Option<String> {
        if self.read_only {
            return Some(words::READ_ONLY.to_owned());
        }
        let state = self.state.get()?;
        (!action.is_allowed(&state)).then(|| words::closed(action, &state))
    }

    /// Makes a change, and says how it ended: in a toast where it was accepted, else in words that stay.
    pub async fn make(&self, change: Change) -> Outcome {
        let by = untrack(|| self.session.current()).and_then(|s| s.name);
        let outcome = self.store.make(change.clone(), by, self.clock.now_untracked()).await;
        match &outcome {
            Outcome::Done => {
                let _ = self.outcome.try_set(None);
                self.toasts.done(words::done(&change));
            }
            Outcome::Busy => {}
            other => {
                let _ = self.outcome.try_set(Some(other.clone()));
            }
        }
        outcome
    }

    /// Changes the address in place.
    pub fn adjust(&self, change: impl FnOnce(&mut ExperimentView)) {
        let Some(mut view) = self.view.try_get_untracked() else { return };
        change(&mut view);
        self.current.replace(&Route::Experiment(Box::new(view)));
    }

    /// Changes the address, with a step in the history.
    pub fn change(&self, change: impl FnOnce(&mut ExperimentView)) {
        let Some(mut view) = self.view.try_get_untracked() else { return };
        change(&mut view);
        self.current.go(&Route::Experiment(Box::new(view)));
    }
}
