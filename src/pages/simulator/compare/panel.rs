//! C beside T1: the panel.

use leptos::prelude::*;

use crate::pages::simulator::model::SimulatorModel;

/// The same conversations with both groups of an experiment.
#[component]
pub fn ComparePanel(
    /// The page's state.
    model: SimulatorModel,
) -> impl IntoView {
    let _ = model;
}
