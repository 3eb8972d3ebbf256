//! One experiment: what to ask, the steps, what came of them.

use leptos::prelude::*;

use super::model::CompareModel;
use super::questions::Questions;
use super::result::ResultSection;
use super::steps::Steps;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;
use crate::components::skeleton::Skeleton;
use crate::domain::experiment::ExperimentState;
use crate::pages::experiments::words as experiment_words;
use crate::pages::experiments::words::control;
use crate::state::experiment_change::Outcome;

/// The comparison of the chosen experiment.
#[component]
pub fn Guide(
    /// The comparison's state.
    model: CompareModel,
) -> impl IntoView {
    let error = Memo::new(move |_| {
        let of_detail = model.store.detail.with(|d| d.error().cloned());
        of_detail.or_else(|| model.store.pinned.with(|p| p.error().cloned()))
    });
    let is_there = Memo::new(move |_| model.standings().is_some());
    let is_created = Memo::new(move |_| model.store.state() == Some(ExperimentState::Created));
    let is_kept = move || model.is_kept.get();
    view! {
        <Show when=move || !is_kept()>
            <Banner tone=Tone::Warn icon=IconName::Alert heading="The answers are not kept">
                <p>{words::NOT_KEPT}</p>
            </Banner>
        </Show>
        {move || {
            error
                .get()
                .map(|error| {
                    let retry = move |()| model.store.reload();
                    match experiment_words::experiment_not_there(&error) {
                        Some((heading, advice)) => {
                            view! { <ErrorCard error heading advice on_retry=retry /> }.into_any()
                        }
                        None => view! { <ErrorCard error on_retry=retry /> }.into_any(),
                    }
                })
        }}
        <Show
            when=move || is_there.get()
            fallback=move || {
                error
                    .with(Option::is_none)
                    .then(|| {
                        view! {
                            <section class="card">
                                <div class="card__body compare-wait">
                                    <Skeleton widths=vec!["40%", "80%", "60%"] label=words::READING_ONE />
                                </div>
                            </section>
                        }
                    })
            }
        >
            <Show when=move || is_created.get()>
                <Banner tone=Tone::Warn icon=IconName::Alert heading=words::BEFORE>
                    <p>{words::BEFORE_PIN}</p>
                    <p>{words::BEFORE_ENABLE}</p>
                    <p>{words::BEFORE_CUSTOMERS}</p>
                </Banner>
            </Show>
            <OutcomeNotice model />
            <div class="compare-guide">
                <Questions model />
                <Steps model />
            </div>
            <ResultSection model />
        </Show>
    }
}

/// How the last change ended, where it was not as asked.
#[component]
fn OutcomeNotice(model: CompareModel) -> impl IntoView {
    let read_again = move |()| {
        let _ = model.outcome.try_set(None);
        model.store.reload();
    };
    move || {
        let notice = match model.outcome.get()? {
            Outcome::StateMoved(state) => {
                let (heading, advice) = control::moved(&state);
                view! {
                    <Banner tone=Tone::Warn icon=IconName::Swap heading=heading>
                        <p>{advice}</p>
                    </Banner>
                }
                .into_any()
            }
            Outcome::Unknown(error) => view! {
                <ErrorCard
                    error
                    heading=control::UNKNOWN_HEADING
                    advice=control::UNKNOWN_ADVICE
                    actions=move || {
                        view! {
                            <button class="btn btn--sm" type="button" on:click=move |_| read_again(())>
                                "Read again"
                            </button>
                        }
                    }
                />
            }
            .into_any(),
            Outcome::Refused(error) => view! { <ErrorCard error /> }.into_any(),
            Outcome::Done | Outcome::Busy => return None,
        };
        Some(notice)
    }
}
