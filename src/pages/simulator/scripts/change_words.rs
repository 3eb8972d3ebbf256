//! What changed in a run of a script, in words: since which run, and turn by turn.

use super::words::{intent, turns};
use crate::domain::conversation::run_comparison::{AnswerBefore, RunChange, TurnComparison};
use crate::domain::instant::Instant;
use crate::domain::intent::Intent;
use crate::pages::experiments::words::date_time;

/// What changed in a turn, as a tag; `None` where nothing did or there is nothing to compare.
pub fn change(change: RunChange) -> Option<&'static str> {
    match change {
        RunChange::Fixed => Some("Fixed"),
        RunChange::Broken => Some("Broken"),
        RunChange::OtherUnderstanding => Some("Understood differently"),
        RunChange::OtherWords => Some("Other words"),
        RunChange::OtherResponse => Some("Other response"),
        RunChange::Same | RunChange::NotComparable => None,
    }
}

/// What changed in a run, in a sentence that names the run it is compared with.
pub fn changes(all: &[TurnComparison]) -> String {
    let number = |wanted: RunChange| all.iter().filter(|c| c.change == wanted).count();
    let parts: Vec<String> = [
        (RunChange::Broken, "broken"),
        (RunChange::Fixed, "fixed"),
        (RunChange::OtherUnderstanding, "understood differently"),
        (RunChange::OtherWords, "with other words"),
        (RunChange::OtherResponse, "with another response"),
    ]
    .into_iter()
    .map(|(change, words)| (number(change), words))
    .filter(|(n, _)| *n > 0)
    .map(|(n, words)| format!("{n} {words}"))
    .collect();
    let left_out = number(RunChange::NotComparable);
    let compared = all.len() - left_out;
    let rest = if left_out > 0 { format!("; {} cannot be compared", turns(left_out)) } else { String::new() };
    let since = since(all);
    match (parts.is_empty(), compared, left_out) {
        (true, 0, _) => "It cannot be compared with an earlier run.".to_owned(),
        (true, _, 0) => format!("Nothing changed since {since}."),
        (true, _, _) => format!("Since {since}: {} the same{rest}.", turns(compared)),
        (false, _, _) => format!("Since {since}: {}{rest}.", parts.join(", ")),
    }
}

/// Which run the turns are compared with. A run that broke off is passed over, so that it may be several.
fn since(all: &[TurnComparison]) -> String {
    let of = |before: &AnswerBefore| (before.run_started, before.is_of_last_run);
    let mut runs: Vec<(Instant, bool)> = all.iter().filter_map(|c| c.before.as_ref()).map(of).collect();
    runs.sort_unstable();
    runs.dedup();
    match runs.as_slice() {
        [] => "an earlier run".to_owned(),
        [(at, true)] => format!("the last run ({})", date_time(*at)),
        [(at, false)] => format!("an earlier run ({}), the last one with an answer", date_time(*at)),
        [(first, _), .., (last, _)] => {
            format!("the last answer of each turn, from runs between {} and {}", date_time(*first), date_time(*last))
        }
    }
}

/// What else than the words changed in a turn, in sentences.
pub fn details(before: &AnswerBefore) -> Vec<String> {
    let diff = &before.diff;
    if !diff.is_comparable {
        return Vec::new();
    }
    let mut all = Vec::new();
    let named = |name: &str| match name {
        "" => "none".to_owned(),
        Intent::LAUNCH => intent(name).to_owned(),
        other => other.to_owned(),
    };
    if diff.intent.differs() {
        all.push(format!("Intent: {} became {}.", named(&diff.intent.before), named(&diff.intent.after)));
    }
    let value = |value: &Option<String>| value.as_ref().map_or_else(|| "not filled".to_owned(), |v| format!("“{v}”"));
    all.extend(diff.slots.iter().map(|s| format!("Slot {}: {} became {}.", s.name, value(&s.before), value(&s.after))));
    if before.considered.differs() {
        all.push(format!("Considered intents: {} became {}.", before.considered.before, before.considered.after));
    }
    if diff.directives.differs() {
        let list = |all: &[String]| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
        all.push(format!("Directives: {} became {}.", list(&diff.directives.before), list(&diff.directives.after)));
    }
    match (diff.ended.before, diff.ended.after) {
        (Some(false), Some(true)) => all.push("The skill ends the session here now.".to_owned()),
        (Some(true), Some(false)) => all.push("The skill no longer ends the session here.".to_owned()),
        (Some(_), None) => all.push("The skill was not called this time.".to_owned()),
        (None, Some(_)) => all.push("The skill was called this time.".to_owned()),
        _ => {}
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::turn_diff::{Pair, SlotChange, TurnDiff, words_between};

    fn before(minute: i64, is_of_last_run: bool) -> AnswerBefore {
        AnswerBefore {
            run_started: Instant::parse("2026-11-21T10:00:00Z").unwrap().plus_s(minute * 60),
            is_of_last_run,
            said: "hi".into(),
            diff: TurnDiff {
                speech: words_between("hi", "hi"),
                intent: Pair { before: String::new(), after: String::new() },
                slots: Vec::new(),
                directives: Pair { before: Vec::new(), after: Vec::new() },
                ended: Pair { before: Some(false), after: Some(false) },
                execution_time_ms: Pair { before: None, after: None },
                is_comparable: true,
            },
            considered: Pair { before: 1, after: 1 },
        }
    }

    fn compared(change: RunChange) -> TurnComparison {
        let before = (change != RunChange::NotComparable).then(|| before(0, true));
        TurnComparison { change, before }
    }

    #[test]
    fn changes_name_the_bad_ones_first_and_the_run() {
        use RunChange::{Broken, Fixed, NotComparable, OtherUnderstanding, OtherWords, Same};
        let of = |all: &[RunChange]| changes(&all.iter().copied().map(compared).collect::<Vec<_>>());
        let run = "the last run (21 Nov 2026, 10:00 UTC)";
        assert_eq!(
            of(&[Fixed, Broken, Same, OtherWords, OtherUnderstanding]),
            format!("Since {run}: 1 broken, 1 fixed, 1 understood differently, 1 with other words.")
        );
        assert_eq!(of(&[Same]), format!("Nothing changed since {run}."));
        assert_eq!(change(Same), None);
        assert_eq!(of(&[Same, NotComparable]), format!("Since {run}: 1 turn the same; 1 turn cannot be compared."));
        assert_eq!(
            of(&[Broken, NotComparable, NotComparable]),
            format!("Since {run}: 1 broken; 2 turns cannot be compared.")
        );
        assert_eq!(of(&[NotComparable]), "It cannot be compared with an earlier run.");
    }

    #[test]
    fn a_baseline_that_is_older_than_the_last_run_is_not_called_the_last_run() {
        let same = |minute, is_last| TurnComparison { change: RunChange::Same, before: Some(before(minute, is_last)) };
        assert_eq!(
            changes(&[same(0, false)]),
            "Nothing changed since an earlier run (21 Nov 2026, 10:00 UTC), the last one with an answer."
        );
        assert_eq!(
            changes(&[same(0, false), same(5, true)]),
            "Nothing changed since the last answer of each turn, from runs between 21 Nov 2026, 10:00 UTC and \
             21 Nov 2026, 10:05 UTC."
        );
    }

    #[test]
    fn what_alexa_understood_otherwise_is_said_turn_by_turn() {
        let mut answer = before(0, true);
        assert!(details(&answer).is_empty());
        answer.diff.intent = Pair { before: Intent::LAUNCH.into(), after: "BookTrip".into() };
        answer.diff.slots = vec![SlotChange { name: "City".into(), before: None, after: Some("Rome".into()) }];
        answer.diff.ended.after = Some(true);
        answer.considered = Pair { before: 2, after: 3 };
        assert_eq!(
            details(&answer),
            [
                "Intent: LaunchRequest became BookTrip.",
                "Slot City: not filled became “Rome”.",
                "Considered intents: 2 became 3.",
                "The skill ends the session here now.",
            ]
        );
        answer.diff.is_comparable = false;
        assert!(details(&answer).is_empty());
    }
}
