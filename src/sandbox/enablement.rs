//! Whether an account has enabled a skill, which simulations need: `…/stages/{stage}/enablement` (API-FACTS.md,
//! section 4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error_body::{Violation, bad_request, refusal};
use super::skill_handler::Caller;
use super::world::{self, Account, SkillEntry};
use crate::api::request::Response;
use crate::domain::skill::Stage;

/// What accounts enabled and disabled. At most one entry for each account, skill and stage, of which the world has few.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EnablementTable(BTreeMap<String, bool>);

impl EnablementTable {
    /// Whether a skill is enabled. At the start, the skill that has an interaction model and customers is: City Trips.
    pub fn is_enabled(&self, account: &Account, skill: &SkillEntry, stage: &Stage) -> bool {
        let at_the_start = || world::skills().first().is_some_and(|first| first.id == skill.id);
        self.0.get(&key(account, skill, stage)).copied().unwrap_or_else(at_the_start)
    }

    fn set(&mut self, account: &Account, skill: &SkillEntry, stage: &Stage, enabled: bool) {
        self.0.insert(key(account, skill, stage), enabled);
    }
}

fn key(account: &Account, skill: &SkillEntry, stage: &Stage) -> String {
    format!("{} {} {stage}", account.key, skill.id)
}

/// An operation on an enablement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnablementOperation {
    /// `GET`: 204 where the skill is enabled, 404 where it is not.
    Get,
    /// `PUT`: enables it.
    Set,
    /// `DELETE`: disables it.
    Delete,
}

impl EnablementOperation {
    /// The operation of a method.
    pub fn of(method: &str) -> Option<Self> {
        match method {
            "GET" => Some(Self::Get),
            "PUT" => Some(Self::Set),
            "DELETE" => Some(Self::Delete),
            _ => None,
        }
    }

    /// The scopes of which one is needed.
    pub fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Get => &["alexa::ask:skills:read", "alexa::ask:skills:readwrite"],
            Self::Set | Self::Delete => &["alexa::ask:skills:readwrite"],
        }
    }
}

/// A stage that can be enabled and simulated; the `certified` one cannot.
///
/// # Errors
/// The refusal.
pub(super) fn stage(text: &str) -> Result<Stage, Violation> {
    match Stage::from(text) {
        stage @ (Stage::Live | Stage::Development) => Ok(stage),
        _ => Err(Violation::invalid("stage must be development or live.")),
    }
}

/// Answers an operation on the enablement of a skill: access first, then the stage.
pub fn answer(
    caller: &Caller<'_>,
    table: &mut EnablementTable,
    (skill_id, stage_name): (&str, &str),
    operation: EnablementOperation,
) -> Response {
    let Some(skill) = world::skill(skill_id) else { return refusal(404) };
    if !caller.account.may_see(skill) {
        return refusal(401);
    }
    let stage = match stage(stage_name) {
        Ok(stage) => stage,
        Err(wrong) => return bad_request(&[wrong]),
    };
    match operation {
        EnablementOperation::Get if !table.is_enabled(caller.account, skill, &stage) => return refusal(404),
        EnablementOperation::Get => {}
        EnablementOperation::Set => table.set(caller.account, skill, &stage, true),
        EnablementOperation::Delete => table.set(caller.account, skill, &stage, false),
    }
    Response { status: 204, ..Response::default() }
}
