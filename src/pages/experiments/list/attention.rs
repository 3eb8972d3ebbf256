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
    pub const READING: &str = "Reading what waits for a decision";
    pub const NOTHING: &str = "Nothing waits for a decision now.";
}

/// So many are shown at first, so that the list below stays where it is while they arrive.
const AT_FIRST: usize = 3;

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
        let mut found = model.rows.with(|rows| rows.iter().filter_map(needs).collect::<Vec<_>>());
        // What does harm comes first.
        found.sort_by_key(|(row, verdict)| match verdict {
            Some(Verdict::StopNow | Verdict::RollBack) => 0,
            _ if row.state == ExperimentState::Failed => 1,
            _ => 2,
        });
        found
    });
    // Only these can need somebody: the room for them is there before their results are.
    let candidates = Memo::new(move |_| {
        let can_need = |row: &&ExperimentRow| matches!(row.state, ExperimentState::Running | ExperimentState::Failed);
        model.rows.with(|rows| rows.iter().filter(can_need).count())
    });
    let is_reading = Memo::new(move |_| {
        let (arrived, all) = model.arrived();
        arrived < all || model.still_reading() > 0
    });
    let shows_all = RwSignal::new(false);
    move || {
        if candidates.get() == 0 {
            return None;
        }
        // In one piece, the gravest first: what came one by one would push away what is being read.
        let rows = if is_reading.get() { Vec::new() } else { waiting.get() };
        let all = rows.len();
        let shown = if shows_all.get() { all } else { all.min(AT_FIRST) };
        let lacking = if is_reading.get() { candidates.get().min(AT_FIRST) } else { 0 };
        let nothing = (shown + lacking == 0).then(|| {
            view! {
                <li>
                    <p>{text::NOTHING}</p>
                </li>
            }
        });
        let now = clock.now_untracked();
        Some(view! {
            <section class="card" aria-labelledby="attention">
                <div class="card__head card__head--line attention__head">
                    <h2 id="attention">{text::TITLE}</h2>
                    {(all > shown)
                        .then(|| {
                            view! {
                                <button
                                    class="btn btn--link btn--inline push"
                                    type="button"
                                    on:click=move |_| shows_all.set(true)
                                >
                                    {format!("Show {} more", all - shown)}
                                </button>
                            }
                        })}
                </div>
                <ul class="attention">
                    {rows
                        .into_iter()
                        .take(shown)
                        .map(|(row, verdict)| item(model, &row, verdict, now))
                        .collect_view()} {(0..lacking).map(|_| waiting_item()).collect_view()} {nothing}
                </ul>
            </section>
        })
    }
}

/// Takes the room of one that may come.
fn waiting_item() -> impl IntoView {
    view! {
        <li aria-busy="true">
            <p>
                <span class="skel" style:--w="60%"></span>
                <span class="vh">{text::READING}</span>
            </p>
        </li>
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
