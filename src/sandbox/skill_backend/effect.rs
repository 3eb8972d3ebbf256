//! What the tests that a customer is in change about the skill.

use serde_json::Value;

use crate::domain::experiment::TreatmentId;
use crate::domain::intent::Intent;
use crate::sandbox::experiment_record::ExperimentRecord;
use crate::sandbox::hash;
use crate::sandbox::simulation::intent_body::{intent_value, with_confirmed_slots};

/// What T1 changes, of every test that the customer is in. Planted by the words of a test's name: "no effect" changes
/// nothing, anything else shortens the welcome, and some words change something more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    /// The welcome is one sentence.
    pub has_short_welcome: bool,
    /// Two sights are named instead of three ("sights").
    pub has_two_sights: bool,
    /// The goodbye names the trip ("goodbye").
    pub has_warm_goodbye: bool,
    /// The cities of a booking are confirmed together with the rest ("confirm").
    pub has_one_confirmation: bool,
    /// The price is said before the time ("price").
    pub has_price_first: bool,
    /// By how much every call takes longer or, below 0, less long, in milliseconds.
    pub slower_ms: i64,
}

impl Effects {
    /// What the tests change that the customer is in with the group T1.
    pub fn of<'a>(tests: impl IntoIterator<Item = (&'a ExperimentRecord, &'a TreatmentId)>) -> Self {
        let mut effects = Self::default();
        for (record, treatment) in tests {
            let name = record.name.to_lowercase();
            if *treatment != TreatmentId::T1 || name.contains("no effect") {
                continue;
            }
            effects.has_short_welcome = true;
            effects.has_two_sights |= name.contains("sights");
            effects.has_warm_goodbye |= name.contains("goodbye");
            effects.has_one_confirmation |= name.contains("confirm");
            effects.has_price_first |= name.contains("price");
            effects.slower_ms += 18 + (hash::mix_text(7, &record.id) % 25) as i64;
        }
        effects
    }
}

/// The intent that a skill hands back with Dialog.Delegate.
pub(super) fn updated(effects: &Effects, intent: &Intent) -> Value {
    if effects.has_one_confirmation { intent_value(&with_confirmed_slots(intent)) } else { intent_value(intent) }
}
