//! Simulations: both operations of skill-simulation-rest-api.txt (API-FACTS.md, section 4).

use serde::Serialize;

use super::operation::{Operation, json};
use super::request::{Method, Request, Response, segment};
use crate::domain::id::{SimulationId, SkillId};
use crate::domain::simulation::{SessionMode, Simulation};
use crate::domain::skill::Stage;

/// Where the simulations of a stage are.
fn simulations_path(skill_id: &SkillId, stage: &Stage) -> String {
    format!("/v2/skills/{}/stages/{}/simulations", segment(skill_id.as_str()), segment(stage.as_str()))
}

/// Simulate skill: `POST /v2/skills/{skillId}/stages/{stage}/simulations`. A write: the skill is called, and a session
/// goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulateSkill {
    /// The skill: custom, enabled, of the own vendor.
    pub skill_id: SkillId,
    /// The stage: development or live.
    pub stage: Stage,
    /// The device's locale.
    pub locale: String,
    /// What is said.
    pub content: String,
    /// How the session before it is treated.
    pub mode: SessionMode,
}

impl Operation for SimulateSkill {
    type Output = Simulation;

    fn request(&self) -> Request {
        #[derive(Serialize)]
        struct Body<'a> {
            session: Session<'a>,
            input: Input<'a>,
            device: Device<'a>,
        }
        #[derive(Serialize)]
        struct Session<'a> {
            mode: &'a SessionMode,
        }
        #[derive(Serialize)]
        struct Input<'a> {
            content: &'a str,
        }
        #[derive(Serialize)]
        struct Device<'a> {
            locale: &'a str,
        }
        let mut request = Request::write("simulateSkill", Method::Post, simulations_path(&self.skill_id, &self.stage))
            .with_json(&Body {
                session: Session { mode: &self.mode },
                input: Input { content: &self.content },
                device: Device { locale: &self.locale },
            });
        request.headers.set("Accept", "application/json");
        request
    }

    fn decode(&self, response: &Response) -> Result<Simulation, String> {
        json(response)
    }
}

/// Get simulation results: `GET /v2/skills/{skillId}/stages/{stage}/simulations/{simulationId}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetSimulation {
    /// The skill.
    pub skill_id: SkillId,
    /// The stage.
    pub stage: Stage,
    /// The simulation; known for ten minutes.
    pub simulation_id: SimulationId,
}

impl Operation for GetSimulation {
    type Output = Simulation;

    fn request(&self) -> Request {
        let path = simulations_path(&self.skill_id, &self.stage);
        let mut request =
            Request::get("getSkillSimulation", format!("{path}/{}", segment(self.simulation_id.as_str())));
        request.headers.set("Accept", "application/json");
        request
    }

    fn decode(&self, response: &Response) -> Result<Simulation, String> {
        json(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::simulation::SimulationStatus;

    #[test]
    fn the_body_is_the_documents_and_the_answer_has_no_result_yet() {
        let simulate = SimulateSkill {
            skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
            stage: Stage::Live,
            locale: "en-US".to_owned(),
            content: "ask greeter to say hello".to_owned(),
            mode: SessionMode::Default,
        };
        let request = simulate.request();
        assert_eq!(request.target(), "/v2/skills/amzn1.ask.skill.1/stages/live/simulations");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(request.body.as_deref().unwrap()).unwrap(),
            serde_json::json!({"session": {"mode": "DEFAULT"}, "input": {"content": "ask greeter to say hello"},
                "device": {"locale": "en-US"}})
        );
        let body = br#"{"id":"12345678-abcdefg","status":"IN_PROGRESS","result":null}"#.to_vec();
        let simulation = simulate.decode(&Response { status: 200, body, ..Response::default() }).unwrap();
        assert_eq!((simulation.status, simulation.result), (SimulationStatus::InProgress, None));
        let get = GetSimulation { skill_id: simulate.skill_id, stage: Stage::Live, simulation_id: simulation.id };
        assert!(get.request().target().ends_with("/simulations/12345678-abcdefg"));
    }
}
