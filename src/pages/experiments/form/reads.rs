//! What the form reads of the skill: its experiments, and how many customers it has in a week.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::model::FormModel;
use crate::api::error::ApiError;
use crate::api::metric::GetSkillMetrics;
use crate::domain::id::SkillId;
use crate::domain::instant::{DAY_S, Instant, WEEK_S};
use crate::domain::metric::{Metric, Period};
use crate::domain::skill::{SkillType, Stage};
use crate::domain::window::Window;
use crate::state::api::Api;
use crate::state::experiment_list::all_experiments;
use crate::state::remote::Remote;
use crate::state::skill_list::SkillList;

/// Reads the skill's experiments once.
pub fn read_experiments(form: FormModel) {
    Effect::new(move |_| {
        let (Some(api), Some(skill_id)) = (form.api.get(), form.skill_id()) else { return };
        form.experiments.set(Remote::Loading { previous: None });
        spawn_local_scoped_with_cancellation(async move {
            let result = all_experiments(&api, &skill_id).await;
            let _ = form.experiments.try_set(match result {
                Ok(list) => Remote::Ready(list),
                Err(error) => Remote::Failed { error, previous: None },
            });
        });
    });
}

/// Reads how many customers the live skill had in the last seven whole days, once its type is known.
pub fn read_weekly_customers(form: FormModel, skills: SkillList) {
    let skill_type = Memo::new(move |_| {
        let listed = form.skill.with(|s| s.as_ref().map(|s| s.skill_type.clone()));
        match listed {
            None if skills.get().is_pending() => None,
            listed => Some(listed.unwrap_or(SkillType::Custom)),
        }
    });
    Effect::new(move |_| {
        let (Some(api), Some(skill_id)) = (form.api.get(), form.skill_id()) else { return };
        let Some(skill_type) = skill_type.get() else { return };
        let now = form.clock.now();
        form.weekly_customers.set(Remote::Loading { previous: None });
        spawn_local_scoped_with_cancellation(async move {
            let _ = form.weekly_customers.try_set(match week(&api, skill_id, skill_type, now).await {
                Ok(customers) => Remote::Ready(customers),
                Err(error) => Remote::Failed { error, previous: None },
            });
        });
    });
}

async fn week(api: &Api, skill_id: SkillId, skill_type: SkillType, now: Instant) -> Result<Option<f64>, ApiError> {
    let end = now.floor_to_s(DAY_S);
    let Some(window) = Window::new(end.plus_s(-WEEK_S), end) else { return Ok(None) };
    let get = GetSkillMetrics {
        skill_id,
        window,
        period: Period::Single,
        metric: Metric::UniqueCustomers,
        stage: Stage::Live,
        skill_type,
        intent: None,
        locale: None,
        max_results: None,
        next_token: None,
    };
    let page = api.call(&get).await?;
    Ok(page.series.known().map(|point| point.1).find(|customers| *customers >= 0.0))
}
