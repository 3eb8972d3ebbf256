//! Lists in JSON: cases as this page writes them, lists of utterances, annotation sets.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::check::Doubt;
use super::{
    ImportFormat, ImportProblem, Incoming, IncomingCase, IncomingContent, MOST_CASES, Place, intent_of, printable,
    read_slots, utterance_of, value_of,
};
use crate::domain::suite::Case;
use crate::domain::suite::export::FORMAT_VERSION;

/// Said where a list has reference timestamps.
pub(super) const NO_TIMESTAMP: &str =
    "The list has reference timestamps. The profiler cannot take them, so relative dates count from today.";

const SEVERAL_INTENTS: &str =
    "Some utterances have more than one acceptable intent. A suite knows one for each: the first was taken.";

const SEVERAL_VALUES: &str = "Some slots have a list of values. A suite knows one for each: the first was taken.";

/// Reads a list in JSON.
pub(super) fn read(text: &str) -> Result<Incoming, ImportProblem> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| ImportProblem::BrokenJson { line: error.line(), column: error.column() })?;
    let (format, list) = match &value {
        Value::Array(list) => (ImportFormat::Json, list),
        Value::Object(object) => {
            if let Some(version) = object.get("version").and_then(Value::as_u64).filter(|v| *v > FORMAT_VERSION) {
                return Err(ImportProblem::LaterVersion { version });
            }
            if object.contains_key("suites") {
                return Err(ImportProblem::Library);
            }
            match (object.get("cases"), object.get("data")) {
                (Some(Value::Array(list)), _) => (ImportFormat::Json, list),
                (_, Some(Value::Array(list))) => (ImportFormat::AnnotationJson, list),
                _ => return Err(ImportProblem::NoCases),
            }
        }
        _ => return Err(ImportProblem::NoCases),
    };
    if list.is_empty() {
        return Err(ImportProblem::Empty);
    }
    if list.len() > MOST_CASES {
        return Err(ImportProblem::TooManyRows);
    }
    let mut notices = Vec::new();
    let cases = list.iter().enumerate().map(|(index, item)| {
        let mut doubts = Vec::new();
        let case = case(item, &mut doubts, &mut notices);
        IncomingCase { place: Place::Entry(index + 1), case, doubts }
    });
    let cases: Vec<IncomingCase> = cases.collect();
    let is_annotated = list.iter().any(|item| item.get("inputs").is_some());
    let format = if is_annotated { ImportFormat::AnnotationJson } else { format };
    Ok(Incoming { format, content: IncomingContent::Cases(cases), notices })
}

fn notice(notices: &mut Vec<String>, words: &str) {
    if !notices.iter().any(|known| known == words) {
        notices.push(words.to_owned());
    }
}

fn case(item: &Value, doubts: &mut Vec<Doubt>, notices: &mut Vec<String>) -> Case {
    let object = match item {
        Value::String(text) => return Case { utterance: utterance_of(text), ..Case::default() },
        Value::Object(object) => object,
        _ => {
            doubts.push(Doubt::NotACase);
            return Case::default();
        }
    };
    if let Some(inputs) = object.get("inputs") {
        return annotation(inputs, object.get("expected"), doubts, notices);
    }
    let text = |names: &[&str]| names.iter().find_map(|name| object.get(*name)?.as_str()).unwrap_or_default();
    let slots = ["expectedSlots", "slots"].iter().find_map(|name| object.get(*name));
    Case {
        utterance: utterance_of(text(&["utterance", "text", "input"])),
        expected_intent: intent_of(text(&["expectedIntent", "intent"])),
        expected_slots: match slots {
            Some(Value::Object(slots)) => slots_of(slots, doubts, notices),
            Some(Value::String(text)) => read_slots(&printable(text)).unwrap_or_else(|| {
                doubts.push(Doubt::UnreadableSlots { text: text.clone() });
                BTreeMap::new()
            }),
            Some(Value::Null) | None => BTreeMap::new(),
            Some(other) => {
                doubts.push(Doubt::UnreadableSlots { text: other.to_string() });
                BTreeMap::new()
            }
        },
    }
}

fn annotation(inputs: &Value, expected: Option<&Value>, doubts: &mut Vec<Doubt>, notices: &mut Vec<String>) -> Case {
    if inputs.get("referenceTimestamp").is_some_and(|value| !value.is_null()) {
        notice(notices, NO_TIMESTAMP);
    }
    let all = expected.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if all.len() > 1 {
        notice(notices, SEVERAL_INTENTS);
    }
    let intent = all.first().and_then(|first| first.get("intent"));
    let slots = intent.and_then(|intent| intent.get("slots")).and_then(Value::as_object);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    Case {
        utterance: utterance_of(&text(inputs.get("utterance"))),
        expected_intent: intent_of(&text(intent.and_then(|intent| intent.get("name")))),
        expected_slots: slots.map(|slots| slots_of(slots, doubts, notices)).unwrap_or_default(),
    }
}

/// Slots by name: a text, a number, `{"value"}` or `{"slotValue"}`. One that is null is not judged.
fn slots_of(
    object: &Map<String, Value>,
    doubts: &mut Vec<Doubt>,
    notices: &mut Vec<String>,
) -> BTreeMap<String, String> {
    let mut slots = BTreeMap::new();
    for (name, value) in object {
        let inner = value.get("slotValue").unwrap_or(value);
        let list = inner.get("values").or(Some(inner)).and_then(Value::as_array);
        let first = match list {
            Some(list) => {
                if list.len() > 1 {
                    notice(notices, SEVERAL_VALUES);
                }
                list.first().unwrap_or(&Value::Null)
            }
            None => inner,
        };
        let value = first.get("value").unwrap_or(first);
        match scalar(value) {
            Some(text) => {
                slots.insert(printable(name), text);
            }
            None if value.is_null() => {}
            None => doubts.push(Doubt::UnreadableSlots { text: format!("{name}: {value}") }),
        }
    }
    slots
}

/// A text, a number or a truth as an expected value.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(value_of(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
