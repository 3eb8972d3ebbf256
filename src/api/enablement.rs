//! Whether a skill is enabled for the own account, which simulations need (API-FACTS.md, section 4).

use super::error::{ApiError, ErrorKind};
use super::operation::{self, Operation};
use super::request::{Method, Request, Response, segment};
use crate::domain::id::SkillId;
use crate::domain::skill::Stage;

fn enablement_path(skill_id: &SkillId, stage: &Stage) -> String {
    format!("/v1/skills/{}/stages/{}/enablement", segment(skill_id.as_str()), segment(stage.as_str()))
}

/// Get the enablement status: `GET …/enablement`; 204 where it is enabled, 404 where it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetEnablement {
    /// The skill.
    pub skill_id: SkillId,
    /// The stage.
    pub stage: Stage,
}

impl Operation for GetEnablement {
    /// Whether it is enabled.
    type Output = bool;

    fn request(&self) -> Request {
        Request::get("getSkillEnablementStatus", enablement_path(&self.skill_id, &self.stage))
    }

    fn decode(&self, _response: &Response) -> Result<bool, String> {
        Ok(true)
    }

    /// 404 is an answer here: not enabled.
    fn read(&self, response: &Response) -> Result<bool, ApiError> {
        match operation::read(self, response) {
            Err(error) if error.kind == ErrorKind::NotFound => Ok(false),
            answer => answer,
        }
    }
}

/// Enable the skill for the own account: `PUT …/enablement`. A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetEnablement {
    /// The skill.
    pub skill_id: SkillId,
    /// The stage.
    pub stage: Stage,
}

impl Operation for SetEnablement {
    type Output = ();

    fn request(&self) -> Request {
        Request::write("setSkillEnablement", Method::Put, enablement_path(&self.skill_id, &self.stage))
    }

    fn decode(&self, _response: &Response) -> Result<(), String> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_enabled_is_an_answer_and_no_access_is_none() {
        let get = GetEnablement { skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(), stage: Stage::Live };
        let read = |status| get.read(&Response { status, ..Response::default() });
        assert_eq!(read(204), Ok(true));
        assert_eq!(read(404), Ok(false));
        assert_eq!(read(403).unwrap_err().kind, ErrorKind::Forbidden);
    }
}
