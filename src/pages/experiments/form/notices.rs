//! What stands above the buttons after a try that did not end well.

use leptos::prelude::*;

use super::draft::Draft;
use super::model::{FormModel, Notice};
use super::submit::resume;
use super::words;
use crate::api::error::{ApiError, ErrorKind};
use crate::components::banner::{Banner, Tone};
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;
use crate::domain::experiment::ExperimentState;
use crate::domain::id::ExperimentId;

mod text {
    pub const LOOK_AGAIN: &str = "Look again";
    pub const TAKE_THEIRS: &str = "Take the new settings";
    pub const KEEP_MINE: &str = "Keep mine";
    pub const OPEN: &str = "Open the experiment";
    pub const COPY: &str = "Copy to a new draft";
    pub const REQUEST_ID: &str = "Request ID";
}

/// The notice, where there is one.
#[component]
pub fn Notices(form: FormModel) -> impl IntoView {
    move || {
        form.notice.get().map(|notice| match notice {
            Notice::Refused(error) => refused(form, error),
            Notice::NotThere { error } => not_there(form, error),
            Notice::There { id, name } => there(form, id, &name),
            Notice::Unsure(error) => unsure(form, error),
            Notice::Changed(theirs) => changed(form, *theirs),
            Notice::NotEditable { state, error } => not_editable(form, state, error),
        })
    }
}

fn refused(form: FormModel, error: ApiError) -> AnyView {
    let advice = match error.kind {
        // Why is above the page or in the service's words; here it matters that nothing is lost.
        ErrorKind::Unauthenticated => words::REFUSED_SIGN_IN.to_owned(),
        ErrorKind::NotFound => words::REFUSED_NOT_FOUND.to_owned(),
        ErrorKind::Conflict if form.edited().is_none() => words::REFUSED_CONFLICT.to_owned(),
        _ => format!("{} {}", error.advice(), words::NOTHING_SENT),
    };
    view! { <ErrorCard error advice /> }.into_any()
}

fn not_there(form: FormModel, error: Option<ApiError>) -> AnyView {
    let (heading, advice) = if form.edited().is_some() { words::NOT_SAVED } else { words::NOT_CREATED };
    let id = error.as_ref().and_then(|e| e.request_id.clone());
    view! {
        <Banner tone=Tone::Warn icon=IconName::Info heading=heading>
            {error.map(|e| view! { <p>{e.heading()} "."</p> })}
            <p>{advice}</p>
            {id.map(request_id)}
        </Banner>
    }
    .into_any()
}

fn there(form: FormModel, id: ExperimentId, name: &str) -> AnyView {
    let href = form.experiment(id).map(|r| r.href());
    let actions = move || {
        view! {
            <a class="btn btn--sm" href=href.clone()>
                {text::OPEN}
            </a>
        }
    };
    view! {
        <Banner tone=Tone::Info icon=IconName::Info heading=words::there(name) actions=actions>
            <p>{words::THERE_WHY}</p>
        </Banner>
    }
    .into_any()
}

fn unsure(form: FormModel, error: ApiError) -> AnyView {
    let is_edit = form.edited().is_some();
    let (heading, advice) = if is_edit { words::UNSURE_SAVED } else { words::UNSURE_CREATED };
    let again = move || {
        (!is_edit).then(|| {
            view! {
                <button class="btn btn--sm" type="button" on:click=move |_| resume(form)>
                    {text::LOOK_AGAIN}
                </button>
            }
        })
    };
    let id = error.request_id.clone();
    view! {
        <Banner tone=Tone::Warn icon=IconName::Alert heading=heading actions=again>
            <p>{error.heading()} ". " {advice}</p>
            {id.map(request_id)}
        </Banner>
    }
    .into_any()
}

fn request_id(id: String) -> impl IntoView {
    view! {
        <p>
            {text::REQUEST_ID} " " <code>{id}</code>
        </p>
    }
}

fn changed(form: FormModel, theirs: Draft) -> AnyView {
    let theirs = StoredValue::new(theirs);
    let decide = move |take: bool| {
        let Some(theirs) = theirs.try_get_value() else { return };
        let _ = form.begun_with.try_set(theirs.clone());
        if take {
            let _ = form.draft.try_set(theirs);
            form.check_all();
        }
        form.end(None);
    };
    let actions = move || {
        view! {
            <button class="btn btn--sm" type="button" on:click=move |_| decide(true)>
                {text::TAKE_THEIRS}
            </button>
            <button class="btn btn--sm" type="button" on:click=move |_| decide(false)>
                {text::KEEP_MINE}
            </button>
        }
    };
    let (heading, advice) = words::CHANGED;
    view! {
        <Banner tone=Tone::Warn icon=IconName::Swap heading=heading actions=actions>
            <p>{advice}</p>
        </Banner>
    }
    .into_any()
}

fn not_editable(form: FormModel, state: Option<ExperimentState>, error: Option<ApiError>) -> AnyView {
    let heading = words::not_editable(state.as_ref());
    let actions = move || actions_elsewhere(form);
    let id = error.and_then(|e| e.request_id);
    view! {
        <Banner tone=Tone::Warn icon=IconName::Swap heading=heading actions=actions>
            <p>{words::NOT_EDITABLE_WHY}</p>
            {id.map(request_id)}
        </Banner>
    }
    .into_any()
}

/// Where to go from an experiment that cannot be changed.
fn actions_elsewhere(form: FormModel) -> impl IntoView {
    let id = form.edited();
    let open = id.clone().and_then(|id| form.experiment(id)).map(|r| r.href());
    let copy = id.map(|id| form.copy(id).href());
    view! {
        {open
            .map(|href| {
                view! {
                    <a class="btn btn--sm" href=href>
                        {text::OPEN}
                    </a>
                }
            })}
        {copy
            .map(|href| {
                view! {
                    <a class="btn btn--sm" href=href>
                        {text::COPY}
                    </a>
                }
            })}
    }
}
