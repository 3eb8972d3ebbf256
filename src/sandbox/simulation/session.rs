//! A dialog session between a simulated device and a skill.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a session is of: nobody shares one, and each stage and locale has its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionKey {
    /// The short name of the account.
    pub account: String,
    /// The skill.
    pub skill_id: String,
    /// Its stage.
    pub stage: String,
    /// The device's locale.
    pub locale: String,
}

/// A session that lasts between simulations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Whose it is.
    #[serde(flatten)]
    pub key: SessionKey,
    /// Its id, as the skill is told.
    pub session_id: String,
    /// When it was last used, in milliseconds since the epoch, by the sandbox's clock.
    pub last_ms: i64,
    /// What the skill keeps in it.
    #[serde(default)]
    pub attributes: Map<String, Value>,
    /// The dialog that is under way, as the model's state of it.
    #[serde(default)]
    pub dialog: Option<Value>,
}

impl Session {
    /// A session that nobody uses for this long has ended, in milliseconds.
    pub const IDLE_MS: i64 = 5 * 60_000;

    /// Whether it has ended for want of use.
    pub fn is_over(&self, now_ms: i64) -> bool {
        now_ms.saturating_sub(self.last_ms) >= Self::IDLE_MS
    }
}
