//! What stands above the page where somebody signed in after the sign-in of another account had run out.

use leptos::prelude::*;

use crate::auth::context::SessionContext;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;

mod words {
    pub const HEADING: &str = "You signed in with another account";
    pub const WHY: &str = "The sign-in that ran out in this tab was of another account. What was typed there stays in the tab, apart from what you type now, and is forgotten when you sign out.";
    pub const UNDERSTOOD: &str = "Understood";
}

/// Stands there until it was understood.
#[component]
pub fn AccountNotice() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    view! {
        <Show when=move || session.has_changed_account()>
            <div class="page-notice">
                <Banner
                    tone=Tone::Info
                    icon=IconName::Info
                    heading=words::HEADING
                    actions=move || {
                        view! {
                            <button
                                class="btn btn--sm"
                                type="button"
                                on:click=move |_| session.set_changed_account(false)
                            >
                                {words::UNDERSTOOD}
                            </button>
                        }
                    }
                >
                    <p>{words::WHY}</p>
                </Banner>
            </div>
        </Show>
    }
}
