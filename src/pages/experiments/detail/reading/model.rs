//! What the parts of the result share.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::model::DetailModel;
use crate::domain::experiment::Experiment;
use crate::domain::id::MetricSnapshotId;
use crate::domain::reading::{DatedSnapshot, Judgement, Question, Verdict, judge};
use crate::pages::experiments::words::snapshot_pick::{self, Pick};

/// The result's state. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ReadingModel {
    /// The page's.
    pub page: DetailModel,
    /// Whether all snapshots that the verdict rests on were read or failed.
    pub is_settled: Memo<bool>,
    /// Whether the results are withheld.
    pub is_withheld: Memo<bool>,
    /// Whether they are shown although they are withheld.
    pub shown_anyway: RwSignal<bool>,
    /// Whether there was a metric of which nobody said what is good. Once so it stays so while the page is open: an
    /// answer must not take the fields away under the hand.
    pub has_asked: Memo<bool>,
    /// All snapshots with their names.
    pub picks: Memo<Vec<Pick>>,
    /// What the snapshot says that the chosen one is compared with.
    pub compared: Memo<Option<Arc<Judgement>>>,
}

impl ReadingModel {
    /// Of a page.
    pub fn new(page: DetailModel) -> Self {
        let is_settled = Memo::new(move |_| {
            let (done, of) = page.settled.get();
            of > 0 && done == of
        });
        let is_withheld =
            Memo::new(move |_| page.judgement.with(|j| j.as_ref().is_some_and(|j| j.verdict() == Verdict::Withheld)));
        let shown_anyway = RwSignal::new(false);
        // Another snapshot is withheld for its own reasons.
        Effect::new(move |_| {
            page.chosen.track();
            shown_anyway.set(false);
        });
        let has_asked = Memo::new(move |before: Option<&bool>| {
            let asks = page.judgement.with(|j| j.as_ref().is_some_and(|j| !j.unanswered.is_empty()));
            before == Some(&true) || asks
        });
        let picks = Memo::new(move |_| {
            let now = page.clock.now();
            page.experiment.with(|experiment| match experiment {
                Some(experiment) => page.dated.with(|dated| snapshot_pick::all(dated, experiment, now)),
                None => Vec::new(),
            })
        });
        let compared = Memo::new(move |_| {
            let other = page.view.with(|v| v.compare.clone())?;
            let experiment = page.experiment.get()?;
            let judged = page.dated.with(|snapshots| {
                page.choices.with(|choices| {
                    judge(&Question {
                        experiment: &experiment,
                        snapshots,
                        chosen: &other,
                        choices,
                        planned_users: None,
                        now: page.clock.now(),
                    })
                })
            });
            judged.map(Arc::new)
        });
        Self { page, is_settled, is_withheld, shown_anyway, has_asked, picks, compared }
    }

    /// Whether figures are on the page. Tracked.
    pub fn shows_figures(&self) -> bool {
        !self.is_withheld.get() || self.shown_anyway.get()
    }

    /// The experiment and the verdict, once both are there. Tracked.
    pub fn judged(&self) -> Option<(Experiment, Arc<Judgement>)> {
        self.page.experiment.get().zip(self.page.judgement.get())
    }

    /// The chosen snapshot as the list has it. Tracked.
    pub fn chosen_snapshot(&self) -> Option<DatedSnapshot> {
        let id = self.page.chosen.get()?;
        self.page.dated.with(|dated| dated.iter().find(|s| s.id == id).cloned())
    }

    /// The name of a snapshot. Tracked.
    pub fn pick(&self, id: &MetricSnapshotId) -> Option<Pick> {
        self.picks.with(|picks| picks.iter().find(|p| p.id == *id).cloned())
    }

    /// Reads another snapshot. The latest has the shortest address: who opens it later sees what is the latest then.
    pub fn choose(&self, id: MetricSnapshotId, with_step: bool) {
        let is_latest = self.picks.with_untracked(|picks| picks.last().is_some_and(|p| p.id == id));
        let change = move |view: &mut crate::route::ExperimentView| {
            if view.compare.as_ref() == Some(&id) {
                view.compare = None;
            }
            view.snapshot = (!is_latest).then_some(id);
        };
        if with_step {
            self.page.change(change);
        } else {
            self.page.adjust(change);
        }
    }
}
