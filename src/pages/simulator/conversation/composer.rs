//! What to say next, and in which session.

use leptos::ev;
use leptos::prelude::*;

use super::exporting;
use super::model::{Conversation, FIELD};
use super::sending::Typed;
use super::words;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::components::toast::Toasts;
use crate::domain::simulation::SessionMode;

/// The field, Send, and how the session goes on.
#[component]
pub fn Composer(
    /// The conversation.
    conversation: Conversation,
    /// What stands in the empty field.
    #[prop(into)]
    placeholder: Signal<String>,
) -> impl IntoView {
    let toasts = Toasts::from_context();
    let send = move |forced: Option<SessionMode>| {
        if let Typed::Record { file_name, appends_quit } = conversation.send(forced) {
            exporting::record(conversation, toasts, &file_name, appends_quit);
        }
    };
    let keyed = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.alt_key() || event.shift_key() {
            return;
        }
        let forces = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Enter" if forces => send(Some(SessionMode::ForceNewSession)),
            "ArrowUp" if !forces => conversation.recall(true),
            "ArrowDown" if !forces => conversation.recall(false),
            _ => return,
        }
        event.prevent_default();
    };
    let problem = conversation.problem;
    view! {
        <form
            class="composer"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                send(None);
            }
        >
            <div class="say">
                <input
                    class="input"
                    id=FIELD
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="send"
                    aria-label=words::SAY
                    placeholder=placeholder
                    bind:value=conversation.draft
                    aria-invalid=move || problem.with(|p| p.is_some().then_some("true"))
                    aria-describedby="simulator-say-problem"
                    on:keydown=keyed
                    on:input=move |_| conversation.end_recall()
                />
                <button
                    class="btn btn--primary"
                    type="submit"
                    aria-disabled=move || conversation.is_busy().then_some("true")
                >
                    <Icon name=IconName::Send />
                    {words::SEND}
                </button>
            </div>
            <div id="simulator-say-problem" class="empty-gone" aria-live="polite">
                {move || {
                    problem
                        .get()
                        .map(|words| {
                            view! {
                                <p class="error">
                                    <Icon name=IconName::Alert class="i--sm" />
                                    <span>{words}</span>
                                </p>
                            }
                        })
                }}
            </div>
            <div class="row row--between">
                <SessionChoice conversation />
                <span class="hint hint-keys hide-sm">
                    <kbd>"Enter"</kbd>
                    " send "
                    <kbd>"Ctrl Enter"</kbd>
                    " in a new session "
                    <kbd>"↑"</kbd>
                    " last utterance"
                </span>
            </div>
            {move || {
                let hint = conversation.mode_hint();
                (!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })
            }}
        </form>
    }
}

#[component]
fn SessionChoice(conversation: Conversation) -> impl IntoView {
    let title = |mode: &SessionMode| format!("session.mode {mode}");
    let choices = [(SessionMode::Default, words::CONTINUE), (SessionMode::ForceNewSession, words::START_NEW)]
        .map(|(mode, name)| Choice::new(mode.as_str(), name).titled(title(&mode)))
        .to_vec();
    view! {
        <Segmented
            name="session-mode"
            label=words::SESSION
            small=true
            choices=Signal::stored(choices)
            value=Signal::derive(move || conversation.mode().as_str().to_owned())
            on_change=move |mode: String| conversation.chosen_mode.set(Some(SessionMode::from(mode)))
        />
    }
}
