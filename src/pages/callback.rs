//! Where Amazon sends people back to: reads the reply and goes on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use crate::auth::context::SessionContext;
use crate::components::icon::{Icon, IconName};
use crate::route::path;

mod words {
    pub const HEADING: &str = "Signing you in";
    pub const WHAT: &str = "Checking the reply from Amazon.";
}

/// Shows progress, checks the reply, and goes to where the person came from, or to the start page with words for what
/// went wrong. Its own address does not stay in the history.
#[component]
pub fn CallbackPage() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let navigate = use_navigate();
    spawn_local(async move {
        if !session.has_reply() && untrack(|| session.is_open()) {
            // Somebody who is signed in came back by hand.
            navigate(path::METRICS, super::replace());
            return;
        }
        let (place, result) = session.finish().await;
        if let Err(failure) = result {
            session.set_failure(Some(failure));
            // While nobody is signed in, the start page stands wherever a link leads. Metrics is where its button leads.
            if place.as_str() == path::METRICS {
                return navigate(path::SIGN_IN, super::replace());
            }
        }
        navigate(place.as_str(), super::replace());
    });
    view! {
        <main class="signin__main" id="main" tabindex="-1">
            <span class="brand">
                <Icon name=IconName::Logo class="i--lg" />
                <b>"Skillscope"</b>
            </span>
            <div class="stack gap-4" role="status" aria-busy="true">
                <h1 id="page-title" tabindex="-1">{words::HEADING}</h1>
                <p class="row">
                    <Icon name=IconName::Spinner class="spin" />
                    {words::WHAT}
                </p>
            </div>
        </main>
    }
    .into_any()
}
