//! The words of a verdict. Every sentence is written whole; only names and numbers are put in. None says that anything
//! is proven.

mod method;
mod sentence;

pub use method::{assumption, convention, meaning, planned_users, sequence};
pub use sentence::sentence;

use super::super::stats::{GuardrailState, Interval, RatioSeverity, SampleRatio, TimeNeeded};
use super::super::words::{NO_VALUE, count, percent, signed_percent};
use super::{Basis, Distrust, GuardrailStanding, Judgement, KeyStanding, KeyWord, LookReason, Needed, Rule, Verdict};
use crate::domain::experiment::TreatmentId;

/// The verdict in a word or two, for a list and a badge.
pub fn label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Withheld => "Withheld",
        Verdict::StopNow => "Stop now",
        Verdict::TooEarly => "Too early",
        Verdict::RollBack => "Roll back",
        Verdict::Ship => "Ship",
        Verdict::Review => "Review",
        Verdict::NoClearDifference => "No clear difference",
        Verdict::KeepRunning => "Keep running",
    }
}

/// The verdict as a headline.
pub fn headline(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Withheld => "These results cannot be trusted yet",
        Verdict::StopNow => "T1 may be doing harm",
        Verdict::TooEarly => "Too early to tell",
        Verdict::RollBack => "T1 is likely worse",
        Verdict::Ship => "T1 is likely better",
        Verdict::Review => "The results need your judgement",
        Verdict::NoClearDifference => "No clear difference",
        Verdict::KeepRunning => "Keep running",
    }
}

/// The rule that fired, without figures.
pub fn rule(rule: &Rule) -> &'static str {
    match rule {
        Rule::Untrusted(_) => "Rule 1: the data is unreliable, the split is uneven, or a group is missing.",
        Rule::HarmAtAnyAge(_) => "Rule 2: a guardrail is harmed beyond its always-valid bound, at any age.",
        Rule::UnderAWeek { .. } => "Rule 3: the data covers less than seven days.",
        Rule::HarmAtDecision(_) => "Rule 4: a guardrail is harmed at the planned end or at target power.",
        Rule::AllKeyBetter { .. } => "Rule 5: all key metrics are better and all guardrails safe.",
        Rule::Mixed { reason: None, .. } => "Rule 6: the test was stopped early, and its metrics do not all agree.",
        Rule::Mixed { .. } => "Rule 6: the planned end or target power is reached, and metrics do not all agree.",
        Rule::NoneClear { reason: None, .. } => "Rule 6: the test was stopped early, and no key metric is clear.",
        Rule::NoneClear { .. } => "Rule 6: the planned end or target power is reached, and no key metric is clear.",
        Rule::Running { .. } => "Rule 7: none of the rules before fired.",
    }
}

/// The figures that the verdict rests on, a line each.
pub fn figures(judgement: &Judgement) -> Vec<String> {
    if let Rule::Untrusted(distrust) = &judgement.rule {
        return distrust.iter().map(self::distrust).collect();
    }
    let keys = judgement.keys.iter().map(key_figures);
    let guardrails = judgement.guardrails.iter().map(guardrail_figures);
    let needed = judgement.needed.iter().filter_map(needed_figures);
    keys.chain(guardrails).chain(needed).collect()
}

fn key_figures(key: &KeyStanding) -> String {
    let (name, word, figures) = (&key.name, key_word(key.word), change(key.change_percent, key.interval_percent));
    let p = key.adjusted_p.map_or_else(|| format!("p = {NO_VALUE}"), p_equals);
    match key.basis {
        Some(basis) => format!("{name}: {word}; {figures}; Holm {p}, {}.", self::basis(basis)),
        None => format!("{name}: {word}; {figures}; Holm {p}."),
    }
}

fn guardrail_figures(guardrail: &GuardrailStanding) -> String {
    let (name, state) = (&guardrail.name, guardrail_state(guardrail.state));
    let figures = change(guardrail.change_percent, guardrail.interval_percent);
    let margin = percent(guardrail.margin_percent / 100.0);
    match guardrail.basis {
        Some(basis) => format!("{name}: {state}; {figures}; margin {margin}, {}.", self::basis(basis)),
        None => format!("{name}: {state}; {figures}; margin {margin}."),
    }
}

fn needed_figures(needed: &Needed) -> Option<String> {
    let (name, wanted) = (&needed.name, percent(needed.wanted_change_percent / 100.0));
    let users = count(needed.required_users?);
    Some(match needed.time {
        Some(time) => format!("{name}: a {wanted} change takes {users} users; {}.", time_needed(time)),
        None => format!("{name}: a {wanted} change takes {users} users."),
    })
}

/// How long a test still needs.
pub fn time_needed(time: TimeNeeded) -> String {
    let days = |days: u32| count(f64::from(days));
    match time {
        TimeNeeded::Reached => "they are there".to_owned(),
        TimeNeeded::Days { at_least, at_most: None } => {
            format!("at least {} more days, and perhaps never as fewer new users come", days(at_least))
        }
        TimeNeeded::Days { at_least, at_most: Some(at_most) } if at_least == at_most => {
            format!("about {} more days", days(at_least))
        }
        TimeNeeded::Days { at_least, at_most: Some(at_most) } => {
            format!("{} to {} more days", days(at_least), days(at_most))
        }
    }
}

/// A change in percent with its interval: `−6.8% (−10.9% to −2.7%)`.
pub fn change(change_percent: Option<f64>, interval: Option<Interval>) -> String {
    let words = |percent: f64| signed_percent(percent / 100.0);
    match (change_percent, interval) {
        (Some(percent), Some(i)) => format!("{} ({} to {})", words(percent), words(i.lower), words(i.upper)),
        (Some(percent), None) => format!("{} (no interval)", words(percent)),
        (None, _) => "no relative change".to_owned(),
    }
}

/// A p-value with its sign: `p = 0.551`, `p under 0.001`.
pub fn p_equals(p: f64) -> String {
    let words = p_value(p);
    if words.starts_with(UNDER) { format!("p {words}") } else { format!("p = {words}") }
}

/// What stands before the least p-value that is shown.
const UNDER: &str = "under";

/// A p-value: three decimals, and `under 0.001` (DESIGN-NOTES, section 4).
pub fn p_value(p: f64) -> String {
    match p {
        p if p.is_nan() => NO_VALUE.to_owned(),
        p if p < 0.001 => format!("{UNDER} 0.001"),
        p => format!("{p:.3}"),
    }
}

/// A KEY metric's word.
pub fn key_word(word: KeyWord) -> &'static str {
    match word {
        KeyWord::Better => "Better",
        KeyWord::Worse => "Worse",
        KeyWord::Unclear => "Unclear",
    }
}

/// A guardrail's word.
pub fn guardrail_state(state: GuardrailState) -> &'static str {
    match state {
        GuardrailState::Safe => "Safe",
        GuardrailState::Harmed => "Harmed",
        GuardrailState::Undecided => "Undecided",
    }
}

/// What a state rests on, as the end of a line.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::PlannedEnd => "at the planned end",
        Basis::TargetPower => "at the first look with enough users",
        Basis::AlwaysValid => "by a bound that holds at any look",
    }
}

/// Why a look decides.
pub fn look_reason(reason: LookReason) -> &'static str {
    match reason {
        LookReason::PlannedEnd => "the first snapshot that reaches the planned end",
        LookReason::TargetPower => "the first snapshot with enough users",
    }
}

/// Why results are withheld.
pub fn distrust(distrust: &Distrust) -> String {
    match distrust {
        Distrust::Unreliable { reason: Some(reason) } => format!("Amazon marks this snapshot UNRELIABLE: {reason}"),
        Distrust::Unreliable { reason: None } => {
            "Amazon marks this snapshot UNRELIABLE and gives no reason.".to_owned()
        }
        Distrust::UnevenSplit(ratio) => format!(
            "C has {} users and T1 has {}; an even split differs so much less than once in 1,000 tests.",
            count(ratio.control_users as f64),
            count(ratio.treated_users as f64)
        ),
        Distrust::MissingArm(TreatmentId::C) => {
            "C has no users in this snapshot, so there is nothing to compare to.".to_owned()
        }
        Distrust::MissingArm(arm) => format!("{arm} has no users in this snapshot, so there is nothing to compare."),
    }
}

/// What a sample ratio says.
pub fn sample_ratio(ratio: &SampleRatio) -> &'static str {
    match ratio.severity {
        RatioSeverity::Silent => "Too few users to check the split",
        RatioSeverity::Fine => "Split is even",
        RatioSeverity::Warn => "Split is less even than chance usually makes it",
        RatioSeverity::Block => "Split is not even",
    }
}
