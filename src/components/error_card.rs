//! A failed call, in words, with a way on.

use leptos::prelude::*;

use super::banner::{Banner, Tone};
use super::icon::IconName;
use crate::api::error::{ApiError, ErrorKind};
use crate::auth::context::SessionContext;
use crate::state::access::Access;
use crate::state::call_log::CallLog;

mod words {
    pub const RETRY: &str = "Try again";
    pub const VIEW: &str = "View request";
    pub const REQUEST_ID: &str = "Request ID";
    pub const OVER: &str = "Your sign-in ran out before Amazon answered (401)";
    pub const OVER_WHY: &str = "Sign in again, then try again.";
}

/// A good sign-in that may not read the skill: heading.
pub const DENIED: &str = "This account has no access to this skill (401)";
/// What that means.
pub const DENIED_WHY: &str = "Your sign-in is good, but not for this skill. Choose another skill, or sign in with an account that may read this one.";

/// What went wrong, why, the request id, and Try again where that can help.
#[component]
pub fn ErrorCard(
    /// The failure.
    error: ApiError,
    /// A heading that says more than the failure's own.
    #[prop(optional, into)]
    heading: Option<String>,
    /// Why and what next, where that says more than the failure's own words.
    #[prop(optional, into)]
    advice: Option<String>,
    /// Tries again; without it there is no such button.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Further buttons.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let (tone, icon) = look(&error);
    // Amazon's 401 means two things. Which one it was is found out a moment later.
    let is_open = error.kind == ErrorKind::Unauthenticated && heading.is_none() && advice.is_none();
    let access = use_context::<Access>().filter(|_| is_open);
    let session = use_context::<SessionContext>().filter(|_| is_open);
    let is_denied = move || access.is_some_and(|access| access.is_denied());
    let is_over = move || session.is_some_and(|session| session.is_expired());
    let (own_heading, own_advice) = (error.heading(), error.advice());
    let heading = Signal::derive(move || match &heading {
        Some(heading) => heading.clone(),
        None if is_over() => words::OVER.to_owned(),
        None if is_denied() => DENIED.to_owned(),
        None => own_heading.clone(),
    });
    let advice = move || match &advice {
        Some(advice) => advice.clone(),
        None if is_over() => words::OVER_WHY.to_owned(),
        None if is_denied() => DENIED_WHY.to_owned(),
        None => own_advice.clone(),
    };
    let request_id = error.request_id.clone();
    let calls = use_context::<CallLog>();
    let call = calls.and_then(|calls| Some((calls, calls.find(&error)?)));
    let buttons = (on_retry.is_some() || actions.is_some() || call.is_some()).then(|| {
        ViewFn::from(move || {
            view! {
                {on_retry
                    .map(|retry| {
                        view! {
                            <button class="btn btn--sm" type="button" on:click=move |_| retry.run(())>
                                {words::RETRY}
                            </button>
                        }
                    })}
                {actions.as_ref().map(ViewFn::run)}
                {call
                    .map(|(calls, number)| {
                        view! {
                            <button class="btn btn--sm" type="button" on:click=move |_| calls.show(Some(number))>
                                {words::VIEW}
                            </button>
                        }
                    })}
            }
        })
    });
    let body = view! {
        <p>{advice}</p>
        {request_id
            .map(|id| {
                view! {
                    <p>
                        {words::REQUEST_ID} " " <code>{id}</code>
                    </p>
                }
            })}
    };
    match buttons {
        Some(buttons) => view! { <Banner tone icon heading actions=buttons>{body}</Banner> }.into_any(),
        None => view! { <Banner tone icon heading>{body}</Banner> }.into_any(),
    }
}

/// Tone and picture of each kind of failure (DESIGN-NOTES, section 8).
fn look(error: &ApiError) -> (Tone, IconName) {
    match &error.kind {
        ErrorKind::Cancelled => (Tone::Info, IconName::Stop),
        ErrorKind::Unauthenticated => (Tone::Warn, IconName::Clock),
        ErrorKind::Forbidden => (Tone::Bad, IconName::Lock),
        ErrorKind::NotFound => (Tone::Bad, IconName::Search),
        ErrorKind::Conflict => (Tone::Warn, IconName::Swap),
        ErrorKind::Invalid(_) => (Tone::Bad, IconName::Info),
        ErrorKind::RateLimited { .. } => (Tone::Warn, IconName::Clock),
        ErrorKind::Quota => (Tone::Warn, IconName::Alert),
        ErrorKind::Precondition => (Tone::Bad, IconName::Info),
        ErrorKind::Server if error.status == Some(503) => (Tone::Bad, IconName::Offline),
        ErrorKind::Server | ErrorKind::Decode { .. } | ErrorKind::Unexpected => (Tone::Bad, IconName::Warn),
        ErrorKind::Timeout | ErrorKind::Network => (Tone::Info, IconName::Offline),
        ErrorKind::AddressRefused { .. } => (Tone::Bad, IconName::Lock),
    }
}
