//! What a verdict says beyond its rule: one claim, the evidence for it, and what to do next.

use super::date;
use crate::domain::experiment::{Experiment, ExperimentState};
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::reading::words::{basis, change, sentence};
use crate::domain::reading::{
    Basis, Distrust, GuardrailStanding, GuardrailState, Judgement, KeyStanding, KeyWord, Rule, Verdict,
};
use crate::domain::words::{count, percent};

/// The colour and the picture of something that was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Needs care.
    Warn,
    /// Not as it should be.
    Bad,
    /// Neither, or not known.
    Plain,
}

impl Mark {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Mark::Good => "is-good",
            Mark::Warn => "is-warn",
            Mark::Bad => "is-bad",
            Mark::Plain => "is-muted",
        }
    }
}

/// The colour of a verdict.
pub fn mark(verdict: Verdict) -> Mark {
    match verdict {
        Verdict::Ship => Mark::Good,
        Verdict::StopNow | Verdict::RollBack => Mark::Bad,
        Verdict::Withheld | Verdict::Review => Mark::Warn,
        Verdict::TooEarly | Verdict::NoClearDifference | Verdict::KeepRunning => Mark::Plain,
    }
}

/// How many of its key metrics a claim names.
const MOST_NAMED: usize = 2;

/// The verdict in one sentence, without intervals where that is enough.
pub fn claim(judgement: &Judgement) -> String {
    match &judgement.rule {
        Rule::HarmAtAnyAge(harmed) | Rule::HarmAtDecision(harmed) => match harmed.as_slice() {
            [GuardrailStanding { name, change_percent: Some(by), .. }] => {
                format!("{name} {}, more than its margin allows.", moved(*by))
            }
            _ => sentence(judgement),
        },
        Rule::AllKeyBetter { keys, guardrails } if keys.len() <= MOST_NAMED => {
            let moves: Option<Vec<String>> =
                keys.iter().map(|k| Some(format!("{} {}", k.name, moved(k.change_percent?)))).collect();
            match (moves, guardrails.is_empty()) {
                (Some(moves), true) => format!("{}.", moves.join(" and ")),
                (Some(moves), false) => {
                    format!("{}, and no guardrail got worse by more than its margin.", moves.join(" and "))
                }
                (None, _) => sentence(judgement),
            }
        }
        _ => sentence(judgement),
    }
}

fn moved(change_percent: f64) -> String {
    let size = percent(change_percent.abs() / 100.0);
    if change_percent < 0.0 { format!("fell by {size}") } else { format!("rose by {size}") }
}

/// What speaks for it and against it, a sentence each.
pub fn evidence(judgement: &Judgement) -> Vec<String> {
    if let Rule::Untrusted(_) = judgement.rule {
        return Vec::new();
    }
    let decided = judgement.decision.as_ref().and_then(|d| d.end);
    let keys = judgement.keys.iter().take(2 * MOST_NAMED).map(|key| of_key(key, decided));
    let more = judgement.keys.len().saturating_sub(2 * MOST_NAMED);
    let more = (more > 0).then(|| format!("The table has {more} more key metrics."));
    let guardrails = of_guardrails(&judgement.guardrails);
    // Harm first where it decided.
    match judgement.rule {
        Rule::HarmAtAnyAge(_) | Rule::HarmAtDecision(_) => guardrails.into_iter().chain(keys).chain(more).collect(),
        _ => keys.chain(more).chain(guardrails).collect(),
    }
}

fn of_key(key: &KeyStanding, decided: Option<Instant>) -> String {
    // The figures may be those of an earlier look, which decided; the table has those of the snapshot that is read.
    let name = &match (key.basis, decided) {
        (Some(b @ (Basis::PlannedEnd | Basis::TargetPower)), Some(end)) => {
            format!("{}, {} (data to {})", key.name, basis(b), date(end.plus_s(-1)))
        }
        (Some(b), _) => format!("{}, {}", key.name, basis(b)),
        (None, _) => key.name.clone(),
    };
    let figures = change(key.change_percent, key.interval_percent);
    match (key.word, key.adjusted_p) {
        (KeyWord::Unclear, _) => match key.interval_percent {
            Some(interval) => {
                let end = |value: f64| crate::domain::words::signed_percent(value / 100.0);
                format!(
                    "{name} is still unclear: the true change could be anywhere from {} to {}.",
                    end(interval.lower),
                    end(interval.upper)
                )
            }
            None => format!("{name} is still unclear, and has no interval."),
        },
        (_, Some(p)) => format!(
            "{name}: {figures}. If nothing had really changed, a difference this clear would appear in {}.",
            odds(p)
        ),
        (_, None) => format!("{name}: {figures}."),
    }
}

fn of_guardrails(guardrails: &[GuardrailStanding]) -> Vec<String> {
    if !guardrails.is_empty() && guardrails.iter().all(|g| g.state == GuardrailState::Safe) {
        return vec!["No guardrail is worse than its margin allows.".to_owned()];
    }
    let margin = |g: &GuardrailStanding| percent(g.margin_percent / 100.0);
    let figures = |g: &GuardrailStanding| change(g.change_percent, g.interval_percent);
    let sentence = |g: &GuardrailStanding| match g.state {
        GuardrailState::Safe => format!("{} is not worse than its margin of {} allows.", g.name, margin(g)),
        GuardrailState::Harmed => {
            format!("{} is worse than its margin of {} allows: {}.", g.name, margin(g), figures(g))
        }
        GuardrailState::Undecided => {
            format!("{} may still be worse than its margin of {} allows: {}.", g.name, margin(g), figures(g))
        }
    };
    guardrails.iter().map(sentence).collect()
}

/// How seldom a p-value is, in words: `about 1 of 1,000 tests`.
pub fn odds(p_value: f64) -> String {
    if p_value.is_nan() {
        return "an unknown share of tests".to_owned();
    }
    if p_value < 0.0001 {
        return "fewer than 1 of 10,000 tests".to_owned();
    }
    if p_value > 0.2 {
        return format!("about {} of 10 tests", (p_value * 10.0).round().min(10.0));
    }
    let one_of = 1.0 / p_value;
    let step = 10_f64.powf(one_of.log10().floor()).max(1.0);
    format!("about 1 of {} tests", count((one_of / step).round() * step))
}

/// What to do next. Nothing here is ever done by itself.
pub fn next_step(judgement: &Judgement, experiment: &Experiment, now: Instant) -> String {
    let is_over = !matches!(
        experiment.state,
        Some(
            ExperimentState::Running | ExperimentState::Enabled | ExperimentState::Enabling | ExperimentState::Created
        )
    );
    let end = experiment.planned_end().filter(|end| *end > now);
    let days = end.map(|end| (end.epoch_s() - now.epoch_s() + DAY_S - 1) / DAY_S);
    match (judgement.verdict(), is_over, end) {
        (Verdict::Withheld, over, _) => withheld(&judgement.rule, over),
        (Verdict::StopNow, false, _) => {
            "Stop the experiment. Everyone then goes back to today's skill (C). This does not wait for the planned end: the bound holds at any look.".to_owned()
        }
        (Verdict::RollBack, false, _) => {
            "Stop the experiment and keep today's skill (C). A stopped experiment cannot be started again.".to_owned()
        }
        (Verdict::StopNow | Verdict::RollBack, true, _) => {
            "Keep today's skill (C). The test is over, and nobody hears T1 any more.".to_owned()
        }
        (Verdict::TooEarly, ..) => match &judgement.rule {
            Rule::UnderAWeek { week_ends: Some(week), .. } if !is_over => format!(
                "Let it run. Results are read from {} on; before that only clear harm would be called.",
                date(*week)
            ),
            _ => "Results of less than a week say little: weekdays and weekends differ. Plan a longer test.".to_owned(),
        },
        (Verdict::Ship, false, Some(end)) => format!(
            "Let it run to {}. Stopping as soon as a result looks good tends to overstate it, and {} the interval.",
            date(end),
            match days {
                Some(1) => "one more day tightens".to_owned(),
                Some(days) => format!("{days} more days tighten"),
                None => "more days tighten".to_owned(),
            }
        ),
        (Verdict::Ship, false, None) => {
            "Stop the experiment, then make T1 what everyone hears. Stopping alone brings back C.".to_owned()
        }
        (Verdict::Ship, true, _) => {
            "Make T1 what everyone hears. The test is over, and until then everyone hears C.".to_owned()
        }
        (Verdict::Review, false, Some(end)) => format!(
            "Weigh what got better against what did not, by the rule you set before the test. It runs to {}; more people can still settle what is unclear.",
            date(end)
        ),
        (Verdict::Review, ..) => {
            "Weigh what got better against what did not, by the rule you set before the test. The numbers alone do not decide.".to_owned()
        }
        (Verdict::NoClearDifference, false, _) => {
            "Stop the experiment and keep the simpler of the two, or plan a longer test for a smaller change.".to_owned()
        }
        (Verdict::NoClearDifference, true, _) => {
            "Keep the simpler of the two, or plan a longer test for a smaller change.".to_owned()
        }
        (Verdict::KeepRunning, false, Some(end)) => format!(
            "Let it run to {}. Looking in between is safe: only bounds that hold at any look are read before.",
            date(end)
        ),
        (Verdict::KeepRunning, false, None) => {
            "Let it run until the snapshot that reaches the planned end is there.".to_owned()
        }
        (Verdict::KeepRunning, true, _) => {
            "This is not the last snapshot. The latest one has the verdict on the whole test.".to_owned()
        }
    }
}

fn withheld(rule: &Rule, is_over: bool) -> String {
    let Rule::Untrusted(distrust) = rule else { return String::new() };
    let has = |is_it: fn(&Distrust) -> bool| distrust.iter().any(is_it);
    if has(|d| matches!(d, Distrust::UnevenSplit(_))) {
        return "Find out why the groups differ in size: does the skill code serve both groups to everyone, and record both alike? More days do not repair it; a new test does.".to_owned();
    }
    if has(|d| matches!(d, Distrust::MissingArm(_))) {
        return "Check that the skill code serves both groups, then read the next snapshot.".to_owned();
    }
    if is_over {
        "Compare it with an earlier snapshot, and do not decide on this one alone.".to_owned()
    } else {
        "Wait for the next snapshot, or compare with an earlier one. Do not decide on this one.".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_clear_result_is_claimed_in_one_sentence_and_backed_by_figures() {
        let (experiment, judged) = sample::judged(-8.0, 0.0004, 5.0);
        assert_eq!(judged.verdict(), Verdict::Ship);
        assert_eq!(claim(&judged), "Laughter fell by 8.0%, and no guardrail got worse by more than its margin.");
        let evidence = evidence(&judged);
        assert!(evidence[0].contains("about 1 of 3,000 tests"), "{evidence:#?}");
        assert_eq!(evidence[1], "No guardrail is worse than its margin allows.");
        assert!(next_step(&judged, &experiment, sample::now()).starts_with("Stop the experiment, then make T1"));
        assert_eq!(mark(judged.verdict()), Mark::Good);
    }

    #[test]
    fn before_the_planned_end_waiting_is_suggested_even_when_it_looks_good() {
        let (experiment, judged) = sample::judged(-8.0, 0.0004, 5.0);
        let early = sample::now().plus_s(-20 * DAY_S);
        assert!(next_step(&judged, &experiment, early).starts_with("Let it run to "));
    }

    #[test]
    fn an_unclear_result_says_how_far_it_could_go() {
        let (_, judged) = sample::judged(-1.0, 0.6, 5.0);
        assert_eq!(judged.verdict(), Verdict::NoClearDifference);
        assert!(evidence(&judged)[0].starts_with("Laughter is still unclear: the true change could be anywhere from"));
    }

    #[test]
    fn a_chance_is_said_as_how_many_tests() {
        let cases = [
            (0.001, "about 1 of 1,000 tests"),
            (0.027, "about 1 of 40 tests"),
            (0.41, "about 4 of 10 tests"),
            (1.0, "about 10 of 10 tests"),
            (0.00001, "fewer than 1 of 10,000 tests"),
            (f64::NAN, "an unknown share of tests"),
        ];
        for (p, words) in cases {
            assert_eq!(odds(p), words);
        }
    }
}
