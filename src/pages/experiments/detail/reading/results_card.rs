//! The figures of one snapshot, or why they are not shown.

use leptos::prelude::*;

use super::model::ReadingModel;
use super::results_table::ResultsTable;
use super::snapshot_picker::{SnapshotPicker, SnapshotSelects};
use crate::components::icon::{Icon, IconName};
use crate::components::skeleton::Skeleton;
use crate::domain::reading::{IntervalMeaning, words as reading_words};
use crate::pages::experiments::words::result_meaning;

mod text {
    pub const TITLE: &str = "Results";
    pub const WITHHELD: &str = "These results cannot be trusted yet, so they are not shown.";
    pub const ANYWAY: &str = "Show anyway";
    pub const HIDE: &str = "Hide again";
}

/// Results with the choice of the snapshot.
#[component]
pub fn ResultsCard(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let has_judgement = Memo::new(move |_| page.judgement.with(Option::is_some));
    let failed = Memo::new(move |_| {
        let chosen = page.chosen.get();
        chosen.is_some_and(|id| page.store.data.with(|data| data.get(&id).is_some_and(|d| d.error().is_some())))
    });
    let bars = move || page.judgement.with(|j| j.as_ref().map(|j| result_meaning::bars(&j.meaning, &j.reading)));
    view! {
        <section class="card" aria-labelledby="results">
            <div class="card__head">
                <div class="results-head">
                    <h2 id="results">{text::TITLE}</h2>
                    <p>{bars}</p>
                </div>
                <div class="push snaps-place">
                    <SnapshotPicker reading />
                </div>
            </div>
            <div class="card__body no-print">
                <SnapshotSelects reading />
            </div>
            <Show when=move || reading.is_withheld.get()>
                <div class="card__body stack gap-4 withheld">
                    <p>{text::WITHHELD}</p>
                    <div class="row">
                        <button
                            class="btn btn--sm no-print"
                            type="button"
                            aria-expanded=move || reading.shown_anyway.get().to_string()
                            aria-controls="results-figures"
                            on:click=move |_| reading.shown_anyway.update(|shown| *shown = !*shown)
                        >
                            <Icon name=IconName::Alert />
                            {move || if reading.shown_anyway.get() { text::HIDE } else { text::ANYWAY }}
                        </button>
                    </div>
                </div>
            </Show>
            <div id="results-figures" class:results--withheld=move || reading.is_withheld.get()>
                <Show
                    when=move || has_judgement.get()
                    fallback=move || {
                        (!failed.get())
                            .then(|| {
                                view! {
                                    <div class="card__body">
                                        <Skeleton widths=vec!["90%", "80%", "85%"] label="Reading the snapshot" />
                                    </div>
                                }
                            })
                    }
                >
                    <Show when=move || reading.shows_figures()>
                        <ResultsTable reading />
                        <Intervals reading />
                    </Show>
                </Show>
            </div>
        </section>
    }
}

/// What the service's intervals are of, and how that was told.
#[component]
fn Intervals(reading: ReadingModel) -> impl IntoView {
    move || {
        let (_, judgement) = reading.judged()?;
        let how = result_meaning::how(&judgement.meaning);
        let candidates = match &judgement.meaning {
            IntervalMeaning::Ambiguous { candidates } => {
                candidates.iter().map(|c| reading_words::convention(*c)).collect()
            }
            _ => Vec::new(),
        };
        Some(view! {
            <details class="why why--foot">
                <summary>
                    <Icon name=IconName::ChevronRight class="i--sm" />
                    "What the intervals are"
                </summary>
                <div class="stack gap-4">
                    <p>{reading_words::meaning(&judgement.meaning)} " " {how}</p>
                    {(!candidates.is_empty())
                        .then(|| {
                            view! {
                                <ul class="why__figures">
                                    {candidates.into_iter().map(|c: String| view! { <li>{c}</li> }).collect_view()}
                                </ul>
                            }
                        })}
                    <p>
                        "Amazon's documents do not say what its intervals are of, nor how sure they are; this is read from the figures of all snapshots together."
                    </p>
                </div>
            </details>
        })
    }
}
