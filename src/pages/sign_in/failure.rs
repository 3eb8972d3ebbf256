//! Why a sign-in did not come about, in words.

use leptos::prelude::*;

use crate::auth::failure::SignInFailure;
use crate::auth::oauth::reply::{OauthError, Refusal};
use crate::components::banner::{Banner, Tone};
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;

mod words {
    /// Heading and what it means.
    pub type Pair = (&'static str, &'static str);

    pub const DENIED: Pair =
        ("You left Amazon sign-in before finishing", "Nothing was changed. Sign in again when you are ready.");
    pub const UNVERIFIED: Pair = (
        "This sign-in could not be verified",
        "The reply from Amazon did not match the request from this tab, so it was ignored. Start again from here.",
    );
    pub const STALE: Pair = (
        "This sign-in took too long",
        "More than half an hour passed before Amazon replied, so the reply was ignored. Start again from here.",
    );
    pub const UNKNOWN_CLIENT: Pair = (
        "Amazon does not know this client ID or return URL",
        "Compare both with your security profile, then try again.",
    );
    pub const CLIENT_NOT_ALLOWED: Pair = (
        "Amazon does not let this client ID sign in here",
        "The security profile may lack this return URL or this way of signing in. Whoever manages it can change that.",
    );
    pub const IMPLICIT_RETIRED: Pair = (
        "Amazon no longer gives tokens this way",
        "Amazon has retired the implicit grant, which this installation asks for. Whoever hosts this page can set auth.flow to pkce in config.json; you can set it for this browser under Connection settings.",
    );
    pub const SCOPE: Pair = (
        "Amazon does not permit one of the scopes",
        "The list below is what this page asks for. Whoever hosts it can change scopes in config.json or in the security profile.",
    );
    pub const AMAZON_FAILED: Pair = ("Something failed at Amazon", "Nothing was changed. Sign in again in a while.");
    pub const AMAZON_BUSY: Pair = ("Amazon is unavailable", "Nothing was changed. Sign in again in a while.");
    pub const REFUSED: Pair = (
        "Amazon refused this sign-in",
        "Nothing was changed. Compare the client ID and the return URL with your security profile.",
    );
    pub const AUDIENCE: Pair = (
        "This token was made for another client",
        "Its client ID is not the one of this page, so it was not used. Get a token with the client ID under Connection settings.",
    );
    pub const NOT_A_TOKEN: Pair = (
        "This cannot be an access token",
        "A token is one line of letters, digits and signs without blanks, and usually starts with Atza|.",
    );
    pub const NOT_ACCEPTED: Pair =
        ("Amazon does not accept this token", "It is not a token of Amazon, or its hour has passed. Get a new one.");
    pub const BLOCKED: Pair = (
        "This browser blocks storage for this page",
        "The reply of Amazon could not be recognised without it. Allow storage for this address, paste a token, or explore with demo data.",
    );
    pub const NO_RANDOMNESS: Pair = (
        "This browser cannot make a safe sign-in",
        "It has no source of random numbers for this page. Use a current browser over https.",
    );
    pub const CODE: &str = "Amazon answered ";
}

/// The banner for a failed sign-in.
#[component]
pub fn FailureBanner(
    /// What failed.
    failure: SignInFailure,
) -> impl IntoView {
    if let SignInFailure::Call(error) = failure {
        return view! { <ErrorCard error /> }.into_any();
    }
    let (tone, icon, (heading, why)) = explain(&failure);
    let answer = match failure {
        SignInFailure::Refused { code, description } => Some((code.code().to_owned(), description)),
        _ => None,
    };
    view! {
        <Banner tone icon heading>
            <p>{why}</p>
            {answer
                .map(|(code, description)| {
                    view! {
                        <p>
                            {words::CODE} <code>{code}</code> {description.map(|d| format!(": {d}"))}
                        </p>
                    }
                })}
        </Banner>
    }
    .into_any()
}

fn explain(failure: &SignInFailure) -> (Tone, IconName, words::Pair) {
    let bad = |pair| (Tone::Bad, IconName::Warn, pair);
    let warn = |pair| (Tone::Warn, IconName::Alert, pair);
    match failure {
        SignInFailure::Denied => warn(words::DENIED),
        SignInFailure::Unverified(Refusal::Stale) => warn(words::STALE),
        SignInFailure::Unverified(_) => bad(words::UNVERIFIED),
        SignInFailure::Refused { code, .. } => match code {
            OauthError::InvalidRequest => bad(words::UNKNOWN_CLIENT),
            OauthError::UnauthorizedClient => bad(words::CLIENT_NOT_ALLOWED),
            OauthError::UnsupportedResponseType => bad(words::IMPLICIT_RETIRED),
            OauthError::InvalidScope => bad(words::SCOPE),
            OauthError::ServerError => bad(words::AMAZON_FAILED),
            OauthError::TemporarilyUnavailable => bad(words::AMAZON_BUSY),
            OauthError::Unknown(_) => bad(words::REFUSED),
        },
        SignInFailure::WrongAudience => bad(words::AUDIENCE),
        SignInFailure::NotAToken => bad(words::NOT_A_TOKEN),
        SignInFailure::TokenNotAccepted => bad(words::NOT_ACCEPTED),
        SignInFailure::StorageBlocked => warn(words::BLOCKED),
        SignInFailure::NoRandomness => bad(words::NO_RANDOMNESS),
        SignInFailure::Call(_) => bad(words::REFUSED),
    }
}
