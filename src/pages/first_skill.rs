//! Which skill a page is about when its address names none.

use leptos::prelude::*;

use crate::components::current_route::CurrentRoute;
use crate::platform::storage::Area;
use crate::state::api::ApiContext;
use crate::state::skill_list::SkillList;

/// The last skill that was looked at, kept for each account.
const LAST_SKILL: &str = "last-skill";

/// Where the address names no skill: the last one of this account, or the first of the list. Remembers the choice.
pub fn choose_first_skill(current: CurrentRoute) {
    let skills = expect_context::<SkillList>();
    let api = expect_context::<ApiContext>();
    Effect::new(move |_| {
        let Some(api) = api.get() else { return };
        let key = api.namespace().key(LAST_SKILL);
        if let Some(chosen) = current.skill_id() {
            // A browser that keeps nothing opens the first skill next time.
            let _ = Area::Lasting.set_text(&key, chosen.as_str());
            return;
        }
        let list = skills.get();
        let Some(list) = list.shown() else { return };
        let last = Area::Lasting.text(&key);
        let first = list.iter().find(|s| Some(s.skill_id.as_str()) == last.as_deref()).or_else(|| list.first());
        if let (Some(skill), Some(here)) = (first, current.route.try_get_untracked()) {
            current.complete(&here.about_skill(skill.skill_id.clone()));
        }
    });
}

/// Forgets the last skill, so that no page opens with it again.
pub fn forget_last_skill(api: ApiContext) {
    if let Some(api) = api.try_now() {
        Area::Lasting.remove(&api.namespace().key(LAST_SKILL));
    }
}
