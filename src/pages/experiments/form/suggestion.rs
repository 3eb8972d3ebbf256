//! Which of the known metrics the form suggests, and where it warns. Names are free text: no document lists them all.

use crate::domain::experiment::{ExpectedChange, KnownMetric, MetricType};

/// The direction that most tests of a known metric hope for.
pub fn usual_change(metric: KnownMetric) -> ExpectedChange {
    if metric.up_is_good { ExpectedChange::Increase } else { ExpectedChange::Decrease }
}

/// The known metrics that are not among these names yet, under either of their names.
pub fn suggestions<'a>(names: impl Iterator<Item = &'a str>) -> Vec<KnownMetric> {
    let taken: Vec<KnownMetric> = names.filter_map(KnownMetric::find).collect();
    KnownMetric::ALL.into_iter().filter(|m| !taken.contains(m)).collect()
}

/// The metrics that are among these names twice, under both of their names.
pub fn doubled<'a>(names: impl Iterator<Item = &'a str>) -> Vec<KnownMetric> {
    let found: Vec<KnownMetric> = names.filter_map(KnownMetric::find).collect();
    KnownMetric::ALL.into_iter().filter(|m| found.iter().filter(|f| *f == m).count() > 1).collect()
}

/// What a further metric is there for: the first is the key metric, the others are to get no worse.
pub fn usual_role(has_key: bool) -> MetricType {
    if has_key { MetricType::Guardrail } else { MetricType::Key }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_suggested_under_neither_name_once_it_is_there() {
        let names = |list: &[&str]| suggestions(list.iter().copied()).iter().map(|m| m.name).collect::<Vec<_>>();
        assert_eq!(names(&[]), ["Customer Friction", "ISP : Sales", "Skill Next Day Retention"]);
        assert_eq!(names(&["CPDR", "mine"]), ["ISP : Sales", "Skill Next Day Retention"]);
        assert_eq!(names(&["Customer Friction", " next_day_retention "]), ["ISP : Sales"]);
    }

    #[test]
    fn both_names_of_one_metric_are_noticed() {
        let names = ["CPDR", "Customer Friction", "ISP : Sales"];
        assert_eq!(doubled(names.into_iter()).iter().map(|m| m.name).collect::<Vec<_>>(), ["Customer Friction"]);
        assert!(doubled(["ISP : Sales", "CPDR", "x", "x"].into_iter()).is_empty());
    }
}
