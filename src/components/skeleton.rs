//! The shape of what is still loading.

use leptos::prelude::*;

mod words {
    pub const LOADING: &str = "Loading";
}

/// Grey lines of the given widths where text will stand.
#[component]
pub fn Skeleton(
    /// One width for each line, as CSS: `40%`, `8rem`.
    widths: Vec<&'static str>,
    /// Whether the first line stands for a large figure.
    #[prop(optional)]
    large_first: bool,
    /// What is loading, for screen readers.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let lines = widths
        .into_iter()
        .enumerate()
        .map(|(index, width)| {
            let class = if large_first && index == 0 { "skel skel--lg" } else { "skel" };
            view! { <span class=class style:--w=width></span> }
        })
        .collect_view();
    view! {
        <div class="stack gap-4" aria-busy="true">
            {lines} <span class="vh">{label.unwrap_or_else(|| words::LOADING.to_owned())}</span>
        </div>
    }
}
