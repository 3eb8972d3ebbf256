//! How a suite is run: which case is next, how fast, and what a failure means. Without a browser, so that it can be tried
//! natively; `suite_runner` does it.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::api::error::{ApiError, ErrorKind};
use crate::domain::id::ExperimentId;
use crate::domain::suite::{CaseOutcome, CaseResult, SuiteRun, Verdict};

/// How fast a suite is run. What the person asks for; refusals make it slower (see [`Pace`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunSpeed {
    /// How many utterances are under way at once: 1 to 4.
    pub concurrency: u32,
    /// How long each waits after its answer before the next begins, in milliseconds: 0 to 2,000.
    pub gap_ms: u32,
}

impl Default for RunSpeed {
    fn default() -> Self {
        Self { concurrency: 2, gap_ms: 200 }
    }
}

impl RunSpeed {
    /// The most at once.
    pub const MOST_AT_ONCE: u32 = 4;
    /// The longest gap, in milliseconds.
    pub const LONGEST_GAP_MS: u32 = 2_000;

    /// Held within what is permitted.
    #[must_use]
    pub fn clamped(self) -> Self {
        Self {
            concurrency: self.concurrency.clamp(1, Self::MOST_AT_ONCE),
            gap_ms: self.gap_ms.min(Self::LONGEST_GAP_MS),
        }
    }
}

/// How fast it goes now. Each refusal for too many requests (429) halves the rate: first the number at once, down to one,
/// then by doubling the gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    now: RunSpeed,
    round: u32,
}

impl Pace {
    /// The slowest that refusals make it: one at a time, so many milliseconds apart.
    pub const SLOWEST_GAP_MS: u32 = 8_000;
    const FIRST_GAP_MS: u32 = 200;

    /// As asked for.
    pub fn of(asked: RunSpeed) -> Self {
        Self { now: asked.clamped(), round: 0 }
    }

    /// The present speed.
    pub fn speed(&self) -> RunSpeed {
        self.now
    }

    /// Which slowing this is: a request that began before it was slowed says so by its round.
    pub fn round(&self) -> u32 {
        self.round
    }

    /// A request of a round was refused. Of those that were under way together only the first slows: they are one event.
    pub fn refused(&mut self, round: u32) -> bool {
        if round != self.round {
            return false;
        }
        self.round = self.round.wrapping_add(1);
        if self.now.concurrency > 1 {
            self.now.concurrency /= 2;
        } else {
            self.now.gap_ms = (self.now.gap_ms.max(Self::FIRST_GAP_MS / 2) * 2).min(Self::SLOWEST_GAP_MS);
        }
        true
    }
}

/// Why a run stands still.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// The person paused it, or left the page.
    Asked,
    /// The sign-in ran out.
    SignIn(ApiError),
    /// Several requests in a row failed: the network or the service is away.
    Lost(ApiError),
    /// The service refuses all of it: no such model, no access.
    Refused(ApiError),
}

/// What follows from the end of one request.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseStep {
    /// The case is done.
    Done(CaseOutcome),
    /// The case waits for another try.
    Again,
    /// The run stops; the case stays undone.
    Stop(Stop),
}

/// Which cases are still to be run. A run that is resumed makes a new one.
#[derive(Debug, Clone, Default)]
pub struct RunPlan {
    waiting: VecDeque<usize>,
    tried: BTreeSet<usize>,
    failures: u32,
}

impl RunPlan {
    /// So many requests in a row may fail (each has been tried several times by then) before the run pauses.
    pub const MOST_FAILURES: u32 = 3;

    /// All cases without an outcome, in their order.
    pub fn of(run: &SuiteRun) -> Self {
        let undone = run.results.iter().enumerate().filter(|(_, result)| result.outcome.is_none());
        Self { waiting: undone.map(|(index, _)| index).collect(), ..Self::default() }
    }

    /// Takes the next case.
    pub fn take(&mut self) -> Option<usize> {
        self.waiting.pop_front()
    }

    /// What follows from the answer to a case.
    ///
    /// A refusal of what was sent (400) is the case's own. A failure at the service is tried once more at the end, and is
    /// the case's own if it fails again. What says nothing about the case (network, time-out, too many requests) leaves it
    /// undone.
    pub fn ended(&mut self, index: usize, result: Result<CaseOutcome, &ApiError>) -> CaseStep {
        let error = match result {
            Ok(outcome) => {
                self.failures = 0;
                return CaseStep::Done(outcome);
            }
            Err(error) => error,
        };
        match &error.kind {
            ErrorKind::Invalid(_) => {
                self.failures = 0;
                return CaseStep::Done(refused(error));
            }
            ErrorKind::Unauthenticated => return CaseStep::Stop(Stop::SignIn(error.clone())),
            ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::AddressRefused { .. } => {
                return CaseStep::Stop(Stop::Refused(error.clone()));
            }
            _ => {}
        }
        self.failures += 1;
        if self.failures >= Self::MOST_FAILURES {
            return CaseStep::Stop(Stop::Lost(error.clone()));
        }
        let is_transient =
            matches!(error.kind, ErrorKind::Network | ErrorKind::Timeout | ErrorKind::RateLimited { .. });
        if !is_transient && !self.tried.insert(index) {
            return CaseStep::Done(refused(error));
        }
        self.waiting.push_back(index);
        CaseStep::Again
    }
}

fn refused(error: &ApiError) -> CaseOutcome {
    let said = match &error.kind {
        ErrorKind::Invalid(problems) => {
            let of = |p: &crate::api::error::Problem| match &p.code {
                Some(code) => format!("{code}: {}", p.message),
                None => p.message.clone(),
            };
            problems.iter().map(of).collect::<Vec<_>>().join(" ")
        }
        _ => error.service_message.clone().unwrap_or_default(),
    };
    let heading = match error.status {
        Some(status) => format!("Amazon answered {status}."),
        None => format!("{}.", error.heading()),
    };
    let words = format!("{heading} {}", said.trim()).trim().to_owned();
    CaseOutcome::Refused { words, request_id: error.request_id.clone() }
}

/// How far a run has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// All cases.
    pub total: usize,
    /// Those that are done.
    pub done: usize,
    /// Those that reached their intent.
    pub right: usize,
    /// Those that reached another one.
    pub wrong: usize,
    /// Those that the service refused.
    pub refused: usize,
}

impl Progress {
    /// Of a run.
    pub fn of(run: &SuiteRun) -> Self {
        let mut progress = Self { total: run.results.len(), ..Self::default() };
        for result in &run.results {
            progress.add(result);
        }
        progress
    }

    /// Counts a case that was done.
    pub fn add(&mut self, result: &CaseResult) {
        match result.verdict() {
            Verdict::Right | Verdict::WrongSlots => self.right += 1,
            Verdict::WrongIntent => self.wrong += 1,
            Verdict::Refused => self.refused += 1,
            Verdict::Unrun => return,
        }
        self.done += 1;
    }
}

/// When in the life of an experiment a suite is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Moment {
    /// Before it starts.
    BeforeStart,
    /// After its exposure was raised.
    AfterRaise,
    /// Before it is stopped.
    BeforeStop,
}

impl Moment {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::BeforeStart, Self::AfterRaise, Self::BeforeStop];

    /// Its name in a form.
    pub fn key(self) -> &'static str {
        match self {
            Self::BeforeStart => "before-start",
            Self::AfterRaise => "after-raise",
            Self::BeforeStop => "before-stop",
        }
    }

    /// Reads its name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == key)
    }
}

/// For which experiment a run was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Occasion {
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// When in its life.
    pub moment: Moment,
    /// Its exposure at the time, in percent, where that is known.
    #[serde(default)]
    pub exposure_percent: Option<i64>,
}

/// A run with what is kept beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunRecord {
    /// The run.
    pub run: SuiteRun,
    /// The person ended it before its end.
    #[serde(default)]
    pub is_cancelled: bool,
    /// For which experiment it was made.
    #[serde(default)]
    pub occasion: Option<Occasion>,
}

impl RunRecord {
    /// Whether it has cases to go on with.
    pub fn is_open(&self) -> bool {
        self.run.finished.is_none() && !self.is_cancelled
    }

    /// Whether there is anything to be shown of it.
    pub fn has_results(&self) -> bool {
        self.run.done() > 0
    }
}

#[cfg(test)]
#[path = "suite_run_tests.rs"]
mod tests;
