//! Scripted conversations.

use leptos::prelude::*;

use super::model::SimulatorModel;

/// Scripts of the chosen skill: saved, run, compared with the run before.
#[component]
pub fn ScriptsPanel(
    /// The page's state.
    model: SimulatorModel,
) -> impl IntoView {
    let _ = model;
}
