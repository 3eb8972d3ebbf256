//! What the parts of the form share.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::draft::{Draft, free_name};
use super::field_key::FieldKey;
use super::keeper::Keeper;
use super::outcome::{taken_names, with_name};
use super::{reads, words};
use crate::api::error::ApiError;
use crate::auth::context::SessionContext;
use crate::components::current_route::CurrentRoute;
use crate::components::toast::Toasts;
use crate::domain::experiment::rule::{Purpose, Wrong};
use crate::domain::experiment::{ExperimentState, ExperimentSummary};
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::skill::Skill;
use crate::route::{ExperimentView, ExperimentsView, FormPurpose, FormView, Route};
use crate::state::api::{Api, ApiContext};
use crate::state::experiment_book::ExperimentNews;
use crate::state::now::DataClock;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

/// What the form is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for the person.
    Idle,
    /// Reading what a write depends on.
    Checking,
    /// The write is under way.
    Sending,
    /// Finding out what became of a write.
    Looking,
}

/// What stands above the buttons after a try.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// It was refused, or what it depends on could not be read: nothing was done.
    Refused(ApiError),
    /// It is not there, though it was sent: the person may send it again.
    NotThere {
        /// Why the answer did not come, where that is known.
        error: Option<ApiError>,
    },
    /// An earlier try went through, and the form holds something else by now.
    There {
        /// The experiment.
        id: ExperimentId,
        /// Its name.
        name: String,
    },
    /// Whether it was done could not be found out.
    Unsure(ApiError),
    /// Another tab or person changed the settings since the draft was begun.
    Changed(Box<Draft>),
    /// The experiment is in a state that does not allow a change.
    NotEditable {
        /// The state.
        state: Option<ExperimentState>,
        /// The refusal that said so, where one was sent.
        error: Option<ApiError>,
    },
}

/// Whether the tab keeps the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to keep yet.
    Nothing,
    /// It is kept.
    Yes,
    /// The browser refused.
    Refused,
}

/// What a form starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// What stands in it.
    pub draft: Draft,
    /// What it was begun with.
    pub begun_with: Draft,
}

/// The form's state. Cheap to copy.
#[derive(Clone, Copy)]
pub struct FormModel {
    /// The address.
    pub current: CurrentRoute,
    /// The client.
    pub api: ApiContext,
    /// The clock of the data.
    pub clock: DataClock,
    /// Short words.
    pub toasts: Toasts,
    /// What other tabs are told.
    pub news: ExperimentNews,
    /// What is typed.
    pub draft: RwSignal<Draft>,
    /// What the draft was begun with.
    pub begun_with: RwSignal<Draft>,
    /// What is wrong, as far as it is shown, by field.
    pub problems: RwSignal<BTreeMap<FieldKey, String>>,
    /// The skill's experiments.
    pub experiments: RwSignal<Remote<Vec<ExperimentSummary>>>,
    /// Unique customers of the last seven days; `None` where the service has no value.
    pub weekly_customers: RwSignal<Remote<Option<f64>>>,
    /// The skill, where the list has it.
    pub skill: Memo<Option<Skill>>,
    /// What it is doing.
    pub phase: RwSignal<Phase>,
    /// What stands above the buttons.
    pub notice: RwSignal<Option<Notice>>,
    /// Whether the draft is kept.
    pub kept: RwSignal<Kept>,
    /// What was thrown away last.
    pub discarded: RwSignal<Option<Draft>>,
    /// Who is signed in.
    pub session: SessionContext,
    view: StoredValue<(SkillId, FormPurpose)>,
    keeper: StoredValue<Option<Keeper>>,
}

impl FormModel {
    /// The state of a form, which keeps the draft and reads what the form shows of the skill.
    pub fn new(current: CurrentRoute, skill_id: SkillId, purpose: FormPurpose, start: Start, keeper: Keeper) -> Self {
        let skills = expect_context::<SkillList>();
        let id = skill_id.clone();
        let form = Self {
            current,
            api: expect_context::<ApiContext>(),
            clock: expect_context::<DataClock>(),
            toasts: Toasts::from_context(),
            news: ExperimentNews::listen(|_| {}),
            draft: RwSignal::new(start.draft),
            begun_with: RwSignal::new(start.begun_with),
            problems: RwSignal::new(BTreeMap::new()),
            experiments: RwSignal::new(Remote::Idle),
            weekly_customers: RwSignal::new(Remote::Idle),
            skill: Memo::new(move |_| skills.find(&id)),
            phase: RwSignal::new(Phase::Idle),
            notice: RwSignal::new(None),
            kept: RwSignal::new(Kept::Nothing),
            discarded: RwSignal::new(None),
            session: expect_context::<SessionContext>(),
            view: StoredValue::new((skill_id, purpose)),
            keeper: StoredValue::new(Some(keeper)),
        };
        form.keep_the_draft();
        form.name_the_skill();
        reads::read_experiments(form);
        reads::read_weekly_customers(form, skills);
        form
    }

    /// The skill's name may arrive after something was found wrong: what is said then names it.
    fn name_the_skill(self) {
        Effect::new(move |before: Option<String>| {
            let name = self.skill_name();
            if before.is_some_and(|before| before != name) {
                let found = untrack(|| self.found());
                self.problems.update(|problems| {
                    for (key, words) in problems.iter_mut() {
                        if let Some(again) = found.get(key) {
                            words.clone_from(again);
                        }
                    }
                });
            }
            name
        });
    }

    fn keep_the_draft(self) {
        Effect::new(move |_| {
            let kept = self.draft.with(|draft| {
                self.begun_with.with(|begun_with| {
                    let Some(keeper) = self.keeper() else { return Kept::Nothing };
                    if draft == begun_with {
                        keeper.forget_draft();
                        return Kept::Nothing;
                    }
                    if keeper.keep(draft, begun_with) { Kept::Yes } else { Kept::Refused }
                })
            });
            self.kept.set(kept);
        });
    }

    /// The skill.
    pub fn skill_id(self) -> Option<SkillId> {
        self.view.try_with_value(|v| v.0.clone())
    }

    /// What the form is for.
    pub fn purpose(self) -> FormPurpose {
        self.view.try_with_value(|v| v.1.clone()).unwrap_or(FormPurpose::Create { copy: None })
    }

    /// The experiment that is changed.
    pub fn edited(self) -> Option<ExperimentId> {
        match self.purpose() {
            FormPurpose::Edit(id) => Some(id),
            FormPurpose::Create { .. } => None,
        }
    }

    /// What the rules are to check.
    pub fn rules(self) -> Purpose {
        if self.edited().is_some() { Purpose::Update } else { Purpose::Create }
    }

    /// What is kept in the tab; `None` once the form is left.
    pub fn keeper(self) -> Option<Keeper> {
        self.keeper.try_with_value(Clone::clone).flatten()
    }

    /// The draft is done with: nothing is kept any more.
    pub fn stop_keeping(self) {
        let _ = self.keeper.try_set_value(None);
    }

    /// The skill's name for sentences. Tracked.
    pub fn skill_name(self) -> String {
        let by_id = || self.skill_id().map(|id| id.short()).unwrap_or_default();
        self.skill.with(|s| s.as_ref().map(|s| s.name.clone())).unwrap_or_else(by_id)
    }

    /// The client now.
    pub fn api_now(self) -> Option<Api> {
        self.api.try_now()
    }

    /// The person types into a field: what was wrong with it may be over.
    pub fn type_into(self, key: FieldKey, change: impl FnOnce(&mut Draft)) {
        let _ = self.draft.try_update(change);
        self.clear(key);
    }

    /// Takes away what is shown about a field.
    pub fn clear(self, key: FieldKey) {
        if self.problems.try_with_untracked(|p| p.contains_key(&key)) == Some(true) {
            let _ = self.problems.try_update(|p| p.remove(&key));
        }
    }

    /// Shows what is wrong with a field, if something is.
    pub fn check(self, key: FieldKey) {
        // A field that had the focus loses it when the page is left.
        if !self.is_alive() {
            return;
        }
        let found = untrack(|| self.found().remove(&key));
        let _ = self.problems.try_update(|problems| match found {
            Some(words) => {
                problems.insert(key, words);
            }
            None => {
                problems.remove(&key);
            }
        });
    }

    /// Shows everything that is wrong; whether nothing is.
    pub fn check_all(self) -> bool {
        let found = untrack(|| self.found());
        let is_fine = found.is_empty();
        let _ = self.problems.try_set(found);
        is_fine
    }

    /// What is wrong by the rules and by the names that are taken.
    fn found(self) -> BTreeMap<FieldKey, String> {
        let skill_name = self.skill_name();
        let rules = self.rules();
        let mut found: BTreeMap<FieldKey, String> = self.draft.with(|draft| {
            let problems = draft.problems(rules).into_iter();
            problems.map(|p| (p.key, words::problem(p.key, &p.wrong, draft, &skill_name))).collect()
        });
        if self.is_name_taken() {
            let words = self.draft.with(|d| words::problem(FieldKey::Name, &Wrong::Taken, d, &skill_name));
            found.entry(FieldKey::Name).or_insert(words);
        }
        found
    }

    /// Whether another experiment of the skill has the name that is typed. Tracked.
    pub fn is_name_taken(self) -> bool {
        if self.edited().is_some() {
            return false;
        }
        let name = self.draft.with(|d| d.name.trim().to_owned());
        self.experiments.with(|e| e.shown().is_some_and(|list| with_name(list, &name).is_some()))
    }

    /// A name like the typed one that is free; `None` where the typed one is. Tracked.
    pub fn other_name(self) -> Option<String> {
        if !self.is_name_taken() {
            return None;
        }
        let name = self.draft.with(|d| d.name.clone());
        self.experiments.with(|e| Some(free_name(&name, taken_names(e.shown()?))))
    }

    /// Begins something, unless something is under way. A double click begins once.
    pub fn begin(self, phase: Phase) -> bool {
        if self.phase.try_get_untracked() != Some(Phase::Idle) {
            return false;
        }
        let _ = self.phase.try_set(phase);
        let _ = self.notice.try_set(None);
        true
    }

    /// Ends it, with what is to be said.
    pub fn end(self, notice: Option<Notice>) {
        let _ = self.notice.try_set(notice);
        let _ = self.phase.try_set(Phase::Idle);
    }

    /// Whether the form is still on screen.
    pub fn is_alive(self) -> bool {
        self.draft.try_with_untracked(|_| ()).is_some()
    }

    /// The list of the skill's experiments.
    pub fn list(self) -> Route {
        let view = self.skill_id().map(ExperimentsView::of).unwrap_or_default();
        Route::Experiments(Box::new(view))
    }

    /// An experiment of the skill.
    pub fn experiment(self, id: ExperimentId) -> Option<Route> {
        Some(Route::Experiment(Box::new(ExperimentView::of(self.skill_id()?, id))))
    }

    /// A new experiment with the settings of another one.
    pub fn copy(self, id: ExperimentId) -> Route {
        let purpose = FormPurpose::Create { copy: Some(id) };
        Route::ExperimentForm(Box::new(FormView { skill_id: self.skill_id(), purpose }))
    }

    /// Throws the draft away, with a way back.
    pub fn discard(self) {
        let (Some(draft), Some(begun_with)) = (self.draft.try_get_untracked(), self.begun_with.try_get_untracked())
        else {
            return;
        };
        let _ = self.draft.try_set(begun_with);
        let _ = self.problems.try_set(BTreeMap::new());
        let _ = self.notice.try_set(None);
        let _ = self.discarded.try_set(Some(draft));
    }

    /// Brings back what was thrown away last.
    pub fn undo(self) {
        if let Some(Some(draft)) = self.discarded.try_update(Option::take) {
            let _ = self.draft.try_set(draft);
        }
    }
}
