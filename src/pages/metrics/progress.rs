//! How far a long range has been read, with a way to stop.

use leptos::prelude::*;

use super::model::MetricsModel;
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::domain::metric::Metric;
use crate::state::board::{Halt, Progress};

/// Shown while a range of more than one week is on its way, and after it was left off.
#[component]
pub fn ProgressCard(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let phase = Memo::new(move |_| {
        model.board.with(|board| {
            let board = board.as_ref()?;
            let is_long = board.windows().len() > 1 || board.progress().total > 20;
            match board.halt() {
                Some(Halt::Cancelled) => Some(Phase::Cancelled),
                Some(Halt::Failing(_)) => None,
                // A short range is there at once, unless something holds it up.
                None => {
                    let is_held_up = || board.wait().is_some_and(|w| w.is_long || !w.error.is_throttled());
                    (board.is_loading() && (is_long || is_held_up())).then_some(Phase::Loading)
                }
            }
        })
    });
    move || phase.get().map(|phase| view! { <ProgressBar model phase /> })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Loading,
    Cancelled,
}

#[component]
fn ProgressBar(model: MetricsModel, phase: Phase) -> impl IntoView {
    // The windows of what is on screen; the requests are all that is under way.
    let windows = Memo::new(move |_| {
        let metrics = model.group.get().metrics(&model.skill_type.get());
        model.board.with(|b| b.as_ref().map(|b| b.windows_of(&metrics)).unwrap_or_default())
    });
    let progress = Memo::new(move |_| model.board.with(|b| b.as_ref().map(|b| b.progress()).unwrap_or_default()));
    let done = move || windows.with(|w| w.iter().filter(|(_, p)| p.done == p.total).count());
    let total = move || windows.with(Vec::len);
    let title = move || words::loading_title(total(), Metric::of_skill_type(&model.skill_type.get()).len());
    let note = move || {
        let progress = progress.get();
        let requests = words::requests_done(progress.done, progress.total);
        let wait = model.board.with(|b| b.as_ref().and_then(|b| b.wait().cloned()));
        match wait {
            None => requests,
            Some(wait) => {
                let (heading, until) = (wait.error.heading(), wait.is_long.then_some(wait.until));
                format!("{requests} · {}", words::held_up(progress.throttled, &heading, until, model.zone.get()))
            }
        }
    };
    let cells = move || {
        windows.with(|windows| windows.iter().map(|(_, p)| view! { <i class=cell_class(p)></i> }).collect_view())
    };
    let button = match phase {
        Phase::Loading => view! {
            <button class="btn btn--sm" type="button" on:click=move |_| model.loader.cancel()>
                "Cancel"
            </button>
        }
        .into_any(),
        Phase::Cancelled => view! {
            <button class="btn btn--sm" type="button" on:click=move |_| model.retry()>
                "Load the rest"
            </button>
        }
        .into_any(),
    };
    view! {
        <section class="card card--progress" aria-label="Loading progress">
            <div class="card__body stack">
                <div class="progress">
                    <div class="row row--between">
                        <b>
                            {match phase {
                                Phase::Loading => title.into_any(),
                                Phase::Cancelled => "Loading was cancelled. What had arrived is kept.".into_any(),
                            }}
                        </b>
                        {button}
                    </div>
                    <div
                        class="progress__bar"
                        role="progressbar"
                        aria-label="Weekly windows loaded"
                        aria-valuenow=done
                        aria-valuemin="0"
                        aria-valuemax=total
                    >
                        {cells}
                    </div>
                    <p class="is-muted">
                        <b>{move || words::windows_done(done(), total())}</b>
                        " · "
                        {note}
                    </p>
                </div>
                <p class="note">
                    <Icon name=IconName::Info />
                    <span>{words::ABOUT_WINDOWS}</span>
                </p>
            </div>
        </section>
    }
}

fn cell_class(progress: &Progress) -> &'static str {
    if progress.done == progress.total {
        "done"
    } else if progress.failed > 0 {
        "bad"
    } else if progress.throttled > 0 {
        "wait"
    } else if progress.loading > 0 || progress.done > 0 {
        "now"
    } else {
        ""
    }
}
