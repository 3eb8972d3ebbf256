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
use crate::domain::lex::export::LexExport;
use crate::domain::lex::figure::unit;
use crate::platform::{clipboard, clock, document, download};
use crate::route::date_text;
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

/// `skillscope-lex-sessions-SANDBOXBOT-2026-11-07-to-2026-11-20.csv`
fn file_name(run: &LexRun, ending: &str) -> String {
    let window = run.query.window;
    let (from, to) = (date_text(window.start), date_text(window.end.plus_s(-1)));
    format!("skillscope-lex-{}-{}-{from}-to-{to}.{ending}", run.query.subject.key(), run.query.bot_id.as_str())
}

fn save(model: LexModel, toasts: Toasts, ending: &'static str, write: impl FnOnce(&LexRun, &str) -> Option<bool>) {
    let run = model.loader.run().get_untracked();
    let Some(run) = run.filter(|run| !run.rows.is_empty()) else {
        toasts.failed(text::NOTHING);
        return;
    };
    let name = file_name(&run, ending);
    if write(&run, &name) == Some(true) {
        toasts.done(format!("Saved {name}"));
    } else {
        toasts.failed(text::FAILED);
    }
}

fn export(run: &LexRun) -> LexExport<'_> {
    LexExport { query: &run.query, rows: &run.rows, is_whole: run.phase == Phase::Done, made_at: clock::now() }
}

fn picture(model: LexModel) -> Option<Vec<u8>> {
    let (drawn, title, measure) = untrack(|| (drawn(model), heading(model), model.measure()));
    let (title, measure) = (title?, measure?);
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
    let csv = move |_| {
        save(model, toasts, "csv", |run, name| Some(download::text(name, "text/csv", &export(run).csv()?)));
    };
    let json = move |_| {
        save(model, toasts, "json", |run, name| Some(download::text(name, "application/json", &export(run).json()?)));
    };
    let png = move |_| save(model, toasts, "png", |_, name| Some(download::bytes(name, "image/png", &picture(model)?)));
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
                <button type="button" on:click=png>
                    <Icon name=IconName::Metrics />
                    "PNG of this chart"
                </button>
            </Menu>
        </Show>
    }
}
