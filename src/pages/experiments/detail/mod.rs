//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn ExperimentPage() -> impl IntoView {
    view! { <div class="page"><h1 id="page-title" tabindex="-1">"ExperimentPage"</h1></div> }
}
