//! One call of the activity panel: a line, and below it everything that is known of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::call_record::{CallRecord, Resent};
use crate::components::copy_button::CopyButton;
use crate::components::icon::{Icon, IconName};
use crate::state::api::ApiContext;
use crate::state::call_log::{Call, CallLog};
use crate::state::call_words::{Tone, answer, duration, sent, short_target, size, status, time};

mod text {
    pub const OPERATION: &str = "Operation";
    pub const REQUEST: &str = "Request";
    pub const ANSWER: &str = "Answer";
    pub const REQUEST_ID: &str = "Request ID";
    pub const NO_ID: &str = "None that this page may read";
    pub const SENT: &str = "Sent";
    pub const TIME: &str = "Time";
    pub const SIZE: &str = "Size of the answer";
    pub const COMMAND: &str = "curl command";
    pub const COPY: &str = "Copy as curl";
    pub const COPY_ID: &str = "Copy request ID";
    pub const AGAIN: &str = "Send again";
    pub const SENDING: &str = "Sending";
    pub const AGAIN_HINT: &str =
        "Sends this read once more to see how it is answered now. The page keeps what it shows.";
    pub const NOT_AGAIN: &str = "Only reads are sent again from here.";
    pub const ANSWERED: &str = "Answered. The newest call of the list shows how.";
    pub const NOBODY: &str = "Nobody is signed in. Sign in to send it again.";
}

/// The id of the line of a call.
pub fn id_of(number: u64) -> String {
    format!("call-{number}")
}

/// The line and what it opens.
#[component]
pub fn CallItem(call: Call, calls: CallLog) -> impl IntoView {
    let number = call.number;
    let is_open = Memo::new(move |_| calls.chosen.get() == Some(number));
    let detail_id = format!("{}-detail", id_of(number));
    let controls = detail_id.clone();
    let record = call.record;
    let tone = match Tone::of(&record) {
        Tone::Good => "http",
        Tone::Warn => "http http--warn",
        Tone::Bad => "http http--bad",
    };
    let short = short_target(&record);
    view! {
        <li>
            <button
                id=id_of(number)
                class="call"
                type="button"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=move || is_open.get().then(|| controls.clone())
                on:click=move |_| calls.chosen.update(|c| *c = (*c != Some(number)).then_some(number))
            >
                <span class="verb">{record.method.as_str()}</span>
                <span class=tone>{status(&record)}</span>
                <code title=record.target.clone()>{short}</code>
                <span class="call__time">{duration(record.duration_ms)}</span>
            </button>
            <Show when=move || is_open.get()>
                <div class="call__detail stack gap-5" id=detail_id.clone()>
                    <Detail record=(*record).clone() />
                </div>
            </Show>
        </li>
    }
}

#[component]
fn Detail(record: CallRecord) -> impl IntoView {
    let curl = record.curl();
    let request_id = record.request_id.clone();
    let copy_id = request_id.clone().map(|id| view! { <CopyButton text=Signal::stored(id) label=text::COPY_ID /> });
    let again = record.again();
    view! {
        <dl class="dl">
            <dt>{text::OPERATION}</dt>
            <dd class="mono">{record.operation}</dd>
            <dt>{text::REQUEST}</dt>
            <dd class="mono">{record.method.as_str()} " " {record.target.clone()}</dd>
            <dt>{text::ANSWER}</dt>
            <dd>{answer(&record)}</dd>
            <dt>{text::REQUEST_ID}</dt>
            <dd class="activity__id">
                {match request_id {
                    Some(id) => view! { <code>{id}</code> }.into_any(),
                    None => text::NO_ID.into_any(),
                }} {copy_id}
            </dd>
            <dt>{text::SENT}</dt>
            <dd>{sent(&record)}</dd>
            <dt>{text::TIME}</dt>
            <dd>{time(&record)}</dd>
            <dt>{text::SIZE}</dt>
            <dd>{size(record.bytes)}</dd>
        </dl>
        <pre class="code code--wrap" tabindex="0" role="region" aria-label=text::COMMAND>
            {curl.clone()}
        </pre>
        <div class="row">
            <CopyButton text=Signal::stored(curl) label=text::COPY labelled=true />
        </div>
        {match again {
            Some(again) => view! { <SendAgain again /> }.into_any(),
            None => view! { <p class="hint">{text::NOT_AGAIN}</p> }.into_any(),
        }}
    }
}

#[component]
fn SendAgain(again: Resent) -> impl IntoView {
    let api = expect_context::<ApiContext>();
    let is_sending = RwSignal::new(false);
    let said = RwSignal::new(None::<String>);
    let send = move |_| {
        if is_sending.get_untracked() {
            return;
        }
        let Some(api) = api.try_now() else {
            said.set(Some(text::NOBODY.to_owned()));
            return;
        };
        is_sending.set(true);
        said.set(None);
        let again = again.clone();
        spawn_local(async move {
            let result = api.call(&again).await;
            let _ = is_sending.try_set(false);
            let _ = said.try_set(Some(match result {
                Ok(()) => text::ANSWERED.to_owned(),
                Err(error) => format!("{}. {}", error.heading(), error.advice()),
            }));
        });
    };
    view! {
        <div class="row">
            <button
                class="btn btn--sm"
                type="button"
                aria-disabled=move || is_sending.get().then_some("true")
                on:click=send
            >
                <Icon name=IconName::Reset />
                {move || if is_sending.get() { text::SENDING } else { text::AGAIN }}
            </button>
            <span class="fs-12" role="status">
                {move || said.get()}
            </span>
        </div>
        <p class="hint">{text::AGAIN_HINT}</p>
    }
}
