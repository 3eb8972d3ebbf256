//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn ExperimentFormPage() -> impl IntoView {
    view! { <div class="page"><h1 id="page-title" tabindex="-1">"ExperimentFormPage"</h1></div> }
}
