//! Guardrail watch: the skill's usage during the run beside the weeks before. Read only when asked for.

use leptos::prelude::*;

use super::model::DetailModel;
use crate::components::icon::{Icon, IconName};
use crate::components::skeleton::Skeleton;
use crate::components::toast::Toasts;
use crate::domain::group::Group;
use crate::domain::range::Range;
use crate::domain::reading::watch::{Watch, shown_overall};
use crate::domain::words::{self as numbers, Zone, count, day_span, signed_percent};
use crate::pages::metrics::words as metric_words;
use crate::route::{MetricsView, Route};
use crate::state::api::ApiContext;
use crate::state::board_loader::BoardLoader;
use crate::state::experiment_run::ExperimentRun;
use crate::state::usage_watch::{METRICS, WatchSpan};

mod text {
    pub const ABOUT: &str = "Usage of the whole skill, live. It describes and proves nothing: whatever else changed at the same time shows here too.";
    pub const OPEN: &str = "Compare with the weeks before";
    pub const TOO_YOUNG: &str = "There is nothing to compare until the first whole day (UTC) of the test is over.";
    pub const RETRY: &str = "Read what is missing";
    pub const UNUSUAL: &str = "Worth a look: more than days usually differ";
    pub const USUAL: &str = "Within what days usually differ";
}

/// The card; nothing until the experiment has started.
#[component]
pub fn WatchCard(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let run = Memo::new(move |_| {
        let (_, id) = model.ids();
        let snapshots = model.store.snapshots.with(|s| s.shown().cloned().unwrap_or_default());
        let log = model.store.log.get();
        model.store.detail.with(|d| ExperimentRun::of(&id, d.shown()?, &snapshots, &log))
    });
    let has_run = Memo::new(move |_| run.with(Option::is_some));
    view! {
        <Show when=move || has_run.get()>
            <Card model run />
        </Show>
    }
}

#[component]
fn Card(model: DetailModel, run: Memo<Option<ExperimentRun>>) -> impl IntoView {
    let api = expect_context::<ApiContext>();
    let toasts = Toasts::from_context();
    let loader = BoardLoader::new();
    let board = loader.board();
    let span = Memo::new(move |_| run.with(|run| WatchSpan::of(run.as_ref()?, model.clock.now())));
    let open = move |_| {
        let Some(api) = api.try_now() else { return };
        let Some(query) = span.get_untracked().and_then(|s| s.query(model.ids().0)) else {
            toasts.failed(text::TOO_YOUNG);
            return;
        };
        loader.load_only(api, query, &METRICS);
    };
    let retry = move |_| {
        if let Some(api) = api.try_now() {
            loader.retry(api);
        }
    };
    let metrics = move || {
        let range = run.with(|run| run.as_ref()?.days(model.clock.now())).map_or(Range::FourWeeks, Range::Custom);
        Route::Metrics(Box::new(MetricsView { skill_id: Some(model.ids().0), range, ..MetricsView::default() })).href()
    };
    // A part of the weeks would be read as the whole.
    let is_reading = Memo::new(move |_| board.with(|b| b.as_ref().is_some_and(|b| b.is_loading())));
    let is_begun = Memo::new(move |_| board.with(Option::is_some));
    let exposure = move || model.experiment.with(|e| e.as_ref().and_then(|e| e.exposure_percentage));
    let progress = move || {
        board.with(|board| {
            let board = board.as_ref()?;
            let progress = board.progress();
            board.is_loading().then(|| format!("{} of {} weekly windows read", progress.done, progress.total))
        })
    };
    let error = move || {
        board.with(|board| {
            let board = board.as_ref().filter(|b| !b.is_loading())?;
            let error = board.first_error()?;
            Some(format!("{}. {}", error.heading(), error.advice()))
        })
    };
    view! {
        <section class="card no-print" aria-labelledby="watch">
            <div class="card__head">
                <div>
                    <h2 id="watch">"Guardrail watch"</h2>
                    <p>{text::ABOUT}</p>
                </div>
                <a class="btn btn--sm push" href=metrics>
                    <Icon name=IconName::Metrics />
                    "Usage metrics over its run"
                </a>
            </div>
            <div class="card__body stack">
                <p class="fs-13">{move || exposure().and_then(dilution)}</p>
                {move || match (span.get(), is_begun.get()) {
                    (None, _) => view! { <p class="hint">{text::TOO_YOUNG}</p> }.into_any(),
                    (Some(_), false) => {
                        view! {
                            <div class="row">
                                <button class="btn btn--sm" type="button" on:click=open>
                                    <Icon name=IconName::Pulse />
                                    {text::OPEN}
                                </button>
                            </div>
                        }
                            .into_any()
                    }
                    (Some(_), true) if is_reading.get() => view! { <Skeleton widths=vec!["90%", "85%", "80%"] /> }.into_any(),
                    (Some(span), true) => {
                        let rows = move || {
                            let exposure = exposure().unwrap_or(0) as f64;
                            board.with(|b| b.as_ref().map(|b| span.rows(b, exposure))).unwrap_or_default()
                        };
                        view! { <Table span rows=Signal::derive(rows) /> }.into_any()
                    }
                }}
                <p class="hint" role="status">
                    {progress}
                </p>
                {move || {
                    error()
                        .map(|words| {
                            view! {
                                <div class="row" role="alert">
                                    <span>{words}</span>
                                    <button class="btn btn--sm" type="button" on:click=retry>
                                        {text::RETRY}
                                    </button>
                                </div>
                            }
                        })
                }}
            </div>
        </section>
    }
}

/// `At an exposure of 20%, a change of 10% in T1 shows here as 1.0%.`
fn dilution(exposure_percentage: i64) -> Option<String> {
    let shown = shown_overall(10.0, exposure_percentage as f64)?;
    let (exposure, shown) = (count(exposure_percentage as f64), numbers::decimals(shown, 1));
    Some(format!(
        "These metrics do not tell C and T1 apart, so an effect shows thinned, by half of the exposure: at {exposure}%, a change of 10% in T1 shows here as {shown}%. While exposure was lower, less of it showed."
    ))
}

#[component]
fn Table(span: WatchSpan, rows: Signal<Vec<(Group, Option<Watch>)>>) -> impl IntoView {
    let days =
        |window: crate::domain::window::Window| day_span(window.start.epoch_s(), window.end.epoch_s(), Zone::UTC);
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Usage before and during the test">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">"A day’s mean"</th>
                        <th scope="col" class="num">
                            {format!("Before: {}", days(span.before))}
                        </th>
                        <th scope="col" class="num">
                            {format!("During: {}", days(span.during))}
                        </th>
                        <th scope="col" class="num">
                            "Change"
                        </th>
                        <th scope="col" class="num">
                            "If all of it came from T1"
                        </th>
                        <th scope="col">"Reading"</th>
                    </tr>
                </thead>
                <tbody>
                    {move || rows.get().into_iter().map(|(group, watch)| view! { <Row group watch /> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(group: Group, watch: Option<Watch>) -> impl IntoView {
    let figure = move |value: f64| {
        if group.rate().is_some() { numbers::percent(value / 100.0) } else { count(value) }
    };
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
    let reading = watch.map(|w| if w.is_unusual { text::UNUSUAL } else { text::USUAL }).unwrap_or("—");
    view! {
        <tr>
            <th scope="row">{metric_words::group_name(group)}</th>
            <td class="num" data-l="Before">
                {or_dash(watch.map(|w| figure(w.before_mean)))}
            </td>
            <td class="num" data-l="During">
                {or_dash(watch.map(|w| figure(w.during_mean)))}
            </td>
            <td class="num" data-l="Change">
                {or_dash(watch.map(|w| signed_percent(w.change)))}
            </td>
            <td class="num" data-l="If all of it came from T1">
                {or_dash(watch.and_then(|w| w.implied_in_t1).map(signed_percent))}
            </td>
            <td data-l="Reading">{reading}</td>
        </tr>
    }
}
