//! A query before it has a bot and a time: what the builder makes and an address keeps.

use super::query::{Bin, BotId, Filter, MetricSpec, Query};
use super::rule::{self, Part, QueryProblem};
use super::subject::Subject;
use super::term::{BinName, GroupField, Interval, LexMetric, Order, Statistic};
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::window::Window;

/// What is asked, of whichever bot and time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spec {
    /// What it is about.
    pub subject: Subject,
    /// What is asked for.
    pub metrics: Vec<MetricSpec>,
    /// By time, where it is.
    pub bin: Option<Bin>,
    /// Split by these.
    pub groups: Vec<GroupField>,
    /// Narrowed by all of these.
    pub filters: Vec<Filter>,
    /// Utterances only: also the intent that each text last reached.
    pub last_used_intent: bool,
}

impl Default for Spec {
    fn default() -> Self {
        Self::usual(Subject::Sessions)
    }
}

fn metric(name: LexMetric, order: Option<Order>) -> MetricSpec {
    MetricSpec { name, statistic: Statistic::Sum, order }
}

impl Spec {
    /// What is asked about a subject unless somebody asks otherwise.
    pub fn usual(subject: Subject) -> Self {
        let largest = Some(Order::Descending);
        let (metrics, bin, groups) = match subject {
            Subject::Sessions => (
                vec![metric(LexMetric::Count, None)],
                Some(Bin {
                    name: BinName::ConversationStartTime,
                    interval: Interval::OneDay,
                    order: Some(Order::Ascending),
                }),
                vec![GroupField::ConversationEndState],
            ),
            Subject::Intents => (
                vec![metric(LexMetric::Count, largest), metric(LexMetric::Success, None)],
                None,
                vec![GroupField::IntentName],
            ),
            Subject::IntentStages => (
                vec![metric(LexMetric::Count, largest), metric(LexMetric::Retry, None)],
                None,
                vec![GroupField::IntentStageName],
            ),
            Subject::Utterances => (vec![metric(LexMetric::Count, largest)], None, vec![GroupField::UtteranceText]),
        };
        let last_used_intent = subject == Subject::Utterances;
        Self { subject, metrics, bin, groups, filters: Vec::new(), last_used_intent }
    }

    /// The query for a bot and a time.
    pub fn query(&self, bot_id: BotId, window: Window) -> Query {
        Query {
            bot_id,
            subject: self.subject,
            window,
            metrics: self.metrics.clone(),
            bin: self.bin.clone(),
            groups: self.groups.clone(),
            filters: self.filters.clone(),
            last_used_intent: self.last_used_intent,
        }
    }

    /// Everything that Amazon would refuse about it.
    pub fn problems(&self) -> Vec<QueryProblem> {
        let start = Instant::from_epoch_s(0);
        let any = BotId::parse("ANYBOT0000").ok().zip(Window::new(start, start.plus_s(DAY_S)));
        any.map_or_else(Vec::new, |(bot_id, window)| rule::check(&self.query(bot_id, window)))
    }

    /// The same without blanks around filter values.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        for filter in &mut self.filters {
            for value in &mut filter.values {
                *value = value.trim().to_owned();
            }
        }
        self
    }

    /// The same without what Amazon would refuse, and what was wrong with it in sentences.
    #[must_use]
    pub fn repaired(mut self) -> (Self, Vec<String>) {
        let mut said = Vec::new();
        // Each round takes something away or sets a part to what is usual, of which nothing is refused.
        for _ in 0..8 {
            let problems = self.problems();
            let Some(problem) = problems.last() else { break };
            let usual = Self::usual(self.subject);
            match problem.part {
                Part::Metrics => self.metrics = usual.metrics,
                Part::Bin => match &mut self.bin {
                    Some(bin) if bin.order.is_some() && BinName::ALL.contains(&bin.name) => bin.order = None,
                    _ => self.bin = None,
                },
                Part::Groups => self.groups = usual.groups,
                Part::Filter(_) => {
                    let bad: Vec<usize> = problems
                        .iter()
                        .filter_map(|p| if let Part::Filter(index) = p.part { Some(index) } else { None })
                        .collect();
                    let mut index = 0..;
                    self.filters.retain(|_| index.next().is_none_or(|i: usize| !bad.contains(&i)));
                }
                Part::Filters => self.filters.truncate(self.subject.shape().most_filters),
                Part::Attributes => self.last_used_intent = false,
                Part::Window | Part::MaxResults => break,
            }
            for problem in problems {
                if !said.contains(&problem.words) {
                    said.push(problem.words);
                }
            }
        }
        if self.problems().is_empty() { (self, said) } else { (Self::usual(self.subject), said) }
    }

    /// The same question about another subject: what that one has too is kept, the rest becomes what is usual there.
    #[must_use]
    pub fn about(&self, subject: Subject) -> Self {
        if subject == self.subject {
            return self.clone();
        }
        let (usual, shape) = (Self::usual(subject), subject.shape());
        let filters = self.filters.iter().filter(|f| shape.filters.contains(&f.name)).cloned();
        let filters = filters.take(shape.most_filters).collect();
        Self { filters, ..usual }
    }

    /// Whether a metric gives the order.
    pub fn is_ordered_by_metric(&self) -> bool {
        self.metrics.iter().any(|m| m.order.is_some())
    }

    /// Whether time gives the order.
    pub fn is_ordered_by_time(&self) -> bool {
        self.bin.as_ref().is_some_and(|bin| bin.order.is_some())
    }

    /// Orders by time, or not by it. Returns whether an order by a metric was turned off for that.
    pub fn order_by_time(&mut self, order: Option<Order>) -> bool {
        let Some(bin) = &mut self.bin else { return false };
        bin.order = order;
        let turns_off = bin.order.is_some() && self.is_ordered_by_metric();
        if turns_off {
            self.metrics.iter_mut().for_each(|m| m.order = None);
        }
        turns_off
    }

    /// Orders by one of the metrics, or not by it. Returns whether an order by time was turned off for that.
    pub fn order_by_metric(&mut self, index: usize, order: Option<Order>) -> bool {
        let orders = order.is_some();
        for (i, metric) in self.metrics.iter_mut().enumerate() {
            if i == index {
                metric.order.clone_from(&order);
            } else if orders {
                metric.order = None;
            }
        }
        let turns_off = orders && self.is_ordered_by_time();
        if turns_off && let Some(bin) = &mut self.bin {
            bin.order = None;
        }
        turns_off
    }

    /// A metric that could be added: the first that is not there yet.
    pub fn next_metric(&self) -> Option<MetricSpec> {
        let shape = self.subject.shape();
        if self.metrics.len() >= shape.metrics.len() {
            return None;
        }
        let free = |name: &LexMetric, statistic: &Statistic| {
            !self.metrics.iter().any(|m| m.name == *name && m.statistic == *statistic)
        };
        let usual = |name: &LexMetric| match name {
            LexMetric::Duration | LexMetric::TurnsPerConversation => Statistic::Avg,
            LexMetric::Concurrency | LexMetric::UtteranceTimestamp => Statistic::Max,
            _ => Statistic::Sum,
        };
        let unused = shape.metrics.iter().find(|name| !self.metrics.iter().any(|m| m.name == **name));
        let first = unused.map(|name| (name.clone(), usual(name)));
        first
            .or_else(|| {
                shape.metrics.iter().find_map(|name| {
                    let statistic = Statistic::ALL.iter().find(|s| free(name, s))?;
                    Some((name.clone(), statistic.clone()))
                })
            })
            .map(|(name, statistic)| MetricSpec { name, statistic, order: None })
    }

    /// Splits by a field, or not by it any more. Does nothing where there is no room.
    pub fn toggle_group(&mut self, field: &GroupField) {
        if self.groups.contains(field) {
            self.groups.retain(|g| g != field);
        } else if self.groups.len() < self.subject.shape().most_groups {
            self.groups.push(field.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::term::{FilterField, Operator};
    use super::*;

    #[test]
    fn what_is_usual_is_valid() {
        for subject in Subject::ALL {
            assert_eq!(Spec::usual(subject).problems(), [], "{subject:?}");
        }
    }

    #[test]
    fn setting_one_order_turns_the_other_off_and_says_so() {
        let mut spec = Spec::default();
        assert!(spec.order_by_metric(0, Some(Order::Descending)));
        assert!(!spec.is_ordered_by_time() && spec.is_ordered_by_metric());
        assert_eq!(spec.problems(), []);
        assert!(spec.order_by_time(Some(Order::Ascending)));
        assert!(spec.is_ordered_by_time() && !spec.is_ordered_by_metric());
        assert!(!spec.order_by_time(None));
        spec.metrics.push(metric(LexMetric::Success, None));
        assert!(!spec.order_by_metric(0, Some(Order::Ascending)));
        assert!(!spec.order_by_metric(1, Some(Order::Ascending)));
        assert_eq!(spec.metrics[0].order, None);
    }

    #[test]
    fn what_is_refused_is_taken_away_and_said() {
        let mut spec = Spec::default();
        spec.metrics[0].order = Some(Order::Descending);
        spec.groups = vec![GroupField::IntentName];
        let bad = |name: FilterField| Filter { name, operator: Operator::Gt, values: vec!["x".to_owned()] };
        let good = Filter { name: FilterField::LocaleId, operator: Operator::Eq, values: vec!["en_US".to_owned()] };
        spec.filters = vec![bad(FilterField::LocaleId), good.clone(), bad(FilterField::IntentName)];
        spec.last_used_intent = true;
        let (spec, said) = spec.repaired();
        assert_eq!(spec.problems(), []);
        assert_eq!(spec.filters, [good]);
        assert_eq!(spec.groups, [GroupField::ConversationEndState]);
        assert!(said.len() >= 4, "{said:#?}");
    }

    #[test]
    fn another_subject_keeps_the_filters_that_it_has() {
        let mut spec = Spec::default();
        let filter = |name| Filter { name, operator: Operator::Eq, values: vec!["1".to_owned()] };
        spec.filters = vec![filter(FilterField::LocaleId), filter(FilterField::Duration)];
        let intents = spec.about(Subject::Intents);
        assert_eq!(intents.filters, [filter(FilterField::LocaleId)]);
        assert_eq!(intents.problems(), []);
        assert_eq!(spec.about(Subject::Sessions), spec);
    }

    #[test]
    fn metrics_can_be_added_until_none_is_left_and_stay_valid() {
        for subject in Subject::ALL {
            let mut spec = Spec::usual(subject);
            while let Some(next) = spec.next_metric() {
                spec.metrics.push(next);
                assert_eq!(spec.problems(), [], "{subject:?}");
            }
            assert_eq!(spec.metrics.len(), subject.shape().metrics.len());
        }
    }

    #[test]
    fn no_more_groups_than_the_subject_takes() {
        let mut spec = Spec::usual(Subject::Intents);
        for group in Subject::Intents.shape().groups {
            spec.toggle_group(group);
        }
        assert_eq!(spec.groups, [GroupField::IntentEndState, GroupField::IntentLevel]);
        spec.toggle_group(&GroupField::IntentLevel);
        assert_eq!(spec.groups, [GroupField::IntentEndState]);
    }
}
