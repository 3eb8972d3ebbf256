//! What a person asks of an experiment, and how that ends.

use crate::api::error::{ApiError, ErrorKind};
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{ExperimentState, StoppedReason, TargetState, TreatmentId};

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
