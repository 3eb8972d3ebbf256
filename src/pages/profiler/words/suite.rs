//! Suites, their runs, and what comes of them.

use crate::domain::id::{ExperimentId, RunId};
use crate::domain::instant::Instant;
use crate::domain::suite::export::case_lines;
use crate::domain::suite::result_export::message;
use crate::domain::suite::{
    CaseResult, Comparison, NO_INTENT, OTHER_INTENTS, Score, SlotVerdict, Suite, SuiteRun, Verdict,
};
use crate::domain::words::{Zone, clock, count, day_with_year, percent, signed_points};
use crate::state::suite_run::{Moment, Occasion, Progress, RunRecord, RunSpeed, Stop};

/// A number of things: `1 utterance`, `60 utterances`.
pub fn number_of(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n as f64), if n == 1 { one } else { many })
}

/// What a suite is, under its heading.
pub fn suite_line(suite: &Suite) -> String {
    format!(
        "{}, {}, {}, {}",
        suite.name,
        number_of(suite.cases.len(), "utterance", "utterances"),
        suite.locale,
        suite.stage
    )
}

/// A moment: `21 Nov 2026, 10:03 UTC`.
pub fn moment_words(at: Instant) -> String {
    format!("{}, {} UTC", day_with_year(at.epoch_s(), Zone::UTC), clock(at.epoch_s(), Zone::UTC))
}

/// A run in a list of runs. Of the one under way no numbers: a list that changed with each answer could not be used.
pub fn run_line(record: &RunRecord, under_way: Option<&RunId>) -> String {
    let run = &record.run;
    let at = moment_words(run.started);
    let occasion = record.occasion.as_ref().map(|o| format!(", {}", occasion_words(o))).unwrap_or_default();
    let state = match (run.finished.is_some(), record.is_cancelled) {
        (true, _) => String::new(),
        _ if under_way == Some(&run.id) => ", under way".to_owned(),
        (false, true) => format!(", cancelled after {} of {}", run.done(), run.results.len()),
        (false, false) => format!(", paused at {} of {}", run.done(), run.results.len()),
    };
    format!("{at}{occasion}{state}")
}

/// Where another run than the one under way is shown: which, and when the other's results come.
pub fn earlier_note(shown: &RunRecord, under_way: Option<&RunId>, has_results: bool) -> Option<String> {
    let under_way = under_way.filter(|id| **id != shown.run.id)?;
    let shown = run_line(shown, Some(under_way));
    Some(if has_results {
        format!("What is shown below is the run of {shown}, not the one under way.")
    } else {
        format!(
            "What is shown below is still the run of {shown}. The present run’s results follow with its first answer."
        )
    })
}

/// The first utterance that the service did not accept, by its line in the list, and what it said; `None` where there is
/// none.
pub fn first_refused(run: &SuiteRun) -> Option<String> {
    let lines = case_lines(run.results.iter().map(|result| &result.case));
    let (line, result) = lines.zip(&run.results).find(|(_, result)| result.verdict() == Verdict::Refused)?;
    Some(format!("Line {line} of the list: {}", message(result).unwrap_or_default()))
}

/// How many utterances the service did not accept.
pub fn refused_heading(refused: usize) -> String {
    match refused {
        1 => "One utterance was not accepted".to_owned(),
        n => format!("{} utterances were not accepted", count(n as f64)),
    }
}

/// What is asked before a run is cancelled.
pub fn cancel_words(progress: &Progress) -> String {
    let left = progress.total.saturating_sub(progress.done);
    format!(
        "{} of {} are done; their results stay. The {} are not run any more in this run. To go on later, pause instead.",
        count(progress.done as f64),
        number_of(progress.total, "utterance", "utterances"),
        number_of(left, "other", "others"),
    )
}

/// When in the life of an experiment.
pub fn moment_name(moment: Moment) -> &'static str {
    match moment {
        Moment::BeforeStart => "Before the start",
        Moment::AfterRaise => "After a raise",
        Moment::BeforeStop => "Before the stop",
    }
}

/// For which part of an experiment a run was made.
pub fn occasion_words(occasion: &Occasion) -> String {
    match (occasion.moment, occasion.exposure_percent) {
        (Moment::BeforeStart, _) => "before the start".to_owned(),
        (Moment::AfterRaise, Some(percent)) => format!("at {percent}% exposure"),
        (Moment::AfterRaise, None) => "after a raise".to_owned(),
        (Moment::BeforeStop, _) => "before the stop".to_owned(),
    }
}

/// How far a run has got: `38 of 60 utterances`.
pub fn progress_heading(progress: &Progress) -> String {
    format!("{} of {}", count(progress.done as f64), number_of(progress.total, "utterance", "utterances"))
}

/// What came of it so far.
pub fn progress_detail(progress: &Progress) -> String {
    let refused = match progress.refused {
        0 => String::new(),
        n => format!(", {} not accepted", count(n as f64)),
    };
    format!("{} right, {} wrong{refused} so far.", count(progress.right as f64), count(progress.wrong as f64))
}

/// The speed in words: `2 at a time, 200 ms apart`.
pub fn speed_words(speed: RunSpeed) -> String {
    format!("{} at a time, {} ms apart", speed.concurrency, count(f64::from(speed.gap_ms)))
}

/// That requests are slower than asked for, or tried again.
pub fn pace_words(slowed: Option<RunSpeed>, waiting: Option<(u64, bool)>) -> Option<String> {
    let next = waiting.map(|(wait_ms, _)| format!("next request in {} s", wait_ms.div_ceil(1_000).max(1)));
    match (slowed, waiting, next) {
        (Some(speed), _, next) => {
            let next = next.map(|next| format!("; {next}")).unwrap_or_default();
            Some(format!("Amazon asked us to slow down (429); now {}{next}.", speed_words(speed)))
        }
        (None, Some((_, true)), Some(next)) => Some(format!("Amazon asked us to slow down (429); {next}.")),
        (None, Some(_), Some(next)) => Some(format!("A request failed; {next}.")),
        _ => None,
    }
}

/// Why a run stands still: heading and what to do.
pub fn stop_words(stop: &Stop) -> (String, String) {
    match stop {
        Stop::Asked => {
            ("Paused".to_owned(), "What is done is kept in this browser. Resume goes on with the rest.".to_owned())
        }
        Stop::SignIn(_) => (
            "Paused: Amazon did not accept your sign-in (401)".to_owned(),
            "What is done is kept in this browser. Sign in again; the run then goes on by itself.".to_owned(),
        ),
        Stop::Lost(error) => (
            format!("Paused: {}", lower_first(&error.heading())),
            format!(
                "Several requests in a row failed. What is done is kept, and the run goes on when you resume, or by itself when the connection is back. {}",
                error.advice()
            ),
        ),
        Stop::Refused(error) => {
            (format!("Stopped: {}", lower_first(&error.heading())), format!("{} What is done is kept.", error.advice()))
        }
    }
}

/// The request id of what stopped a run.
pub fn stop_request_id(stop: &Stop) -> Option<&str> {
    match stop {
        Stop::Asked => None,
        Stop::SignIn(error) | Stop::Lost(error) | Stop::Refused(error) => error.request_id.as_deref(),
    }
}

fn lower_first(text: &str) -> String {
    if text.starts_with("Amazon") {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The change of accuracy to another run; `None` where one of them has none, or did not run all of its utterances: those
/// of a part say nothing about the whole. Up is good.
pub fn accuracy_delta(before: &Score, after: &Score) -> Option<(String, std::cmp::Ordering)> {
    if before.unrun > 0 || after.unrun > 0 {
        return None;
    }
    let difference = after.accuracy()? - before.accuracy()?;
    // What would be written as 0.0 is no change.
    let order = if difference.abs() < 0.000_5 { 0.0 } else { difference }.total_cmp(&0.0);
    Some((signed_points(difference), order))
}

/// A ratio, or a dash.
pub fn ratio_words(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| crate::domain::words::NO_VALUE.to_owned(), percent)
}

/// A ratio as scikit-learn prints it, with three decimals.
pub fn decimal(ratio: f64) -> String {
    format!("{ratio:.3}")
}

/// What the results say about the slots of a case: the words, and whether they are right, where there are any.
pub fn slots_words(result: &CaseResult) -> Option<(String, bool)> {
    let verdicts = result.slot_verdicts();
    if verdicts.is_empty() {
        return None;
    }
    let wrong = verdicts.iter().filter(|(_, verdict)| *verdict != SlotVerdict::Right).count();
    Some(if wrong == 0 { ("right".to_owned(), true) } else { (format!("{wrong} wrong"), false) })
}

/// What a case expects of its slots, in one line.
pub fn expected_slots_words(result: &CaseResult) -> String {
    let of = |(name, value): (&String, &String)| {
        let value = if value.trim().is_empty() { "—" } else { value.as_str() };
        format!("{name}={value}")
    };
    result.case.expected_slots.iter().map(of).collect::<Vec<_>>().join(", ")
}

/// Whether a result is in a cell of the confusion matrix: expected and chosen label. Where the matrix joins rare intents,
/// their label stands for any that has none of its own, which cannot be told here.
pub fn is_pair(result: &CaseResult, expected: &str, chosen: &str) -> bool {
    let is = |label: &str, name: Option<&str>| label == OTHER_INTENTS || label == name.unwrap_or(NO_INTENT);
    result.chosen().is_some_and(|got| is(expected, result.case.intent()) && is(chosen, got))
}

/// Whether a run expects so many intents that their matrix needs a wide card. By what is expected, which stands from the
/// beginning, so that the page keeps its order while answers come in.
pub fn has_many_intents(run: &SuiteRun) -> bool {
    const NARROW: usize = 8;
    let expected: std::collections::BTreeSet<_> = run.results.iter().map(|result| result.case.intent()).collect();
    expected.len() > NARROW
}

/// The runs of a list to choose from, with their ids. Those that began in the same minute say the second.
pub fn run_choices(records: &[&RunRecord], under_way: Option<&RunId>) -> Vec<(String, String)> {
    let minute = |record: &RunRecord| record.run.started.epoch_s().div_euclid(60);
    let is_twice = |own: &RunRecord| records.iter().filter(|other| minute(other) == minute(own)).count() > 1;
    let of = |record: &&RunRecord| {
        let line = run_line(record, under_way);
        let at = moment_words(record.run.started);
        let line = if is_twice(record) { line.replacen(&at, &to_the_second(record.run.started), 1) } else { line };
        (record.run.id.as_str().to_owned(), line)
    };
    records.iter().map(of).collect()
}

fn to_the_second(at: Instant) -> String {
    let second = at.epoch_s().rem_euclid(60);
    format!("{}, {}:{second:02} UTC", day_with_year(at.epoch_s(), Zone::UTC), clock(at.epoch_s(), Zone::UTC))
}

/// Which results are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Another intent than expected, or refused.
    Wrong,
    /// A slot that is not right.
    Slots,
    /// Wrong before, right now.
    Fixed,
    /// Right before, wrong now.
    Broken,
}

impl Filter {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::All, Self::Wrong, Self::Slots, Self::Fixed, Self::Broken];

    /// Its name in a form.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Wrong => "wrong",
            Self::Slots => "slots",
            Self::Fixed => "fixed",
            Self::Broken => "broken",
        }
    }

    /// Reads its name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.key() == key)
    }

    /// Its label, without the number.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Wrong => "Wrong",
            Self::Slots => "Slots",
            Self::Fixed => "Fixed",
            Self::Broken => "Broken",
        }
    }

    /// The results that it shows, by their index.
    pub fn indices(self, record: &RunRecord, comparison: Option<&Comparison>) -> Vec<usize> {
        let results = record.run.results.iter().enumerate();
        let by = |keep: fn(&CaseResult) -> bool| {
            results.filter(|(_, result)| keep(result)).map(|(index, _)| index).collect::<Vec<_>>()
        };
        match self {
            Self::All => by(|result| result.verdict() != Verdict::Unrun),
            Self::Wrong => by(|result| matches!(result.verdict(), Verdict::WrongIntent | Verdict::Refused)),
            Self::Slots => by(|result| result.slot_verdicts().iter().any(|(_, v)| *v != SlotVerdict::Right)),
            Self::Fixed => comparison.map(|c| c.fixed.clone()).unwrap_or_default(),
            Self::Broken => comparison.map(|c| c.broken.clone()).unwrap_or_default(),
        }
    }
}

/// What an experiment's page says about its suites.
pub fn pinned_line(suites: usize) -> String {
    match suites {
        0 => "No utterance suite is pinned to this experiment.".to_owned(),
        1 => "1 utterance suite is pinned to this experiment.".to_owned(),
        n => format!("{n} utterance suites are pinned to this experiment."),
    }
}

/// The name of an experiment, or its id.
pub fn experiment_name(id: &ExperimentId, name: Option<&str>) -> String {
    name.filter(|name| !name.trim().is_empty()).map_or_else(|| id.as_str().to_owned(), str::to_owned)
}

/// A name that no suite has yet, made of another.
pub fn copy_name(name: &str, taken: &[String]) -> String {
    let base = format!("{name} (copy)");
    let numbered = (2..1_000_u32).map(|n| format!("{name} (copy {n})"));
    std::iter::once(base.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(base)
}

/// The name of a file, from what a suite is called: letters, digits and marks that every system takes.
pub fn file_name(name: &str, what: &str, ending: &str) -> String {
    let plain: String = name
        .trim_end_matches(".csv")
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
        .take(60)
        .collect();
    let plain = plain.trim_matches(['-', '.']);
    let plain = if plain.is_empty() { "suite" } else { plain };
    let what = if what.is_empty() { String::new() } else { format!("-{what}") };
    format!("{plain}{what}.{ending}")
}

#[cfg(test)]
#[path = "suite_tests.rs"]
mod tests;
