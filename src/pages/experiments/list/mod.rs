//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn ExperimentsPage() -> impl IntoView {
    view! { <div class="page"><h1 id="page-title" tabindex="-1">"ExperimentsPage"</h1></div> }
}
