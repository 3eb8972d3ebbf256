//! What the document asks of an experiment's fields, and what each state allows: one source for form, page and sandbox.

use super::duration::PlannedDuration;
use super::term::{ExpectedChange, ExperimentState, ExperimentType, MetricType, TargetState};

/// The longest name (ab-testing-smapi-apis.txt, `experiment.name`), in characters.
pub const LONGEST_NAME: usize = 255;
/// The longest description (Amazon's client model), in characters.
pub const LONGEST_DESCRIPTION: usize = 300;
/// The longest name of a metric (`metricConfigurations.name`), in characters.
pub const LONGEST_METRIC_NAME: usize = 125;
/// The smallest and the largest exposure, in percent.
pub const EXPOSURE: std::ops::RangeInclusive<i64> = 0..=100;

/// A field of the request that creates or changes an experiment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `experiment.name`
    Name,
    /// `experiment.description`
    Description,
    /// `experiment.type`
    Type,
    /// `experiment.plannedDuration`
    PlannedDuration,
    /// `experiment.exposurePercentage`
    ExposurePercentage,
    /// `experiment.metricConfigurations`
    MetricConfigurations,
    /// `name` of a metric, by its place.
    MetricName(usize),
    /// `metricTypes` of a metric.
    MetricTypes(usize),
    /// `expectedChange` of a metric.
    ExpectedChange(usize),
}

impl Field {
    /// The field's path in the request body.
    pub fn path(&self) -> String {
        match self {
            Field::Name => "experiment.name".to_owned(),
            Field::Description => "experiment.description".to_owned(),
            Field::Type => "experiment.type".to_owned(),
            Field::PlannedDuration => "experiment.plannedDuration".to_owned(),
            Field::ExposurePercentage => "experiment.exposurePercentage".to_owned(),
            Field::MetricConfigurations => "experiment.metricConfigurations".to_owned(),
            Field::MetricName(n) => format!("experiment.metricConfigurations[{n}].name"),
            Field::MetricTypes(n) => format!("experiment.metricConfigurations[{n}].metricTypes"),
            Field::ExpectedChange(n) => format!("experiment.metricConfigurations[{n}].expectedChange"),
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is required and not there, or blank.
    Missing,
    /// It has more characters than this.
    TooLong(usize),
    /// It is no whole number of weeks from 1 to 20.
    NotWeeks,
    /// It is no whole number from 0 to 100.
    NotAPercentage,
    /// It is none of the accepted values.
    NotAccepted,
    /// It is there twice.
    Repeated,
    /// Another experiment of the skill has it.
    Taken,
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// The settings of an experiment before Amazon has them. `None` is a field that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Its name.
    pub name: Option<String>,
    /// Its hypothesis.
    pub description: Option<String>,
    /// Its type.
    pub experiment_type: Option<ExperimentType>,
    /// How long it is planned to run.
    pub planned_duration: Option<PlannedDuration>,
    /// How many of a hundred customers are in it.
    pub exposure_percentage: Option<i64>,
    /// Its metrics.
    pub metrics: Option<Vec<MetricSettings>>,
}

/// A metric of an experiment before Amazon has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetricSettings {
    /// Its name.
    pub name: Option<String>,
    /// What it is there for.
    pub metric_types: Option<Vec<MetricType>>,
    /// Which way it is expected to move.
    pub expected_change: Option<ExpectedChange>,
}

/// Whether the request creates an experiment or changes one; a change has neither name nor type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// `POST …/experiments`
    Create,
    /// `POST …/experiments/{experimentId}/properties`
    Update,
}

/// Checks every field by the document's rules, in the order of the form. Whether a name is free is not known here.
///
/// An update may leave fields out (the document does not mark any as required); what is there must be right.
pub fn check(settings: &Settings, purpose: Purpose) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let required = purpose == Purpose::Create;
    let mut add = |field: Field, wrong: Option<Wrong>| {
        if let Some(wrong) = wrong {
            problems.push(FieldProblem { field, wrong });
        }
    };
    if required {
        add(Field::Name, text(settings.name.as_deref(), LONGEST_NAME, true));
    }
    // The document's table does not say "required" in so many words for the hypothesis of an update.
    add(Field::Description, text(settings.description.as_deref(), LONGEST_DESCRIPTION, required));
    if required {
        add(
            Field::Type,
            match &settings.experiment_type {
                None => Some(Wrong::Missing),
                Some(ExperimentType::Unknown(_)) => Some(Wrong::NotAccepted),
                Some(_) => None,
            },
        );
    }
    add(
        Field::PlannedDuration,
        match &settings.planned_duration {
            None => required.then_some(Wrong::Missing),
            Some(PlannedDuration::Weeks(w))
                if (PlannedDuration::FEWEST_WEEKS..=PlannedDuration::MOST_WEEKS).contains(w) =>
            {
                None
            }
            Some(_) => Some(Wrong::NotWeeks),
        },
    );
    add(
        Field::ExposurePercentage,
        match settings.exposure_percentage {
            None => required.then_some(Wrong::Missing),
            Some(percentage) => (!EXPOSURE.contains(&percentage)).then_some(Wrong::NotAPercentage),
        },
    );
    match &settings.metrics {
        None => add(Field::MetricConfigurations, required.then_some(Wrong::Missing)),
        Some(metrics) if metrics.is_empty() => add(Field::MetricConfigurations, Some(Wrong::Missing)),
        Some(metrics) => {
            for (n, metric) in metrics.iter().enumerate() {
                let name = metric.name.as_deref();
                let repeated = name.is_some_and(|name| metrics.iter().take(n).any(|m| m.name.as_deref() == Some(name)));
                let wrong = text(name, LONGEST_METRIC_NAME, true).or(repeated.then_some(Wrong::Repeated));
                add(Field::MetricName(n), wrong);
                add(
                    Field::MetricTypes(n),
                    match metric.metric_types.as_deref() {
                        None | Some([]) => Some(Wrong::Missing),
                        Some(types) => {
                            types.iter().any(|t| matches!(t, MetricType::Unknown(_))).then_some(Wrong::NotAccepted)
                        }
                    },
                );
                add(
                    Field::ExpectedChange(n),
                    match &metric.expected_change {
                        None => Some(Wrong::Missing),
                        Some(ExpectedChange::Unknown(_)) => Some(Wrong::NotAccepted),
                        Some(_) => None,
                    },
                );
            }
        }
    }
    problems
}

fn text(text: Option<&str>, longest: usize, required: bool) -> Option<Wrong> {
    match text {
        None => required.then_some(Wrong::Missing),
        Some(text) if text.trim().is_empty() => Some(Wrong::Missing),
        Some(text) => (text.chars().count() > longest).then_some(Wrong::TooLong(longest)),
    }
}

/// What can be done to an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Change its settings.
    Edit,
    /// Change its exposure.
    SetExposure,
    /// Pin the own account to a group.
    SetOverride,
    /// Deploy it.
    Enable,
    /// Start it.
    Start,
    /// Stop it.
    Stop,
    /// Delete it.
    Delete,
}

impl Action {
    /// The action that a target state stands for.
    pub fn of(target: &TargetState) -> Option<Self> {
        match target {
            TargetState::Enabled => Some(Action::Enable),
            TargetState::Running => Some(Action::Start),
            TargetState::Stopped => Some(Action::Stop),
            TargetState::Unknown(_) => None,
        }
    }

    /// Whether the service does it in this state. An unknown state allows nothing.
    pub fn is_allowed(self, state: &ExperimentState) -> bool {
        use ExperimentState::{Created, Enabled, Running};
        match self {
            Action::Edit | Action::SetOverride | Action::Enable | Action::Delete => *state == Created,
            Action::SetExposure => matches!(state, Created | Running),
            Action::Start => matches!(state, Created | Enabled),
            Action::Stop => matches!(state, Enabled | Running),
        }
    }
}

/// Why an exposure cannot be set, where the state allows setting it at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExposureRefusal {
    /// It is no percentage.
    NotAPercentage,
    /// While an experiment runs, its exposure only rises.
    NotHigher {
        /// What it is now, in percent.
        current: i64,
    },
}

/// Checks a new exposure. While CREATED it may go both ways; while RUNNING it must be higher than it is.
///
/// # Errors
/// Why it cannot be set.
pub fn check_exposure(state: &ExperimentState, current: i64, wanted: i64) -> Result<(), ExposureRefusal> {
    if !EXPOSURE.contains(&wanted) {
        return Err(ExposureRefusal::NotAPercentage);
    }
    if *state == ExperimentState::Running && wanted <= current {
        return Err(ExposureRefusal::NotHigher { current });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Settings {
        Settings {
            name: Some("my_first_experiment".to_owned()),
            description: Some("experiment_1".to_owned()),
            experiment_type: Some(ExperimentType::EndpointBased),
            planned_duration: Some(PlannedDuration::Weeks(4)),
            exposure_percentage: Some(20),
            metrics: Some(vec![MetricSettings {
                name: Some("Customer Friction".to_owned()),
                metric_types: Some(vec![MetricType::Guardrail]),
                expected_change: Some(ExpectedChange::Increase),
            }]),
        }
    }

    #[test]
    fn the_documents_example_is_right_and_an_empty_one_lacks_everything() {
        assert_eq!(check(&good(), Purpose::Create), []);
        let fields: Vec<Field> = check(&Settings::default(), Purpose::Create).into_iter().map(|p| p.field).collect();
        use Field::{Description, ExposurePercentage, MetricConfigurations, Name, PlannedDuration, Type};
        assert_eq!(fields, [Name, Description, Type, PlannedDuration, ExposurePercentage, MetricConfigurations]);
        assert_eq!(check(&Settings::default(), Purpose::Update), []);
    }

    #[test]
    fn each_limit_is_kept_to_the_character() {
        let one = |change: &dyn Fn(&mut Settings)| {
            let mut settings = good();
            change(&mut settings);
            check(&settings, Purpose::Create).pop().map(|p| p.wrong)
        };
        assert_eq!(one(&|s| s.name = Some("é".repeat(255))), None);
        assert_eq!(one(&|s| s.name = Some("é".repeat(256))), Some(Wrong::TooLong(255)));
        assert_eq!(one(&|s| s.description = Some("x".repeat(301))), Some(Wrong::TooLong(300)));
        assert_eq!(one(&|s| s.planned_duration = Some(PlannedDuration::Weeks(0))), Some(Wrong::NotWeeks));
        assert_eq!(one(&|s| s.planned_duration = Some(PlannedDuration::Weeks(20))), None);
        assert_eq!(one(&|s| s.planned_duration = Some(PlannedDuration::Weeks(21))), Some(Wrong::NotWeeks));
        assert_eq!(one(&|s| s.exposure_percentage = Some(101)), Some(Wrong::NotAPercentage));
        assert_eq!(one(&|s| s.exposure_percentage = Some(-1)), Some(Wrong::NotAPercentage));
        assert_eq!(one(&|s| s.exposure_percentage = Some(0)), None);
        assert_eq!(one(&|s| s.metrics = Some(Vec::new())), Some(Wrong::Missing));
        let repeat = |s: &mut Settings| {
            let metrics = s.metrics.clone().unwrap();
            s.metrics = Some([metrics.clone(), metrics].concat());
        };
        assert_eq!(one(&repeat), Some(Wrong::Repeated));
    }

    #[test]
    fn each_state_allows_what_the_document_says() {
        use Action::{Delete, Edit, Enable, SetExposure, SetOverride, Start, Stop};
        let all = [Edit, SetExposure, SetOverride, Enable, Start, Stop, Delete];
        let allowed = |state: &str| -> Vec<Action> {
            all.into_iter().filter(|a| a.is_allowed(&ExperimentState::from(state))).collect()
        };
        assert_eq!(allowed("CREATED"), [Edit, SetExposure, SetOverride, Enable, Start, Delete]);
        assert_eq!(allowed("ENABLED"), [Start, Stop]);
        assert_eq!(allowed("RUNNING"), [SetExposure, Stop]);
        for state in ["ENABLING", "STOPPING", "STOPPED", "FAILED", "DELETED", "PAUSED"] {
            assert_eq!(allowed(state), [], "{state}");
        }
    }

    #[test]
    fn exposure_only_rises_while_running() {
        let (created, running) = (ExperimentState::Created, ExperimentState::Running);
        assert_eq!(check_exposure(&created, 40, 20), Ok(()));
        assert_eq!(check_exposure(&running, 40, 41), Ok(()));
        assert_eq!(check_exposure(&running, 40, 40), Err(ExposureRefusal::NotHigher { current: 40 }));
        assert_eq!(check_exposure(&running, 40, 101), Err(ExposureRefusal::NotAPercentage));
    }
}
