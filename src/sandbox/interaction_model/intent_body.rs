//! Intents as the profiler's document writes them: what is not there is null.

use serde_json::{Map, Value, json};

use super::option::ResolvedValueForm;
use crate::domain::intent::{Intent, Resolution, Slot};

/// An intent with its slots by name.
pub fn intent_value(intent: &Intent, form: ResolvedValueForm) -> Value {
    let slots: Map<String, Value> = intent.slots.iter().map(|s| (s.name.clone(), slot_value(s, form))).collect();
    json!({"name": intent.name, "confirmationStatus": intent.confirmation_status, "slots": slots})
}

fn slot_value(slot: &Slot, form: ResolvedValueForm) -> Value {
    let all = &slot.resolutions.resolutions_per_authority;
    let list: Vec<Value> = all.iter().map(|resolution| resolution_value(resolution, form)).collect();
    let resolutions = if list.is_empty() { Value::Null } else { json!({ "resolutionsPerAuthority": list }) };
    json!({
        "name": slot.name,
        "value": slot.value,
        "confirmationStatus": slot.confirmation_status,
        "resolutions": resolutions,
    })
}

fn resolution_value(resolution: &Resolution, form: ResolvedValueForm) -> Value {
    let values = resolution.values.iter().map(|value| match form {
        ResolvedValueForm::Bare => json!(value),
        ResolvedValueForm::Wrapped => json!({ "value": value }),
    });
    let values: Vec<Value> = values.collect();
    json!({"authority": resolution.authority, "status": resolution.status, "values": values})
}
