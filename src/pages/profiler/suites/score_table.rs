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

/// The name of an intent or a slot, which a narrow table breaks where its words meet.
pub fn breaking(name: &str) -> impl IntoView + use<> {
    let (stem, ending) = match name.strip_suffix("Intent").filter(|stem| !stem.is_empty()) {
        Some(stem) => (stem, Some("Intent")),
        None => (name, None),
    };
    let parts = stem.split_inclusive('.').map(str::to_owned).chain(ending.map(str::to_owned));
    parts.enumerate().map(|(at, part)| view! { {(at > 0).then(|| view! { <wbr /> })} {part} }).collect_view()
}
