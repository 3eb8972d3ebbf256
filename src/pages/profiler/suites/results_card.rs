//! What each utterance got.

use leptos::html;
use leptos::prelude::*;

use super::model::SuitesModel;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::suite::result_export::message;
use crate::domain::suite::{CaseResult, NO_INTENT, Verdict};
use crate::domain::words::count;
use crate::pages::profiler::words::suite::{self as words, Filter};

/// How many rows stand there at first, and how many more a press adds.
const FIRST: usize = 7;
const MORE: usize = 200;

mod text {
    pub const HEADING: &str = "Results";
    pub const SHOW: &str = "Show";
    pub const CLEAR: &str = "Show all cells again";
    pub const NONE: &str = "No utterance here.";
    pub const REFUSED: &str = "not accepted";
}

/// The table of results.
#[component]
pub fn ResultsCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let filter = RwSignal::new(Filter::All);
    let most = RwSignal::new(FIRST);
    let numbers = Memo::new(move |_| {
        let (shown, comparison) = (model.shown.get(), model.comparison.get());
        Filter::ALL.map(|f| shown.as_ref().map_or(0, |record| f.indices(record, comparison.as_deref()).len()))
    });
    let choices = Signal::derive(move || {
        let numbers = numbers.get();
        let all = Filter::ALL.into_iter().zip(numbers);
        // What changed since another run is offered where something did.
        let all = all.filter(|(f, n)| !matches!(f, Filter::Fixed | Filter::Broken) || *n > 0);
        all.map(|(f, n)| Choice::new(f.key(), format!("{} {}", f.label(), count(n as f64)))).collect::<Vec<_>>()
    });
    let indices = Memo::new(move |_| {
        let (shown, comparison) = (model.shown.get(), model.comparison.get());
        let pair = model.pair.get();
        let mut indices =
            shown.as_ref().map(|record| filter.get().indices(record, comparison.as_deref())).unwrap_or_default();
        if let (Some((expected, chosen)), Some(record)) = (pair, shown) {
            indices.retain(|i| record.run.results.get(*i).is_some_and(|r| words::is_pair(r, &expected, &chosen)));
        }
        indices
    });
    Effect::new(move |_| {
        if model.pair.with(Option::is_some) {
            filter.set(Filter::All);
            most.set(FIRST);
        }
    });
    let region = NodeRef::<html::Div>::new();
    let of = move || {
        let record = model.shown.get()?;
        Some(format!("Run of {}", words::run_line(&record, model.under_way.get().as_ref())))
    };
    let is_growing = move || {
        let shown = model.shown.with(|r| r.as_ref().map(|r| r.run.id.clone()));
        shown.is_some() && shown == model.under_way.get()
    };
    let rows = move || {
        let Some(record) = model.shown.get() else { return ().into_any() };
        let most = most.get();
        indices
            .with(|indices| {
                let results = indices.iter().take(most).filter_map(|index| record.run.results.get(*index));
                results.map(row).collect_view()
            })
            .into_any()
    };
    let more = move |_| {
        // The button may go; the rows that it stood for take its focus.
        if let Some(region) = region.try_get_untracked().flatten() {
            let _ = region.focus();
        }
        most.update(|most| *most += MORE);
    };
    view! {
        <section class="card" aria-labelledby="results">
            <div class="card__head">
                <div>
                    <h2 id="results" tabindex="-1">
                        {text::HEADING}
                    </h2>
                    <p>{of}</p>
                </div>
                {move || {
                    model
                        .pair
                        .get()
                        .map(|(expected, chosen)| {
                            view! {
                                <button
                                    class="filter-chip breaks"
                                    type="button"
                                    aria-pressed="true"
                                    on:click=move |_| model.pair.set(None)
                                >
                                    {expected}
                                    <Icon name=IconName::Right class="i--sm" />
                                    {chosen}
                                    <Icon name=IconName::Close class="i--sm" />
                                    <span class="vh">{text::CLEAR}</span>
                                </button>
                            }
                        })
                }}
                <div class="push">
                    <Segmented
                        name="result-filter"
                        label=text::SHOW
                        small=true
                        choices
                        value=Signal::derive(move || filter.get().key().to_owned())
                        on_change=move |key: String| {
                            if let Some(chosen) = Filter::parse(&key) {
                                most.set(FIRST);
                                model.pair.set(None);
                                filter.set(chosen);
                            }
                        }
                    />
                </div>
            </div>
            <div class="table-wrap" node_ref=region tabindex="0" role="region" aria-label="Suite results">
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">"Utterance"</th>
                            <th scope="col">"Expected"</th>
                            <th scope="col">"Got"</th>
                            <th scope="col">"Slots"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="card__foot">
                // While answers come in, each would be read out.
                <span role=move || (!is_growing()).then_some("status")>
                    {move || match indices.with(Vec::len) {
                        0 => text::NONE.to_owned(),
                        n => format!("{} of {}", count(n.min(most.get()) as f64), count(n as f64)),
                    }}
                </span>
                <Show when=move || { indices.with(Vec::len) > most.get() }>
                    <button class="btn btn--link push" type="button" on:click=more>
                        {move || {
                            let left = indices.with(Vec::len).saturating_sub(most.get());
                            if left <= MORE { "Show all".to_owned() } else { format!("Show {MORE} more") }
                        }}
                    </button>
                </Show>
            </div>
        </section>
    }
}

fn row(result: &CaseResult) -> impl IntoView + use<> {
    let verdict = result.verdict();
    let expected = result.case.intent().unwrap_or(NO_INTENT).to_owned();
    let slots = words::expected_slots_words(result);
    let said = message(result).filter(|_| matches!(verdict, Verdict::Refused | Verdict::WrongSlots));
    let got = match result.chosen() {
        Some(chosen) => chosen.unwrap_or(NO_INTENT).to_owned(),
        None => text::REFUSED.to_owned(),
    };
    let (icon, class, label) = match verdict {
        Verdict::Right | Verdict::WrongSlots => (IconName::Check, "i is-good", "right"),
        Verdict::WrongIntent => (IconName::Close, "is-bad", "wrong"),
        Verdict::Refused => (IconName::Alert, "is-bad", "refused"),
        Verdict::Unrun => (IconName::Circle, "", "not run"),
    };
    let is_wrong = matches!(verdict, Verdict::WrongIntent | Verdict::Refused);
    let slot_cell = match words::slots_words(result) {
        Some((words, true)) => view! { <span class="is-good nowrap">{words}</span> }.into_any(),
        Some((words, false)) => view! { <span class="is-bad nowrap">{words}</span> }.into_any(),
        None => view! { <span class="is-muted">"—"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="breaks">
                <span dir="auto">{result.case.utterance.clone()}</span>
                {(!slots.is_empty()).then(|| view! { <small>{slots}</small> })}
                {said.map(|said| view! { <small class="breaks">{said}</small> })}
            </th>
            <td data-l="Expected">
                <span class="mono fs-12 name">{expected}</span>
            </td>
            <td data-l="Got">
                <span class="row row--nowrap gap-3">
                    <span class=class>
                        <Icon name=icon />
                        <span class="vh">{label}</span>
                    </span>
                    <span class="mono fs-12 name" class:is-bad=is_wrong>
                        {got}
                    </span>
                </span>
            </td>
            <td data-l="Slots">{slot_cell}</td>
        </tr>
    }
}
