//! Taking the numbers elsewhere.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::MetricsModel;
use super::series::chart_series;
use super::words;
use crate::charts::picture::png;
use crate::charts::series::Setting;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::components::page_action::offer;
use crate::components::toast::Toasts;
use crate::domain::export::{Export, quicksight_manifest, redshift_manifest};
use crate::domain::metric::Metric;
use crate::platform::{clipboard, document, download};
use crate::route::date_text;
use crate::state::board::Side;

mod text {
    pub const COPIED: &str = "Link copied";
    pub const NOT_COPIED: &str = "The browser did not let us copy. The link is in the address bar.";
    pub const NOTHING: &str = "There is nothing to export yet";
    pub const FAILED: &str = "The browser did not let us save the file";
}

fn copy_link(toasts: Toasts) {
    spawn_local(async move {
        if clipboard::copy(&document::href()).await {
            toasts.done(text::COPIED);
        } else {
            toasts.failed(text::NOT_COPIED);
        }
    });
}

/// Copies the address, which holds the whole view and no secret.
#[component]
pub fn CopyLink() -> impl IntoView {
    let toasts = Toasts::from_context();
    view! {
        <button class="btn" type="button" on:click=move |_| copy_link(toasts)>
            <Icon name=IconName::Link />
            "Copy link"
        </button>
    }
}

/// What is exported: everything that was read for the chosen range.
fn export(model: MetricsModel) -> Option<Export> {
    let board = model.board.get_untracked()?;
    let query = board.query();
    let series: Vec<_> = Metric::of_skill_type(&query.skill_type)
        .iter()
        .map(|metric| (metric.clone(), board.series(metric, Side::Current)))
        .collect();
    if series.iter().all(|(_, s)| s.is_empty()) {
        return None;
    }
    let missing = board.windows().into_iter().filter(|(_, p)| p.done < p.total).map(|(w, _)| w).collect();
    Some(Export {
        skill_id: query.skill_id.as_str().to_owned(),
        stage: query.stage.clone(),
        skill_type: query.skill_type.clone(),
        intent: query.intent.clone(),
        locale: query.locale.clone(),
        period: query.period,
        window: query.asked,
        made_at: model.moment.get_untracked(),
        complete_until: model.complete_end.get_untracked(),
        series,
        missing,
    })
}

/// `skillscope-metrics-2026-10-24-to-2026-11-20-P1D.csv`
fn file_name(export: &Export, what: &str, ending: &str) -> String {
    let (from, to) = (date_text(export.window.start), date_text(export.window.end.plus_s(-1)));
    format!("skillscope-{what}-{from}-to-{to}-{}.{ending}", export.period.as_str())
}

fn save(
    model: MetricsModel,
    toasts: Toasts,
    what: &'static str,
    ending: &'static str,
    media_type: &str,
    content: impl FnOnce(&Export) -> Option<String>,
) {
    let Some(export) = export(model) else {
        toasts.failed(text::NOTHING);
        return;
    };
    let saved = content(&export).is_some_and(|c| download::text(&file_name(&export, what, ending), media_type, &c));
    if saved {
        toasts.done(format!("Saved {}", file_name(&export, what, ending)));
    } else {
        toasts.failed(text::FAILED);
    }
}

fn save_picture(model: MetricsModel, toasts: Toasts) {
    let Some((export, board)) = export(model).zip(model.board.get_untracked()) else {
        toasts.failed(text::NOTHING);
        return;
    };
    let view = model.address.view.get_untracked();
    let group = model.group.get_untracked();
    let series = chart_series(&board, group, view.hidden.as_deref());
    let span = model.span.get_untracked();
    let whole = (span.start.epoch_s(), span.end.epoch_s());
    let complete = model.complete_end.get_untracked();
    let title = format!("{} · {}", model.skill_name(), words::chart_title(group, &export.skill_type));
    let setting = Setting {
        window_s: view.zoom.unwrap_or(whole),
        bucket_s: view.period.bucket_s(),
        incomplete_from_s: (complete < span.end).then(|| complete.epoch_s()),
        zone: model.zone.get_untracked(),
    };
    let name = file_name(&export, group.key(), "png");
    let saved = png(&title, &series, setting);
    if saved.is_some_and(|picture| download::bytes(&name, "image/png", &picture)) {
        toasts.done(format!("Saved {name}"));
    } else {
        toasts.failed(text::FAILED);
    }
}

/// A small button that saves the CSV of the table.
#[component]
pub fn CsvButton(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let toasts = Toasts::from_context();
    let has_data = has_data(model);
    let click = move |event: MouseEvent| {
        // The second click of a double one would save the same file again.
        if event.detail() < 2 && has_data.get_untracked() {
            save(model, toasts, "metrics", "csv", "text/csv", Export::wide_csv);
        }
    };
    view! {
        <button
            class="btn btn--sm push"
            type="button"
            aria-disabled=move || (!has_data.get()).then_some("true")
            title=move || (!has_data.get()).then_some(text::NOTHING)
            on:click=click
        >
            <Icon name=IconName::Download />
            "CSV"
        </button>
    }
}

/// Whether anything has been read that a file could hold.
fn has_data(model: MetricsModel) -> Memo<bool> {
    Memo::new(move |_| {
        model.board.with(|board| {
            board.as_ref().is_some_and(|board| {
                let metrics = Metric::of_skill_type(&board.query().skill_type);
                metrics.iter().any(|metric| !board.series(metric, Side::Current).is_empty())
            })
        })
    })
}

/// All ways out.
#[component]
pub fn ExportMenu(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let toasts = Toasts::from_context();
    let has_data = has_data(model);
    offer("Save as CSV", has_data, move || save(model, toasts, "metrics", "csv", "text/csv", Export::wide_csv));
    offer("Save as JSON", has_data, move || save(model, toasts, "metrics", "json", "application/json", Export::json));
    offer("Save the chart as PNG", has_data, move || save_picture(model, toasts));
    offer("Copy link to this view", true, move || copy_link(toasts));
    offer("Print or save as PDF", true, document::print);
    let face = || {
        view! {
            <Icon name=IconName::Download />
            "Export"
            <Icon name=IconName::ChevronDown class="i--sm" />
        }
    };
    view! {
        <Show
            when=move || has_data.get()
            fallback=move || {
                view! {
                    <button class="btn" type="button" aria-disabled="true" title=text::NOTHING>
                        {face()}
                    </button>
                }
            }
        >
            <Menu label="Export options" button=face>
                <ExportItems model toasts />
            </Menu>
        </Show>
    }
}

#[component]
fn ExportItems(model: MetricsModel, toasts: Toasts) -> impl IntoView {
    // Followed: the menu may be open while data arrives.
    let rows = move || {
        model.board.track();
        words::export_rows(export(model).map_or(0, |e| e.wide_rows()))
    };
    let tidy_name = move || export(model).map_or_else(String::new, |e| file_name(&e, "tidy", "csv"));
    view! {
        <button type="button" on:click=move |_| save(model, toasts, "metrics", "csv", "text/csv", Export::wide_csv)>
            <Icon name=IconName::Table />
            "CSV "
            <small>{rows}</small>
        </button>
        <button type="button" on:click=move |_| save(model, toasts, "metrics", "json", "application/json", Export::json)>
            <Icon name=IconName::File />
            "JSON "
            <small>"as received"</small>
        </button>
        <button type="button" on:click=move |_| save(model, toasts, "metrics", "jsonl", "application/x-ndjson", Export::json_lines)>
            <Icon name=IconName::Pulse />
            "JSON Lines "
            <small>"for monitoring"</small>
        </button>
        <button type="button" on:click=move |_| save_picture(model, toasts)>
            <Icon name=IconName::Metrics />
            "PNG of this chart"
        </button>
        <div class="sep"></div>
        <button type="button" on:click=move |_| save(model, toasts, "tidy", "csv", "text/csv", Export::tidy_csv)>
            <Icon name=IconName::Table />
            "Tidy CSV "
            <small>"QuickSight, Redshift"</small>
        </button>
        <button
            type="button"
            on:click=move |_| save(model, toasts, "quicksight-manifest", "json", "application/json", |_| Some(quicksight_manifest(&tidy_name())))
        >
            <Icon name=IconName::File />
            "QuickSight manifest"
        </button>
        <button
            type="button"
            on:click=move |_| save(model, toasts, "redshift-manifest", "json", "application/json", |_| Some(redshift_manifest(&tidy_name())))
        >
            <Icon name=IconName::File />
            "Redshift manifest"
        </button>
        <div class="sep"></div>
        <button type="button" on:click=move |_| copy_link(toasts)>
            <Icon name=IconName::Link />
            "Copy link to this view"
        </button>
    }
}
