//! The turns, as in a chat.

use leptos::html;
use leptos::prelude::*;

use super::model::{Conversation, Pending};
use super::words::{self, Remedy, Reply};
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::Turn;
use crate::domain::conversation::understanding::intent_name;
use crate::domain::instant::Instant;
use crate::domain::simulation::SessionMode;
use crate::domain::words::{self as numbers, Zone};
use crate::platform::clock;

/// The clock on the wall.
const LOCAL: Zone =
    Zone { name: "local time", offset_min_at: |epoch_s| clock::local_offset_min(Instant::from_epoch_s(epoch_s)) };

/// A turn as the thread shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    at: usize,
    utterance: String,
    begins: Option<String>,
    reply: Reply,
    intent: Option<String>,
    time: Option<String>,
}

impl Row {
    fn of(at: usize, turn: &Turn) -> Self {
        let result = turn.outcome.simulation().and_then(|s| s.result.as_ref());
        Self {
            at,
            utterance: turn.utterance.clone(),
            begins: begins(&turn.mode, turn.at),
            reply: words::reply(turn),
            intent: result.and_then(|r| r.selected_intent()).map(|i| intent_name(&i).to_owned()),
            time: result.and_then(|r| r.execution_time_ms()).map(words::duration),
        }
    }
}

/// What stands above a turn that begins a session.
fn begins(mode: &SessionMode, at: Instant) -> Option<String> {
    (*mode == SessionMode::ForceNewSession)
        .then(|| format!("{}, {}", words::NEW_SESSION, numbers::clock(at.epoch_s(), LOCAL)))
}

/// All turns and the one under way, the newest at the bottom.
#[component]
pub fn Thread(
    /// The conversation.
    conversation: Conversation,
    /// What stands there before the first turn.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let rows = Memo::new(move |_| {
        conversation.turns.with(|turns| turns.iter().enumerate().map(|(at, t)| Row::of(at, t)).collect::<Vec<_>>())
    });
    let again = Memo::new(move |_| conversation.pending.with(|p| p.as_ref().and_then(|p| p.replaces)));
    let new_turn = Memo::new(move |_| {
        conversation
            .pending
            .with(|p| p.as_ref().filter(|p| p.replaces.is_none()).map(|p| (p.utterance.clone(), p.mode.clone(), p.at)))
    });
    let is_empty = move || rows.with(Vec::is_empty) && new_turn.with(Option::is_none);
    // The newest is in view.
    Effect::new(move || {
        rows.with(Vec::len);
        new_turn.track();
        request_animation_frame(move || {
            if let Some(Some(thread)) = element.try_get_untracked() {
                thread.set_scroll_top(thread.scroll_height());
            }
        });
    });
    view! {
        <div class="thread" role="log" aria-label=words::TURNS tabindex="0" node_ref=element>
            {move || is_empty().then(|| empty.run())}
            <For each=move || rows.get() key=Clone::clone let(row)>
                <TurnView conversation row again />
            </For>
            {move || {
                new_turn
                    .get()
                    .map(|(utterance, mode, at)| {
                        view! {
                            {begins(&mode, at).map(|words| view! { <p class="divider">{words}</p> })}
                            <Said utterance />
                            <WaitingView conversation />
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Said(utterance: String) -> impl IntoView {
    view! {
        <div class="turn turn--me">
            <p class="bubble bubble--me" dir="auto">
                <span class="vh">{words::YOU_SAID}</span>
                {utterance}
            </p>
        </div>
    }
}

#[component]
fn TurnView(conversation: Conversation, row: Row, again: Memo<Option<usize>>) -> impl IntoView {
    let at = row.at;
    let utterance = row.utterance.clone();
    let divider = row.begins.clone();
    let row = StoredValue::new(row);
    view! {
        {divider.map(|words| view! { <p class="divider">{words}</p> })}
        <Said utterance />
        {move || {
            if again.get() == Some(at) {
                view! { <WaitingView conversation /> }.into_any()
            } else {
                view! { <Answer conversation row=row.get_value() /> }.into_any()
            }
        }}
    }
}

#[component]
fn Answer(conversation: Conversation, row: Row) -> impl IntoView {
    let at = row.at;
    let Reply { captions, notice, is_failure, code, detail, request_id, remedy, ends_session } = row.reply;
    let is_shown = Memo::new(move |_| conversation.shown() == Some(at));
    let show = move || {
        let _ = conversation.selected.try_set(Some(at));
    };
    let notice_class = if is_failure { "bubble bubble--fail" } else { "bubble bubble--note" };
    view! {
        <div
            class=move || if is_shown.get() { "turn turn--on" } else { "turn" }
            on:click=move |_| show()
        >
            {captions
                .into_iter()
                .map(|caption| {
                    view! {
                        <p class="bubble" dir="auto">
                            {caption}
                        </p>
                    }
                })
                .collect_view()}
            {notice
                .map(|notice| {
                    view! {
                        <p class=notice_class dir="auto">
                            {notice}
                        </p>
                    }
                })}
            <div class="turn__meta">
                {code
                    .map(|code| {
                        let class = if is_failure { "tag tag--bad" } else { "tag tag--warn" };
                        view! {
                            <span class=class>
                                <Icon name=IconName::Warn class="i--sm" />
                                {code}
                            </span>
                        }
                    })}
                {detail.map(|detail| view! { <span dir="auto">{detail}</span> })}
                {request_id.map(|id| view! { <span>{words::REQUEST_ID} " " <code>{id}</code></span> })}
                {row.intent
                    .map(|intent| {
                        view! {
                            <code>
                                <bdi>{intent}</bdi>
                            </code>
                        }
                    })} {row.time.map(|time| view! { <span>{time}</span> })}
                {ends_session.then(|| view! { <span class="tag">{words::SESSION_ENDED}</span> })}
                <RemedyButton conversation at remedy />
                <button
                    class=move || if is_shown.get() { "tag tag--accent" } else { "btn btn--link fs-12" }
                    type="button"
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=move |event| {
                        event.stop_propagation();
                        show();
                        super::inspector::bring_into_view();
                    }
                >
                    {move || if is_shown.get() { words::SHOWN } else { words::INSPECT }}
                    <span class="vh">{format!(", turn {}", at + 1)}</span>
                </button>
            </div>
        </div>
    }
}

#[component]
fn RemedyButton(conversation: Conversation, at: usize, remedy: Remedy) -> impl IntoView {
    let label = match remedy {
        Remedy::None => return None,
        Remedy::SendAgain => words::SEND_AGAIN,
        Remedy::AskAgain => words::ASK_AGAIN,
    };
    Some(view! {
        <button
            class="btn btn--link fs-12"
            type="button"
            aria-disabled=move || conversation.is_busy().then_some("true")
            on:click=move |event| {
                event.stop_propagation();
                match remedy {
                    Remedy::AskAgain => conversation.ask_again(at),
                    _ => conversation.send_again(at),
                }
            }
        >
            {label}
        </button>
    })
}

#[component]
fn WaitingView(conversation: Conversation) -> impl IntoView {
    let waiting = Memo::new(move |_| conversation.pending.with(|p| p.as_ref().map(|p: &Pending| p.waiting)));
    let is_in_progress = move || waiting.get().is_some_and(|w| matches!(w, words::Waiting::InProgress { .. }));
    view! {
        <div class="turn">
            <p class="bubble bubble--wait">
                <Icon name=IconName::Spinner class="spin" />
                {move || waiting.get().map(|w| w.heading())}
            </p>
            <div class="turn__meta" aria-live="off">
                {move || is_in_progress().then(|| view! { <code>"IN_PROGRESS"</code> })}
                <span>{move || waiting.get().and_then(|w| w.detail())}</span>
                <button class="btn btn--link fs-12" type="button" on:click=move |_| conversation.cancel()>
                    {words::CANCEL}
                </button>
            </div>
        </div>
    }
}
