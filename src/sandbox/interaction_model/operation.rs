//! The operations on an interaction model, and who may call them.

use super::multi_turn_token::Place;
use super::profile;
use crate::api::request::Response;
use crate::domain::skill::{SkillType, Stage};
use crate::sandbox::enablement;
use crate::sandbox::error_body::{Violation, bad_request, forbidden, refusal};
use crate::sandbox::hash::digest;
use crate::sandbox::message::{Incoming, json};
use crate::sandbox::nlu::{Model, model_at};
use crate::sandbox::option::Knobs;
use crate::sandbox::simulation::body::out_of_range;
use crate::sandbox::skill_handler::Caller;
use crate::sandbox::world;

/// An operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelOperation {
    /// `GET …/interactionModel/locales/{locale}`
    Get,
    /// `POST …/interactionModel/locales/{locale}/profileNlu`
    Profile,
}

/// The interaction model of a skill in a stage and a locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelPath {
    /// The skill.
    pub skill_id: String,
    /// The stage.
    pub stage: String,
    /// The locale.
    pub locale: String,
    /// What is asked of it.
    pub operation: ModelOperation,
}

impl ModelOperation {
    /// The operation of a method and of the segments of a path behind the locale.
    pub fn of(method: &str, segments: &[&str]) -> Option<Self> {
        match (method, segments) {
            ("GET", []) => Some(Self::Get),
            ("POST", ["profileNlu"]) => Some(Self::Profile),
            _ => None,
        }
    }

    /// The scopes of which one is needed.
    pub fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Get => &["alexa::ask:models:read", "alexa::ask:models:readwrite"],
            Self::Profile => &["alexa::ask:models:read", "alexa::ask:models:readwrite", "alexa::ask:skills:test"],
        }
    }
}

/// Answers an operation: access first, then the stage, then the locale.
pub fn answer(caller: &Caller<'_>, knobs: &Knobs, path: &ModelPath, request: &Incoming) -> Response {
    if !(1..=255).contains(&path.skill_id.chars().count()) {
        return out_of_range();
    }
    let Some(skill) = world::skill(&path.skill_id) else { return refusal(404) };
    if !caller.account.may_see(skill) {
        return refusal(401);
    }
    let stage: Stage = match enablement::stage(&path.stage) {
        Ok(stage) => stage,
        Err(wrong) => return bad_request(&[wrong]),
    };
    if skill.skill_type != SkillType::Custom {
        return forbidden("Only custom skills have an interaction model of their own.");
    }
    let model = model_at(skill.id, &stage, &path.locale);
    match (path.operation, model) {
        (ModelOperation::Get, Some(model)) => get(model),
        (ModelOperation::Get, None) => refusal(404),
        (ModelOperation::Profile, None) => {
            let message = format!("locale must be one that the skill has in the stage {stage}.");
            bad_request(&[Violation::invalid(message)])
        }
        (ModelOperation::Profile, Some(model)) => {
            let place = Place { seed: caller.seed, skill_id: skill.id, stage: stage.as_str(), locale: &path.locale };
            profile::profile(model, &place, knobs, caller.now.date_time().date(), request)
        }
    }
}

/// The model in Amazon's form, with its version and a tag that changes with it.
fn get(model: &Model) -> Response {
    let mut body = model.json.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.insert("version".to_owned(), "1".into());
    }
    let mut response = json(200, &body);
    let tag: String = digest(&[&response.body]).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    response.headers.set("ETag", format!("\"{tag}\""));
    response
}
