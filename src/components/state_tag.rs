//! The state of an experiment: the API's word with a picture.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::domain::experiment::ExperimentState;

/// A state. Its word is the API's own.
#[component]
pub fn StateTag(
    /// The state.
    state: ExperimentState,
    /// What it means, on hover.
    title: &'static str,
) -> impl IntoView {
    let icon = match state {
        ExperimentState::Created => IconName::Circle,
        ExperimentState::Enabling | ExperimentState::Stopping => IconName::Spinner,
        ExperimentState::Enabled => IconName::Half,
        ExperimentState::Running => IconName::Play,
        ExperimentState::Stopped | ExperimentState::Deleted => IconName::Stop,
        ExperimentState::Failed => IconName::Warn,
        ExperimentState::Unknown(_) => IconName::Info,
    };
    let known = !matches!(state, ExperimentState::Unknown(_));
    let class = if known { format!("state state--{state}") } else { "state".to_owned() };
    view! {
        <span class=class title=title>
            <Icon name=icon class=if state.is_passing() { "spin" } else { "" } />
            {state.as_str().to_owned()}
        </span>
    }
}
