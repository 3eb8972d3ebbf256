//! What will be sent, exactly, and the buttons.

use leptos::prelude::*;

use super::field_key::FieldKey;
use super::model::{FormModel, Phase};
use super::notices::Notices;
use super::section::Section;
use super::submit::SUMMARY;
use super::words;
use crate::api::experiment::{CreateExperiment, UpdateExperiment};
use crate::api::operation::Operation;
use crate::components::copy_button::CopyButton;
use crate::components::icon::{Icon, IconName};
use crate::platform::document;
use crate::state::installation::Installation;

mod text {
    pub const HEADING: &str = "Review";
    pub const ABOUT: &str = "This is exactly what will be sent.";
    pub const COPY: &str = "Copy";
    pub const BODY: &str = "Request body";
    pub const READ_ONLY: &str = "This installation only reads: nothing can be created or changed here.";
}

/// Method, path and body of the write; `None` while something is wrong.
fn preview(form: FormModel) -> Option<(String, String, String)> {
    let skill_id = form.skill_id()?;
    form.draft.with(|draft| {
        let (request, body) = match form.edited() {
            None => {
                let create = CreateExperiment { skill_id, experiment: draft.new_experiment()? };
                (create.request(), create.body())
            }
            Some(experiment_id) => {
                let update = UpdateExperiment { skill_id, experiment_id, experiment: draft.properties()? };
                (update.request(), update.body())
            }
        };
        Some((request.method.as_str().to_owned(), request.target(), body))
    })
}

/// The section.
#[component]
pub fn Review(form: FormModel) -> impl IntoView {
    let preview = Memo::new(move |_| preview(form));
    let whole = Signal::derive(move || {
        preview.get().map(|(method, path, body)| format!("{method} {path}\n\n{body}")).unwrap_or_default()
    });
    view! {
        <Section form number=5 heading=text::HEADING about=text::ABOUT>
            {move || match preview.get() {
                None => view! { <p class="hint">{words::NOT_READY}</p> }.into_any(),
                Some((method, path, body)) => {
                    view! {
                        <div>
                            <div class="req">
                                <span class="verb">{method}</span>
                                <code>{path}</code>
                                <span class="push">
                                    <CopyButton text=whole label=text::COPY labelled=true />
                                </span>
                            </div>
                            <pre class="code code--wrap" tabindex="0" role="region" aria-label=text::BODY>
                                {body}
                            </pre>
                        </div>
                    }
                        .into_any()
                }
            }}
            <Notices form />
            <Buttons form />
        </Section>
    }
}

#[component]
fn Buttons(form: FormModel) -> impl IntoView {
    let is_edit = form.edited().is_some();
    let is_read_only = expect_context::<Installation>().file().read_only;
    let away = match form.edited().and_then(|id| form.experiment(id)) {
        Some(experiment) => experiment.href(),
        None => form.list().href(),
    };
    let label = move || match form.phase.get() {
        Phase::Idle if is_edit => words::SAVE,
        Phase::Idle => words::CREATE,
        Phase::Checking => words::CHECKING,
        Phase::Sending if is_edit => words::SAVING,
        Phase::Sending => words::CREATING,
        Phase::Looking => words::LOOKING,
    };
    let is_busy = move || form.phase.get() != Phase::Idle;
    view! {
        <div class="row row--between">
            <div id=SUMMARY tabindex="-1" role="status" class="form-sum">
                <Summary form />
                {is_read_only.then(|| view! { <p class="hint">{text::READ_ONLY}</p> })}
            </div>
            <div class="row">
                <a class="btn btn--ghost" href=away>
                    {words::CANCEL}
                </a>
                <button
                    class="btn btn--primary"
                    type="submit"
                    aria-disabled=move || (is_busy() || is_read_only).then_some("true")
                >
                    {move || is_busy().then(|| view! { <Icon name=IconName::Spinner class="spin" /> })}
                    {label}
                </button>
            </div>
        </div>
    }
}

/// What is to be fixed, each with a way to its field.
#[component]
fn Summary(form: FormModel) -> impl IntoView {
    move || {
        let keys: Vec<FieldKey> = form.problems.with(|p| p.keys().copied().collect());
        (!keys.is_empty()).then(|| {
            let names: Vec<String> =
                form.draft.with_untracked(|d| keys.iter().map(|k| words::field_name(*k, d)).collect());
            let count = keys.len();
            let links = keys
                .into_iter()
                .zip(names)
                .enumerate()
                .map(|(n, (key, name))| {
                    view! {
                        {(n > 0).then_some(", ")}
                        <button
                            type="button"
                            class="btn btn--link btn--inline fs-12"
                            on:click=move |_| document::focus(&key.id())
                        >
                            {name}
                        </button>
                    }
                })
                .collect_view();
            view! {
                <p class="error">
                    <Icon name=IconName::Alert class="i--sm" />
                    <span>{words::to_fix(count)} " " {links}</span>
                </p>
            }
        })
    }
}
