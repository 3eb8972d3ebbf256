//! What a query may be: one source for the builder, the client and the sandbox.

use super::query::{Filter, Query};
use super::term::{BinName, FilterField, GroupField, Interval, LexMetric, Operator, Order, Statistic};

/// The largest page of results.
pub const LARGEST_PAGE: u32 = 1_000;
/// Values in a filter.
pub const MOST_VALUES: usize = 5;

/// The part of a query that a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `metrics`
    Metrics,
    /// `binBy`
    Bin,
    /// `groupBy`
    Groups,
    /// `filters`, and which of them.
    Filter(usize),
    /// `filters` as a whole.
    Filters,
    /// `startDateTime` and `endDateTime`
    Window,
    /// `maxResults`
    MaxResults,
    /// `attributes`
    Attributes,
}

impl Part {
    /// Its name on the wire.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Metrics => "metrics",
            Self::Bin => "binBy",
            Self::Groups => "groupBy",
            Self::Filter(_) | Self::Filters => "filters",
            Self::Window => "startDateTime",
            Self::MaxResults => "maxResults",
            Self::Attributes => "attributes",
        }
    }
}

/// One thing that is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryProblem {
    /// Where.
    pub part: Part,
    /// In words for the person who made it.
    pub words: String,
}

/// Everything that is wrong with a query, in the order of its parts.
pub fn check(query: &Query) -> Vec<QueryProblem> {
    let shape = query.subject.shape();
    let mut problems = Vec::new();
    let mut add = |part, words: &str| problems.push(QueryProblem { part, words: words.to_owned() });

    if query.metrics.is_empty() {
        add(Part::Metrics, "Choose at least one metric.");
    }
    if query.metrics.len() > shape.metrics.len() {
        add(Part::Metrics, &format!("At most {} metrics fit into one query.", shape.metrics.len()));
    }
    for (index, metric) in query.metrics.iter().enumerate() {
        if !shape.metrics.contains(&metric.name) {
            add(Part::Metrics, &format!("{} is not a metric of this kind of query.", metric.name));
        }
        if matches!(metric.statistic, Statistic::Unknown(_)) {
            add(Part::Metrics, "Choose Sum, Avg or Max.");
        }
        if query.metrics[..index].iter().any(|m| m.name == metric.name && m.statistic == metric.statistic) {
            add(Part::Metrics, &format!("{} {} is there twice.", metric.name, metric.statistic));
        }
        if matches!(metric.order, Some(Order::Unknown(_))) {
            add(Part::Metrics, "Choose Ascending or Descending.");
        }
    }
    if query.metrics.iter().filter(|m| m.order.is_some()).count() > 1 {
        add(Part::Metrics, "Only one metric can give the order.");
    }
    if let Some(bin) = &query.bin {
        if matches!(bin.name, BinName::Unknown(_)) || matches!(bin.interval, Interval::Unknown(_)) {
            add(Part::Bin, "Choose a time field, and hours or days.");
        }
        if matches!(bin.order, Some(Order::Unknown(_))) {
            add(Part::Bin, "Choose Ascending or Descending.");
        }
        if bin.order.is_some() && query.metrics.iter().any(|m| m.order.is_some()) {
            add(Part::Bin, "Amazon accepts an order by time or by a metric, not both.");
        }
    }
    if query.groups.len() > shape.most_groups {
        add(Part::Groups, &format!("Split by at most {}.", shape.most_groups));
    }
    for (index, group) in query.groups.iter().enumerate() {
        if !shape.groups.contains(group) {
            add(Part::Groups, &format!("This kind of query cannot be split by {group}."));
        } else if query.groups[..index].contains(group) {
            add(Part::Groups, &format!("{group} is there twice."));
        }
    }
    if query.filters.len() > shape.most_filters {
        add(Part::Filters, &format!("At most {} filters fit into one query.", shape.most_filters));
    }
    for (index, filter) in query.filters.iter().enumerate() {
        if let Some(words) = wrong_filter(query, filter) {
            add(Part::Filter(index), &words);
        }
    }
    if query.last_used_intent && !shape.groups.contains(&GroupField::UtteranceText) {
        add(Part::Attributes, "Only utterances have a last used intent.");
    }
    problems
}

fn wrong_filter(query: &Query, filter: &Filter) -> Option<String> {
    let shape = query.subject.shape();
    if !shape.filters.contains(&filter.name) {
        return Some(format!("This kind of query cannot be narrowed by {}.", filter.name));
    }
    if matches!(filter.operator, Operator::Unknown(_)) {
        return Some("Choose EQ, GT or LT.".to_owned());
    }
    if filter.values.is_empty() || filter.values.iter().any(|value| value.trim().is_empty()) {
        return Some("Enter a value.".to_owned());
    }
    if filter.values.len() > MOST_VALUES {
        return Some(format!("A filter takes at most {MOST_VALUES} values."));
    }
    if filter.operator != Operator::Eq && filter.name != FilterField::Duration {
        return Some(format!("Only Duration can be greater or less. Use EQ for {}.", filter.name));
    }
    let is_number = |value: &String| value.trim().parse::<f64>().is_ok_and(f64::is_finite);
    if filter.name == FilterField::Duration && !filter.values.iter().all(is_number) {
        return Some("Duration is a number of seconds.".to_owned());
    }
    if filter.operator != Operator::Eq && filter.values.len() > 1 {
        return Some(format!("{} takes one value.", filter.operator));
    }
    None
}

/// Whether a metric can be counted together over time and groups: sums of counts can.
pub fn adds_up(metric: &LexMetric, statistic: &Statistic) -> bool {
    use LexMetric::{Count, Detected, Dropped, Failed, Failure, Missed, Retry, Success, Switched};
    let counts = matches!(metric, Count | Success | Failure | Failed | Dropped | Switched | Retry | Missed | Detected);
    counts && *statistic == Statistic::Sum
}

#[cfg(test)]
mod tests {
    use super::super::query::{Bin, BotId, MetricSpec};
    use super::super::subject::Subject;
    use super::*;
    use crate::domain::instant::Instant;
    use crate::domain::window::Window;

    fn metric(name: LexMetric) -> MetricSpec {
        MetricSpec { name, statistic: Statistic::Sum, order: None }
    }

    fn query() -> Query {
        let start = Instant::parse("2026-11-07T00:00:00Z").unwrap();
        Query {
            bot_id: BotId::parse("SANDBOXBOT").unwrap(),
            subject: Subject::Sessions,
            window: Window::new(start, start.plus_s(86_400)).unwrap(),
            metrics: vec![metric(LexMetric::Count)],
            bin: None,
            groups: Vec::new(),
            filters: Vec::new(),
            last_used_intent: false,
        }
    }

    fn filter(name: FilterField, operator: Operator, values: &[&str]) -> Filter {
        Filter { name, operator, values: values.iter().map(|v| (*v).to_owned()).collect() }
    }

    #[test]
    fn everything_that_a_subject_has_may_be_asked_for_at_once() {
        for subject in Subject::ALL {
            let shape = subject.shape();
            let all = Query {
                subject,
                metrics: shape.metrics.iter().cloned().map(metric).collect(),
                groups: shape.groups[..shape.most_groups].to_vec(),
                filters: shape.filters[..shape.most_filters]
                    .iter()
                    .map(|name| filter(name.clone(), Operator::Eq, &["1"]))
                    .collect(),
                bin: Some(Bin {
                    name: BinName::ConversationStartTime,
                    interval: Interval::OneDay,
                    order: Some(Order::Ascending),
                }),
                last_used_intent: subject == Subject::Utterances,
                ..query()
            };
            assert_eq!(check(&all), [], "{subject:?}");
        }
    }

    #[test]
    fn every_limit_is_said_at_its_part() {
        let parts = |change: &dyn Fn(&mut Query)| {
            let mut query = query();
            change(&mut query);
            check(&query).into_iter().map(|p| p.part).collect::<Vec<_>>()
        };
        assert_eq!(parts(&|_| {}), []);
        assert_eq!(parts(&|q| q.metrics.clear()), [Part::Metrics]);
        assert_eq!(parts(&|q| q.metrics = vec![metric(LexMetric::Missed)]), [Part::Metrics]);
        assert_eq!(parts(&|q| q.metrics.push(metric(LexMetric::Count))), [Part::Metrics]);
        assert_eq!(parts(&|q| q.groups = vec![GroupField::IntentName]), [Part::Groups]);
        assert_eq!(parts(&|q| q.groups = vec![GroupField::LocaleId; 2]), [Part::Groups]);
        assert_eq!(parts(&|q| q.last_used_intent = true), [Part::Attributes]);
        let both = |q: &mut Query| {
            q.metrics[0].order = Some(Order::Ascending);
            q.bin = Some(Bin {
                name: BinName::ConversationStartTime,
                interval: Interval::OneHour,
                order: Some(Order::Descending),
            });
        };
        assert_eq!(parts(&both), [Part::Bin]);
        let many = |q: &mut Query| q.filters = vec![filter(FilterField::Channel, Operator::Eq, &["Slack"]); 11];
        assert_eq!(parts(&many), [Part::Filters]);
        for bad in [
            filter(FilterField::LocaleId, Operator::Unknown("CO".to_owned()), &["en"]),
            filter(FilterField::LocaleId, Operator::Gt, &["en_US"]),
            filter(FilterField::LocaleId, Operator::Eq, &[]),
            filter(FilterField::LocaleId, Operator::Eq, &[" "]),
            filter(FilterField::LocaleId, Operator::Eq, &["a", "b", "c", "d", "e", "f"]),
            filter(FilterField::Duration, Operator::Gt, &["long"]),
            filter(FilterField::Duration, Operator::Gt, &["1", "2"]),
            filter(FilterField::IntentName, Operator::Eq, &["x"]),
        ] {
            assert_eq!(parts(&|q| q.filters = vec![bad.clone()]), [Part::Filter(0)], "{bad:?}");
        }
    }

    #[test]
    fn a_bot_id_has_ten_letters_and_digits() {
        assert!(BotId::parse(" SANDBOXBOT ").is_ok());
        for bad in ["", "SANDBOX", "SANDBOXBOT1", "SANDBOX-BT", "ÄNDBOXBOT"] {
            assert!(BotId::parse(bad).is_err(), "{bad}");
        }
    }
}
