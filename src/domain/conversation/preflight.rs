//! C beside T1 before an experiment begins: the same conversations while everyone hears C, and again as T1.

use serde::{Deserialize, Serialize};

use super::arm_proof::ArmProof;
use super::script::{Script, ScriptTurn};
use super::turn::Turn;
use super::turn_diff::TurnDiff;
use crate::domain::experiment::{ExperimentState, TreatmentId};
use crate::domain::id::{ExperimentId, ScriptId, SkillId};
use crate::domain::instant::Instant;

/// A comparison of C and T1, under way or done. It holds what it asks, so that scripts that are changed later do not
/// change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preflight {
    /// The skill; always its live stage, since experiments run there.
    pub skill_id: SkillId,
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// Its name at the time.
    #[serde(default)]
    pub experiment_name: Option<String>,
    /// The device's locale.
    pub locale: String,
    /// When it was begun.
    pub begun: Instant,
    /// What is asked, in order.
    pub conversations: Vec<Conversation>,
    /// What C said.
    #[serde(default)]
    pub control: Option<Side>,
    /// What T1 said.
    #[serde(default)]
    pub treatment: Option<Side>,
}

/// A conversation that both sides are asked. It begins with a new session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// Its name: the script's, or its first utterance.
    pub name: String,
    /// The script that it was taken from.
    #[serde(default)]
    pub script_id: Option<ScriptId>,
    /// What is said.
    pub turns: Vec<ScriptTurn>,
}

/// One of the two sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// When its first conversation was asked.
    pub begun: Instant,
    /// When its last one was over; `None` while it is under way or broke off.
    #[serde(default)]
    pub finished: Option<Instant>,
    /// The state of the experiment while it was asked.
    pub state: ExperimentState,
    /// The group that the own account was pinned to while it was asked.
    #[serde(default)]
    pub pinned: Option<TreatmentId>,
    /// Whole conversations, in the order of [`Preflight::conversations`]: as many as were over.
    pub conversations: Vec<Vec<Turn>>,
}

impl Conversation {
    /// A conversation of a script.
    pub fn of(script: &Script) -> Self {
        Self { name: script.name.clone(), script_id: Some(script.id.clone()), turns: script.turns.clone() }
    }

    /// A single utterance.
    pub fn saying(utterance: &str) -> Self {
        Self { name: utterance.to_owned(), script_id: None, turns: vec![ScriptTurn::saying(utterance)] }
    }
}

impl Side {
    /// A side of which nothing has been asked yet.
    pub fn new(begun: Instant, state: ExperimentState, pinned: Option<TreatmentId>) -> Self {
        Self { begun, finished: None, state, pinned, conversations: Vec::new() }
    }

    /// Its turns, all conversations together.
    pub fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.conversations.iter().flatten()
    }

    /// What its requests say about the arm.
    pub fn proof(&self, experiment_id: &ExperimentId, wanted: &TreatmentId) -> ArmProof {
        ArmProof::of_turns(self.turns(), experiment_id, wanted)
    }
}

/// A turn of both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedTurn {
    /// What was said.
    pub utterance: String,
    /// C's answer.
    pub control: Option<Turn>,
    /// T1's answer.
    pub treatment: Option<Turn>,
    /// What differs, where both sides were asked.
    pub diff: Option<TurnDiff>,
}

/// How many turns of a comparison differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Difference {
    /// Turns in which T1 said or did something else.
    pub differ: usize,
    /// Turns in which both did the same.
    pub same: usize,
    /// Turns without an answer on one side.
    pub open: usize,
}

impl Preflight {
    /// The side of an arm.
    pub fn side(&self, arm: &TreatmentId) -> Option<&Side> {
        if *arm == TreatmentId::C { self.control.as_ref() } else { self.treatment.as_ref() }
    }

    /// The side of an arm, to be changed.
    pub fn side_mut(&mut self, arm: &TreatmentId) -> &mut Option<Side> {
        if *arm == TreatmentId::C { &mut self.control } else { &mut self.treatment }
    }

    /// Whether a side was asked to its end.
    pub fn has(&self, arm: &TreatmentId) -> bool {
        self.side(arm).is_some_and(|side| side.finished.is_some())
    }

    /// Which conversation of a side comes next; `None` where all are over.
    pub fn next_conversation(&self, arm: &TreatmentId) -> Option<usize> {
        let done = self.side(arm).map_or(0, |side| side.conversations.len());
        (done < self.conversations.len()).then_some(done)
    }

    /// What the requests of T1's side say about the arm; `None` while it has no turn.
    pub fn treatment_proof(&self) -> Option<ArmProof> {
        let side = self.treatment.as_ref().filter(|side| side.turns().next().is_some())?;
        Some(side.proof(&self.experiment_id, &TreatmentId::T1))
    }

    /// A request of C's side that names another group; C needs no proof beyond that, since everyone hears it while the
    /// test is CREATED.
    pub fn control_contradiction(&self) -> Option<TreatmentId> {
        match self.control.as_ref()?.proof(&self.experiment_id, &TreatmentId::C) {
            ArmProof::Contradicted(arm) => Some(arm),
            _ => None,
        }
    }

    /// The turns of a conversation, side by side.
    pub fn compared(&self, place: usize) -> Vec<ComparedTurn> {
        let turns_of = |side: &Option<Side>| side.as_ref().and_then(|s| s.conversations.get(place)).cloned();
        let (control, treatment) = (turns_of(&self.control), turns_of(&self.treatment));
        let Some(conversation) = self.conversations.get(place) else { return Vec::new() };
        let of = |(n, asked): (usize, &ScriptTurn)| {
            let turn = |side: &Option<Vec<Turn>>| side.as_ref().and_then(|turns| turns.get(n)).cloned();
            let (control, treatment) = (turn(&control), turn(&treatment));
            let diff = control.as_ref().zip(treatment.as_ref()).map(|(c, t)| TurnDiff::between(c, t));
            ComparedTurn { utterance: asked.utterance.clone(), control, treatment, diff }
        };
        conversation.turns.iter().enumerate().map(of).collect()
    }

    /// How many turns differ.
    pub fn difference(&self) -> Difference {
        let mut sum = Difference::default();
        for place in 0..self.conversations.len() {
            for turn in self.compared(place) {
                match turn.diff {
                    Some(diff) if diff.is_comparable && diff.differs() => sum.differ += 1,
                    Some(diff) if diff.is_comparable => sum.same += 1,
                    _ => sum.open += 1,
                }
            }
        }
        sum
    }
}

#[cfg(test)]
#[path = "preflight_tests.rs"]
pub(in crate::domain::conversation) mod tests;
