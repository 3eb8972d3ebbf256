//! The utterance suites that are pinned to the experiment: to be run before the start, after each raise and before the
//! stop.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::model::DetailModel;
use crate::components::icon::{Icon, IconName};
use crate::domain::id::SuiteId;
use crate::domain::suite::Suite;
use crate::pages::profiler::words::pinned as words;
use crate::route::{ProfilerView, Route};
use crate::state::api::ApiContext;
use crate::state::shelf::{DocumentKind, Shelf};
use crate::state::suite_run::{Occasion, RunRecord};

/// A pinned suite and its runs for the experiment, the latest last.
#[derive(Clone, PartialEq)]
struct Pinned {
    id: SuiteId,
    name: String,
    runs: Vec<(Occasion, String)>,
}

/// The card; on a browser that keeps no suites it says that none is pinned.
#[component]
pub fn SuitesCard(
    /// The page's state.
    model: DetailModel,
) -> impl IntoView {
    let api = expect_context::<ApiContext>();
    let pinned = RwSignal::new(None::<Vec<Pinned>>);
    Effect::new(move |_| {
        let Some(api) = api.get() else { return };
        let (skill_id, experiment_id) = model.ids();
        spawn_local_scoped_with_cancellation(async move {
            let Some(shelf) = Shelf::open(api.namespace().clone()).await else {
                let _ = pinned.try_set(Some(Vec::new()));
                return;
            };
            let suites: Vec<Suite> = shelf.list(DocumentKind::Suite, &[skill_id.as_str()]).await;
            let mut found = Vec::new();
            for suite in suites.into_iter().filter(|s| s.experiment_id.as_ref() == Some(&experiment_id)) {
                let within = [skill_id.as_str(), suite.id.as_str()];
                let mut runs: Vec<RunRecord> = shelf.list(DocumentKind::SuiteRun, &within).await;
                runs.sort_by_key(|r| r.run.started);
                let is_of = |r: &RunRecord| r.occasion.as_ref().is_some_and(|o| o.experiment_id == experiment_id);
                runs.retain(|r| r.run.finished.is_some() && is_of(r));
                let before = std::iter::once(None).chain(runs.iter().map(Some));
                let lines = runs
                    .iter()
                    .zip(before)
                    .filter_map(|(run, before)| Some((run.occasion.clone()?, words::run_line(run, before))));
                found.push(Pinned { id: suite.id, name: suite.name, runs: lines.collect() });
            }
            let _ = pinned.try_set(Some(found));
        });
    });
    let href = move |suite_id: Option<SuiteId>| {
        let (skill_id, experiment_id) = model.ids();
        let view = ProfilerView { suite_id, experiment_id: Some(experiment_id), ..ProfilerView::of(skill_id) };
        Route::Profiler(Box::new(view)).href()
    };
    let row = move |suite: Pinned| {
        let exposure = model.experiment.with(|e| e.as_ref().and_then(|e| e.exposure_percentage));
        let occasions: Vec<Occasion> = suite.runs.iter().map(|(o, _)| o.clone()).collect();
        let due = model.state.get().and_then(|state| words::due(&state, exposure, &occasions));
        let runs = suite.runs.into_iter().map(|(_, line)| view! { <li>{line}</li> }).collect_view();
        view! {
            <li class="stack gap-2">
                <a href=href(Some(suite.id))>{suite.name}</a>
                {due.map(|due| view! { <b>{due}</b> })}
                <ul class="plain is-muted fs-12">{runs}</ul>
            </li>
        }
    };
    view! {
        <section class="card no-print" aria-labelledby="pinned-suites">
            <div class="card__head">
                <h2 id="pinned-suites">{words::HEADING}</h2>
                <a class="btn btn--sm push" href=move || href(None)>
                    <Icon name=IconName::Target />
                    {words::OPEN}
                </a>
            </div>
            <div class="card__body stack fs-13">
                {move || match pinned.get() {
                    // The line that will stand there.
                    None => view! { <p aria-hidden="true">"\u{a0}"</p> }.into_any(),
                    Some(suites) if suites.is_empty() => view! { <p class="is-muted">{words::NONE}</p> }.into_any(),
                    Some(suites) => {
                        view! { <ul class="plain">{suites.into_iter().map(row).collect_view()}</ul> }.into_any()
                    }
                }}
            </div>
        </section>
    }
}
