//! The table with the chart's numbers.

use std::sync::Arc;

use leptos::prelude::*;

use super::export_menu::CsvButton;
use super::model::MetricsModel;
use super::words;
use crate::components::data_table::{Cell, Column, DataTable};
use crate::domain::group::{Group, rate_series};
use crate::domain::metric::{Metric, Period};
use crate::domain::series::{Series, union};
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
    let data = Memo::new(move |_| {
        let group = model.group.get();
        model.board.with(|board| {
            board.as_ref().map(|b| TableData::of(b, group, model.complete_end.get().epoch_s())).unwrap_or_default()
        })
    });
    let with_year = Memo::new(move |_| {
        let (span, now_s) = (model.span.get(), model.moment.get().epoch_s());
        numbers::needs_year(span.start.epoch_s(), span.end.epoch_s(), now_s, model.zone.get())
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
                label=words::TABLE_LABEL
                columns=Signal::derive(move || columns.get())
                len=Signal::derive(move || data.with(|d| d.times_s.len()))
                order_of=move |(row, column)| data.with(|d| d.order_of(row, column))
                row=move |row| data.with(|d| d.row(row, period.get(), model.zone.get(), with_year.get()))
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

/// The columns of the table as numbers; words are made for the rows that are shown.
#[derive(Debug, Clone, PartialEq, Default)]
struct TableData {
    times_s: Vec<i64>,
    counts: Vec<Arc<Series>>,
    rate: Option<Arc<Series>>,
    /// From here on buckets are not over.
    running_from_s: i64,
    /// What is not there may still come.
    is_loading: bool,
}

impl TableData {
    fn of(board: &Board, group: Group, running_from_s: i64) -> Self {
        let metrics = group.metrics(&board.query().skill_type);
        let counts: Vec<_> = metrics.iter().map(|m| board.series(m, Side::Current)).collect();
        let rate = rate_of(group, &metrics).map(|(part, whole, _)| {
            Arc::new(rate_series(&board.series(&part, Side::Current), &board.series(&whole, Side::Current)))
        });
        let mut times_s = Vec::new();
        let asked = board.query().asked;
        if let (Some(bucket_s), false) = (board.query().period.bucket_s(), counts.iter().all(|s| s.is_empty())) {
            // A bucket that Amazon left out has a row all the same: missing is not the same as not asked for.
            let first_s = asked.start.ceil_to_s(bucket_s).epoch_s();
            times_s.extend((first_s..asked.end.epoch_s()).step_by(usize::try_from(bucket_s).unwrap_or(usize::MAX)));
        }
        for series in &counts {
            times_s = union(times_s, series.times_s());
        }
        Self { times_s, counts, rate, running_from_s, is_loading: board.is_loading() }
    }

    fn order_of(&self, row: usize, column: usize) -> Option<f64> {
        let time_s = *self.times_s.get(row)?;
        match column.checked_sub(1) {
            None => Some(time_s as f64),
            Some(index) => match self.counts.get(index) {
                Some(series) => series.at(time_s),
                None => self.rate.as_ref()?.at(time_s),
            },
        }
    }

    fn row(&self, row: usize, period: Period, zone: numbers::Zone, with_year: bool) -> Vec<Cell> {
        let Some(&time_s) = self.times_s.get(row) else { return Vec::new() };
        let day = if with_year { numbers::weekday_with_year } else { numbers::weekday };
        let name = match period {
            Period::Hour | Period::QuarterHour => format!("{} {}", day(time_s, zone), numbers::clock(time_s, zone)),
            Period::Day => day(time_s, zone),
            Period::Single => numbers::day_with_year(time_s, zone),
        };
        let is_running = period != Period::Single && time_s >= self.running_from_s;
        let mut row = vec![Cell::new(if is_running { format!("{name}, so far") } else { name })];
        let or_missing = |text: Option<String>| match text {
            Some(text) => Cell::new(text),
            None if self.is_loading => Cell::new("…"),
            None => Cell::missing(),
        };
        row.extend(self.counts.iter().map(|s| or_missing(s.at(time_s).map(numbers::count))));
        row.extend(self.rate.iter().map(|s| or_missing(s.at(time_s).map(|v| numbers::percent(v / 100.0)))));
        row
    }
}
