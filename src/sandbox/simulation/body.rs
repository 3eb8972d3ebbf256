//! The body of Simulate skill, read field by field so that each mistake has its path.

use serde_json::{Map, Value};

use crate::api::request::Response;
use crate::domain::simulation::{LONGEST_UTTERANCE, SIMULATION_LOCALES, SessionMode};
use crate::sandbox::error_body::{Violation, bad_request};
use crate::sandbox::experiment_body::object;
use crate::sandbox::message::json;
use crate::sandbox::world::SkillEntry;

/// What is to be simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// What is said.
    pub content: String,
    /// The device's locale.
    pub locale: String,
    /// Whether a session that lasts is left.
    pub is_new_session: bool,
    /// Whether the utterance goes to the skill without its invocation name, in a session of its own
    /// (`simulation.type` NFI_ISOLATED_SIMULATION, API-FACTS.md, section 4).
    pub is_isolated: bool,
}

/// 400 in the document's words: a text is empty or too long.
pub fn out_of_range() -> Response {
    let body = serde_json::json!({
        "message": "The property is outside the allowed range.",
        "code": "INVALID_STRING_LENGTH"
    });
    json(400, &body)
}

/// Reads the body.
///
/// # Errors
/// The refusal: of the length in the document's form, of anything else by the field.
pub fn read(body: &[u8], has_locale: impl Fn(&str) -> bool) -> Result<Utterance, Response> {
    let body = object(body).map_err(|wrong| bad_request(&wrong))?;
    let mut wrong = Vec::new();
    let mode = one_of(&body, ("session", "mode"), &["DEFAULT", "FORCE_NEW_SESSION"], &mut wrong);
    let kind = one_of(&body, ("simulation", "type"), &["DEFAULT", "NFI_ISOLATED_SIMULATION"], &mut wrong);
    let content = required(&body, ("input", "content"), &mut wrong);
    let locale = required(&body, ("device", "locale"), &mut wrong);
    if let Some(locale) = locale.as_deref().filter(|l| !SIMULATION_LOCALES.contains(l) && !has_locale(l)) {
        let all = SIMULATION_LOCALES.join(", ");
        let message = format!("device.locale must be one of {all}, or a locale of the skill, which {locale:?} is not.");
        wrong.push(Violation::invalid(message));
    }
    if !wrong.is_empty() {
        return Err(bad_request(&wrong));
    }
    let content = content.unwrap_or_default();
    if !(1..=LONGEST_UTTERANCE).contains(&content.chars().count()) {
        return Err(out_of_range());
    }
    Ok(Utterance {
        content,
        locale: locale.unwrap_or_default(),
        is_new_session: mode.as_deref() == Some(SessionMode::ForceNewSession.as_str()),
        is_isolated: kind.as_deref() == Some("NFI_ISOLATED_SIMULATION"),
    })
}

/// The locales that a skill of the world has.
pub fn skill_has_locale(skill: &SkillEntry, locale: &str) -> bool {
    skill.locales.iter().any(|l| l.code == locale)
}

/// A holder's field, where the holder is given; what is not an object is wrong.
fn field<'a>(body: &'a Map<String, Value>, (holder, name): (&str, &str), wrong: &mut Vec<Violation>) -> &'a Value {
    match body.get(holder) {
        None | Some(Value::Null) => &Value::Null,
        Some(Value::Object(fields)) => fields.get(name).unwrap_or(&Value::Null),
        Some(_) => {
            wrong.push(Violation::invalid(format!("{holder} must be an object.")));
            &Value::Bool(false)
        }
    }
}

fn one_of(
    body: &Map<String, Value>,
    path: (&str, &str),
    values: &[&str],
    wrong: &mut Vec<Violation>,
) -> Option<String> {
    let found = wrong.len();
    match field(body, path, wrong) {
        Value::Null => None,
        Value::String(text) if values.contains(&text.as_str()) => Some(text.clone()),
        _ => {
            if found == wrong.len() {
                let (holder, name) = path;
                wrong.push(Violation::invalid(format!("{holder}.{name} must be one of {}.", values.join(", "))));
            }
            None
        }
    }
}

fn required(body: &Map<String, Value>, path: (&str, &str), wrong: &mut Vec<Violation>) -> Option<String> {
    let found = wrong.len();
    let (holder, name) = path;
    match field(body, path, wrong) {
        Value::String(text) => return Some(text.clone()),
        Value::Null if matches!(body.get(holder), None | Some(Value::Null)) => wrong.push(Violation::missing(holder)),
        Value::Null => wrong.push(Violation::missing(&format!("{holder}.{name}"))),
        _ if found == wrong.len() => wrong.push(Violation::invalid(format!("{holder}.{name} must be a text."))),
        _ => {}
    }
    None
}
