//! The data of a report in one form, and its hash.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::Report;
use crate::domain::experiment_export::snapshot_json;

/// The form of the data, for who reads it later.
const FORM: &str = "skillscope-decision-report/1";

/// All that a report rests on as one line of JSON: keys in the order of their bytes, no blanks, and nothing but printable
/// ASCII (the rest is `\u` escaped, as are the marks that HTML gives a meaning), so that copying does not change it.
///
/// The time at which the file is made is not part of it: the same data has the same hash tomorrow.
pub(super) fn canonical(report: &Report<'_>) -> String {
    let metrics = report.judgement.reading.metrics.iter().map(|m| m.name.as_str());
    let configured = report.experiment.metric_configurations.iter().map(|m| m.name.as_str());
    let choices: Map<String, Value> =
        metrics.chain(configured).map(|name| (name.to_owned(), json!(report.choices.of(name)))).collect();
    let activity: Vec<Value> =
        report.activity.iter().map(|e| json!({ "at": e.at, "text": e.text, "source": e.source })).collect();
    let data = json!({
        "form": FORM,
        "source": report.source,
        "skill": { "skillId": report.skill_id, "name": report.skill_name },
        "experimentId": report.experiment_id,
        "experiment": report.experiment,
        "lastStateTransition": report.transition,
        "metricChoices": choices,
        "chosenMetricSnapshotId": report.chosen,
        "metricSnapshots": report.snapshots.iter().map(snapshot_json).collect::<Vec<Value>>(),
        "activity": activity,
    });
    ascii(&data.to_string())
}

/// Escapes what is outside of printable ASCII, or means something in HTML. In JSON text such characters stand inside of
/// strings only.
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, ' '..='~') && !matches!(c, '<' | '>' | '&' | '\'') {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// SHA-256 in hexadecimal digits.
pub(super) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_means_the_same() {
        let value = json!({ "b": "\u{1F600}é<&>'\"\n\u{202E}", "a": 1e-9 });
        let text = ascii(&value.to_string());
        assert_eq!(text, r#"{"a":1e-9,"b":"\ud83d\ude00\u00e9\u003c\u0026\u003e\u0027\"\n\u202e"}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
