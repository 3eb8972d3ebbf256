//! The start page: what Skillscope is, and the ways in.

mod failure;
mod paste_token;
mod preview;
mod scopes;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use self::paste_token::PasteToken;
use self::preview::Preview;
use self::scopes::ScopeList;
use super::settings::connection::ConnectionForm;
use crate::auth::client_id;
use crate::auth::context::SessionContext;
use crate::auth::oauth::return_path::ReturnPath;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::{Icon, IconName};
use crate::platform::document;
use crate::route::{Place, path};
use crate::state::connection::Connection;
use crate::state::installation::Installation;

pub use self::failure::FailureBanner;

mod words {
    pub const SKIP: &str = "Skip to content";
    pub const HEADING: &str = "See how your Alexa skill is doing, and test what would make it better.";
    pub const LEAD: &str =
        "Usage charts for product managers, read from Amazon in your browser. No command line and nothing to install.";
    pub const SIGN_IN: &str = "Sign in with Amazon";
    pub const LEAVING: &str = "Opening Amazon";
    pub const DEMO: &str = "Explore with demo data";
    pub const DEMO_HINT: &str = "Demo data is generated in this browser. Nothing is sent to Amazon.";
    pub const ACCESS: &str = "What you will be asked to allow";
    pub const KEEP: &str = "Your sign-in stays in this browser tab";
    pub const KEEP_WHY: &str = "The access token is kept in this tab only and is forgotten when you close it. It is sent only to the Amazon addresses listed under Connection settings. It lasts about an hour; we warn you before it runs out.";
    pub const KEPT: &str = "Figures that were read stay in this browser until they are deleted. ";
    pub const SEE_KEPT: &str = "See what is kept";
    pub const OFFLINE: &str = "This browser is offline";
    pub const OFFLINE_WHY: &str = "Signing in needs the network. Figures that are kept in this browser can be seen without one only in a tab that is signed in.";
    pub const BLOCKED: &str = "This browser blocks storage for this page";
    pub const BLOCKED_WHY: &str = "The reply of Amazon could not be recognised, so “Sign in with Amazon” cannot work here. A pasted token and demo data do; a reload then signs you out.";
    pub const SETTINGS: &str = "Connection settings";
    pub const RAN_OUT: &str = "Your sign-in ran out";
    pub const RAN_OUT_WHY: &str = "Sign in again to continue. You will go on to Metrics.";
    pub const NO_CONFIG: &str = "This installation is not set up correctly";
    pub const NO_CONFIG_WHY: &str = "Whoever hosts this page can correct config.json. Until then only demo data works.";
    pub const NO_CLIENT: &str = "No client ID is set yet";
    pub const NO_CLIENT_WHY: &str = "Enter the client ID of your security profile under Connection settings, or ask whoever hosts this page. Demo data works without it.";
}

/// Where somebody goes on: the place that was asked for, since this page stands in for any other while nobody is signed
/// in; or Metrics.
fn next_place() -> ReturnPath {
    let here = document::href();
    let asked = ReturnPath::new(here.strip_prefix(&document::origin()).unwrap_or_default());
    match Place::of(asked.as_str().split('?').next().unwrap_or_default()) {
        Place::SignIn | Place::Callback | Place::NotFound => ReturnPath::new(path::METRICS),
        _ => asked,
    }
}

/// The start page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let installation = expect_context::<Installation>();
    let navigate = use_navigate();
    if session.has_reply() {
        // The registered return address may be the start page itself.
        navigate(path::CALLBACK, super::replace());
    } else if untrack(|| session.is_open() && !session.is_expired() && session.failure().is_none()) {
        // Whoever is signed in has no use for this page.
        navigate(next_place().as_str(), super::replace());
    }
    let is_leaving = RwSignal::new(false);
    let can_sign_in = installation.problems().is_empty() && !client_id::is_missing(&untrack(|| installation.config()));

    let enter = Callback::new({
        let navigate = navigate.clone();
        move |()| navigate(next_place().as_str(), Default::default())
    });
    let sign_in = move |_| {
        session.set_failure(None);
        match session.begin(next_place()) {
            Ok(()) => is_leaving.set(true),
            Err(failure) => session.set_failure(Some(failure)),
        }
    };
    let demo = move |_| {
        session.enter_demo();
        enter.run(());
    };
    let scopes = untrack(|| installation.config()).scopes;

    view! {
        <div class="signin">
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <main class="signin__main" id="main" tabindex="-1">
                <span class="brand">
                    <Icon name=IconName::Logo class="i--lg" />
                    <b>"Skillscope"</b>
                </span>
                <div class="stack signin__intro">
                    <h1 id="page-title" tabindex="-1">{words::HEADING}</h1>
                    <p class="lead">{words::LEAD}</p>
                    <Notices installation />
                    <div class="stack signin__actions">
                        <button
                            class="btn btn--ink btn--lg"
                            type="button"
                            aria-disabled=(!can_sign_in).then_some("true")
                            aria-busy=move || is_leaving.get().then_some("true")
                            aria-describedby=(!can_sign_in).then_some("no-sign-in")
                            on:click=move |event| {
                                if can_sign_in && !is_leaving.get_untracked() {
                                    sign_in(event);
                                }
                            }
                        >
                            {move || {
                                if is_leaving.get() {
                                    view! {
                                        <Icon name=IconName::Spinner class="spin" />
                                        {words::LEAVING}
                                    }
                                } else {
                                    view! {
                                        <Icon name=IconName::Lock />
                                        {words::SIGN_IN}
                                    }
                                }
                            }}
                        </button>
                        <button class="btn btn--lg" type="button" on:click=demo>
                            <Icon name=IconName::Metrics />
                            {words::DEMO}
                        </button>
                    </div>
                    <p class="hint">{words::DEMO_HINT}</p>
                </div>
                <section class="stack stack--close" aria-labelledby="access">
                    <h2 id="access" class="h-sm">
                        {words::ACCESS}
                    </h2>
                    <ScopeList scopes />
                </section>
                <section class="keep" aria-labelledby="keep">
                    <Icon name=IconName::ShieldCheck class="i--lg" />
                    <div>
                        <h2 id="keep" class="h-sm">
                            {words::KEEP}
                        </h2>
                        <p>{words::KEEP_WHY}</p>
                        <p>
                            {words::KEPT}
                            <a href=path::SETTINGS>{words::SEE_KEPT}</a>
                        </p>
                    </div>
                </section>
                <div class="stack stack--close">
                    <PasteToken can_use=can_sign_in on_signed_in=enter />
                    <details class="settings" id="connection">
                        <summary>
                            <Icon name=IconName::Gear />
                            {words::SETTINGS}
                            <Icon name=IconName::ChevronDown class="push" />
                        </summary>
                        <div>
                            <ConnectionForm />
                        </div>
                    </details>
                </div>
            </main>
            <Preview />
        </div>
    }
    .into_any()
}

/// Everything that stands in the way of signing in, above the button.
#[component]
fn Notices(installation: Installation) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let connection = expect_context::<Connection>();
    let problems = installation.problems();
    let lacks_client = problems.is_empty() && client_id::is_missing(&untrack(|| installation.config()));
    view! {
        {(!problems.is_empty())
            .then(|| {
                view! {
                    <Banner tone=Tone::Bad icon=IconName::Warn heading=words::NO_CONFIG>
                        <p id="no-sign-in">{words::NO_CONFIG_WHY}</p>
                        <ul>
                            {problems
                                .into_iter()
                                .map(|problem| {
                                    view! {
                                        <li>
                                            <code>{problem.key}</code>
                                            ": "
                                            {problem.words}
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    </Banner>
                }
            })}
        {lacks_client
            .then(|| {
                view! {
                    <Banner tone=Tone::Warn icon=IconName::Alert heading=words::NO_CLIENT>
                        <p id="no-sign-in">{words::NO_CLIENT_WHY}</p>
                    </Banner>
                }
            })}
        {(!session.is_kept())
            .then(|| {
                view! {
                    <Banner tone=Tone::Warn icon=IconName::Alert heading=words::BLOCKED>
                        <p>{words::BLOCKED_WHY}</p>
                    </Banner>
                }
            })}
        <Show when=move || connection.is_offline()>
            <Banner tone=Tone::Warn icon=IconName::Offline heading=words::OFFLINE>
                <p>{words::OFFLINE_WHY}</p>
            </Banner>
        </Show>
        {move || match session.failure() {
            Some(failure) => view! { <FailureBanner failure /> }.into_any(),
            None if session.is_expired() => {
                view! {
                    <Banner tone=Tone::Info icon=IconName::Clock heading=words::RAN_OUT>
                        <p>{words::RAN_OUT_WHY}</p>
                    </Banner>
                }
                    .into_any()
            }
            None => ().into_any(),
        }}
    }
}
