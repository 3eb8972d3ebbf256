//! What the utterance was taken for.

use leptos::prelude::*;

use super::TalkTurn;
use super::model::TalkModel;
use crate::components::choice::Choice;
use crate::components::copy_button::CopyButton;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::intent_card::IntentCard;
use crate::components::picker::Picker;
use crate::components::skeleton::Skeleton;
use crate::domain::intent::Intent;
use crate::pages::profiler::utterance::sample_from;
use crate::pages::profiler::words::talk as words;

mod text {
    pub const HEADING: &str = "Result";
    pub const JSON: &str = "Response JSON";
    pub const EMPTY: &str = "Nothing profiled yet";
    pub const EMPTY_WHY: &str =
        "Type what a customer says to see the intent and the slots that it resolves to, and what else was considered.";
    pub const NO_MATCH: &str = "No intent matched";
    pub const NO_MATCH_WHY: &str =
        "The interaction model has no sample that is near enough, and no fallback intent took it.";
    pub const CONSIDERED: &str = "Also considered, not chosen";
    pub const NONE_CONSIDERED: &str = "No other intent was considered.";
    pub const COPY: &str = "Copy the response";
    pub const EXPECTED: &str = "Expected another intent?";
}

/// The latest answer.
#[component]
pub fn ResultCard(
    /// The state of the dialog.
    talk: TalkModel,
) -> impl IntoView {
    let last = Memo::new(move |_| talk.talk.with(|t| t.last().cloned()));
    let is_json = RwSignal::new(false);
    let json = Memo::new(move |_| last.with(|turn| pretty(turn.as_ref())));
    view! {
        <section class="card" aria-labelledby="result" aria-live="polite">
            <div class="card__head">
                <h2 id="result">{text::HEADING}</h2>
                <Show when=move || last.with(Option::is_some)>
                    <button
                        class="btn btn--ghost btn--sm push"
                        type="button"
                        aria-pressed=move || is_json.get().to_string()
                        on:click=move |_| is_json.update(|on| *on = !*on)
                    >
                        <Icon name=IconName::Terminal />
                        {text::JSON}
                    </button>
                </Show>
            </div>
            <div class="card__body stack">
                {move || match (last.get(), talk.sending.with(Option::is_some)) {
                    (None, true) => view! { <Skeleton widths=vec!["45%", "80%", "70%"] large_first=true /> }.into_any(),
                    (None, false) => {
                        view! {
                            <EmptyState icon=IconName::Target heading=text::EMPTY>
                                {text::EMPTY_WHY}
                            </EmptyState>
                        }
                            .into_any()
                    }
                    (Some(_), _) if is_json.get() => {
                        view! {
                            <pre class="code code--wrap json" tabindex="0" role="region" aria-label=text::JSON>
                                {json}
                            </pre>
                            <div>
                                <CopyButton text=json label=text::COPY labelled=true />
                            </div>
                        }
                            .into_any()
                    }
                    (Some(turn), _) => view! { <Answer talk turn /> }.into_any(),
                }}
            </div>
        </section>
    }
}

fn pretty(turn: Option<&TalkTurn>) -> String {
    turn.and_then(|turn| serde_json::to_string_pretty(&turn.body).ok()).unwrap_or_default()
}

#[component]
fn Answer(talk: TalkModel, turn: TalkTurn) -> impl IntoView {
    let TalkTurn { said, profile, .. } = turn;
    let selected = profile.selected_intent.clone().filter(|intent| !intent.name.is_empty());
    let considered = profile.considered_intents.clone();
    let others = match considered.len() {
        0 => view! { <p class="is-muted fs-13">{text::NONE_CONSIDERED}</p> }.into_any(),
        n => view! {
            <h3>
                {text::CONSIDERED} " " <span class="is-muted">{n}</span>
            </h3>
            {considered.iter().cloned().map(|intent| view! { <IntentCard intent /> }).collect_view()}
        }
        .into_any(),
    };
    view! {
        {match selected.clone() {
            Some(intent) => view! { <IntentCard intent selected=true badge="selectedIntent" /> }.into_any(),
            None => {
                view! {
                    <EmptyState icon=IconName::Search heading=text::NO_MATCH>
                        {text::NO_MATCH_WHY}
                    </EmptyState>
                }
                    .into_any()
            }
        }}
        <p class="fs-13">
            <code>"sessionEnded"</code>
            " "
            <code>{profile.session_ended.to_string()}</code>
            ": "
            {if profile.session_ended { "the utterance made Alexa leave the skill." } else { "the session goes on." }}
        </p>
        {others}
        <Expected talk said selected considered />
    }
}

/// Which intent was expected instead, and the sample that would lead there.
#[component]
fn Expected(talk: TalkModel, said: String, selected: Option<Intent>, considered: Vec<Intent>) -> impl IntoView {
    let chosen = RwSignal::new(None::<String>);
    let selected_name = selected.as_ref().map(|intent| intent.name.clone());
    let considered = StoredValue::new(considered);
    let names = Memo::new(move |_| {
        let mut names: Vec<String> = considered.with_value(|c| c.iter().map(|i| i.name.clone()).collect());
        if let Some(model) = talk.page.interaction() {
            names.extend(model.intents.iter().map(|i| i.name.clone()));
        }
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| !name.is_empty() && Some(name) != selected_name.as_ref() && seen.insert(name.clone()));
        names
    });
    let expected = Memo::new(move |_| {
        let chosen = chosen.get();
        names.with(|names| chosen.filter(|c| names.contains(c)).or_else(|| names.first().cloned()))
    });
    let sample = Memo::new(move |_| {
        let expected = expected.get()?;
        let own = considered.with_value(|c| c.iter().find(|i| i.name == expected).cloned());
        let target = own.or_else(|| {
            let model = talk.page.interaction()?;
            let slots = model.intent(&expected)?.slots.iter();
            let slots = slots.map(|s| crate::domain::intent::Slot { name: s.name.clone(), ..Default::default() });
            Some(Intent { name: expected.clone(), slots: slots.collect(), ..Intent::default() })
        });
        Some(sample_from(&said, selected.as_ref(), target.as_ref()))
    });
    view! {
        <Show when=move || sample.with(Option::is_some)>
            <div class="note">
                <Icon name=IconName::Info />
                <div class="stack gap-4">
                    <Picker
                        label=text::EXPECTED
                        choices=Signal::derive(move || names.get().into_iter().map(Choice::plain).collect::<Vec<_>>())
                        value=Signal::derive(move || expected.get().unwrap_or_default())
                        on_change=move |name: String| chosen.set(Some(name))
                    />
                    <p>
                        "Expected " <b>{move || expected.get()}</b> "? "
                        {move || sample.get().map(|sample| words::sample_note(&sample))}
                    </p>
                </div>
            </div>
        </Show>
    }
}
