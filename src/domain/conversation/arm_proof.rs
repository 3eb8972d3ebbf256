//! Which group an account was in when the skill was called, as the request itself says.

use serde::{Deserialize, Serialize};

use super::turn::Turn;
use crate::domain::experiment::TreatmentId;
use crate::domain::id::ExperimentId;
use crate::domain::simulation::Simulation;

/// Whether `context.Experimentation.activeExperiments` of a request proves the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "arm")]
pub enum ArmProof {
    /// Every request names the experiment with the group that was to be heard.
    Proven(TreatmentId),
    /// No request, or not every one, names the experiment and a group: the arm could not be proved.
    NotNamed,
    /// A request names the experiment with another group.
    Contradicted(TreatmentId),
}

impl ArmProof {
    /// Looks into all requests of a simulation.
    pub fn of(simulation: &Simulation, experiment_id: &ExperimentId, wanted: &TreatmentId) -> Self {
        let invocations = simulation.result.iter().flat_map(|r| &r.skill_execution_info.invocations);
        let named = invocations.map(|invocation| {
            let all = invocation.active_experiments();
            let mut own: Vec<_> =
                all.into_iter().filter(|e| e.id == experiment_id.as_str()).filter_map(|e| e.treatment_id).collect();
            // A request that names two groups proves neither: the other one is what is told.
            own.sort_by_key(|arm| arm == wanted);
            own.into_iter().next()
        });
        Self::together(named.map(|arm| match arm {
            None => Self::NotNamed,
            Some(arm) if arm == *wanted => Self::Proven(arm),
            Some(arm) => Self::Contradicted(arm),
        }))
    }

    /// Looks into all turns of a side that have an answer.
    pub fn of_turns<'a>(
        turns: impl IntoIterator<Item = &'a Turn>,
        experiment_id: &ExperimentId,
        wanted: &TreatmentId,
    ) -> Self {
        let answered = turns.into_iter().filter(|turn| turn.outcome.is_answered());
        let simulations = answered.filter_map(|turn| turn.outcome.simulation());
        // Where Alexa answered without the skill there is no request that could name anything.
        let called = simulations.filter(|s| s.result.as_ref().is_some_and(|r| !r.skill_was_not_called()));
        Self::together(called.map(|simulation| Self::of(simulation, experiment_id, wanted)))
    }

    /// Several proofs as one: one contradiction is enough, one silence spoils a proof, and nothing proves nothing.
    fn together(proofs: impl Iterator<Item = Self>) -> Self {
        let join = |all: Option<Self>, one: Self| match (all, one) {
            (Some(Self::Contradicted(arm)), _) | (_, Self::Contradicted(arm)) => Some(Self::Contradicted(arm)),
            (Some(Self::NotNamed), _) | (_, Self::NotNamed) => Some(Self::NotNamed),
            (_, proven) => Some(proven),
        };
        proofs.fold(None, join).unwrap_or(Self::NotNamed)
    }

    /// Whether the arm is proved.
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Proven(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::TurnOutcome;
    use crate::domain::instant::Instant;
    use crate::domain::simulation::SessionMode;
    use serde_json::{Value, json};

    fn simulation(bodies: &[Value]) -> Simulation {
        let invocations: Vec<Value> =
            bodies.iter().map(|body| json!({"invocationRequest": {"endpoint": "e", "body": body}})).collect();
        let result = json!({"skillExecutionInfo": {"invocations": invocations}});
        serde_json::from_value(json!({"id": "s", "status": "SUCCESSFUL", "result": result})).unwrap()
    }

    fn named(arms: &[(&str, &str)]) -> Value {
        let list: Vec<Value> = arms.iter().map(|(id, arm)| json!({"id": id, "treatmentId": arm})).collect();
        json!({"context": {"Experimentation": {"activeExperiments": list}}})
    }

    fn proof(bodies: &[Value]) -> ArmProof {
        ArmProof::of(&simulation(bodies), &ExperimentId::parse("e1").unwrap(), &TreatmentId::T1)
    }

    #[test]
    fn only_the_own_experiment_in_every_request_proves_the_arm() {
        let own = named(&[("other", "C"), ("e1", "T1")]);
        assert_eq!(proof(std::slice::from_ref(&own)), ArmProof::Proven(TreatmentId::T1));
        assert_eq!(proof(&[own.clone(), own.clone()]), ArmProof::Proven(TreatmentId::T1));
        assert_eq!(proof(&[]), ArmProof::NotNamed);
        assert_eq!(proof(&[named(&[("other", "T1")])]), ArmProof::NotNamed);
        assert_eq!(proof(&[own.clone(), json!({})]), ArmProof::NotNamed);
        assert_eq!(proof(&[json!({}), named(&[("e1", "C")])]), ArmProof::Contradicted(TreatmentId::C));
        assert_eq!(proof(&[named(&[("e1", "T1"), ("e1", "C")])]), ArmProof::Contradicted(TreatmentId::C));
        assert_eq!(proof(&[named(&[("e1", "T9")])]), ArmProof::Contradicted(TreatmentId::from("T9")));
        assert_eq!(
            proof(&[json!({"context": {"Experimentation": {"activeExperiments": [{"id": "e1"}]}}})]),
            ArmProof::NotNamed
        );
    }

    #[test]
    fn a_side_is_proved_by_all_of_its_answers_and_those_without_the_skill_do_not_count() {
        let turn = |simulation: Simulation| Turn {
            utterance: "open".into(),
            mode: SessionMode::ForceNewSession,
            at: Instant::from_epoch_s(0),
            outcome: TurnOutcome::Ended(simulation),
        };
        let good = turn(simulation(&[named(&[("e1", "T1")])]));
        let silent = turn(simulation(&[]));
        let bare = turn(simulation(&[json!({})]));
        let of = |turns: &[&Turn]| {
            ArmProof::of_turns(turns.iter().copied(), &ExperimentId::parse("e1").unwrap(), &TreatmentId::T1)
        };
        assert!(of(&[&good, &silent]).is_proven());
        assert_eq!(of(&[&silent]), ArmProof::NotNamed);
        assert_eq!(of(&[&good, &bare]), ArmProof::NotNamed);
        assert_eq!(of(&[]), ArmProof::NotNamed);
    }
}
