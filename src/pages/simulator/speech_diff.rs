//! Two answers as one text: what was taken out, what was put in.

use leptos::prelude::*;

use crate::domain::conversation::turn_diff::Stretch;

/// Word differences. Screen readers hear what is removed and added from the elements themselves.
#[component]
pub fn SpeechDiff(
    /// The stretches, in order.
    stretches: Vec<Stretch>,
) -> impl IntoView {
    let of = |stretch: Stretch| match stretch {
        Stretch::Kept(text) => text.into_any(),
        Stretch::Removed(text) => view! { <del>{text}</del> }.into_any(),
        Stretch::Added(text) => view! { <ins>{text}</ins> }.into_any(),
    };
    view! { <p class="diff fs-13">{stretches.into_iter().map(of).collect_view()}</p> }
}
