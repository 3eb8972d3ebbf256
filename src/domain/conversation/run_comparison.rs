//! A run of a script beside the runs before it: what changed, turn by turn, and since when.

use super::expectation::Verdict;
use super::script_run::{ScriptRun, TurnRun};
use super::turn_diff::{Pair, TurnDiff};
use crate::domain::instant::Instant;

/// What changed in a turn since it was last answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunChange {
    /// It failed and passes now.
    Fixed,
    /// It passed and fails now.
    Broken,
    /// The same verdict, and Alexa understood something else: another intent, other slots, or more or fewer intents to
    /// choose from. The words may differ too.
    OtherUnderstanding,
    /// The same verdict and the same understanding with other words.
    OtherWords,
    /// The same words with other directives, another end of the session, or another reason of a failure.
    OtherResponse,
    /// The same in all of this.
    Same,
    /// It has no counterpart: a turn that is new, that says something else, or that has no answer on one side.
    NotComparable,
}

/// A turn beside the last answer that it got before.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnComparison {
    /// What changed.
    pub change: RunChange,
    /// The answer before; `None` where nothing can be compared.
    pub before: Option<AnswerBefore>,
}

/// The answer that a turn is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerBefore {
    /// When its run began.
    pub run_started: Instant,
    /// Whether that is the run right before this one; a run that broke off is passed over.
    pub is_of_last_run: bool,
    /// What Alexa said.
    pub said: String,
    /// What differs, from that answer to this one.
    pub diff: TurnDiff,
    /// How many intents were considered.
    pub considered: Pair<usize>,
}

impl ScriptRun {
    /// Each turn beside the last answer that it got before. `earlier` are the runs before this one, oldest first. A run
    /// that broke off or was cancelled stands in for nothing: where it has no answer, the run before it is looked at.
    /// Turns are compared by place, and only where the same was said.
    pub fn compared_with(&self, earlier: &[ScriptRun]) -> Vec<TurnComparison> {
        let of = |(place, now): (usize, &TurnRun)| {
            let fits = |b: &&TurnRun| b.is_answered() && b.asked.utterance == now.asked.utterance;
            let mut found = earlier.iter().enumerate().rev().filter_map(|(at, run)| {
                let before = run.turns.get(place).filter(fits)?;
                Some((before, run.started, at + 1 == earlier.len()))
            });
            found
                .next()
                .and_then(|(before, run_started, is_last)| compared(now, before, run_started, is_last))
                .unwrap_or(TurnComparison { change: RunChange::NotComparable, before: None })
        };
        self.turns.iter().enumerate().map(of).collect()
    }
}

/// Compares two answers; `None` where one of them is none.
fn compared(now: &TurnRun, before: &TurnRun, run_started: Instant, is_of_last_run: bool) -> Option<TurnComparison> {
    let diff = TurnDiff::between(before.turn.as_ref()?, now.turn.as_ref()?);
    let considered = Pair { before: considered(before), after: considered(now) };
    let change = match (before.verdict(), now.verdict()) {
        (Verdict::NotRun, _) | (_, Verdict::NotRun) => return None,
        (Verdict::Failed(_), Verdict::Passed) => RunChange::Fixed,
        (Verdict::Passed, Verdict::Failed(_)) => RunChange::Broken,
        _ if diff.is_comparable && (diff.intent.differs() || !diff.slots.is_empty() || considered.differs()) => {
            RunChange::OtherUnderstanding
        }
        _ if before.said() != now.said() => RunChange::OtherWords,
        _ if diff.differs() || failure(before) != failure(now) => RunChange::OtherResponse,
        _ => RunChange::Same,
    };
    let before = AnswerBefore { run_started, is_of_last_run, said: before.said(), diff, considered };
    Some(TurnComparison { change, before: Some(before) })
}

fn considered(turn: &TurnRun) -> usize {
    let result = turn.turn.as_ref().and_then(|t| t.outcome.simulation()?.result.as_ref());
    result.map_or(0, |r| r.alexa_execution_info.considered_intents.len())
}

/// Why a simulation failed; `None` where it did not.
fn failure(turn: &TurnRun) -> Option<&str> {
    let result = turn.turn.as_ref()?.outcome.simulation()?.result.as_ref()?;
    Some(result.error.as_ref()?.message.as_str())
}

#[cfg(test)]
#[path = "run_comparison_tests.rs"]
mod tests;
