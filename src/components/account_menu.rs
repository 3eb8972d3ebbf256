//! Whose session it is, how long it lasts, and the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::icon::{Icon, IconName};
use super::menu::Menu;
use super::renewal_dialog::SignInCountdown;
use super::toast::Toasts;
use crate::auth::context::SessionContext;
use crate::components::sign_out::{Forgetting, forget};
use crate::route::Route;
use crate::state::call_log::CallLog;

mod words {
    pub const LABEL: &str = "Account";
    pub const DEMO: &str = "Demo data";
    pub const DEMO_INITIALS: &str = "DE";
    pub const NO_NAME: &str = "Signed in with Amazon";
    pub const NO_NAME_INITIALS: &str = "ME";
    pub const SETTINGS: &str = "Settings";
    pub const ACTIVITY: &str = "API activity";
    pub const SIGN_OUT: &str = "Sign out";
    pub const LEAVE_DEMO: &str = "Leave the demo";

    pub fn label(initials: &str, name: &str) -> String {
        format!("{initials}, account: {name}")
    }
}

/// The first letters of the first and the last word of a name.
fn initials(name: &str) -> String {
    let first_letters: Vec<char> = name.split_whitespace().filter_map(|w| w.chars().next()).collect();
    match first_letters.as_slice() {
        [] => words::NO_NAME_INITIALS.to_owned(),
        [one] => one.to_uppercase().collect(),
        [first, .., last] => first.to_uppercase().chain(last.to_uppercase()).collect(),
    }
}

/// The countdown, and the avatar with its menu. Shown only while a session is open.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let calls = expect_context::<CallLog>();
    let toasts = Toasts::from_context();
    let navigate = use_navigate();
    let who = move || {
        let session = session.current()?;
        Some(match &session.name {
            _ if session.is_demo() => (words::DEMO_INITIALS.to_owned(), words::DEMO.to_owned()),
            Some(name) => (initials(name), name.clone()),
            None => (words::NO_NAME_INITIALS.to_owned(), words::NO_NAME.to_owned()),
        })
    };
    let leave = Callback::new(move |()| {
        let navigate = navigate.clone();
        spawn_local(async move {
            forget(session, calls, toasts, Forgetting::Offered).await;
            navigate(&Route::SignIn.href(), Default::default());
        });
    });
    let menu = move || {
        who().map(|(initials, name)| {
            let label = words::label(&initials, &name);
            view! {
                <Menu
                    button=move || initials.clone()
                    button_class="avatar"
                    button_label=label
                    label=words::LABEL
                >
                    <p class="menu__h">{name.clone()}</p>
                    <a href=Route::Settings.href()>
                        <Icon name=IconName::Gear />
                        {words::SETTINGS}
                    </a>
                    <button type="button" on:click=move |_| calls.show(None)>
                        <Icon name=IconName::Pulse />
                        {words::ACTIVITY}
                    </button>
                    <div class="sep"></div>
                    <button type="button" on:click=move |_| leave.run(())>
                        <Icon name=IconName::SignOut />
                        {move || if session.is_demo() { words::LEAVE_DEMO } else { words::SIGN_OUT }}
                    </button>
                </Menu>
            }
        })
    };
    view! {
        <SignInCountdown />
        {menu}
    }
}
