//! Intents as the simulation's document and Alexa's requests write them: a resolved value is `{value: {name, id}}`.

use serde_json::{Map, Value, json};

use crate::domain::intent::{ConfirmationStatus, Intent, Resolution, Slot};

/// An intent with its slots by name. `<LaunchRequest>` has nothing but its name.
pub fn intent_value(intent: &Intent) -> Value {
    if intent.name == Intent::LAUNCH {
        return json!({ "name": intent.name });
    }
    let slots: Map<String, Value> = intent.slots.iter().map(|slot| (slot.name.clone(), slot_value(slot))).collect();
    json!({"name": intent.name, "confirmationStatus": intent.confirmation_status, "slots": slots})
}

fn slot_value(slot: &Slot) -> Value {
    let mut fields = Map::new();
    fields.insert("name".to_owned(), slot.name.as_str().into());
    if let Some(words) = &slot.value {
        fields.insert("value".to_owned(), words.as_str().into());
    }
    fields.insert("confirmationStatus".to_owned(), slot.confirmation_status.as_str().into());
    let resolutions = &slot.resolutions.resolutions_per_authority;
    if !resolutions.is_empty() {
        let list: Vec<Value> = resolutions.iter().map(resolution_value).collect();
        fields.insert("resolutions".to_owned(), json!({ "resolutionsPerAuthority": list }));
    }
    fields.into()
}

fn resolution_value(resolution: &Resolution) -> Value {
    let mut body = json!({"authority": resolution.authority, "status": resolution.status});
    if let (false, Some(fields)) = (resolution.values.is_empty(), body.as_object_mut()) {
        let values: Vec<Value> = resolution.values.iter().map(|value| json!({ "value": value })).collect();
        fields.insert("values".to_owned(), values.into());
    }
    body
}

/// The intent with every slot that has words confirmed, as a skill sends it back to skip the question.
pub fn with_confirmed_slots(intent: &Intent) -> Intent {
    let mut confirmed = intent.clone();
    for slot in confirmed.slots.iter_mut().filter(|slot| slot.value.is_some()) {
        slot.confirmation_status = ConfirmationStatus::Confirmed;
    }
    confirmed
}
