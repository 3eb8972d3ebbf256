//! The state of the page that its modes share: what its address says, the skill, and whether it can be simulated.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::words;
use crate::api::enablement::{GetEnablement, SetEnablement};
use crate::api::error::ApiError;
use crate::components::current_route::CurrentRoute;
use crate::domain::id::SkillId;
use crate::domain::skill::{Skill, SkillType, Stage};
use crate::route::{Route, SimulatorView};
use crate::state::api::ApiContext;
use crate::state::experiment_change::is_unknown;
use crate::state::skill_list::SkillList;

/// Whether the skill can be simulated by this account (skill-simulation-rest-api.txt: custom, enabled, in development or
/// live).
#[derive(Debug, Clone, PartialEq)]
pub enum SkillAccess {
    /// No skill is chosen yet, or it is being found out.
    Checking,
    /// It can.
    Ready,
    /// Simulations know custom skills only.
    NotCustom(SkillType),
    /// It has no such stage.
    NoStage,
    /// It is not enabled for the own account.
    NotEnabled,
    /// It is being enabled.
    Enabling,
    /// It could not be enabled.
    EnableFailed(ApiError),
    /// It could not be found out.
    Unknown(ApiError),
}

/// What the modes of the page share. Cheap to copy.
#[derive(Clone, Copy)]
pub struct SimulatorModel {
    /// The address.
    pub current: CurrentRoute,
    /// The state that the address names.
    pub view: Memo<SimulatorView>,
    /// The skill as the list has it; `None` where the list lacks it or is not here yet.
    pub skill: Memo<Option<Skill>>,
    /// The device's locale: that of the address, else the skill's first of those that simulations list.
    pub locale: Memo<String>,
    /// Whether the skill can be simulated.
    pub access: RwSignal<SkillAccess>,
    api: ApiContext,
    revision: RwSignal<u32>,
}

impl SimulatorModel {
    /// For the page of the router around.
    pub fn new(current: CurrentRoute) -> Self {
        let skills = expect_context::<SkillList>();
        let view = Memo::new(move |before: Option<&SimulatorView>| match (current.route.get(), before) {
            (Route::Simulator(view), _) => *view,
            // While another page is shown its address says nothing about this one.
            (_, Some(before)) => before.clone(),
            _ => SimulatorView::default(),
        });
        let skill = Memo::new(move |_| view.with(|v| v.skill_id.clone()).and_then(|id| skills.find(&id)));
        let locale = Memo::new(move |_| {
            let named = view.with(|v| v.locale.clone());
            named.unwrap_or_else(|| skill.with(|s| words::first_locale(s.as_ref().map_or(&[], |s| &s.locales))))
        });
        let model = Self {
            current,
            view,
            skill,
            locale,
            access: RwSignal::new(SkillAccess::Checking),
            api: expect_context::<ApiContext>(),
            revision: RwSignal::new(0),
        };
        model.watch_access();
        model
    }

    /// The skill and the stage. Tracked.
    pub fn target(&self) -> Option<(SkillId, Stage)> {
        self.view.with(|v| Some((v.skill_id.clone()?, v.stage.clone())))
    }

    /// Whether the skill can be simulated. Tracked.
    pub fn is_ready(&self) -> bool {
        self.access.with(|a| *a == SkillAccess::Ready)
    }

    /// What people call the skill. Tracked.
    pub fn skill_name(&self) -> String {
        let listed = self.skill.with(|s| s.as_ref().map(|s| s.name.clone()));
        listed.or_else(|| self.view.with(|v| v.skill_id.as_ref().map(SkillId::short))).unwrap_or_default()
    }

    /// Changes the address, with a step in the history.
    pub fn change(&self, change: impl FnOnce(&mut SimulatorView)) {
        let Some(mut view) = self.view.try_get_untracked() else { return };
        change(&mut view);
        self.current.go(&Route::Simulator(Box::new(view)));
    }

    /// Finds out again whether the skill can be simulated.
    pub fn check_again(&self) {
        let _ = self.revision.try_update(|r| *r = r.wrapping_add(1));
    }

    /// Enables the skill for the own account, once.
    pub fn enable(&self) {
        let model = *self;
        let Some(Some((skill_id, stage))) =
            model.view.try_with_untracked(|v| Some((v.skill_id.clone()?, v.stage.clone())))
        else {
            return;
        };
        let is_enabling = model.access.try_with_untracked(|a| *a == SkillAccess::Enabling).unwrap_or(true);
        let Some(api) = model.api.try_now().filter(|_| !is_enabling) else { return };
        let _ = model.access.try_set(SkillAccess::Enabling);
        leptos::task::spawn_local(async move {
            let asked = (skill_id.clone(), stage.clone());
            let set = SetEnablement { skill_id: skill_id.clone(), stage: stage.clone() };
            let access = match api.call(&set).await {
                Ok(()) => SkillAccess::Ready,
                // It may have been done although the answer was lost, and is not asked for twice.
                Err(error) if is_unknown(&error) && api.call(&GetEnablement { skill_id, stage }).await == Ok(true) => {
                    SkillAccess::Ready
                }
                Err(error) => SkillAccess::EnableFailed(error),
            };
            let here = model.view.try_with_untracked(|v| v.skill_id.clone().map(|id| (id, v.stage.clone()))).flatten();
            if here.as_ref() == Some(&asked) {
                let _ = model.access.try_set(access);
            }
        });
    }

    /// Asks anew whenever skill, stage or account change.
    fn watch_access(&self) {
        let model = *self;
        let target = Memo::new(move |_| model.target());
        let kind =
            Memo::new(move |_| model.skill.with(|s| s.as_ref().map(|s| (s.skill_type.clone(), s.stages.clone()))));
        // Until the list of skills is here or failed nothing is asked: asking twice would take what is begun meanwhile.
        let skills = expect_context::<SkillList>();
        let is_listed = Memo::new(move |_| {
            let list = skills.get();
            list.shown().is_some() || list.error().is_some()
        });
        Effect::new(move |_| {
            model.revision.track();
            let (Some((skill_id, stage)), Some(api), true) = (target.get(), model.api.get(), is_listed.get()) else {
                model.access.set(SkillAccess::Checking);
                return;
            };
            if let Some((skill_type, stages)) = kind.get() {
                if skill_type != SkillType::Custom {
                    model.access.set(SkillAccess::NotCustom(skill_type));
                    return;
                }
                if !stages.contains(&stage) {
                    model.access.set(SkillAccess::NoStage);
                    return;
                }
            }
            model.access.set(SkillAccess::Checking);
            spawn_local_scoped_with_cancellation(async move {
                let enabled = api.call(&GetEnablement { skill_id, stage }).await;
                let _ = model.access.try_set(match enabled {
                    Ok(true) => SkillAccess::Ready,
                    Ok(false) => SkillAccess::NotEnabled,
                    Err(error) => SkillAccess::Unknown(error),
                });
            });
        });
    }
}
