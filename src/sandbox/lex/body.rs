//! The body of a query against Amazon's service model (botocore 1.44.5, `lexv2-models/2020-08-07`).

use serde_json::{Map, Value};

use crate::domain::instant::Instant;
use crate::domain::lex::rule::{LARGEST_PAGE, MOST_VALUES, check};
use crate::domain::lex::{
    Bin, BinName, BotId, Filter, FilterField, GroupField, Interval, LexMetric, MetricSpec, Operator, Order, Query,
    Statistic, Subject,
};
use crate::domain::window::Window;
use crate::sandbox::aws::error::AwsError;

/// A query with its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The query. Its window has whole seconds: the first and the last that count.
    pub query: Query,
    /// Rows on a page.
    pub max_results: usize,
    /// Where the page before ended.
    pub next_token: Option<String>,
}

/// Where the sandbox is asked for no page size. The model has no default.
pub const DEFAULT_PAGE: u32 = 1_000;
/// The first and last seconds since the epoch that are a time: the years 1 to 9999.
const TIMES: std::ops::RangeInclusive<f64> = -62_135_596_800.0..=253_402_300_799.0;

/// What the model finds wrong.
#[derive(Default)]
struct Model {
    /// What has another type than the model says; the first one is told alone.
    mistyped: Option<String>,
    problems: Vec<String>,
}

impl Model {
    fn wrong(&mut self, value: &Value, at: &str, rule: &str) {
        let shown = match value {
            Value::Null => "null".to_owned(),
            Value::String(text) => format!("'{}'", text.chars().take(200).collect::<String>()),
            other => format!("'{}'", other.to_string().chars().take(200).collect::<String>()),
        };
        self.problems.push(format!("Value {shown} at '{at}' failed to satisfy constraint: Member must {rule}"));
    }

    fn mistyped(&mut self, at: &str, wanted: &str) {
        self.mistyped.get_or_insert_with(|| format!("The value at '{at}' is no {wanted}."));
    }

    /// A list within its limits; empty where it is absent.
    fn list<'a>(&mut self, body: &'a Map<String, Value>, at: &str, most: usize) -> &'a [Value] {
        let value = match body.get(at) {
            None | Some(Value::Null) => return &[],
            Some(value) => value,
        };
        let Value::Array(list) = value else {
            self.mistyped(at, "list");
            return &[];
        };
        if list.is_empty() {
            self.wrong(value, at, "have length greater than or equal to 1");
        }
        if list.len() > most {
            self.wrong(value, at, &format!("have length less than or equal to {most}"));
        }
        list
    }

    /// The members of a list, which are structures.
    fn structures<'a>(
        &mut self,
        body: &'a Map<String, Value>,
        list: &str,
        most: usize,
    ) -> Vec<(String, &'a Map<String, Value>)> {
        let members = self.list(body, list, most).iter().enumerate();
        let mut found = Vec::new();
        for (index, member) in members {
            let at = format!("{list}.{}.member", index + 1);
            match member {
                Value::Object(fields) => found.push((at, fields)),
                Value::Null => self.wrong(member, &at, "not be null"),
                _ => self.mistyped(&at, "structure"),
            }
        }
        found
    }

    fn text<'a>(&mut self, fields: &'a Map<String, Value>, at: &str, name: &str, required: bool) -> Option<&'a str> {
        let path = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
        match fields.get(name) {
            Some(Value::String(text)) => return Some(text),
            None | Some(Value::Null) if required => self.wrong(&Value::Null, &path, "not be null"),
            None | Some(Value::Null) => {}
            Some(_) => self.mistyped(&path, "string"),
        }
        None
    }

    /// A text that is one of the model's, as a term of the domain.
    fn term<'a, T: From<&'a str> + PartialEq + std::fmt::Display>(
        &mut self,
        fields: &'a Map<String, Value>,
        (at, name): (&str, &str),
        known: &[T],
        required: bool,
    ) -> Option<T> {
        let text = self.text(fields, at, name, required)?;
        let term = T::from(text);
        if known.contains(&term) {
            return Some(term);
        }
        let set: Vec<String> = known.iter().map(ToString::to_string).collect();
        let rule = format!("satisfy enum value set: [{}]", set.join(", "));
        self.wrong(&Value::from(text), &format!("{at}.{name}"), &rule);
        None
    }

    /// A time in seconds since the epoch, which may have a fraction.
    fn time(&mut self, body: &Map<String, Value>, name: &str) -> Option<f64> {
        match body.get(name) {
            None | Some(Value::Null) => self.wrong(&Value::Null, name, "not be null"),
            Some(value) => match value.as_f64() {
                Some(seconds) if TIMES.contains(&seconds) => return Some(seconds),
                Some(_) => self.wrong(value, name, "be a time in seconds since the epoch"),
                None => self.mistyped(name, "timestamp in seconds since the epoch"),
            },
        }
        None
    }

    fn integer(&mut self, body: &Map<String, Value>, name: &str, most: u32) -> Option<u32> {
        let value = body.get(name).filter(|value| !value.is_null())?;
        let whole = value.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 2_147_483_648.0);
        match whole {
            Some(number) if number < 1.0 => self.wrong(value, name, "have value greater than or equal to 1"),
            Some(number) if number > f64::from(most) => {
                self.wrong(value, name, &format!("have value less than or equal to {most}"));
            }
            Some(number) => return Some(number as u32),
            None => self.mistyped(name, "integer"),
        }
        None
    }

    fn done(self) -> Result<(), AwsError> {
        if let Some(words) = self.mistyped {
            return Err(AwsError::new(400, "SerializationException", words));
        }
        match self.problems.len() {
            0 => Ok(()),
            1 => Err(AwsError::validation(format!("1 validation error detected: {}", self.problems.join("; ")))),
            n => Err(AwsError::validation(format!("{n} validation errors detected: {}", self.problems.join("; ")))),
        }
    }
}

/// The bot of a path.
///
/// # Errors
/// 400 where it cannot be one.
pub fn bot_id(text: &str) -> Result<BotId, AwsError> {
    let mut model = Model::default();
    let value = Value::from(text);
    if text.chars().count() < BotId::LENGTH {
        model.wrong(&value, "botId", "have length greater than or equal to 10");
    }
    if text.chars().count() > BotId::LENGTH {
        model.wrong(&value, "botId", "have length less than or equal to 10");
    }
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        model.wrong(&value, "botId", "satisfy regular expression pattern: ^[0-9a-zA-Z]+$");
    }
    model.done()?;
    BotId::parse(text).map_err(|_| AwsError::validation("The bot's id has ten letters and digits."))
}

/// Reads a body: what the model allows first, then what hangs together.
///
/// # Errors
/// 400 for what the model or the document refuses, 412 for what means nothing.
pub fn read(bot_id: BotId, subject: Subject, body: &[u8]) -> Result<Asked, AwsError> {
    let body: Map<String, Value> = serde_json::from_slice(body)
        .map_err(|_| AwsError::new(400, "SerializationException", "The body is no JSON object."))?;
    let shape = subject.shape();
    let mut model = Model::default();
    let start_s = model.time(&body, "startDateTime");
    let end_s = model.time(&body, "endDateTime");
    if matches!(body.get("metrics"), None | Some(Value::Null)) {
        model.wrong(&Value::Null, "metrics", "not be null");
    }
    let mut metrics = Vec::new();
    for (at, fields) in model.structures(&body, "metrics", shape.metrics.len()) {
        let name: Option<LexMetric> = model.term(fields, (&at, "name"), shape.metrics, true);
        let statistic = model.term(fields, (&at, "statistic"), Statistic::ALL, true);
        let order = model.term(fields, (&at, "order"), Order::ALL, false);
        metrics.extend(name.zip(statistic).map(|(name, statistic)| MetricSpec { name, statistic, order }));
    }
    let mut bins = Vec::new();
    for (at, fields) in model.structures(&body, "binBy", 1) {
        let name = model.term(fields, (&at, "name"), BinName::ALL, true);
        let interval = model.term(fields, (&at, "interval"), Interval::ALL, true);
        let order = model.term(fields, (&at, "order"), Order::ALL, false);
        bins.extend(name.zip(interval).map(|(name, interval)| Bin { name, interval, order }));
    }
    let mut groups: Vec<GroupField> = Vec::new();
    for (at, fields) in model.structures(&body, "groupBy", shape.most_groups) {
        groups.extend(model.term(fields, (&at, "name"), shape.groups, true));
    }
    let filters = filters(&mut model, &body, subject);
    let mut last_used_intent = false;
    if subject == Subject::Utterances {
        for (at, fields) in model.structures(&body, "attributes", 1) {
            let known = ["LastUsedIntent".to_owned()];
            last_used_intent |= model.term(fields, (&at, "name"), &known, true).is_some();
        }
    }
    let max_results = model.integer(&body, "maxResults", LARGEST_PAGE).unwrap_or(DEFAULT_PAGE) as usize;
    let next_token = model.text(&body, "", "nextToken", false).map(str::to_owned);
    model.done()?;

    // Whole seconds are what sessions begin and end at.
    let second = |at: f64| Instant::from_epoch_s(at as i64);
    let window = start_s.zip(end_s).and_then(|(start, end)| Window::new(second(start.ceil()), second(end.floor())));
    let Some(window) = window else {
        return Err(AwsError::validation("The startDateTime must be before the endDateTime."));
    };
    let bin = bins.pop();
    if bin.as_ref().is_some_and(|bin| bin.order.is_some()) && metrics.iter().any(|m| m.order.is_some()) {
        return Err(AwsError::validation("Specify order in binBy or in metrics, not in both."));
    }
    let query = Query { bot_id, subject, window, metrics, bin, groups, filters, last_used_intent };
    let problems: Vec<String> = check(&query).into_iter().map(|p| format!("{}: {}", p.part.wire(), p.words)).collect();
    if !problems.is_empty() {
        let words = format!("{} {}", crate::sandbox::aws::PRECONDITION, problems.join(" "));
        return Err(AwsError::new(412, "PreconditionFailedException", words));
    }
    Ok(Asked { query, max_results, next_token })
}

fn filters(model: &mut Model, body: &Map<String, Value>, subject: Subject) -> Vec<Filter> {
    let shape = subject.shape();
    let mut filters = Vec::new();
    for (at, fields) in model.structures(body, "filters", shape.most_filters) {
        let name: Option<FilterField> = model.term(fields, (&at, "name"), shape.filters, true);
        let operator = model.term(fields, (&at, "operator"), Operator::ALL, true);
        if matches!(fields.get("values"), None | Some(Value::Null)) {
            model.wrong(&Value::Null, &format!("{at}.values"), "not be null");
        }
        let mut values = Vec::new();
        let path = format!("{at}.values");
        let list = fields.get("values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if fields.get("values").is_some_and(|values| !values.is_array() && !values.is_null()) {
            model.mistyped(&path, "list");
        } else if let Some(given) = fields.get("values").filter(|values| values.is_array()) {
            if list.is_empty() {
                model.wrong(given, &path, "have length greater than or equal to 1");
            }
            if list.len() > MOST_VALUES {
                model.wrong(given, &path, &format!("have length less than or equal to {MOST_VALUES}"));
            }
        }
        for (index, value) in list.iter().enumerate() {
            match value {
                Value::String(text) => values.push(text.clone()),
                Value::Null => model.wrong(value, &format!("{path}.{}.member", index + 1), "not be null"),
                _ => model.mistyped(&format!("{path}.{}.member", index + 1), "string"),
            }
        }
        filters.extend(name.zip(operator).map(|(name, operator)| Filter { name, operator, values }));
    }
    filters
}
