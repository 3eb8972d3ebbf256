//! How each difference settled from snapshot to snapshot: small charts, or a table with the same numbers.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::ReadingModel;
use crate::charts::forest::{ForestScale, Tone, interval_words};
use crate::charts::palette::Slot;
use crate::charts::trend::Trend;
use crate::components::choice::Choice;
use crate::components::data_table::{Cell, Column, DataTable, Sort};
use crate::components::segmented::Segmented;
use crate::components::trend_chart::TrendChart;
use crate::domain::words::{Zone, count, day_with_year, signed_percent};
use crate::pages::experiments::words::result_row::rows;
use crate::pages::experiments::words::trend::{MetricTrend, scale as own_scale, trends};

/// The trends of all metrics.
#[component]
pub fn TrendsCard(
    /// The result's state.
    reading: ReadingModel,
) -> impl IntoView {
    let page = reading.page;
    let all = Memo::new(move |_| {
        let Some((experiment, judgement)) = reading.judged() else { return Vec::new() };
        let until = reading.chosen_snapshot().and_then(|s| s.end);
        let exposures: Vec<_> = page.store.log.with(|log| log.exposures().collect());
        page.dated.with(|dated| trends(dated, &experiment, &judgement.meaning, until, &exposures))
    });
    let tones = Memo::new(move |_| {
        let rows = reading.judged().map(|(experiment, judgement)| rows(&judgement, &experiment)).unwrap_or_default();
        rows.into_iter().map(|row| (row.name, row.tone as u8, row.difference)).collect::<Vec<_>>()
    });
    let names = Memo::new(move |_| all.with(|all| all.iter().map(|t| t.name.clone()).collect::<Vec<_>>()));
    let form = RwSignal::new("chart".to_owned());
    let is_table = Memo::new(move |_| form.with(|f| f == "table"));
    view! {
        <section class="card" aria-labelledby="trends">
            <div class="card__head">
                <h2 id="trends">"How the difference settled"</h2>
                <p>"percentDiff and its 95% interval at each snapshot, up to the one that is read"</p>
                <div class="push no-print">
                    <Segmented
                        name="trend-form"
                        label=Signal::stored("Show trends as".to_owned())
                        choices=Signal::stored(vec![Choice::new("chart", "Charts"), Choice::new("table", "Table")])
                        value=form
                        on_change=move |value| form.set(value)
                        small=true
                    />
                </div>
            </div>
            <Show
                when=move || is_table.get()
                fallback=move || {
                    view! {
                        <div class="card__body">
                            <div class="small-multiples">
                                <For each=move || names.get() key=String::clone let(name)>
                                    <Small all tones name />
                                </For>
                            </div>
                        </div>
                    }
                }
            >
                <TrendTable all />
            </Show>
        </section>
    }
}

#[component]
fn Small(all: Memo<Vec<MetricTrend>>, tones: Memo<Vec<(String, u8, String)>>, name: String) -> impl IntoView {
    let own = StoredValue::new(name.clone());
    let of = move || all.with(|all| all.iter().find(|t| own.with_value(|own| t.name == *own)).cloned());
    let tone = move || tones.with(|tones| tones.iter().find(|t| own.with_value(|own| t.0 == *own)).cloned());
    let trend = Signal::derive(move || of().map_or_else(|| Arc::new(Trend::default()), |t| t.trend));
    // Each on a scale of its own, which its axis says: one noisy metric would flatten the others.
    let scale = Signal::derive(move || of().map_or_else(ForestScale::default, |t| own_scale(&[t])));
    let label = Signal::derive(move || of().map_or_else(String::new, |t| t.spoken()));
    let slot = Signal::derive(move || match tone() {
        Some((_, tone, _)) if tone != Tone::Unclear as u8 => Slot::FIRST,
        _ => Slot::NEUTRAL,
    });
    let difference = move || tone().map(|t| t.2);
    let is_neutral = move || slot.get() == Slot::NEUTRAL;
    view! {
        <div>
            <h3>
                <span>{name}</span>
                <span class:is-muted=is_neutral>{difference}</span>
            </h3>
            <TrendChart trend scale label colour=slot />
        </div>
    }
}

/// The same numbers, the newest snapshot first.
#[component]
fn TrendTable(all: Memo<Vec<MetricTrend>>) -> impl IntoView {
    // A row for each snapshot and metric: the index of the metric, and of the snapshot.
    let places = Memo::new(move |_| {
        all.with(|all| {
            let looks = all.iter().map(|t| t.trend.points.len()).max().unwrap_or(0);
            (0..looks).rev().flat_map(|look| (0..all.len()).map(move |metric| (metric, look))).collect::<Vec<_>>()
        })
    });
    let at = move |row: usize| {
        let (metric, look) = places.with(|places| places.get(row).copied())?;
        all.with(|all| {
            let trend = all.get(metric)?;
            Some((metric, trend.name.clone(), *trend.trend.points.get(look)?))
        })
    };
    let users = |n: Option<u64>| n.map_or_else(Cell::missing, |n| Cell::new(count(n as f64)));
    let cells = move |row: usize| {
        let Some((_, name, point)) = at(row) else { return Vec::new() };
        let interval = point.interval();
        vec![
            Cell::new(day_with_year(point.time_s, Zone::UTC)),
            Cell::new(name),
            point.known_effect().map_or_else(Cell::missing, |v| Cell::new(signed_percent(v / 100.0))),
            interval.map_or_else(Cell::missing, |(lower, upper)| Cell::new(interval_words(lower, upper))),
            users(point.users_c),
            users(point.users_t1),
        ]
    };
    let order = move |(row, column): (usize, usize)| {
        let (metric, _, point) = at(row)?;
        match column {
            0 => Some(point.time_s as f64),
            1 => Some(metric as f64),
            2 => point.known_effect(),
            3 => point.interval().map(|(lower, _)| lower),
            4 => point.users_c.map(|n| n as f64),
            _ => point.users_t1.map(|n| n as f64),
        }
    };
    let columns = vec![
        Column::text("To the end of"),
        Column::text("Metric"),
        Column::numeric("Difference"),
        Column::numeric("95% interval"),
        Column::numeric("Users C"),
        Column::numeric("Users T1"),
    ];
    view! {
        <DataTable
            label=Signal::stored("Trends table".to_owned())
            columns=Signal::stored(columns)
            len=Signal::derive(move || places.with(Vec::len))
            order_of=order
            row=cells
            sort=Sort { column: 0, descending: true }
            first=12
            count_words=|(shown, total): (usize, usize)| format!("{shown} of {total} rows")
            all_words=|total: usize| format!("Show all {total} rows")
        />
    }
}
