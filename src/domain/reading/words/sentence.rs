//! The verdict in one plain sentence.

use super::super::super::stats::{GuardrailState, TimeNeeded};
use super::super::super::words::percent;
use super::super::{GuardrailStanding, Judgement, KeyStanding, KeyWord, Needed, Rule};
use super::{change, distrust};

/// The verdict in one plain sentence.
pub fn sentence(judgement: &Judgement) -> String {
    match &judgement.rule {
        Rule::Untrusted(reasons) => reasons.first().map_or_else(String::new, distrust),
        Rule::HarmAtAnyAge(harmed) => match harmed.as_slice() {
            [one] => {
                let (name, change) = (&one.name, change(one.change_percent, one.interval_percent));
                format!("{name} is worse than its margin allows by a bound that holds at any look: {change}.")
            }
            _ => {
                let count = harmed.len();
                format!("{count} guardrails are worse than their margins allow by bounds that hold at any look.")
            }
        },
        Rule::UnderAWeek { age_days, .. } => match age_days.floor() as i64 {
            ..=0 => "The data covers less than a day; results are read from the seventh day on.".to_owned(),
            1 => "The data covers one day; results are read from the seventh day on.".to_owned(),
            days => format!("The data covers {days} days; results are read from the seventh day on."),
        },
        Rule::HarmAtDecision(harmed) => match harmed.as_slice() {
            [one] => {
                let (name, change) = (&one.name, change(one.change_percent, one.interval_percent));
                format!("{name} got worse by more than its margin: {change}.")
            }
            _ => format!("{} guardrails got worse by more than their margins.", harmed.len()),
        },
        Rule::AllKeyBetter { keys, guardrails } => better(keys, guardrails),
        Rule::Mixed { keys, guardrails, .. } => mixed(keys, guardrails),
        Rule::NoneClear { reason: None, .. } => {
            "The test was stopped before its planned end, and no key metric is clear by a bound that holds at any look."
                .to_owned()
        }
        Rule::NoneClear { keys, .. } => match keys.as_slice() {
            [] => "The test has no key metric that could show a change.".to_owned(),
            [one] => {
                let (name, change) = (&one.name, change(one.change_percent, one.interval_percent));
                format!("{name} may have changed either way: {change}.")
            }
            _ => format!("None of the {} key metrics moved by more than chance may explain.", keys.len()),
        },
        Rule::Running { days_left, needed } => running(*days_left, needed.first()),
    }
}

fn better(keys: &[KeyStanding], guardrails: &[GuardrailStanding]) -> String {
    match (keys, guardrails) {
        ([one], []) => {
            let (name, change) = (&one.name, change(one.change_percent, one.interval_percent));
            format!("{name} changed for the better: {change}.")
        }
        ([one], _) => {
            let (name, change) = (&one.name, change(one.change_percent, one.interval_percent));
            format!("{name} changed for the better, {change}, and no guardrail got worse by more than its margin.")
        }
        (_, []) => format!("All {} key metrics changed for the better.", keys.len()),
        (_, _) => {
            let count = keys.len();
            format!(
                "All {count} key metrics changed for the better, and no guardrail got worse by more than its margin."
            )
        }
    }
}

fn mixed(keys: &[KeyStanding], guardrails: &[GuardrailStanding]) -> String {
    let number = |word: KeyWord| keys.iter().filter(|k| k.word == word).count();
    let undecided: Vec<&GuardrailStanding> =
        guardrails.iter().filter(|g| g.state == GuardrailState::Undecided).collect();
    let all_better = number(KeyWord::Better) == keys.len();
    match (keys, undecided.as_slice()) {
        ([key], [guardrail]) if all_better => {
            let (name, change) = (&key.name, change(key.change_percent, key.interval_percent));
            let other = &guardrail.name;
            format!("{name} changed for the better, {change}, but {other} may still be worse than its margin allows.")
        }
        ([key], _) if all_better => {
            let (name, change) = (&key.name, change(key.change_percent, key.interval_percent));
            format!(
                "{name} changed for the better, {change}, but guardrails may still be worse than their margins allow."
            )
        }
        ([key], _) => {
            let (name, change) = (&key.name, change(key.change_percent, key.interval_percent));
            format!("{name} changed for the worse: {change}.")
        }
        (_, [guardrail]) if all_better => {
            let (count, other) = (keys.len(), &guardrail.name);
            format!(
                "All {count} key metrics changed for the better, but {other} may still be worse than its margin allows."
            )
        }
        (_, _) if all_better => {
            let count = keys.len();
            format!(
                "All {count} key metrics changed for the better, but guardrails may still be worse than their margins allow."
            )
        }
        (_, _) => {
            let [better, worse, unclear] = [KeyWord::Better, KeyWord::Worse, KeyWord::Unclear].map(number);
            format!("The key metrics do not agree: {better} better, {worse} worse, {unclear} unclear.")
        }
    }
}

fn running(days_left: Option<u32>, needed: Option<&Needed>) -> String {
    let figures = needed.map(|n| (n.name.as_str(), percent(n.wanted_change_percent / 100.0), n.time));
    match (days_left, figures) {
        (None, _) => "The test has no planned end, and nothing is settled yet.".to_owned(),
        (Some(0), _) => "The planned end is past; the first snapshot that reaches it decides.".to_owned(),
        (Some(1), _) => "One more day to the planned end, and nothing is settled yet.".to_owned(),
        (Some(days), Some((name, wanted, Some(TimeNeeded::Reached)))) => {
            format!("{days} more days to the planned end; there are enough users to see a {wanted} change in {name}.")
        }
        (Some(days), Some((name, wanted, Some(TimeNeeded::Days { at_least, at_most: None })))) => format!(
            "{days} more days to the planned end; a {wanted} change in {name} needs at least {at_least} more, and perhaps more users than will come."
        ),
        (Some(days), Some((name, wanted, Some(TimeNeeded::Days { at_least, at_most: Some(at_most) })))) => {
            if at_least == at_most {
                format!("{days} more days to the planned end; a {wanted} change in {name} needs about {at_least} more.")
            } else {
                format!(
                    "{days} more days to the planned end; a {wanted} change in {name} needs {at_least} to {at_most} more."
                )
            }
        }
        (Some(days), _) => format!("{days} more days to the planned end, and nothing is settled yet."),
    }
}
