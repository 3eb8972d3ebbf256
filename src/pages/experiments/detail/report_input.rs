//! From the page's state to a decision report.

use leptos::prelude::*;

use super::activity;
use super::model::DetailModel;
use crate::auth::session::Source;
use crate::domain::report::{Report, ReportEvent};
use crate::pages::experiments::report_plots::plots;
use crate::state::api::Api;

/// How far the snapshots have been read.
#[derive(Debug, Clone, PartialEq)]
pub enum Snapshots {
    /// There is no list.
    Unlisted {
        /// Whether it is on its way.
        is_pending: bool,
    },
    /// There is one.
    Listed {
        /// Those that were read or failed.
        settled: usize,
        /// Those that failed.
        missing: usize,
        /// All.
        total: usize,
    },
}

impl Snapshots {
    /// Those of the page. Tracked.
    pub fn of(model: DetailModel) -> Self {
        let ids = model.store.snapshots.with(|list| match list.shown() {
            Some(list) => Ok(list.iter().map(|s| s.metric_snapshot_id.clone()).collect::<Vec<_>>()),
            None => Err(list.is_pending()),
        });
        match ids {
            Err(is_pending) => Self::Unlisted { is_pending },
            Ok(ids) => model.store.data.with(|data| {
                let settled = ids.iter().filter(|id| data.get(*id).is_some_and(|d| !d.is_pending())).count();
                let missing = ids.iter().filter(|id| data.get(*id).is_some_and(|d| d.error().is_some())).count();
                Self::Listed { settled, missing, total: ids.len() }
            }),
        }
    }
}

/// The decision report as of the chosen snapshot; `None` where that has no verdict.
pub fn report_html(model: DetailModel, api: &Api, skill_name: Option<&str>) -> Option<String> {
    let experiment = model.experiment.get_untracked()?;
    let judgement = model.judgement.get_untracked()?;
    let chosen = model.chosen.get_untracked()?;
    let snapshots = model.dated.get_untracked();
    let choices = model.choices.get_untracked();
    let transition = model.store.detail.with_untracked(|d| d.shown().and_then(|d| d.last_state_transition.clone()));
    let (skill_id, experiment_id) = model.ids();
    let lines = untrack(|| activity::lines(model));
    let activity: Vec<ReportEvent> =
        lines.into_iter().map(|l| ReportEvent { at: l.at, text: l.text, source: l.source }).collect();
    let is_demo = api.namespace().source == Source::Demo.key();
    let source = if is_demo { "the demo’s sandbox" } else { api.namespace().source.as_str() };
    let exposures: Vec<_> = model.store.log.with_untracked(|log| log.exposures().collect());
    let plots = plots(&judgement, &snapshots, &chosen, &exposures);
    let report = Report {
        source,
        is_demo,
        skill_id: &skill_id,
        skill_name,
        experiment_id: &experiment_id,
        experiment: &experiment,
        transition: transition.as_ref(),
        snapshots: &snapshots,
        chosen: &chosen,
        choices: &choices,
        judgement: &judgement,
        activity: &activity,
        made_at: model.clock.now_untracked(),
        plots: &plots,
    };
    Some(report.html())
}
