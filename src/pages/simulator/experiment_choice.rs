//! The experiments of the skill, to choose from.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::model::SimulatorModel;
use crate::api::error::ApiError;
use crate::api::experiment::ListExperiments;
use crate::domain::experiment::ExperimentSummary;
use crate::domain::id::SkillId;
use crate::state::api::{Api, ApiContext};
use crate::state::remote::Remote;

/// The largest page of the list (Amazon's client model).
const PAGE: u32 = 50;
/// The most pages that are read: more tests than that nobody picks from a list.
const MOST_PAGES: usize = 20;

/// The experiments of the chosen skill, read anew whenever that changes. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ExperimentChoices {
    /// All of them.
    pub list: RwSignal<Remote<Vec<ExperimentSummary>>>,
    revision: RwSignal<u32>,
}

impl ExperimentChoices {
    /// Those of the page's skill.
    pub fn new(model: SimulatorModel) -> Self {
        let choices = Self { list: RwSignal::new(Remote::Idle), revision: RwSignal::new(0) };
        let api = expect_context::<ApiContext>();
        let skill_id = Memo::new(move |_| model.view.with(|v| v.skill_id.clone()));
        Effect::new(move |_| {
            choices.revision.track();
            let (Some(api), Some(skill_id)) = (api.get(), skill_id.get()) else { return };
            choices.list.set(Remote::Loading { previous: None });
            spawn_local_scoped_with_cancellation(async move {
                let read = read_all(&api, &skill_id).await;
                let _ = choices.list.try_set(match read {
                    Ok(all) => Remote::Ready(all),
                    Err(error) => Remote::Failed { error, previous: None },
                });
            });
        });
        choices
    }

    /// Reads them again.
    pub fn reload(&self) {
        let _ = self.revision.try_update(|n| *n = n.wrapping_add(1));
    }

    /// The name of one; its id where it is not known. Tracked.
    pub fn name(&self, id: &str) -> String {
        let found = self.list.with(|list| {
            let all = list.shown()?;
            all.iter().find(|e| e.experiment_id.as_str() == id).and_then(|e| e.name.clone())
        });
        found.unwrap_or_else(|| id.to_owned())
    }
}

async fn read_all(api: &Api, skill_id: &SkillId) -> Result<Vec<ExperimentSummary>, ApiError> {
    let (mut all, mut next_token) = (Vec::new(), None);
    for _ in 0..MOST_PAGES {
        let list = ListExperiments { skill_id: skill_id.clone(), max_results: Some(PAGE), next_token };
        let page = api.call(&list).await?;
        all.extend(page.experiments);
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    Ok(all)
}
