//! Leaving, with a choice of what else to forget.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use crate::auth::context::SessionContext;
use crate::components::sign_out::{Forgetting, forget};
use crate::components::toast::Toasts;
use crate::route::Route;
use crate::state::call_log::CallLog;

mod words {
    pub const HEADING: &str = "Sign out";
    pub const WHY: &str = "The token, the list of calls and everything else of this tab are forgotten. Amazon offers no way to end a token early; it runs out by itself.";
    pub const DEMO_WHY: &str = "You are looking at demo data.";
    pub const FIGURES: &str =
        "Also delete the figures, and the suites, scripts and saved queries, that this browser keeps for this account";
    pub const SIGN_OUT: &str = "Sign out";
    pub const LEAVE_DEMO: &str = "Leave the demo";
}

/// The card at the end of Settings.
#[component]
pub fn SignOutCard() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let calls = expect_context::<CallLog>();
    let toasts = Toasts::from_context();
    let navigate = use_navigate();
    let figures_too = RwSignal::new(false);
    let leave = move |_| {
        let navigate = navigate.clone();
        let forgetting = if figures_too.get_untracked() { Forgetting::Everything } else { Forgetting::Offered };
        spawn_local(async move {
            forget(session, calls, toasts, forgetting).await;
            navigate(&Route::SignIn.href(), Default::default());
        });
    };
    let leave = StoredValue::new_local(leave);
    view! {
        <Show when=move || session.is_open()>
            <section class="card" aria-labelledby="sign-out-heading">
                <div class="card__head card__head--line">
                    <h2 id="sign-out-heading">{words::HEADING}</h2>
                </div>
                <div class="card__body settings-form">
                    <p>{move || if session.is_demo() { words::DEMO_WHY } else { words::WHY }}</p>
                    <label class="check">
                        <input type="checkbox" bind:checked=figures_too />
                        {words::FIGURES}
                    </label>
                    <div class="row">
                        <button
                            class="btn btn--danger-quiet"
                            type="button"
                            on:click=move |event| leave.with_value(|leave| leave(event))
                        >
                            {move || if session.is_demo() { words::LEAVE_DEMO } else { words::SIGN_OUT }}
                        </button>
                    </div>
                </div>
            </section>
        </Show>
    }
}
