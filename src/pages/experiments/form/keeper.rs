//! What the form keeps in the tab: the draft, and that a new experiment is on its way to the service.
//!
//! Both outlast a reload and a sign-in, end with the tab, and belong to an account, a skill and a purpose.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use crate::api::request::segment;
use crate::domain::id::SkillId;
use crate::platform::clock;
use crate::platform::storage::{Area, Namespace};
use crate::route::FormPurpose;

/// The version of what is kept; anything else counts as absent.
const VERSION: u32 = 1;
/// So long after sending, the service may still be at it.
const FRESH_MS: f64 = 60_000.0;

/// Keeps the draft of one form.
#[derive(Debug, Clone)]
pub struct Keeper {
    draft_key: String,
    sending_key: String,
}

#[derive(Serialize, Deserialize)]
struct KeptDraft {
    version: u32,
    draft: Draft,
    begun_with: Draft,
}

/// A new experiment that was sent, and whose answer has not come or was not read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sending {
    version: u32,
    /// Its name.
    pub name: String,
    /// When it was sent, by this machine's clock, in milliseconds since the epoch.
    sent_ms: f64,
    /// Whether the person was told that it is not there.
    pub is_told: bool,
}

impl Sending {
    /// Whether it was sent so lately that the service may still be at it.
    pub fn is_fresh(&self) -> bool {
        (clock::wall_ms() - self.sent_ms).abs() < FRESH_MS
    }
}

impl Keeper {
    /// Of a form of whoever is signed in.
    pub fn new(namespace: &Namespace, skill_id: &SkillId, purpose: &FormPurpose) -> Self {
        let purpose = match purpose {
            FormPurpose::Create { copy: None } => "new".to_owned(),
            FormPurpose::Create { copy: Some(id) } => format!("copy.{}", segment(id.as_str())),
            FormPurpose::Edit(id) => format!("edit.{}", segment(id.as_str())),
        };
        let key = |what: &str| namespace.key(&format!("experiment-{what}.{}.{purpose}", segment(skill_id.as_str())));
        Self { draft_key: key("draft"), sending_key: key("sending") }
    }

    /// The draft that is kept, and what it was begun with.
    pub fn draft(&self) -> Option<(Draft, Draft)> {
        let kept: KeptDraft = Area::Tab.value(&self.draft_key)?;
        (kept.version == VERSION).then_some((kept.draft, kept.begun_with))
    }

    /// Keeps a draft; false where the browser refused.
    pub fn keep(&self, draft: &Draft, begun_with: &Draft) -> bool {
        let kept = KeptDraft { version: VERSION, draft: draft.clone(), begun_with: begun_with.clone() };
        Area::Tab.set_value(&self.draft_key, &kept)
    }

    /// Deletes the draft.
    pub fn forget_draft(&self) {
        Area::Tab.remove(&self.draft_key);
    }

    /// What is on its way.
    pub fn sending(&self) -> Option<Sending> {
        Area::Tab.value::<Sending>(&self.sending_key).filter(|s| s.version == VERSION)
    }

    /// A new experiment is about to be sent.
    pub fn begin_sending(&self, name: &str) {
        let sending = Sending { version: VERSION, name: name.to_owned(), sent_ms: clock::wall_ms(), is_told: false };
        // Where the browser refuses, a reload in the middle ends at the service's own rule: a name is there once.
        let _ = Area::Tab.set_value(&self.sending_key, &sending);
    }

    /// The person was told that it is not there.
    pub fn told(&self) {
        if let Some(sending) = self.sending() {
            let _ = Area::Tab.set_value(&self.sending_key, &Sending { is_told: true, ..sending });
        }
    }

    /// What became of it is known.
    pub fn end_sending(&self) {
        Area::Tab.remove(&self.sending_key);
    }
}
