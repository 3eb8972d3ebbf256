//! Taking results and lists elsewhere.

use leptos::prelude::*;

use super::model::SuitesModel;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::domain::suite::Suite;
use crate::domain::suite::export::{annotation_csv, annotation_json, suite_csv, suite_json};
use crate::domain::suite::result_export::{junit_xml, results_csv};
use crate::pages::profiler::words::suite as words;
use crate::platform::download;
use crate::state::suite_run::RunRecord;

mod text {
    pub const FAILED: &str = "The browser did not let us save the file";
    pub const NO_RUN: &str = "run the suite first";
}

/// What is written: of the run that is shown, or of the list.
#[derive(Clone, Copy)]
enum What {
    Run(fn(&Suite, &RunRecord) -> Option<String>),
    List(fn(&Suite) -> Option<String>),
}

/// Label, what the name of the file says, its ending, its media type, and what it is of.
type Format = (&'static str, &'static str, &'static str, &'static str, What);

const FORMATS: [Format; 6] = [
    ("Results as CSV", "results", "csv", "text/csv", What::Run(|_, record| results_csv(&record.run))),
    (
        "Results as JUnit XML",
        "results",
        "xml",
        "application/xml",
        What::Run(|suite, record| Some(junit_xml(suite, &record.run))),
    ),
    ("List as CSV", "", "csv", "text/csv", What::List(|suite| suite_csv(&suite.cases))),
    ("List as JSON", "", "json", "application/json", What::List(suite_json)),
    (
        "Annotation set as JSON",
        "annotations",
        "json",
        "application/json",
        What::List(|suite| annotation_json(&suite.cases)),
    ),
    ("Annotation set as CSV", "annotations", "csv", "text/csv", What::List(|suite| annotation_csv(&suite.cases))),
];

/// All ways out of a suite.
#[component]
pub fn ExportMenu(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let save = move |(_, what, ending, media_type, source): Format| {
        let Some(suite) = model.suite.get_untracked() else { return };
        let content = match source {
            What::Run(write) => {
                let Some(record) = model.shown.get_untracked() else { return };
                write(&suite, &record)
            }
            What::List(write) => write(&suite),
        };
        let name = words::file_name(&suite.name, what, ending);
        if !content.is_some_and(|content| download::text(&name, media_type, &content)) {
            model.toasts.failed(text::FAILED);
        }
    };
    view! {
        <Menu
            button_class="btn btn--sm"
            label="Export options"
            button=|| {
                view! {
                    <Icon name=IconName::Download />
                    "Export"
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            {move || {
                let has_run = model.shown.with(Option::is_some);
                FORMATS
                    .into_iter()
                    .map(|format| {
                        let is_closed = !has_run && matches!(format.4, What::Run(_));
                        view! {
                            <button
                                type="button"
                                aria-disabled=is_closed.then_some("true")
                                data-stay=is_closed.then_some("")
                                on:click=move |_| {
                                    if !is_closed {
                                        save(format);
                                    }
                                }
                            >
                                {format.0}
                                {is_closed.then(|| view! { <small>{text::NO_RUN}</small> })}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </Menu>
    }
}
