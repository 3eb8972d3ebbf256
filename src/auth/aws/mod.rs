//! Keys of Amazon Web Services for whoever is signed in: how they are had, what is wrong with them, what they may do.
//! None of them outlives the page.

pub mod pasted;
pub mod policy;
pub mod trouble;

/// How keys are had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The sign-in with Amazon is exchanged for them at a Cognito identity pool.
    Cognito,
    /// The sign-in with Amazon is exchanged for them at the Security Token Service.
    Sts,
    /// The person pastes temporary ones.
    Pasted,
    /// The demo's own.
    Demo,
}

impl Means {
    /// Whether they are had, and renewed, by the sign-in.
    pub fn is_federated(self) -> bool {
        matches!(self, Self::Cognito | Self::Sts)
    }
}

/// Keys are renewed once they have no longer than this, in seconds.
pub const RENEW_AHEAD_S: i64 = 300;
