//! The words of a verdict. Every sentence is written whole; only names and numbers are put in. None says that anything
//! is proven.

use super::super::stats::{GuardrailState, Interval, RatioSeverity, SampleRatio, TimeNeeded};
use super::super::words::{NO_VALUE, count, signed_percent};
use super::{
    Assumption, Basis, Convention, Distrust, GuardrailStanding, IntervalMeaning, IntervalOf, Judgement, KeyStanding,
    KeyWord, LookReason, Needed, PlannedUsers, PlannedUsersSource, Rule, SnapshotSequence, Verdict, WhyUnknown,
};
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

/// The verdict in one plain sentence.
pub fn sentence(judgement: &Judgement) -> String {
    match &judgement.rule {
        Rule::Untrusted(distrust) => distrust.first().map_or_else(String::new, self::distrust),
        Rule::HarmAtAnyAge(harmed) => match harmed.as_slice() {
            [one] => format!(
                "{} is worse than its margin allows by a bound that holds at any look: {}.",
                one.name,
                change(one.change_percent, one.interval_percent)
            ),
            _ => format!(
                "{} guardrails are worse than their margins allow by bounds that hold at any look.",
                harmed.len()
            ),
        },
        Rule::UnderAWeek { age_days, .. } => match age_days.floor() as i64 {
            1 => "The data covers one day; results are read from the seventh day on.".to_owned(),
            days => format!("The data covers {} days; results are read from the seventh day on.", days.max(0)),
        },
        Rule::HarmAtDecision(harmed) => match harmed.as_slice() {
            [one] => format!(
                "{} got worse by more than its margin: {}.",
                one.name,
                change(one.change_percent, one.interval_percent)
            ),
            _ => format!("{} guardrails got worse by more than their margins.", harmed.len()),
        },
        Rule::AllKeyBetter { keys, guardrails } => match (keys.as_slice(), guardrails.len()) {
            ([one], 0) => {
                format!("{} changed for the better: {}.", one.name, change(one.change_percent, one.interval_percent))
            }
            ([one], _) => format!(
                "{} changed for the better, {}, and no guardrail got worse by more than its margin.",
                one.name,
                change(one.change_percent, one.interval_percent)
            ),
            (_, 0) => format!("All {} key metrics changed for the better.", keys.len()),
            (_, _) => format!(
                "All {} key metrics changed for the better, and no guardrail got worse by more than its margin.",
                keys.len()
            ),
        },
        Rule::Mixed { keys, guardrails, .. } => mixed(keys, guardrails),
        Rule::NoneClear { reason: None, .. } => {
            "The test was stopped before its planned end, and no key metric is clear by a bound that holds at any look."
                .to_owned()
        }
        Rule::NoneClear { keys, .. } => match keys.as_slice() {
            [] => "The test has no key metric that could show a change.".to_owned(),
            [one] => format!(
                "{} may have changed either way: {}.",
                one.name,
                change(one.change_percent, one.interval_percent)
            ),
            _ => format!("Each of the {} key metrics may have changed either way.", keys.len()),
        },
        Rule::Running { days_left, needed } => running(*days_left, needed.first()),
    }
}

fn mixed(keys: &[KeyStanding], guardrails: &[GuardrailStanding]) -> String {
    let better = keys.iter().filter(|k| k.word == KeyWord::Better).count();
    let worse = keys.iter().filter(|k| k.word == KeyWord::Worse).count();
    let undecided = guardrails.iter().filter(|g| g.state == GuardrailState::Undecided).count();
    match (keys, better, worse) {
        ([one], 1, 0) => format!(
            "{} changed for the better, {}, but {undecided} of {} guardrails may still be worse than their margin allows.",
            one.name,
            change(one.change_percent, one.interval_percent),
            guardrails.len()
        ),
        ([one], 0, 1) => {
            format!("{} changed for the worse: {}.", one.name, change(one.change_percent, one.interval_percent))
        }
        (_, b, 0) if b == keys.len() => format!(
            "All {b} key metrics changed for the better, but {undecided} of {} guardrails may still be worse than their margin allows.",
            guardrails.len()
        ),
        (_, b, w) => format!("Of {} key metrics, {b} changed for the better and {w} for the worse.", keys.len()),
    }
}

fn running(days_left: Option<u32>, needed: Option<&Needed>) -> String {
    let wanted = |n: &Needed| signed_percent(n.wanted_change_percent / 100.0).replace('+', "");
    let enough = |n: &Needed| n.time == Some(TimeNeeded::Reached);
    match (days_left, needed) {
        (None, _) => "The test has no planned end; nothing is settled yet.".to_owned(),
        (Some(0), _) => "The planned end is past; the snapshot that reaches it decides.".to_owned(),
        (Some(1), _) => "One more day to the planned end, and nothing is settled yet.".to_owned(),
        (Some(days), Some(n)) if enough(n) => format!(
            "{days} more days to the planned end; there are enough users to see a {} change in {}.",
            wanted(n),
            n.name
        ),
        (Some(days), Some(Needed { time: Some(TimeNeeded::Days { at_least, .. }), .. }))
            if needed.is_some_and(|n| !enough(n)) =>
        {
            let (name, wanted) = needed.map(|n| (n.name.as_str(), wanted(n))).unwrap_or_default();
            format!("{days} more days to the planned end; a {wanted} change in {name} needs about {at_least} more.")
        }
        (Some(days), _) => format!("{days} more days to the planned end, and nothing is settled yet."),
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
    let p = key.adjusted_p.map_or_else(|| NO_VALUE.to_owned(), p_value);
    match key.basis {
        Some(basis) => format!("{name}: {word}; {figures}; Holm p = {p}, {}.", self::basis(basis)),
        None => format!("{name}: {word}; {figures}; Holm p = {p}."),
    }
}

fn guardrail_figures(guardrail: &GuardrailStanding) -> String {
    let (name, state) = (&guardrail.name, guardrail_state(guardrail.state));
    let figures = change(guardrail.change_percent, guardrail.interval_percent);
    let margin = signed_percent(guardrail.margin_percent / 100.0).replace('+', "");
    match guardrail.basis {
        Some(basis) => format!("{name}: {state}; {figures}; margin {margin}, {}.", self::basis(basis)),
        None => format!("{name}: {state}; {figures}; margin {margin}."),
    }
}

fn needed_figures(needed: &Needed) -> Option<String> {
    let (name, wanted) = (&needed.name, signed_percent(needed.wanted_change_percent / 100.0).replace('+', ""));
    let users = count(needed.required_users?);
    Some(match needed.time {
        Some(time) => format!("{name}: a {wanted} change takes {users} users; {}.", time_needed(time)),
        None => format!("{name}: a {wanted} change takes {users} users."),
    })
}

/// How long a test still needs.
pub fn time_needed(time: TimeNeeded) -> String {
    match time {
        TimeNeeded::Reached => "they are there".to_owned(),
        TimeNeeded::Days { at_least, at_most: None } => {
            format!("at least {at_least} more days, and perhaps never as fewer new users come")
        }
        TimeNeeded::Days { at_least, at_most: Some(at_most) } if at_least == at_most => {
            format!("about {at_least} more days")
        }
        TimeNeeded::Days { at_least, at_most: Some(at_most) } => format!("{at_least} to {at_most} more days"),
    }
}

/// A change in percent with its interval: `−6.8% (−10.9% to −2.7%)`.
pub fn change(percent: Option<f64>, interval: Option<Interval>) -> String {
    let words = |percent: f64| signed_percent(percent / 100.0);
    match (percent, interval) {
        (Some(percent), Some(i)) => format!("{} ({} to {})", words(percent), words(i.lower), words(i.upper)),
        (Some(percent), None) => format!("{} (no interval)", words(percent)),
        (None, _) => "no relative change".to_owned(),
    }
}

/// A p-value: three decimals, four below 0.01, and `< 0.0001`.
pub fn p_value(p: f64) -> String {
    match p {
        p if p.is_nan() => NO_VALUE.to_owned(),
        p if p < 0.0001 => "< 0.0001".to_owned(),
        p if p < 0.01 => format!("{p:.4}"),
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

/// What the intervals of the service are of.
pub fn meaning(meaning: &IntervalMeaning) -> String {
    match meaning {
        IntervalMeaning::Known { convention, .. } => match convention.of {
            IntervalOf::PercentDifference => format!("The service’s intervals are of the difference in percent, at {}%.", convention.level.percent()),
            IntervalOf::Fraction => format!("The service’s intervals are of the relative difference as a fraction, at {}%.", convention.level.percent()),
            IntervalOf::AbsoluteDifference => format!("The service’s intervals are of the difference of the means, at {}%.", convention.level.percent()),
            IntervalOf::ArmMean => format!("The service’s intervals are of each group’s own mean, at {}%.", convention.level.percent()),
        },
        IntervalMeaning::LevelUnknown { of, .. } => match of {
            IntervalOf::PercentDifference => "The service’s intervals are of the difference in percent; their level is unknown, 95% is assumed.".to_owned(),
            IntervalOf::Fraction => "The service’s intervals are of the relative difference as a fraction; their level is unknown, 95% is assumed.".to_owned(),
            IntervalOf::AbsoluteDifference => "The service’s intervals are of the difference of the means; their level is unknown, 95% is assumed.".to_owned(),
            IntervalOf::ArmMean => "The service’s intervals are of each group’s own mean; their level is unknown, 95% is assumed.".to_owned(),
        },
        IntervalMeaning::Ambiguous { candidates } => format!("Method unknown: {} readings of the service’s intervals fit. Errors are taken from the p-values.", candidates.len()),
        IntervalMeaning::Unknown { why: WhyUnknown::NoInterval } => "Method unknown: the service gives no intervals. Errors are taken from the p-values.".to_owned(),
        IntervalMeaning::Unknown { why: WhyUnknown::Contradiction } => "Method unknown: the service’s intervals do not agree with its means and p-values. Errors are taken from the p-values.".to_owned(),
    }
}

/// A convention in short: `percent, 95%`.
pub fn convention(convention: Convention) -> String {
    let of = match convention.of {
        IntervalOf::PercentDifference => "difference in percent",
        IntervalOf::Fraction => "difference as a fraction",
        IntervalOf::AbsoluteDifference => "difference of means",
        IntervalOf::ArmMean => "own mean",
    };
    format!("{of}, {}%", convention.level.percent())
}

/// What had to be assumed about a metric.
pub fn assumption(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::Level => "Assumed: the interval is at 95%",
        Assumption::FromPValue => "Assumed: the error follows from the p-value",
    }
}

/// Whether looking often is allowed for.
pub fn sequence(sequence: SnapshotSequence) -> &'static str {
    match sequence {
        SnapshotSequence::Cumulative => {
            "Each snapshot contains the one before, so that bounds which hold at any look can be drawn."
        }
        SnapshotSequence::Windows => {
            "Snapshots follow each other without overlap, so that no bounds hold at any look; only the planned end decides."
        }
        SnapshotSequence::Unknown => {
            "How snapshots follow each other cannot be told, so that no bounds hold at any look; only the planned end decides."
        }
    }
}

/// What always-valid bounds are tuned to.
pub fn planned_users(planned: &PlannedUsers) -> String {
    let users = count(planned.users);
    match &planned.source {
        PlannedUsersSource::Planner => format!("Bounds are tightest at {users} users, as planned."),
        PlannedUsersSource::Arrivals { users: first, days, .. } => format!(
            "Bounds are tightest at {users} users: the first snapshot had {} in {} days.",
            count(*first as f64),
            count(*days)
        ),
    }
}
