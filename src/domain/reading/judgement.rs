//! From all that is known about a test to one verdict.

use super::super::stats::{ALPHA, Arrivals, GuardrailState, POWER, TimeNeeded, power};
use super::choice::{Choices, Goodness};
use super::convention::{self, IntervalMeaning};
use super::decision_look::{self, DecisionLook, LookReason};
use super::effect::EffectUnit;
use super::metric_reading::{GuardrailReading, KeyReading, KeyWord, MetricReading, Reading};
use super::planned_users::PlannedUsers;
use super::rule::{Basis, GuardrailStanding, KeyStanding, Needed, Rule, Verdict};
use super::snapshots::{DatedSnapshot, SnapshotSequence};
use super::trust::{self, Trust};
use crate::domain::experiment::{Experiment, ExperimentState, MetricSnapshot};
use crate::domain::id::MetricSnapshotId;
use crate::domain::instant::{DAY_S, Instant};

/// All that a verdict rests on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The test.
    pub experiment: &'a Experiment,
    /// Its snapshots, in any order, all of the list; with data as far as that was read.
    pub snapshots: &'a [DatedSnapshot],
    /// The snapshot to read. Those that end later are left out: the verdict is as of then.
    pub chosen: &'a MetricSnapshotId,
    /// What the person says about the metrics.
    pub choices: &'a Choices,
    /// The users that the planner asked for before the test, both groups together.
    pub planned_users: Option<u64>,
    /// The time.
    pub now: Instant,
}

/// The verdict and all it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The rule that fired, with its figures.
    pub rule: Rule,
    /// Trust in the chosen snapshot.
    pub trust: Trust,
    /// What intervals are of.
    pub meaning: IntervalMeaning,
    /// How snapshots follow each other; always-valid reading is on only where they are cumulative.
    pub sequence: SnapshotSequence,
    /// What always-valid intervals are tuned to; `None` where they are off.
    pub planned_users: Option<PlannedUsers>,
    /// The chosen snapshot's metrics.
    pub reading: Reading,
    /// The look at which single-look figures decide, where it is reached.
    pub decision: Option<DecisionLook>,
    /// Where each KEY metric stands.
    pub keys: Vec<KeyStanding>,
    /// Where each guardrail stands.
    pub guardrails: Vec<GuardrailStanding>,
    /// How long each KEY metric still needs for the change worth finding.
    pub needed: Vec<Needed>,
    /// KEY metrics and guardrails of which nobody said which way is good.
    pub unanswered: Vec<String>,
}

impl Judgement {
    /// What to do.
    pub fn verdict(&self) -> Verdict {
        self.rule.verdict()
    }
}

/// Judges a test by one of its snapshots. `None` where the chosen snapshot is not in the list or its data was not read.
pub fn judge(question: &Question<'_>) -> Option<Judgement> {
    let looks = looks(question);
    let chosen = *looks.last()?;
    let data = chosen.data.as_ref()?;
    let experiment = question.experiment;

    let meaning = convention::infer(looks.iter().filter_map(|look| look.data.as_ref()));
    let sequence = SnapshotSequence::of(question.snapshots, experiment);
    let planned_users = (sequence == SnapshotSequence::Cumulative)
        .then(|| PlannedUsers::of(question.planned_users, experiment, &looks))
        .flatten();
    let tuned_to = planned_users.as_ref().map(|p| p.users);
    let read = |data: &MetricSnapshot| Reading::of(data, experiment, question.choices, &meaning, tuned_to);
    let trust = Trust::of(data);
    let reading = read(data);
    let decision = DecisionLook::find(&looks, experiment, |look| {
        let data = look.data.as_ref()?;
        Trust::of(data).distrust().is_empty().then(|| read(data))
    });
    let keys: Vec<KeyStanding> = reading.keys().map(|(m, k)| key_standing(m, k, decision.as_ref())).collect();
    let guardrails: Vec<GuardrailStanding> =
        reading.guardrails().map(|(m, g)| guardrail_standing(m, g, decision.as_ref())).collect();
    let needed = needed(question, &looks, &reading);
    let unanswered = reading
        .metrics
        .iter()
        .filter(|m| (m.key.is_some() || m.guardrail.is_some()) && m.choice.goodness == Goodness::Unasked)
        .map(|m| m.name.clone())
        .collect();

    let mut judgement = Judgement {
        rule: Rule::Running { days_left: days_left(question), needed: needed.clone() },
        trust,
        meaning,
        sequence,
        planned_users,
        reading,
        decision,
        keys,
        guardrails,
        needed,
        unanswered,
    };
    if let Some(rule) = first_match(question, chosen, &judgement) {
        judgement.rule = rule;
    }
    Some(judgement)
}

/// The snapshots up to the chosen one, in the order of their ends.
fn looks<'a>(question: &Question<'a>) -> Vec<&'a DatedSnapshot> {
    let Some(chosen) = question.snapshots.iter().find(|s| s.id == *question.chosen) else { return Vec::new() };
    let mut looks: Vec<&DatedSnapshot> =
        question.snapshots.iter().filter(|s| s.id != chosen.id && s.end.is_some() && s.end < chosen.end).collect();
    looks.sort_by_key(|s| s.end);
    looks.push(chosen);
    looks
}

/// Rules 1 to 6; where none matches, it is the seventh.
fn first_match(question: &Question<'_>, chosen: &DatedSnapshot, judgement: &Judgement) -> Option<Rule> {
    let distrust = judgement.trust.distrust();
    if !distrust.is_empty() {
        return Some(Rule::Untrusted(distrust));
    }
    let harmed = |always_valid: bool| -> Vec<GuardrailStanding> {
        let is_it = |g: &&GuardrailStanding| {
            g.state == GuardrailState::Harmed && (g.basis == Some(Basis::AlwaysValid)) == always_valid
        };
        judgement.guardrails.iter().filter(is_it).cloned().collect()
    };
    let harm_at_any_age = harmed(true);
    if !harm_at_any_age.is_empty() {
        return Some(Rule::HarmAtAnyAge(harm_at_any_age));
    }
    let age_days = chosen.age_days(question.experiment).unwrap_or(0.0);
    if age_days < decision_look::FEWEST_DAYS {
        let start = question.experiment.start_time().or(chosen.start);
        return Some(Rule::UnderAWeek { age_days, week_ends: start.map(|s| s.plus_s(7 * DAY_S)) });
    }
    let harm = harmed(false);
    if !harm.is_empty() {
        return Some(Rule::HarmAtDecision(harm));
    }
    let (keys, guardrails) = (judgement.keys.clone(), judgement.guardrails.clone());
    let all_better = !keys.is_empty() && keys.iter().all(|k| k.word == KeyWord::Better);
    if all_better && guardrails.iter().all(|g| g.state == GuardrailState::Safe) {
        return Some(Rule::AllKeyBetter { keys, guardrails });
    }
    let reason: Option<LookReason> = judgement.decision.as_ref().map(|d| d.reason);
    if reason.is_none() && !has_ended(question, chosen) {
        return None;
    }
    Some(if keys.iter().any(|k| k.word != KeyWord::Unclear) {
        Rule::Mixed { keys, guardrails, reason }
    } else {
        Rule::NoneClear { keys, guardrails, reason }
    })
}

/// Whether the test is over with the chosen snapshot as its last.
fn has_ended(question: &Question<'_>, chosen: &DatedSnapshot) -> bool {
    use ExperimentState::{Deleted, Failed, Stopped, Stopping};
    let is_over = matches!(question.experiment.state, Some(Stopped | Stopping | Deleted | Failed));
    is_over && question.snapshots.iter().all(|s| s.end <= chosen.end)
}

/// The decision look's word, or the always-valid one, whichever is clear; unclear where they contradict each other.
fn key_standing(metric: &MetricReading, key: &KeyReading, decision: Option<&DecisionLook>) -> KeyStanding {
    let at_decision = decision.and_then(|d| {
        let decided = d.reading.metric(&metric.name)?;
        Some((decided, decided.key.as_ref()?, Basis::from(d.reason)))
    });
    let fixed = at_decision.map_or(KeyWord::Unclear, |(_, k, _)| k.fixed);
    let always = key.always_valid.unwrap_or(KeyWord::Unclear);
    let percent = |m: &MetricReading| m.effect.filter(|e| e.unit == EffectUnit::Percent).map(|e| e.estimate);
    let in_percent = |m: &MetricReading| m.effect.is_some_and(|e| e.unit == EffectUnit::Percent);
    match at_decision {
        Some((decided, k, basis)) if always == KeyWord::Unclear || always == fixed => KeyStanding {
            name: metric.name.clone(),
            word: fixed,
            basis: (fixed != KeyWord::Unclear).then_some(basis),
            adjusted_p: Some(k.adjusted_p),
            change_percent: percent(decided),
            interval_percent: decided.interval.filter(|_| in_percent(decided)),
        },
        _ => {
            let word = if fixed != KeyWord::Unclear && fixed != always { KeyWord::Unclear } else { always };
            KeyStanding {
                name: metric.name.clone(),
                word,
                basis: (word != KeyWord::Unclear).then_some(Basis::AlwaysValid),
                adjusted_p: key.adjusted_always_valid_p,
                change_percent: percent(metric),
                interval_percent: metric.always_valid_interval.or(metric.interval).filter(|_| in_percent(metric)),
            }
        }
    }
}

/// Always-valid harm wins, then what the decision look says, then what is always valid.
fn guardrail_standing(
    metric: &MetricReading,
    guardrail: &GuardrailReading,
    decision: Option<&DecisionLook>,
) -> GuardrailStanding {
    let always = guardrail.always_valid.unwrap_or(GuardrailState::Undecided);
    let at_decision = decision.and_then(|d| {
        let decided = d.reading.metric(&metric.name)?;
        Some((decided, decided.guardrail.as_ref()?, Basis::from(d.reason)))
    });
    let percent = |m: &MetricReading| m.effect.filter(|e| e.unit == EffectUnit::Percent).map(|e| e.estimate);
    let standing = |m: &MetricReading, state, basis: Basis, interval| GuardrailStanding {
        name: m.name.clone(),
        state,
        basis: (state != GuardrailState::Undecided).then_some(basis),
        change_percent: percent(m),
        interval_percent: interval,
        margin_percent: guardrail.margin_percent,
    };
    match at_decision {
        Some((decided, g, basis))
            if always != GuardrailState::Harmed && (g.fixed != GuardrailState::Undecided || always == g.fixed) =>
        {
            standing(decided, g.fixed, basis, g.interval)
        }
        _ => standing(metric, always, Basis::AlwaysValid, guardrail.always_valid_interval.or(guardrail.interval)),
    }
}

/// Whole days from now to the planned end, a part of a day counted as one.
fn days_left(question: &Question<'_>) -> Option<u32> {
    let seconds = question.experiment.planned_end()?.epoch_s() - question.now.epoch_s();
    u32::try_from((seconds.max(0) + DAY_S - 1) / DAY_S).ok()
}

fn needed(question: &Question<'_>, looks: &[&DatedSnapshot], reading: &Reading) -> Vec<Needed> {
    let counts: Vec<(f64, f64)> = looks
        .iter()
        .filter_map(|look| {
            let users = trust::largest_count(look.data.as_ref()?)?.total();
            Some((look.age_days(question.experiment)?, users as f64))
        })
        .collect();
    let arrivals = Arrivals::from_cumulative(&counts);
    let present = counts.last().map(|c| c.1);
    reading
        .keys()
        .map(|(metric, _)| {
            let wanted = metric.choice.wanted_change_percent;
            let effect = metric.effect.filter(|e| e.unit == EffectUnit::Percent);
            let users = effect.and_then(|e| e.total_users());
            let required = effect
                .zip(users)
                .and_then(|(e, users)| power::required_users(users, e.standard_error?, wanted, ALPHA, POWER));
            // Arrivals are counted by the metric with the most users; others come in proportion.
            let time = users.zip(present).zip(required).zip(arrivals).and_then(|(((users, present), required), a)| {
                TimeNeeded::until(required * present / users.max(1.0), present, &a)
            });
            Needed {
                name: metric.name.clone(),
                wanted_change_percent: wanted,
                detectable_percent: effect.and_then(|e| e.minimum_detectable(ALPHA, POWER)),
                required_users: required,
                time,
            }
        })
        .collect()
}
