//! Key figures of a query: four numbers about everything that its filters leave, asked for by a query of its own without
//! bins and groups, so that nothing has to be put together from rows.

use super::query::{MetricSpec, Query};
use super::row::Row;
use super::subject::Subject;
use super::term::{LexMetric, Statistic};

/// A key figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// Its value; `None` where the service sent none, or where it cannot be said.
    pub value: Option<f64>,
    /// How it is to be written.
    pub unit: Unit,
    /// How it came about.
    pub formula: &'static str,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Whole things.
    Count,
    /// Seconds.
    Seconds,
    /// Turns, with a fraction.
    Turns,
    /// A part of one.
    Ratio,
    /// Seconds since the epoch.
    Time,
    /// A number.
    Plain,
}

/// The unit of a metric.
pub fn unit(metric: &LexMetric, statistic: &Statistic) -> Unit {
    match (metric, statistic) {
        (LexMetric::Duration, _) => Unit::Seconds,
        (LexMetric::UtteranceTimestamp, Statistic::Sum) => Unit::Plain,
        (LexMetric::UtteranceTimestamp, _) => Unit::Time,
        (LexMetric::TurnsPerConversation, Statistic::Avg) => Unit::Turns,
        (LexMetric::Unknown(_), _) => Unit::Plain,
        (_, Statistic::Avg) => Unit::Turns,
        (_, Statistic::Unknown(_)) => Unit::Plain,
        _ => Unit::Count,
    }
}

/// What the key figures of a subject need.
fn needed(subject: Subject) -> &'static [(LexMetric, Statistic)] {
    use LexMetric::{Count, Detected, Dropped, Duration, Missed, Retry, Success, Switched, TurnsPerConversation};
    use Statistic::{Avg, Sum};
    match subject {
        Subject::Sessions => &[(Count, Sum), (Success, Sum), (TurnsPerConversation, Avg), (Duration, Avg)],
        Subject::Intents => &[(Count, Sum), (Success, Sum), (Switched, Sum), (Dropped, Sum)],
        Subject::IntentStages => &[(Count, Sum), (Success, Sum), (Retry, Sum), (Dropped, Sum)],
        Subject::Utterances => &[(Count, Sum), (Detected, Sum), (Missed, Sum)],
    }
}

/// The query that the key figures of another are read from: the same bot, time and filters, and nothing else.
pub fn figure_query(query: &Query) -> Query {
    let metrics = needed(query.subject).iter().map(|(name, statistic)| MetricSpec {
        name: name.clone(),
        statistic: statistic.clone(),
        order: None,
    });
    Query { metrics: metrics.collect(), bin: None, groups: Vec::new(), last_used_intent: false, ..query.clone() }
}

/// The key figures, from the rows that [`figure_query`] gave: one, or none where nothing was counted. Then counts are 0,
/// and what is measured of each one cannot be said.
pub fn figures(subject: Subject, rows: &[Row]) -> Vec<Figure> {
    let mut figures = of_row(subject, rows.first());
    if rows.is_empty() {
        figures.iter_mut().filter(|f| f.unit == Unit::Count).for_each(|f| f.value = Some(0.0));
    }
    figures
}

/// The key figures before they are known, or where they could not be read.
pub fn unknown_figures(subject: Subject) -> Vec<Figure> {
    of_row(subject, None)
}

fn of_row(subject: Subject, row: Option<&Row>) -> Vec<Figure> {
    use LexMetric::{Count, Detected, Dropped, Duration, Missed, Retry, Success, Switched, TurnsPerConversation};
    let value = |metric: &LexMetric, statistic: &Statistic| row.and_then(|row| row.value(metric, statistic));
    let sum = |metric: &LexMetric| value(metric, &Statistic::Sum);
    let share = |metric: &LexMetric| {
        let whole = sum(&Count).filter(|count| *count > 0.0)?;
        Some(sum(metric)? / whole)
    };
    let count = |name, metric: &LexMetric, formula| Figure { name, value: sum(metric), unit: Unit::Count, formula };
    let rate = |name, metric: &LexMetric, formula| Figure { name, value: share(metric), unit: Unit::Ratio, formula };
    match subject {
        Subject::Sessions => vec![
            count("Conversations", &Count, "Sum of Count"),
            rate("Success rate", &Success, "Sum of Success over sum of Count"),
            Figure {
                name: "Average turns",
                value: value(&TurnsPerConversation, &Statistic::Avg),
                unit: Unit::Turns,
                formula: "Avg of TurnsPerConversation over all",
            },
            Figure {
                name: "Average duration",
                value: value(&Duration, &Statistic::Avg),
                unit: Unit::Seconds,
                formula: "Avg of Duration over all",
            },
        ],
        Subject::Intents => vec![
            count("Intents", &Count, "Sum of Count"),
            rate("Success rate", &Success, "Sum of Success over sum of Count"),
            rate("Switched", &Switched, "Sum of Switched over sum of Count"),
            rate("Dropped", &Dropped, "Sum of Dropped over sum of Count"),
        ],
        Subject::IntentStages => vec![
            count("Intent stages", &Count, "Sum of Count"),
            rate("Success rate", &Success, "Sum of Success over sum of Count"),
            count("Retries", &Retry, "Sum of Retry"),
            rate("Dropped", &Dropped, "Sum of Dropped over sum of Count"),
        ],
        Subject::Utterances => vec![
            count("Utterances", &Count, "Sum of Count"),
            rate("Detection rate", &Detected, "Sum of Detected over sum of Count"),
            count("Missed", &Missed, "Sum of Missed"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::BotId;
    use super::super::row::MetricResult;
    use super::super::rule::check;
    use super::super::spec::Spec;
    use super::*;
    use crate::domain::instant::Instant;
    use crate::domain::window::Window;

    fn row(values: &[(LexMetric, Statistic, Option<f64>)]) -> Row {
        let metrics = values.iter().cloned();
        let metrics = metrics.map(|(name, statistic, value)| MetricResult { name, statistic, value }).collect();
        Row { bin: None, groups: Vec::new(), metrics, last_used_intent: None }
    }

    #[test]
    fn what_is_asked_for_is_valid_for_every_subject() {
        let start = Instant::from_epoch_s(0);
        for subject in Subject::ALL {
            let window = Window::new(start, start.plus_s(86_400)).unwrap();
            let query = Spec::usual(subject).query(BotId::parse("SANDBOXBOT").unwrap(), window);
            let asked = figure_query(&query);
            assert_eq!(check(&asked), []);
            assert_eq!((asked.bin, asked.groups.len()), (None, 0));
            assert!(unknown_figures(subject).iter().all(|f| f.value.is_none()));
        }
    }

    #[test]
    fn the_success_rate_is_sum_over_sum_and_never_over_nothing() {
        use LexMetric::{Count, Success};
        let of = |count, success| {
            let rows = [row(&[(Count, Statistic::Sum, count), (Success, Statistic::Sum, success)])];
            figures(Subject::Sessions, &rows)[1].value
        };
        assert_eq!(of(Some(8.0), Some(6.0)), Some(0.75));
        assert_eq!(of(Some(0.0), Some(0.0)), None);
        assert_eq!(of(Some(8.0), None), None);
    }

    #[test]
    fn where_nothing_was_counted_counts_are_nought_and_nothing_else_is() {
        for subject in Subject::ALL {
            for figure in figures(subject, &[]) {
                assert_eq!(figure.value, (figure.unit == Unit::Count).then_some(0.0), "{subject:?} {}", figure.name);
            }
        }
        let without_value = [row(&[(LexMetric::Count, Statistic::Sum, None)])];
        assert_eq!(figures(Subject::Sessions, &without_value)[0].value, None, "a value that was not sent is no 0");
    }

    #[test]
    fn durations_are_seconds_and_times_are_times() {
        assert_eq!(unit(&LexMetric::Duration, &Statistic::Avg), Unit::Seconds);
        assert_eq!(unit(&LexMetric::UtteranceTimestamp, &Statistic::Max), Unit::Time);
        assert_eq!(unit(&LexMetric::Count, &Statistic::Sum), Unit::Count);
        assert_eq!(unit(&LexMetric::from("New"), &Statistic::Sum), Unit::Plain);
    }
}
