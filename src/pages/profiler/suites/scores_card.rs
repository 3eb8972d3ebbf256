//! How well each intent and each slot is recognised.

use leptos::prelude::*;

use super::model::SuitesModel;
use super::score_table::{ScoreTable, breaking};
use crate::components::icon::{Icon, IconName};
use crate::domain::suite::{IntentScore, SlotScore};
use crate::domain::words::count;
use crate::pages::profiler::words::suite::decimal;

mod text {
    pub const INTENTS: &str = "By intent";
    pub const INTENTS_WHY: &str = "As scikit-learn computes them, with zero_division=0. Precision: of what got the intent, the part that expected it. Recall: of what expected it, the part that got it. F1: 2 · precision · recall / (precision + recall). Support: how many expect it.";
    pub const SLOTS: &str = "By slot";
    pub const SLOTS_WHY: &str = "A slot is right where the value that it was resolved to, or the words that were heard, are the expected ones; capitals and blanks do not count.";
    pub const NO_SLOTS: &str = "No case of this suite names a slot.";
}

/// Precision, recall, F1 and support of each intent.
#[component]
pub fn IntentsCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let rows = move || {
        let Some(score) = model.score.get() else { return ().into_any() };
        let averages = [("macro average", score.macro_average), ("weighted average", score.weighted_average)];
        view! {
            {score.intents.iter().map(intent_row).collect_view()}
            {averages
                .map(|(name, average)| {
                    view! {
                        <tr>
                            <th scope="row" class="is-muted">
                                {name}
                            </th>
                            <td class="num">{decimal(average.precision)}</td>
                            <td class="num">{decimal(average.recall)}</td>
                            <td class="num">{decimal(average.f1)}</td>
                            <td class="num">{count(score.judged as f64)}</td>
                        </tr>
                    }
                })
                .collect_view()}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="by-intent">
            <div class="card__head">
                <h2 id="by-intent">{text::INTENTS}</h2>
            </div>
            <ScoreTable label="Scores by intent" of="Intent" columns=["Precision", "Recall", "F1", "Support"]>
                {rows}
            </ScoreTable>
            <div class="card__body">
                <Note words=text::INTENTS_WHY />
            </div>
        </section>
    }
}

fn intent_row(intent: &IntentScore) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row" class="mono fs-12 name">
                {breaking(&intent.name)}
            </th>
            <td class="num">{decimal(intent.precision)}</td>
            <td class="num">{decimal(intent.recall)}</td>
            <td class="num">{decimal(intent.f1)}</td>
            <td class="num">{count(intent.support as f64)}</td>
        </tr>
    }
}

#[component]
fn Note(words: &'static str) -> impl IntoView {
    view! {
        <p class="note note--below">
            <Icon name=IconName::Info />
            <span>{words}</span>
        </p>
    }
}

/// What became of each slot that cases name.
#[component]
pub fn SlotsCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| model.score.with(|s| s.as_ref().is_none_or(|s| s.slots.is_empty())));
    let rows = move || model.score.with(|s| s.iter().flat_map(|s| &s.slots).map(slot_row).collect_view());
    view! {
        <section class="card" aria-labelledby="by-slot">
            <div class="card__head">
                <h2 id="by-slot">{text::SLOTS}</h2>
            </div>
            <Show
                when=move || !is_empty.get()
                fallback=|| view! { <p class="card__body is-muted fs-13">{text::NO_SLOTS}</p> }
            >
                <ScoreTable label="Scores by slot" of="Slot" columns=["Right", "Wrong", "Missing", "Extra"]>
                    {rows}
                </ScoreTable>
                <div class="card__body">
                    <Note words=text::SLOTS_WHY />
                </div>
            </Show>
        </section>
    }
}

fn slot_row(slot: &SlotScore) -> impl IntoView + use<> {
    let counts = slot.counts;
    view! {
        <tr>
            <th scope="row" class="mono fs-12 name">
                {breaking(&slot.name)}
            </th>
            <td class="num">
                {format!("{} of {}", count(counts.right as f64), count(counts.total() as f64))}
            </td>
            <td class="num">{count(counts.wrong as f64)}</td>
            <td class="num">{count(counts.missing as f64)}</td>
            <td class="num">{count(counts.extra as f64)}</td>
        </tr>
    }
}
