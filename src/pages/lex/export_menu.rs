//! Taking the rows elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::LexModel;
use super::result_card::{drawn, heading};
use super::series::{self, Drawn};
use super::words::result;
use crate::charts::picture::{bars_png, stack_png};
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::components::toast::Toasts;
use crate::domain::export::{quicksight_manifest, redshift_manifest};
use crate::domain::lex::export::LexExport;
use crate::domain::lex::figure::unit;
use crate::platform::{clipboard, clock, document, download};
use crate::state::lex_run::{LexRun, Phase};

mod text {
    pub const COPIED: &str = "Link copied";
    pub const NOT_COPIED: &str = "The browser did not let us copy. The link is in the address bar.";
    pub const NOTHING: &str = "There is nothing to export yet";
    pub const FAILED: &str = "The browser did not let us save the file";
}

/// Copies the address, which holds the query and no key.
#[component]
pub fn CopyLink() -> impl IntoView {
    let toasts = Toasts::from_context();
    let copy = move |_| {
        spawn_local(async move {
            if clipboard::copy(&document::href()).await {
                toasts.done(text::COPIED)
            } else {
                toasts.failed(text::NOT_COPIED)
            }
        });
    };
    view! {
        <button class="btn" type="button" on:click=copy>
            <Icon name=IconName::Link />
            "Copy link"
        </button>
    }
}

/// What is saved: `what` and ending of its name, its media type.
type Form = (&'static str, &'static str, &'static str);

const CSV: Form = ("", "csv", "text/csv");
const JSON: Form = ("", "json", "application/json");
const LINES: Form = ("", "jsonl", "application/x-ndjson");
const PNG: Form = ("", "png", "image/png");
const TIDY: Form = ("tidy", "csv", "text/csv");
const QUICKSIGHT: Form = ("quicksight-manifest", "json", "application/json");
const REDSHIFT: Form = ("redshift-manifest", "json", "application/json");

fn save(model: LexModel, toasts: Toasts, form: Form, write: impl FnOnce(&LexRun) -> Option<Vec<u8>>) {
    let run = model.loader.run().get_untracked();
    let Some(run) = run.filter(|run| !run.rows.is_empty()) else {
        toasts.failed(text::NOTHING);
        return;
    };
    let (what, ending, media_type) = form;
    let name = result::file_name(&run, what, ending);
    if write(&run).is_some_and(|content| download::bytes(&name, media_type, &content)) {
        toasts.done(format!("Saved {name}"));
    } else {
        toasts.failed(text::FAILED);
    }
}

fn export(run: &LexRun) -> LexExport<'_> {
    LexExport {
        query: &run.query,
        rows: &run.rows,
        pages: run.pages,
        is_whole: run.phase == Phase::Done,
        made_at: clock::now(),
    }
}

fn picture(model: LexModel, run: &LexRun) -> Option<Vec<u8>> {
    let (drawn, title, measure) = untrack(|| (drawn(model), heading(model), model.measure()));
    let (title, measure) = (title?, measure?);
    // What lacks rows is not to be taken for the whole once it stands in a slide.
    let part = result::partial(run).or_else(|| result::caption(run));
    let title = part.map_or(title.clone(), |part| format!("{title} ({part})"));
    let unit = unit(&measure.0, &measure.1);
    match drawn? {
        Drawn::Nothing => None,
        Drawn::Bars(bars) => bars_png(&title, &bars, result::write(unit)),
        Drawn::OverTime(stack, _) => {
            let form = series::form(model.view.with_untracked(|v| v.chart), &measure);
            stack_png(&title, &stack, form, result::write_axis(unit))
        }
    }
}

/// All ways out.
#[component]
pub fn ExportMenu(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let toasts = Toasts::from_context();
    let run = model.loader.run();
    let has_rows = Memo::new(move |_| run.with(|r| r.as_ref().is_some_and(|r| !r.rows.is_empty())));
    let face = || {
        view! {
            <Icon name=IconName::Download />
            "Export"
            <Icon name=IconName::ChevronDown class="i--sm" />
        }
    };
    let csv = move |_| save(model, toasts, CSV, |run| export(run).csv().map(String::into_bytes));
    let json = move |_| save(model, toasts, JSON, |run| export(run).json().map(String::into_bytes));
    let lines = move |_| save(model, toasts, LINES, |run| export(run).json_lines().map(String::into_bytes));
    let png = move |_| save(model, toasts, PNG, |run| picture(model, run));
    let tidy = move |_| save(model, toasts, TIDY, |run| export(run).tidy_csv().map(String::into_bytes));
    let tidy_name = |run: &LexRun| result::file_name(run, TIDY.0, TIDY.1);
    let quicksight =
        move |_| save(model, toasts, QUICKSIGHT, |run| Some(quicksight_manifest(&tidy_name(run)).into_bytes()));
    let redshift = move |_| save(model, toasts, REDSHIFT, |run| Some(redshift_manifest(&tidy_name(run)).into_bytes()));
    let count = move || run.with(|r| r.as_ref().map(|r| result::rows(r)));
    view! {
        <Show
            when=move || has_rows.get()
            fallback=move || {
                view! {
                    <button class="btn" type="button" aria-disabled="true" title=text::NOTHING>
                        {face()}
                    </button>
                }
            }
        >
            <Menu label="Export options" button=face>
                <button type="button" on:click=csv>
                    <Icon name=IconName::Table />
                    "CSV "
                    <small>{count}</small>
                </button>
                <button type="button" on:click=json>
                    <Icon name=IconName::File />
                    "JSON "
                    <small>"with the query"</small>
                </button>
                <button type="button" on:click=lines>
                    <Icon name=IconName::Pulse />
                    "JSON Lines "
                    <small>"for monitoring"</small>
                </button>
                <button type="button" on:click=png>
                    <Icon name=IconName::Metrics />
                    "PNG of this chart"
                </button>
                <div class="sep"></div>
                <button type="button" on:click=tidy>
                    <Icon name=IconName::Table />
                    "Tidy CSV "
                    <small>"QuickSight, Redshift"</small>
                </button>
                <button type="button" on:click=quicksight>
                    <Icon name=IconName::File />
                    "QuickSight manifest"
                </button>
                <button type="button" on:click=redshift>
                    <Icon name=IconName::File />
                    "Redshift manifest"
                </button>
            </Menu>
        </Show>
    }
}
