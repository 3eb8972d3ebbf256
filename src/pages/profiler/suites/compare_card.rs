//! The run that is shown beside another one.

use leptos::prelude::*;

use super::model::SuitesModel;
use super::score_table::ScoreTable;
use crate::components::choice::Choice;
use crate::components::picker::Picker;
use crate::domain::id::RunId;
use crate::domain::suite::{CaseResult, NO_INTENT, Score};
use crate::domain::words::count;
use crate::pages::profiler::words::suite as words;
use crate::state::suite_run::RunRecord;

/// The most utterances that are listed at once.
const MOST: usize = 50;

mod text {
    pub const HEADING: &str = "Runs compared";
    pub const SHOWN: &str = "Run";
    pub const WITH: &str = "Compared with";
    pub const ONLY_ONE: &str = "This suite has one run so far. The next one is compared with it.";
}

/// Choosing two runs, and what changed between them.
#[component]
pub fn CompareCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let runs = move |but: Option<RunId>| {
        model.library.runs.with(|runs| {
            let shown = runs.iter().flatten().filter(|r| r.has_results() && Some(&r.run.id) != but.as_ref());
            let shown: Vec<&RunRecord> = shown.map(|r| &**r).collect();
            let choices = words::run_choices(&shown, model.under_way.get().as_ref());
            choices.into_iter().map(|(id, line)| Choice::new(id, line)).collect::<Vec<_>>()
        })
    };
    let shown_id = move || model.shown.with(|r| r.as_ref().map(|r| r.run.id.clone()));
    let baseline_id = move || model.baseline.with(|r| r.as_ref().map(|r| r.run.id.clone()));
    let text_of = |id: Option<RunId>| id.map(|id| id.as_str().to_owned()).unwrap_or_default();
    view! {
        <section class="card" aria-labelledby="compared">
            <div class="card__head">
                <h2 id="compared">{text::HEADING}</h2>
                <div class="row push">
                    <Picker
                        label=text::SHOWN
                        choices=Signal::derive(move || runs(None))
                        value=Signal::derive(move || text_of(shown_id()))
                        on_change=move |id: String| model.chosen_run.set(RunId::parse(&id).ok())
                    />
                    <Show when=move || model.baseline.with(Option::is_some)>
                        <Picker
                            label=text::WITH
                            choices=Signal::derive(move || runs(shown_id()))
                            value=Signal::derive(move || text_of(baseline_id()))
                            on_change=move |id: String| model.chosen_baseline.set(RunId::parse(&id).ok())
                        />
                    </Show>
                </div>
            </div>
            <div class="card__body stack">
                {move || match model.comparison.get() {
                    None => view! { <p class="is-muted fs-13">{text::ONLY_ONE}</p> }.into_any(),
                    Some(_) => view! { <Changes model /> }.into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn Changes(model: SuitesModel) -> impl IntoView {
    move || {
        let (comparison, shown, baseline) = (model.comparison.get()?, model.shown.get()?, model.baseline.get()?);
        let (before, after) = (model.baseline_score.get()?, model.score.get()?);
        let line = |name: &'static str, score: &Score| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-l="Right intent">
                        {count(score.right as f64)} " of " {count(score.judged as f64)}
                    </td>
                    <td class="num" data-l="Accuracy">{words::ratio_words(score.accuracy())}</td>
                    <td class="num" data-l="Macro F1">{words::decimal(score.macro_average.f1)}</td>
                    <td class="num" data-l="Right slots">
                        {count(score.slot_total.right as f64)} " of " {count(score.slot_total.total() as f64)}
                    </td>
                </tr>
            }
        };
        let others = [
            ("unchanged and right", comparison.still_right.len()),
            ("unchanged and wrong", comparison.still_wrong.len()),
            ("new in this run", comparison.new.len()),
            ("only in the other run", comparison.gone.len()),
            ("not to be compared", comparison.unknown.len()),
        ];
        let others: Vec<String> =
            others.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{} {what}", count(*n as f64))).collect();
        let list = |indices: &[usize]| {
            let results: Vec<CaseResult> =
                indices.iter().take(MOST).filter_map(|i| shown.run.results.get(*i).cloned()).collect();
            (results, indices.len())
        };
        Some(view! {
            <ScoreTable
                label="Scores of both runs"
                of="Run"
                columns=["Right intent", "Accuracy", "Macro F1", "Right slots"]
                is_cards=true
            >
                {line("This run", &after)}
                {line("The other run", &before)}
            </ScoreTable>
            <p class="fs-13">
                <b>{comparison.words()}</b>
                {(!others.is_empty()).then(|| format!("; {}", others.join(", ")))}
                "."
            </p>
            <p class="is-muted fs-12">
                {format!(
                    "An utterance is right where its intent and all slots that it names are right. The other run is of {}.",
                    words::run_line(&baseline, model.under_way.get().as_ref()),
                )}
            </p>
            {changed("Broken since then", list(&comparison.broken))}
            {changed("Fixed since then", list(&comparison.fixed))}
        })
    }
}

fn changed(heading: &'static str, (results, all): (Vec<CaseResult>, usize)) -> Option<impl IntoView> {
    if all == 0 {
        return None;
    }
    let rest = all - results.len();
    let items = results.into_iter().map(|result| {
        let got = result.chosen().flatten().unwrap_or(NO_INTENT).to_owned();
        let expected = result.case.intent().unwrap_or(NO_INTENT).to_owned();
        view! {
            <li>
                <span dir="auto">{result.case.utterance}</span>
                " "
                <small class="is-muted">
                    "expected " <code>{expected}</code> ", got " <code>{got}</code>
                </small>
            </li>
        }
    });
    Some(view! {
        <div class="stack gap-2">
            <h3>{heading}</h3>
            <ul class="plain fs-13 breaks">
                {items.collect_view()} {(rest > 0).then(|| view! { <li>{format!("and {rest} more")}</li> })}
            </ul>
        </div>
    })
}
