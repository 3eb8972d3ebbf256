//! Where an experiment stands: a function of what was asked of it, and when. Nothing ticks.

use serde::{Deserialize, Serialize};

use super::hash::mix;
use crate::domain::experiment::{ExperimentState, TargetState, TransitionStatus};

/// A change of state that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The state that it was asked in.
    pub source: ExperimentState,
    /// The state that was asked for.
    pub target: TargetState,
    /// When it was asked, in milliseconds since the epoch, by the sandbox's clock.
    pub asked_ms: i64,
    /// How long it is ENABLING, or STOPPING.
    pub passing_ms: i64,
    /// How long it then stays ENABLED before it is RUNNING.
    pub starting_ms: i64,
    /// Why it cannot be deployed, where it cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl Step {
    /// A step as the service takes it: ENABLING and STOPPING take 1 to 3 s, starting what is deployed up to 1 s.
    pub fn new(source: ExperimentState, target: TargetState, asked_ms: i64, key: u64) -> Self {
        let chance = mix(key, asked_ms as u64);
        let passing_ms = match (&source, &target) {
            (ExperimentState::Enabled, TargetState::Running) => 0,
            _ => 1_000 + (chance % 2_001) as i64,
        };
        let starting_ms = if target == TargetState::Running { 400 + (chance >> 32) as i64 % 601 } else { 0 };
        Self { source, target, asked_ms, passing_ms, starting_ms, failure: None }
    }

    /// A step that was over at once, a while ago.
    pub fn at_once(source: ExperimentState, target: TargetState, asked_ms: i64) -> Self {
        Self { source, target, asked_ms, passing_ms: 0, starting_ms: 0, failure: None }
    }

    /// When it is over, well or not.
    pub fn end_ms(&self) -> i64 {
        let takes_ms = if self.failure.is_some() { self.passing_ms } else { self.passing_ms + self.starting_ms };
        self.asked_ms.saturating_add(takes_ms)
    }

    /// The state at an instant after it was asked.
    pub fn state(&self, now_ms: i64) -> ExperimentState {
        let is_passing = now_ms < self.asked_ms.saturating_add(self.passing_ms);
        match &self.target {
            TargetState::Stopped if is_passing => ExperimentState::Stopping,
            TargetState::Stopped => ExperimentState::Stopped,
            _ if is_passing => ExperimentState::Enabling,
            _ if self.failure.is_some() => ExperimentState::Failed,
            TargetState::Running if now_ms >= self.end_ms() => ExperimentState::Running,
            _ => ExperimentState::Enabled,
        }
    }

    /// How far it is.
    pub fn status(&self, now_ms: i64) -> TransitionStatus {
        match (now_ms < self.end_ms(), &self.failure) {
            (true, _) => TransitionStatus::InProgress,
            (false, Some(_)) => TransitionStatus::Failed,
            (false, None) => TransitionStatus::Succeeded,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ExperimentState::{Created, Enabled, Enabling, Failed, Running, Stopped, Stopping};

    #[test]
    fn starting_passes_every_state_between_in_one_to_three_seconds_and_a_little() {
        for key in 0..500 {
            let step = Step::new(Created, TargetState::Running, 10_000, key);
            assert!((1_000..=3_000).contains(&step.passing_ms) && (400..=1_000).contains(&step.starting_ms));
            let deployed_ms = 10_000 + step.passing_ms;
            let seen = [10_000, deployed_ms - 1, deployed_ms, step.end_ms() - 1, step.end_ms()].map(|t| step.state(t));
            assert_eq!(seen, [Enabling, Enabling, Enabled, Enabled, Running]);
            assert_eq!(step.status(deployed_ms), TransitionStatus::InProgress);
            assert_eq!(step.status(step.end_ms()), TransitionStatus::Succeeded);
        }
    }

    #[test]
    fn what_is_deployed_starts_without_being_deployed_again() {
        let step = Step::new(Enabled, TargetState::Running, 0, 7);
        assert_eq!((step.state(0), step.state(step.end_ms())), (Enabled, Running));
    }

    #[test]
    fn stopping_takes_one_to_three_seconds() {
        let step = Step::new(Running, TargetState::Stopped, 0, 7);
        assert!((1_000..=3_000).contains(&step.end_ms()));
        assert_eq!((step.state(step.end_ms() - 1), step.state(step.end_ms())), (Stopping, Stopped));
    }

    #[test]
    fn what_cannot_be_deployed_fails_after_enabling() {
        let step = Step { failure: Some("No.".to_owned()), ..Step::new(Created, TargetState::Running, 0, 7) };
        assert_eq!((step.state(0), step.state(step.passing_ms)), (Enabling, Failed));
        assert_eq!(step.status(step.passing_ms), TransitionStatus::Failed);
    }
}
