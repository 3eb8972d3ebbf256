//! The experiments of the skill: to choose from, and for what the own account hears.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::model::SimulatorModel;
use crate::api::error::ApiError;
use crate::api::experiment::ListExperiments;
use crate::api::experiment_control::GetExperimentState;
use crate::config::Polling;
use crate::domain::experiment::{ExperimentState, ExperimentSummary};
use crate::domain::id::{ExperimentId, SkillId};
use crate::platform::{clock, document};
use crate::route::SimulatorMode;
use crate::state::api::{Api, ApiContext};
use crate::state::experiment_book::ExperimentNews;
use crate::state::installation::Installation;
use crate::state::remote::Remote;

/// The largest page of the list (Amazon's client model).
const PAGE: u32 = 50;
/// The most pages that are read: more tests than that nobody picks from a list.
const MOST_PAGES: usize = 20;

/// A state that passes is asked about this often at most.
const MOST_CHECKS: u32 = 120;
/// While the tab is hidden nothing is asked; whether it still is, is looked at this often.
const HIDDEN_CHECK_MS: f64 = 1_000.0;

/// The experiments of the chosen skill: read anew whenever that changes or another tab changed one, and followed while
/// Amazon changes the state of one by itself. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ExperimentChoices {
    /// All of them.
    pub list: RwSignal<Remote<Vec<ExperimentSummary>>>,
    page: SimulatorModel,
    api: ApiContext,
    polling: StoredValue<Polling>,
    revision: RwSignal<u32>,
}

impl ExperimentChoices {
    /// Those of the page's skill, once it can be simulated.
    pub fn new(page: SimulatorModel) -> Self {
        let revision = RwSignal::new(0_u32);
        let api = expect_context::<ApiContext>();
        let own = StoredValue::new(String::new());
        ExperimentNews::listen(move |text| {
            if own.try_with_value(|own| !own.is_empty() && text.starts_with(own.as_str())) == Some(true) {
                let _ = revision.try_update(|n| *n = n.wrapping_add(1));
            }
        });
        let choices = Self {
            list: RwSignal::new(Remote::Idle),
            page,
            api,
            polling: StoredValue::new(untrack(|| expect_context::<Installation>().config().polling)),
            revision,
        };
        let skill_id = Memo::new(move |_| page.view.with(|v| v.skill_id.clone()).filter(|_| page.is_ready()));
        Effect::new(move |before: Option<Option<SkillId>>| {
            choices.revision.track();
            let wanted = skill_id.get();
            let (Some(api), Some(skill_id)) = (api.get(), wanted.clone()) else { return wanted };
            own.set_value(api.namespace().prefix());
            let is_same = before.flatten() == wanted;
            let previous = if is_same { choices.list.get_untracked().into_shown() } else { None };
            choices.list.set(Remote::Loading { previous: previous.clone() });
            spawn_local_scoped_with_cancellation(async move {
                let read = read_all(&api, &skill_id).await;
                let _ = choices.list.try_set(match read {
                    Ok(all) => Remote::Ready(all),
                    Err(error) => Remote::Failed { error, previous },
                });
            });
            wanted
        });
        choices.follow();
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

    /// Takes over the state of one that was read elsewhere on the page.
    pub fn learn(&self, id: &ExperimentId, state: &ExperimentState) {
        let of = |e: &ExperimentSummary| e.experiment_id == *id && e.state.as_ref() != Some(state);
        let is_news = |list: &Remote<Vec<ExperimentSummary>>| list.shown().is_some_and(|all| all.iter().any(of));
        if self.list.try_with_untracked(is_news) != Some(true) {
            return;
        }
        let _ = self.list.try_update(|list| {
            if let Some(found) = list.shown_mut().and_then(|all| all.iter_mut().find(|e| of(e))) {
                found.state = Some(state.clone());
            }
        });
    }

    /// Asks about states that pass until they have: less and less often, and not while nobody looks. The one that is
    /// being compared is asked about by the comparison itself.
    fn follow(self) {
        let passing = Memo::new(move |_| {
            let page = self.page.view.with(|v| (v.mode == SimulatorMode::Compare).then(|| v.experiment_id.clone()));
            let compared = page.flatten();
            self.list.with(|list| {
                let all = list.shown().into_iter().flatten();
                let passes = |e: &&ExperimentSummary| e.state.as_ref().is_some_and(ExperimentState::is_passing);
                let ids = all.filter(passes).map(|e| e.experiment_id.clone());
                ids.filter(|id| compared.as_ref() != Some(id)).collect::<Vec<_>>()
            })
        });
        Effect::new(move |_| {
            let (ids, skill_id) = (passing.get(), self.page.view.with_untracked(|v| v.skill_id.clone()));
            let (Some(api), Some(skill_id), false) = (self.api.get(), skill_id, ids.is_empty()) else { return };
            let polling = self.polling.get_value();
            // Ends with the first one that has passed: the rest is then followed anew.
            spawn_local_scoped_with_cancellation(async move {
                let mut wait_ms = f64::from(polling.first_ms);
                for _ in 0..MOST_CHECKS {
                    clock::wait_ms(wait_ms).await;
                    while document::is_hidden() {
                        clock::wait_ms(HIDDEN_CHECK_MS).await;
                    }
                    for experiment_id in ids.clone() {
                        let skill_id = skill_id.clone();
                        let get = GetExperimentState { skill_id, experiment_id: experiment_id.clone() };
                        if let Ok(state) = api.call(&get).await {
                            self.learn(&experiment_id, &state);
                        }
                    }
                    wait_ms = (wait_ms * polling.factor).min(f64::from(polling.cap_ms));
                }
            });
        });
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
