//! A run of a script: what each of its turns got, and how it compares with the run before.

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

/// What changed in a turn since the run before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunChange {
    /// It failed and passes now.
    Fixed,
    /// It passed and fails now.
    Broken,
    /// The same verdict with other words.
    OtherWords,
    /// The same verdict with the same words.
    Same,
    /// It has no counterpart: a turn that is new, that says something else, or that has no result on one side.
    NotComparable,
}

impl TurnRun {
    /// Whether it was as expected.
    pub fn verdict(&self) -> Verdict {
        self.turn.as_ref().map_or(Verdict::NotRun, |turn| self.asked.expected.judge(&turn.outcome))
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

    /// What changed in each turn since another run. Turns are compared by place, and only where the same was said.
    pub fn changes_since(&self, before: &ScriptRun) -> Vec<RunChange> {
        let of = |(place, now): (usize, &TurnRun)| {
            let same_place = before.turns.get(place).filter(|b| b.asked.utterance == now.asked.utterance);
            let Some(before) = same_place else { return RunChange::NotComparable };
            match (before.verdict(), now.verdict()) {
                (Verdict::NotRun, _) | (_, Verdict::NotRun) => RunChange::NotComparable,
                (Verdict::Failed(_), Verdict::Passed) => RunChange::Fixed,
                (Verdict::Passed, Verdict::Failed(_)) => RunChange::Broken,
                _ if before.said() != now.said() => RunChange::OtherWords,
                _ => RunChange::Same,
            }
        };
        self.turns.iter().enumerate().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::expectation::{Expectation, TextExpectation, TextRule};
    use crate::domain::simulation::SessionMode;
    use serde_json::json;

    fn run(turns: &[(&str, Option<&str>)]) -> ScriptRun {
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
    fn a_run_is_compared_turn_by_turn_with_the_one_before() {
        let before =
            run(&[("hi", Some("hi")), ("hi", Some("no")), ("hi", Some("hi a")), ("hi", Some("hi")), ("hi", None)]);
        let now = run(&[
            ("hi", Some("no")),
            ("hi", Some("hi")),
            ("hi", Some("hi b")),
            ("hi", Some("hi")),
            ("hi", Some("hi")),
            ("hi", Some("hi")),
        ]);
        use RunChange::{Broken, Fixed, NotComparable, OtherWords, Same};
        assert_eq!(now.changes_since(&before), [Broken, Fixed, OtherWords, Same, NotComparable, NotComparable]);
        assert_eq!(before.score(), Score { passed: 3, failed: 1, not_run: 1 });
        assert!(!before.has_passed() && run(&[("hi", Some("hi"))]).has_passed());
    }

    #[test]
    fn a_run_that_is_kept_is_read_again_with_the_same_verdicts() {
        let run = run(&[("hi", Some("hi")), ("hi", None)]);
        let read: ScriptRun = serde_json::from_str(&serde_json::to_string(&run).unwrap()).unwrap();
        assert_eq!(read, run);
    }
}
