//! The main chart.

use std::sync::Arc;

use leptos::prelude::*;

use super::experiment_marks::markers;
use super::model::MetricsModel;
use super::offline::KeptNote;
use super::series::{chart_series, hidden_after};
use super::words;
use crate::charts::series::LegendChoice;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::line_chart::LineChart;
use crate::components::segmented::Segmented;
use crate::domain::instant::{DAY_S, Instant};
use crate::domain::words as numbers;
use crate::platform::clock;
use crate::route::{Display, Zone};

/// The chart of the chosen group, with its controls.
#[component]
pub fn ChartCard(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let address = model.address;
    let title = Memo::new(move |_| words::chart_title(model.group.get(), &model.skill_type.get()));
    let hidden = Memo::new(move |_| address.view.with(|v| v.hidden.clone()));
    let series = Memo::new(move |_| {
        model.board.with(|board| {
            let series = board.as_ref().map(|b| chart_series(b, model.group.get(), hidden.get().as_deref()));
            Arc::new(series.unwrap_or_default())
        })
    });
    let span_s = Memo::new(move |_| {
        let span = model.span.get();
        (span.start.epoch_s(), span.end.epoch_s())
    });
    // What lies outside the range (an old link, another range) is no zoom.
    let zoom = Memo::new(move |_| {
        let (start_s, end_s) = span_s.get();
        let zoom = address.view.with(|v| v.zoom)?;
        let kept = (zoom.0.max(start_s), zoom.1.min(end_s));
        (kept.0 < kept.1 && kept != (start_s, end_s)).then_some(kept)
    });
    let on_zoom = Callback::new(move |zoom| address.adjust(move |view| view.zoom = zoom));
    let on_legend = Callback::new(move |choice: LegendChoice| {
        let (group, skill_type) = (model.group.get_untracked(), model.skill_type.get_untracked());
        address.adjust(move |view| {
            view.hidden = Some(hidden_after(&choice, group, &skill_type, view.hidden.as_deref()));
        });
    });
    let label = Memo::new(move |_| {
        let (start_s, end_s) = span_s.get();
        let complete_s = model.complete_end.get().epoch_s();
        let (first, last) = series.with(|series| {
            let Some(main) = series.first() else { return (None, None) };
            let known = || main.series.known().take_while(|p| p.0 < complete_s).map(|p| p.1);
            (known().next(), known().last())
        });
        let period = address.view.with(|v| v.period);
        words::chart_label(title.get(), period, start_s, end_s, first, last, model.zone.get())
    });
    let previous_label = Signal::derive(move || {
        let view = address.view.get();
        view.comparison
            .offset_s(model.span.get())
            .map(|_| words::comparison_name(view.comparison, view.range).to_lowercase())
    });
    let previous_shift_s = Signal::derive(move || address.view.with(|v| v.comparison).offset_s(model.span.get()));
    let incomplete_from_s = Signal::derive(move || {
        let complete = model.complete_end.get();
        (complete < model.span.get().end).then(|| complete.epoch_s())
    });
    let markers = Memo::new(move |_| {
        let runs = model.runs.get();
        let skill_id = address.view.with(|v| v.skill_id.clone().filter(|_| v.experiments));
        Arc::new(skill_id.map(|id| markers(&runs, &id, model.moment.get(), model.zone.get())).unwrap_or_default())
    });
    let is_chart = move || address.view.with(|v| v.display == Display::Chart);
    view! {
        <section class="card" aria-labelledby="chart-title">
            <div class="card__head">
                <div>
                    <h2 id="chart-title">{move || title.get()}</h2>
                </div>
                <div class="row push">
                    <Show when=is_chart>
                        <ExperimentsSwitch model />
                    </Show>
                    <ShowAs model />
                    <Show when=is_chart>
                        <ZoomButtons span_s zoom on_zoom />
                    </Show>
                </div>
            </div>
            <Show when=is_chart>
                <div class="card__body stack stack--8">
                    <LineChart
                        series
                        span_s
                        bucket_s=Signal::derive(move || address.view.with(|v| v.period.bucket_s()))
                        incomplete_from_s
                        zone=model.zone
                        label
                        zoom
                        on_zoom
                        on_legend
                        previous_label
                        previous_shift_s
                        markers
                        expects_markers=Signal::derive(move || address.view.with(|v| v.experiments))
                    />
                </div>
            </Show>
            <div class="card__foot">
                <Show when=is_chart>
                    <span class="hide-sm">
                        "Drag across the chart to zoom, or use " <kbd>"+"</kbd> " " <kbd>"−"</kbd> " and " <kbd>"←"</kbd>
                        " " <kbd>"→"</kbd>
                    </span>
                </Show>
                <KeptNote model />
                <span class="push">
                    <Freshness model />
                </span>
            </div>
        </section>
    }
}

/// Whether experiments are marked; not there where there are none.
#[component]
fn ExperimentsSwitch(model: MetricsModel) -> impl IntoView {
    let has_runs = Memo::new(move |_| !model.runs.get().is_empty());
    let is_on = move || model.address.view.with(|v| v.experiments);
    view! {
        <Show when=move || has_runs.get()>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_on
                    on:change=move |ev| {
                        let on = event_target_checked(&ev);
                        model.address.adjust(move |view| view.experiments = on);
                    }
                />
                "Experiments"
            </label>
        </Show>
    }
}

#[component]
fn ShowAs(model: MetricsModel) -> impl IntoView {
    let choices = Signal::derive(|| {
        vec![
            Choice::new("chart", "Chart").with_icon(IconName::Metrics),
            Choice::new("table", "Table").with_icon(IconName::Table),
        ]
    });
    let value = Signal::derive(move || {
        match model.address.view.with(|v| v.display) {
            Display::Chart => "chart",
            Display::Table => "table",
        }
        .to_owned()
    });
    let on_change = move |chosen: String| {
        let display = if chosen == "table" { Display::Table } else { Display::Chart };
        model.address.adjust(move |view| view.display = display);
    };
    view! { <Segmented name="show-as" label="Show as" small=true choices value on_change /> }
}

#[component]
fn ZoomButtons(
    span_s: Memo<(i64, i64)>,
    zoom: Memo<Option<(i64, i64)>>,
    on_zoom: Callback<Option<(i64, i64)>>,
) -> impl IntoView {
    // Around the middle, by half; the chart's own keys do the same.
    let scale = move |numerator: i64, denominator: i64| {
        let whole = span_s.get_untracked();
        let (start_s, end_s) = zoom.get_untracked().unwrap_or(whole);
        let middle_s = start_s + (end_s - start_s) / 2;
        let half_s = ((end_s - start_s) * numerator / denominator / 2).max(900);
        let next = ((middle_s - half_s).max(whole.0), (middle_s + half_s).min(whole.1));
        on_zoom.run((next != whole).then_some(next));
    };
    view! {
        // On a phone there is room for them once there is something to take back.
        <div class="btn-group" class:hide-narrow=move || zoom.get().is_none() role="group" aria-label="Zoom">
            <button class="btn btn--sm btn--icon" type="button" aria-label="Zoom in" on:click=move |_| scale(1, 2)>
                <Icon name=IconName::ZoomIn />
            </button>
            <button class="btn btn--sm btn--icon" type="button" aria-label="Zoom out" on:click=move |_| scale(2, 1)>
                <Icon name=IconName::ZoomOut />
            </button>
            <button class="btn btn--sm btn--icon" type="button" aria-label="Reset zoom" on:click=move |_| on_zoom.run(None)>
                <Icon name=IconName::Reset />
            </button>
        </div>
    }
}

/// How much was read and when, up to when it is complete, and in which zone it is shown.
#[component]
fn Freshness(model: MetricsModel) -> impl IntoView {
    let text = move || {
        let zone = model.zone.get();
        let board = model.board.get()?;
        let windows = board.windows().len();
        let read_at = board.read_at()?;
        let minutes = (clock::now().epoch_s() - read_at.epoch_s()).div_euclid(60);
        let when = if (0..1).contains(&minutes) {
            "read just now".to_owned()
        } else {
            format!("read at {}", numbers::clock(read_at.epoch_s(), zone))
        };
        let complete = complete_words(model, zone);
        let weeks = if windows == 1 { "1 weekly window".to_owned() } else { format!("{windows} weekly windows") };
        Some(format!("{weeks} · {when}{complete} · "))
    };
    let toggle = move |_| {
        model.address.adjust(|view| {
            view.zone = match view.zone {
                Zone::Utc => Zone::Local,
                Zone::Local => Zone::Utc,
            };
        });
    };
    let zone_words = move || match model.address.view.with(|v| v.zone) {
        Zone::Utc => "times in UTC",
        Zone::Local => "times in local time",
    };
    let hint = move || match model.address.view.with(|v| v.zone) {
        Zone::Utc => "Show local time",
        Zone::Local => "Show UTC",
    };
    view! {
        <span>{text}</span>
        <button class="btn btn--link btn--inline" type="button" title=hint on:click=toggle>
            {zone_words}
        </button>
    }
}

fn complete_words(model: MetricsModel, zone: numbers::Zone) -> String {
    let (complete, span_end) = (model.complete_end.get(), model.span.get().end);
    if complete >= span_end {
        return String::new();
    }
    let at: Instant = complete;
    if at.epoch_s() % DAY_S == 0 {
        format!(" · complete up to {}", numbers::day(at.epoch_s() - 1, zone))
    } else {
        format!(" · complete up to {}", numbers::clock(at.epoch_s(), zone))
    }
}
