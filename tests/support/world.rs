//! The sandbox by a clock of the test's own.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::cell::RefCell;

use skillscope::api::experiment::{ExperimentDetail, GetExperiment, ListExperiments};
use skillscope::api::lwa::AccessToken;
use skillscope::api::metric_snapshot::{GetMetricSnapshot, ListMetricSnapshots};
use skillscope::api::operation::Operation;
use skillscope::domain::experiment::{ExperimentSummary, MetricSnapshot, SnapshotSummary};
use skillscope::domain::id::{ExperimentId, SkillId};
use skillscope::sandbox::{Incoming, Knobs, Options, Sandbox};

/// 2026-11-21T13:00:00Z
pub const NOON_MS: i64 = 1_795_266_000_000;
pub const DAY_MS: i64 = 86_400_000;
pub const HOUR_MS: i64 = 3_600_000;

fn skill_id() -> SkillId {
    SkillId::parse(crate::support::CITY_TRIPS).unwrap()
}

/// The sandbox, and the time.
pub struct World {
    pub sandbox: RefCell<Sandbox>,
    pub wall_ms: i64,
}

impl World {
    pub fn at(wall_ms: i64) -> Self {
        let knobs = Knobs { rate_per_s: 1e9, burst: 1_000_000, ..Knobs::default() };
        let sandbox = Sandbox::new(Options { knobs, ..Options::default() });
        Self { sandbox: RefCell::new(sandbox), wall_ms }
    }

    pub fn call<O: Operation>(&self, operation: &O) -> O::Output {
        let token = AccessToken::parse("Atza|sandbox").unwrap();
        let incoming = Incoming::authorized(&operation.request(), Some(&token));
        operation.read(&self.sandbox.borrow_mut().handle(self.wall_ms, &incoming).response).unwrap()
    }

    pub fn all(&self) -> Vec<ExperimentSummary> {
        let list = ListExperiments { skill_id: skill_id(), max_results: None, next_token: None };
        self.call(&list).experiments
    }

    pub fn id(&self, name: &str) -> ExperimentId {
        self.all().into_iter().find(|e| e.name.as_deref() == Some(name)).unwrap().experiment_id
    }

    pub fn detail(&self, name: &str) -> ExperimentDetail {
        self.call(&GetExperiment { skill_id: skill_id(), experiment_id: self.id(name) })
    }

    pub fn last(&self, name: &str) -> MetricSnapshot {
        self.read(name, self.list(name).len() - 1).pop().unwrap()
    }

    pub fn list(&self, name: &str) -> Vec<SnapshotSummary> {
        let list = ListMetricSnapshots {
            skill_id: skill_id(),
            experiment_id: self.id(name),
            max_results: None,
            next_token: None,
        };
        self.call(&list).metric_snapshots
    }

    /// The snapshots after some.
    pub fn read(&self, name: &str, skip: usize) -> Vec<MetricSnapshot> {
        let (skill_id, experiment_id) = (skill_id(), self.id(name));
        let read = |summary: SnapshotSummary| {
            self.call(&GetMetricSnapshot {
                skill_id: skill_id.clone(),
                experiment_id: experiment_id.clone(),
                metric_snapshot_id: summary.metric_snapshot_id,
            })
        };
        self.list(name).into_iter().skip(skip).map(read).collect()
    }
}
