//! What the parts of the page of an experiment share.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::error::ErrorKind;
use crate::auth::context::SessionContext;
use crate::components::current_route::CurrentRoute;
use crate::components::toast::Toasts;
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{Experiment, ExperimentState, SnapshotSummary};
use crate::domain::id::{ExperimentId, MetricSnapshotId, SkillId};
use crate::domain::reading::variance_memory::learned;
use crate::domain::reading::{Choices, DatedSnapshot, Judgement, MetricChoice, Question, judge};
use crate::pages::experiments::words::{self as page_words, control as words};
use crate::route::{ExperimentView, Route};
use crate::state::api::ApiContext;
use crate::state::experiment_book::ExperimentBook;
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
    /// What was said about the metrics of the skill.
    pub choices: RwSignal<Choices>,
    /// All snapshots of the list, with their data as far as it was read.
    pub dated: Memo<Arc<Vec<DatedSnapshot>>>,
    /// The snapshot that is read: the address's, else the latest.
    pub chosen: Memo<Option<MetricSnapshotId>>,
    /// The verdict as of the chosen snapshot; `None` until its data was read.
    pub judgement: Memo<Option<Arc<Judgement>>>,
    /// How many of the snapshots that the verdict rests on were read or failed, and of how many.
    pub settled: Memo<(usize, usize)>,
    /// How the last change ended, where that needs words that stay.
    pub outcome: RwSignal<Option<Outcome>>,
    /// The clock of the data.
    pub clock: DataClock,
    api: ApiContext,
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
        let api = expect_context::<ApiContext>();
        let choices = RwSignal::new(Choices::default());
        Effect::new(move |_| {
            if let Some(api) = api.get() {
                choices.set(ExperimentBook::of(&api).choices(&store.id.get_value().0));
            }
        });
        let dated = Memo::new(move |_| {
            store.data.with(|data| {
                let list = store.snapshots.with(|s| s.shown().cloned().unwrap_or_default());
                let of = |summary: &SnapshotSummary| {
                    let data = data.get(&summary.metric_snapshot_id).and_then(|d| d.shown());
                    DatedSnapshot::new(summary, data.map(|d| (**d).clone()))
                };
                Arc::new(list.iter().map(of).collect::<Vec<_>>())
            })
        });
        let chosen = Memo::new(move |_| {
            let asked = view.with(|v| v.snapshot.clone());
            store.snapshots.with(|list| {
                let list = list.shown()?;
                let of = |id: &MetricSnapshotId| list.iter().any(|s| s.metric_snapshot_id == *id);
                asked.filter(of).or_else(|| list.last().map(|s| s.metric_snapshot_id.clone()))
            })
        });
        // The chosen one first, then the latest, then the rest from the newest back: the page fills from what matters.
        Effect::new(move |_| {
            let Some(chosen) = chosen.get() else { return };
            let all = store.snapshots.with(|list| {
                let ids = list.shown().into_iter().flatten().rev().map(|s| s.metric_snapshot_id.clone());
                ids.collect::<Vec<_>>()
            });
            store.need(std::iter::once(chosen).chain(all));
        });
        let settled = Memo::new(move |_| {
            let end = dated.with(|d| chosen.with(|c| d.iter().find(|s| Some(&s.id) == c.as_ref()).and_then(|s| s.end)));
            dated.with(|dated| {
                let rest_on: Vec<_> = dated.iter().filter(|s| s.end <= end).collect();
                let done = store.data.with(|data| {
                    let is_done = |s: &&&DatedSnapshot| data.get(&s.id).is_some_and(|d| !d.is_pending());
                    rest_on.iter().filter(is_done).count()
                });
                (done, rest_on.len())
            })
        });
        let judgement = Memo::new(move |_| {
            let (experiment, chosen) = (experiment.get()?, chosen.get()?);
            let judged = dated.with(|snapshots| {
                choices.with(|choices| {
                    judge(&Question {
                        experiment: &experiment,
                        snapshots,
                        chosen: &chosen,
                        choices,
                        planned_users: None,
                        now: clock.now(),
                    })
                })
            });
            judged.map(Arc::new)
        });
        // A finished test teaches how much single users differ, which the planner of the next one needs.
        Effect::new(move |_| {
            let (Some(api), Some(judged)) = (api.get(), judgement.get()) else { return };
            let is_over = state_of(&experiment.get()).is_some_and(|s| s == ExperimentState::Stopped);
            let latest = dated.with(|d| d.last().map(|d| d.id.clone()));
            if is_over && chosen.get() == latest {
                let (skill_id, experiment_id) = store.id.get_value();
                let end = dated.with(|d| d.last().and_then(|d| d.end));
                let learned = learned(&judged, &experiment_id, end);
                ExperimentBook::of(&api).learn(&skill_id, &experiment_id, learned);
            }
        });
        Self {
            current,
            view,
            store,
            experiment,
            choices,
            dated,
            chosen,
            judgement,
            settled,
            state: Memo::new(move |_| store.state()),
            outcome: RwSignal::new(None),
            clock,
            api,
            session: expect_context(),
            toasts: Toasts::from_context(),
            read_only: config.read_only,
        }
    }

    /// The skill and the experiment.
    pub fn ids(&self) -> (SkillId, ExperimentId) {
        self.store.id.get_value()
    }

    /// What the page is about: its name; what it is until the name was read, or that it is not there. Tracked.
    pub fn heading(&self) -> String {
        let is_read = self.experiment.with(Option::is_some);
        let is_missing = self.store.detail.with(|d| d.error().is_some_and(|e| e.kind == ErrorKind::NotFound));
        match (is_read, is_missing) {
            (true, _) => self.name(),
            (false, true) => page_words::NOT_FOUND.to_owned(),
            (false, false) => page_words::ONE.to_owned(),
        }
    }

    /// Its name; its id where it has none.
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

    /// Takes what the person says about a metric, for all experiments of the skill.
    pub fn choose(&self, metric: &str, choice: MetricChoice) {
        let Some(api) = self.api.try_now() else { return };
        let kept = ExperimentBook::of(&api).choose(&self.ids().0, metric, choice);
        let _ = self.choices.try_update(|choices| {
            *choices = kept;
            // Where the browser keeps nothing it still holds on this page.
            choices.set(metric, choice);
        });
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

fn state_of(experiment: &Option<Experiment>) -> Option<ExperimentState> {
    experiment.as_ref()?.state.clone()
}
