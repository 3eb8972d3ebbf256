//! The open suite: what it is, what can be done with it, and its score.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::export_menu::ExportMenu;
use super::model::{Editing, SuitesModel};
use super::speed::Speed;
use super::suite_menu::SuiteMenu;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::picker::Picker;
use crate::domain::id::SuiteId;
use crate::domain::words::{count, percent};
use crate::pages::profiler::words::suite as words;
use crate::state::suite_runner::RunPhase;

mod text {
    pub const HEADING: &str = "Utterance suite";
    pub const SUITE: &str = "Suite";
    pub const EDIT: &str = "Edit list";
    pub const RUN: &str = "Run";
    pub const RUN_AGAIN: &str = "Run again";
    pub const NOT_RUN: &str = "This suite has not been run yet. A run profiles each utterance once, as a first turn: dialogs are not carried on.";
    pub const SHOW_PRESENT: &str = "Show the run under way";
    pub const ACCURACY: &str = "Intent accuracy: right intents of all that Amazon answered, as scikit-learn’s accuracy_score computes it. Slots are judged where a case names them.";
}

/// The suite and the score of the run that is shown.
#[component]
pub fn HeadCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let line = move || model.suite.with(|s| s.as_ref().map(|s| words::suite_line(s)));
    let choices = Signal::derive(move || {
        model.library.suites.with(|suites| {
            suites.iter().flatten().map(|s| Choice::new(s.id.as_str(), s.name.clone())).collect::<Vec<_>>()
        })
    });
    let value =
        Signal::derive(move || model.suite.with(|s| s.as_ref().map(|s| s.id.as_str().to_owned())).unwrap_or_default());
    let open = move |id: String| {
        if let Ok(id) = SuiteId::parse(&id) {
            model.open(id);
        }
    };
    let has_run = Memo::new(move |_| model.library.runs.with(|runs| runs.as_ref().is_some_and(|r| !r.is_empty())));
    let is_busy = Memo::new(move |_| model.runner.is_busy());
    let edit = move |_| {
        if let Some(suite) = model.suite.get_untracked() {
            model.editing.set(Some(Editing::Suite(suite.id.clone())));
        }
    };
    view! {
        <section class="card" aria-labelledby="suite-heading">
            <div class="card__head card__head--line">
                <div class="suite__name">
                    <h2 id="suite-heading" tabindex="-1">
                        {text::HEADING}
                    </h2>
                    <p class="breaks">{line}</p>
                </div>
                <div class="row push">
                    <Picker label=text::SUITE choices value on_change=open />
                    <button class="btn btn--sm" type="button" on:click=edit>
                        <Icon name=IconName::Edit />
                        {text::EDIT}
                    </button>
                    <ExportMenu model />
                    <SuiteMenu model />
                    <button
                        class="btn btn--primary btn--sm"
                        type="button"
                        aria-disabled=move || is_busy.get().to_string()
                        on:click=move |_| {
                            if !is_busy.get_untracked() {
                                model.new_run();
                            }
                        }
                    >
                        <Icon name=IconName::Play />
                        {move || if has_run.get() { text::RUN_AGAIN } else { text::RUN }}
                    </button>
                </div>
            </div>
            <div class="card__body stack">
                <Earlier model />
                {move || match model.score.get() {
                    None => {
                        let is_running = model.runner.state.with(|s| s.phase != RunPhase::Idle);
                        (!is_running).then(|| view! { <p class="is-muted fs-13">{text::NOT_RUN}</p> }).into_any()
                    }
                    Some(_) => view! { <ScoreList model /> }.into_any(),
                }}
                <Speed model />
            </div>
        </section>
    }
}

/// That what is shown is not the run under way, and the way to that one.
#[component]
fn Earlier(model: SuitesModel) -> impl IntoView {
    let under_way = model.under_way;
    let has_results = Memo::new(move |_| {
        let under_way = under_way.get();
        model
            .library
            .runs
            .with(|r| r.iter().flatten().any(|r| Some(&r.run.id) == under_way.as_ref() && r.has_results()))
    });
    let note = Memo::new(move |_| {
        let shown = model.shown.get()?;
        under_way.with(|id| words::earlier_note(&shown, id.as_ref(), has_results.get()))
    });
    view! {
        <Show when=move || note.with(Option::is_some)>
            <div class="note">
                <Icon name=IconName::Info />
                <div class="row">
                    <span>{note}</span>
                    <Show when=move || has_results.get()>
                        <button class="btn btn--sm" type="button" on:click=move |_| model.chosen_run.set(None)>
                            {text::SHOW_PRESENT}
                        </button>
                    </Show>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn ScoreList(model: SuitesModel) -> impl IntoView {
    let delta = move || {
        let (before, after) = (model.baseline_score.get()?, model.score.get()?);
        let (words, order) = words::accuracy_delta(&before, &after)?;
        let (class, icon) = match order {
            Ordering::Greater => ("delta delta--good", Some(IconName::Up)),
            Ordering::Less => ("delta delta--bad", Some(IconName::Down)),
            Ordering::Equal => ("delta", None),
        };
        Some(view! {
            <span class=class>
                {icon.map(|name| view! { <Icon name /> })}
                {words}
            </span>
        })
    };
    move || {
        let score = model.score.get()?;
        let slots = score.slot_total;
        let since = model.comparison.get();
        let record = model.shown.get()?;
        let part = (score.refused + score.unrun > 0).then(|| {
            let refused = (score.refused > 0).then(|| format!("{} not accepted", count(score.refused as f64)));
            let unrun = (score.unrun > 0).then(|| format!("{} not run yet", count(score.unrun as f64)));
            let parts: Vec<String> = refused.into_iter().chain(unrun).collect();
            format!("Not judged: {} of {}.", parts.join(", "), words::number_of(score.total, "utterance", "utterances"))
        });
        Some(view! {
            <dl class="score">
                <div>
                    <dt>"Right intent"</dt>
                    <dd>{count(score.right as f64)} " " <small>"of " {count(score.judged as f64)}</small></dd>
                </div>
                <div>
                    <dt>"Intent accuracy"</dt>
                    <dd>{words::ratio_words(score.accuracy())} " " {delta}</dd>
                </div>
                <div>
                    <dt>"Right slots"</dt>
                    <dd>
                        {match slots.total() {
                            0 => view! { <small>"no case names a slot"</small> }.into_any(),
                            total => {
                                view! {
                                    {count(slots.right as f64)}
                                    " "
                                    <small>
                                        "of " {count(total as f64)}
                                        {slots.accuracy().map(|a| format!(", {}", percent(a)))}
                                    </small>
                                }
                                    .into_any()
                            }
                        }}
                    </dd>
                </div>
                <div>
                    <dt>"Since last run"</dt>
                    <dd>
                        {match since {
                            None => view! { <small>"no earlier run"</small> }.into_any(),
                            Some(since) => {
                                view! {
                                    {format!("{} fixed", count(since.fixed.len() as f64))}
                                    " "
                                    <small>{format!("{} broken", count(since.broken.len() as f64))}</small>
                                }
                                    .into_any()
                            }
                        }}
                    </dd>
                </div>
            </dl>
            <p class="is-muted fs-12">
                {format!("Run of {}. ", words::run_line(&record, model.under_way.get().as_ref()))} {part.map(|part| format!("{part} "))} {text::ACCURACY}
            </p>
        })
    }
}
