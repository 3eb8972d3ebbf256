//! The strip that says that the data is made up, with the demo's clock.

use leptos::prelude::*;

use crate::auth::context::SessionContext;
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, IconName};
use crate::components::toast::Toasts;
use crate::domain::instant::{DAY_S, HOUR_S};
use crate::domain::words::{self, Zone};
use crate::state::now::DataClock;
use crate::state::sandbox_handle::SandboxHandle;

mod text {
    pub const LABEL: &str = "Demo data";
    pub const WHAT: &str = "Made up in this browser. Nothing is sent to Amazon.";
    pub const HOUR: &str = "1 hour on";
    pub const DAY: &str = "1 day on";
    pub const WEEK: &str = "1 week on";
    pub const RESET: &str = "Start over…";
    pub const ASK: &str = "Start the demo over?";
    pub const ASK_WHY: &str = "Experiments that you made or changed in the demo go back to how they were, and its clock shows the present again. What you keep in this browser stays.";
    pub const KEEP: &str = "Keep the demo";
    pub const DO: &str = "Start over";
    pub const IS_RESET: &str = "The demo starts over. Its clock shows the present again.";
}

/// Shown while the demo is open.
#[component]
pub fn DemoBanner() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    view! {
        <Show when=move || session.is_demo()>
            <DemoStrip />
        </Show>
    }
}

#[component]
fn DemoStrip() -> impl IntoView {
    let data_clock = expect_context::<DataClock>();
    let handle = expect_context::<SandboxHandle>();
    let toasts = Toasts::from_context();
    let advance = move |seconds: i64| {
        handle.with(|sandbox| {
            sandbox.advance_s(seconds);
            data_clock.set_ahead_s(sandbox.ahead_s());
        });
    };
    let is_asking = RwSignal::new(false);
    let reset = move |_| {
        is_asking.set(false);
        handle.with(|sandbox| {
            sandbox.reset();
            data_clock.set_ahead_s(sandbox.ahead_s());
        });
        toasts.done(text::IS_RESET);
    };
    let date = move || {
        let now_s = data_clock.now().epoch_s();
        format!("{}, {} UTC", words::weekday_with_year(now_s, Zone::UTC), words::clock(now_s, Zone::UTC))
    };
    view! {
        <aside class="demo" aria-label=text::LABEL>
            <Icon name=IconName::Info />
            <p>
                <b>{text::LABEL}</b>
                <span class="hide-sm">{text::WHAT}</span>
            </p>
            <div class="demo__clock" role="group" aria-label="The demo's clock">
                <Icon name=IconName::Clock />
                <span class="nowrap" aria-live="polite">
                    {date}
                </span>
                <button class="btn btn--sm" type="button" on:click=move |_| advance(HOUR_S)>
                    {text::HOUR}
                </button>
                <button class="btn btn--sm" type="button" on:click=move |_| advance(DAY_S)>
                    {text::DAY}
                </button>
                <button class="btn btn--sm" type="button" on:click=move |_| advance(7 * DAY_S)>
                    {text::WEEK}
                </button>
                <button class="btn btn--sm btn--ghost" type="button" on:click=move |_| is_asking.set(true)>
                    {text::RESET}
                </button>
            </div>
            <Dialog
                id="demo-reset"
                heading=text::ASK
                open=is_asking
                actions=move || {
                    view! {
                        <button class="btn" type="button" on:click=move |_| is_asking.set(false)>
                            {text::KEEP}
                        </button>
                        <button class="btn btn--danger" type="button" on:click=reset>
                            {text::DO}
                        </button>
                    }
                }
            >
                <p>{text::ASK_WHY}</p>
            </Dialog>
        </aside>
    }
}
