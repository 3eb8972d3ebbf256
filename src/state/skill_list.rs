//! The skills of whoever is signed in, for the picker.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::api::{Api, ApiContext};
use super::remote::Remote;
use crate::api::error::ApiError;
use crate::api::skill::ListSkills;
use crate::api::vendor::ListVendors;
use crate::domain::id::{SkillId, VendorId};
use crate::domain::skill::Skill;

/// Amazon's largest page of the skills list.
const PAGE: u32 = 50;

/// The list ends here, whatever the service says: 5,000 rows.
const MOST_PAGES: usize = 100;

/// The skills; a context.
#[derive(Clone, Copy)]
pub struct SkillList {
    skills: RwSignal<Remote<Vec<Skill>>>,
    revision: RwSignal<u32>,
}

impl SkillList {
    /// Makes the list and provides it as context; it is read anew whenever the client changes.
    pub fn provide(api: ApiContext) -> Self {
        let list = Self { skills: RwSignal::new(Remote::Idle), revision: RwSignal::new(0) };
        Effect::new(move |_| {
            list.revision.track();
            let Some(api) = api.get() else {
                list.skills.set(Remote::Idle);
                return;
            };
            let previous = list.skills.try_get_untracked().and_then(Remote::into_shown);
            list.skills.set(Remote::Loading { previous: previous.clone() });
            leptos::task::spawn_local_scoped_with_cancellation(async move {
                let result = read(&api).await;
                let _ = list.skills.try_set(match result {
                    Ok(skills) => Remote::Ready(skills),
                    Err(error) => Remote::Failed { error, previous },
                });
            });
        });
        provide_context(list);
        list
    }

    /// The skills. Tracked.
    pub fn get(&self) -> Remote<Vec<Skill>> {
        self.skills.get()
    }

    /// One of them. Tracked.
    pub fn find(&self, skill_id: &SkillId) -> Option<Skill> {
        self.skills.with(|skills| skills.shown()?.iter().find(|s| s.skill_id == *skill_id).cloned())
    }

    /// Reads them again.
    pub fn reload(&self) {
        let _ = self.revision.try_update(|r| *r = r.wrapping_add(1));
    }
}

async fn read(api: &Api) -> Result<Vec<Skill>, ApiError> {
    let vendors: BTreeSet<VendorId> = api.call(&ListVendors).await?.into_iter().map(|v| v.id).collect();
    let mut rows = Vec::new();
    for vendor_id in vendors {
        let mut next_token = None;
        for _ in 0..MOST_PAGES {
            let list =
                ListSkills { vendor_id: vendor_id.clone(), max_results: Some(PAGE), next_token, skill_ids: Vec::new() };
            let page = api.call(&list).await?;
            rows.extend(page.skills);
            next_token = page.next_token;
            if next_token.is_none() {
                break;
            }
        }
    }
    Ok(Skill::from_summaries(&rows))
}
