//! What the parts of the list share.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::charts::forest::ForestScale;
use crate::components::current_route::CurrentRoute;
use crate::domain::id::{ExperimentId, SkillId};
use crate::route::{ExperimentsView, Route};
use crate::state::api::ApiContext;
use crate::state::experiment_book::ExperimentBook;
use crate::state::experiment_glance::{Glance, glance};
use crate::state::experiment_list::ExperimentList;
use crate::state::experiment_rows::{ExperimentRow, Results, RowDetail, shown_rows};
use crate::state::now::DataClock;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

/// The list's state, derived from its address and what the service answered.
#[derive(Clone, Copy)]
pub struct ListModel {
    /// The address.
    pub current: CurrentRoute,
    /// The list's part of it.
    pub view: Memo<ExperimentsView>,
    /// The skill's name, where the list of skills has it.
    pub skill_name: Memo<Option<String>>,
    /// What has been read.
    pub list: ExperimentList,
    /// The result of each at a glance, as far as it was read.
    pub glances: Memo<HashMap<ExperimentId, Glance>>,
    /// The scale that all intervals of the list share.
    pub scale: Memo<ForestScale>,
    /// All rows, in the service's order.
    pub rows: Memo<Vec<ExperimentRow>>,
    /// Those that are shown, in their order.
    pub shown: Memo<Vec<ExperimentRow>>,
}

impl ListModel {
    /// Derives everything, and reads the list of the chosen skill.
    pub fn new() -> Self {
        let current = CurrentRoute::from_router();
        let skills = expect_context::<SkillList>();
        let clock = expect_context::<DataClock>();
        let view = Memo::new(move |before: Option<&ExperimentsView>| match current.route.get() {
            Route::Experiments(view) => *view,
            // While another page is shown its address says nothing about this one.
            _ => before.cloned().unwrap_or_default(),
        });
        let skill_id: Memo<Option<SkillId>> = Memo::new(move |_| view.with(|v| v.skill_id.clone()));
        let skill_name = Memo::new(move |_| skills.find(&skill_id.get()?).map(|s| s.name));
        let list = ExperimentList::new(skill_id.into());
        // Whoever moves the demo's clock wants to see what has come since.
        Effect::new(move |before: Option<i64>| {
            let ahead_s = clock.ahead_s();
            if before.is_some_and(|before| before != ahead_s) {
                list.reload();
            }
            ahead_s
        });
        let rows = Memo::new(move |_| {
            let now = clock.now();
            list.rows.with(|rows| {
                let Some(rows) = rows.shown() else { return Vec::new() };
                list.details.with(|details| {
                    rows.iter().map(|row| ExperimentRow::new(row, details.get(&row.experiment_id), now)).collect()
                })
            })
        });
        let api = expect_context::<ApiContext>();
        let glances = Memo::new(move |_| {
            let now = clock.now();
            let choices = api.get().zip(skill_id.get()).map(|(api, id)| ExperimentBook::of(&api).choices(&id));
            let choices = choices.unwrap_or_default();
            list.details.with(|details| {
                let read = details.iter().filter_map(|(id, detail)| match detail.shown()? {
                    RowDetail { detail, results: Results::Read(snapshots), .. } => {
                        Some((id.clone(), glance(&detail.experiment, snapshots, &choices, now)?))
                    }
                    _ => None,
                });
                read.collect::<HashMap<_, _>>()
            })
        });
        let scale = Memo::new(move |_| {
            let ends = |g: &Glance| {
                let interval = g.interval_percent;
                [g.change_percent, interval.map(|i| i.lower), interval.map(|i| i.upper)]
            };
            glances.with(|glances| ForestScale::holding(glances.values().flat_map(ends).flatten()))
        });
        let shown = Memo::new(move |_| view.with(|view| shown_rows(rows.get(), view)));
        Self { current, view, skill_name, list, glances, scale, rows, shown }
    }

    /// Goes to a changed list, with a step in the history.
    pub fn change(&self, change: impl FnOnce(&mut ExperimentsView)) {
        self.current.go(&self.changed(change));
    }

    /// The ids of those that are shown, in their order. Tracked.
    pub fn shown_ids(&self) -> Vec<ExperimentId> {
        self.shown.with(|rows| rows.iter().map(|row| row.id.clone()).collect())
    }

    /// Changes the list in place, for what nobody wants to step back through.
    pub fn adjust(&self, change: impl FnOnce(&mut ExperimentsView)) {
        self.current.replace(&self.changed(change));
    }

    fn changed(&self, change: impl FnOnce(&mut ExperimentsView)) -> Route {
        let mut view = self.view.try_get_untracked().unwrap_or_default();
        change(&mut view);
        Route::Experiments(Box::new(view))
    }

    /// Whether the list itself is still on its way.
    pub fn is_pending(&self) -> bool {
        self.list.rows.with(|rows| rows.is_pending() && rows.shown().is_none())
    }

    /// Whether the results of an experiment are still on their way, left off, failed or not there. Tracked.
    pub fn results(&self, id: &ExperimentId) -> Option<Results> {
        self.list.details.with(|details| details.get(id)?.shown().map(|row| row.results.clone()))
    }

    /// How many results are still on their way. Tracked.
    pub fn still_reading(&self) -> usize {
        let is_reading = |d: &&Remote<RowDetail>| d.shown().is_some_and(|row| row.results == Results::Reading);
        self.list.details.with(|details| details.values().filter(is_reading).count())
    }

    /// How many details have arrived, and of how many.
    pub fn arrived(&self) -> (usize, usize) {
        self.list
            .details
            .with(|details| (details.values().filter(|d| matches!(d, Remote::Ready(_))).count(), details.len()))
    }
}
