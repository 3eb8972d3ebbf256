//! The runs of a skill's experiments, read in the background for the marks on its charts.

use std::sync::Arc;

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;

use super::api::{Api, ApiContext};
use super::experiment_book::ExperimentBook;
use super::experiment_list::all_experiments;
use super::experiment_run::{ExperimentRun, RunEnd};
use super::experiment_store::all_snapshots;
use crate::api::error::ApiError;
use crate::api::experiment::GetExperiment;
use crate::domain::experiment::{ExperimentState, ExperimentSummary};
use crate::domain::id::SkillId;

/// The most experiments that are read, the latest first.
const MOST: usize = 20;

/// The runs, once all are read. What cannot be read is left out: charts stand without it.
#[derive(Clone, Copy)]
pub struct ExperimentRuns {
    runs: RwSignal<Arc<Vec<ExperimentRun>>>,
    work: StoredValue<Option<AbortHandle>>,
}

impl ExperimentRuns {
    /// Reads the runs of whatever skill there is; none while there is `None`.
    pub fn new(skill_id: Signal<Option<SkillId>>) -> Self {
        let api = expect_context::<ApiContext>();
        let all = Self { runs: RwSignal::new(Arc::default()), work: StoredValue::new(None) };
        on_cleanup(move || all.abort());
        Effect::new(move |_| {
            all.abort();
            all.runs.set(Arc::default());
            let (Some(api), Some(skill_id)) = (api.get(), skill_id.get()) else { return };
            let (work, handle) = abortable(all.read(api, skill_id));
            all.work.set_value(Some(handle));
            leptos::task::spawn_local(async move {
                let _ = work.await;
            });
        });
        all
    }

    /// The runs that are known.
    pub fn get(&self) -> Arc<Vec<ExperimentRun>> {
        self.runs.get()
    }

    fn abort(&self) {
        if let Some(Some(handle)) = self.work.try_update_value(Option::take) {
            handle.abort();
        }
    }

    fn show(&self, runs: &[ExperimentRun]) {
        let _ = self.runs.try_set(Arc::new(runs.to_vec()));
    }

    async fn read(self, api: Api, skill_id: SkillId) {
        let Ok(mut rows) = all_experiments(&api, &skill_id).await else { return };
        rows.retain(has_started);
        rows.sort_by_key(|row| std::cmp::Reverse(row.experiment_history.as_ref().and_then(|h| h.start_time)));
        let mut runs = Vec::new();
        // One after the other: nothing waits for them. They are shown together, since each one more can move the flags
        // of those before; where one fails, which may have taken minutes, what is known so far is shown.
        for row in rows.into_iter().take(MOST) {
            match read_run(&api, &skill_id, &row).await {
                Ok(run) => runs.extend(run),
                Err(_) => self.show(&runs),
            }
        }
        self.show(&runs);
    }
}

fn has_started(row: &ExperimentSummary) -> bool {
    row.state.as_ref().is_some_and(ExperimentState::has_started)
}

async fn read_run(api: &Api, skill_id: &SkillId, row: &ExperimentSummary) -> Result<Option<ExperimentRun>, ApiError> {
    let id = &row.experiment_id;
    let detail = api.call(&GetExperiment { skill_id: skill_id.clone(), experiment_id: id.clone() }).await?;
    let log = ExperimentBook::of(api).log(id);
    let run = ExperimentRun::of(id, &detail, &[], &log);
    // Only then does the end of the last data help.
    if run.as_ref().is_some_and(|run| run.end == RunEnd::Unknown) {
        let snapshots = all_snapshots(api, skill_id, id).await?;
        return Ok(ExperimentRun::of(id, &detail, &snapshots, &log));
    }
    Ok(run)
}
