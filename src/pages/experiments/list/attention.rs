//! What waits for a decision.

use leptos::prelude::*;

use super::model::ListModel;
use crate::components::icon::{Icon, IconName};
use crate::domain::experiment::ExperimentState;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::reading::Verdict;
use crate::pages::experiments::words;
use crate::route::{ExperimentView, FormPurpose, FormView, Route};
use crate::state::experiment_rows::ExperimentRow;
use crate::state::now::DataClock;

mod text {
    pub const TITLE: &str = "Needs you";
    pub const READ: &str = "Read result";
    pub const COPY: &str = "Copy to a new draft";
}

/// How long before its planned end a test asks for a decision.
pub const SOON_S: i64 = 3 * DAY_S;

/// Whether a running test is at its planned end, or nearly.
pub fn is_due(row: &ExperimentRow, now: Instant) -> bool {
    row.state == ExperimentState::Running && row.planned_end.is_some_and(|end| end <= now.plus_s(SOON_S))
}

/// Tests at their planned end, and those that could not be deployed.
#[component]
pub fn Attention(
    /// The page's state.
    model: ListModel,
) -> impl IntoView {
    let clock = expect_context::<DataClock>();
    let waiting = Memo::new(move |_| {
        let now = clock.now();
        let verdict_of = |row: &ExperimentRow| model.glances.with(|g| g.get(&row.id).map(|g| g.verdict));
        let needs = |row: &ExperimentRow| {
            let verdict = verdict_of(row);
            let alarming = matches!(verdict, Some(Verdict::StopNow | Verdict::RollBack | Verdict::Withheld));
            let running = row.state == ExperimentState::Running;
            (is_due(row, now) || row.state == ExperimentState::Failed || running && alarming)
                .then(|| (row.clone(), verdict))
        };
        model.rows.with(|rows| rows.iter().filter_map(needs).collect::<Vec<_>>())
    });
    move || {
        let rows = waiting.get();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="card" aria-labelledby="attention">
                    <div class="card__head card__head--line">
                        <h2 id="attention">{text::TITLE}</h2>
                    </div>
                    <ul class="attention">
                        {rows
                            .into_iter()
                            .map(|(row, verdict)| item(model, &row, verdict, clock.now_untracked()))
                            .collect_view()}
                    </ul>
                </section>
            }
        })
    }
}

fn item(model: ListModel, row: &ExperimentRow, verdict: Option<Verdict>, now: Instant) -> Option<AnyView> {
    let skill_id = model.view.with_untracked(|v| v.skill_id.clone())?;
    let (tone, icon, label, href) = if row.state == ExperimentState::Failed {
        let purpose = FormPurpose::Create { copy: Some(row.id.clone()) };
        let href = Route::ExperimentForm(Box::new(FormView { skill_id: Some(skill_id), purpose })).href();
        ("is-bad", IconName::Warn, text::COPY, href)
    } else {
        let href = Route::Experiment(Box::new(ExperimentView::of(skill_id, row.id.clone()))).href();
        match verdict {
            Some(Verdict::StopNow | Verdict::RollBack) => ("is-bad", IconName::Warn, text::READ, href),
            Some(Verdict::Withheld) => ("is-warn", IconName::Scale, text::READ, href),
            _ => ("is-warn", IconName::Flag, text::READ, href),
        }
    };
    let words = words::attention(&row.state, verdict, row.planned_end, now);
    Some(
        view! {
            <li>
                <Icon name=icon class=tone />
                <p>
                    <b>{row.name.clone()}</b>
                    " "
                    {words}
                </p>
                <a class="btn btn--sm" href=href>
                    {label}
                    <span class="vh">{format!(": {}", row.name)}</span>
                </a>
            </li>
        }
        .into_any(),
    )
}
