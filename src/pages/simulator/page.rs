//! The page and its order.

use leptos::prelude::*;

use crate::components::current_route::CurrentRoute;
use crate::components::link_problems::LinkProblems;
use crate::pages::first_skill::choose_first_skill;

/// The simulator of the chosen skill.
#[component]
pub fn SimulatorPage() -> impl IntoView {
    let current = CurrentRoute::from_router();
    choose_first_skill(current);
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-head__text">
                    <h1 id="page-title" tabindex="-1">
                        "Simulator"
                    </h1>
                </div>
            </header>
            <LinkProblems problems=current.problems />
        </div>
    }
}
