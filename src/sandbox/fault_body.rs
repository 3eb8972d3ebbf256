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
