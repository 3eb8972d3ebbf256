//! How many customers are in the test.

use leptos::prelude::*;

use super::action_dialog::ActionDialog;
use super::model::DetailModel;
use crate::domain::experiment::ExperimentState;
use crate::domain::experiment::rule::{Action, ExposureRefusal, check_exposure};
use crate::domain::reading::Verdict;
use crate::pages::experiments::words::control as words;
use crate::state::experiment_change::Change;

mod text {
    pub const RAISE: &str = "Raise exposure";
    pub const SET: &str = "Exposure";
    pub const NEW: &str = "New exposure";
    pub const PERCENT: &str = "New exposure in percent";
    pub const ONLY_UP: &str =
        "While a test runs its exposure can only go up. To lower it, stop this test and make a new one.";
    pub const BOTH_WAYS: &str = "It is a draft: exposure can still go both ways.";
    pub const MIXING: &str = "Mixing exposure levels in the middle of a test can bias the result.";
}

/// How much more is offered, in percent.
const STEP: i64 = 20;

/// Exposure now, and another one.
#[component]
pub fn ExposureCard(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let now =
        Memo::new(move |_| model.experiment.with(|e| e.as_ref().and_then(|e| e.exposure_percentage)).unwrap_or(0));
    let typed = RwSignal::new(String::new());
    let state = move || model.state.get().unwrap_or(ExperimentState::Unknown(String::new()));
    let is_running = move || state() == ExperimentState::Running;
    let is_alarming = Memo::new(move |_| {
        use Verdict::{RollBack, StopNow, Withheld};
        model.judgement.with(|j| j.as_ref().is_some_and(|j| matches!(j.verdict(), StopNow | RollBack | Withheld)))
    });
    // For which exposure, and whether while it runs, the person typed.
    let typed_for = StoredValue::new(None::<(i64, bool)>);
    // A running test can only be raised: the next step up is offered. What was typed stays when the verdict comes later.
    Effect::new(move |_| {
        let (at, runs) = (now.get(), is_running());
        let raised = if runs && !is_alarming.get() { at + STEP } else { at };
        if typed_for.get_value() != Some((at, runs)) {
            typed_for.set_value(None);
            typed.set(raised.min(100).to_string());
        }
    });
    let take = move |text: String| {
        typed_for.set_value(Some((now.get_untracked(), untrack(is_running))));
        typed.set(text);
    };
    let wanted = Memo::new(move |_| typed.with(|t| t.trim().parse::<i64>().ok()));
    let whole = move || {
        let least = if is_running() { (now.get() + 1).min(100) } else { 0 };
        Some(format!("Give a whole number from {least} to 100."))
    };
    let asking = RwSignal::new(false);
    let problem = Memo::new(move |_| {
        if let Some(closed) = model.closed(Action::SetExposure) {
            return Some(closed);
        }
        let Some(wanted) = wanted.get() else { return whole() };
        match check_exposure(&state(), now.get(), wanted) {
            Err(ExposureRefusal::NotAPercentage) => whole(),
            Err(ExposureRefusal::NotHigher { current: 100 }) => Some("It is at 100% already.".to_owned()),
            Err(ExposureRefusal::NotHigher { current }) => {
                Some(format!("Exposure can only rise while running: {} to 100.", current + 1))
            }
            Ok(()) if wanted == now.get() => Some("That is what it is now.".to_owned()),
            Ok(()) => None,
        }
    });
    let is_closed = move || model.closed(Action::SetExposure).is_some();
    let label = Signal::derive(move || {
        let sane = wanted.get().filter(|w| (0..=100).contains(w));
        let to = sane.map_or_else(|| "…".to_owned(), |w| format!("{w}%"));
        if is_running() { format!("Raise to {to}") } else { format!("Set to {to}") }
    });
    view! {
        <section class="card" aria-labelledby="exposure">
            <div class="card__head">
                <h2 id="exposure">{move || if is_running() { text::RAISE } else { text::SET }}</h2>
            </div>
            <div class="card__body stack">
                <div class="row row--between">
                    <span>"Now " <b>{move || format!("{}%", now.get())}</b></span>
                    <span class="suffix exposure-number">
                        <input
                            class="input"
                            inputmode="numeric"
                            aria-label=text::PERCENT
                            aria-invalid=move || (problem.with(Option::is_some) && !is_closed() && wanted.get() != Some(now.get())).then_some("true")
                            aria-describedby="exposure-problem"
                            prop:value=move || typed.get()
                            prop:readOnly=is_closed
                            on:input:target=move |event| take(event.target().value())
                        />
                        <span>"%"</span>
                    </span>
                </div>
                <input
                    class="range"
                    type="range"
                    aria-label=text::NEW
                    min="0"
                    max="100"
                    style:--v=move || format!("{}%", wanted.get().unwrap_or(0).clamp(0, 100))
                    prop:value=move || wanted.get().unwrap_or(0).clamp(0, 100).to_string()
                    prop:disabled=is_closed
                    on:input:target=move |event| take(event.target().value())
                />
                <p class="hint">
                    {move || match state() {
                        ExperimentState::Running => text::ONLY_UP,
                        ExperimentState::Created => text::BOTH_WAYS,
                        _ => "",
                    }}
                </p>
                <div class="row">
                    <button
                        class=move || if is_alarming.get() { "btn" } else { "btn btn--primary" }
                        type="button"
                        aria-disabled=move || problem.with(|p| p.is_some().then_some("true"))
                        aria-describedby="exposure-problem"
                        on:click=move |_| {
                            if problem.with_untracked(Option::is_none) {
                                asking.set(true);
                            }
                        }
                    >
                        {label}
                    </button>
                    <span class="hint" id="exposure-problem">
                        {move || problem.get().unwrap_or_else(|| if is_running() { text::MIXING.to_owned() } else { String::new() })}
                    </span>
                </div>
            </div>
            <ActionDialog
                model
                id="raise"
                heading=Signal::derive(move || format!("{}?", label.get()))
                open=asking
                confirm=label
                change=Callback::new(move |()| Change::Exposure(wanted.get_untracked().unwrap_or(0)))
            >
                <Show when=move || is_alarming.get()>
                    <p class="is-bad">{words::RAISE_AGAINST_RESULT}</p>
                </Show>
                <p>{move || words::exposure(&state(), now.get(), wanted.get().unwrap_or(0))}</p>
            </ActionDialog>
        </section>
    }
}
