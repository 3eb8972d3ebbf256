//! What has to be said about the experiment before anything else.

use leptos::prelude::*;

use super::model::DetailModel;
use crate::api::error::{ApiError, ErrorKind};
use crate::components::banner::{Banner, Tone};
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;
use crate::domain::experiment::{ExperimentState, TransitionStatus};
use crate::pages::experiments::words::{self, control};
use crate::state::experiment_change::Outcome;

/// A change that was not simply accepted.
#[component]
pub fn OutcomeNotice(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let close = move || {
        view! {
            <button class="btn btn--sm" type="button" on:click=move |_| model.outcome.set(None)>
                "Close"
            </button>
        }
        .into_any()
    };
    move || {
        Some(match model.outcome.get()? {
            Outcome::Done | Outcome::Busy => return None,
            Outcome::StateMoved(state) => {
                let (heading, advice) = control::moved(&state);
                view! {
                    <Banner tone=Tone::Warn icon=IconName::Swap heading actions=close>
                        <p>{advice}</p>
                    </Banner>
                }
                .into_any()
            }
            Outcome::Refused(error) if error.kind == ErrorKind::Conflict => {
                let state = model.state.get().unwrap_or(ExperimentState::Unknown(String::new()));
                refused_by_state(&error, &state, close)
            }
            Outcome::Refused(error) => {
                view! { <ErrorCard error=error.clone() advice=refusal(&error) actions=close /> }.into_any()
            }
            Outcome::Unknown(error) => {
                let heading = format!("{}: {}", control::UNKNOWN_HEADING, error.heading());
                view! { <ErrorCard error heading advice=control::UNKNOWN_ADVICE actions=close /> }.into_any()
            }
        })
    }
}

fn refused_by_state(
    error: &ApiError,
    state: &ExperimentState,
    close: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let advice = format!("Amazon refused the change because of its state, which is {state} now. Nothing was changed.");
    view! { <ErrorCard error=error.clone() heading="The experiment changed meanwhile (409)" advice actions=close /> }
        .into_any()
}

/// What Amazon said about a refusal, where it said something.
fn refusal(error: &ApiError) -> String {
    match (&error.kind, &error.service_message) {
        (ErrorKind::Invalid(problems), _) if !problems.is_empty() => {
            let said: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
            format!("Amazon did not accept the request: {} Nothing was changed.", said.join(" "))
        }
        (ErrorKind::RateLimited { .. }, _) => {
            "Amazon takes no more requests at the moment. Nothing was changed; wait a little and ask again.".to_owned()
        }
        (ErrorKind::Unauthenticated, _) => {
            "Nothing was changed. Sign in again, then decide again. If your sign-in still holds, this account has no access to this skill.".to_owned()
        }
        _ => format!("{} Nothing was changed.", error.advice()),
    }
}

/// The state changes by itself: how often it was looked at, and that it is.
#[component]
pub fn PassingNotice(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    move || {
        let passing = model.store.passing.get()?;
        let target = model.store.detail.with(|d| {
            let transition = d.shown()?.last_state_transition.as_ref()?;
            transition.target_state.as_ref().map(|s| s.as_str().to_owned())
        });
        let state = model.state.get()?;
        let heading = match target {
            Some(target) if target != state.as_str() => format!("{state}, on the way to {target}"),
            _ => state.as_str().to_owned(),
        };
        let words = if passing.gave_up {
            "Amazon has been at it for a long time, so this page has stopped asking.".to_owned()
        } else {
            control::checking(passing.checks, passing.next_ms)
        };
        Some(view! {
            <Banner
                tone=Tone::Info
                icon=IconName::Spinner
                heading
                actions=move || {
                    view! {
                        <button class="btn btn--sm" type="button" on:click=move |_| model.store.reload()>
                            "Check now"
                        </button>
                    }
                }
            >
                <p>{words}</p>
            </Banner>
        })
    }
}

/// The last change of state failed: Amazon's own words, the only place where it explains that.
#[component]
pub fn FailureNotice(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    move || {
        let transition = model.store.detail.with(|d| d.shown().and_then(|d| d.last_state_transition.clone()))?;
        let failed = transition.status == Some(TransitionStatus::Failed) || !transition.errors.is_empty();
        let is_failed = model.state.get() == Some(ExperimentState::Failed);
        if !(failed || is_failed) {
            return None;
        }
        let from_to = match (&transition.source_state, &transition.target_state) {
            (Some(from), Some(to)) => format!("Amazon could not take it from {from} to {to}"),
            _ => "Amazon could not change its state".to_owned(),
        };
        let when = transition.end_time.or(transition.start_time).map(words::date_time);
        let errors = transition.errors.clone();
        Some(view! {
            <Banner tone=Tone::Bad icon=IconName::Warn heading=from_to>
                {errors
                    .into_iter()
                    .map(|error| {
                        let message = error.message.unwrap_or_else(|| "Amazon gave no reason.".to_owned());
                        view! {
                            <p>
                                {message}
                                {error.error_type.map(|kind| view! { " " <code>{kind}</code> })}
                            </p>
                        }
                    })
                    .collect_view()}
                {when.map(|when| view! { <p>{format!("Reported by Amazon for {when}, as lastStateTransition.")}</p> })}
            </Banner>
        })
    }
}
