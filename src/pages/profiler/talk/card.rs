//! The utterance, what is said next, and the log of what was said.

use leptos::prelude::*;

use super::model::TalkModel;
use super::prompt::Prompt;
use super::say::Say;
use crate::components::choice::Choice;
use crate::components::error_card::ErrorCard;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::skill::Stage;
use crate::pages::profiler::locale_menu::LocaleMenu;
use crate::pages::profiler::words::talk as words;

mod text {
    pub const HEADING: &str = "One utterance";
    pub const UTTERANCE: &str = "Utterance";
    pub const PLACEHOLDER: &str = "As the customer says it, without the invocation name";
    pub const PROFILE: &str = "Profile";
    pub const STOP: &str = "Stop waiting";
    pub const START_OVER: &str = "Start over";
    pub const LOG: &str = "Turns of the dialog";
}

/// One utterance.
#[component]
pub fn UtteranceCard(
    /// Its state.
    talk: TalkModel,
) -> impl IntoView {
    let page = talk.page;
    let stages = [Stage::Live, Stage::Development].map(|s| Choice::plain(s.as_str())).to_vec();
    let own = Signal::derive(move || page.skill.with(|s| s.as_ref().map(|s| s.locales.clone()).unwrap_or_default()));
    view! {
        <section class="card" aria-labelledby="one-utterance">
            <div class="card__head">
                <h2 id="one-utterance">{text::HEADING}</h2>
                <div class="row push">
                    <Segmented
                        name="profiler-stage"
                        label="Stage"
                        small=true
                        choices=Signal::stored(stages)
                        value=Signal::derive(move || page.stage.get().as_str().to_owned())
                        on_change=move |stage: String| page.change(move |view| view.stage = Stage::from(stage))
                    />
                    <LocaleMenu
                        id="profiler-locale"
                        own
                        value=page.locale
                        on_change=move |locale: String| page.change(move |view| view.locale = Some(locale))
                    />
                </div>
            </div>
            <div class="card__body stack">
                <Say
                    id="utterance"
                    label=text::UTTERANCE
                    placeholder=text::PLACEHOLDER
                    button=text::PROFILE
                    class="btn btn--primary"
                    value=talk.utterance
                    problem=talk.utterance_problem
                    sending=talk.sending
                    is_reply=false
                    on_say=move |()| talk.profile()
                />
                <Waiting talk />
                <Failure talk />
                <Prompt talk />
                <Log talk />
            </div>
        </section>
    }
}

/// A request that is tried again, and a way to stop waiting for it.
#[component]
fn Waiting(talk: TalkModel) -> impl IntoView {
    view! {
        <div role="status">
            {move || {
                talk.waiting
                    .get()
                    .map(|words| {
                        view! {
                            <div class="row row--between">
                                <p class="is-muted fs-13">{words}</p>
                                <button class="btn btn--sm" type="button" on:click=move |_| talk.cancel()>
                                    {text::STOP}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Failure(talk: TalkModel) -> impl IntoView {
    move || {
        let failed = talk.failed.get()?;
        let (stage, locale) = (talk.page.stage.get_untracked(), talk.page.locale.get_untracked());
        let words = words::failure(&failed.error, failed.is_reply, &locale, stage.as_str());
        let on_retry = move |()| talk.retry();
        let start_over = move || {
            failed.is_reply.then(|| {
                view! {
                    <button class="btn btn--sm" type="button" on:click=move |_| talk.start_over()>
                        {text::START_OVER}
                    </button>
                }
            })
        };
        let error = failed.error;
        Some(match words {
            Some((heading, advice)) => {
                view! { <ErrorCard error heading advice on_retry actions=start_over /> }.into_any()
            }
            None => view! { <ErrorCard error on_retry actions=start_over /> }.into_any(),
        })
    }
}

#[component]
fn Log(talk: TalkModel) -> impl IntoView {
    let turns = move || {
        talk.talk.with(|t| {
            let turn = |(index, turn): (usize, &super::TalkTurn)| {
                (index + 1, turn.said.clone(), words::turn_summary(&turn.profile))
            };
            t.turns.iter().enumerate().map(turn).collect::<Vec<_>>()
        })
    };
    let next = Memo::new(move |_| talk.talk.with(|t| t.goes_on().is_some().then_some(t.turns.len() + 1)));
    let ending = Memo::new(move |_| {
        talk.talk.with(|t| {
            if t.goes_on().is_some() {
                return None;
            }
            words::ending(&t.last()?.profile, t.turns.len())
        })
    });
    let is_empty = Memo::new(move |_| talk.talk.with(|t| t.turns.is_empty()));
    view! {
        <Show when=move || !is_empty.get()>
            <ol class="log" aria-label=text::LOG>
                {move || {
                    turns()
                        .into_iter()
                        .map(|(number, said, summary)| {
                            view! {
                                <li>
                                    <Icon name=IconName::Right />
                                    <span dir="auto">"“" {said} "”"</span>
                                    <span class="is-muted fs-12">{format!("turn {number}")}</span>
                                    <small>{summary}</small>
                                </li>
                            }
                        })
                        .collect_view()
                }}
                {move || {
                    next.get()
                        .map(|number| {
                            view! {
                                <li>
                                    <Icon name=IconName::Chat />
                                    <span class="is-muted">"Waiting for your reply"</span>
                                    <span class="is-muted fs-12">{format!("turn {number}")}</span>
                                </li>
                            }
                        })
                }}
                {move || {
                    ending
                        .get()
                        .map(|words| {
                            view! {
                                <li>
                                    <Icon name=IconName::Check />
                                    <span>{words}</span>
                                    <button
                                        class="btn btn--ghost btn--sm"
                                        type="button"
                                        on:click=move |_| talk.start_over()
                                    >
                                        <Icon name=IconName::Reset />
                                        {text::START_OVER}
                                    </button>
                                </li>
                            }
                        })
                }}
            </ol>
        </Show>
    }
}
