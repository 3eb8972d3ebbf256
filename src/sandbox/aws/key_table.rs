//! Temporary keys that the sandbox has handed out. Secret and session token follow from the seed and the key's id, so that
//! neither is stored.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::domain::instant::Instant;
use crate::sandbox::hash::digest;

/// Keys that were handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssuedKeys {
    /// The key's id, as `ASIA…`.
    pub access_key_id: String,
    /// The short name of the account that they were made for.
    pub account: String,
    /// The name of the session, as it stands in the ARN of whoever uses them.
    pub session_name: String,
    /// When they run out, in seconds since the epoch.
    pub expires_s: i64,
}

impl IssuedKeys {
    /// The secret access key, of 40 characters.
    pub fn secret(&self, seed: u64) -> String {
        let bytes = digest(&[b"aws secret", &seed.to_le_bytes(), self.access_key_id.as_bytes()]);
        STANDARD.encode(bytes).chars().take(40).collect()
    }

    /// The session token, which is long.
    pub fn session_token(&self, seed: u64) -> String {
        let of = |n: u8| digest(&[b"aws session", &seed.to_le_bytes(), self.access_key_id.as_bytes(), &[n]]);
        let bytes: Vec<u8> = (0_u8..9).flat_map(of).collect();
        format!("IQoJsandbox{}", STANDARD.encode(bytes))
    }

    /// When they run out.
    pub fn expires(&self) -> Instant {
        Instant::from_epoch_s(self.expires_s)
    }
}

/// All that were handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyTable {
    keys: Vec<IssuedKeys>,
    count: u64,
}

/// The characters of a key's id.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl KeyTable {
    /// Keys kept; the oldest are forgotten, upon which nobody knows them.
    pub const MOST: usize = 200;

    /// Hands out keys that are good for `life_s` seconds.
    pub fn issue(&mut self, seed: u64, account: &str, session_name: &str, life_s: u32, now: Instant) -> IssuedKeys {
        self.count += 1;
        let bytes = digest(&[b"aws key", &seed.to_le_bytes(), &self.count.to_le_bytes()]);
        let letters = bytes.iter().take(16).filter_map(|byte| BASE32.get(usize::from(byte & 31)));
        let keys = IssuedKeys {
            access_key_id: format!("ASIA{}", letters.map(|&b| char::from(b)).collect::<String>()),
            account: account.to_owned(),
            session_name: session_name.to_owned(),
            expires_s: now.epoch_s().saturating_add(i64::from(life_s)),
        };
        if self.keys.len() >= Self::MOST {
            self.keys.remove(0);
        }
        self.keys.push(keys.clone());
        keys
    }

    /// The keys with an id, whether they ran out or not.
    pub fn find(&self, access_key_id: &str) -> Option<&IssuedKeys> {
        self.keys.iter().find(|keys| keys.access_key_id == access_key_id)
    }

    /// Makes keys run out.
    pub fn expire(&mut self, access_key_id: &str, now: Instant) {
        for keys in self.keys.iter_mut().filter(|keys| keys.access_key_id == access_key_id) {
            keys.expires_s = keys.expires_s.min(now.epoch_s());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_keys_are_equal_and_the_oldest_are_forgotten() {
        let mut table = KeyTable::default();
        let now = Instant::from_epoch_s(1_000);
        let first = table.issue(7, "alex", "s", 900, now);
        let second = table.issue(7, "alex", "s", 900, now);
        assert_ne!(first.access_key_id, second.access_key_id);
        assert_ne!(first.secret(7), second.secret(7));
        assert_eq!((first.access_key_id.len(), first.secret(7).len(), first.expires_s), (20, 40, 1_900));
        assert!(table.find(&first.access_key_id).is_some());
        for _ in 0..KeyTable::MOST {
            table.issue(7, "alex", "s", 900, now);
        }
        assert!(table.find(&first.access_key_id).is_none() && table.find(&second.access_key_id).is_none());
    }
}
