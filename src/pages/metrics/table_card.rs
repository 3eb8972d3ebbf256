//! The table with the chart's numbers.

use leptos::prelude::*;

use super::export_menu::CsvButton;
use super::model::MetricsModel;
use super::words;
use crate::components::data_table::{Cell, Column, DataTable};
use crate::domain::group::{Group, rate_series};
use crate::domain::metric::Metric;
use crate::domain::words as numbers;
use crate::route::Display;
use crate::state::board::{Board, Side};

/// All series of the chosen group, in the order of the legend, newest first.
#[component]
pub fn TableCard(
    /// The page's state.
    model: MetricsModel,
) -> impl IntoView {
    let period = Memo::new(move |_| model.address.view.with(|v| v.period));
    let columns = Memo::new(move |_| {
        let mut columns = vec![Column::text(words::bucket_name(period.get()))];
        let (group, skill_type) = (model.group.get(), model.skill_type.get());
        columns.extend(group.metrics(&skill_type).iter().map(|m| Column::numeric(m.as_str())));
        columns.extend(rate_of(group, &group.metrics(&skill_type)).map(|(_, _, name)| Column::numeric(name)));
        columns
    });
    let rows = Memo::new(move |_| {
        let group = model.group.get();
        let zone = model.zone.get();
        model.board.with(|board| board.as_ref().map(|b| table_rows(b, group, zone)).unwrap_or_default())
    });
    let title = move || words::table_title(period.get());
    let first = if model.address.view.with_untracked(|v| v.display == Display::Table) { 60 } else { 7 };
    view! {
        <section class="card" aria-labelledby="table-title">
            <div class="card__head">
                <h2 id="table-title">{title}</h2>
                <p>"The chart's numbers. A dash is a missing value, not zero."</p>
                <CsvButton model />
            </div>
            <DataTable
                label=Signal::derive(move || title().to_owned())
                columns=Signal::derive(move || columns.get())
                rows=Signal::derive(move || rows.get())
                first
                count_words=move |(shown, total)| words::rows_shown(shown, total, period.get())
                all_words=move |total| words::show_rows(total, period.get())
            />
        </section>
    }
}

/// The rate column beside the counts of a group, where both of its metrics are among them.
fn rate_of(group: Group, metrics: &[Metric]) -> Option<(Metric, Metric, &'static str)> {
    let (rate, name) = match group {
        Group::Sessions | Group::SessionCompletion => (Group::SessionCompletion.rate()?, "Completion"),
        Group::Utterances | Group::UtteranceSuccess => (Group::UtteranceSuccess.rate()?, "Success"),
        Group::Customers | Group::Enablements => return None,
    };
    (metrics.contains(&rate.0) && metrics.contains(&rate.1)).then_some((rate.0, rate.1, name))
}

fn table_rows(board: &Board, group: Group, zone: numbers::Zone) -> Vec<Vec<Cell>> {
    let query = board.query();
    let metrics = group.metrics(&query.skill_type);
    let series: Vec<_> = metrics.iter().map(|m| board.series(m, Side::Current)).collect();
    let rate = rate_of(group, &metrics)
        .map(|(part, whole, _)| rate_series(&board.series(&part, Side::Current), &board.series(&whole, Side::Current)));
    let mut times_s: Vec<i64> = series.iter().flat_map(|s| s.times_s().iter().copied()).collect();
    times_s.sort_unstable();
    times_s.dedup();
    times_s
        .into_iter()
        .map(|time_s| {
            let name = match query.period.bucket_s() {
                Some(bucket_s) if bucket_s < 86_400 => {
                    format!("{} {}", numbers::weekday(time_s, zone), numbers::clock(time_s, zone))
                }
                Some(_) => numbers::weekday(time_s, zone),
                None => numbers::day_with_year(time_s, zone),
            };
            let mut row = vec![Cell::new(name, time_s as f64)];
            row.extend(
                series.iter().map(|s| s.at(time_s).map_or_else(Cell::missing, |v| Cell::new(numbers::count(v), v))),
            );
            if let Some(rate) = &rate {
                row.push(rate.at(time_s).map_or_else(Cell::missing, |v| Cell::new(numbers::percent(v / 100.0), v)));
            }
            row
        })
        .collect()
}
