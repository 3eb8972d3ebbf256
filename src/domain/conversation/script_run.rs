//! A run of a script: what each of its turns got, and how it compares with the runs before.

use serde::{Deserialize, Serialize};

use super::expectation::{Verdict, speech};
use super::script::{Script, ScriptTurn};
use super::turn::{Turn, TurnOutcome};
use crate::domain::id::{RunId, ScriptId};
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;

/// The most runs of a script that are kept.
pub const MOST_RUNS: usize = 10;

/// A run, under way or done. It holds what was said and expected at the time, so that a script that is changed later does
/// not change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptRun {
    /// Its id, made in this browser; later runs have later ids.
    pub id: RunId,
    /// The script.
    pub script_id: ScriptId,
    /// The stage.
    pub stage: Stage,
    /// The device's locale.
    pub locale: String,
    /// When it began.
    pub started: Instant,
    /// When its last turn ended; `None` where it broke off.
    #[serde(default)]
    pub finished: Option<Instant>,
    /// One for each turn of the script, in its order.
    pub turns: Vec<TurnRun>,
}

/// A turn of a script and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TurnRun {
    /// The turn as it was at the time.
    pub asked: ScriptTurn,
    /// What came of it; `None` until it was run.
    #[serde(default)]
    pub turn: Option<Turn>,
}

/// How a run went, turn by turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Turns that were as expected.
    pub passed: usize,
    /// Turns that were not.
    pub failed: usize,
    /// Turns without a result.
    pub not_run: usize,
}

impl TurnRun {
    /// Whether it was as expected.
    pub fn verdict(&self) -> Verdict {
        self.turn.as_ref().map_or(Verdict::NotRun, |turn| self.asked.expected.judge(&turn.outcome))
    }

    /// Whether there is an answer that can be judged.
    pub fn is_answered(&self) -> bool {
        self.verdict() != Verdict::NotRun
    }

    /// What Alexa said; empty where there is no answer.
    pub fn said(&self) -> String {
        let result = self.turn.as_ref().and_then(|t| t.outcome.simulation()?.result.as_ref());
        result.map(speech).unwrap_or_default()
    }

    /// Whether the conversation can go on after it: the simulation ended.
    pub fn has_ended(&self) -> bool {
        matches!(self.turn.as_ref().map(|t| &t.outcome), Some(TurnOutcome::Ended(_)))
    }
}

impl ScriptRun {
    /// A run in which nothing has been said yet.
    pub fn of(script: &Script, id: RunId, started: Instant) -> Self {
        let turns = script.turns.iter().map(|asked| TurnRun { asked: asked.clone(), turn: None });
        Self {
            id,
            script_id: script.id.clone(),
            stage: script.stage.clone(),
            locale: script.locale.clone(),
            started,
            finished: None,
            turns: turns.collect(),
        }
    }

    /// How many turns passed, failed and have no result.
    pub fn score(&self) -> Score {
        let mut score = Score::default();
        for turn in &self.turns {
            match turn.verdict() {
                Verdict::Passed => score.passed += 1,
                Verdict::Failed(_) => score.failed += 1,
                Verdict::NotRun => score.not_run += 1,
            }
        }
        score
    }

    /// Whether every turn was as expected.
    pub fn has_passed(&self) -> bool {
        let score = self.score();
        score.failed == 0 && score.not_run == 0
    }

    /// Whether every turn got its answer.
    pub fn is_complete(&self) -> bool {
        self.turns.iter().all(TurnRun::is_answered)
    }
}

/// Takes the runs out that are too many, oldest first; `runs` are all of a script, oldest first. The last two runs that
/// got all their answers stay: the last one and what it is compared with.
pub fn take_surplus(runs: &mut Vec<ScriptRun>) -> Vec<ScriptRun> {
    let complete = runs.iter().rev().filter(|run| run.is_complete());
    let spared: Vec<RunId> = complete.take(2).map(|run| run.id.clone()).collect();
    let mut over = runs.len().saturating_sub(MOST_RUNS);
    let (surplus, kept) = runs.drain(..).partition(|run| {
        let goes = over > 0 && !spared.contains(&run.id);
        over -= usize::from(goes);
        goes
    });
    *runs = kept;
    surplus
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::conversation::expectation::{Expectation, TextExpectation, TextRule};
    use crate::domain::simulation::SessionMode;
    use serde_json::json;

    pub(in super::super) fn run(turns: &[(&str, Option<&str>)]) -> ScriptRun {
        let turn = |(wanted, said): &(&str, Option<&str>)| {
            let mut asked = ScriptTurn::saying("open city trips");
            let text = TextExpectation { rule: TextRule::Contains, text: (*wanted).to_owned() };
            asked.expected = Expectation { text: Some(text), ..Expectation::default() };
            let outcome = |said: &str| {
                TurnOutcome::Ended(
                    serde_json::from_value(json!({"id": "s", "status": "SUCCESSFUL", "result": {"alexaExecutionInfo":
                        {"alexaResponses": [{"content": {"caption": said}}]},
                        "skillExecutionInfo": {"invocations": [{}]}}}))
                    .unwrap(),
                )
            };
            let turn = said.map(|said| Turn {
                utterance: asked.utterance.clone(),
                mode: SessionMode::Default,
                at: Instant::from_epoch_s(0),
                outcome: outcome(said),
            });
            TurnRun { asked, turn }
        };
        ScriptRun {
            id: RunId::parse("r").unwrap(),
            script_id: ScriptId::parse("s").unwrap(),
            stage: Stage::Live,
            locale: "en-US".into(),
            started: Instant::from_epoch_s(0),
            finished: None,
            turns: turns.iter().map(turn).collect(),
        }
    }

    #[test]
    fn runs_that_are_too_many_go_but_never_the_baseline() {
        let with_id = |n: usize, said: Option<&str>| {
            let id = RunId::parse(&format!("r{n}")).unwrap();
            ScriptRun { id, ..run(&[("hi", said)]) }
        };
        let of = |answered: &[usize], count: usize| -> Vec<ScriptRun> {
            (0..count).map(|n| with_id(n, answered.contains(&n).then_some("hi"))).collect()
        };
        let mut runs = of(&[0, 11], 12);
        let gone: Vec<_> = take_surplus(&mut runs).into_iter().map(|r| r.id).collect();
        assert_eq!(gone, [RunId::parse("r1").unwrap(), RunId::parse("r2").unwrap()]);
        assert_eq!((runs.len(), runs[0].is_complete()), (MOST_RUNS, true));
        let mut all_complete = of(&(0..12).collect::<Vec<_>>(), 12);
        assert_eq!(take_surplus(&mut all_complete)[1].id, RunId::parse("r1").unwrap());
        let mut few = of(&[], 3);
        assert!(take_surplus(&mut few).is_empty() && few.len() == 3);
    }

    #[test]
    fn a_run_that_is_kept_is_read_again_with_the_same_verdicts() {
        let run = run(&[("hi", Some("hi")), ("hi", None)]);
        let read: ScriptRun = serde_json::from_str(&serde_json::to_string(&run).unwrap()).unwrap();
        assert_eq!(read, run);
    }
}
