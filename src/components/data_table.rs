//! Figures in rows and columns.

use std::cmp::Ordering;

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconName};
use super::printing::use_printing;

/// The heading of a column. The first column names the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub label: String,
    /// Figures: right-aligned.
    pub numeric: bool,
    /// Whether rows can be ordered by it.
    pub sortable: bool,
}

impl Column {
    /// A column of figures.
    pub fn numeric(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true, sortable: true }
    }

    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false, sortable: true }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// The class of a colour before it, that of the chart, as `c4`.
    pub swatch: Option<&'static str>,
}

impl Cell {
    /// A figure, or a dash where there is none.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), swatch: None }
    }

    /// No data.
    pub fn missing() -> Self {
        Self { text: "—".to_owned(), swatch: None }
    }

    /// Adds the colour that the chart has for it.
    #[must_use]
    pub fn with_swatch(mut self, class: Option<&'static str>) -> Self {
        self.swatch = class;
        self
    }
}

/// Which column orders the rows, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The column's index.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// More rows than this are not drawn at once: the export has them all.
const MOST_ROWS: usize = 2_000;

/// More rows than this are not put on paper, which is about ten pages.
const PRINTED_ROWS: usize = 400;

/// A table in a region that scrolls by itself, a few rows first.
#[component]
pub fn DataTable(
    /// What the table shows, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The columns, the one that names the rows first.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// How many rows there are.
    #[prop(into)]
    len: Signal<usize>,
    /// Where a row's cell (row, column) stands in the order of its column; `None` (no data) comes last.
    #[prop(into)]
    order_of: Callback<(usize, usize), Option<f64>>,
    /// The cells of one row, as many as there are columns. Asked for only where the row is shown: a year of quarters of
    /// an hour has 35,000.
    #[prop(into)]
    row: Callback<usize, Vec<Cell>>,
    /// The order at first.
    #[prop(default = Sort { column: 0, descending: true })]
    sort: Sort,
    /// How many rows stand there before Show all.
    #[prop(default = 7)]
    first: usize,
    /// Words for "n of m shown".
    #[prop(into)]
    count_words: Callback<(usize, usize), String>,
    /// Words for a button that shows so many.
    #[prop(into)]
    all_words: Callback<usize, String>,
) -> impl IntoView {
    let sort = RwSignal::new(sort);
    let is_whole = RwSignal::new(false);
    // No memo: an effect that asks a memo of the rows first, and then the rows, misses a change that leaves the memo as
    // it was (the rows are up to date by then, and the effect that pulled them is not told).
    let total = Signal::derive(move || len.get());
    let is_printing = use_printing();
    let shown = Memo::new(move |_| {
        let most = match (is_printing.get(), is_whole.get()) {
            (true, _) => PRINTED_ROWS.max(first),
            (false, true) => MOST_ROWS,
            (false, false) => first,
        };
        total.get().min(most)
    });
    let region = NodeRef::<html::Div>::new();
    let show_all = move || {
        // The button goes; the rows that it stood for take its focus.
        if let Some(region) = region.try_get_untracked().flatten() {
            let _ = region.focus();
        }
        is_whole.set(true);
    };
    let head = move || {
        columns
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, column)| view! { <ColumnHead index column sort /> })
            .collect_view()
    };
    let body = move || {
        let order = ordered(total.get(), sort.get(), shown.get(), |row, column| order_of.run((row, column)));
        columns.with(|columns| order.into_iter().map(|index| row_view(&row.run(index), columns)).collect_view())
    };
    view! {
        <div class="table-wrap" node_ref=region tabindex="0" role="region" aria-label=label>
            <table class="table table--dense">
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <div class="card__foot">
            <span>{move || count_words.run((shown.get(), total.get()))}</span>
            <Show when=move || { !is_whole.get() && total.get() > first }>
                <button class="btn btn--link push" type="button" on:click=move |_| show_all()>
                    {move || all_words.run(total.get().min(MOST_ROWS))}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn ColumnHead(index: usize, column: Column, sort: RwSignal<Sort>) -> impl IntoView {
    let direction = move || {
        let sort = sort.get();
        (sort.column == index).then_some(if sort.descending { "descending" } else { "ascending" })
    };
    let choose = move |_| {
        sort.update(|s| *s = Sort { column: index, descending: s.column != index || !s.descending });
    };
    let label = column.label.clone();
    let content = if column.sortable {
        view! {
            <button type="button" on:click=choose>
                {label}
                {move || {
                    direction()
                        .map(|d| {
                            let name = if d == "descending" { IconName::Down } else { IconName::Up };
                            view! { <Icon name class="i--sm" /> }
                        })
                }}
            </button>
        }
        .into_any()
    } else {
        label.into_any()
    };
    view! {
        <th scope="col" class=column.numeric.then_some("num") aria-sort=direction>
            {content}
        </th>
    }
}

fn row_view(row: &[Cell], columns: &[Column]) -> AnyView {
    let cells = row.iter().zip(columns).enumerate().map(|(index, (cell, column))| {
        let text = cell.text.clone();
        let swatch =
            cell.swatch.map(|class| view! { <i class=format!("swatch swatch--box swatch--cell {class}")></i> });
        if index == 0 {
            view! { <th scope="row">{swatch}{text}</th> }.into_any()
        } else {
            view! { <td class=column.numeric.then_some("num")>{swatch}{text}</td> }.into_any()
        }
    });
    view! { <tr>{cells.collect_view()}</tr> }.into_any()
}

/// The indices of the first rows in order. Rows that tie keep the order they came in.
fn ordered(len: usize, sort: Sort, first: usize, order_of: impl Fn(usize, usize) -> Option<f64>) -> Vec<usize> {
    let mut keyed: Vec<(usize, Option<f64>)> = (0..len).map(|row| (row, order_of(row, sort.column))).collect();
    let by_value = |(i, a): &(usize, Option<f64>), (j, b): &(usize, Option<f64>)| {
        let order = match (a, b) {
            (Some(a), Some(b)) if sort.descending => b.total_cmp(a),
            (Some(a), Some(b)) => a.total_cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        order.then(i.cmp(j))
    };
    // Of 35,000 rows seven are shown: the rest needs no order.
    if first < keyed.len() {
        keyed.select_nth_unstable_by(first, by_value);
        keyed.truncate(first);
    }
    keyed.sort_unstable_by(by_value);
    keyed.into_iter().map(|(row, _)| row).collect()
}
