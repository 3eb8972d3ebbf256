//! Signing in with a token from elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::auth::context::SessionContext;
use crate::auth::failure::SignInFailure;
use crate::components::field::TextField;
use crate::components::icon::{Icon, IconName};

mod words {
    pub const SUMMARY: &str = "Paste a token";
    pub const LABEL: &str = "Access token";
    pub const HINT: &str = "A Login with Amazon token that was made for the client ID under Connection settings. It is kept like any sign-in: in this tab, until it runs out.";
    pub const USE: &str = "Use this token";
    pub const CHECKING: &str = "Checking with Amazon";
    pub const EMPTY: &str = "Paste an access token.";
    pub const NOT_A_TOKEN: &str = "A token is one line without blanks, and usually starts with Atza|.";
}

/// A disclosure with a field for a token.
#[component]
pub fn PasteToken(
    /// Whether there is a client that a token can be checked against.
    can_use: bool,
    /// When somebody is signed in.
    #[prop(into)]
    on_signed_in: Callback<()>,
) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    Effect::new(move || {
        text.track();
        error.set(None);
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() || !can_use {
            return;
        }
        let pasted = text.get_untracked();
        if pasted.trim().is_empty() {
            error.set(Some(words::EMPTY.to_owned()));
            return;
        }
        is_busy.set(true);
        session.set_failure(None);
        spawn_local(async move {
            let result = session.paste(&pasted).await;
            let _ = is_busy.try_set(false);
            match result {
                Ok(()) => {
                    let _ = text.try_set(String::new());
                    on_signed_in.run(());
                }
                Err(SignInFailure::NotAToken) => {
                    let _ = error.try_set(Some(words::NOT_A_TOKEN.to_owned()));
                }
                Err(failure) => {
                    // A token that nobody could ask about may be a good one: it stays for another try.
                    if !matches!(failure, SignInFailure::Call(_)) {
                        let _ = text.try_set(String::new());
                    }
                    session.set_failure(Some(failure));
                }
            }
        });
    };
    view! {
        <details class="settings" id="paste">
            <summary>
                <Icon name=IconName::Key />
                {words::SUMMARY}
                <Icon name=IconName::ChevronDown class="push" />
            </summary>
            <div>
                <form class="settings-form" on:submit=submit>
                    <TextField
                        id="token"
                        label=words::LABEL
                        hint=words::HINT
                        error
                        value=text
                        kind="password"
                        mono=true
                    />
                    <div class="row">
                        <button
                            class="btn btn--sm"
                            type="submit"
                            aria-disabled=(!can_use).then_some("true")
                            aria-busy=move || is_busy.get().then_some("true")
                        >
                            {move || {
                                if is_busy.get() {
                                    view! {
                                        <Icon name=IconName::Spinner class="spin" />
                                        {words::CHECKING}
                                    }
                                        .into_any()
                                } else {
                                    words::USE.into_any()
                                }
                            }}
                        </button>
                    </div>
                </form>
            </div>
        </details>
    }
}
