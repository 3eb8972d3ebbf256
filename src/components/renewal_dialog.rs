//! Renewing the sign-in: the countdown, and the question shortly before its end.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::toast::Toasts;
use super::token_ring::TokenRing;
use crate::auth::context::SessionContext;
use crate::auth::oauth::return_path::ReturnPath;
use crate::platform::document;

mod words {
    pub const SOON: &str = "Your sign-in ends in 2 minutes";
    pub const SOON_WHY: &str = "Renew now to keep working. Nothing you typed is lost.";
    pub const LATER: &str = "Later";
    pub const RENEW: &str = "Renew sign-in";
    pub const CANNOT: &str = "The browser did not let this page begin a sign-in";
}

/// The question comes when so many seconds are left, once.
const SOON_S: i64 = 120;

/// Leaves for Amazon and comes back to this very address.
pub(super) fn renew(session: SessionContext, toasts: Toasts) {
    let here = document::href();
    let path = here.strip_prefix(&document::origin()).unwrap_or_default();
    if session.begin(ReturnPath::new(path)).is_err() {
        toasts.failed(words::CANNOT);
    }
}

/// How long the sign-in still lasts; nothing in the demo.
#[component]
pub fn SignInCountdown() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let toasts = Toasts::from_context();
    let is_counting = Memo::new(move |_| session.life_s().is_some() && !session.is_expired());
    view! {
        <Show when=move || is_counting.get()>
            <TokenRing
                left_s=Signal::derive(move || session.left_s().unwrap_or_default())
                life_s=Signal::derive(move || session.life_s().unwrap_or(1))
                on_select=move |()| renew(session, toasts)
            />
        </Show>
    }
}

/// Asks once, two minutes before the end of each sign-in.
#[component]
pub fn RenewalDialog() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let toasts = Toasts::from_context();
    let open = RwSignal::new(false);
    let is_soon = Memo::new(move |_| {
        let left_s = session.left_s();
        !session.is_expired() && left_s.is_some_and(|s| s < SOON_S)
    });
    // Once: the memo changes only when the two minutes begin or a new sign-in ends them.
    Effect::new(move || open.set(is_soon.get()));
    view! {
        <Dialog
            id="renewal"
            heading=words::SOON
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| open.set(false)>
                        {words::LATER}
                    </button>
                    <button class="btn btn--primary" type="button" on:click=move |_| renew(session, toasts)>
                        {words::RENEW}
                    </button>
                }
            }
        >
            <p>{words::SOON_WHY}</p>
        </Dialog>
    }
}
