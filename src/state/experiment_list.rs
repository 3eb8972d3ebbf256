//! The experiments of a skill: the list first, then each one's settings and latest result.

use std::collections::HashMap;
use std::sync::Arc;

use futures::future::{AbortHandle, abortable};
use futures::{StreamExt, TryStreamExt};
use leptos::prelude::*;

use super::api::{Api, ApiContext};
use super::experiment_rows::{Results, RowDetail};
use super::experiment_store::all_snapshots;
use super::known_experiments::KnownExperiments;
use super::remote::Remote;
use crate::api::error::ApiError;
use crate::api::experiment::{GetExperiment, LARGEST_PAGE, ListExperiments};
use crate::api::metric_snapshot::GetMetricSnapshot;
use crate::domain::experiment::{ExperimentState, ExperimentSummary, SnapshotSummary};
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::reading::DatedSnapshot;

/// Pages of the list: 50 a page.
const MOST_PAGES: usize = 40;
/// Experiments that are read at the same time. The client's own queue decides how many requests are under way.
const AT_ONCE: usize = 4;

/// Experiments whose results are read for the list; each has a snapshot a day.
const MOST_RESULTS: usize = 20;

/// Results that cannot change any more, for as long as the page is open; a context.
#[derive(Clone, Copy)]
pub struct FinishedResults(StoredValue<HashMap<String, Arc<Vec<DatedSnapshot>>>>);

impl FinishedResults {
    /// Makes it and provides it as context. Once, in the application.
    pub fn provide() {
        provide_context(Self(StoredValue::new(HashMap::new())));
    }

    /// The results of an experiment, if the service still lists the same snapshots.
    fn find(&self, api: &Api, id: &ExperimentId, listed: &[SnapshotSummary]) -> Option<Arc<Vec<DatedSnapshot>>> {
        let kept = self.0.try_with_value(|kept| kept.get(&api.namespace().key(id.as_str())).cloned()).flatten()?;
        let same = kept.len() == listed.len() && kept.iter().zip(listed).all(|(k, l)| k.id == l.metric_snapshot_id);
        same.then_some(kept)
    }

    fn keep(&self, api: &Api, id: &ExperimentId, results: &Arc<Vec<DatedSnapshot>>) {
        let key = api.namespace().key(id.as_str());
        let _ = self.0.try_update_value(|kept| kept.insert(key, Arc::clone(results)));
    }
}

/// The details, as they arrive.
pub type RowDetails = HashMap<ExperimentId, Remote<RowDetail>>;

/// The experiments of a skill. Cheap to copy; what is under way ends with its owner.
#[derive(Clone, Copy)]
pub struct ExperimentList {
    /// The list, in the service's order.
    pub rows: RwSignal<Remote<Vec<ExperimentSummary>>>,
    /// What has been read of each.
    pub details: RwSignal<RowDetails>,
    revision: RwSignal<u32>,
    finished: Option<FinishedResults>,
    known: Option<KnownExperiments>,
    run: StoredValue<Option<AbortHandle>>,
}

impl ExperimentList {
    /// Reads the list of whatever skill there is.
    pub fn new(skill_id: Signal<Option<SkillId>>) -> Self {
        let api = expect_context::<ApiContext>();
        let list = Self {
            rows: RwSignal::new(Remote::Idle),
            details: RwSignal::new(RowDetails::new()),
            revision: RwSignal::new(0),
            finished: use_context(),
            known: use_context(),
            run: StoredValue::new(None),
        };
        on_cleanup(move || list.abort());
        Effect::new(move |before: Option<Option<SkillId>>| {
            list.revision.track();
            let skill_id = skill_id.get();
            list.abort();
            let same = before.flatten() == skill_id;
            let (Some(api), Some(wanted)) = (api.get(), skill_id.clone()) else {
                list.rows.set(Remote::Idle);
                return skill_id;
            };
            let previous = if same { list.rows.try_get_untracked().and_then(Remote::into_shown) } else { None };
            if !same {
                list.details.set(RowDetails::new());
            }
            list.rows.set(Remote::Loading { previous });
            let (work, handle) = abortable(list.read(api, wanted));
            list.run.set_value(Some(handle));
            leptos::task::spawn_local(async move {
                let _ = work.await;
            });
            skill_id
        });
        list
    }

    /// Reads everything again.
    pub fn reload(&self) {
        let _ = self.revision.try_update(|r| *r = r.wrapping_add(1));
    }

    fn abort(&self) {
        if let Some(Some(handle)) = self.run.try_update_value(Option::take) {
            handle.abort();
        }
    }

    async fn read(self, api: Api, skill_id: SkillId) {
        let rows = match all_experiments(&api, &skill_id).await {
            Ok(rows) => rows,
            Err(error) => {
                let previous = self.rows.try_get_untracked().and_then(Remote::into_shown);
                let _ = self.rows.try_set(Remote::Failed { error, previous });
                return;
            }
        };
        if let Some(known) = self.known {
            known.keep(&api, &skill_id, &rows);
        }
        let _ = self.details.try_update(|details| {
            for row in &rows {
                let entry = details.entry(row.experiment_id.clone()).or_insert(Remote::Idle);
                let previous = entry.shown().cloned();
                *entry = Remote::Loading { previous };
            }
        });
        let _ = self.rows.try_set(Remote::Ready(rows.clone()));
        let reads = rows.into_iter().map(|row| {
            let (api, skill_id) = (api.clone(), skill_id.clone());
            async move {
                let id = row.experiment_id.clone();
                (id, read_row(&api, &skill_id, &row).await)
            }
        });
        let mut started = Vec::new();
        let mut arriving = futures::stream::iter(reads).buffer_unordered(AT_ONCE);
        while let Some((id, result)) = arriving.next().await {
            if let Ok(row) = &result
                && row.results == Results::Reading
            {
                let is_stopped = row.detail.experiment.state == Some(ExperimentState::Stopped);
                let is_over = row.detail.experiment.state != Some(ExperimentState::Running);
                started.push((
                    is_over,
                    std::cmp::Reverse(row.detail.experiment.start_time()),
                    id.clone(),
                    row.snapshots.clone(),
                    is_stopped,
                ));
            }
            let _ = self.details.try_update(|details| {
                let found = match result {
                    // What was read before stays on screen until it has been read again.
                    Ok(mut row) => {
                        let before = details.get(&id).and_then(|d| d.shown()).map(|d| d.results.clone());
                        if let (Results::Reading, Some(before @ Results::Read(_))) = (&row.results, before) {
                            row.results = before;
                        }
                        Remote::Ready(row)
                    }
                    Err(error) => Remote::Failed { error, previous: None },
                };
                details.insert(id, found);
            });
        }
        // Those that run come first, then the latest.
        started.sort_by_key(|s| (s.0, s.1));
        for (n, (_, _, id, snapshots, is_stopped)) in started.into_iter().enumerate() {
            let kept = self.finished.and_then(|f| f.find(&api, &id, &snapshots));
            let results = match kept {
                Some(kept) => Results::Read(kept),
                None if n < MOST_RESULTS => read_results(&api, &skill_id, &id, &snapshots).await,
                None => Results::LeftOff,
            };
            if let (Some(finished), Results::Read(read), true) = (self.finished, &results, is_stopped) {
                finished.keep(&api, &id, read);
            }
            let _ = self.details.try_update(|details| {
                if let Some(Remote::Ready(row)) = details.get_mut(&id) {
                    row.results = results;
                }
            });
        }
    }
}

/// All snapshots of an experiment with their data.
async fn read_results(api: &Api, skill_id: &SkillId, id: &ExperimentId, snapshots: &[SnapshotSummary]) -> Results {
    let reads = snapshots.iter().map(|summary| async move {
        let get = GetMetricSnapshot {
            skill_id: skill_id.clone(),
            experiment_id: id.clone(),
            metric_snapshot_id: summary.metric_snapshot_id.clone(),
        };
        api.call(&get).await.map(|data| DatedSnapshot::new(summary, Some(data)))
    });
    let read: Result<Vec<DatedSnapshot>, ApiError> =
        futures::stream::iter(reads).buffered(AT_ONCE * 2).try_collect().await;
    read.map_or(Results::Failed, |read| Results::Read(Arc::new(read)))
}

/// All experiments of a skill, in the service's order.
pub async fn all_experiments(api: &Api, skill_id: &SkillId) -> Result<Vec<ExperimentSummary>, ApiError> {
    let mut all = Vec::new();
    let mut next_token = None;
    for _ in 0..MOST_PAGES {
        let list = ListExperiments { skill_id: skill_id.clone(), max_results: Some(LARGEST_PAGE), next_token };
        let page = api.call(&list).await?;
        all.extend(page.experiments);
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    Ok(all)
}

async fn read_row(api: &Api, skill_id: &SkillId, row: &ExperimentSummary) -> Result<RowDetail, ApiError> {
    let experiment_id = row.experiment_id.clone();
    let get = GetExperiment { skill_id: skill_id.clone(), experiment_id: experiment_id.clone() };
    let detail = api.call(&get).await?;
    let state = detail.experiment.state.as_ref().or(row.state.as_ref());
    if !state.is_some_and(ExperimentState::has_started) {
        return Ok(RowDetail { detail, snapshots: Vec::new(), results: Results::None });
    }
    let snapshots = all_snapshots(api, skill_id, &experiment_id).await?;
    let results = if snapshots.is_empty() { Results::None } else { Results::Reading };
    Ok(RowDetail { detail, snapshots, results })
}
