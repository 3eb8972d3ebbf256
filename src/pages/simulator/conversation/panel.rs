//! The conversation beside its inspector.

use leptos::html;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::composer::Composer;
use super::exporting::{ClearButton, TranscriptMenu};
use super::importing::{FileInput, OpenedBar, OpenedFile, ReplayBar, open};
use super::inspector::Inspector;
use super::model::{Conversation, FIELD, Place};
use super::thread::Thread;
use super::words;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::pages::simulator::model::SimulatorModel;
use crate::platform::document;
use crate::state::api::ApiContext;

/// The conversation with the chosen skill, stage and locale.
#[component]
pub fn ConversationPanel(
    /// The page's state.
    model: SimulatorModel,
) -> impl IntoView {
    let api = expect_context::<ApiContext>();
    let opened = OpenedFile::new(None);
    let place = Memo::new(move |_| {
        let (skill_id, stage) = model.target()?;
        Some(Place { skill_id, stage, locale: model.locale.get() })
    });
    move || {
        let (place, api) = (place.get()?, api.get()?);
        let conversation = Conversation::new(place, &api);
        Some(view! { <Talk model conversation opened /> })
    }
}

#[component]
fn Talk(model: SimulatorModel, conversation: Conversation, opened: OpenedFile) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let opening = Memo::new(move |_| words::opening(&model.skill_name()));
    let place = conversation.place.get_value();
    let drop = move |event: DragEvent| {
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            open(opened, file);
        }
    };
    view! {
        <OpenedBar model conversation opened />
        <div class="sim">
            <section
                class="card console"
                aria-label=words::CONVERSATION
                on:dragover=move |event: DragEvent| event.prevent_default()
                on:drop=drop
            >
                <div class="card__head card__head--line">
                    <h2>{words::CONVERSATION}</h2>
                    <span class="tag">
                        <Icon name=IconName::Microphone class="i--sm" />
                        {place.stage.to_string()}
                    </span>
                    <span class="tag">{place.locale.clone()}</span>
                    <div class="row push">
                        <TranscriptMenu
                            conversation
                            on_open=move |()| {
                                if let Some(Some(input)) = input.try_get_untracked() {
                                    input.click();
                                }
                            }
                        />
                        <ClearButton conversation />
                    </div>
                    <FileInput opened element=input />
                </div>
                <Notes conversation />
                <Thread
                    conversation
                    empty=move || {
                        view! {
                            <EmptyState
                                icon=IconName::Chat
                                heading=words::NOTHING_SAID
                                actions=move || {
                                    view! {
                                        <button
                                            class="btn btn--sm"
                                            type="button"
                                            on:click=move |_| {
                                                conversation.draft.set(opening.get_untracked());
                                                document::focus(FIELD);
                                            }
                                        >
                                            {move || format!("“{}”", opening.get())}
                                        </button>
                                    }
                                }
                            >
                                {words::NOTHING_SAID_ADVICE}
                            </EmptyState>
                        }
                    }
                />
                <ReplayBar conversation />
                <Composer
                    conversation
                    placeholder=Signal::derive(move || format!("{}{}", words::SAY_PLACEHOLDER, opening.get()))
                />
            </section>
            <Inspector conversation />
        </div>
    }
}

/// What the browser does not keep.
#[component]
fn Notes(conversation: Conversation) -> impl IntoView {
    let note = move |words: String| {
        view! {
            <p class="note console__note" role="status">
                <Icon name=IconName::Info />
                <span>{words}</span>
            </p>
        }
    };
    view! {
        {move || (!conversation.is_kept.get()).then(|| note(words::NOT_KEPT.to_owned()))}
        {move || {
            let gone = conversation.dropped.get();
            (gone > 0).then(|| note(words::dropped(gone)))
        }}
    }
}
