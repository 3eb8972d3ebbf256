//! What a person has typed into the form, as typed, and what it would be on the wire.

use serde::{Deserialize, Serialize};

use super::field_key::FieldKey;
use super::suggestion::{usual_change, usual_role};
use crate::api::experiment::{ExperimentProperties, NewExperiment};
use crate::domain::experiment::rule::{self, Field, LONGEST_NAME, MetricSettings, Purpose, Settings, Wrong};
use crate::domain::experiment::{
    ExpectedChange, Experiment, ExperimentType, KnownMetric, MetricConfiguration, MetricType, PlannedDuration,
};

/// A metric of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricDraft {
    /// Tells it from the others while the form is open.
    pub key: u32,
    /// Its name.
    pub name: String,
    /// What it is there for. The wire has a list; the form offers one, and keeps several where they came so.
    pub metric_types: Vec<MetricType>,
    /// Which way it is expected to move.
    pub expected_change: Option<ExpectedChange>,
}

/// What is typed into the planner.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlannerDraft {
    /// The metric that is planned for; the first key metric where none is chosen.
    pub metric: Option<String>,
    /// Its mean today.
    pub mean: String,
    /// The smallest change worth finding, in percent.
    pub change_percent: String,
    /// How far single customers spread around the mean (standard deviation).
    pub sd: String,
}

/// The form's content. Texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// Its hypothesis, which is the description on the wire.
    pub hypothesis: String,
    /// How many of a hundred customers are in it.
    pub exposure: String,
    /// How many weeks it is planned to run.
    pub weeks: String,
    /// Its metrics.
    pub metrics: Vec<MetricDraft>,
    /// A metric's name that is typed and not added yet.
    pub metric_name: String,
    /// Whether the person confirms that the skill tells the groups apart.
    pub is_confirmed: bool,
    /// The planner.
    pub planner: PlannerDraft,
    next_key: u32,
}

impl Default for Draft {
    /// Four weeks with a fifth of the customers, as the document's example has it; the rest is to be filled in.
    fn default() -> Self {
        Self {
            name: String::new(),
            hypothesis: String::new(),
            exposure: "20".to_owned(),
            weeks: "4".to_owned(),
            metrics: Vec::new(),
            metric_name: String::new(),
            is_confirmed: false,
            planner: PlannerDraft { change_percent: "5".to_owned(), ..PlannerDraft::default() },
            next_key: 0,
        }
    }
}

/// What is wrong with a field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftProblem {
    /// The field.
    pub key: FieldKey,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Draft {
    /// The settings of an experiment, to be changed.
    pub fn of(experiment: &Experiment) -> Self {
        let mut draft = Self {
            name: experiment.name.clone().unwrap_or_default(),
            hypothesis: experiment.description.clone().unwrap_or_default(),
            exposure: experiment.exposure_percentage.map(|p| p.to_string()).unwrap_or_default(),
            weeks: experiment.planned_duration.as_ref().map_or_else(String::new, |d| match d {
                PlannedDuration::Weeks(weeks) => weeks.to_string(),
                PlannedDuration::Other(text) => text.clone(),
            }),
            ..Self::default()
        };
        for metric in &experiment.metric_configurations {
            draft.push(metric.name.clone(), metric.metric_types.clone(), experiment.expected_change(metric));
        }
        draft
    }

    /// A new experiment with the settings of another one.
    pub fn copy_of(experiment: &Experiment) -> Self {
        let mut draft = Self::of(experiment);
        draft.name = clipped(&format!("Copy of {}", draft.name), LONGEST_NAME);
        draft
    }

    fn push(&mut self, name: String, metric_types: Vec<MetricType>, expected_change: Option<ExpectedChange>) {
        let key = self.next_key;
        self.next_key = self.next_key.wrapping_add(1);
        self.metrics.push(MetricDraft { key, name, metric_types, expected_change });
    }

    /// Adds a metric by its name, with what it is usually there for where that is known.
    ///
    /// # Errors
    /// What is wrong with the name; nothing is added then.
    pub fn add_metric(&mut self, name: &str) -> Result<u32, Wrong> {
        let name = name.trim();
        let wrong = match name.chars().count() {
            0 => Some(Wrong::Missing),
            n if n > rule::LONGEST_METRIC_NAME => Some(Wrong::TooLong(rule::LONGEST_METRIC_NAME)),
            _ if self.metrics.iter().any(|m| m.name == name) => Some(Wrong::Repeated),
            _ => None,
        };
        if let Some(wrong) = wrong {
            return Err(wrong);
        }
        let has_key = self.metrics.iter().any(|m| m.metric_types.contains(&MetricType::Key));
        let expected_change = KnownMetric::find(name).map(usual_change);
        let key = self.next_key;
        self.push(name.to_owned(), vec![usual_role(has_key)], expected_change);
        Ok(key)
    }

    /// Takes a metric out.
    pub fn remove_metric(&mut self, key: u32) {
        self.metrics.retain(|m| m.key != key);
    }

    /// A metric by its key.
    pub fn metric(&self, key: u32) -> Option<&MetricDraft> {
        self.metrics.iter().find(|m| m.key == key)
    }

    /// A metric by its key, to be changed.
    pub fn metric_mut(&mut self, key: u32) -> Option<&mut MetricDraft> {
        self.metrics.iter_mut().find(|m| m.key == key)
    }

    /// The exposure as a number, where it is one from 0 to 100.
    pub fn exposure_percentage(&self) -> Option<i64> {
        self.exposure.trim().parse().ok().filter(|p| rule::EXPOSURE.contains(p))
    }

    /// The planned weeks as a number, where they are one from 1 to 20.
    pub fn planned_weeks(&self) -> Option<u32> {
        let range = PlannedDuration::FEWEST_WEEKS..=PlannedDuration::MOST_WEEKS;
        self.weeks.trim().parse().ok().filter(|w| range.contains(w))
    }

    /// The names of its metrics.
    pub fn metric_names(&self) -> impl Iterator<Item = &str> {
        self.metrics.iter().map(|m| m.name.as_str())
    }

    /// What the rules look at. Blanks around texts do not count, and are not sent.
    pub fn settings(&self) -> Settings {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        Settings {
            name: text(&self.name),
            description: text(&self.hypothesis),
            experiment_type: Some(ExperimentType::EndpointBased),
            planned_duration: text(&self.weeks).map(|weeks| match weeks.parse() {
                Ok(weeks) => PlannedDuration::Weeks(weeks),
                Err(_) => PlannedDuration::Other(weeks),
            }),
            // What is no whole number is out of range, which the rules then say.
            exposure_percentage: text(&self.exposure).map(|p| p.parse().unwrap_or(i64::MIN)),
            metrics: Some(
                self.metrics
                    .iter()
                    .map(|m| MetricSettings {
                        name: text(&m.name),
                        metric_types: Some(m.metric_types.clone()),
                        expected_change: m.expected_change.clone(),
                    })
                    .collect(),
            ),
        }
    }

    /// Everything that is wrong, in the order of the form. For an update the form asks for all that it shows.
    pub fn problems(&self, purpose: Purpose) -> Vec<DraftProblem> {
        let problems = rule::check(&self.settings(), Purpose::Create).into_iter().filter_map(|problem| {
            let key = FieldKey::of(&problem.field, self)?;
            Some(DraftProblem { key, wrong: problem.wrong })
        });
        let mut problems: Vec<DraftProblem> =
            problems.filter(|p| purpose == Purpose::Create || p.key != FieldKey::Name).collect();
        if !self.metric_name.trim().is_empty() {
            problems.retain(|p| p.key != FieldKey::Metrics);
            problems.push(DraftProblem { key: FieldKey::AddMetric, wrong: Wrong::NotAccepted });
        }
        problems.sort_by_key(|p| p.key);
        problems
    }

    /// What is wrong with one field.
    pub fn problem(&self, key: FieldKey, purpose: Purpose) -> Option<DraftProblem> {
        self.problems(purpose).into_iter().find(|p| p.key == key)
    }

    /// The new experiment as it goes on the wire; `None` while something is wrong.
    pub fn new_experiment(&self) -> Option<NewExperiment> {
        let settings = self.settings();
        if !rule::check(&settings, Purpose::Create).is_empty() {
            return None;
        }
        Some(NewExperiment {
            name: settings.name?,
            description: settings.description?,
            experiment_type: settings.experiment_type?,
            planned_duration: settings.planned_duration?,
            exposure_percentage: settings.exposure_percentage?,
            metric_configurations: self.metric_configurations(),
        })
    }

    /// The changed settings as they go on the wire; `None` while something is wrong.
    pub fn properties(&self) -> Option<ExperimentProperties> {
        let settings = self.settings();
        let wrong = rule::check(&settings, Purpose::Create).into_iter().any(|p| p.field != Field::Name);
        if wrong {
            return None;
        }
        Some(ExperimentProperties {
            description: settings.description?,
            planned_duration: settings.planned_duration?,
            exposure_percentage: settings.exposure_percentage?,
            metric_configurations: self.metric_configurations(),
        })
    }

    fn metric_configurations(&self) -> Vec<MetricConfiguration> {
        let wire = |m: &MetricDraft| MetricConfiguration {
            name: m.name.trim().to_owned(),
            metric_types: m.metric_types.clone(),
            expected_change: m.expected_change.clone(),
        };
        self.metrics.iter().map(wire).collect()
    }
}

/// The first characters of a text.
fn clipped(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

/// The name, or the first of `name (2)`, `name (3)` … that is not taken, within the longest name.
pub fn free_name<'a>(name: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    let name = name.trim();
    let is_free = |name: &str| !taken.clone().any(|t| t == name);
    if is_free(name) {
        return name.to_owned();
    }
    let numbered = (2_u32..).map(|n| {
        let end = format!(" ({n})");
        format!("{}{end}", clipped(name, LONGEST_NAME - end.chars().count()))
    });
    // Endless, and the taken names are not.
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_default()
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
