//! What stands above the page once the sign-in has run out.

use leptos::prelude::*;

use super::banner::{Banner, Tone};
use super::icon::IconName;
use super::renewal_dialog::renew;
use super::toast::Toasts;
use crate::auth::context::SessionContext;
use crate::platform::document;

mod words {
    pub const OVER: &str = "Your sign-in ran out (401)";
    pub const OVER_WHY: &str = "Sign in again to carry on. What has arrived and what you typed are kept in this tab.";
    pub const AGAIN: &str = "Sign in again";
}

/// The button's id.
const AGAIN_ID: &str = "sign-in-again";

/// Stands above the page once the sign-in ran out. The page stays as it is.
#[component]
pub fn SignInEndedBanner() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let toasts = Toasts::from_context();
    // Whoever had the focus on the countdown or in the question goes on here; nobody is torn from a field.
    Effect::new(move || {
        if session.is_expired() {
            request_animation_frame(|| request_animation_frame(|| document::focus_if_nowhere(AGAIN_ID)));
        }
    });
    view! {
        <Show when=move || session.is_expired()>
            <div class="page-notice">
            <Banner
                tone=Tone::Warn
                icon=IconName::Clock
                heading=words::OVER
                actions=move || {
                    view! {
                        <button class="btn btn--sm" type="button" id=AGAIN_ID on:click=move |_| renew(session, toasts)>
                            {words::AGAIN}
                        </button>
                    }
                }
            >
                <p>{words::OVER_WHY}</p>
            </Banner>
            </div>
        </Show>
    }
}
