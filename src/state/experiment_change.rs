//! What a person asks of an experiment, and how that ends.

use crate::api::error::{ApiError, ErrorKind};
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{
    Experiment, ExperimentState, StoppedReason, TargetState, Transition, TransitionStatus, TreatmentId,
};

/// A change that a person asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Another exposure, in percent.
    Exposure(i64),
    /// The own account's group.
    Override(TreatmentId),
    /// Another state; with a reason when stopping.
    Target(TargetState, Option<StoppedReason>),
    /// Delete it.
    Delete,
}

impl Change {
    /// The action that it is.
    pub fn action(&self) -> Option<Action> {
        match self {
            Change::Exposure(_) => Some(Action::SetExposure),
            Change::Override(_) => Some(Action::SetOverride),
            Change::Target(target, _) => Action::of(target),
            Change::Delete => Some(Action::Delete),
        }
    }
}

impl Change {
    /// Whether the last change of state is the one asked for, on its way or done.
    pub fn is_under_way(&self, last: &Transition) -> bool {
        let Change::Target(wanted, _) = self else { return false };
        let is_it = last.target_state.as_ref().is_some_and(|to| to.as_str() == wanted.as_str());
        is_it && last.status != Some(TransitionStatus::Failed)
    }

    /// Whether an experiment is as this change would have it: its exposure is that, or its state is the one asked for
    /// or on the way there. The own group is not part of an experiment.
    pub fn is_seen_in(&self, experiment: &Experiment) -> bool {
        use ExperimentState::{Deleted, Enabled, Enabling, Running, Stopped, Stopping};
        match (self, &experiment.state) {
            (Change::Exposure(wanted), _) => experiment.exposure_percentage == Some(*wanted),
            (Change::Target(TargetState::Enabled, _), Some(state)) => matches!(state, Enabling | Enabled | Running),
            (Change::Target(TargetState::Running, _), Some(state)) => *state == Running,
            (Change::Target(TargetState::Stopped, _), Some(state)) => matches!(state, Stopping | Stopped),
            (Change::Delete, Some(state)) => *state == Deleted,
            _ => false,
        }
    }
}

/// How a change ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The service accepted it.
    Done,
    /// Another change was under way; this one was left out.
    Busy,
    /// Nothing was sent: the experiment is in another state than the page showed.
    StateMoved(ExperimentState),
    /// The service refused it.
    Refused(ApiError),
    /// Nobody knows: the answer was lost. The experiment has been read again.
    Unknown(ApiError),
}

/// Whether a write may have been done although its answer says otherwise, or never came.
pub fn is_unknown(error: &ApiError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Network | ErrorKind::Timeout | ErrorKind::Server | ErrorKind::Decode { .. } | ErrorKind::Unexpected
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn experiment(state: &str, exposure: i64) -> Experiment {
        serde_json::from_value(serde_json::json!({"state": state, "exposurePercentage": exposure})).unwrap()
    }

    #[test]
    fn a_change_is_seen_where_it_is_in_force() {
        let target = |target| Change::Target(target, None);
        assert!(Change::Exposure(50).is_seen_in(&experiment("RUNNING", 50)));
        assert!(!Change::Exposure(50).is_seen_in(&experiment("RUNNING", 40)));
        assert!(target(TargetState::Enabled).is_seen_in(&experiment("ENABLING", 0)));
        assert!(!target(TargetState::Enabled).is_seen_in(&experiment("CREATED", 0)));
        assert!(!target(TargetState::Enabled).is_seen_in(&experiment("FAILED", 0)));
        assert!(!target(TargetState::Running).is_seen_in(&experiment("ENABLED", 0)));
        assert!(target(TargetState::Stopped).is_seen_in(&experiment("STOPPING", 0)));
        assert!(!Change::Override(TreatmentId::T1).is_seen_in(&experiment("CREATED", 0)));
    }

    #[test]
    fn a_start_that_passes_through_other_states_is_under_way() {
        let last = |target: &str, status: &str| -> Transition {
            serde_json::from_value(serde_json::json!({"targetState": target, "status": status})).unwrap()
        };
        let start = Change::Target(TargetState::Running, None);
        assert!(start.is_under_way(&last("RUNNING", "IN_PROGRESS")));
        assert!(start.is_under_way(&last("RUNNING", "SUCCEEDED")));
        assert!(!start.is_under_way(&last("RUNNING", "FAILED")));
        assert!(!start.is_under_way(&last("ENABLED", "SUCCEEDED")));
        assert!(!Change::Delete.is_under_way(&last("RUNNING", "SUCCEEDED")));
    }

    #[test]
    fn only_what_may_have_been_done_is_unknown() {
        let of = |kind| is_unknown(&ApiError::new("updateExposure", kind));
        assert!(of(ErrorKind::Network) && of(ErrorKind::Timeout) && of(ErrorKind::Server));
        assert!(!of(ErrorKind::Conflict) && !of(ErrorKind::Invalid(Vec::new())) && !of(ErrorKind::Unauthenticated));
        assert!(!of(ErrorKind::RateLimited { retry_after_ms: None }));
    }
}
