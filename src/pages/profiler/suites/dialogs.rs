//! Questions about suites: another name, deleting, pinning, and what to do where a library has a suite that is there.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::SuitesModel;
use super::pin_dialog::PinDialog;
use crate::components::dialog::Dialog;
use crate::components::field::TextField;
use crate::domain::suite::Suite;
use crate::domain::suite::import::ImportProblem;
use crate::domain::suite::library::{Conflict, Library, MOST_LIBRARY_BYTES, conflicts, library_json, merge};
use crate::pages::profiler::words::editor::name_problem;
use crate::pages::profiler::words::suite as words;
use crate::platform::{download, file};
use crate::state::suite_library::new_suite_id;

/// The id of the hidden field that takes a library's file.
pub const LIBRARY_FILE: &str = "library-file";

/// What is being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// Another name.
    Rename,
    /// Whether to delete.
    Delete,
    /// Which experiment.
    Pin,
    /// What to do with suites of a library that are there and differ.
    Conflicts,
}

mod text {
    pub const BACK: &str = "Leave it as it is";
    pub const NAME: &str = "Name";
    pub const RENAME: &str = "Rename";
    pub const DELETE: &str = "Delete suite";
    pub const GONE: &str = "The suite was deleted";
    pub const CONFLICT: &str = "Some suites are here already";
    pub const KEEP_BOTH: &str = "Keep both";
    pub const REPLACE: &str = "Replace mine";
    pub const SKIP: &str = "Keep mine";
    pub const NO_FILE: &str = "The browser did not let us save the file";
    pub const NOT_READ: &str = "The browser could not read that file.";
}

/// All dialogs of suites, closed until one is asked for.
#[component]
pub fn Dialogs(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let incoming = RwSignal::new(None::<Library>);
    let open = Asked::of(model);
    let taken = move |files: Option<web_sys::FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take_library(model, incoming, file);
        }
    };
    view! {
        <input
            class="vh"
            type="file"
            id=LIBRARY_FILE
            tabindex="-1"
            aria-label="File with a library of suites"
            accept=".json,application/json"
            on:change:target=move |event| {
                let target = event.target();
                taken(target.files());
                target.set_value("");
            }
        />
        <Rename model open=open.rename />
        <Delete model open=open.delete />
        <PinDialog model open=open.pin />
        <Conflicts model open=open.conflicts incoming />
    }
}

/// Whether each dialog is shown.
#[derive(Clone, Copy)]
struct Asked {
    rename: RwSignal<bool>,
    delete: RwSignal<bool>,
    pin: RwSignal<bool>,
    conflicts: RwSignal<bool>,
}

impl Asked {
    fn of(model: SuitesModel) -> Self {
        let asked = Self {
            rename: RwSignal::new(false),
            delete: RwSignal::new(false),
            pin: RwSignal::new(false),
            conflicts: RwSignal::new(false),
        };
        Effect::new(move |_| {
            let Some(asking) = model.asking.get() else { return };
            match asking {
                Asking::Rename => asked.rename.set(true),
                Asking::Delete => asked.delete.set(true),
                Asking::Pin => asked.pin.set(true),
                Asking::Conflicts => asked.conflicts.set(true),
            }
            model.asking.set(None);
        });
        asked
    }
}

/// A safe button and another one.
pub(super) fn two_buttons(
    open: RwSignal<bool>,
    label: &'static str,
    class: &'static str,
    act: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <button class="btn" type="button" on:click=move |_| open.set(false)>
            {text::BACK}
        </button>
        <button class=class type="button" on:click=move |_| act()>
            {label}
        </button>
    }
}

#[component]
fn Rename(model: SuitesModel, open: RwSignal<bool>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            name.set(model.suite.with_untracked(|s| s.as_ref().map(|s| s.name.clone())).unwrap_or_default());
        }
    });
    Effect::new(move |_| {
        name.track();
        problem.set(None);
    });
    let rename = move || {
        let Some(suite) = model.suite.get_untracked() else { return };
        let new_name = name.get_untracked().trim().to_owned();
        if let Some(words) = name_problem(&new_name) {
            problem.set(Some(words));
            return;
        }
        model.save(Suite { name: new_name, ..(*suite).clone() });
        open.set(false);
    };
    view! {
        <Dialog
            id="rename-suite"
            heading="Rename the suite"
            open
            actions=move || two_buttons(open, text::RENAME, "btn btn--primary", rename)
        >
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    rename();
                }
                novalidate
            >
                <TextField id="new-suite-name" label=text::NAME value=name error=problem />
            </form>
        </Dialog>
    }
}

#[component]
fn Delete(model: SuitesModel, open: RwSignal<bool>) -> impl IntoView {
    let heading = Signal::derive(move || {
        let name = model.suite.with(|s| s.as_ref().map(|s| s.name.clone())).unwrap_or_default();
        format!("Delete “{name}”")
    });
    let consequence = move || {
        let runs = model.library.runs.with(|r| r.as_ref().map_or(0, Vec::len));
        let cases = model.suite.with(|s| s.as_ref().map_or(0, |s| s.cases.len()));
        format!(
            "{} and {} are deleted from this browser for good. Export the list first to keep it.",
            words::number_of(cases, "utterance", "utterances"),
            words::number_of(runs, "run", "runs")
        )
    };
    let delete = move || {
        let Some(suite) = model.suite.get_untracked() else { return };
        open.set(false);
        model.runner.abandon();
        model.library.delete(suite.id.clone());
        model.page.change(|view| view.suite_id = None);
        model.toasts.done(text::GONE);
    };
    view! {
        <Dialog
            id="delete-suite"
            heading
            open
            actions=move || two_buttons(open, text::DELETE, "btn btn--danger", delete)
        >
            <p>{consequence}</p>
        </Dialog>
    }
}

#[component]
fn Conflicts(model: SuitesModel, open: RwSignal<bool>, incoming: RwSignal<Option<Library>>) -> impl IntoView {
    let take = move |conflict: Conflict| {
        open.set(false);
        if let Some(library) = incoming.try_update(Option::take).flatten() {
            spawn_local(async move { put_library(model, library, conflict).await });
        }
    };
    view! {
        <Dialog
            id="library-conflicts"
            heading=text::CONFLICT
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| take(Conflict::Skip)>
                        {text::SKIP}
                    </button>
                    <button class="btn" type="button" on:click=move |_| take(Conflict::Replace)>
                        {text::REPLACE}
                    </button>
                    <button class="btn btn--primary" type="button" on:click=move |_| take(Conflict::KeepBoth)>
                        {text::KEEP_BOTH}
                    </button>
                }
            }
        >
            <p>"The file has suites that this browser has too, with another name or other rows."</p>
        </Dialog>
    }
}

fn take_library(model: SuitesModel, incoming: RwSignal<Option<Library>>, chosen: web_sys::File) {
    spawn_local(async move {
        let bytes = file::size(&chosen);
        let read = if bytes > MOST_LIBRARY_BYTES as u64 {
            Err(ImportProblem::LibraryTooLarge { bytes }.to_string())
        } else {
            match file::bytes(&chosen).await {
                Some(bytes) => Library::read(&bytes).map_err(|problem| problem.to_string()),
                None => Err(text::NOT_READ.to_owned()),
            }
        };
        match read {
            Err(words) => model.toasts.failed(words),
            Ok(library) => {
                let existing = model.library.all_suites().await;
                if conflicts(&existing, &library.suites) > 0 {
                    let _ = incoming.try_set(Some(library));
                    model.ask(Asking::Conflicts);
                } else {
                    put_library(model, library, Conflict::KeepBoth).await;
                }
            }
        }
    });
}

async fn put_library(model: SuitesModel, library: Library, conflict: Conflict) {
    let existing = model.library.all_suites().await;
    let unreadable = library.unreadable;
    // Without randomness an id that is taken stays, and the suite takes the other's place.
    let fallback = library.suites.first().map(|s| s.id.clone());
    let Some(fallback) = fallback else {
        model.toasts.failed("There is no suite in that file that can be read.");
        return;
    };
    let merged = merge(&existing, library.suites, conflict, || new_suite_id().unwrap_or_else(|| fallback.clone()));
    let words = merged.words();
    for suite in merged.write {
        model.library.save(suite);
    }
    let rest = if unreadable > 0 { format!(" {unreadable} could not be read.") } else { String::new() };
    model.toasts.done(format!("{words}{rest}"));
}

/// Saves all suites of the account as one file.
pub fn export_library(model: SuitesModel) {
    spawn_local(async move {
        let suites = model.library.all_suites().await;
        let content = library_json(&suites, model.now());
        if !content.is_some_and(|content| download::text("suites.json", "application/json", &content)) {
            model.toasts.failed(text::NO_FILE);
        }
    });
}
