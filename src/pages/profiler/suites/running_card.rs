//! A run under way or standing still: how far, how fast, and what to do.

use leptos::prelude::*;

use super::cancel_dialog::CancelDialog;
use super::model::SuitesModel;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;
use crate::pages::profiler::words::suite as words;
use crate::state::suite_run::{Progress, Stop};
use crate::state::suite_runner::RunPhase;

mod text {
    pub const RUNNING: &str = "Running";
    pub const PAUSED: &str = "Not finished";
    pub const PAUSE: &str = "Pause";
    pub const CANCEL: &str = "Cancel";
    pub const RESUME: &str = "Resume";
    pub const ELSEWHERE: &str = "Another tab runs this suite";
    pub const ELSEWHERE_WHY: &str = "Its results appear here when it ends or pauses. Two runs of one suite at once would only slow each other down.";
    pub const TRY: &str = "Try again";
    pub const METER: &str = "Utterances profiled";
    pub const BEGINNING: &str = "Beginning";
    pub const OTHERS_CONTINUE: &str = "The others go on.";
}

/// The card; nothing while no run waits or goes on.
#[component]
pub fn RunningCard(
    /// The state of the suites.
    model: SuitesModel,
) -> impl IntoView {
    let phase = Memo::new(move |_| model.runner.state.with(|s| s.phase.clone()));
    let waiting = Memo::new(move |_| model.open_run().map(|r| Progress::of(&r.run)));
    let is_cancelling = RwSignal::new(false);
    let is_shown = move || phase.get() != RunPhase::Idle || waiting.with(Option::is_some);
    view! {
        <Show when=is_shown>
            <section class="card" aria-labelledby="running">
                <div class="card__head">
                    <h2 id="running">
                        {move || if model.runner.is_busy() { text::RUNNING } else { text::PAUSED }}
                    </h2>
                </div>
                <div class="card__body stack">
                    <Standing model phase waiting is_cancelling />
                    {move || why(model, &phase.get())}
                    <Refused model />
                </div>
            </section>
        </Show>
        <CancelDialog model open=is_cancelling />
    }
}

#[component]
fn Standing(
    model: SuitesModel,
    phase: Memo<RunPhase>,
    waiting: Memo<Option<Progress>>,
    is_cancelling: RwSignal<bool>,
) -> impl IntoView {
    let progress = Memo::new(move |_| match phase.get() {
        RunPhase::Idle | RunPhase::Elsewhere => waiting.get().unwrap_or_default(),
        _ => model.runner.state.with(|s| s.progress),
    });
    let heading = move || match phase.get() {
        RunPhase::Beginning => text::BEGINNING.to_owned(),
        _ => words::progress_heading(&progress.get()),
    };
    let part = move || {
        let progress = progress.get();
        format!("{}%", 100 * progress.done / progress.total.max(1))
    };
    let pace = move || model.runner.state.with(|s| words::pace_words(s.slowed, s.waiting));
    let is_busy = Memo::new(move |_| model.runner.is_busy());
    view! {
        <div class="progress">
            <div class="row row--between">
                <b>{heading}</b>
                <div class="row">
                    <Show
                        when=move || is_busy.get()
                        fallback=move || {
                            view! {
                                <Show when=move || phase.get() != RunPhase::Elsewhere>
                                    <button
                                        class="btn btn--sm btn--primary"
                                        type="button"
                                        on:click=move |event| {
                                            // The second click of a double click on Pause, whose place it took.
                                            if event.detail() < 2 {
                                                model.resume();
                                            }
                                        }
                                    >
                                        {text::RESUME}
                                    </button>
                                </Show>
                            }
                        }
                    >
                        <button class="btn btn--sm" type="button" on:click=move |_| model.runner.pause()>
                            {text::PAUSE}
                        </button>
                        <button class="btn btn--sm" type="button" on:click=move |_| is_cancelling.set(true)>
                            {text::CANCEL}
                        </button>
                    </Show>
                </div>
            </div>
            <span
                class="meter"
                role="progressbar"
                aria-label=text::METER
                aria-valuenow=move || progress.get().done.to_string()
                aria-valuemin="0"
                aria-valuemax=move || progress.get().total.to_string()
            >
                <i style:--v=part></i>
            </span>
            <p class="is-muted fs-13">
                {move || words::progress_detail(&progress.get())} " "
                <span role="status">{move || is_busy.get().then(pace).flatten()}</span>
            </p>
        </div>
    }
}

fn why(model: SuitesModel, phase: &RunPhase) -> Option<AnyView> {
    match phase {
        RunPhase::Elsewhere => Some(
            view! {
                <Banner
                    tone=Tone::Info
                    icon=IconName::Info
                    heading=text::ELSEWHERE
                    actions=move || {
                        view! {
                            <button
                                class="btn btn--sm"
                                type="button"
                                on:click=move |_| {
                                    model.runner.settle();
                                    model.resume();
                                }
                            >
                                {text::TRY}
                            </button>
                        }
                    }
                >
                    <p>{text::ELSEWHERE_WHY}</p>
                </Banner>
            }
            .into_any(),
        ),
        RunPhase::Stopped(stop) => {
            let (heading, advice) = words::stop_words(stop);
            let request_id = words::stop_request_id(stop).map(str::to_owned);
            let tone = match stop {
                Stop::Asked => Tone::Info,
                Stop::SignIn(_) | Stop::Lost(_) => Tone::Warn,
                Stop::Refused(_) => Tone::Bad,
            };
            Some(
                view! {
                    <Banner tone icon=IconName::Info heading>
                        <p>{advice}</p>
                        {request_id
                            .map(|id| {
                                view! {
                                    <p>
                                        "Request ID " <code>{id}</code>
                                    </p>
                                }
                            })}
                    </Banner>
                }
                .into_any(),
            )
        }
        RunPhase::Idle | RunPhase::Beginning | RunPhase::Running => None,
    }
}

/// Utterances that the service refused, of the run under way or standing still.
#[component]
fn Refused(model: SuitesModel) -> impl IntoView {
    let first = Memo::new(move |_| model.open_run().and_then(|record| words::first_refused(&record.run)));
    let count = Memo::new(move |_| match model.under_way.with(Option::is_some) {
        true => model.runner.state.with(|s| s.progress.refused),
        false => model.open_run().map_or(0, |record| Progress::of(&record.run).refused),
    });
    let heading = Signal::derive(move || words::refused_heading(count.get()));
    view! {
        <Show when=move || { count.get() > 0 }>
            <Banner tone=Tone::Bad icon=IconName::Alert heading>
                <p class="breaks">{first} " " {text::OTHERS_CONTINUE}</p>
            </Banner>
        </Show>
    }
}
