//! A replay file that a person opens or drops, and the replay's own bar.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::model::{Conversation, Replay};
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::replay::{MOST_BYTES, ReplayFile};
use crate::pages::simulator::model::SimulatorModel;
use crate::platform::file;

/// A file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Its name.
    name: String,
    /// What is in it, or what is wrong with it.
    content: Result<ReplayFile, Vec<String>>,
}

/// The file that was opened last; it outlives a change of skill and locale.
pub type OpenedFile = RwSignal<Option<Opened>>;

/// Reads a file.
pub fn open(opened: OpenedFile, chosen: File) {
    spawn_local(async move {
        let name = chosen.name();
        let content = if file::size(&chosen) > MOST_BYTES as u64 {
            Err(vec![words::TOO_LARGE.to_owned()])
        } else {
            match file::bytes(&chosen).await.map(String::from_utf8) {
                Some(Ok(text)) => ReplayFile::parse(&text),
                Some(Err(_)) => Err(vec![words::NOT_TEXT.to_owned()]),
                None => Err(vec![words::NOT_READ.to_owned()]),
            }
        };
        let _ = opened.try_set(Some(Opened { name, content }));
    });
}

/// The browser's dialog for a file; pressed by the menu.
#[component]
pub fn FileInput(
    /// Where the file goes.
    opened: OpenedFile,
    /// The input.
    element: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <input
            class="vh"
            type="file"
            tabindex="-1"
            accept=".json,application/json"
            aria-label=words::OPEN_REPLAY
            node_ref=element
            on:change:target=move |event| {
                let input = event.target();
                if let Some(chosen) = input.files().and_then(|files| files.get(0)) {
                    open(opened, chosen);
                }
                // The same file can be opened again.
                input.set_value("");
            }
        />
    }
}

/// What was opened: replayed here, or first where it belongs.
#[component]
pub fn OpenedBar(
    /// The page's state.
    model: SimulatorModel,
    /// The conversation.
    conversation: Conversation,
    /// The file.
    opened: OpenedFile,
) -> impl IntoView {
    let close = move |_| opened.set(None);
    move || {
        let Opened { name, content } = opened.get()?;
        Some(match content {
            Err(problems) => view! {
                <Banner
                    tone=Tone::Bad
                    icon=IconName::Alert
                    heading=words::unreadable(&name)
                    actions=move || {
                        view! {
                            <button class="btn btn--sm" type="button" on:click=close>
                                {words::CLOSE}
                            </button>
                        }
                    }
                >
                    {problems.into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}
                </Banner>
            }
            .into_any(),
            Ok(file) => {
                let place = conversation.place.get_value();
                let is_here = place.skill_id == file.skill_id && place.locale == file.locale;
                let said = file.utterances().len();
                let about = if is_here {
                    words::replay_question(said, &model.skill_name(), &place.stage, &place.locale)
                } else {
                    words::other_place(&file.skill_id.short(), &file.locale)
                };
                let source = name.clone();
                let file = StoredValue::new(file);
                let replay = move |_| {
                    let lines = file.with_value(|f| f.utterances().into_iter().map(|u| (u, None)).collect());
                    opened.set(None);
                    conversation.replay(source.clone(), lines);
                };
                let go = move |_| {
                    let (skill_id, locale) = file.with_value(|f| (f.skill_id.clone(), f.locale.clone()));
                    model.change(move |view| {
                        view.skill_id = Some(skill_id);
                        view.locale = Some(locale);
                    });
                };
                let replay = StoredValue::new_local(replay);
                view! {
                    <Banner
                        tone=Tone::Info
                        icon=IconName::Terminal
                        heading=words::opened(&name, said)
                        actions=move || {
                            view! {
                                {(!is_here)
                                    .then(|| {
                                        view! {
                                            <button class="btn btn--sm btn--primary" type="button" on:click=go>
                                                {words::GO_THERE}
                                            </button>
                                        }
                                    })}
                                <button
                                    class=if is_here { "btn btn--sm btn--primary" } else { "btn btn--sm" }
                                    type="button"
                                    aria-disabled=move || conversation.is_busy().then_some("true")
                                    on:click=move |event| replay.with_value(|r| r(event))
                                >
                                    {if is_here { words::REPLAY } else { words::REPLAY_HERE }}
                                </button>
                                <button class="btn btn--sm" type="button" on:click=close>
                                    {words::CLOSE}
                                </button>
                            }
                        }
                    >
                        <p>{about}</p>
                    </Banner>
                }
                .into_any()
            }
        })
    }
}

/// How far a replay is, and ways to stop it or to go on.
#[component]
pub fn ReplayBar(
    /// The conversation.
    conversation: Conversation,
) -> impl IntoView {
    move || {
        let Replay { source, lines, sent, is_running } = conversation.replay.get()?;
        let (icon, class) = if is_running { (IconName::Spinner, "spin") } else { (IconName::Info, "") };
        Some(view! {
            <div class="replay row" role="status">
                <Icon name=icon class />
                <span>{words::replaying(&source, sent, lines.len(), is_running)}</span>
                <span class="row push">
                    {(!is_running)
                        .then(|| {
                            view! {
                                <button
                                    class="btn btn--sm"
                                    type="button"
                                    on:click=move |_| conversation.resume_replay()
                                >
                                    {words::GO_ON}
                                </button>
                            }
                        })}
                    <button class="btn btn--sm" type="button" on:click=move |_| conversation.stop_replay()>
                        {words::STOP_REPLAY}
                    </button>
                </span>
            </div>
        })
    }
}
