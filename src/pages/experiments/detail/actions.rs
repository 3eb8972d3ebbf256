//! Enable, start, stop, edit, copy, delete: what is open now, and why the rest is not.

use leptos::prelude::*;

use super::action_dialog::ActionDialog;
use super::model::DetailModel;
use crate::components::icon::{Icon, IconName};
use crate::components::page_action::offer;
use crate::domain::experiment::rule::Action;
use crate::domain::experiment::{ExperimentState, StoppedReason, TargetState};
use crate::pages::experiments::words::control as words;
use crate::route::{ExperimentsView, FormPurpose, FormView, Route};
use crate::state::experiment_change::Change;

mod text {
    pub const ENABLE: &str = "Enable…";
    pub const START: &str = "Start…";
    pub const STOP: &str = "Stop experiment…";
    pub const EDIT: &str = "Edit";
    pub const COPY: &str = "Copy to a new draft";
    pub const DELETE: &str = "Delete draft…";
    pub const REASON: &str = "Why do you stop it?";
    pub const REASON_HINT: &str = "Sent to Amazon as stoppedReason.";
}

/// A button that stays where it is when it is closed, and says why.
#[component]
fn ActionButton(
    /// The page's state.
    model: DetailModel,
    /// What it does.
    action: Action,
    /// Its words.
    label: &'static str,
    /// Its picture.
    icon: IconName,
    /// Its class.
    #[prop(default = "btn")]
    class: &'static str,
    /// Called where it is open.
    on_press: Callback<()>,
) -> impl IntoView {
    let closed = Memo::new(move |_| model.closed(action));
    offer(label, Signal::derive(move || closed.with(Option::is_none)), move || on_press.run(()));
    let id = format!("why-{label}").replace([' ', '…'], "-").to_lowercase();
    let described = id.clone();
    view! {
        <span class="act-button">
            <button
                class=class
                type="button"
                aria-disabled=move || closed.with(|c| c.is_some().then_some("true"))
                aria-describedby=move || closed.with(|c| c.is_some().then(|| described.clone()))
                title=move || closed.get()
                on:click=move |_| {
                    if closed.with_untracked(Option::is_none) {
                        on_press.run(());
                    }
                }
            >
                <Icon name=icon />
                {label}
            </button>
            <span class="vh" id=id>
                {move || closed.get()}
            </span>
        </span>
    }
}

/// The buttons beside the title, and their dialogs.
#[component]
pub fn Actions(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let (enabling, starting, stopping, deleting) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let reason = RwSignal::new(None::<StoppedReason>);
    let name = Signal::derive(move || model.name());
    let exposure = move || model.experiment.with(|e| e.as_ref().and_then(|e| e.exposure_percentage));
    let form = move |purpose| {
        let (skill_id, _) = model.ids();
        Route::ExperimentForm(Box::new(FormView { skill_id: Some(skill_id), purpose }))
    };
    let has_begun =
        move || model.state.with(|s| s.as_ref().is_some_and(|s| s.has_started() || *s == ExperimentState::Failed));
    let to_list = move |()| {
        let (skill_id, _) = model.ids();
        model.current.go(&Route::Experiments(Box::new(ExperimentsView::of(skill_id))));
    };
    let target = |state: TargetState| Callback::new(move |()| Change::Target(state.clone(), None));
    view! {
        <Show when=move || !has_begun()>
            <ActionButton
                model
                action=Action::Edit
                label=text::EDIT
                icon=IconName::Edit
                on_press=Callback::new(move |()| model.current.go(&form(FormPurpose::Edit(model.ids().1))))
            />
            <ActionButton
                model
                action=Action::Delete
                label=text::DELETE
                icon=IconName::Close
                class="btn btn--danger-quiet"
                on_press=Callback::new(move |()| deleting.set(true))
            />
            <ActionButton
                model
                action=Action::Enable
                label=text::ENABLE
                icon=IconName::Half
                on_press=Callback::new(move |()| enabling.set(true))
            />
            <ActionButton
                model
                action=Action::Start
                label=text::START
                icon=IconName::Play
                class="btn btn--primary"
                on_press=Callback::new(move |()| starting.set(true))
            />
        </Show>
        <Show when=has_begun>
            <a class="btn" href=move || form(FormPurpose::Create { copy: Some(model.ids().1) }).href()>
                <Icon name=IconName::Copy />
                {text::COPY}
            </a>
        </Show>
        <ActionButton
            model
            action=Action::Stop
            label=text::STOP
            icon=IconName::Stop
            class="btn btn--danger-quiet"
            on_press=Callback::new(move |()| stopping.set(true))
        />
        <ActionDialog
            model
            id="enable"
            heading=Signal::derive(move || format!("Enable “{}”?", name.get()))
            open=enabling
            confirm=Signal::stored("Enable experiment".to_owned())
            change=target(TargetState::Enabled)
        >
            <p>{words::ENABLE}</p>
        </ActionDialog>
        <ActionDialog
            model
            id="start"
            heading=Signal::derive(move || format!("Start “{}”?", name.get()))
            open=starting
            confirm=Signal::stored("Start experiment".to_owned())
            change=target(TargetState::Running)
        >
            <p>{move || words::start(exposure())}</p>
        </ActionDialog>
        <ActionDialog
            model
            id="stop"
            heading=Signal::derive(move || format!("Stop “{}”?", name.get()))
            open=stopping
            confirm=Signal::stored("Stop experiment".to_owned())
            irreversible=true
            change=Callback::new(move |()| Change::Target(TargetState::Stopped, reason.get_untracked()))
        >
            <p>{words::STOP}</p>
            <fieldset class="stack gap-5">
                <legend class="label">{text::REASON}</legend>
                {[Some(StoppedReason::Success), Some(StoppedReason::Issue), None]
                    .into_iter()
                    .map(|choice| {
                        let own = choice.clone();
                        let words = words::stopped_reason(choice.as_ref());
                        let code = choice.as_ref().map(|c| c.as_str().to_owned());
                        view! {
                            <label class="check">
                                <input
                                    type="radio"
                                    name="stopped-reason"
                                    prop:checked=move || reason.with(|r| *r == own)
                                    on:change=move |_| reason.set(choice.clone())
                                />
                                <span>{words} {code.map(|code| view! { " " <code>{code}</code> })}</span>
                            </label>
                        }
                    })
                    .collect_view()}
                <p class="hint">{text::REASON_HINT}</p>
            </fieldset>
        </ActionDialog>
        <ActionDialog
            model
            id="delete"
            heading=Signal::derive(move || format!("Delete “{}”?", name.get()))
            open=deleting
            confirm=Signal::stored("Delete draft".to_owned())
            irreversible=true
            change=Callback::new(|()| Change::Delete)
            on_done=Callback::new(to_list)
        >
            <p>{words::DELETE}</p>
        </ActionDialog>
    }
}
