//! The dialog continues: what Alexa asks, and the reply.

use leptos::prelude::*;

use super::model::TalkModel;
use super::say::Say;
use crate::components::icon::{Icon, IconName};
use crate::domain::profile::MultiTurn;
use crate::pages::profiler::utterance::quick_replies;
use crate::pages::profiler::words::talk as words;

mod text {
    pub const CONTINUES: &str = "The dialog continues";
    pub const REPLY: &str = "Reply";
    pub const PLACEHOLDER: &str = "Reply as the customer";
    pub const START_OVER: &str = "Start over";
    pub const QUICK: &str = "Replies to choose from";
    pub const NO_PROMPT: &str = "Amazon sent no words for this question.";
    pub const NO_TOKEN: &str = "Amazon sent no token with it, so a reply is profiled as a new utterance.";
}

/// What Alexa asks and the reply, while the dialog goes on.
#[component]
pub fn Prompt(
    /// The state of the dialog.
    talk: TalkModel,
) -> impl IntoView {
    let open = Memo::new(move |_| talk.talk.with(|t| t.goes_on().cloned()));
    view! {
        <Show when=move || open.with(Option::is_some)>
            <div class="prompt" role="group" aria-label=text::CONTINUES>
                {move || open.get().map(question)}
                <Say
                    id="reply"
                    label=text::REPLY
                    placeholder=text::PLACEHOLDER
                    button=text::REPLY
                    class="btn"
                    value=talk.reply
                    problem=talk.reply_problem
                    sending=talk.sending
                    is_reply=true
                    on_say=move |()| talk.send_reply()
                />
                <div class="row">
                    <div class="row" role="group" aria-label=text::QUICK>
                        {move || {
                            let intent = talk
                                .talk
                                .with(|t| t.last().and_then(|turn| turn.profile.selected_intent.clone()));
                            let model = talk.page.interaction();
                            open.get()
                                .map(|open| quick_replies(&open, intent.as_ref(), model.as_deref()))
                                .unwrap_or_default()
                                .into_iter()
                                .map(|reply| {
                                    let label = reply.clone();
                                    view! {
                                        <button
                                            class="btn btn--sm"
                                            type="button"
                                            on:click=move |_| talk.reply_with(reply.clone())
                                        >
                                            {label}
                                        </button>
                                    }
                                })
                                .collect_view()
                        }}
                    </div>
                    <button class="btn btn--ghost btn--sm push" type="button" on:click=move |_| talk.start_over()>
                        <Icon name=IconName::Reset />
                        {text::START_OVER}
                    </button>
                </div>
            </div>
        </Show>
    }
}

fn question(open: MultiTurn) -> impl IntoView {
    let act = open.dialog_act.as_ref();
    let (code, meaning) = (act.map(words::act_code), act.map(words::act_meaning));
    let has_token = open.token.is_some_and(|token| !token.is_empty());
    let prompt = open.prompt.filter(|prompt| !prompt.trim().is_empty());
    view! {
        <div class="row row--between">
            <span class="tag tag--accent">
                <Icon name=IconName::Chat class="i--sm" />
                {text::CONTINUES}
            </span>
            {code.map(|code| view! { <code class="is-muted fs-12 breaks">{code}</code> })}
        </div>
        {meaning.map(|meaning| view! { <p class="is-muted fs-13">{meaning}</p> })}
        {match prompt {
            Some(prompt) => view! { <p class="prompt__q" role="status" dir="auto">"“" {prompt} "”"</p> }.into_any(),
            None => view! { <p class="is-muted" role="status">{text::NO_PROMPT}</p> }.into_any(),
        }}
        {(!has_token).then(|| view! { <p class="is-muted fs-13">{text::NO_TOKEN}</p> })}
    }
}
