//! The result in its order: what is in the way, the verdict, the questions where some are
//! open, the figures, the trends.

use leptos::prelude::*;

use super::super::model::DetailModel;
use super::goodness_card::GoodnessCard;
use super::model::ReadingModel;
use super::needed_card::NeededCard;
use super::results_card::ResultsCard;
use super::trends_card::TrendsCard;
use super::verdict_card::VerdictCard;
use super::waiting::{FailedSnapshots, NothingToRead, ReadingProgress, is_list_awaited};

/// Everything about the result.
#[component]
pub fn ReadingSection(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let reading = ReadingModel::new(model);
    let has_snapshots = Memo::new(move |_| reading.picks.with(|picks| !picks.is_empty()));
    let has_judgement = Memo::new(move |_| model.judgement.with(Option::is_some));
    let has_verdict = Memo::new(move |_| has_judgement.get() && reading.is_settled.get());
    // Room for what is on its way: what follows stands below the window until then, and nothing is pushed away there.
    let is_waiting = move || if has_snapshots.get() { !reading.is_settled.get() } else { is_list_awaited(model) };
    view! {
        <div class="reading" class:reading--waiting=is_waiting>
        <NothingToRead model />
        <Show when=move || has_snapshots.get()>
            <FailedSnapshots reading />
            <Show when=move || has_verdict.get() fallback=move || view! { <ReadingProgress reading /> }>
                <VerdictCard reading />
            </Show>
            <Show when=move || has_judgement.get() && reading.has_asked.get()>
                <GoodnessCard reading />
            </Show>
            <ResultsCard reading />
            <Show when=move || has_judgement.get() && reading.shows_figures()>
                <TrendsCard reading />
                <NeededCard reading />
            </Show>
            <Show when=move || has_judgement.get() && !reading.has_asked.get()>
                <GoodnessCard reading />
            </Show>
        </Show>
        </div>
    }
}
