//! What is chosen to be asked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::ScriptId;

/// The version of what is kept; anything else counts as absent.
const VERSION: u32 = 1;

/// What is to be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chosen {
    version: u32,
    /// Scripts.
    pub scripts: BTreeSet<ScriptId>,
    /// Utterances, one a line.
    pub typed: String,
    /// Pinned scripts that were offered before: one that is not ticked was unticked.
    #[serde(default)]
    seen: BTreeSet<ScriptId>,
}

impl Chosen {
    /// A choice.
    pub fn new(scripts: BTreeSet<ScriptId>, typed: String) -> Self {
        Self { version: VERSION, scripts, typed, seen: BTreeSet::new() }
    }

    /// Whether this version of the page can read it.
    pub fn is_readable(&self) -> bool {
        self.version == VERSION
    }

    /// Ticks the pinned scripts that were never offered before. What was unticked stays so.
    pub fn offer(&mut self, pinned: impl IntoIterator<Item = ScriptId>) {
        for id in pinned {
            if self.seen.insert(id.clone()) {
                self.scripts.insert(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_was_pinned_later_starts_ticked_and_what_was_unticked_stays_so() {
        let id = |text: &str| ScriptId::parse(text).unwrap();
        let mut chosen = Chosen::new(BTreeSet::new(), "help".into());
        chosen.offer([id("a")]);
        chosen.scripts.remove(&id("a"));
        let text = serde_json::to_string(&chosen).unwrap();
        let mut read: Chosen = serde_json::from_str(&text).unwrap();
        read.offer([id("a"), id("b")]);
        assert_eq!(read.scripts, BTreeSet::from([id("b")]));
        assert_eq!(read.typed, "help");
    }

    #[test]
    fn what_was_kept_before_this_was_noted_is_still_read() {
        let mut read: Chosen = serde_json::from_str(r#"{"version":1,"scripts":[],"typed":""}"#).unwrap();
        read.offer([ScriptId::parse("a").unwrap()]);
        assert_eq!(read.scripts.len(), 1);
    }
}
