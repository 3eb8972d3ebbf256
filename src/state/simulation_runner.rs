//! Simulations, one at a time: sent, sent again where they did not run, asked about until they end. A hidden tab asks on:
//! it is over within two minutes, and after ten the service has forgotten the result.

use std::rc::Rc;

use futures::lock::Mutex;
use leptos::prelude::*;

use super::api::Api;
use crate::api::error::{ApiError, ErrorKind};
use crate::api::simulation::{GetSimulation, SimulateSkill};
use crate::config::Polling;
use crate::domain::id::SkillId;
use crate::domain::simulation::{Simulation, SimulationStatus};
use crate::domain::skill::Stage;
use crate::platform::{clock, random};

/// A simulation is asked about this often at most, then the person has to ask. With the usual waits that is 90 s.
pub const MOST_CHECKS: u32 = 20;
/// The longest wait between two questions, in milliseconds (API-FACTS.md, section 4).
const LONGEST_WAIT_MS: f64 = 5_000.0;
/// A simulation that did not run (409, 429) is sent again this often at most.
const MOST_SENDS: u32 = 12;

/// What a person who waits is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SimulationProgress {
    /// Another one of this page is under way.
    Queued,
    /// It is being sent.
    Sending,
    /// Another simulation of the account is under way, or too many were asked for: it did not run and is sent again.
    WillSendAgain {
        /// In this many milliseconds.
        wait_ms: f64,
        /// Whether that is because of too many requests, not because of another simulation.
        throttled: bool,
    },
    /// It is under way.
    InProgress {
        /// How often it was asked about.
        checks: u32,
        /// How long until the next time, in milliseconds.
        next_ms: f64,
    },
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq)]
pub enum SimulationEnd {
    /// It ended, well or not.
    Ended(Simulation),
    /// It is still IN_PROGRESS after [`MOST_CHECKS`] questions; [`SimulationRunner::resume`] asks again.
    GaveUp(Simulation),
    /// It was not accepted, or nobody knows whether it was.
    Refused(ApiError),
    /// It was accepted and could not be asked about; [`SimulationRunner::resume`] asks again.
    OutOfSight(Simulation, ApiError),
}

/// Runs simulations. Cheap to clone; all clones take turns, since an account has one simulation at a time. A context.
///
/// Dropping a run's future stops the waiting; the simulation itself goes on at Amazon's, and the next one waits for it.
#[derive(Clone)]
pub struct SimulationRunner(Rc<Mutex<()>>);

impl SimulationRunner {
    /// Makes it and provides it as context, as [`SimulationRunnerContext`].
    pub fn provide() {
        provide_context(SimulationRunnerContext(StoredValue::new_local(Self(Rc::new(Mutex::new(()))))));
    }

    /// Sends a simulation and waits for its end.
    pub async fn run(
        &self,
        api: &Api,
        polling: &Polling,
        simulate: &SimulateSkill,
        on_progress: impl Fn(SimulationProgress),
    ) -> SimulationEnd {
        self.run_watched(api, polling, simulate, on_progress, |_| {}).await
    }

    /// The same, telling of the simulation once the service has accepted it: whoever keeps its id can
    /// [`SimulationRunner::resume`] after a reload.
    pub async fn run_watched(
        &self,
        api: &Api,
        polling: &Polling,
        simulate: &SimulateSkill,
        on_progress: impl Fn(SimulationProgress),
        on_accepted: impl Fn(&Simulation),
    ) -> SimulationEnd {
        if self.0.try_lock().is_none() {
            on_progress(SimulationProgress::Queued);
        }
        let _turn = self.0.lock().await;
        let mut sends = 0;
        let simulation = loop {
            on_progress(SimulationProgress::Sending);
            sends += 1;
            match api.call(simulate).await {
                Ok(simulation) => break simulation,
                Err(error) => match wait_to_send_again_ms(polling, sends, &error) {
                    Some(wait_ms) => {
                        let throttled = error.is_throttled();
                        on_progress(SimulationProgress::WillSendAgain { wait_ms, throttled });
                        clock::wait_ms(wait_ms).await;
                    }
                    None => return SimulationEnd::Refused(error),
                },
            }
        };
        on_accepted(&simulation);
        poll(api, polling, &simulate.skill_id, &simulate.stage, simulation, &on_progress).await
    }

    /// Asks about a simulation that was given up, or whose page was left.
    pub async fn resume(
        &self,
        api: &Api,
        polling: &Polling,
        (skill_id, stage): (&SkillId, &Stage),
        simulation: Simulation,
        on_progress: impl Fn(SimulationProgress),
    ) -> SimulationEnd {
        let _turn = self.0.lock().await;
        poll(api, polling, skill_id, stage, simulation, &on_progress).await
    }
}

/// How long to wait before sending again what did not run; `None` where it may have run, or it was tried too often.
fn wait_to_send_again_ms(polling: &Polling, sends: u32, error: &ApiError) -> Option<f64> {
    if sends >= MOST_SENDS {
        return None;
    }
    match error.kind {
        ErrorKind::RateLimited { retry_after_ms: Some(asked_ms) } => Some(asked_ms as f64),
        ErrorKind::Conflict | ErrorKind::RateLimited { .. } => {
            // Between half and all of it, so that two tabs do not stay in step.
            Some(wait_ms(polling, sends) * (0.5 + random::unit() / 2.0))
        }
        _ => None,
    }
}

fn wait_ms(polling: &Polling, n: u32) -> f64 {
    let grown = f64::from(polling.first_ms) * polling.factor.powi(n.saturating_sub(1).try_into().unwrap_or(i32::MAX));
    grown.min(f64::from(polling.cap_ms)).min(LONGEST_WAIT_MS)
}

async fn poll(
    api: &Api,
    polling: &Polling,
    skill_id: &SkillId,
    stage: &Stage,
    mut simulation: Simulation,
    on_progress: &impl Fn(SimulationProgress),
) -> SimulationEnd {
    let get = GetSimulation { skill_id: skill_id.clone(), stage: stage.clone(), simulation_id: simulation.id.clone() };
    let mut checks = 0;
    // A status that no document has may pass as well.
    while !matches!(simulation.status, SimulationStatus::Successful | SimulationStatus::Failed) {
        if checks >= MOST_CHECKS {
            return SimulationEnd::GaveUp(simulation);
        }
        let next_ms = wait_ms(polling, checks + 1);
        on_progress(SimulationProgress::InProgress { checks, next_ms });
        clock::wait_ms(next_ms).await;
        checks += 1;
        match api.call(&get).await {
            Ok(now) => simulation = now,
            Err(error) => return SimulationEnd::OutOfSight(simulation, error),
        }
    }
    SimulationEnd::Ended(simulation)
}

/// The runner as a context, cheap to copy.
#[derive(Clone, Copy)]
pub struct SimulationRunnerContext(StoredValue<SimulationRunner, LocalStorage>);

impl SimulationRunnerContext {
    /// The runner; `None` once the page is gone.
    pub fn get(&self) -> Option<SimulationRunner> {
        self.0.try_get_value()
    }
}
