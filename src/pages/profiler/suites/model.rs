//! What the parts of suites share: the open suite, its runs, what is shown of them, and the runner.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::dialogs::Asking;
use crate::api::request::segment;
use crate::auth::context::SessionContext;
use crate::components::toast::Toasts;
use crate::domain::id::{RunId, SkillId, SuiteId};
use crate::domain::instant::Instant;
use crate::domain::skill::Stage;
use crate::domain::suite::{Comparison, Score, Suite, SuiteRun};
use crate::pages::profiler::model::{ProfilerModel, RemoteModel, interaction_model};
use crate::platform::clock;
use crate::platform::storage::Area;
use crate::state::suite_library::{SuiteLibrary, new_run_id};
use crate::state::suite_run::{Occasion, RunRecord, RunSpeed, Stop};
use crate::state::suite_runner::{RunPhase, SuiteRunner};

/// A list that is being edited.
#[derive(Debug, Clone, PartialEq)]
pub enum Editing {
    /// Of a new suite.
    New,
    /// Of one that is there.
    Suite(SuiteId),
}

/// The state of the suites of a skill. Cheap to copy.
#[derive(Clone, Copy)]
pub struct SuitesModel {
    /// The page's state.
    pub page: ProfilerModel,
    /// The suites and runs.
    pub library: SuiteLibrary,
    /// What runs.
    pub runner: SuiteRunner,
    /// The run that is under way or beginning.
    pub under_way: Memo<Option<RunId>>,
    /// The open suite.
    pub suite: Memo<Option<Arc<Suite>>>,
    /// The run whose results are shown.
    pub shown: Memo<Option<Arc<RunRecord>>>,
    /// The run that it is compared with.
    pub baseline: Memo<Option<Arc<RunRecord>>>,
    /// The score of the one that is shown.
    pub score: Memo<Option<Arc<Score>>>,
    /// The score of the one that it is compared with.
    pub baseline_score: Memo<Option<Arc<Score>>>,
    /// What changed between the two.
    pub comparison: Memo<Option<Arc<Comparison>>>,
    /// The run that the person chose to see; `None` is the latest.
    pub chosen_run: RwSignal<Option<RunId>>,
    /// The run that the person chose to compare with; `None` is the one before.
    pub chosen_baseline: RwSignal<Option<RunId>>,
    /// The interaction model that the open suite is asked of.
    pub interaction: RemoteModel,
    /// What is being edited.
    pub editing: RwSignal<Option<Editing>>,
    /// How fast to run.
    pub speed: RwSignal<RunSpeed>,
    /// For which experiment the next run is made.
    pub occasion: RwSignal<Option<Occasion>>,
    /// The cell of the confusion matrix whose utterances are shown: expected and chosen.
    pub pair: RwSignal<Option<(String, String)>>,
    /// A question that is about to be asked.
    pub asking: RwSignal<Option<Asking>>,
    /// Short words.
    pub toasts: Toasts,
    skill_id: StoredValue<SkillId>,
}

/// The key of the speed; the tab keeps it.
const SPEED_KEY: &str = "skillscope.suite-speed";

impl SuitesModel {
    /// Of a skill.
    pub fn new(page: ProfilerModel, skill_id: SkillId) -> Self {
        let open = RwSignal::new(page.view.with_untracked(|v| v.suite_id.clone()));
        let library = SuiteLibrary::new(skill_id.clone(), open.into());
        // The suite that the address names; else one that is pinned to the experiment of the address; else the one that
        // was changed last.
        Effect::new(move |_| {
            let (named, experiment_id) = page.view.with(|v| (v.suite_id.clone(), v.experiment_id.clone()));
            let first = library.suites.with(|suites| {
                let suites = suites.as_deref().unwrap_or_default();
                let pinned = suites.iter().filter(|s| experiment_id.is_some() && s.experiment_id == experiment_id);
                let latest = pinned.max_by_key(|s| s.changed).or_else(|| suites.iter().max_by_key(|s| s.changed));
                latest.map(|s| s.id.clone())
            });
            let is_there = |id: &SuiteId| {
                open.with_untracked(|o| o.as_ref() == Some(id))
                    && library.suites.with(|s| s.iter().flatten().any(|s| s.id == *id))
            };
            // An open suite stays open while its name or its list changes.
            let kept = open.get_untracked().filter(|id| named.is_none() && is_there(id));
            let next = named.or(kept).or(first);
            if open.with_untracked(|o| *o != next) {
                open.set(next);
            }
        });
        let suite = Memo::new(move |_| {
            let open = open.get()?;
            library.suites.with(|suites| suites.as_ref()?.iter().find(|s| s.id == open).cloned())
        });
        let chosen_run = RwSignal::new(None);
        let chosen_baseline = RwSignal::new(None);
        let runner = SuiteRunner::new(library);
        Effect::new(move |before: Option<Option<SuiteId>>| {
            let now = open.get();
            if before.flatten() != now {
                chosen_run.set(None);
                chosen_baseline.set(None);
                // Another suite: what runs pauses.
                runner.pause();
                runner.settle();
            }
            now
        });
        let shown = Memo::new(move |_| {
            let chosen = chosen_run.get();
            library.runs.with(|runs| {
                let with_results = || runs.iter().flatten().filter(|r| r.has_results());
                let chosen = with_results().find(|r| Some(&r.run.id) == chosen.as_ref());
                chosen.or_else(|| with_results().next()).cloned()
            })
        });
        let baseline = Memo::new(move |_| {
            let shown = shown.get()?;
            let chosen = chosen_baseline.get();
            library.runs.with(|runs| {
                let others = || runs.iter().flatten().filter(|r| r.has_results() && r.run.id != shown.run.id);
                let chosen = others().find(|r| Some(&r.run.id) == chosen.as_ref());
                let before = || others().filter(|r| r.run.started <= shown.run.started);
                // One that was cancelled says less than one that came to its end.
                chosen.or_else(|| before().find(|r| r.run.finished.is_some())).or_else(|| before().next()).cloned()
            })
        });
        let score_of = |record: Memo<Option<Arc<RunRecord>>>| {
            Memo::new(move |_| record.with(|r| r.as_ref().map(|r| Arc::new(Score::of(&r.run)))))
        };
        let comparison = Memo::new(move |_| {
            let (shown, baseline) = (shown.get()?, baseline.get()?);
            Some(Arc::new(Comparison::of(&baseline.run, &shown.run)))
        });
        let asked = Memo::new(move |_| {
            let suite = suite.get()?;
            Some((suite.skill_id.clone(), suite.stage.clone(), suite.locale.clone()))
        });
        let model = Self {
            page,
            library,
            runner,
            under_way: Memo::new(move |_| runner.is_busy().then(|| runner.state.with(|s| s.run_id.clone())).flatten()),
            suite,
            shown,
            baseline,
            score: score_of(shown),
            baseline_score: score_of(baseline),
            comparison,
            chosen_run,
            chosen_baseline,
            interaction: interaction_model(asked.into()),
            editing: RwSignal::new(None),
            speed: RwSignal::new(Area::Tab.value::<RunSpeed>(SPEED_KEY).unwrap_or_default().clamped()),
            occasion: RwSignal::new(None),
            pair: RwSignal::new(None),
            asking: RwSignal::new(None),
            toasts: Toasts::from_context(),
            skill_id: StoredValue::new(skill_id),
        };
        model.follow();
        model
    }

    /// Goes on with what was under way before a reload or a sign-in, and once the connection is back.
    fn follow(self) {
        let session = expect_context::<SessionContext>();
        let phase = Memo::new(move |_| self.runner.state.with(|s| s.phase.clone()));
        // What is to be resumed by itself is noted in the tab while it runs.
        Effect::new(move |before: Option<RunPhase>| {
            let phase = phase.get();
            if let (Some(key), Some(before)) = (self.marker_key(), before) {
                match &phase {
                    RunPhase::Running | RunPhase::Stopped(Stop::SignIn(_)) => {}
                    RunPhase::Idle if before == RunPhase::Idle => {}
                    RunPhase::Beginning => {}
                    _ => Area::Tab.remove(&key),
                }
            }
            phase
        });
        Effect::new(move |_| {
            let Some(key) = self.marker_key() else { return };
            if self.suite.with(Option::is_none) {
                return;
            }
            let Some(marked) = Area::Tab.text(&key) else { return };
            let record = self
                .library
                .runs
                .with(|runs| runs.iter().flatten().find(|r| r.run.id.as_str() == marked && r.is_open()).cloned());
            let is_idle = phase.with_untracked(|p| *p == RunPhase::Idle);
            if let (Some(record), true) = (record, is_idle)
                && !session.is_expired()
                && self.page.api.get().is_some()
            {
                self.go((*record).clone());
            }
        });
        let online = window_event_listener(ev::online, move |_| {
            if self.runner.state.try_with_untracked(|s| matches!(s.phase, RunPhase::Stopped(Stop::Lost(_))))
                == Some(true)
            {
                self.resume();
            }
        });
        let key = self.marker_key();
        on_cleanup(move || {
            online.remove();
            let waits_for_sign_in =
                self.runner.state.try_with_untracked(|s| matches!(s.phase, RunPhase::Stopped(Stop::SignIn(_))));
            if let (Some(key), Some(false)) = (key, waits_for_sign_in) {
                Area::Tab.remove(&key);
            }
        });
    }

    fn marker_key(&self) -> Option<String> {
        let api = self.page.api.try_now()?;
        let skill_id = self.skill_id.try_get_value()?;
        Some(api.namespace().key(&format!("suite-running.{}", segment(skill_id.as_str()))))
    }
}

impl SuitesModel {
    /// The experiment's part of the next run, where the address names one that the suite is pinned to.
    pub fn new_run(&self) {
        let Some(Some(suite)) = self.suite.try_get_untracked() else { return };
        let Some(id) = new_run_id() else { return };
        let pinned = suite.experiment_id.clone();
        let occasion =
            self.occasion.try_get_untracked().flatten().filter(|o| Some(&o.experiment_id) == pinned.as_ref());
        let run = SuiteRun::of(&suite, id, clock::now());
        let _ = self.chosen_run.try_set(None);
        let _ = self.chosen_baseline.try_set(None);
        self.go(RunRecord { run, is_cancelled: false, occasion });
    }

    /// The latest run, where it has cases to go on with. Tracked.
    pub fn open_run(&self) -> Option<Arc<RunRecord>> {
        self.library.runs.with(|runs| runs.iter().flatten().next().filter(|r| r.is_open()).cloned())
    }

    /// Goes on with the latest run.
    pub fn resume(&self) {
        if let Some(record) = untrack(|| self.open_run()) {
            self.go((*record).clone());
        }
    }

    fn go(&self, record: RunRecord) {
        let (Some(api), Some(skill_id)) = (self.page.api.try_now(), self.skill_id.try_get_value()) else { return };
        if let Some(key) = untrack(|| self.marker_key()) {
            // Where the tab keeps nothing, a reload in the middle leaves a run that Resume goes on with.
            let _ = Area::Tab.set_text(&key, record.run.id.as_str());
        }
        let speed = self.speed.try_get_untracked().unwrap_or_default();
        self.runner.go(api, skill_id, record, speed, clock::now);
    }

    /// Changes how fast it runs, now and from now on.
    pub fn set_speed(&self, speed: RunSpeed) {
        let speed = speed.clamped();
        let _ = self.speed.try_set(speed);
        let _ = Area::Tab.set_value(SPEED_KEY, &speed);
        self.runner.set_speed(speed);
    }

    /// Opens a suite, with a step in the history.
    pub fn open(&self, id: SuiteId) {
        let _ = self.editing.try_set(None);
        self.page.change(move |view| view.suite_id = Some(id));
    }

    /// The skill.
    pub fn skill_id(&self) -> Option<SkillId> {
        self.skill_id.try_get_value()
    }

    /// Keeps a changed suite; `changed` is set.
    pub fn save(&self, suite: Suite) {
        self.library.save(Suite { changed: clock::now(), ..suite });
    }

    /// Asks a question.
    pub fn ask(&self, asking: Asking) {
        let _ = self.asking.try_set(Some(asking));
    }

    /// The names of all suites.
    pub fn names(&self) -> Vec<String> {
        let names = self.library.suites.try_with_untracked(|s| s.iter().flatten().map(|s| s.name.clone()).collect());
        names.unwrap_or_default()
    }

    /// Stage and locale of the page, for a new suite.
    pub fn place(&self) -> (Stage, String) {
        let stage = self.page.stage.try_get_untracked().unwrap_or(Stage::Development);
        (stage, self.page.locale.try_get_untracked().unwrap_or_default())
    }

    /// Now.
    pub fn now(&self) -> Instant {
        clock::now()
    }
}
