//! What the parts of the page share: what its address says, the skill, and its interaction model.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::api::interaction_model::GetInteractionModel;
use crate::components::current_route::CurrentRoute;
use crate::domain::id::SkillId;
use crate::domain::interaction_model::InteractionModel;
use crate::domain::skill::{Skill, Stage};
use crate::route::{ProfilerView, Route};
use crate::state::api::ApiContext;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

/// The locale of a page whose skill has none that is known.
const USUAL_LOCALE: &str = "en-US";

/// An interaction model, as far as it was read. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct RemoteModel {
    remote: RwSignal<Remote<Arc<InteractionModel>>>,
    revision: RwSignal<u32>,
}

impl RemoteModel {
    /// Looks at it. Tracked.
    pub fn with<T>(&self, look: impl FnOnce(&Remote<Arc<InteractionModel>>) -> T) -> T {
        self.remote.with(look)
    }

    /// Looks at it.
    pub fn with_untracked<T>(&self, look: impl FnOnce(&Remote<Arc<InteractionModel>>) -> T) -> T {
        self.remote.with_untracked(look)
    }

    /// Reads it once more.
    pub fn read_again(&self) {
        let _ = self.revision.try_update(|r| *r = r.wrapping_add(1));
    }
}

/// The page's state. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ProfilerModel {
    /// The address.
    pub current: CurrentRoute,
    /// The page's part of it.
    pub view: Memo<ProfilerView>,
    /// The skill as the list has it; `None` where the list lacks it or is not here yet.
    pub skill: Memo<Option<Skill>>,
    /// The stage whose interaction model is asked.
    pub stage: Memo<Stage>,
    /// The locale: that of the address, else American English where the skill has it, else the skill's first.
    pub locale: Memo<String>,
    /// The interaction model of stage and locale: what intents and slot values there are. Only helps; where it cannot be
    /// read the page does without.
    pub interaction: RemoteModel,
    /// The client.
    pub api: ApiContext,
}

impl ProfilerModel {
    /// For the page of the router around.
    pub fn new(current: CurrentRoute) -> Self {
        let skills = expect_context::<SkillList>();
        let view = Memo::new(move |before: Option<&ProfilerView>| match (current.route.get(), before) {
            (Route::Profiler(view), _) => *view,
            // While another page is shown its address says nothing about this one.
            (_, Some(before)) => before.clone(),
            _ => ProfilerView::default(),
        });
        let skill = Memo::new(move |_| view.with(|v| v.skill_id.clone()).and_then(|id| skills.find(&id)));
        let stage = Memo::new(move |_| view.with(|v| v.stage.clone()));
        let locale = Memo::new(move |_| {
            let first = || {
                skill.with(|skill| {
                    let locales = &skill.as_ref()?.locales;
                    locales.iter().find(|l| *l == USUAL_LOCALE).or_else(|| locales.first()).cloned()
                })
            };
            view.with(|v| v.locale.clone()).or_else(first).unwrap_or_else(|| USUAL_LOCALE.to_owned())
        });
        let asked = Memo::new(move |_| {
            let skill_id = view.with(|v| v.skill_id.clone())?;
            // Until the list of skills is here the locale is a guess.
            let is_known = skill.with(Option::is_some) || view.with(|v| v.locale.is_some());
            is_known.then(|| (skill_id, stage.get(), locale.get()))
        });
        Self {
            current,
            view,
            skill,
            stage,
            locale,
            interaction: interaction_model(asked.into()),
            api: expect_context(),
        }
    }

    /// The skill. Tracked.
    pub fn skill_id(&self) -> Option<SkillId> {
        self.view.with(|v| v.skill_id.clone())
    }

    /// Changes the address, with a step in the history.
    pub fn change(&self, change: impl FnOnce(&mut ProfilerView)) {
        let Some(mut view) = self.view.try_get_untracked() else { return };
        change(&mut view);
        self.current.go(&Route::Profiler(Box::new(view)));
    }

    /// The interaction model, as far as there is one. Tracked.
    pub fn interaction(&self) -> Option<Arc<InteractionModel>> {
        self.interaction.with(|model| model.shown().cloned())
    }
}

/// Reads an interaction model, and anew when another one is asked for.
pub fn interaction_model(asked: Signal<Option<(SkillId, Stage, String)>>) -> RemoteModel {
    let api = expect_context::<ApiContext>();
    let (model, revision) = (RwSignal::new(Remote::Idle), RwSignal::new(0_u32));
    Effect::new(move |_| {
        revision.track();
        let (Some(api), Some((skill_id, stage, locale))) = (api.get(), asked.get()) else {
            model.set(Remote::Idle);
            return;
        };
        model.set(Remote::Loading { previous: None });
        spawn_local_scoped_with_cancellation(async move {
            let read = api.call(&GetInteractionModel { skill_id, stage, locale }).await;
            let _ = model.try_set(match read {
                Ok(read) => Remote::Ready(Arc::new(read)),
                Err(error) => Remote::Failed { error, previous: None },
            });
        });
    });
    RemoteModel { remote: model, revision }
}
