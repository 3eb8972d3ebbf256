//! One experiment: what the service says about it, read again while it changes, and what is asked of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{Api, ApiContext};
use super::experiment_book::{ExperimentBook, ExperimentNews};
use super::experiment_change::{Change, Outcome, is_unknown};
use super::experiment_note::{ActivityLog, LogEntry, LogEvent};
use super::remote::Remote;
use crate::api::error::ApiError;
use crate::api::experiment::{DeleteExperiment, ExperimentDetail, GetExperiment};
use crate::api::experiment_control::{
    GetExperimentState, GetTreatmentOverride, ManageExperimentState, SetTreatmentOverride, UpdateExposure,
};
use crate::api::metric_snapshot::{GetMetricSnapshot, ListMetricSnapshots};
use crate::config::Polling;
use crate::domain::experiment::{ExperimentState, MetricSnapshot, SnapshotSummary, TreatmentOverride};
use crate::domain::id::{ExperimentId, MetricSnapshotId, SkillId};
use crate::platform::{clock, document};

/// Pages of a list of snapshots: 50 a page, and a test of 20 weeks has 140 days.
const MOST_PAGES: usize = 40;
/// While the tab is hidden nothing is asked; whether it still is, is looked at this often.
const HIDDEN_CHECK_MS: f64 = 1_000.0;
/// A state that passes is asked about this often at most, then the person has to ask.
const MOST_CHECKS: u32 = 120;

/// What a page shows while a state passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passing {
    /// How often it was asked about.
    pub checks: u32,
    /// How long until the next time, in milliseconds.
    pub next_ms: f64,
    /// Whether it has been given up.
    pub gave_up: bool,
}

/// The data of the snapshots that were asked for.
pub type SnapshotData = BTreeMap<MetricSnapshotId, Remote<Arc<MetricSnapshot>>>;

/// An experiment on a page. Cheap to copy; what is under way ends with its owner.
#[derive(Clone, Copy)]
pub struct ExperimentStore {
    /// Skill and experiment.
    pub id: StoredValue<(SkillId, ExperimentId)>,
    /// The experiment and its last change of state.
    pub detail: RwSignal<Remote<ExperimentDetail>>,
    /// The own account's group.
    pub pinned: RwSignal<Remote<TreatmentOverride>>,
    /// Its snapshots, by their end.
    pub snapshots: RwSignal<Remote<Vec<SnapshotSummary>>>,
    /// Their data, as far as it was read.
    pub data: RwSignal<SnapshotData>,
    /// A state that passes.
    pub passing: RwSignal<Option<Passing>>,
    /// The change under way.
    pub busy: RwSignal<Option<Change>>,
    /// What was done from this browser.
    pub log: RwSignal<ActivityLog>,
    api: ApiContext,
    polling: StoredValue<Polling>,
    round: StoredValue<u32>,
    news: ExperimentNews,
}

impl ExperimentStore {
    /// Reads an experiment, and again whenever another tab changed it or the client changes.
    pub fn new(skill_id: SkillId, experiment_id: ExperimentId, polling: Polling) -> Self {
        let api = expect_context::<ApiContext>();
        let heard = RwSignal::new(0_u32);
        let own = StoredValue::new(String::new());
        let news = ExperimentNews::listen(move |text| {
            if own.try_with_value(|own| *own == text) == Some(true) {
                let _ = heard.try_update(|n| *n = n.wrapping_add(1));
            }
        });
        let store = Self {
            id: StoredValue::new((skill_id, experiment_id)),
            detail: RwSignal::new(Remote::Idle),
            pinned: RwSignal::new(Remote::Idle),
            snapshots: RwSignal::new(Remote::Idle),
            data: RwSignal::new(SnapshotData::new()),
            passing: RwSignal::new(None),
            busy: RwSignal::new(None),
            log: RwSignal::new(ActivityLog::default()),
            api,
            polling: StoredValue::new(polling),
            round: StoredValue::new(0),
            news,
        };
        Effect::new(move |_| {
            heard.track();
            let Some(api) = api.get() else { return };
            let (_, experiment_id) = store.id.get_value();
            own.set_value(ExperimentNews::about(&api, &experiment_id));
            store.log.set(ExperimentBook::of(&api).log(&experiment_id));
            store.reload();
        });
        store
    }

    fn ids(&self) -> Option<(Api, SkillId, ExperimentId)> {
        let (skill_id, experiment_id) = self.id.try_get_value()?;
        Some((self.api.try_now()?, skill_id, experiment_id))
    }

    /// The state, as last read. Tracked.
    pub fn state(&self) -> Option<ExperimentState> {
        self.detail.with(|d| d.shown()?.experiment.state.clone())
    }

    /// Reads everything again. What is shown stays until the answer is there.
    pub fn reload(&self) {
        let store = *self;
        spawn_local(async move {
            store.read_detail().await;
            store.watch();
            futures::join!(store.read_pinned(), store.read_snapshots());
        });
    }

    async fn read_detail(&self) {
        let Some((api, skill_id, experiment_id)) = self.ids() else { return };
        loading(self.detail);
        let result = api.call(&GetExperiment { skill_id, experiment_id }).await;
        arrived(self.detail, result);
    }

    async fn read_pinned(&self) {
        let Some((api, skill_id, experiment_id)) = self.ids() else { return };
        loading(self.pinned);
        let result = api.call(&GetTreatmentOverride { skill_id, experiment_id }).await;
        arrived(self.pinned, result);
    }

    async fn read_snapshots(&self) {
        let Some((api, skill_id, experiment_id)) = self.ids() else { return };
        loading(self.snapshots);
        let result = all_snapshots(&api, &skill_id, &experiment_id).await;
        arrived(self.snapshots, result);
    }

    /// Reads the list of snapshots again, and what failed of their data.
    pub fn retry_snapshots(&self) {
        let store = *self;
        let _ = store.data.try_update(|data| data.retain(|_, snapshot| snapshot.error().is_none()));
        spawn_local(async move { store.read_snapshots().await });
    }

    /// Reads the data of snapshots that were not read yet, in this order.
    pub fn need(&self, ids: impl IntoIterator<Item = MetricSnapshotId>) {
        for id in ids {
            let store = *self;
            let known = store.data.try_with_untracked(|data| data.contains_key(&id));
            if known != Some(false) {
                continue;
            }
            let _ = store.data.try_update(|data| data.insert(id.clone(), Remote::Loading { previous: None }));
            spawn_local(async move {
                let Some((api, skill_id, experiment_id)) = store.ids() else { return };
                let get = GetMetricSnapshot { skill_id, experiment_id, metric_snapshot_id: id.clone() };
                let result = api.call(&get).await;
                let _ = store.data.try_update(|data| {
                    let found = match result {
                        Ok(snapshot) => Remote::Ready(Arc::new(snapshot)),
                        Err(error) => Remote::Failed { error, previous: None },
                    };
                    data.insert(id, found);
                });
            });
        }
    }

    /// Asks again while the service changes the state by itself: less and less often, and not while nobody looks.
    pub fn watch(&self) {
        let store = *self;
        let round = store.round.try_update_value(|n| {
            *n = n.wrapping_add(1);
            *n
        });
        let Some(polling) = store.polling.try_get_value() else { return };
        spawn_local(async move {
            let mut wait_ms = f64::from(polling.first_ms);
            let mut checks = 0;
            loop {
                let still = store.detail.try_with_untracked(|d| d.shown().is_some_and(is_passing));
                let own = store.round.try_get_value() == round;
                if still != Some(true) || !own {
                    if own {
                        let _ = store.passing.try_set(None);
                    }
                    return;
                }
                let gave_up = checks >= MOST_CHECKS;
                let _ = store.passing.try_set(Some(Passing { checks, next_ms: wait_ms, gave_up }));
                if gave_up {
                    return;
                }
                clock::wait_ms(wait_ms).await;
                while document::is_hidden() {
                    clock::wait_ms(HIDDEN_CHECK_MS).await;
                }
                if store.round.try_get_value() != round {
                    return;
                }
                store.read_detail().await;
                checks += 1;
                wait_ms = (wait_ms * polling.factor).min(f64::from(polling.cap_ms));
            }
        });
    }

    /// Makes a change: once, whatever happens. The state is read first, since another tab or a colleague may have
    /// changed it; afterwards everything is read again.
    pub async fn make(&self, change: Change, by: Option<String>, now: crate::domain::instant::Instant) -> Outcome {
        let Some((api, skill_id, experiment_id)) = self.ids() else { return Outcome::Busy };
        let is_free = self.busy.try_update(|busy| busy.is_none() && busy.replace(change.clone()).is_none());
        if is_free != Some(true) {
            return Outcome::Busy;
        }
        let event = self.event(&change);
        let mut outcome = self.try_change(&api, &skill_id, &experiment_id, &change).await;
        let mut in_force = false;
        if !(outcome == Outcome::Done && change == Change::Delete) {
            // Looked at before anything else can read it again: what is being read is not known.
            self.read_detail().await;
            in_force = self.is_seen(&change);
            self.watch();
            if matches!(change, Change::Override(_) | Change::Target(..)) {
                self.read_pinned().await;
                in_force |= self.is_pinned(&change);
            }
        }
        // A browser sends a request again by itself when the connection breaks before the answer: the second is then
        // refused because of the first. What was asked for and is in force now has been done.
        let refused = matches!(&outcome, Outcome::Refused(e) if matches!(e.status, Some(400 | 404 | 409)));
        if (refused || matches!(outcome, Outcome::Unknown(_))) && in_force {
            outcome = Outcome::Done;
        }
        if outcome == Outcome::Done {
            if let Some(event) = event {
                let entry = LogEntry { at: now, by, event, request_id: None };
                let log = ExperimentBook::of(&api).add(&experiment_id, entry);
                let _ = self.log.try_set(log);
            }
            self.news.tell(&api, &experiment_id);
        }
        let _ = self.busy.try_set(None);
        outcome
    }

    async fn try_change(
        &self,
        api: &Api,
        skill_id: &SkillId,
        experiment_id: &ExperimentId,
        change: &Change,
    ) -> Outcome {
        let (skill, experiment) = (skill_id.clone(), experiment_id.clone());
        match api.call(&GetExperimentState { skill_id: skill, experiment_id: experiment }).await {
            Ok(state) if change.action().is_some_and(|action| !action.is_allowed(&state)) => {
                return Outcome::StateMoved(state);
            }
            Ok(_) => {}
            // Nothing has been sent yet.
            Err(error) => return Outcome::Refused(error),
        }
        let (skill_id, experiment_id) = (skill_id.clone(), experiment_id.clone());
        let result = match change.clone() {
            Change::Exposure(exposure_percentage) => {
                api.call(&UpdateExposure { skill_id, experiment_id, exposure_percentage }).await
            }
            Change::Override(treatment_id) => {
                api.call(&SetTreatmentOverride { skill_id, experiment_id, treatment_id }).await
            }
            Change::Target(target_state, stopped_reason) => {
                api.call(&ManageExperimentState { skill_id, experiment_id, target_state, stopped_reason }).await
            }
            Change::Delete => api.call(&DeleteExperiment { skill_id, experiment_id }).await,
        };
        match result {
            Ok(()) => Outcome::Done,
            Err(error) if is_unknown(&error) => Outcome::Unknown(error),
            Err(error) => Outcome::Refused(error),
        }
    }

    /// Whether what a change asks for is so or on its way, by the experiment just read.
    fn is_seen(&self, change: &Change) -> bool {
        let read = self.detail.try_with_untracked(|detail| match detail {
            Remote::Ready(detail) => {
                change.is_seen_in(&detail.experiment)
                    || detail.last_state_transition.as_ref().is_some_and(|t| change.is_under_way(t))
            }
            _ => false,
        });
        read == Some(true)
    }

    /// Whether the own account is in the group that a change asks for, by the override just read.
    fn is_pinned(&self, change: &Change) -> bool {
        let pinned = self.pinned.try_with_untracked(|p| match (change, p) {
            (Change::Override(wanted), Remote::Ready(pinned)) => pinned.treatment_id.as_ref() == Some(wanted),
            _ => false,
        });
        pinned == Some(true)
    }

    fn event(&self, change: &Change) -> Option<LogEvent> {
        Some(match change {
            Change::Exposure(to) => {
                let from = self.detail.try_with_untracked(|d| d.shown()?.experiment.exposure_percentage).flatten();
                LogEvent::Exposure { from, to: *to }
            }
            Change::Override(treatment) => LogEvent::Override { treatment_id: treatment.as_str().to_owned() },
            Change::Target(target, reason) => LogEvent::Target {
                target_state: target.as_str().to_owned(),
                stopped_reason: reason.as_ref().map(|r| r.as_str().to_owned()),
            },
            Change::Delete => return None,
        })
    }
}

fn is_passing(detail: &ExperimentDetail) -> bool {
    use crate::domain::experiment::TransitionStatus;
    let moving = detail.last_state_transition.as_ref().and_then(|t| t.status.as_ref());
    detail.experiment.state.as_ref().is_some_and(ExperimentState::is_passing)
        || moving == Some(&TransitionStatus::InProgress)
}

fn loading<T: Clone + Send + Sync + 'static>(signal: RwSignal<Remote<T>>) {
    let _ = signal.try_update(|remote| {
        let previous = remote.shown().cloned();
        *remote = Remote::Loading { previous };
    });
}

fn arrived<T: Clone + Send + Sync + 'static>(signal: RwSignal<Remote<T>>, result: Result<T, ApiError>) {
    let _ = signal.try_update(|remote| {
        *remote = match result {
            Ok(value) => Remote::Ready(value),
            Err(error) => Remote::Failed { error, previous: remote.shown().cloned() },
        };
    });
}

/// All snapshots of an experiment, by their end; those without one first.
pub async fn all_snapshots(
    api: &Api,
    skill_id: &SkillId,
    experiment_id: &ExperimentId,
) -> Result<Vec<SnapshotSummary>, ApiError> {
    let mut all = Vec::new();
    let mut next_token = None;
    for _ in 0..MOST_PAGES {
        let list = ListMetricSnapshots {
            skill_id: skill_id.clone(),
            experiment_id: experiment_id.clone(),
            max_results: None,
            next_token,
        };
        let page = api.call(&list).await?;
        all.extend(page.metric_snapshots);
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    all.sort_by_key(|s| (s.end_date, s.start_date));
    Ok(all)
}
