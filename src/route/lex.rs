//! The address of the Lex page: the whole query. No key and no part of one is ever in it.

use super::query::{each, query_of, read_skill};
use super::{clip, date_range, date_text, path};
use crate::domain::id::SkillId;
use crate::domain::lex::{
    Bin, BinName, BotId, Filter, FilterField, GroupField, Interval, LexMetric, MetricSpec, Operator, Order, Spec,
    Statistic, Subject,
};
use crate::domain::range::Range;

/// How results are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartKind {
    /// Groups on top of each other.
    #[default]
    Stacked,
    /// Groups side by side.
    Bars,
    /// A line for each group.
    Lines,
    /// Groups on top of each other, as parts of a whole.
    Share,
}

impl ChartKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Stacked, Self::Bars, Self::Lines, Self::Share];

    /// Its name in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stacked => "stacked",
            Self::Bars => "bars",
            Self::Lines => "lines",
            Self::Share => "share",
        }
    }

    /// Reads its name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// The state of the Lex page, all of it in its address.
#[derive(Debug, Clone, PartialEq)]
pub struct LexView {
    /// The skill whose Alexa sessions stand beside; `None` until one is picked.
    pub skill_id: Option<SkillId>,
    /// The bot; `None` is the installation's.
    pub bot_id: Option<BotId>,
    /// The name of the region; `None` is the installation's first.
    pub region: Option<String>,
    /// The time range.
    pub range: Range,
    /// What is asked. Always valid.
    pub spec: Spec,
    /// How it is drawn.
    pub chart: ChartKind,
    /// Which of the metrics is drawn; `None` is the first.
    pub measure: Option<(LexMetric, Statistic)>,
    /// Whether the Alexa sessions stand beside.
    pub compare: bool,
    /// Keys that this version does not know, as they came.
    pub unknown: Vec<(String, String)>,
}

impl Default for LexView {
    fn default() -> Self {
        Self {
            skill_id: None,
            bot_id: None,
            region: None,
            range: Range::FourWeeks,
            spec: Spec::default(),
            chart: ChartKind::default(),
            measure: None,
            compare: false,
            unknown: Vec::new(),
        }
    }
}

/// In place of a part that is usually there.
const NONE: &str = "none";
/// Between the items of a list.
const SEPARATOR: char = '~';

impl LexView {
    /// The usual page of a skill.
    pub fn of(skill_id: SkillId) -> Self {
        Self { skill_id: Some(skill_id), ..Self::default() }
    }

    /// Reads a query. Every value that cannot be used is explained in a sentence and left at its default.
    pub fn parse(query: &str) -> (Self, Vec<String>) {
        let mut view = Self::default();
        let (mut from, mut to) = (None, None);
        // What may stand in the other parts depends on the subject, wherever that stands.
        let subject = form_urlencoded::parse(query.as_bytes())
            .filter(|(key, _)| key == "subject")
            .filter_map(|(_, value)| Subject::parse(&value))
            .last();
        view.spec = Spec::usual(subject.unwrap_or_default());
        let mut problems = each(query, |key, value| {
            match key {
                "v" => {}
                "skill" => return read_skill(value, &mut view.skill_id),
                "bot" => view.bot_id = Some(BotId::parse(value).map_err(|_| "a bot ID")?),
                "region" => view.region = Some(region(value).ok_or("a region")?),
                "subject" => drop(Subject::parse(value).ok_or("a subject")?),
                "range" => view.range = Range::parse(value).ok_or("a range")?,
                "from" => from = Some(value.to_owned()),
                "to" => to = Some(value.to_owned()),
                "metrics" => view.spec.metrics = list(value, metric).ok_or("a list of metrics")?,
                "bin" => view.spec.bin = optional(value, bin).ok_or("a time field and interval")?,
                "group" if value == NONE => view.spec.groups = Vec::new(),
                "group" => view.spec.groups = list(value, group).ok_or("a field to split by")?,
                "filter" => view.spec.filters.push(filter(value).ok_or("a filter")?),
                "attributes" if value == NONE => view.spec.last_used_intent = false,
                "attributes" if value == LAST_USED_INTENT => view.spec.last_used_intent = true,
                "attributes" => return Err("an attribute"),
                "chart" => view.chart = ChartKind::parse(value).ok_or("a kind of chart")?,
                "measure" => view.measure = Some(measure(value).ok_or("a measure")?),
                "compare" if value == "on" => view.compare = true,
                "compare" if value == "off" => view.compare = false,
                "compare" => return Err("a comparison"),
                _ => view.unknown.push((key.to_owned(), value.to_owned())),
            }
            Ok(())
        });
        if from.is_some() != to.is_some() {
            problems.push("This link has one date of a range but not the other. The usual range is shown.".to_owned());
        } else if from.is_some() {
            match date_range(&from.unwrap_or_default(), &to.unwrap_or_default()) {
                Ok(range) => view.range = range,
                Err(words) => problems.push(words),
            }
        }
        let (spec, said) = view.spec.repaired();
        view.spec = spec;
        problems.extend(
            said.into_iter().map(|words| format!("This link asks for what Amazon Lex does not accept. {words}")),
        );
        view.measure
            .take_if(|measure| !view.spec.metrics.iter().any(|m| m.name == measure.0 && m.statistic == measure.1));
        (view, problems)
    }

    /// The address of this state. What is at its default is left out.
    pub fn href(&self) -> String {
        let mut query = query_of(self.skill_id.as_ref());
        let mut put = |key: &str, value: &str| {
            query.append_pair(key, value);
        };
        if let Some(bot_id) = &self.bot_id {
            put("bot", bot_id.as_str());
        }
        if let Some(region) = &self.region {
            put("region", region);
        }
        match self.range {
            Range::Custom(window) => {
                put("from", &date_text(window.start));
                put("to", &date_text(window.end.plus_s(-1)));
            }
            preset if preset != Range::FourWeeks => put("range", preset.key().unwrap_or_default()),
            _ => {}
        }
        let (spec, usual) = (&self.spec, Spec::usual(self.spec.subject));
        if spec.subject != Subject::default() {
            put("subject", spec.subject.key());
        }
        if spec.metrics != usual.metrics {
            put("metrics", &joined(spec.metrics.iter().map(metric_text)));
        }
        if spec.bin != usual.bin {
            put("bin", &spec.bin.as_ref().map_or_else(|| NONE.to_owned(), bin_text));
        }
        if spec.groups != usual.groups {
            let text = joined(spec.groups.iter().map(GroupField::to_string));
            put("group", if text.is_empty() { NONE } else { &text });
        }
        for filter in &spec.filters {
            put("filter", &filter_text(filter));
        }
        if spec.last_used_intent != usual.last_used_intent {
            put("attributes", if spec.last_used_intent { LAST_USED_INTENT } else { NONE });
        }
        if self.chart != ChartKind::default() {
            put("chart", self.chart.key());
        }
        if let Some((name, statistic)) = &self.measure {
            put("measure", &format!("{name}.{statistic}"));
        }
        if self.compare {
            put("compare", "on");
        }
        query.extend_pairs(&self.unknown);
        format!("{}?{}", path::LEX, query.finish())
    }
}

const LAST_USED_INTENT: &str = "LastUsedIntent";

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(&SEPARATOR.to_string())
}

fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(SEPARATOR).take(20).map(read).collect()
}

fn optional<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text == NONE { Some(None) } else { read(text).map(Some) }
}

fn region(text: &str) -> Option<String> {
    let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (!text.is_empty() && text.len() <= 30 && text.bytes().all(is_name)).then(|| text.to_owned())
}

fn measure(text: &str) -> Option<(LexMetric, Statistic)> {
    let (name, statistic) = text.split_once('.')?;
    let (name, statistic) = (LexMetric::from(name), Statistic::from(statistic));
    (LexMetric::ALL.contains(&name) && Statistic::ALL.contains(&statistic)).then_some((name, statistic))
}

fn order(text: Option<&str>) -> Option<Option<Order>> {
    match text.map(Order::from) {
        None => Some(None),
        Some(Order::Unknown(_)) => None,
        known => Some(known),
    }
}

/// `Count.Sum`, `Duration.Avg.Descending`
fn metric(text: &str) -> Option<MetricSpec> {
    let mut parts = text.splitn(3, '.');
    let (name, statistic) = measure(&format!("{}.{}", parts.next()?, parts.next()?))?;
    Some(MetricSpec { name, statistic, order: order(parts.next())? })
}

fn metric_text(metric: &MetricSpec) -> String {
    let order = metric.order.as_ref().map(|order| format!(".{order}")).unwrap_or_default();
    format!("{}.{}{order}", metric.name, metric.statistic)
}

/// `ConversationStartTime.OneDay`, `UtteranceTimestamp.OneHour.Ascending`
fn bin(text: &str) -> Option<Bin> {
    let mut parts = text.splitn(3, '.');
    let (name, interval) = (BinName::from(parts.next()?), Interval::from(parts.next()?));
    let is_known = BinName::ALL.contains(&name) && Interval::ALL.contains(&interval);
    let order = order(parts.next())?;
    is_known.then_some(Bin { name, interval, order })
}

fn bin_text(bin: &Bin) -> String {
    let order = bin.order.as_ref().map(|order| format!(".{order}")).unwrap_or_default();
    format!("{}.{}{order}", bin.name, bin.interval)
}

fn group(text: &str) -> Option<GroupField> {
    Some(GroupField::from(text)).filter(|group| GroupField::ALL.contains(group))
}

/// `LocaleId.EQ.en_US~en_GB`; a tilde or a percent sign in a value is percent-encoded once more.
fn filter(text: &str) -> Option<Filter> {
    let mut parts = text.splitn(3, '.');
    let (name, operator) = (FilterField::from(parts.next()?), Operator::from(parts.next()?));
    let values = parts.next()?.split(SEPARATOR).map(|value| clip(&value.replace("%7E", "~").replace("%25", "%")));
    let is_known = FilterField::ALL.contains(&name) && Operator::ALL.contains(&operator);
    let values: Vec<String> = values.take(20).collect();
    is_known.then_some(Filter { name, operator, values })
}

fn filter_text(filter: &Filter) -> String {
    let values = filter.values.iter().map(|value| value.replace('%', "%25").replace(SEPARATOR, "%7E"));
    format!("{}.{}.{}", filter.name, filter.operator, joined(values))
}

#[cfg(test)]
#[path = "lex_tests.rs"]
mod tests;
