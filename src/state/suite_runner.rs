//! Runs a suite: so many utterances at once, slower when the service asks for it, kept as the answers arrive.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures::StreamExt;
use futures::future::{AbortHandle, Abortable};
use futures::stream::FuturesUnordered;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::Api;
use super::shelf::Shelf;
use super::suite_library::{SuiteLibrary, keep_run};
use super::suite_run::{CaseStep, Pace, Progress, RunPlan, RunRecord, RunSpeed, Stop};
use crate::api::profile::ProfileNlu;
use crate::domain::id::{RunId, SkillId};
use crate::domain::instant::Instant;
use crate::domain::suite::CaseOutcome;
use crate::platform::{clock, lock};
use crate::transport::client::CallEvent;

/// Answers are kept at least this often, in milliseconds, or after so many.
const KEEP_EVERY_MS: f64 = 1_000.0;
const KEEP_EVERY: usize = 10;
/// Results are shown at most this often, in milliseconds, for each thousand utterances of the suite: scores, matrix and
/// hints are made anew each time.
const SHOW_EVERY_MS: f64 = 1_000.0;

/// What the runner does.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RunPhase {
    /// Nothing.
    #[default]
    Idle,
    /// It is about to begin.
    Beginning,
    /// It runs.
    Running,
    /// It stands still, and can go on.
    Stopped(Stop),
    /// Another tab runs this suite.
    Elsewhere,
}

/// How a run goes at the moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunState {
    /// What the runner does.
    pub phase: RunPhase,
    /// Which run it is about; `None` before the first.
    pub run_id: Option<RunId>,
    /// How far it has got.
    pub progress: Progress,
    /// The present speed, where refusals made it slower than was asked for.
    pub slowed: Option<RunSpeed>,
    /// A request is tried again: after so many milliseconds, and whether because of too many requests.
    pub waiting: Option<(u64, bool)>,
}

/// Runs one suite at a time. Cheap to copy; a run pauses when its owner goes.
#[derive(Clone, Copy)]
pub struct SuiteRunner {
    /// How it goes.
    pub state: RwSignal<RunState>,
    library: SuiteLibrary,
    active: StoredValue<Option<Rc<Active>>, LocalStorage>,
}

/// A run under way.
struct Active {
    record: RefCell<RunRecord>,
    plan: RefCell<RunPlan>,
    pace: RefCell<Pace>,
    progress: Cell<Progress>,
    abort: AbortHandle,
    place: Option<(Shelf, SkillId)>,
    kept_ms: Cell<f64>,
    unkept: Cell<usize>,
    shown_ms: Cell<Option<f64>>,
    /// The suite was deleted: nothing more is kept of it.
    is_abandoned: Cell<bool>,
}

impl SuiteRunner {
    /// Nothing runs yet.
    pub fn new(library: SuiteLibrary) -> Self {
        let runner = Self { state: RwSignal::new(RunState::default()), library, active: StoredValue::new_local(None) };
        on_cleanup(move || {
            if let Some(Some(active)) = runner.active.try_update_value(Option::take) {
                active.abort.abort();
                let record = active.record.borrow().clone();
                if let Some((shelf, skill_id)) = active.place.clone() {
                    spawn_local(async move {
                        // A page that is left shows nobody that the last second was not kept.
                        let _ = keep_run(&shelf, &skill_id, &record).await;
                    });
                }
            }
        });
        runner
    }

    /// Whether a run is under way or beginning. Tracked.
    pub fn is_busy(&self) -> bool {
        self.state.with(|state| matches!(state.phase, RunPhase::Beginning | RunPhase::Running))
    }

    /// Runs what is not done of a run. `lock_name` is the suite's: no two tabs run one suite at once.
    pub fn go(&self, api: Api, skill_id: SkillId, record: RunRecord, speed: RunSpeed, finished_at: fn() -> Instant) {
        let runner = *self;
        let is_free = runner.active.try_with_value(Option::is_none) == Some(true)
            && !runner.state.with_untracked(|s| s.phase == RunPhase::Beginning);
        if !is_free {
            return;
        }
        let _ = runner.state.try_set(RunState {
            phase: RunPhase::Beginning,
            run_id: Some(record.run.id.clone()),
            progress: Progress::of(&record.run),
            ..RunState::default()
        });
        spawn_local(async move {
            let name = format!("{}suite.{}", api.namespace().prefix(), record.run.suite_id);
            let Some(_held) = lock::take(&name).await else {
                let _ = runner.state.try_update(|state| state.phase = RunPhase::Elsewhere);
                lock::freed(&name).await;
                // It ended or paused there, or that tab was closed without a word.
                runner.library.read_again().await;
                if runner.state.try_with_untracked(|s| s.phase == RunPhase::Elsewhere) == Some(true) {
                    runner.settle();
                }
                return;
            };
            // Another tab may have gone on with it meanwhile.
            let kept = runner.library.kept_run(&record.run.suite_id, &record.run.id).await;
            let mut record = kept.unwrap_or(record);
            record.is_cancelled = false;
            let (abort, registration) = AbortHandle::new_pair();
            let active = Rc::new(Active {
                plan: RefCell::new(RunPlan::of(&record.run)),
                pace: RefCell::new(Pace::of(speed)),
                progress: Cell::new(Progress::of(&record.run)),
                record: RefCell::new(record),
                abort,
                place: runner.library.shelf(),
                kept_ms: Cell::new(clock::monotonic_ms()),
                unkept: Cell::new(0),
                shown_ms: Cell::new(None),
                is_abandoned: Cell::new(false),
            });
            // The page may be gone by now.
            if runner.active.try_set_value(Some(Rc::clone(&active))).is_some() {
                return;
            }
            let first = active.record.borrow().clone();
            runner.library.put_run(first).await;
            runner.publish(&active, RunPhase::Running);
            let pool = Abortable::new(runner.pool(&api, &skill_id, &active), registration);
            let stop = pool.await.unwrap_or(Some(Stop::Asked));
            if stop.is_none() {
                active.record.borrow_mut().run.finished = Some(finished_at());
            }
            let last = active.record.borrow().clone();
            let is_over = last.is_cancelled || stop.is_none() || active.is_abandoned.get();
            if !active.is_abandoned.get() {
                runner.library.put_run(last).await;
            }
            let _ = runner.active.try_set_value(None);
            runner.publish(
                &active,
                match stop {
                    Some(stop) if !is_over => RunPhase::Stopped(stop),
                    _ => RunPhase::Idle,
                },
            );
        });
    }

    /// Stops; what is done is kept, and the rest can go on later.
    pub fn pause(&self) {
        let _ = self.active.try_with_value(|active| {
            if let Some(active) = active {
                active.abort.abort();
            }
        });
    }

    /// Stops for good; what is done is kept.
    pub fn cancel(&self) {
        let _ = self.active.try_with_value(|active| {
            if let Some(active) = active {
                active.record.borrow_mut().is_cancelled = true;
                active.abort.abort();
            }
        });
    }

    /// Stops for good, and keeps nothing: the suite is deleted.
    pub fn abandon(&self) {
        let _ = self.active.try_with_value(|active| {
            if let Some(active) = active {
                active.is_abandoned.set(true);
                active.abort.abort();
            }
        });
    }

    /// Changes the speed of the run under way.
    pub fn set_speed(&self, speed: RunSpeed) {
        let _ = self.active.try_with_value(|active| {
            if let Some(active) = active {
                *active.pace.borrow_mut() = Pace::of(speed);
            }
        });
        let _ = self.state.try_update(|state| state.slowed = None);
    }

    /// Forgets how the last run ended.
    pub fn settle(&self) {
        if self.active.try_with_value(Option::is_none) == Some(true) {
            let _ = self.state.try_set(RunState::default());
        }
    }

    fn publish(&self, active: &Active, phase: RunPhase) {
        let _ = self.state.try_update(|state| {
            state.progress = active.progress.get();
            state.phase = phase;
            state.waiting = None;
        });
    }

    /// Runs the plan with as many requests at once as the pace permits; why it stopped, `None` at its end.
    async fn pool(&self, api: &Api, skill_id: &SkillId, active: &Rc<Active>) -> Option<Stop> {
        let mut flying = FuturesUnordered::new();
        loop {
            while flying.len() < active.pace.borrow().speed().concurrency as usize {
                let Some(index) = active.plan.borrow_mut().take() else { break };
                flying.push(self.profile(api, skill_id, active, index));
            }
            // What is dropped with the pool is aborted on its way and stays undone.
            if let Some(stop) = flying.next().await? {
                return Some(stop);
            }
        }
    }

    async fn profile(&self, api: &Api, skill_id: &SkillId, active: &Rc<Active>, index: usize) -> Option<Stop> {
        let call = {
            let record = active.record.borrow();
            let case = &record.run.results.get(index)?.case;
            ProfileNlu {
                skill_id: skill_id.clone(),
                stage: record.run.stage.clone(),
                locale: record.run.locale.clone(),
                utterance: case.utterance.clone(),
                multi_turn_token: None,
            }
        };
        let round = Cell::new(active.pace.borrow().round());
        let result = api.call_watched(&call, |event| self.heard(active, event, &round)).await;
        let step = active.plan.borrow_mut().ended(
            index,
            result.as_ref().map(CaseOutcome::of).inspect_err(|error| {
                if error.is_throttled() {
                    self.slow(active, round.get());
                }
            }),
        );
        match step {
            CaseStep::Done(outcome) => self.done(active, index, outcome),
            CaseStep::Again => {}
            CaseStep::Stop(stop) => return Some(stop),
        }
        let gap_ms = active.pace.borrow().speed().gap_ms;
        if gap_ms > 0 {
            clock::wait_ms(f64::from(gap_ms)).await;
        }
        None
    }

    fn heard(&self, active: &Active, event: CallEvent, round: &Cell<u32>) {
        match event {
            CallEvent::Sent => {
                round.set(active.pace.borrow().round());
                let _ = self.state.try_update(|state| state.waiting = None);
            }
            CallEvent::WillRetry { wait_ms, throttled, .. } => {
                if throttled {
                    self.slow(active, round.get());
                }
                let _ = self.state.try_update(|state| state.waiting = Some((wait_ms, throttled)));
            }
        }
    }

    fn slow(&self, active: &Active, round: u32) {
        if active.pace.borrow_mut().refused(round) {
            let speed = active.pace.borrow().speed();
            let _ = self.state.try_update(|state| state.slowed = Some(speed));
        }
    }

    fn done(&self, active: &Rc<Active>, index: usize, outcome: CaseOutcome) {
        {
            let mut record = active.record.borrow_mut();
            let Some(result) = record.run.results.get_mut(index) else { return };
            result.outcome = Some(outcome);
            let mut progress = active.progress.get();
            progress.add(result);
            active.progress.set(progress);
        }
        let _ = self.state.try_update(|state| state.progress = active.progress.get());
        active.unkept.set(active.unkept.get() + 1);
        let now_ms = clock::monotonic_ms();
        let (is_shown, is_kept) = (active.is_to_be_shown(now_ms), active.is_to_be_kept(now_ms));
        if !is_shown && !is_kept {
            return;
        }
        let record = Arc::new(active.record.borrow().clone());
        if is_shown {
            active.shown_ms.set(Some(now_ms));
            self.library.show_run(&record);
        }
        if is_kept {
            active.unkept.set(0);
            active.kept_ms.set(now_ms);
            let (runner, active) = (*self, Rc::clone(active));
            spawn_local(async move {
                let is_kept = match &active.place {
                    Some((shelf, skill_id)) => keep_run(shelf, skill_id, &record).await,
                    None => false,
                };
                runner.library.was_kept(is_kept);
            });
        }
    }
}

impl Active {
    fn is_to_be_kept(&self, now_ms: f64) -> bool {
        !self.is_abandoned.get() && (self.unkept.get() >= KEEP_EVERY || now_ms - self.kept_ms.get() >= KEEP_EVERY_MS)
    }

    /// The first answer at once, then now and again.
    fn is_to_be_shown(&self, now_ms: f64) -> bool {
        let cases = self.record.borrow().run.results.len();
        let every_ms = SHOW_EVERY_MS * (1.0 + cases as f64 / 1_000.0).floor();
        self.shown_ms.get().is_none_or(|shown_ms| now_ms - shown_ms >= every_ms)
    }
}
