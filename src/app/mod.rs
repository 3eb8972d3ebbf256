//! The application: what every page needs, and which page an address shows.

mod account_notice;
mod activity;
mod activity_call;
mod crash;
mod demo_banner;
mod inside;
mod keys;
mod layers;
mod lazy;
mod navigation;
mod palette;
mod shell;
mod skill_picker;
mod storage_notice;
mod top_bar;

use gloo_net::http::Request;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::auth::context::{SESSION_KEY, SessionContext};
use crate::components::toast::{ToastRegion, Toasts};
use crate::config::{Config, ConfigProblem};
use crate::pages::callback::CallbackPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::sign_in::SignInPage;
use crate::platform::document;
use crate::platform::storage::Area;
use crate::route::Place;
use crate::state::call_log::CallLog;
use crate::state::connection::Connection;
use crate::state::installation::Installation;
use crate::state::preferences::Preferences;
use crate::transport::client::{Client, Transport};
use crate::transport::policy_violation;

/// Where the configuration is, beside the page.
const CONFIG_FILE: &str = "/config.json";

/// Starts the application: reads the configuration, then shows the page.
pub fn start() {
    crash::install();
    policy_violation::listen();
    fetch_ahead();
    wasm_bindgen_futures::spawn_local(async {
        let read = read_config().await;
        document::remove("loading");
        let Some(root) = document::element("app") else { return };
        // The application lives as long as the page.
        leptos::mount::mount_to(root, move || view! { <App read=read.clone() /> }).forget();
    });
}

/// Fetches the code of the page that the address means, while the configuration is read. Only for whoever was signed in.
fn fetch_ahead() {
    let place = Place::of(&document::path());
    if Area::Tab.text(SESSION_KEY).is_some() || place == Place::Settings {
        shell::fetch_ahead(place);
        inside::fetch_ahead();
    }
}

async fn read_config() -> Result<Config, Vec<ConfigProblem>> {
    let problem = |words: &str| vec![ConfigProblem { key: "config.json".to_owned(), words: words.to_owned() }];
    let answer = Request::get(CONFIG_FILE).cache(web_sys::RequestCache::NoCache).send().await;
    let answer =
        answer.map_err(|_| problem("It could not be read. Check the connection, then load the page again."))?;
    if !answer.ok() {
        return Err(problem("It is not beside the page. Whoever hosts this page must upload it."));
    }
    let text = answer.text().await.map_err(|_| problem("It arrived cut short. Load the page again."))?;
    Config::parse(&text)
}

/// The whole page.
#[component]
fn App(
    /// `config.json`, or what is wrong with it.
    read: Result<Config, Vec<ConfigProblem>>,
) -> impl IntoView {
    let installation = Installation::provide(read);
    Preferences::provide();
    Connection::provide();
    Toasts::provide();
    let log = CallLog::provide();
    let config = installation.config();
    let client = Client::new(Transport::Http(config.endpoints.clone()), &config.requests, move |call| log.add(call));
    SessionContext::provide(&config, client);
    view! {
        <Router>
            <Page />
        </Router>
        <ToastRegion />
    }
}

/// Which page there is, without its state: a change of state does not build the page anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageKind {
    SignIn,
    Callback,
    NotFound,
    Inside,
}

#[component]
fn Page() -> impl IntoView {
    let location = use_location();
    // A link's address is written into the history once its page is there; without the router's own `Routes`, which
    // page that is, is decided below, so that it has to be said here.
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        location.pathname.track();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    let session = expect_context::<SessionContext>();
    let kind = Memo::new(move |_| match location.pathname.with(|path| Place::of(path)) {
        Place::Callback => PageKind::Callback,
        Place::NotFound => PageKind::NotFound,
        Place::SignIn => PageKind::SignIn,
        Place::Settings => PageKind::Inside,
        Place::Metrics
        | Place::Experiments
        | Place::ExperimentForm
        | Place::Experiment
        | Place::Simulator
        | Place::Profiler
        | Place::Lex => {
            if session.is_open() {
                PageKind::Inside
            } else {
                PageKind::SignIn
            }
        }
    });
    Effect::new(move |before: Option<PageKind>| {
        let now = kind.get();
        match now {
            PageKind::SignIn => document::set_title("Sign in · Skillscope"),
            PageKind::Callback => document::set_title("Signing in · Skillscope"),
            PageKind::NotFound => document::set_title("Not found · Skillscope"),
            // The frame names its own pages.
            PageKind::Inside => {}
        }
        // Whoever signs in or out, or enters or leaves the demo, begins at the heading of what is there now, unless they
        // have begun elsewhere by then.
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| document::focus_if_nowhere(document::TITLE));
        }
        now
    });
    move || match kind.get() {
        PageKind::SignIn => view! { <SignInPage /> }.into_any(),
        PageKind::Callback => view! { <CallbackPage /> }.into_any(),
        PageKind::NotFound => view! { <NotFoundPage /> }.into_any(),
        PageKind::Inside => lazy::lazily(lazy::Waiting::Frame, inside::inside),
    }
}
