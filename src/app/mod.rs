//! The application: what every page needs, and which page an address shows.

mod activity;
mod activity_call;
mod crash;
mod demo_banner;
mod keys;
mod layers;
mod navigation;
mod palette;
mod shell;
mod skill_picker;
mod top_bar;

use gloo_net::http::Request;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::auth::context::{SessionContext, Unauthenticated};
use crate::auth::session::Source;
use crate::components::toast::{ToastRegion, Toasts};
use crate::config::{Config, ConfigProblem};
use crate::pages::callback::CallbackPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::sign_in::SignInPage;
use crate::platform::document;
use crate::route::Route;
use crate::state::access::Access;
use crate::state::api::{Api, ApiContext, Credentials};
use crate::state::call_log::CallLog;
use crate::state::experiment_list::FinishedResults;
use crate::state::installation::Installation;
use crate::state::lex_access::LexAccess;
use crate::state::now::DataClock;
use crate::state::preferences::Preferences;
use crate::state::sandbox_handle::SandboxHandle;
use crate::state::simulation_runner::SimulationRunner;
use crate::state::skill_list::SkillList;
use crate::transport::client::{Client, Transport};
use crate::transport::in_process::InProcess;
use crate::transport::policy_violation;

/// Where the configuration is, beside the page.
const CONFIG_FILE: &str = "/config.json";

/// Starts the application: reads the configuration, then shows the page.
pub fn start() {
    crash::install();
    policy_violation::listen();
    wasm_bindgen_futures::spawn_local(async {
        let read = read_config().await;
        document::remove("loading");
        let Some(root) = document::element("app") else { return };
        // The application lives as long as the page.
        leptos::mount::mount_to(root, move || view! { <App read=read.clone() /> }).forget();
    });
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
    Toasts::provide();
    let log = CallLog::provide();
    let data_clock = DataClock::provide();
    let handle = SandboxHandle::provide();
    let config = installation.config();
    let client = Client::new(Transport::Http(config.endpoints.clone()), &config.requests, move |call| log.add(call));
    let session = SessionContext::provide(&config, client.clone());
    let access = Access::provide();
    let api = ApiContext::new();
    provide_context(api);
    let source = Memo::new(move |_| session.current().map(|s| (s.source, s.account)));
    Effect::new(move |_| {
        let Some((source, _)) = source.get() else {
            api.set(None);
            return;
        };
        let Some(namespace) = untrack(|| session.namespace()) else { return };
        let client = match source {
            Source::Demo => demo_client(&config, log, data_clock, handle),
            Source::Api { .. } => {
                data_clock.set_ahead_s(0);
                client.clone()
            }
        };
        access.reset();
        let judge = client.clone();
        let on_refused = move |_: &_| {
            let judge = judge.clone();
            leptos::task::spawn_local(async move {
                if !access.begin_judging() {
                    return;
                }
                let verdict = session.judge_unauthenticated(&judge).await;
                access.end_judging(verdict == Unauthenticated::NoAccess);
            });
        };
        let credentials = move || session.token().map_or(Credentials::RanOut, Credentials::Token);
        api.set(Some(Api::new(client, namespace, credentials, on_refused)));
    });
    SkillList::provide(api);
    FinishedResults::provide();
    SimulationRunner::provide();
    LexAccess::provide(api, session);
    view! {
        <Router>
            <Page />
        </Router>
        <ToastRegion />
    }
}

/// The demo's sandbox takes requests as fast as they come: nobody's quota is spent.
fn demo_client(config: &Config, log: CallLog, data_clock: DataClock, handle: SandboxHandle) -> Client {
    let sandbox = InProcess::restore();
    data_clock.set_ahead_s(sandbox.ahead_s());
    handle.set(sandbox.clone());
    let requests = crate::config::Requests { per_second: 500.0, burst: 200, ..config.requests.clone() };
    Client::new(Transport::Sandbox(sandbox), &requests, move |call| log.add(call))
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
    let kind = Memo::new(move |_| {
        let (route, _) = location.pathname.with(|path| Route::parse(path, ""));
        match route {
            Route::Callback => PageKind::Callback,
            Route::NotFound => PageKind::NotFound,
            Route::SignIn => PageKind::SignIn,
            Route::Settings => PageKind::Inside,
            Route::Metrics(_)
            | Route::Experiments(_)
            | Route::ExperimentForm(_)
            | Route::Experiment(_)
            | Route::Simulator(_)
            | Route::Profiler(_)
            | Route::Lex(_) => {
                if session.is_open() {
                    PageKind::Inside
                } else {
                    PageKind::SignIn
                }
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
            request_animation_frame(|| document::focus_if_nowhere("page-title"));
        }
        now
    });
    move || match kind.get() {
        PageKind::SignIn => view! { <SignInPage /> }.into_any(),
        PageKind::Callback => view! { <CallbackPage /> }.into_any(),
        PageKind::NotFound => view! { <NotFoundPage /> }.into_any(),
        PageKind::Inside => view! { <shell::Shell /> }.into_any(),
    }
}
