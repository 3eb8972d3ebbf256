//! What the editor keeps in the tab: the draft outlasts a reload and a sign-in, and ends with the tab.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use crate::domain::id::SkillId;
use crate::platform::storage::Namespace;
use crate::platform::tab_slot::TabSlot;

/// The version of what is kept; anything else counts as absent.
const VERSION: u32 = 1;

/// What is being edited, and what it was begun with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Editing {
    version: u32,
    /// As it is typed.
    pub draft: Draft,
    /// As it was begun.
    pub begun_with: Draft,
}

impl Editing {
    /// A draft that nobody has typed into.
    pub fn of(draft: Draft) -> Self {
        Self { version: VERSION, begun_with: draft.clone(), draft }
    }

    /// Whether something was typed.
    pub fn is_changed(&self) -> bool {
        self.draft != self.begun_with
    }
}

fn slot(namespace: &Namespace, skill_id: &SkillId) -> TabSlot {
    TabSlot::new(namespace, "script-draft", &[skill_id.as_str()])
}

/// What is kept of a skill.
pub fn kept(namespace: &Namespace, skill_id: &SkillId) -> Option<Editing> {
    slot(namespace, skill_id).value::<Editing>().filter(|editing| editing.version == VERSION)
}

/// Keeps it, or forgets it.
pub fn keep(namespace: &Namespace, skill_id: &SkillId, editing: Option<&Editing>) {
    slot(namespace, skill_id).keep(editing);
}
