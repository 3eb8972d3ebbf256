//! What is kept in the browser: by tab (sessionStorage) and for good (localStorage).
//!
//! Storage may be blocked or full. Reading then finds nothing and writing says so; nothing fails.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Where to keep something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Until the tab is closed: the only place for a token.
    Tab,
    /// Until it is deleted. Never for a token.
    Lasting,
}

impl Area {
    fn storage(self) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match self {
            Area::Tab => window.session_storage(),
            Area::Lasting => window.local_storage(),
        }
        .ok()
        .flatten()
    }

    /// Whether the browser lets us keep things here.
    pub fn is_usable(self) -> bool {
        const PROBE: &str = "skillscope.probe";
        self.storage().is_some_and(|s| s.set_item(PROBE, "1").is_ok() && s.remove_item(PROBE).is_ok())
    }

    /// The text under a key.
    pub fn text(self, key: &str) -> Option<String> {
        self.storage()?.get_item(key).ok().flatten()
    }

    /// Keeps a text; false where the browser refused.
    pub fn set_text(self, key: &str, text: &str) -> bool {
        self.storage().is_some_and(|s| s.set_item(key, text).is_ok())
    }

    /// The value under a key; what cannot be read any more counts as nothing.
    pub fn value<T: DeserializeOwned>(self, key: &str) -> Option<T> {
        serde_json::from_str(&self.text(key)?).ok()
    }

    /// Keeps a value; false where the browser refused.
    pub fn set_value<T: Serialize>(self, key: &str, value: &T) -> bool {
        serde_json::to_string(value).is_ok_and(|json| self.set_text(key, &json))
    }

    /// Deletes a key.
    pub fn remove(self, key: &str) {
        if let Some(storage) = self.storage() {
            let _ = storage.remove_item(key);
        }
    }

    /// Reads a key once: afterwards it is gone.
    pub fn take_text(self, key: &str) -> Option<String> {
        let text = self.text(key);
        self.remove(key);
        text
    }

    /// All keys that start with a prefix.
    pub fn keys(self, prefix: &str) -> Vec<String> {
        let Some(storage) = self.storage() else { return Vec::new() };
        let len = storage.length().unwrap_or(0);
        (0..len).filter_map(|i| storage.key(i).ok().flatten()).filter(|k| k.starts_with(prefix)).collect()
    }
}

/// Whose data something is: a data source (the demo, or an API's address) and an account of it. What is kept for one
/// is never read for another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Namespace {
    /// `demo`, or the base address of the API.
    pub source: String,
    /// The LWA `user_id`, or a hash of the vendor ids where that is not known.
    pub account: String,
}

impl Namespace {
    /// What every key of this installation's data starts with.
    pub const PREFIX: &'static str = "skillscope.data.";

    /// What every key of this namespace starts with. Both parts are encoded, so that no account can reach into another.
    pub fn prefix(&self) -> String {
        format!(
            "{}{}|{}|",
            Self::PREFIX,
            crate::api::request::segment(&self.source),
            crate::api::request::segment(&self.account)
        )
    }

    /// A key of this namespace.
    pub fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix())
    }

    /// Deletes everything of all namespaces from an area.
    pub fn clear_all(area: Area) {
        for key in area.keys(Self::PREFIX) {
            area.remove(&key);
        }
    }

    /// Deletes everything in this namespace from an area.
    pub fn clear(&self, area: Area) {
        for key in area.keys(&self.prefix()) {
            area.remove(&key);
        }
    }
}
