//! What faults do to the body of a true answer.

use serde_json::Value;

use crate::api::request::Response;

/// Changes a body that is JSON.
pub fn change(response: &mut Response, with: impl FnOnce(&mut Value)) {
    if let Ok(mut body) = serde_json::from_slice(&response.body) {
        with(&mut body);
        response.body = serde_json::to_vec(&body).unwrap_or_default();
    }
}

/// Gives a metric a name that no document has.
pub fn rename_metric(body: &mut Value) {
    if let Some(metric) = body.get_mut("metric") {
        *metric = "retention".into();
    }
    for metric in lex_metrics(body).filter_map(|metrics| metrics.first_mut()?.get_mut("name")) {
        *metric = "Retention".into();
    }
}

/// The metrics of each row of Amazon Lex.
fn lex_metrics(body: &mut Value) -> impl Iterator<Item = &mut Vec<Value>> {
    let rows = body.get_mut("results").and_then(Value::as_array_mut).into_iter().flatten();
    rows.filter_map(|row| row.get_mut("metricsResults").and_then(Value::as_array_mut))
}

/// Makes every third value null, of a series, of each row of a metric snapshot or of Amazon Lex, and every slot of the
/// intents of a simulation or a profile.
pub fn null_values(body: &mut Value) {
    for path in ["/result/alexaExecutionInfo/consideredIntents", "/consideredIntents"] {
        body.pointer_mut(path).and_then(Value::as_array_mut).into_iter().flatten().for_each(null_slots);
    }
    body.get_mut("selectedIntent").into_iter().for_each(null_slots);
    for value in body.get_mut("values").and_then(Value::as_array_mut).into_iter().flatten().step_by(3) {
        *value = Value::Null;
    }
    for row in body.get_mut("metrics").and_then(Value::as_array_mut).into_iter().flatten() {
        let values = row.get_mut("values").and_then(Value::as_object_mut);
        for value in values.into_iter().flat_map(|values| values.values_mut()).step_by(3) {
            *value = Value::Null;
        }
    }
    for metric in lex_metrics(body).flat_map(|metrics| metrics.iter_mut().step_by(3)) {
        if let Some(value) = metric.get_mut("value") {
            *value = Value::Null;
        }
    }
}

fn null_slots(intent: &mut Value) {
    let slots = intent.get_mut("slots").and_then(Value::as_object_mut);
    slots.into_iter().flat_map(|slots| slots.values_mut()).for_each(|slot| *slot = Value::Null);
}

/// Puts experiments, or a simulation, into a state that no document has.
pub fn rename_state(body: &mut Value) {
    if body.get("result").is_some()
        && let Some(status) = body.get_mut("status")
    {
        *status = "PAUSED".into();
    }
    let set = |holder: Option<&mut Value>| {
        if let Some(state) = holder.and_then(|h| h.get_mut("state")) {
            *state = "PAUSED".into();
        }
    };
    set(Some(&mut *body));
    set(body.get_mut("experiment"));
    for row in body.get_mut("experiments").and_then(Value::as_array_mut).into_iter().flatten() {
        set(Some(row));
    }
}

/// Leaves the rows of T1 out of a metric snapshot.
pub fn drop_treated(body: &mut Value) {
    if let Some(rows) = body.get_mut("metrics").and_then(Value::as_array_mut) {
        rows.retain(|row| row.get("treatmentId").is_none_or(|group| group != "T1"));
    }
}

fn is_leaf(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// Makes each text, number and truth value null, at any depth.
pub fn null_leaves(body: &mut Value) {
    match body {
        Value::Object(fields) => fields.values_mut().for_each(null_leaves),
        Value::Array(items) => items.iter_mut().for_each(null_leaves),
        leaf => *leaf = Value::Null,
    }
}

/// Takes the text out of each element of an XML body that holds no other.
pub fn empty_xml_leaves(response: &mut Response) {
    change_xml_leaves(response, |tag, name| format!("<{tag}></{name}>"));
}

/// Leaves out each element of an XML body that holds no other.
pub fn drop_xml_leaves(response: &mut Response) {
    change_xml_leaves(response, |_, _| String::new());
}

/// Puts something else in the place of each innermost element, by its tag with attributes and its name.
fn change_xml_leaves(response: &mut Response, with: impl Fn(&str, &str) -> String) {
    if !response.headers.get("Content-Type").is_some_and(|of| of.contains("xml")) {
        return;
    }
    let text = String::from_utf8_lossy(&response.body).into_owned();
    let mut parts = text.split('<').skip(1).peekable();
    let mut changed = String::new();
    while let Some(part) = parts.next() {
        let tag = part.split('>').next().unwrap_or_default();
        let name = tag.split(' ').next().unwrap_or_default();
        let ending = format!("/{name}>");
        match parts.next_if(|next| next.starts_with(&ending)) {
            Some(end) => changed += &format!("{}{}", with(tag, name), end.strip_prefix(&ending).unwrap_or_default()),
            None => changed += &format!("<{part}"),
        }
    }
    response.body = changed.into_bytes();
}

/// Makes each member of the outermost object null.
pub fn null_fields(body: &mut Value) {
    body.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()).for_each(|field| *field = Value::Null);
}

/// Leaves out each member that is neither an object nor a list, at any depth.
pub fn drop_leaves(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            fields.retain(|_, field| !is_leaf(field));
            fields.values_mut().for_each(drop_leaves);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_leaves),
        _ => {}
    }
}

/// The members whose values are of a closed set, though not in capital letters.
const ENUM_FIELDS: [&str; 4] = ["stage", "metric", "apis", "skillType"];

/// Gives each value of a closed set one that no document has.
pub fn rename_enums(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            for (name, field) in fields {
                if ENUM_FIELDS.contains(&name.as_str()) {
                    rename_texts(field);
                } else {
                    rename_enums(field);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rename_enums),
        Value::String(text) if is_shouted(text) => "NEVER_SEEN".clone_into(text),
        _ => {}
    }
}

fn rename_texts(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(rename_texts),
        Value::String(text) => "neverSeen".clone_into(text),
        _ => {}
    }
}

fn is_shouted(text: &str) -> bool {
    text.len() > 1
        && text.bytes().any(|b| b.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
}

/// What [`make_hostile`] puts before a text: markup that would run, a link, an override of the writing direction, and
/// what a spreadsheet takes for a formula (at the very beginning, where alone it matters).
pub const HOSTILE: &str = "=HYPERLINK(\"http://127.0.0.1:9\")<img src=x onerror=\"window.hostile=1\"><script>window.hostile=2</script>\u{202e}";

/// The members that hold texts which people write, of whatever endpoint.
const WRITTEN_FIELDS: [&str; 9] =
    ["name", "description", "caption", "content", "title", "message", "email", "utterance", "asin"];

/// The members whose values are such texts under names that are data, such as names by locale.
const WRITTEN_MAPS: [&str; 1] = ["nameByLocale"];

/// Puts [`HOSTILE`] before each text that people write.
pub fn make_hostile(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if WRITTEN_FIELDS.contains(&name.as_str()) => text.insert_str(0, HOSTILE),
                    Value::Object(names) if WRITTEN_MAPS.contains(&name.as_str()) => {
                        for text in names.values_mut() {
                            *text = format!("{HOSTILE}{}", text.as_str().unwrap_or_default()).into();
                        }
                    }
                    other => make_hostile(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_hostile),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xml(body: &str) -> Response {
        Response {
            headers: [("Content-Type", "text/xml")].into_iter().collect(),
            body: body.into(),
            ..Response::default()
        }
    }

    #[test]
    fn the_innermost_elements_of_xml_lose_their_text_or_are_left_out() {
        let body = "<A xmlns=\"x\"><B><C>1</C> <D a=\"2\">3</D></B></A>";
        let mut emptied = xml(body);
        empty_xml_leaves(&mut emptied);
        assert_eq!(emptied.body, b"<A xmlns=\"x\"><B><C></C> <D a=\"2\"></D></B></A>");
        let mut dropped = xml(body);
        drop_xml_leaves(&mut dropped);
        assert_eq!(dropped.body, b"<A xmlns=\"x\"><B> </B></A>");
        let mut json = Response { body: b"<A>1</A>".to_vec(), ..Response::default() };
        drop_xml_leaves(&mut json);
        assert_eq!(json.body, b"<A>1</A>", "only what is said to be XML");
    }
}
