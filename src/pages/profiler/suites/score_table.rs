//! Figures by name, in a table that scrolls by itself where it is wider than its card.

use leptos::prelude::*;

/// A heading for the names and one for each column of figures; the rows are the children.
#[component]
pub fn ScoreTable<const N: usize>(
    /// What the table shows, for screen readers.
    label: &'static str,
    /// The heading of the names.
    of: &'static str,
    /// The headings of the figures.
    columns: [&'static str; N],
    /// On a narrow card, rows stand as cards: each figure then says its column in `data-l`.
    #[prop(optional)]
    is_cards: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heads = columns.map(|column| {
        view! {
            <th scope="col" class="num">
                {column}
            </th>
        }
    });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table table--dense score-table" class:table--cards=is_cards>
                <thead>
                    <tr>
                        <th scope="col">{of}</th>
                        {heads.into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
