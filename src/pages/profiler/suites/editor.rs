//! A new suite, or the list of one that is there: from a file, by pasting, by hand.

use leptos::ev::{DragEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use web_sys::FileList;

use super::editor_model::{EditorModel, LONGEST_TEXT};
use super::mapping::ColumnMapping;
use super::model::{Editing, SuitesModel};
use super::suite_menu::press_library_file;
use crate::components::choice::Choice;
use crate::components::error_card::ErrorCard;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::skill::Stage;
use crate::domain::words::count;
use crate::pages::profiler::locale_menu::LocaleMenu;
use crate::pages::profiler::words::editor as words;

mod text {
    pub const NEW: &str = "New suite";
    pub const EDIT: &str = "Edit list";
    pub const DROP: &str = "Drop a file here";
    pub const CHOOSE: &str = "choose a file";
    pub const FILE_HINT: &str = "CSV, TSV or JSON, and annotation sets of Amazon’s tools. Columns: utterance, expectedIntent, then one column per slot. The file is read in this tab.";
    pub const PASTE: &str = "Or paste rows";
    pub const ROWS: &str = "Rows";
    pub const NAME: &str = "Name";
    pub const MAKE: &str = "Keep suite";
    pub const SAVE: &str = "Save list";
    pub const DISCARD: &str = "Discard";
    pub const IMPORT: &str = "Import a library";
    pub const SUGGEST: &str = "Take all suggestions";
    pub const READING: &str = "Reading the file";
    pub const SUGGEST_LATER: &str = "Correct the rows that cannot be kept; then all suggestions can be taken at once.";
    pub const UNCHECKED: &str = "Names of intents and slots are not checked";
    pub const UNCHECKED_WHY: &str = "The interaction model could not be read. The list can be kept all the same.";
    pub const EXAMPLE: &str =
        "utterance,expectedIntent,DepartingCity\nhow long from seattle,GetTravelTimeIntent,Seattle";
}

/// The editor.
#[component]
pub fn EditorCard(
    /// The state of the suites.
    model: SuitesModel,
    /// What is edited.
    editing: Editing,
) -> impl IntoView {
    let editor = EditorModel::new(model, &editing);
    let is_edit = editor.is_edit();
    let has_other = move || model.suite.with(Option::is_some);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        editor.save();
    };
    let is_long = Memo::new(move |_| editor.text.with(|t| t.len() > LONGEST_TEXT));
    let can_save = Memo::new(move |_| editor.checked.with(|c| c.as_ref().is_some_and(|c| !c.cases.is_empty())));
    let stages = [Stage::Live, Stage::Development].map(|s| Choice::plain(s.as_str())).to_vec();
    let own =
        Signal::derive(move || model.page.skill.with(|s| s.as_ref().map(|s| s.locales.clone()).unwrap_or_default()));
    view! {
        <section class="card" aria-labelledby="editor">
            <div class="card__head">
                <h2 id="editor">{if is_edit { text::EDIT } else { text::NEW }}</h2>
                <div class="row push">
                    <Segmented
                        name="suite-stage"
                        label="Stage of the suite"
                        small=true
                        choices=Signal::stored(stages)
                        value=Signal::derive(move || editor.stage.get().as_str().to_owned())
                        on_change=move |stage: String| editor.stage.set(Stage::from(stage))
                    />
                    <LocaleMenu
                        id="suite-locale"
                        own
                        value=editor.locale
                        on_change=move |locale: String| editor.locale.set(locale)
                    />
                </div>
            </div>
            <form class="card__body stack" on:submit=submit novalidate>
                <TextField id="suite-name" label=text::NAME value=editor.name error=editor.name_problem />
                <Dropzone editor />
                <div class="field">
                    <label class="label" for="suite-rows">
                        {if is_edit { text::ROWS } else { text::PASTE }}
                    </label>
                    <Show when=move || !is_long.get() fallback=move || {
                        view! { <p class="hint breaks">{move || words::too_long(editor.source.get().as_deref())}</p> }
                    }>
                        <textarea
                            class="textarea mono rows"
                            id="suite-rows"
                            rows="8"
                            spellcheck="false"
                            placeholder=text::EXAMPLE
                            bind:value=editor.text
                            on:input=move |_| editor.typed()
                        ></textarea>
                    </Show>
                </div>
                <Whole editor />
                <ColumnMapping editor />
                <Rows editor />
                <div class="row">
                    <button class="btn btn--primary" type="submit" aria-disabled=move || (!can_save.get()).to_string()>
                        {if is_edit { text::SAVE } else { text::MAKE }}
                    </button>
                    <Show when=move || is_edit || has_other() || editor.text.with(|t| !t.is_empty())>
                        <button class="btn" type="button" on:click=move |_| editor.discard()>
                            {text::DISCARD}
                        </button>
                    </Show>
                    {(!is_edit)
                        .then(|| {
                            view! {
                                <button
                                    class="btn btn--ghost push"
                                    type="button"
                                    on:click=move |_| press_library_file()
                                >
                                    {text::IMPORT}
                                </button>
                            }
                        })}
                </div>
            </form>
        </section>
    }
}

#[component]
fn Dropzone(editor: EditorModel) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let take = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            editor.take_file(file);
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <div
            class="dropzone"
            class:dropzone--over=move || is_over.get()
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            <Icon name=IconName::Upload class="i--lg" />
            <p>
                <b>{text::DROP}</b>
                " or "
                <button
                    class="btn btn--link"
                    type="button"
                    on:click=move |_| {
                        if let Some(input) = input.get_untracked() {
                            input.click();
                        }
                    }
                >
                    {text::CHOOSE}
                </button>
            </p>
            <p class="hint">{text::FILE_HINT}</p>
            <input
                class="vh"
                type="file"
                tabindex="-1"
                aria-label="File with a list of utterances"
                accept=".csv,.tsv,.txt,.json,text/csv,application/json"
                node_ref=input
                on:change:target=move |event| {
                    let target = event.target();
                    take(target.files());
                    // The same file can be chosen again once it was corrected.
                    target.set_value("");
                }
            />
            <p role="status">{move || editor.is_reading.get().then_some(text::READING)}</p>
            {move || {
                editor
                    .file_problem
                    .get()
                    .map(|words| {
                        view! {
                            <p class="error" role="alert">
                                <Icon name=IconName::Alert class="i--sm" />
                                <span class="breaks">
                                    {words} " "
                                    {move || {
                                        let has_rows = editor.text.with(|t| !t.trim().is_empty());
                                        has_rows.then(|| words::still_there(editor.source.get().as_deref()))
                                    }}
                                </span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// What is to be said about the list as a whole.
#[component]
fn Whole(editor: EditorModel) -> impl IntoView {
    move || {
        let problem = editor.incoming.with(|i| match i {
            Some(Err(problem)) => Some(problem.to_string()),
            _ => None,
        });
        let notices = editor.incoming.with(|i| match i {
            Some(Ok(incoming)) => incoming.notices.clone(),
            _ => Vec::new(),
        });
        let unchecked = editor.interaction.with(|m| m.error().cloned());
        view! {
            {problem
                .map(|words| {
                    view! {
                        <p class="error" role="alert">
                            <Icon name=IconName::Alert class="i--sm" />
                            <span>{words}</span>
                        </p>
                    }
                })}
            {notices.into_iter().map(|words| view! { <p class="hint">{words}</p> }).collect_view()}
            {unchecked
                .map(|error| {
                    let heading = format!("{}: {}", text::UNCHECKED, error.heading());
                    let advice = format!("{} {}", text::UNCHECKED_WHY, error.advice());
                    view! {
                        <ErrorCard error heading advice on_retry=move |()| editor.interaction.read_again() />
                    }
                })}
        }
    }
}

/// What is to be said about single rows.
#[component]
fn Rows(editor: EditorModel) -> impl IntoView {
    move || {
        let checked = editor.checked.get()?;
        if editor.incoming.with(|i| matches!(i, Some(Ok(i)) if i.table().is_some()))
            && !editor.mapping.with(crate::domain::suite::import::Mapping::has_utterance)
        {
            return None;
        }
        let (said, rest) = words::row_words(&checked);
        let suggestions = words::suggestions(&checked);
        let rows = said.into_iter().map(|(words, is_unusable)| {
            let class = if is_unusable { "error" } else { "hint" };
            let icon = if is_unusable { IconName::Alert } else { IconName::Info };
            view! {
                <li class=class>
                    <Icon name=icon class="i--sm" />
                    <span class="breaks">{words}</span>
                </li>
            }
        });
        Some(view! {
            <div class="stack gap-4">
                <p class="fs-13" role="status">
                    {words::summary(&checked, editor.source.get().as_deref())}
                </p>
                <ul class="doubts" aria-label="Rows to look at">
                    {rows.collect_view()}
                    {(rest > 0).then(|| view! { <li class="hint">{format!("and {} more", count(rest as f64))}</li> })}
                </ul>
                {(suggestions == words::Suggestions::AfterCorrection)
                    .then(|| view! { <p class="hint">{text::SUGGEST_LATER}</p> })}
                {(suggestions == words::Suggestions::Ready)
                    .then(|| {
                        view! {
                            <div>
                                <button class="btn btn--sm" type="button" on:click=move |_| editor.take_suggestions()>
                                    {text::SUGGEST}
                                </button>
                            </div>
                        }
                    })}
            </div>
        })
    }
}
