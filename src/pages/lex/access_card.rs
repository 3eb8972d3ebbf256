//! How keys are had, and how long they last.

use std::time::Duration;

use leptos::prelude::*;

use super::model::LexModel;
use super::words::access::{self, State};
use crate::auth::aws::{Means, policy};
use crate::components::copy_button::CopyButton;
use crate::components::icon::{Icon, IconName};

/// How often the minutes are counted anew.
const EVERY_S: u64 = 5;

/// The card of the keys, with the least policy.
#[component]
pub fn AccessCard(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let access = model.access;
    let tick = RwSignal::new(0_u32);
    if let Ok(timer) = set_interval_with_handle(
        move || {
            let _ = tick.try_update(|t| *t = t.wrapping_add(1));
        },
        Duration::from_secs(EVERY_S),
    ) {
        on_cleanup(move || timer.clear());
    }
    let state = Memo::new(move |_| {
        tick.track();
        match (access.means(), access.has_keys()) {
            (Means::Demo, _) => State::Good(None),
            (_, true) if access.is_refused() => State::Refused,
            (means, true) => match access.left_s() {
                Some(0) if !means.is_federated() => State::RanOut,
                // They are renewed with the next query.
                Some(0) => State::Waiting,
                left_s => State::Good(left_s),
            },
            (Means::Pasted, false) if access.has_run_out() => State::RanOut,
            (Means::Pasted, false) => State::Missing,
            _ => State::Waiting,
        }
    });
    let tag = move || {
        let (class, icon) = match state.get() {
            State::Good(_) => ("tag tag--good push", Some(IconName::Check)),
            State::Waiting => ("tag push", None),
            State::RanOut | State::Missing => ("tag tag--warn push", Some(IconName::Clock)),
            State::Refused => ("tag tag--bad push", Some(IconName::Alert)),
        };
        view! {
            <span class=class>
                {icon.map(|name| view! { <Icon name class="i--sm" /> })}
                {access::state(state.get())}
            </span>
        }
    };
    let detail = move || {
        let settings = model.settings.get().unwrap_or_default();
        match access.means() {
            Means::Cognito => {
                Some(("Pool", access::pool_name(settings.identity_pool_id.as_deref().unwrap_or_default())))
            }
            Means::Sts => {
                Some(("Role", access::role_name(settings.role_arn.as_deref().unwrap_or_default()).to_owned()))
            }
            Means::Pasted | Means::Demo => None,
        }
        .map(|(name, text)| {
            view! {
                <dt>{name}</dt>
                <dd class="mono fs-12">{text}</dd>
            }
        })
    };
    let clock = move || {
        Some(access.ahead_s()).filter(|s| *s != 0).map(|s| {
            view! {
                <dt>"Clock"</dt>
                <dd>{format!("Taken into account: this machine's is {} Amazon's", access::clock_words(s))}</dd>
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="lex-access">
            <div class="card__head">
                <h2 id="lex-access">"AWS access"</h2>
                {tag}
            </div>
            <div class="card__body stack stack--12">
                <dl class="dl">
                    <dt>"From"</dt>
                    <dd>{move || access::from(access.means())}</dd>
                    <dt>"Region"</dt>
                    <dd class="mono fs-12">{move || model.region().map(|r| r.region)}</dd>
                    {detail}
                    {clock}
                </dl>
                <button class="btn btn--sm" type="button" on:click=move |_| model.is_keys_open.set(true)>
                    "Change…"
                </button>
                <PolicyDetails model />
            </div>
        </section>
    }
}

/// The least policy, to be copied.
#[component]
fn PolicyDetails(model: LexModel) -> impl IntoView {
    let text = Memo::new(move |_| {
        let region = model.region().map(|r| r.region).unwrap_or_default();
        let bot = model.draft.with(|d| d.bot.trim().to_owned());
        policy::policy(&region, crate::domain::lex::BotId::parse(&bot).ok().as_ref().map(|b| b.as_str()))
    });
    view! {
        <details id="lex-policy" prop:open=move || model.is_policy_open.get()>
            <summary class="btn btn--ghost btn--sm">
                <Icon name=IconName::Shield />
                "Permissions needed"
                <Icon name=IconName::ChevronDown class="i--sm" />
            </summary>
            <div class="stack stack--12 lex-fold">
                <p class="hint">
                    "The least IAM policy for this bot. With an identity pool or a role it belongs to the role of those who signed in."
                </p>
                <pre class="code" tabindex="0" role="region" aria-label="Least IAM policy">
                    {text}
                </pre>
                <div>
                    <CopyButton text label="Copy policy" labelled=true />
                </div>
            </div>
        </details>
    }
}
