//! C beside T1.

use leptos::prelude::*;

use super::model::SimulatorModel;

/// The same conversations with both groups of an experiment.
#[component]
pub fn ComparePanel(
    /// The page's state.
    model: SimulatorModel,
) -> impl IntoView {
    let _ = model;
}
