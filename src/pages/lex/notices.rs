//! What is under way, and why something is missing.

use leptos::prelude::*;

use super::model::LexModel;
use super::words::failure::{Asked, Explained, Remedy, explain};
use super::words::result;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::{Icon, IconName};
use crate::domain::lex::Subject;
use crate::platform::document;
use crate::state::lex_run::{LexFailure, Phase};

/// Why there are no rows, or not all, and what can be done.
#[component]
pub fn Failures(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let explained = Memo::new(move |_| {
        let run = model.loader.run().get();
        let query = model.asked.get();
        let asked = Asked {
            subject: query.as_ref().map_or(Subject::Sessions, |(_, q)| q.subject),
            bot_id: query.as_ref().map(|(_, q)| q.bot_id.as_str()),
            region: query.as_ref().map_or("", |(r, _)| r.region.as_str()),
            means: model.access.means(),
            federates: model.access.federates(),
        };
        match run.as_deref() {
            Some(run) => match &run.phase {
                Phase::Failed(failure) => {
                    let mut explained = explain(failure, asked);
                    if run.is_partial() {
                        explained.words.push(format!("What had arrived is shown: {}.", result::rows(run)));
                    }
                    Some(explained)
                }
                _ => None,
            },
            None if model.asked.with(Option::is_none) => None,
            None if model.access.has_run_out() => Some(explain(&LexFailure::KeysRanOut, asked)),
            None if model.access.has_forgotten() => Some(explain(&LexFailure::KeysForgotten, asked)),
            None if !model.access.is_ready() => Some(explain(&LexFailure::NeedsKeys, asked)),
            None => None,
        }
    });
    let no_bot = move || {
        (model.asked.with(Option::is_none) && model.settings.with(Option::is_some)).then(|| {
            view! {
                <Banner tone=Tone::Info icon=IconName::Lex heading="Which bot?">
                    <p>"Enter the bot ID, ten letters and digits that the Lex console shows under the bot's name, then run the query."</p>
                </Banner>
            }
        })
    };
    view! {
        {no_bot}
        {move || explained.get().map(|explained| view! { <Failure model explained /> })}
    }
}

#[component]
fn Failure(model: LexModel, explained: Explained) -> impl IntoView {
    let (tone, icon) = if explained.is_mild { (Tone::Warn, IconName::Clock) } else { (Tone::Bad, IconName::Alert) };
    let remedies = explained.remedies;
    let actions = move || remedies.clone().into_iter().map(|remedy| remedy_button(model, remedy)).collect_view();
    view! {
        <Banner tone icon heading=explained.heading actions>
            {explained.words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            {explained
                .request_id
                .map(|id| {
                    view! {
                        <p>
                            "Request ID "
                            <code>{id}</code>
                        </p>
                    }
                })}
        </Banner>
    }
}

fn remedy_button(model: LexModel, remedy: Remedy) -> AnyView {
    let (label, act): (&'static str, Box<dyn Fn()>) = match remedy {
        Remedy::Retry => ("Try again", Box::new(move || model.again())),
        Remedy::PasteKeys => ("Paste keys…", Box::new(move || model.is_keys_open.set(true))),
        Remedy::UseSignIn => ("Use my sign-in", Box::new(move || model.access.federate())),
        Remedy::ChangeBot => ("Check the bot ID", Box::new(|| document::focus("lex-bot"))),
        Remedy::CorrectClock(by_s) => ("Go on with the right time", Box::new(move || model.access.correct_clock(by_s))),
        Remedy::ShowPolicy => (
            "Show the policy",
            Box::new(move || {
                model.is_policy_open.set(true);
                request_animation_frame(|| {
                    if let Some(details) = document::element("lex-policy") {
                        details.scroll_into_view();
                    }
                });
            }),
        ),
    };
    view! {
        <button class="btn btn--sm" type="button" on:click=move |_| act()>
            {label}
        </button>
    }
    .into_any()
}

/// What is being read, with a way to leave the rest off. Until the first rows it takes the room of their chart.
#[component]
pub fn Progress(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let run = model.loader.run();
    let is_running = Memo::new(move |_| run.with(|r| r.as_ref().is_some_and(|r| r.is_running())));
    let is_first = move || run.with(|r| r.as_ref().is_some_and(|r| r.rows.is_empty()));
    let words = move || run.with(|r| r.as_ref().map(|r| result::progress(r)));
    view! {
        <Show when=move || is_running.get()>
            <section class="card lex-progress" class:lex-progress--first=is_first aria-label="Loading progress">
                <Icon name=IconName::Spinner class="spin" />
                <p role="status">{words}</p>
                <button class="btn btn--sm push" type="button" on:click=move |_| model.loader.cancel()>
                    "Cancel"
                </button>
            </section>
        </Show>
    }
}

/// The rest of a query was left off.
#[component]
pub fn Cancelled(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let run = model.loader.run();
    let is_cancelled = Memo::new(move |_| run.with(|r| r.as_ref().is_some_and(|r| r.phase == Phase::Cancelled)));
    let kept = move || run.with(|r| r.as_ref().map(|r| format!("What had arrived is shown: {}.", result::rows(r))));
    view! {
        <Show when=move || is_cancelled.get()>
            <Banner
                tone=Tone::Info
                icon=IconName::Stop
                heading="The rest was left off"
                actions=move || remedy_button(model, Remedy::Retry)
            >
                <p>{kept}</p>
            </Banner>
        </Show>
    }
}
