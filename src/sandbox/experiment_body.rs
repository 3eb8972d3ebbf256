//! The bodies of the requests that make or change an experiment, read field by field so that each mistake has its path.

use serde_json::{Map, Value};

use super::error_body::Violation;
use crate::domain::experiment::rule::{EXPOSURE, Field, FieldProblem, MetricSettings, Purpose, Settings, Wrong, check};
use crate::domain::experiment::{ExpectedChange, ExperimentType, MetricConfiguration, MetricType, PlannedDuration};

/// The most metrics of an experiment. No document has a limit; the sandbox's tables are to stay small.
pub const MOST_METRICS: usize = 50;

/// Reads a body that is one JSON object.
///
/// # Errors
/// That it is none.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, Vec<Violation>> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(vec![Violation::invalid("The body must be a JSON object.")]),
    }
}

/// Reads `{"experiment": {…}}` and checks it by the rules of the form.
///
/// # Errors
/// Everything that is wrong with it.
pub fn settings(body: &[u8], purpose: Purpose) -> Result<Settings, Vec<Violation>> {
    let body = object(body)?;
    let fields = match body.get("experiment") {
        None | Some(Value::Null) => return Err(vec![Violation::missing("experiment")]),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(vec![Violation::invalid("experiment must be an object.")]),
    };
    let mut reader = Reader { wrong: Vec::new(), mistyped: Vec::new() };
    let settings = reader.settings(fields, purpose);
    let Reader { mut wrong, mistyped } = reader;
    // A field of a wrong type was left out of the settings: it is not missing, it is wrong.
    let problems = check(&settings, purpose).into_iter().filter(|p| !mistyped.contains(&p.field));
    wrong.extend(problems.map(|p| violation(&p)));
    if settings.metrics.as_ref().is_some_and(|m| m.len() > MOST_METRICS) {
        let path = Field::MetricConfigurations.path();
        wrong.push(Violation::invalid(format!("{path} must have at most {MOST_METRICS} metrics.")));
    }
    if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
}

/// The metrics of settings that were accepted.
pub fn metrics(settings: &[MetricSettings]) -> Vec<MetricConfiguration> {
    let metric = |m: &MetricSettings| MetricConfiguration {
        name: m.name.clone().unwrap_or_default(),
        metric_types: m.metric_types.clone().unwrap_or_default(),
        expected_change: m.expected_change.clone(),
    };
    settings.iter().map(metric).collect()
}

/// The service's words for a problem; the field's path comes first.
pub fn violation(problem: &FieldProblem) -> Violation {
    let path = problem.field.path();
    match problem.wrong {
        Wrong::Missing => Violation::missing(&path),
        Wrong::TooLong(longest) => Violation::invalid(format!("{path} must have at most {longest} characters.")),
        Wrong::NotWeeks => {
            let (fewest, most) = (PlannedDuration::FEWEST_WEEKS, PlannedDuration::MOST_WEEKS);
            Violation::invalid(format!("{path} must be a number of weeks in ISO 8601, from P{fewest}W to P{most}W."))
        }
        Wrong::NotAPercentage => {
            Violation::invalid(format!("{path} must be from {} to {}.", EXPOSURE.start(), EXPOSURE.end()))
        }
        Wrong::NotAccepted => {
            let accepted: Vec<&str> = match problem.field {
                Field::MetricTypes(_) => MetricType::ALL.iter().map(MetricType::as_str).collect(),
                Field::ExpectedChange(_) => ExpectedChange::ALL.iter().map(ExpectedChange::as_str).collect(),
                _ => ExperimentType::ALL.iter().map(ExperimentType::as_str).collect(),
            };
            Violation::invalid(format!("{path} must be {}.", accepted.join(" or ")))
        }
        Wrong::Repeated => Violation::invalid(format!("{path} is there more than once.")),
        Wrong::Taken => Violation::invalid(format!("{path} is the name of another experiment of this skill.")),
    }
}

struct Reader {
    wrong: Vec<Violation>,
    mistyped: Vec<Field>,
}

impl Reader {
    fn settings(&mut self, fields: &Map<String, Value>, purpose: Purpose) -> Settings {
        let creating = purpose == Purpose::Create;
        let mut settings = Settings {
            description: self.text(fields, "description", Field::Description),
            planned_duration: self.text(fields, "plannedDuration", Field::PlannedDuration).map(PlannedDuration::from),
            exposure_percentage: self.whole(fields, "exposurePercentage", Field::ExposurePercentage),
            metrics: self.metrics(fields),
            ..Settings::default()
        };
        if creating {
            settings.name = self.text(fields, "name", Field::Name);
            settings.experiment_type = self.text(fields, "type", Field::Type).map(ExperimentType::from);
        }
        settings
    }

    fn metrics(&mut self, fields: &Map<String, Value>) -> Option<Vec<MetricSettings>> {
        let list = match fields.get("metricConfigurations")? {
            Value::Null => return None,
            Value::Array(list) => list,
            _ => return self.mistyped(Field::MetricConfigurations, "an array"),
        };
        let mut metrics = Vec::new();
        for (n, entry) in list.iter().enumerate().take(MOST_METRICS + 1) {
            let Some(entry) = entry.as_object() else {
                self.wrong.push(Violation::invalid(format!(
                    "{}[{n}] must be an object.",
                    Field::MetricConfigurations.path()
                )));
                self.mistyped.extend([Field::MetricName(n), Field::MetricTypes(n), Field::ExpectedChange(n)]);
                metrics.push(MetricSettings::default());
                continue;
            };
            metrics.push(MetricSettings {
                name: self.text(entry, "name", Field::MetricName(n)),
                metric_types: self.metric_types(entry, n),
                expected_change: self.text(entry, "expectedChange", Field::ExpectedChange(n)).map(ExpectedChange::from),
            });
        }
        Some(metrics)
    }

    fn metric_types(&mut self, entry: &Map<String, Value>, n: usize) -> Option<Vec<MetricType>> {
        let list = match entry.get("metricTypes")? {
            Value::Null => return None,
            Value::Array(list) => list,
            _ => return self.mistyped(Field::MetricTypes(n), "an array of texts"),
        };
        let types: Option<Vec<MetricType>> = list.iter().map(|t| t.as_str().map(MetricType::from)).collect();
        if types.is_none() {
            return self.mistyped(Field::MetricTypes(n), "an array of texts");
        }
        types
    }

    fn text(&mut self, fields: &Map<String, Value>, name: &str, field: Field) -> Option<String> {
        match fields.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            _ => self.mistyped(field, "a text"),
        }
    }

    fn whole(&mut self, fields: &Map<String, Value>, name: &str, field: Field) -> Option<i64> {
        match fields.get(name)? {
            Value::Null => None,
            value => match value.as_i64() {
                Some(number) => Some(number),
                None => self.mistyped(field, "a whole number"),
            },
        }
    }

    fn mistyped<T>(&mut self, field: Field, wanted: &str) -> Option<T> {
        self.wrong.push(Violation::invalid(format!("{} must be {wanted}.", field.path())));
        self.mistyped.push(field);
        None
    }
}
