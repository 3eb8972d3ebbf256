//! Data that comes from elsewhere: a page cannot forget that it may be on its way, or not come at all.

use crate::api::error::ApiError;

/// Something that is read from a service.
#[derive(Debug, Clone, PartialEq)]
pub enum Remote<T> {
    /// Not asked for.
    Idle,
    /// On its way; what was there before, if anything.
    Loading {
        /// What was there before.
        previous: Option<T>,
    },
    /// Here.
    Ready(T),
    /// Not to be had; what was there before, if anything.
    Failed {
        /// Why.
        error: ApiError,
        /// What was there before.
        previous: Option<T>,
    },
}

impl<T> Remote<T> {
    /// What there is to show, even if it is not the newest.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Remote::Idle => None,
            Remote::Loading { previous } | Remote::Failed { previous, .. } => previous.as_ref(),
            Remote::Ready(value) => Some(value),
        }
    }

    /// What there is to show, to be changed.
    pub fn shown_mut(&mut self) -> Option<&mut T> {
        match self {
            Remote::Idle => None,
            Remote::Loading { previous } | Remote::Failed { previous, .. } => previous.as_mut(),
            Remote::Ready(value) => Some(value),
        }
    }

    /// Takes what there is to show.
    pub fn into_shown(self) -> Option<T> {
        match self {
            Remote::Idle => None,
            Remote::Loading { previous } | Remote::Failed { previous, .. } => previous,
            Remote::Ready(value) => Some(value),
        }
    }

    /// Why it is not to be had.
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Remote::Failed { error, .. } => Some(error),
            _ => None,
        }
    }

    /// Whether it is still on its way, or has not been asked for.
    pub fn is_pending(&self) -> bool {
        matches!(self, Remote::Idle | Remote::Loading { .. })
    }
}
