//! Files of a conversation, and clearing it.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::archive;
use super::model::Conversation;
use super::replay_question::ReplayQuestion;
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::components::toast::Toasts;
use crate::domain::conversation::replay::ReplayFile;
use crate::domain::conversation::session::last_session;
use crate::domain::conversation::transcript_change::TranscriptChange;
use crate::domain::conversation::{Transcript, Turn};
use crate::platform::tabs::TabChannel;
use crate::platform::{clock, download};
use crate::state::api::ApiContext;
use crate::state::shelf::Shelf;

const JSON: &str = "application/json";
const CSV: &str = "text/csv;charset=utf-8";

/// The menu of files, and what else can be done with a whole conversation.
#[component]
pub fn TranscriptMenu(
    /// The conversation.
    conversation: Conversation,
    /// Opens the browser's dialog for a replay file.
    #[prop(into)]
    on_open: Callback<()>,
) -> impl IntoView {
    let toasts = Toasts::from_context();
    let asking = RwSignal::new(false);
    let has_turns = Signal::derive(move || conversation.turns.with(|t| !t.is_empty()));
    let has_sessions = Signal::derive(move || conversation.turns.with(|turns| last_session(turns).len() < turns.len()));
    view! {
        <Menu
            button_class="btn btn--ghost btn--sm"
            label=words::TRANSCRIPT
            button=move || {
                view! {
                    <Icon name=IconName::Download />
                    {words::TRANSCRIPT}
                }
            }
        >
            <Item
                icon=IconName::File
                label=words::AS_JSON
                enabled=has_turns
                on_press=move |()| save(conversation, toasts, "conversation", "json", JSON, |t| t.json(clock::now()))
            />
            <Item
                icon=IconName::Table
                label=words::AS_CSV
                enabled=has_turns
                on_press=move |()| save(conversation, toasts, "conversation", "csv", CSV, |t| t.csv())
            />
            <Item
                icon=IconName::Terminal
                label=words::AS_REPLAY
                enabled=has_turns
                on_press=move |()| {
                    save(conversation, toasts, "replay", "json", JSON, |t| Some(replay_file(t, &t.turns, false).to_json()))
                }
            />
            {move || {
                has_sessions
                    .get()
                    .then(|| {
                        view! {
                            <Item
                                icon=IconName::Terminal
                                label=words::AS_REPLAY_LAST
                                enabled=has_turns
                                on_press=move |()| {
                                    save(
                                        conversation,
                                        toasts,
                                        "replay",
                                        "json",
                                        JSON,
                                        |t| Some(replay_file(t, last_session(&t.turns), false).to_json()),
                                    );
                                }
                            />
                        }
                    })
            }}
            <div class="sep"></div>
            <Item
                icon=IconName::Play
                label=words::REPLAY_THIS
                enabled=Signal::derive(move || has_turns.get() && !conversation.is_busy())
                on_press=move |()| asking.set(true)
            />
            <Item icon=IconName::Upload label=words::OPEN_REPLAY enabled=true on_press=on_open />
        </Menu>
        <ReplayQuestion conversation open=asking />
    }
}

#[component]
fn Item(
    icon: IconName,
    label: &'static str,
    #[prop(into)] enabled: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            aria-disabled=move || (!enabled.get()).then_some("true")
            data-stay=move || (!enabled.get()).then_some("")
            on:click=move |_| {
                if enabled.get_untracked() {
                    on_press.run(());
                }
            }
        >
            <Icon name=icon />
            {label}
        </button>
    }
}

/// Empties the conversation, with a way back.
#[component]
pub fn ClearButton(
    /// The conversation.
    conversation: Conversation,
) -> impl IntoView {
    let toasts = Toasts::from_context();
    let api = expect_context::<ApiContext>();
    let is_closed = move || conversation.turns.with(Vec::is_empty) || conversation.is_busy();
    let clear = move |_| {
        if untrack(is_closed) {
            return;
        }
        conversation.stop_replay();
        let (Some(api), Some(place)) = (api.try_now(), conversation.place.try_get_value()) else { return };
        let (namespace, turns) = (api.namespace().clone(), conversation.clear());
        let is_back = AtomicBool::new(false);
        toasts.done_with(words::CLEARED, words::UNDO, move || {
            if is_back.swap(true, Ordering::Relaxed) || conversation.put_back(&turns) {
                return;
            }
            // The page may be gone by then; what was said is kept all the same.
            let (namespace, place, back) = (namespace.clone(), place.clone(), TranscriptChange::PutBack(turns.clone()));
            spawn_local(async move {
                let news = archive::news_of(&namespace, &place);
                if let Some(shelf) = Shelf::open(namespace).await {
                    archive::change(&shelf, &place, back).await;
                    // Whoever shows it again by now, here or in another tab.
                    TabChannel::open(archive::CHANNEL, |_| {}).say(&news);
                }
            });
        });
    };
    view! {
        <button
            class="btn btn--ghost btn--sm"
            type="button"
            aria-disabled=move || is_closed().then_some("true")
            on:click=clear
        >
            <Icon name=IconName::Reset />
            {words::CLEAR}
        </button>
    }
}

/// `.record`: the file that ask-cli would have written of this session.
pub fn record(conversation: Conversation, toasts: Toasts, file_name: &str, appends_quit: bool) {
    let saved = conversation.transcript().is_some_and(|transcript| {
        let file = replay_file(&transcript, last_session(&transcript.turns), appends_quit);
        download::text(file_name, JSON, &file.to_json())
    });
    say(toasts, saved, file_name);
}

fn replay_file(transcript: &Transcript, turns: &[Turn], appends_quit: bool) -> ReplayFile {
    ReplayFile::of_turns(transcript.skill_id.clone(), transcript.locale.clone(), turns, appends_quit)
}

fn save(
    conversation: Conversation,
    toasts: Toasts,
    what: &str,
    ending: &str,
    media_type: &str,
    content: impl Fn(&Transcript) -> Option<String>,
) {
    let Some(transcript) = conversation.transcript() else { return };
    let name = words::file_name(&transcript.skill_id.short(), &transcript.locale, what, ending);
    let saved = content(&transcript).is_some_and(|text| download::text(&name, media_type, &text));
    say(toasts, saved, &name);
}

fn say(toasts: Toasts, saved: bool, name: &str) {
    if saved { toasts.done(words::saved(name)) } else { toasts.failed(words::NOT_SAVED) }
}
