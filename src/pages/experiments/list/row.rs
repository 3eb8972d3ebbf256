//! One experiment in the list.

use leptos::prelude::*;

use super::model::ListModel;
use crate::charts::forest::{ForestForm, ForestRow, ForestScale, Tone};
use crate::components::forest_cell::ForestCell;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::components::state_tag::StateTag;
use crate::domain::experiment::ExperimentState;
use crate::domain::experiment::rule::Action;
use crate::domain::id::{ExperimentId, SkillId};
use crate::domain::reading::{Verdict, words as reading_words};
use crate::domain::words as numbers;
use crate::pages::experiments::words;
use crate::route::{ExperimentView, FormPurpose, FormView, Route};
use crate::state::experiment_glance::{Glance, Meaning};
use crate::state::experiment_rows::{ExperimentRow, Results};

mod text {
    pub const LOADING: &str = "Loading";
    pub const NOT_READ: &str = "Could not be read";
    pub const DRAFT: &str = "Draft";
    pub const NOT_STARTED: &str = "Not started";
    pub const COULD_NOT_DEPLOY: &str = "Could not deploy";
    pub const UNKNOWN: &str = "Not known";
    pub const OPEN: &str = "Open";
    pub const EDIT: &str = "Edit";
    pub const COPY: &str = "Copy to a new draft";
}

/// A row of the table.
#[component]
pub fn Row(
    /// The page's state.
    model: ListModel,
    /// The experiment.
    id: ExperimentId,
) -> impl IntoView {
    let skill_id = model.view.with_untracked(|v| v.skill_id.clone());
    let href = skill_id
        .clone()
        .map(|skill_id| Route::Experiment(Box::new(ExperimentView::of(skill_id, id.clone()))).href())
        .unwrap_or_default();
    // A row that goes is asked once more before it is gone; it says then what it said before.
    let own = id.clone();
    let row = Memo::new(move |before: Option<&Option<ExperimentRow>>| {
        let now = model.shown.with(|rows| rows.iter().find(|row| row.id == own).cloned());
        now.or_else(|| before.cloned().flatten())
    });
    let cell = move |draw: fn(&ExperimentRow) -> AnyView| move || row.with(|row| row.as_ref().map(draw));
    let name = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default()));
    let started = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.started)));
    let can_edit =
        Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| Action::Edit.is_allowed(&row.state))));
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=href>
                    {move || name.get()}
                </a>
                {cell(|row| row.hypothesis.clone().map(|h| view! { <small>{h}</small> }).into_any())}
            </th>
            <td data-l="State">{cell(state)}</td>
            <td data-l="Exposure">{cell(exposure)}</td>
            <td data-l="Duration">{cell(duration)}</td>
            <td data-l="Result" class="wide" class:nil=move || started.get().is_none()>
                {move || row.with(|row| row.as_ref().map(|row| result(model, row)))}
            </td>
            <td data-l="Started" class="nowrap" class:nil=move || started.get().is_none()>
                {move || started.get().map_or_else(|| "—".to_owned(), words::date)}
            </td>
            <td class="act">
                {move || {
                    let (skill_id, id, label) = (skill_id.clone()?, id.clone(), format!("Actions for {}", name.get()));
                    Some(view! { <Actions skill_id id can_edit label /> })
                }}
            </td>
        </tr>
    }
}

fn state(row: &ExperimentRow) -> AnyView {
    view! { <StateTag state=row.state.clone() title=words::state_meaning(&row.state) /> }.into_any()
}

fn waiting(width: &'static str) -> AnyView {
    view! {
        <span class="skel" style:--w=width></span>
        <span class="vh">{text::LOADING}</span>
    }
    .into_any()
}

fn hint(words: &'static str) -> AnyView {
    view! { <span class="is-muted fs-12">{words}</span> }.into_any()
}

fn exposure(row: &ExperimentRow) -> AnyView {
    let Some(percentage) = row.exposure_percentage else {
        return match (row.is_loading, row.is_failed) {
            (true, _) => waiting("90%"),
            (_, true) => hint(text::NOT_READ),
            _ => hint(text::UNKNOWN),
        };
    };
    let half = percentage.clamp(0, 100) as f64 / 2.0;
    let width = format!("{half}%");
    view! {
        <div class="mini">
            <span>
                <b>{format!("{percentage}%")}</b>
                <span class="is-muted">{format!("{half} C · {half} T1")}</span>
            </span>
            <i class="meter meter--split" aria-hidden="true">
                <i style:width=width.clone()></i>
                <i style:width=width></i>
            </i>
        </div>
    }
    .into_any()
}

fn duration(row: &ExperimentRow) -> AnyView {
    let Some(progress) = row.progress else {
        return match row.state {
            _ if row.is_loading => waiting("70%"),
            ExperimentState::Created => hint(text::DRAFT),
            ExperimentState::Failed => hint(text::COULD_NOT_DEPLOY),
            ExperimentState::Enabling | ExperimentState::Enabled => hint(text::NOT_STARTED),
            _ => hint(text::UNKNOWN),
        };
    };
    let days = if row.state == ExperimentState::Running {
        format!("Day {}", progress.day)
    } else {
        format!("{} days", progress.day)
    };
    let planned = row.planned.as_ref().map(ToString::to_string);
    let of = match (progress.of_days, planned) {
        (Some(of_days), Some(planned)) => format!("of {of_days} · {planned}"),
        (None, Some(planned)) => planned,
        _ => String::new(),
    };
    let percent = progress.percent();
    let near = row.state == ExperimentState::Running && percent.is_some_and(|p| p >= 90);
    view! {
        <div class="mini">
            <span>
                <b>{days}</b>
                <span class="is-muted">{of}</span>
            </span>
            {percent
                .map(|percent| {
                    view! {
                        <i class="meter" class:meter--near=near class:meter--quiet=!near aria-hidden="true">
                            <i style:--v=format!("{percent}%")></i>
                        </i>
                    }
                })}
        </div>
    }
    .into_any()
}

fn result(model: ListModel, row: &ExperimentRow) -> AnyView {
    let (id, state, is_loading) = (row.id.clone(), row.state.clone(), row.is_loading);
    (move || match state {
        ExperimentState::Enabling | ExperimentState::Enabled => hint("Starts with the test"),
        _ if is_loading => waiting("80%"),
        _ => match model.glances.with(|glances| glances.get(&id).cloned()) {
            Some(glance) => at_a_glance(&glance, model.scale.into()),
            None => match model.results(&id) {
                Some(Results::Reading) => waiting("80%"),
                Some(Results::LeftOff) => hint("Open it to read its result"),
                Some(Results::Failed) => hint(text::NOT_READ),
                Some(Results::None | Results::Read(_)) if state.has_started() => hint("No snapshot yet"),
                _ => hint("—"),
            },
        },
    })
    .into_any()
}

fn at_a_glance(glance: &Glance, scale: Signal<ForestScale>) -> AnyView {
    let tone = match glance.meaning {
        Meaning::Better => "is-good",
        Meaning::Worse => "is-bad",
        Meaning::Unclear => "",
    };
    let words_tone = match glance.verdict {
        Verdict::Ship => "fs-12 is-good",
        Verdict::StopNow | Verdict::RollBack => "fs-12 is-bad",
        Verdict::Withheld => "fs-12 is-warn",
        _ => "fs-12 is-muted",
    };
    let figures = glance.metric.clone().map(|metric| {
        let change = glance.change_percent.map(|p| numbers::signed_percent(p / 100.0));
        view! {
            <span>
                <span class="verdict-cell__metric">{metric}</span>
                <b class=tone>{change.unwrap_or_else(|| "—".to_owned())}</b>
            </span>
        }
    });
    let forest = glance.change_percent.map(|effect| {
        let row = ForestRow {
            effect: Some(effect),
            lower: glance.interval_percent.map(|i| i.lower),
            upper: glance.interval_percent.map(|i| i.upper),
            tone: match glance.meaning {
                Meaning::Better => Tone::Better,
                Meaning::Worse => Tone::Worse,
                Meaning::Unclear => Tone::Unclear,
            },
        };
        let label = reading_words::change(glance.change_percent, glance.interval_percent);
        view! {
            <ForestCell
                row=Signal::stored(row)
                scale=scale
                label=Signal::stored(label)
                form=ForestForm::Mini
            />
        }
    });
    view! {
        <div class="verdict-cell">
            {figures}
            {forest}
            <span class=words_tone>{reading_words::headline(glance.verdict)}</span>
        </div>
    }
    .into_any()
}

#[component]
fn Actions(skill_id: SkillId, id: ExperimentId, can_edit: Memo<bool>, label: String) -> impl IntoView {
    let open = Route::Experiment(Box::new(ExperimentView::of(skill_id.clone(), id.clone()))).href();
    let form = |purpose| Route::ExperimentForm(Box::new(FormView { skill_id: Some(skill_id.clone()), purpose })).href();
    let (copy, edit) = (form(FormPurpose::Create { copy: Some(id.clone()) }), form(FormPurpose::Edit(id.clone())));
    view! {
        <Menu
            button_class="btn btn--ghost btn--icon btn--sm"
            button_label=label.clone()
            label
            button=|| view! { <Icon name=IconName::Dots /> }
        >
            <a href=open.clone()>{text::OPEN}</a>
            {
                let edit = edit.clone();
                move || can_edit.get().then(|| view! { <a href=edit.clone()>{text::EDIT}</a> })
            }
            <a href=copy.clone()>{text::COPY}</a>
        </Menu>
    }
}
