//! Runs for tests, in short.

use super::{Case, CaseOutcome, CaseResult, GotSlot, SuiteRun};
use crate::domain::id::{RunId, SuiteId};
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;

/// A case: utterance, expected intent (empty for none), `Slot=value` pairs.
pub(super) fn case(utterance: &str, intent: &str, slots: &[(&str, &str)]) -> Case {
    Case {
        utterance: utterance.to_owned(),
        expected_intent: Some(intent.to_owned()).filter(|name| !name.is_empty()),
        expected_slots: slots.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}

/// What the service answered: intent (empty for none) and slots as name, heard, resolved (empty for none).
pub(super) fn got(case: Case, intent: &str, slots: &[(&str, &str, &str)]) -> CaseResult {
    let slots = slots.iter().map(|(name, heard, resolved)| GotSlot {
        name: (*name).to_owned(),
        heard: (*heard).to_owned(),
        resolved: Some((*resolved).to_owned()).filter(|value| !value.is_empty()),
    });
    let outcome = CaseOutcome::Profiled {
        intent: Some(intent.to_owned()).filter(|name| !name.is_empty()),
        slots: slots.collect(),
        considered: Vec::new(),
    };
    CaseResult { case, outcome: Some(outcome) }
}

/// A case that the service refused.
pub(super) fn refused(case: Case, words: &str) -> CaseResult {
    let outcome = CaseOutcome::Refused { words: words.to_owned(), request_id: Some("req-1".to_owned()) };
    CaseResult { case, outcome: Some(outcome) }
}

/// A run of results.
pub(super) fn run(results: Vec<CaseResult>) -> SuiteRun {
    SuiteRun {
        id: RunId::parse("run-1").unwrap(),
        suite_id: SuiteId::parse("suite-1").unwrap(),
        stage: Stage::Development,
        locale: "en-US".to_owned(),
        started: Instant::from_epoch_s(1_795_000_000),
        finished: Some(Instant::from_epoch_s(1_795_000_060)),
        results,
    }
}

/// A run of pairs: expected intent and chosen intent, each empty for none.
pub(super) fn pairs(pairs: &[(&str, &str)]) -> SuiteRun {
    let results = pairs.iter().enumerate();
    run(results
        .map(|(i, (expected, chosen))| got(case(&format!("utterance {i}"), expected, &[]), chosen, &[]))
        .collect())
}
