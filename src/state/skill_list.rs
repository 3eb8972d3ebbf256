//! The skills of whoever is signed in, for the picker.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::api::{Api, ApiContext};
use super::connection::Connection;
use super::database::patiently;
use super::kept_skills::KeptSkills;
use super::remote::Remote;
use super::shelf::{DocumentKind, Shelf};
use crate::api::error::{ApiError, ErrorKind};
use crate::api::skill::ListSkills;
use crate::api::vendor::ListVendors;
use crate::domain::id::{SkillId, VendorId};
use crate::domain::instant::Instant;
use crate::domain::skill::Skill;
use crate::platform::clock;
use crate::platform::document;

/// Amazon's largest page of the skills list.
const PAGE: u32 = 50;

/// The list ends here, whatever the service says: 5,000 rows.
const MOST_PAGES: usize = 100;

/// Under which the list is kept: an account has one.
const KEPT_ID: &str = "all";

/// The skills; a context.
#[derive(Clone, Copy)]
pub struct SkillList {
    skills: RwSignal<Remote<Vec<Skill>>>,
    kept: RwSignal<Option<KeptSkills>>,
    revision: RwSignal<u32>,
}

impl SkillList {
    /// Makes the list and provides it as context; it is read anew whenever the client changes, and when the network is
    /// back after it could not be read.
    pub fn provide(api: ApiContext) -> Self {
        let list = Self { skills: RwSignal::new(Remote::Idle), kept: RwSignal::new(None), revision: RwSignal::new(0) };
        Effect::new(move |_| {
            list.revision.track();
            list.kept.set(None);
            let Some(api) = api.get() else {
                list.skills.set(Remote::Idle);
                return;
            };
            let previous = list.skills.try_get_untracked().and_then(Remote::into_shown);
            list.skills.set(Remote::Loading { previous: previous.clone() });
            let namespace = api.namespace().clone();
            leptos::task::spawn_local_scoped_with_cancellation(async move {
                let kept = kept(Shelf::open(namespace).await).await;
                // The type of a skill is known before the service has answered.
                if list.skills.try_with_untracked(Remote::is_pending) == Some(true) {
                    let _ = list.kept.try_set(kept);
                }
            });
            leptos::task::spawn_local_scoped_with_cancellation(async move {
                let shelf = Shelf::open(api.namespace().clone());
                match read(&api).await {
                    Ok(skills) => {
                        let _ = list.kept.try_set(None);
                        let _ = list.skills.try_set(Remote::Ready(skills.clone()));
                        let record = KeptSkills { read_at: clock::now(), skills };
                        if let Some(shelf) = shelf.await {
                            // A browser that keeps nothing has no list without a network.
                            shelf.keep(DocumentKind::SkillList, &[], KEPT_ID, &record).await;
                        }
                    }
                    // Only without a network: what a service refuses is not to be had from what it said before.
                    Err(error) if error.kind == ErrorKind::Network && document::is_offline() => {
                        let kept = kept(shelf.await).await;
                        let previous = previous.or(kept.as_ref().map(|kept| kept.skills.clone()));
                        let _ = list.kept.try_set(kept);
                        let _ = list.skills.try_set(Remote::Failed { error, previous });
                    }
                    Err(error) => {
                        let _ = list.skills.try_set(Remote::Failed { error, previous });
                        let _ = list.kept.try_set(None);
                    }
                }
            });
        });
        let connection = expect_context::<Connection>();
        Effect::new(move |before: Option<bool>| {
            let is_offline = connection.is_offline();
            let has_failed = list.skills.with_untracked(|skills| skills.error().is_some());
            if before == Some(true) && !is_offline && has_failed {
                list.reload();
            }
            is_offline
        });
        provide_context(list);
        list
    }

    /// The skills. Tracked.
    pub fn get(&self) -> Remote<Vec<Skill>> {
        self.skills.get()
    }

    /// One of them; while the list is on its way, as it was kept. Tracked.
    pub fn find(&self, skill_id: &SkillId) -> Option<Skill> {
        let of = |skills: &[Skill]| skills.iter().find(|s| s.skill_id == *skill_id).cloned();
        self.skills
            .with(|skills| skills.shown().and_then(|skills| of(skills)))
            .or_else(|| self.kept.with(|kept| kept.as_ref().and_then(|kept| of(&kept.skills))))
    }

    /// When the list that is shown for want of a network was read. Tracked.
    pub fn kept_from(&self) -> Option<Instant> {
        let has_failed = self.skills.with(|skills| skills.error().is_some());
        self.kept.with(|kept| kept.as_ref().filter(|_| has_failed).map(|kept| kept.read_at))
    }

    /// Reads them again.
    pub fn reload(&self) {
        let _ = self.revision.try_update(|r| *r = r.wrapping_add(1));
    }

    /// Deletes what is kept of the list.
    pub async fn forget(shelf: &Shelf) -> bool {
        shelf.delete(DocumentKind::SkillList, &[], KEPT_ID).await
    }
}

/// The list as it was read last. What cannot be read any more is deleted, in the same step: another may be kept meanwhile.
async fn kept(shelf: Option<Shelf>) -> Option<KeptSkills> {
    let shelf = shelf?;
    // It feeds the page, so nobody waits for it as long as for what is written.
    let read = async move { shelf.update(DocumentKind::SkillList, &[], KEPT_ID, |kept| kept).await.flatten() };
    patiently(read).await.ok().flatten()
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
