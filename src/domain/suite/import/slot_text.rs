//! All slots of a case in one text: `DepartingCity=Seattle; StayLength="P3D"`.

use std::collections::BTreeMap;

use super::{STAYS_EMPTY, value_of};

/// Reads slots from a text: `NAME=VALUE`, apart by semicolons, commas, bars or line ends. A mark inside a value needs no
/// quotes as long as no `NAME=` follows it; in double quotes everything is taken as it stands, and `""` is one quote. An
/// object in JSON is read too. `None` where the text is none of this. A value that is empty or [`STAYS_EMPTY`] says that the
/// slot stays empty.
pub fn read_slots(text: &str) -> Option<BTreeMap<String, String>> {
    let mut rest = text.trim();
    if rest.starts_with('{') {
        let object: BTreeMap<String, serde_json::Value> = serde_json::from_str(rest).ok()?;
        return object.into_iter().map(|(name, value)| Some((name, super::json::scalar(&value)?))).collect();
    }
    let mut slots = BTreeMap::new();
    while !rest.is_empty() {
        let (name, after) = name_of(rest)?;
        let (value, after) = match after.strip_prefix('"').map(quoted) {
            Some(Some(read)) => read,
            Some(None) => return None,
            None => bare(after),
        };
        slots.insert(name.to_owned(), value);
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    }
    Some(slots)
}

/// Writes slots so that [`read_slots`] reads them again: `DepartingCity=Seattle; When="a, b"`.
pub fn write_slots(slots: &BTreeMap<String, String>) -> String {
    let written = slots.iter().map(|(name, value)| {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '.');
        match value.as_str() {
            "" => format!("{name}={STAYS_EMPTY}"),
            value if value == value.trim() && value.chars().all(is_plain) => format!("{name}={value}"),
            value => format!("{name}=\"{}\"", value.replace('"', "\"\"")),
        }
    });
    written.collect::<Vec<_>>().join("; ")
}

fn is_mark(c: char) -> bool {
    matches!(c, ';' | ',' | '|' | '\n')
}

/// A name with its sign of equality, and what follows. Names have letters, digits, underscores and points.
fn name_of(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '-')).filter(|&end| end > 0)?;
    let (name, rest) = text.split_at(end);
    let rest = rest.trim_start().strip_prefix(['=', ':'])?;
    Some((name, rest.trim_start_matches([' ', '\t'])))
}

/// A value up to its closing quote, and what follows; `None` without one, or where something else follows.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (mut value, mut rest) = (String::new(), text);
    loop {
        let (part, after) = rest.split_once('"')?;
        value.push_str(part);
        let Some(next) = after.strip_prefix('"') else {
            let after = after.trim_start_matches([' ', '\t', '\r']);
            return (after.is_empty() || after.starts_with(is_mark)).then_some((value, after));
        };
        value.push('"');
        rest = next;
    }
}

/// A value up to a mark that another name follows, or to the end.
fn bare(text: &str) -> (String, &str) {
    let ends = text.match_indices(is_mark).find(|&(at, mark)| {
        let after = text[at + mark.len()..].trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
        after.is_empty() || name_of(after).is_some()
    });
    let end = ends.map_or(text.len(), |(at, _)| at);
    (value_of(&text[..end]), &text[end..])
}
