//! Queries in words: "Average conversation duration by day, split by end state, where locale is en_US".

use super::query::{Filter, MetricSpec};
use super::spec::Spec;
use super::subject::Subject;
use super::term::{BinName, FilterField, GroupField, Interval, LexMetric, Operator, Order, Statistic};

/// What a subject counts.
pub fn things(subject: Subject) -> &'static str {
    match subject {
        Subject::Sessions => "conversations",
        Subject::Intents => "intents",
        Subject::IntentStages => "intent stages",
        Subject::Utterances => "utterances",
    }
}

/// The name of a subject, for a choice of them.
pub fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Sessions => "Sessions",
        Subject::Intents => "Intents",
        Subject::IntentStages => "Intent stages",
        Subject::Utterances => "Utterances",
    }
}

/// What a metric measures, in the middle of a sentence. What is not known is named as it came.
pub fn measured(subject: Subject, metric: &LexMetric) -> String {
    let things = things(subject);
    match metric {
        LexMetric::Count => things.to_owned(),
        LexMetric::Success => format!("successful {things}"),
        LexMetric::Failure | LexMetric::Failed => format!("failed {things}"),
        LexMetric::Dropped => format!("dropped {things}"),
        LexMetric::Switched => format!("switched {things}"),
        LexMetric::Missed => format!("missed {things}"),
        LexMetric::Detected => format!("detected {things}"),
        LexMetric::Retry => "retries".to_owned(),
        LexMetric::Duration => "conversation duration".to_owned(),
        LexMetric::TurnsPerConversation => "turns per conversation".to_owned(),
        LexMetric::Concurrency => "conversations at the same time".to_owned(),
        LexMetric::UtteranceTimestamp => "time of an utterance".to_owned(),
        LexMetric::Unknown(name) => name.clone(),
    }
}

/// Whether a metric is counted, rather than measured of each one.
fn is_counted(metric: &LexMetric) -> bool {
    !matches!(
        metric,
        LexMetric::Duration | LexMetric::TurnsPerConversation | LexMetric::UtteranceTimestamp | LexMetric::Unknown(_)
    )
}

/// A metric with its statistic, in the middle of a sentence.
pub fn measure(subject: Subject, metric: &LexMetric, statistic: &Statistic) -> String {
    let what = measured(subject, metric);
    let of = if is_counted(metric) { "number of " } else { "" };
    match (metric, statistic) {
        (LexMetric::UtteranceTimestamp, Statistic::Max) => format!("latest {what}"),
        (_, Statistic::Sum) if is_counted(metric) => format!("number of {what}"),
        (_, Statistic::Sum) => format!("total {what}"),
        (_, Statistic::Avg) => format!("average {of}{what}"),
        (_, Statistic::Max) => format!("highest {of}{what}"),
        (_, Statistic::Unknown(name)) => format!("{name} of {what}"),
    }
}

/// A field that results are split by, in the middle of a sentence.
pub fn group_name(field: &GroupField) -> &str {
    match field {
        GroupField::ConversationEndState | GroupField::IntentEndState => "end state",
        GroupField::LocaleId => "locale",
        GroupField::IntentName => "intent",
        GroupField::IntentLevel => "intent level",
        GroupField::IntentStageName => "stage",
        GroupField::SwitchedToIntent => "intent switched to",
        GroupField::UtteranceText => "text",
        GroupField::UtteranceState => "utterance state",
        GroupField::Unknown(name) => name,
    }
}

/// A field that results are narrowed by, in the middle of a sentence.
pub fn filter_name(field: &FilterField) -> &str {
    match field {
        FilterField::BotAliasId => "alias",
        FilterField::BotVersion => "bot version",
        FilterField::LocaleId => "locale",
        FilterField::Modality => "modality",
        FilterField::Channel => "channel",
        FilterField::Duration => "duration",
        FilterField::ConversationEndState | FilterField::IntentEndState => "end state",
        FilterField::SessionId => "session",
        FilterField::OriginatingRequestId => "first request",
        FilterField::IntentPath => "intent path",
        FilterField::IntentName => "intent",
        FilterField::IntentStageName => "stage",
        FilterField::UtteranceState => "utterance state",
        FilterField::UtteranceText => "text",
        FilterField::Unknown(name) => name,
    }
}

/// A filter: `locale is en_US or en_GB`, `duration is over 30 s`.
pub fn filter(filter: &Filter) -> String {
    let is_duration = filter.name == FilterField::Duration;
    let value = |v: &String| {
        let v = v.trim();
        if v.is_empty() {
            "…".to_owned()
        } else if is_duration {
            format!("{v} s")
        } else {
            v.to_owned()
        }
    };
    let values = join(filter.values.iter().map(value), "or");
    let values = if values.is_empty() { "…".to_owned() } else { values };
    let how = operator_name(&filter.operator);
    format!("{} {how} {values}", filter_name(&filter.name))
}

/// `a`, `a and b`, `a, b and c`.
fn join(parts: impl IntoIterator<Item = String>, last: &str) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    match parts.pop() {
        None => String::new(),
        Some(end) if parts.is_empty() => end,
        Some(end) => format!("{} {last} {end}", parts.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A measure at the beginning of a sentence.
pub fn measure_heading(subject: Subject, metric: &LexMetric, statistic: &Statistic) -> String {
    capital(&measure(subject, metric, statistic))
}

/// A metric in a choice of them, whose subject is said beside it.
pub fn metric_name(subject: Subject, metric: &LexMetric) -> String {
    let name = match metric {
        LexMetric::Success => "Successful",
        LexMetric::Failure | LexMetric::Failed => "Failed",
        LexMetric::Dropped => "Dropped",
        LexMetric::Switched => "Switched",
        LexMetric::Missed => "Missed",
        LexMetric::Detected => "Detected",
        LexMetric::Duration => "Duration",
        LexMetric::TurnsPerConversation => "Turns",
        LexMetric::Concurrency => "At the same time",
        LexMetric::UtteranceTimestamp => "Time of utterance",
        LexMetric::Count | LexMetric::Retry | LexMetric::Unknown(_) => return capital(&measured(subject, metric)),
    };
    name.to_owned()
}

/// A statistic in a choice of them.
pub fn statistic_name(statistic: &Statistic) -> String {
    match statistic {
        Statistic::Sum => "Sum".to_owned(),
        Statistic::Avg => "Average".to_owned(),
        Statistic::Max => "Highest".to_owned(),
        Statistic::Unknown(name) => name.clone(),
    }
}

/// The length of a bin in a choice of them.
pub fn interval_name(interval: &Interval) -> String {
    match interval {
        Interval::OneHour => "By hour".to_owned(),
        Interval::OneDay => "By day".to_owned(),
        Interval::Unknown(name) => name.clone(),
    }
}

/// The time of a bin in a choice of them.
pub fn bin_name(bin: &BinName) -> String {
    match bin {
        BinName::ConversationStartTime => "Start of conversation".to_owned(),
        BinName::UtteranceTimestamp => "Time of utterance".to_owned(),
        BinName::Unknown(name) => name.clone(),
    }
}

/// A field that results are split by, in a choice of them.
pub fn group_choice(field: &GroupField) -> String {
    capital(group_name(field))
}

/// A field that results are narrowed by, in a choice of them.
pub fn filter_choice(field: &FilterField) -> String {
    capital(filter_name(field))
}

/// How a filter compares, in a choice.
pub fn operator_name(operator: &Operator) -> String {
    match operator {
        Operator::Eq => "is".to_owned(),
        Operator::Gt => "is over".to_owned(),
        Operator::Lt => "is under".to_owned(),
        Operator::Unknown(name) => name.clone(),
    }
}

/// ` by day, split by end state`.
fn splits(spec: &Spec) -> String {
    let mut text = String::new();
    if let Some(bin) = &spec.bin {
        text.push_str(match bin.interval {
            Interval::OneHour => " by hour",
            Interval::OneDay => " by day",
            Interval::Unknown(_) => " by time",
        });
        if bin.name == BinName::UtteranceTimestamp {
            text.push_str(" of the utterance");
        }
    }
    if !spec.groups.is_empty() {
        let names = spec.groups.iter().map(|g| group_name(g).to_owned());
        text.push_str(&format!(", split by {}", join(names, "and")));
    }
    text
}

fn conditions(spec: &Spec) -> String {
    if spec.filters.is_empty() {
        return String::new();
    }
    format!(", where {}", join(spec.filters.iter().map(filter), "and"))
}

fn order(spec: &Spec) -> String {
    let ordered = spec.metrics.iter().find_map(|m| Some((m, m.order.as_ref()?)));
    match (ordered, spec.bin.as_ref().and_then(|b| b.order.as_ref())) {
        (Some((metric, order)), _) => {
            let first = if *order == Order::Ascending { "lowest" } else { "highest" };
            if spec.metrics.len() > 1 {
                format!(", {first} {} first", measure(spec.subject, &metric.name, &metric.statistic))
            } else {
                format!(", {first} first")
            }
        }
        (None, Some(Order::Descending)) => ", newest first".to_owned(),
        _ => String::new(),
    }
}

/// The whole query.
pub fn query(spec: &Spec) -> String {
    let named = |m: &MetricSpec| measure(spec.subject, &m.name, &m.statistic);
    let metrics = match spec.metrics.is_empty() {
        true => "nothing yet".to_owned(),
        false => join(spec.metrics.iter().map(named), "and"),
    };
    capital(&format!("{metrics}{}{}{}", splits(spec), conditions(spec), order(spec)))
}

/// The heading of a chart: one measure of the query.
pub fn chart(spec: &Spec, metric: &LexMetric, statistic: &Statistic) -> String {
    capital(&format!("{}{}{}", measure(spec.subject, metric, statistic), splits(spec), conditions(spec)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lex::Bin;

    fn filter_of(name: FilterField, operator: Operator, values: &[&str]) -> Filter {
        Filter { name, operator, values: values.iter().map(|v| (*v).to_owned()).collect() }
    }

    #[test]
    fn a_query_reads_as_the_brief_has_it() {
        let spec = Spec {
            metrics: vec![MetricSpec { name: LexMetric::Duration, statistic: Statistic::Avg, order: None }],
            filters: vec![filter_of(FilterField::LocaleId, Operator::Eq, &["en_US"])],
            ..Spec::default()
        };
        assert_eq!(query(&spec), "Average conversation duration by day, split by end state, where locale is en_US");
    }

    #[test]
    fn several_metrics_filters_and_an_order_are_all_said() {
        let spec = Spec {
            filters: vec![
                filter_of(FilterField::Duration, Operator::Gt, &["30"]),
                filter_of(FilterField::Channel, Operator::Eq, &["Slack", "Twilio"]),
            ],
            ..Spec::usual(Subject::Intents)
        };
        assert_eq!(
            query(&spec),
            "Number of intents and number of successful intents, split by intent, where duration is over 30 s and \
             channel is Slack or Twilio, highest number of intents first"
        );
        assert_eq!(query(&Spec::usual(Subject::Utterances)), "Number of utterances, split by text, highest first");
    }

    #[test]
    fn nothing_is_left_out_while_something_is_missing() {
        let spec = Spec {
            metrics: Vec::new(),
            filters: vec![filter_of(FilterField::LocaleId, Operator::Eq, &[""])],
            ..Spec::default()
        };
        assert_eq!(query(&spec), "Nothing yet by day, split by end state, where locale is …");
    }

    #[test]
    fn every_measure_has_words_and_what_is_unknown_its_own_name() {
        let mut all = std::collections::BTreeSet::new();
        for metric in LexMetric::ALL {
            for statistic in Statistic::ALL {
                all.insert(measure(Subject::Sessions, metric, statistic));
            }
        }
        assert_eq!(all.len(), (LexMetric::ALL.len() - 1) * 3, "failure and failed are one word");
        assert_eq!(measure(Subject::Sessions, &LexMetric::from("New"), &Statistic::from("P99")), "P99 of New");
        assert_eq!(
            measure(Subject::Utterances, &LexMetric::UtteranceTimestamp, &Statistic::Max),
            "latest time of an utterance"
        );
    }

    #[test]
    fn no_two_choices_of_a_subject_have_the_same_words() {
        for subject in Subject::ALL {
            let shape = subject.shape();
            let differ = |names: Vec<String>| {
                let all: std::collections::BTreeSet<_> = names.iter().collect();
                assert_eq!(all.len(), names.len(), "{names:?}");
            };
            differ(shape.metrics.iter().map(|m| metric_name(subject, m)).collect());
            differ(shape.groups.iter().map(group_choice).collect());
            differ(shape.filters.iter().map(filter_choice).collect());
        }
    }

    #[test]
    fn what_is_chosen_reads_as_words() {
        let statistics: Vec<String> = Statistic::ALL.iter().map(statistic_name).collect();
        let intervals: Vec<String> = Interval::ALL.iter().map(interval_name).collect();
        let bins: Vec<String> = BinName::ALL.iter().map(bin_name).collect();
        let operators: Vec<String> = Operator::ALL.iter().map(operator_name).collect();
        assert_eq!(statistics, ["Sum", "Average", "Highest"]);
        assert_eq!(intervals, ["By hour", "By day"]);
        assert_eq!(bins, ["Start of conversation", "Time of utterance"]);
        assert_eq!(operators, ["is", "is over", "is under"]);
        assert_eq!(operator_name(&Operator::from("CO")), "CO");
    }

    #[test]
    fn the_time_of_the_utterance_is_told_from_that_of_the_conversation() {
        let bin =
            Bin { name: BinName::UtteranceTimestamp, interval: Interval::OneHour, order: Some(Order::Descending) };
        let spec = Spec { bin: Some(bin), groups: Vec::new(), ..Spec::default() };
        assert_eq!(query(&spec), "Number of conversations by hour of the utterance, newest first");
    }
}
