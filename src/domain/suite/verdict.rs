//! Whether a case was understood: its intent, and each slot that it names.

use super::{Case, CaseOutcome, CaseResult, GotSlot};

/// What one case came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The right intent, and every slot that the case names is right.
    Right,
    /// The right intent, and a slot that the case names is not right.
    WrongSlots,
    /// Another intent, or none where one was expected.
    WrongIntent,
    /// The service refused the utterance: nothing is known of the model.
    Refused,
    /// Not run yet.
    Unrun,
}

/// What became of one slot that a case names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotVerdict {
    /// The expected value, or empty where the case says that it stays empty.
    Right,
    /// Another value.
    Wrong,
    /// Not filled.
    Missing,
    /// Filled where the case says that it stays empty.
    Extra,
}

impl Verdict {
    /// Whether the service answered, so that there is something to judge.
    pub fn is_judged(self) -> bool {
        matches!(self, Self::Right | Self::WrongSlots | Self::WrongIntent)
    }
}

impl Case {
    /// The expected intent; a name of blanks only is none.
    pub fn intent(&self) -> Option<&str> {
        named(self.expected_intent.as_deref())
    }
}

/// A name that is not blank.
fn named(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}

/// Texts that differ in capitals and blanks only are the same value.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

impl GotSlot {
    /// Whether it has an expected value: the name that it was resolved to, or the words that were heard. Capitals and the
    /// number of blanks do not count; nothing else is overlooked.
    pub fn is(&self, expected: &str) -> bool {
        let expected = folded(expected);
        folded(&self.heard) == expected || self.resolved.as_deref().is_some_and(|name| folded(name) == expected)
    }

    /// Whether it holds anything.
    fn is_filled(&self) -> bool {
        !self.heard.trim().is_empty() || self.resolved.as_deref().is_some_and(|name| !name.trim().is_empty())
    }

    /// The value as it is shown: what it was resolved to, else what was heard.
    pub fn shown(&self) -> &str {
        self.resolved.as_deref().filter(|name| !name.is_empty()).unwrap_or(&self.heard)
    }
}

impl CaseResult {
    /// The intent that was chosen: `None` without an answer, `Some(None)` where nothing matched.
    pub fn chosen(&self) -> Option<Option<&str>> {
        match &self.outcome {
            Some(CaseOutcome::Profiled { intent, .. }) => Some(named(intent.as_deref())),
            Some(CaseOutcome::Refused { .. }) | None => None,
        }
    }

    /// The slots that were filled.
    pub fn got_slots(&self) -> &[GotSlot] {
        match &self.outcome {
            Some(CaseOutcome::Profiled { slots, .. }) => slots,
            Some(CaseOutcome::Refused { .. }) | None => &[],
        }
    }

    /// Each slot that the case names and what became of it, by name; nothing without an answer.
    ///
    /// Slots are judged by their own name whichever intent was chosen: two intents may have a slot in common, and what was
    /// heard in it is right or wrong by itself. An expected value that is empty says that the slot stays empty.
    pub fn slot_verdicts(&self) -> Vec<(&str, SlotVerdict)> {
        if self.chosen().is_none() {
            return Vec::new();
        }
        let verdict = |name: &str, expected: &str| {
            let got = self.got_slots().iter().find(|slot| slot.name == name && slot.is_filled());
            match (got, expected.trim().is_empty()) {
                (None, true) => SlotVerdict::Right,
                (None, false) => SlotVerdict::Missing,
                (Some(_), true) => SlotVerdict::Extra,
                (Some(got), false) if got.is(expected) => SlotVerdict::Right,
                (Some(_), false) => SlotVerdict::Wrong,
            }
        };
        let named = self.case.expected_slots.iter();
        named.map(|(name, expected)| (name.as_str(), verdict(name, expected))).collect()
    }

    /// What the case came to.
    pub fn verdict(&self) -> Verdict {
        match (&self.outcome, self.chosen()) {
            (None, _) => Verdict::Unrun,
            (_, None) => Verdict::Refused,
            (_, Some(chosen)) if chosen != self.case.intent() => Verdict::WrongIntent,
            _ if self.slot_verdicts().iter().any(|(_, verdict)| *verdict != SlotVerdict::Right) => Verdict::WrongSlots,
            _ => Verdict::Right,
        }
    }
}
