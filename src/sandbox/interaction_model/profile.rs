//! `POST …/interactionModel/locales/{locale}/profileNlu`.

use serde_json::{Map, Value, json as value};

use super::intent_body::intent_value;
use super::multi_turn_token::{self, Place};
use super::option::{DialogActForm, SessionEndedForm};
use crate::api::request::Response;
use crate::domain::simulation::LONGEST_UTTERANCE;
use crate::sandbox::error_body::{Violation, bad_request};
use crate::sandbox::experiment_body::object;
use crate::sandbox::message::{Incoming, json};
use crate::sandbox::nlu::{DialogStep, Model, Understood, understand};
use crate::sandbox::option::Knobs;
use crate::sandbox::simulation::body::out_of_range;

/// What is asked.
struct Question {
    utterance: String,
    token: Option<String>,
}

/// Profiles an utterance on a day (UTC).
pub fn profile(model: &Model, place: &Place<'_>, knobs: &Knobs, today: time::Date, request: &Incoming) -> Response {
    if request.headers.get("Content-Type").is_some_and(|t| !t.to_lowercase().starts_with("application/json")) {
        return bad_request(&[Violation::invalid("Content-Type must be application/json.")]);
    }
    let question = match read(&request.body) {
        Ok(question) => question,
        Err(refused) => return refused,
    };
    let dialog = match question.token.as_deref().map(|token| multi_turn_token::read(place, token)) {
        None => None,
        Some(Some(dialog)) => Some(dialog),
        Some(None) => {
            let message = "multiTurnToken is not one that was given for this skill, stage and locale.";
            return bad_request(&[Violation::invalid(message)]);
        }
    };
    let understood = understand(model, place.skill_id, &question.utterance, dialog.as_ref(), today);
    json(200, &body(&understood, place, knobs))
}

/// Reads the body: the length in the document's form of a 400, everything else by the field.
fn read(body: &[u8]) -> Result<Question, Response> {
    let body = object(body).map_err(|wrong| bad_request(&wrong))?;
    let mut wrong = Vec::new();
    let mut text = |name: &str| match body.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(_) => {
            wrong.push(Violation::invalid(format!("{name} must be a text.")));
            None
        }
    };
    let (utterance, token) = (text("utterance"), text("multiTurnToken"));
    if body.get("utterance").is_none_or(Value::is_null) {
        wrong.push(Violation::missing("utterance"));
    }
    if !wrong.is_empty() {
        return Err(bad_request(&wrong));
    }
    let utterance = utterance.unwrap_or_default();
    if !(1..=LONGEST_UTTERANCE).contains(&utterance.chars().count()) {
        return Err(out_of_range());
    }
    Ok(Question { utterance, token })
}

fn body(understood: &Understood, place: &Place<'_>, knobs: &Knobs) -> Value {
    let intent = |intent| intent_value(intent, knobs.resolved_values);
    let mut body = Map::new();
    let ended = match knobs.session_ended {
        SessionEndedForm::Boolean => understood.ends_session.into(),
        SessionEndedForm::Text => understood.ends_session.to_string().into(),
    };
    body.insert("sessionEnded".to_owned(), ended);
    if let Some(selected) = &understood.selected {
        body.insert("selectedIntent".to_owned(), intent(selected));
    }
    let considered: Vec<Value> = understood.considered.iter().map(intent).collect();
    body.insert("consideredIntents".to_owned(), considered.into());
    if let Some(step) = &understood.step {
        body.insert("multiTurn".to_owned(), multi_turn(step, place, knobs.dialog_acts));
    }
    body.into()
}

fn multi_turn(step: &DialogStep, place: &Place<'_>, form: DialogActForm) -> Value {
    let act = match form {
        DialogActForm::Listed => step.act.act_type.as_str(),
        DialogActForm::Example => "SlotValueConfirmation",
    };
    let mut dialog_act = value!({ "type": act });
    if let (Some(slot), Some(fields)) = (&step.act.target_slot, dialog_act.as_object_mut()) {
        fields.insert("targetSlot".to_owned(), slot.as_str().into());
    }
    let token = multi_turn_token::issue(place, &step.state);
    value!({"dialogAct": dialog_act, "token": token, "prompt": step.prompt})
}
