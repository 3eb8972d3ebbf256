//! The notes about experiments, kept in the browser, and what tabs tell each other.

use leptos::prelude::*;

use super::api::Api;
use super::experiment_note::{ActivityLog, LogEntry};
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::reading::variance_memory::MetricSpread;
use crate::domain::reading::{Choices, MetricChoice};
use crate::platform::storage::{Area, Namespace};
use crate::platform::tabs::TabChannel;

/// The channel on which tabs say that an experiment changed.
const CHANNEL: &str = "skillscope.experiments";
/// The most spreads that are kept of a skill.
const MOST_SPREADS: usize = 200;

/// The notes of whoever is signed in. Where the browser keeps nothing they last as long as the page.
#[derive(Clone)]
pub struct ExperimentBook {
    namespace: Namespace,
}

impl ExperimentBook {
    /// The notes of the account that the client calls for.
    pub fn of(api: &Api) -> Self {
        Self { namespace: api.namespace().clone() }
    }

    fn log_key(&self, experiment_id: &ExperimentId) -> String {
        self.namespace.key(&format!("activity.{}", crate::api::request::segment(experiment_id.as_str())))
    }

    fn choices_key(&self, skill_id: &SkillId) -> String {
        self.namespace.key(&format!("metric-reading.{}", skill_id.as_str()))
    }

    /// What was done to an experiment from this browser.
    pub fn log(&self, experiment_id: &ExperimentId) -> ActivityLog {
        Area::Lasting.value(&self.log_key(experiment_id)).unwrap_or_default()
    }

    /// Adds a line to an experiment's log. Reads it anew first: another tab may have written.
    pub fn add(&self, experiment_id: &ExperimentId, entry: LogEntry) -> ActivityLog {
        let mut log = self.log(experiment_id);
        log.push(entry);
        // Where the browser refuses, the line is shown until the page is left.
        let _ = Area::Lasting.set_value(&self.log_key(experiment_id), &log);
        log
    }

    /// What was said about the metrics of a skill.
    pub fn choices(&self, skill_id: &SkillId) -> Choices {
        Area::Lasting.value(&self.choices_key(skill_id)).unwrap_or_default()
    }

    /// Keeps what is said about a metric.
    pub fn choose(&self, skill_id: &SkillId, metric: &str, choice: MetricChoice) -> Choices {
        let mut choices = self.choices(skill_id);
        choices.set(metric, choice);
        // Where the browser refuses, it holds until the page is left.
        let _ = Area::Lasting.set_value(&self.choices_key(skill_id), &choices);
        choices
    }

    fn spreads_key(&self, skill_id: &SkillId) -> String {
        self.namespace.key(&format!("sigma.{}", skill_id.as_str()))
    }

    /// What finished tests of a skill taught about the spread of its metrics.
    pub fn spreads(&self, skill_id: &SkillId) -> Vec<MetricSpread> {
        Area::Lasting.value(&self.spreads_key(skill_id)).unwrap_or_default()
    }

    /// Keeps what a test taught; what it taught before goes.
    pub fn learn(&self, skill_id: &SkillId, experiment_id: &ExperimentId, learned: Vec<MetricSpread>) {
        let mut spreads = self.spreads(skill_id);
        spreads.retain(|s| s.experiment != *experiment_id);
        spreads.extend(learned);
        let over = spreads.len().saturating_sub(MOST_SPREADS);
        spreads.drain(..over);
        let _ = Area::Lasting.set_value(&self.spreads_key(skill_id), &spreads);
    }
}

/// What tabs tell each other about experiments.
#[derive(Clone, Copy)]
pub struct ExperimentNews(StoredValue<TabChannel, LocalStorage>);

impl ExperimentNews {
    /// Hears of changes that other tabs made, for as long as the owner lives: whose data, and which experiment.
    pub fn listen(on_change: impl Fn(String) + 'static) -> Self {
        Self(StoredValue::new_local(TabChannel::open(CHANNEL, on_change)))
    }

    /// Tells the other tabs.
    pub fn tell(&self, api: &Api, experiment_id: &ExperimentId) {
        let text = Self::about(api, experiment_id);
        let _ = self.0.try_with_value(|channel| channel.say(&text));
    }

    /// The text for an experiment of an account.
    pub fn about(api: &Api, experiment_id: &ExperimentId) -> String {
        api.namespace().key(experiment_id.as_str())
    }
}
