//! Where there is nothing to read, or not everything yet.

use leptos::prelude::*;

use super::super::model::DetailModel;
use super::model::ReadingModel;
use crate::components::banner::{Banner, Tone};
use crate::components::empty_state::EmptyState;
use crate::components::error_card::ErrorCard;
use crate::components::icon::IconName;
use crate::components::skeleton::Skeleton;
use crate::domain::experiment::ExperimentState;
use crate::pages::experiments::words;
use crate::state::remote::Remote;

mod text {
    pub const LIST_FAILED: &str = "The list of snapshots could not be read";
    pub const AGAIN: &str = "Check again";
    pub const RETRY: &str = "Try again";
}

/// Whether the test has begun, so that there may be snapshots. Tracked.
fn has_begun(model: DetailModel) -> bool {
    let has_start = model.experiment.with(|e| e.as_ref().is_some_and(|e| e.start_time().is_some()));
    has_start || model.state.get().is_some_and(|s| s.has_started())
}

/// Whether it depends on the list of snapshots what there is to read, and the list is on its way. Tracked.
pub fn is_list_awaited(model: DetailModel) -> bool {
    let is_unread = |list: &Remote<_>| matches!(list, Remote::Idle | Remote::Loading { previous: None });
    model.store.snapshots.with(is_unread) && has_begun(model)
}

/// There is no snapshot: not read, none published, or not started.
#[component]
pub fn NothingToRead(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let retry = move |()| model.store.retry_snapshots();
    let again = move || {
        view! {
            <button class="btn btn--sm" type="button" on:click=move |_| model.store.retry_snapshots()>
                {text::AGAIN}
            </button>
        }
        .into_any()
    };
    move || {
        match model.store.snapshots.get() {
        Remote::Failed { error, previous: None } => {
            let heading = format!("{}: {}", text::LIST_FAILED, error.heading());
            Some(view! { <ErrorCard error heading on_retry=retry /> }.into_any())
        }
        Remote::Failed { error, previous: Some(_) } => {
            let heading = format!("Newer snapshots may be missing: {}", error.heading());
            Some(view! { <ErrorCard error heading on_retry=retry /> }.into_any())
        }
        Remote::Idle | Remote::Loading { previous: None } if has_begun(model) => Some(
            view! {
                <section class="verdict verdict--waiting" aria-label="Results">
                    <Skeleton widths=vec!["40%", "90%", "80%"] large_first=true label="Reading the list of snapshots" />
                </section>
            }
            .into_any(),
        ),
        Remote::Ready(list) | Remote::Loading { previous: Some(list) } if !list.is_empty() => None,
        // Of a test that has not begun the list says nothing that its state does not say.
        _ => {
            let started = model.experiment.with(|e| e.as_ref().and_then(|e| e.start_time()));
            let is_failed = model.state.get() == Some(ExperimentState::Failed);
            let body = match (has_begun(model), started) {
                (true, started) => {
                    let since = started.map_or_else(String::new, |s| format!(" The test started on {}.", words::date_time(s)));
                    view! {
                        <EmptyState icon=IconName::Clock heading="No snapshot yet" actions=again>
                            {format!("Amazon has published no snapshot yet.{since}")}
                        </EmptyState>
                    }
                    .into_any()
                }
                (false, _) if is_failed => view! {
                    <EmptyState icon=IconName::Clock heading="No results">
                        "The test never started, so there is nothing to read."
                    </EmptyState>
                }
                .into_any(),
                (false, _) => view! {
                    <EmptyState icon=IconName::Clock heading="No results yet">
                        "The test has not started. Results come in snapshots, which Amazon publishes while a test runs."
                    </EmptyState>
                }
                .into_any(),
            };
            Some(view! { <section class="card" aria-label="Results">{body}</section> }.into_any())
        }
    }
    }
}

/// The chosen snapshot failed, or some that the verdict rests on.
#[component]
pub fn FailedSnapshots(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let retry = move |()| page.store.retry_snapshots();
    let unknown = Memo::new(move |_| {
        let wanted = page.view.with(|v| v.snapshot.clone());
        wanted.is_some_and(|id| reading.pick(&id).is_none())
    });
    view! {
        <Show when=move || unknown.get()>
            <Banner tone=Tone::Warn icon=IconName::Alert heading="This link names a snapshot that the experiment does not have">
                <p>"The latest one is shown."</p>
            </Banner>
        </Show>
        {move || {
            let chosen = page.chosen.get()?;
            let (failed, error) = page
                .store
                .data
                .with(|data| {
                    let failed = data.values().filter(|d| d.error().is_some()).count();
                    (failed, data.get(&chosen).and_then(|d| d.error().cloned()))
                });
            if let Some(error) = error {
                let heading = format!("This snapshot could not be read: {}", error.heading());
                return Some(view! { <ErrorCard error heading on_retry=retry /> }.into_any());
            }
            (failed > 0)
                .then(|| {
                    let heading = match failed {
                        1 => "One snapshot could not be read".to_owned(),
                        n => format!("{n} snapshots could not be read"),
                    };
                    view! {
                        <Banner
                            tone=Tone::Warn
                            icon=IconName::Alert
                            heading
                            actions=move || {
                                view! {
                                    <button class="btn btn--sm" type="button" on:click=move |_| retry(())>
                                        {text::RETRY}
                                    </button>
                                }
                            }
                        >
                            <p>
                                "The verdict rests on the others, and the trends have gaps. It may change once they are read."
                            </p>
                        </Banner>
                    }
                        .into_any()
                })
        }}
    }
}

/// How far reading is, instead of a verdict that may still turn.
#[component]
pub fn ReadingProgress(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let is_lost = Memo::new(move |_| reading.is_settled.get() && page.judgement.with(Option::is_none));
    let words = move || {
        let (done, of) = page.settled.get();
        format!("Reading snapshots {done} of {of}")
    };
    let share = move || {
        let (done, of) = page.settled.get();
        format!("{:.1}%", 100.0 * done as f64 / of.max(1) as f64)
    };
    view! {
        // Where the chosen snapshot failed, the card above says so.
        <Show when=move || !is_lost.get()>
            <section class="verdict verdict--waiting" aria-label="Verdict" aria-busy="true">
                <div class="stack gap-4">
                    <p role="status">{words}</p>
                    <span class="meter" aria-hidden="true">
                        <i style:--v=share></i>
                    </span>
                    <p class="hint">
                        "The verdict rests on all snapshots up to the one that is read, so it waits for them."
                    </p>
                </div>
            </section>
        </Show>
    }
}
