//! The fields of the form, each with a place of its own on the page.

use super::draft::Draft;
use crate::domain::experiment::rule::Field;

/// A field of the form, in the order of the page. Metrics are told apart by their keys, which outlast a removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldKey {
    /// The name.
    Name,
    /// The hypothesis.
    Hypothesis,
    /// The exposure.
    Exposure,
    /// The planned duration.
    PlannedDuration,
    /// The list of metrics as a whole.
    Metrics,
    /// The name of a metric.
    MetricName(u32),
    /// What a metric is there for.
    MetricTypes(u32),
    /// Which way a metric is expected to move.
    ExpectedChange(u32),
    /// The name of a metric that is yet to be added.
    AddMetric,
}

impl FieldKey {
    /// The form's field for a field of the request. The type is no field of the form.
    pub fn of(field: &Field, draft: &Draft) -> Option<Self> {
        let key = |n: &usize| draft.metrics.get(*n).map(|m| m.key);
        Some(match field {
            Field::Name => Self::Name,
            Field::Description => Self::Hypothesis,
            Field::Type => return None,
            Field::PlannedDuration => Self::PlannedDuration,
            Field::ExposurePercentage => Self::Exposure,
            Field::MetricConfigurations => Self::Metrics,
            Field::MetricName(n) => Self::MetricName(key(n)?),
            Field::MetricTypes(n) => Self::MetricTypes(key(n)?),
            Field::ExpectedChange(n) => Self::ExpectedChange(key(n)?),
        })
    }

    /// The form's field for a path that the service names: `experiment.name`, or the last part of one alone. `None` where it is none of the form.
    pub fn of_path(path: &str, draft: &Draft) -> Option<Self> {
        let mut fields = vec![
            Field::Name,
            Field::Description,
            Field::PlannedDuration,
            Field::ExposurePercentage,
            Field::MetricConfigurations,
        ];
        for n in 0..draft.metrics.len() {
            fields.extend([Field::MetricName(n), Field::MetricTypes(n), Field::ExpectedChange(n)]);
        }
        let exact = fields.iter().find(|f| f.path() == path);
        // Without its place in the list, a problem of a metric stands by the list.
        let loose = || match path.rsplit('.').next().unwrap_or_default() {
            "description" => Some(Self::Hypothesis),
            "plannedDuration" => Some(Self::PlannedDuration),
            "exposurePercentage" => Some(Self::Exposure),
            "metricConfigurations" | "metricTypes" | "expectedChange" => Some(Self::Metrics),
            last => last.starts_with("metricConfigurations[").then_some(Self::Metrics),
        };
        exact.and_then(|field| Self::of(field, draft)).or_else(loose)
    }

    /// The id of its control in the page.
    pub fn id(self) -> String {
        match self {
            Self::Name => "experiment-name".to_owned(),
            Self::Hypothesis => "hypothesis".to_owned(),
            Self::Exposure => "exposure".to_owned(),
            Self::PlannedDuration => "planned-duration".to_owned(),
            Self::Metrics | Self::AddMetric => "metric-name".to_owned(),
            Self::MetricName(key) => format!("metric-{key}-remove"),
            Self::MetricTypes(key) => format!("metric-{key}-role"),
            Self::ExpectedChange(key) => format!("metric-{key}-change"),
        }
    }

    /// The section of the form, from 1.
    pub fn section(self) -> u8 {
        match self {
            Self::Name | Self::Hypothesis => 1,
            Self::Exposure | Self::PlannedDuration => 2,
            Self::Metrics | Self::AddMetric | Self::MetricName(_) | Self::MetricTypes(_) | Self::ExpectedChange(_) => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_of_the_service_lead_to_the_fields_of_the_form() {
        let mut draft = Draft::default();
        draft.add_metric("a").unwrap();
        let b = draft.add_metric("b").unwrap();
        draft.remove_metric(0);
        let of = |path| FieldKey::of_path(path, &draft);
        assert_eq!(of("experiment.name"), Some(FieldKey::Name));
        assert_eq!(of("experiment.description"), Some(FieldKey::Hypothesis));
        assert_eq!(of("plannedDuration"), Some(FieldKey::PlannedDuration));
        assert_eq!(of("experiment.exposurePercentage"), Some(FieldKey::Exposure));
        assert_eq!(of("experiment.metricConfigurations[0].name"), Some(FieldKey::MetricName(b)));
        assert_eq!(of("experiment.metricConfigurations[0].metricTypes"), Some(FieldKey::MetricTypes(b)));
        assert_eq!(of("experiment.metricConfigurations[0].expectedChange"), Some(FieldKey::ExpectedChange(b)));
        assert_eq!(of("experiment.metricConfigurations[7]"), Some(FieldKey::Metrics));
        assert_eq!(of("experiment.metricConfigurations[7].metricTypes"), Some(FieldKey::Metrics));
        assert_eq!(of("experiment.type"), None);
        assert_eq!(of("maxResults"), None);
    }
}
