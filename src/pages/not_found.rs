//! An address that leads nowhere.

use leptos::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::IconName;
use crate::route::path;

/// Says so, and shows the ways on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let metrics = path::METRICS;
    view! {
        <div class="page">
            <h1 class="vh" id="page-title" tabindex="-1">
                "Page not found"
            </h1>
            <section class="card">
                <EmptyState
                    icon=IconName::Search
                    heading="There is no page at this address"
                    actions=move || {
                        view! {
                            <a class="btn btn--primary" href=metrics>
                                "Open Metrics"
                            </a>
                            <a class="btn btn--ghost" href=path::SIGN_IN>
                                "Go to the start page"
                            </a>
                        }
                    }
                >
                    <p>"The link may be old or cut short. Nothing was lost."</p>
                </EmptyState>
            </section>
        </div>
    }
}
