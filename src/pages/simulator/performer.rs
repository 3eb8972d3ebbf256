//! Says something to the skill and waits for the answer: what scripts and comparisons have in common.

use std::sync::{Arc, Mutex};

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::api::simulation::SimulateSkill;
use crate::config::Polling;
use crate::domain::conversation::TurnOutcome;
use crate::domain::simulation::SimulationStatus;
use crate::state::api::ApiContext;
use crate::state::installation::Installation;
use crate::state::simulation_runner::{SimulationEnd, SimulationProgress, SimulationRunnerContext};

/// Runs the turns of conversations, one at a time, and can be stopped. Cheap to clone; stops with its owner.
#[derive(Clone)]
pub struct Performer {
    api: ApiContext,
    runner: SimulationRunnerContext,
    polling: Polling,
    stop: Arc<Mutex<Stop>>,
}

#[derive(Default)]
struct Stop {
    is_asked: bool,
    handle: Option<AbortHandle>,
}

impl Performer {
    /// From the contexts of the page.
    pub fn new() -> Self {
        let polling = untrack(|| expect_context::<Installation>().config()).polling;
        let performer = Self { api: expect_context(), runner: expect_context(), polling, stop: Arc::default() };
        let own = performer.clone().stop;
        on_cleanup(move || stop(&own));
        performer
    }

    /// What was stopped before may begin again.
    pub fn begin(&self) {
        if let Ok(mut stop) = self.stop.lock() {
            *stop = Stop::default();
        }
    }

    /// Stops waiting for what is under way, and says nothing more.
    pub fn stop(&self) {
        stop(&self.stop);
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.stop.lock().map_or(true, |stop| stop.is_asked)
    }

    /// Says something and waits until the skill has answered.
    pub async fn say(&self, simulate: &SimulateSkill, on_progress: impl Fn(SimulationProgress)) -> TurnOutcome {
        let (Some(api), Some(runner)) = (self.api.try_now(), self.runner.get()) else { return TurnOutcome::Cancelled };
        if self.is_stopped() {
            return TurnOutcome::Cancelled;
        }
        let (run, handle) = abortable(runner.run(&api, &self.polling, simulate, on_progress));
        if let Ok(mut stop) = self.stop.lock() {
            stop.handle = Some(handle);
        }
        match run.await {
            Ok(end) => outcome_of(end),
            Err(_) => TurnOutcome::Cancelled,
        }
    }
}

fn stop(stop: &Mutex<Stop>) {
    if let Ok(mut stop) = stop.lock() {
        stop.is_asked = true;
        if let Some(handle) = stop.handle.take() {
            handle.abort();
        }
    }
}

fn outcome_of(end: SimulationEnd) -> TurnOutcome {
    match end {
        SimulationEnd::Ended(simulation) => TurnOutcome::Ended(simulation),
        SimulationEnd::GaveUp(simulation) => TurnOutcome::GaveUp(simulation),
        SimulationEnd::Refused(error) | SimulationEnd::OutOfSight(_, error) => refused(&error),
    }
}

fn refused(error: &ApiError) -> TurnOutcome {
    let service = error.service_message.as_deref().filter(|text| !text.trim().is_empty());
    let words = match service {
        Some(service) => format!("{}: “{service}” {}", error.heading(), error.advice()),
        None => format!("{}. {}", error.heading(), error.advice()),
    };
    TurnOutcome::Refused { words, request_id: error.request_id.clone() }
}

/// What a turn waits for.
pub fn progress_words(progress: SimulationProgress) -> String {
    let seconds = |ms: f64| (ms / 1_000.0).round().max(1.0);
    match progress {
        SimulationProgress::Queued => "waits for another simulation of this page".to_owned(),
        SimulationProgress::Sending => "being sent".to_owned(),
        SimulationProgress::WillSendAgain { wait_ms, throttled: true } => {
            format!("Amazon asked us to slow down, sent again in {} s", seconds(wait_ms))
        }
        SimulationProgress::WillSendAgain { wait_ms, throttled: false } => {
            format!("another simulation of this account runs, sent again in {} s", seconds(wait_ms))
        }
        SimulationProgress::InProgress { checks, next_ms } => {
            let state = SimulationStatus::InProgress;
            let times = if checks == 1 { "once".to_owned() } else { format!("{checks} times") };
            format!("{state}, checked {times}, next in {} s", seconds(next_ms))
        }
    }
}
