//! One thing that the tab keeps for whoever is signed in: a draft, say. It outlasts a reload and a sign-in.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::storage::{Area, Namespace};
use crate::api::request::segment;

/// A place for one value.
#[derive(Debug, Clone)]
pub struct TabSlot {
    key: String,
}

impl TabSlot {
    /// What is kept, and of what: a skill's id, say. The parts are encoded, so that none reaches into another place.
    pub fn new(namespace: &Namespace, what: &str, of: &[&str]) -> Self {
        let parts: String = of.iter().map(|part| format!(".{}", segment(part))).collect();
        Self { key: namespace.key(&format!("{what}{parts}")) }
    }

    /// What is there; what cannot be read any more counts as nothing.
    pub fn value<T: DeserializeOwned>(&self) -> Option<T> {
        Area::Tab.value(&self.key)
    }

    /// Keeps a value, or nothing. A browser that refuses loses it with the page.
    pub fn keep<T: Serialize>(&self, value: Option<&T>) {
        match value {
            Some(value) => drop(Area::Tab.set_value(&self.key, value)),
            None => Area::Tab.remove(&self.key),
        }
    }
}
