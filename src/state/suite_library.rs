//! The suites of a skill and the runs of the one that is open, as this browser keeps them.
//!
//! What changes here is told to the other tabs, which read again. A browser that keeps nothing still works: what is made
//! then lasts as long as the page, and the page says so.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};

use super::api::ApiContext;
use super::shelf::{DocumentKind, Shelf};
use super::suite_run::RunRecord;
use crate::domain::id::{RunId, SkillId, SuiteId};
use crate::domain::suite::Suite;
use crate::platform::random;
use crate::platform::tabs::TabChannel;

/// The channel on which tabs say that a library changed.
const CHANNEL: &str = "skillscope.suites";
/// The most runs that are kept of a suite; the oldest go first.
pub const MOST_RUNS: usize = 50;

/// The suites of a skill. Cheap to copy; what is under way ends with its owner, what is being kept is kept.
#[derive(Clone, Copy)]
pub struct SuiteLibrary {
    /// The suites by name; `None` while they are being read.
    pub suites: RwSignal<Option<Vec<Arc<Suite>>>>,
    /// The runs of the open suite, the latest first; `None` while they are being read.
    pub runs: RwSignal<Option<Vec<Arc<RunRecord>>>>,
    /// False once the browser did not keep something.
    pub is_kept: RwSignal<bool>,
    skill_id: StoredValue<SkillId>,
    open: Signal<Option<SuiteId>>,
    shelf: StoredValue<Option<Shelf>, LocalStorage>,
    opened: RwSignal<u32>,
    news: StoredValue<TabChannel, LocalStorage>,
}

impl SuiteLibrary {
    /// Reads the suites of a skill, and the runs of the one that is open.
    pub fn new(skill_id: SkillId, open: Signal<Option<SuiteId>>) -> Self {
        let api = expect_context::<ApiContext>();
        let heard = RwSignal::new(0_u32);
        let own = skill_id.as_str().to_owned();
        let channel = TabChannel::open(CHANNEL, move |text| {
            if text == own {
                let _ = heard.try_update(|n| *n = n.wrapping_add(1));
            }
        });
        let library = Self {
            suites: RwSignal::new(None),
            runs: RwSignal::new(None),
            is_kept: RwSignal::new(true),
            skill_id: StoredValue::new(skill_id),
            open,
            shelf: StoredValue::new_local(None),
            opened: RwSignal::new(0),
            news: StoredValue::new_local(channel),
        };
        let namespace = Memo::new(move |_| api.get().map(|api| SendNamespace(api.namespace().clone())));
        Effect::new(move |_| {
            let Some(SendNamespace(namespace)) = namespace.get() else { return };
            spawn_local_scoped_with_cancellation(async move {
                let shelf = Shelf::open(namespace).await;
                let _ = library.is_kept.try_set(shelf.is_some());
                let _ = library.shelf.try_set_value(shelf);
                let _ = library.opened.try_update(|n| *n += 1);
            });
        });
        Effect::new(move |_| {
            heard.track();
            if library.opened.get() == 0 {
                return;
            }
            spawn_local_scoped_with_cancellation(async move { library.read_suites().await });
        });
        Effect::new(move |before: Option<Option<SuiteId>>| {
            heard.track();
            let open = library.open.get();
            if library.opened.get() == 0 {
                return open;
            }
            if before.flatten() != open {
                library.runs.set(None);
            }
            let asked = open.clone();
            spawn_local_scoped_with_cancellation(async move { library.read_runs(asked).await });
            open
        });
        library
    }

    fn place(&self) -> Option<(Shelf, SkillId)> {
        Some((self.shelf.try_get_value()??, self.skill_id.try_get_value()?))
    }

    async fn read_suites(&self) {
        let Some((shelf, skill_id)) = self.place() else {
            let _ = self.suites.try_update(|suites| {
                suites.get_or_insert_default();
            });
            return;
        };
        let Ok(kept) = shelf.try_list::<Suite>(DocumentKind::Suite, &[skill_id.as_str()]).await else {
            // What is shown stays; the frame says that the browser does not answer.
            let _ = self.suites.try_update(|suites| {
                suites.get_or_insert_default();
            });
            return;
        };
        let mut suites: Vec<Arc<Suite>> = kept.into_iter().map(Arc::new).collect();
        sort(&mut suites);
        let _ = self.suites.try_set(Some(suites));
    }

    async fn read_runs(&self, open: Option<SuiteId>) {
        let (Some((shelf, skill_id)), Some(suite_id)) = (self.place(), open) else {
            let _ = self.runs.try_update(|runs| {
                runs.get_or_insert_default();
            });
            return;
        };
        let within = [skill_id.as_str(), suite_id.as_str()];
        let Ok(mut runs) = shelf.try_list::<RunRecord>(DocumentKind::SuiteRun, &within).await else {
            let _ = self.runs.try_update(|runs| {
                runs.get_or_insert_default();
            });
            return;
        };
        runs.sort_by(|a, b| b.run.started.cmp(&a.run.started).then_with(|| b.run.id.cmp(&a.run.id)));
        let _ = self.runs.try_set(Some(runs.into_iter().map(Arc::new).collect()));
    }

    /// Reads the runs of the open suite again.
    pub async fn read_again(&self) {
        if let Some(open) = self.open.try_get_untracked() {
            self.read_runs(open).await;
        }
    }

    /// Keeps a suite, in place of one of the same id.
    pub fn save(&self, suite: Suite) {
        let suite = Arc::new(suite);
        let is_here = self.skill_id.try_get_value().as_ref() == Some(&suite.skill_id);
        let _ = self.suites.try_update(|suites| {
            // A library may bring suites of other skills.
            if !is_here {
                return;
            }
            let suites = suites.get_or_insert_default();
            suites.retain(|s| s.id != suite.id);
            suites.push(Arc::clone(&suite));
            sort(suites);
        });
        let (library, place) = (*self, self.place());
        spawn_local(async move {
            let Some((shelf, _)) = place else { return library.was_kept(false) };
            let skill_id = suite.skill_id.clone();
            let is_kept = shelf.keep(DocumentKind::Suite, &[skill_id.as_str()], suite.id.as_str(), &*suite).await;
            library.was_kept(is_kept);
            library.tell(&skill_id);
        });
    }

    /// All suites of the account, of whatever skill; those of this page where the browser keeps nothing.
    pub async fn all_suites(&self) -> Vec<Suite> {
        match self.place() {
            Some((shelf, _)) => shelf.list(DocumentKind::Suite, &[]).await,
            None => {
                let here = self.suites.try_with_untracked(|s| s.iter().flatten().map(|s| (**s).clone()).collect());
                here.unwrap_or_default()
            }
        }
    }

    /// Deletes a suite and all its runs.
    pub fn delete(&self, suite_id: SuiteId) {
        let _ = self.suites.try_update(|suites| suites.get_or_insert_default().retain(|s| s.id != suite_id));
        let (library, place) = (*self, self.place());
        spawn_local(async move {
            let Some((shelf, skill_id)) = place else { return };
            let is_gone = shelf.delete(DocumentKind::Suite, &[skill_id.as_str()], suite_id.as_str()).await
                && shelf.delete_all(DocumentKind::SuiteRun, &[skill_id.as_str(), suite_id.as_str()]).await;
            library.was_kept(is_gone);
            library.tell(&skill_id);
        });
    }

    /// Shows a run among the others of its suite as it stands now; those that are too many by then.
    pub fn show_run(&self, record: &Arc<RunRecord>) -> Vec<Arc<RunRecord>> {
        let is_open = self.open.try_get_untracked().flatten().as_ref() == Some(&record.run.suite_id);
        let mut over = Vec::new();
        if is_open {
            let _ = self.runs.try_update(|runs| {
                let runs = runs.get_or_insert_default();
                match runs.iter_mut().find(|r| r.run.id == record.run.id) {
                    Some(known) => *known = Arc::clone(record),
                    None => runs.insert(0, Arc::clone(record)),
                }
                over = runs.split_off(runs.len().min(MOST_RUNS));
            });
        }
        over
    }

    /// Shows a run among the others of its suite, and keeps it. The oldest go where there are too many.
    pub async fn put_run(&self, record: RunRecord) {
        let record = Arc::new(record);
        let over = self.show_run(&record);
        let Some((shelf, skill_id)) = self.place() else { return self.was_kept(false) };
        let is_kept = keep_run(&shelf, &skill_id, &record).await;
        self.was_kept(is_kept);
        for old in over {
            self.delete_run(&old.run.suite_id, &old.run.id).await;
        }
        self.tell(&skill_id);
    }

    async fn delete_run(&self, suite_id: &SuiteId, run_id: &RunId) {
        if let Some((shelf, skill_id)) = self.place() {
            // One that stays is deleted after the next run.
            let _ =
                shelf.delete(DocumentKind::SuiteRun, &[skill_id.as_str(), suite_id.as_str()], run_id.as_str()).await;
        }
    }

    /// A run as it is kept now: another tab may have gone on with it.
    pub async fn kept_run(&self, suite_id: &SuiteId, run_id: &RunId) -> Option<RunRecord> {
        let (shelf, skill_id) = self.place()?;
        shelf.get(DocumentKind::SuiteRun, &[skill_id.as_str(), suite_id.as_str()], run_id.as_str()).await
    }

    /// Where runs are kept while they go on.
    pub fn shelf(&self) -> Option<(Shelf, SkillId)> {
        self.place()
    }

    /// Notes whether the browser kept something.
    pub fn was_kept(&self, is_kept: bool) {
        if !is_kept {
            let _ = self.is_kept.try_set(false);
        }
    }

    fn tell(&self, skill_id: &SkillId) {
        let _ = self.news.try_with_value(|channel| channel.say(skill_id.as_str()));
    }
}

/// A namespace in a signal.
#[derive(Clone, PartialEq)]
struct SendNamespace(crate::platform::storage::Namespace);

/// Keeps a run; false where the browser refused.
pub async fn keep_run(shelf: &Shelf, skill_id: &SkillId, record: &RunRecord) -> bool {
    let within = [skill_id.as_str(), record.run.suite_id.as_str()];
    shelf.keep(DocumentKind::SuiteRun, &within, record.run.id.as_str(), record).await
}

fn sort(suites: &mut [Arc<Suite>]) {
    suites.sort_by(|a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase()).then_with(|| a.id.cmp(&b.id)));
}

/// An id that nothing else has; `None` where the browser has no randomness.
fn new_id() -> Option<String> {
    random::hex::<12>()
}

/// The id of a new suite.
pub fn new_suite_id() -> Option<SuiteId> {
    SuiteId::parse(&new_id()?).ok()
}

/// The id of a new run.
pub fn new_run_id() -> Option<RunId> {
    RunId::parse(&new_id()?).ok()
}
