//! Taking the results elsewhere: on paper, as files, as a link.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::DetailModel;
use super::report_input::{Snapshots, report_html};
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::components::page_action::offer;
use crate::components::toast::Toasts;
use crate::domain::experiment_export::ExperimentExport;
use crate::domain::words::count;
use crate::platform::{clipboard, document, download};
use crate::route::date_text;
use crate::state::api::ApiContext;
use crate::state::skill_list::SkillList;

mod text {
    pub const PRINT: &str = "Print or save as PDF";
    pub const CSV: &str = "Results as CSV";
    pub const JSON: &str = "Snapshots as JSON";
    pub const REPORT: &str = "Decision report (HTML)";
    pub const COPY: &str = "Copy link";
    pub const COPIED: &str = "Link copied";
    pub const NOT_COPIED: &str = "The browser did not let us copy. The link is in the address bar.";
    pub const FAILED: &str = "The browser did not let us save the file";
}

/// The ways out, and why some are closed.
#[derive(Clone, Copy)]
struct Ways {
    no_figures: Signal<Option<String>>,
    no_report: Signal<Option<String>>,
    print: Callback<()>,
    csv: Callback<()>,
    json: Callback<()>,
    report: Callback<()>,
    copy: Callback<()>,
}

/// All ways out of the page of an experiment.
#[component]
pub fn ExportMenu(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let ways = Ways::of(model);
    let is_open = |why_not: Signal<Option<String>>| Signal::derive(move || why_not.with(Option::is_none));
    offer(text::CSV, is_open(ways.no_figures), move || ways.csv.run(()));
    offer(text::JSON, is_open(ways.no_figures), move || ways.json.run(()));
    offer(text::REPORT, is_open(ways.no_report), move || ways.report.run(()));
    offer(text::PRINT, true, move || ways.print.run(()));
    offer(text::COPY, true, move || ways.copy.run(()));
    view! {
        <Menu
            label="Export options"
            button=|| {
                view! {
                    <Icon name=IconName::Download />
                    "Export"
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            <Items ways />
        </Menu>
    }
}

#[component]
fn Items(ways: Ways) -> impl IntoView {
    view! {
        <Item icon=IconName::Print label=text::PRINT on_press=ways.print />
        <Item icon=IconName::Table label=text::CSV closed=ways.no_figures on_press=ways.csv />
        <Item icon=IconName::File label=text::JSON closed=ways.no_figures on_press=ways.json />
        <Item icon=IconName::Shield label=text::REPORT closed=ways.no_report on_press=ways.report />
        <div class="sep"></div>
        <Item icon=IconName::Link label=text::COPY on_press=ways.copy />
    }
}

impl Ways {
    fn of(model: DetailModel) -> Self {
        let toasts = Toasts::from_context();
        let api = expect_context::<ApiContext>();
        let skills = expect_context::<SkillList>();
        let snapshots = Memo::new(move |_| Snapshots::of(model));
        let no_figures = Signal::derive(move || snapshots.with(Snapshots::why_not));
        let no_report = Signal::derive(move || {
            no_figures.get().or_else(|| {
                let has_result = model.judgement.with(Option::is_some);
                (!has_result).then(|| "the snapshot shown could not be read".to_owned())
            })
        });
        let missing = move || snapshots.with(Snapshots::missing_words);
        let print = move |()| {
            // Once the menu has closed.
            request_animation_frame(|| request_animation_frame(document::print));
        };
        let export = move |ending: &'static str,
                           media_type: &'static str,
                           content: fn(&ExperimentExport<'_>) -> Option<String>| {
            let Some(experiment) = model.experiment.get_untracked() else { return };
            let (skill_id, experiment_id) = model.ids();
            let dated = model.dated.get_untracked();
            let export = ExperimentExport {
                skill_id: &skill_id,
                experiment_id: &experiment_id,
                experiment: &experiment,
                snapshots: &dated,
                made_at: model.clock.now_untracked(),
            };
            save(toasts, &file_name(model, "snapshots", ending), media_type, content(&export), &missing());
        };
        let report = move |()| {
            let name = skills.find(&model.ids().0).map(|s| s.name);
            let html = api.try_now().and_then(|api| report_html(model, &api, name.as_deref()));
            save(toasts, &file_name(model, "report", "html"), "text/html", html, &missing());
        };
        let copy = move |()| {
            spawn_local(async move {
                if clipboard::copy(&document::href()).await {
                    toasts.done(text::COPIED);
                } else {
                    toasts.failed(text::NOT_COPIED);
                }
            });
        };
        Self {
            no_figures,
            no_report,
            print: Callback::new(print),
            csv: Callback::new(move |()| export("csv", "text/csv", |e| e.csv())),
            json: Callback::new(move |()| export("json", "application/json", |e| e.json())),
            report: Callback::new(report),
            copy: Callback::new(copy),
        }
    }
}

/// An entry. A closed one stays and says why.
#[component]
fn Item(
    icon: IconName,
    label: &'static str,
    #[prop(optional, into)] closed: Signal<Option<String>>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            aria-disabled=move || closed.with(|c| c.is_some().then_some("true"))
            data-stay=move || closed.with(|c| c.is_some().then_some(""))
            on:click=move |_| {
                if closed.with_untracked(Option::is_none) {
                    on_press.run(());
                }
            }
        >
            <Icon name=icon />
            {label}
            {move || closed.get().map(|why| view! { <small>" "{why}</small> })}
        </button>
    }
}

fn save(toasts: Toasts, name: &str, media_type: &str, content: Option<String>, missing: &str) {
    if content.is_some_and(|content| download::text(name, media_type, &content)) {
        toasts.done(format!("Saved {name}{missing}"));
    } else {
        toasts.failed(text::FAILED);
    }
}

/// `skillscope-experiment-shorter-welcome-message-report-2026-11-20.html`: the date is the last day of the data.
fn file_name(model: DetailModel, what: &str, ending: &str) -> String {
    let name = untrack(|| model.name());
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().take(8).collect();
    let words = if words.is_empty() { "unnamed".to_owned() } else { words.join("-") };
    let end = model.dated.with_untracked(|d| d.iter().filter_map(|s| s.end).max());
    let date = end.map_or_else(String::new, |end| format!("-{}", date_text(end.plus_s(-1))));
    format!("skillscope-experiment-{words}-{what}{date}.{ending}")
}

impl Snapshots {
    /// Why there is nothing to export; `None` where there is. Once all were tried, some may be missing.
    fn why_not(&self) -> Option<String> {
        match self {
            Self::Unlisted { is_pending: true } => Some("the list of snapshots is being read".to_owned()),
            Self::Unlisted { is_pending: false } => Some("the list of snapshots could not be read".to_owned()),
            Self::Listed { total: 0, .. } => Some("there is no snapshot yet".to_owned()),
            Self::Listed { settled, total, .. } if settled < total => {
                let (settled, total) = (count(*settled as f64), count(*total as f64));
                Some(format!("{settled} of {total} snapshots were read"))
            }
            Self::Listed { .. } => None,
        }
    }

    /// What a message about a file adds where data is missing in it.
    fn missing_words(&self) -> String {
        match self {
            Self::Listed { missing: 1, .. } => ", without the data of one snapshot that could not be read".to_owned(),
            Self::Listed { missing, .. } if *missing > 1 => {
                format!(", without the data of {missing} snapshots that could not be read")
            }
            _ => String::new(),
        }
    }
}
