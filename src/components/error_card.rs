//! A failed call, in words, with a way on.

use leptos::prelude::*;

use super::banner::{Banner, Tone};
use super::icon::IconName;
use crate::api::error::{ApiError, ErrorKind};
use crate::state::call_log::CallLog;

mod words {
    pub const RETRY: &str = "Try again";
    pub const VIEW: &str = "View request";
    pub const REQUEST_ID: &str = "Request ID";
}

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
    let heading = heading.unwrap_or_else(|| error.heading());
    let advice = advice.unwrap_or_else(|| error.advice());
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
