//! The rows of a query as a table.

use leptos::prelude::*;

use super::model::LexModel;
use super::result_card::drawn;
use super::rows::{self, RowColumn};
use super::series::Drawn;
use super::words::result;
use crate::components::data_table::{Cell, Column, DataTable, Sort};
use crate::domain::lex::Order;

/// The card of the table: the twin of the chart.
#[component]
pub fn ResultsTable(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let run = model.loader.run();
    let has_rows = Memo::new(move |_| run.with(|r| r.as_ref().is_some_and(|r| !r.rows.is_empty())));
    // A table of other columns is another table: its order begins anew.
    // So is one in another order.
    let columns = Memo::new(move |_| {
        run.with(|r| {
            let query = r.as_ref().map(|r| &r.query)?;
            let columns = rows::columns(query);
            let order = rows::order(&columns, query);
            Some((columns, order))
        })
    });
    let count = move || run.with(|r| r.as_ref().map(|r| result::rows(r)));
    view! {
        <Show when=move || has_rows.get()>
            <section class="card" aria-labelledby="lex-rows">
                <div class="card__head">
                    <h2 id="lex-rows">"Results"</h2>
                    <p>{count}</p>
                </div>
                {move || view! { <Table model columns=columns.get().unwrap_or_default().0 /> }}
            </section>
        </Show>
    }
}

#[component]
fn Table(model: LexModel, columns: Vec<RowColumn>) -> impl IntoView {
    let run = model.loader.run();
    let heads = Signal::derive({
        let columns = columns.clone();
        move || {
            let Some(run) = run.get() else { return Vec::new() };
            let head = |column: &RowColumn| {
                let label = rows::heading(column, &run.query);
                if matches!(column, RowColumn::Value(..)) { Column::numeric(label) } else { Column::text(label) }
            };
            columns.iter().map(head).collect()
        }
    });
    let ranks = Memo::new({
        let columns = columns.clone();
        move |_| {
            run.with(|r| {
                let rows = r.as_ref().map(|r| r.rows.clone()).unwrap_or_default();
                columns.iter().map(|c| rows::ranks(c, &rows)).collect::<Vec<_>>()
            })
        }
    });
    let swatches = Memo::new(move |_| match drawn(model) {
        Some(Drawn::OverTime(stack, _)) => {
            stack.layers.iter().map(|l| (l.name.clone(), l.slot.class())).collect::<Vec<(String, &'static str)>>()
        }
        _ => Vec::new(),
    });
    let sort = run.with_untracked(|r| r.as_ref().and_then(|r| rows::order(&columns, &r.query)));
    let columns = StoredValue::new(columns);
    let row = move |index: usize| {
        let Some(run) = run.get_untracked() else { return Vec::new() };
        let Some(row) = run.rows.get(index) else { return Vec::new() };
        columns.with_value(|columns| {
            let cell = |column: &RowColumn| {
                let Some(text) = rows::text(column, &run.query, row, index) else { return Cell::missing() };
                let swatch = matches!(column, RowColumn::Group(_))
                    .then(|| swatches.with_untracked(|s| s.iter().find(|(name, _)| *name == text).map(|(_, c)| *c)))
                    .flatten();
                Cell::new(text).with_swatch(swatch)
            };
            columns.iter().map(cell).collect()
        })
    };
    // In the order that was asked for, and without one in that of the answer.
    let sort = sort.map_or(Sort { column: usize::MAX, descending: true }, |(column, order)| Sort {
        column,
        descending: order == Order::Descending,
    });
    view! {
        <DataTable
            label="Lex results"
            columns=heads
            len=Signal::derive(move || run.with(|r| r.as_ref().map_or(0, |r| r.rows.len())))
            order_of=move |(row, column): (usize, usize)| {
                ranks.with(|ranks| ranks.get(column).and_then(|c| c.get(row).copied().flatten()))
            }
            row
            sort
            first=9
            count_words=|(shown, total): (usize, usize)| result::shown(shown, total)
            all_words=result::show_all
        />
    }
}
