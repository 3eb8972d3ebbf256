//! The running head of the printed report.

use leptos::prelude::*;

use super::super::model::DetailModel;
use crate::domain::words::{Zone, day_with_year};
use crate::pages::experiments::words::snapshot_pick::dates;
use crate::state::skill_list::SkillList;

/// Skill, snapshot, date of print and experiment: on paper only.
#[component]
pub fn ReportHead(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let skills = use_context::<SkillList>();
    let skill = move || {
        let (skill_id, _) = model.ids();
        let name = skills.and_then(|s| s.find(&skill_id)).map(|s| s.name);
        name.unwrap_or_else(|| skill_id.as_str().to_owned())
    };
    let line = move || {
        let chosen = model.chosen.get();
        let snapshot = model.dated.with(|d| d.iter().find(|s| Some(&s.id) == chosen.as_ref()).map(dates));
        let snapshot = snapshot.map_or_else(String::new, |s| format!("Snapshot {s} · "));
        let printed = day_with_year(model.clock.now().epoch_s(), Zone::UTC);
        format!("{snapshot}printed {printed} · experiment {}", model.ids().1)
    };
    view! {
        <div class="report-head">
            <span>
                <b>"Skillscope experiment report"</b>
                " · "
                {skill}
            </span>
            <span>{line}</span>
        </div>
    }
}
