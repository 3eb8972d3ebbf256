//! What is behind the sign-in: the client of whoever is signed in, what pages share, and the frame around them.

use leptos::prelude::*;

use super::lazy::LoadFailure;
use super::shell::Shell;
use crate::auth::context::{SessionContext, Unauthenticated};
use crate::auth::session::Source;
use crate::platform::chunk::{NotLoaded, chunk};
use crate::state::access::Access;
use crate::state::api::{Api, ApiContext, Credentials};
use crate::state::archive::Archive;
use crate::state::call_log::CallLog;
use crate::state::experiment_list::FinishedResults;
use crate::state::installation::Installation;
use crate::state::lex_access::LexAccess;
use crate::state::now::DataClock;
use crate::state::sandbox_handle::SandboxHandle;
use crate::state::simulation_runner::SimulationRunner;
use crate::state::skill_list::SkillList;
use crate::transport::client::{Client, Transport};
use crate::transport::in_process::{self, InProcess};

mod words {
    pub const NO_DEMO: &str = "The demo data did not load";
}

chunk!(inside, fetch;
    /// Everything behind the sign-in but the pages themselves.
    pub fn inside() -> AnyView {
        view! { <Inside /> }.into_any()
    }
);

/// Fetches the code of it. What does not arrive is asked for again when it is shown.
pub fn fetch_ahead() {
    wasm_bindgen_futures::spawn_local(async {
        let _ = fetch().await;
    });
}

/// Contexts for the pages, and the frame.
#[component]
fn Inside() -> impl IntoView {
    let log = expect_context::<CallLog>();
    let session = expect_context::<SessionContext>();
    let config = expect_context::<Installation>().config();
    let data_clock = DataClock::provide();
    let handle = SandboxHandle::provide();
    let access = Access::provide();
    let api = ApiContext::new();
    provide_context(api);
    let open = move |client: Client| {
        let Some(namespace) = untrack(|| session.namespace()) else { return };
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
    };
    let source = Memo::new(move |_| session.current().map(|s| (s.source, s.account)));
    let lacks_demo = RwSignal::new(false);
    let tries = RwSignal::new(0_u32);
    Effect::new(move |_| {
        tries.track();
        lacks_demo.set(false);
        match source.get() {
            None => api.set(None),
            Some((Source::Api { .. }, _)) => {
                data_clock.set_ahead_s(0);
                open(session.client());
            }
            Some((Source::Demo, _)) => {
                let requests = config.requests.clone();
                leptos::task::spawn_local_scoped_with_cancellation(async move {
                    match in_process::open().await {
                        Ok(sandbox) => {
                            data_clock.set_ahead_s(sandbox.ahead_s());
                            handle.set(sandbox.clone());
                            open(demo_client(sandbox, requests, log));
                        }
                        Err(NotLoaded) => lacks_demo.set(true),
                    }
                });
            }
        }
    });
    Effect::new(move |_| {
        let Some(api) = api.get() else { return };
        leptos::task::spawn_local(async move {
            if let Some(archive) = Archive::open(api.namespace().clone()).await {
                archive.drop_old().await;
            }
        });
    });
    SkillList::provide(api);
    FinishedResults::provide();
    SimulationRunner::provide();
    LexAccess::provide(api, session);
    let retry = Callback::new(move |()| tries.update(|tries| *tries = tries.wrapping_add(1)));
    let notice = move || lacks_demo.get().then(|| view! { <LoadFailure heading=words::NO_DEMO retry /> });
    view! { <Shell notice /> }
}

/// The demo's sandbox takes requests as fast as they come: nobody's quota is spent.
fn demo_client(sandbox: InProcess, requests: crate::config::Requests, log: CallLog) -> Client {
    let requests = crate::config::Requests { per_second: 500.0, burst: 200, ..requests };
    Client::new(Transport::Sandbox(sandbox), &requests, move |call| log.add(call))
}
