//! The page and its order.

use leptos::prelude::*;

use super::compare::ComparePanel;
use super::conversation::ConversationPanel;
use super::experiment_choice::ExperimentChoices;
use super::gate::AccessGate;
use super::model::SimulatorModel;
use super::pinned::PinnedNotice;
use super::scripts::ScriptsPanel;
use super::target::Target;
use super::words;
use crate::components::choice::Choice;
use crate::components::current_route::CurrentRoute;
use crate::components::icon::IconName;
use crate::components::link_problems::LinkProblems;
use crate::components::segmented::Segmented;
use crate::pages::first_skill::choose_first_skill;
use crate::route::SimulatorMode;

/// The simulator of the chosen skill.
#[component]
pub fn SimulatorPage() -> impl IntoView {
    let current = CurrentRoute::from_router();
    choose_first_skill(current);
    let model = SimulatorModel::new(current);
    let choices = ExperimentChoices::new(model);
    let mode = Memo::new(move |_| model.view.with(|v| v.mode));
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-head__text">
                    <h1 id="page-title" tabindex="-1">
                        "Simulator"
                    </h1>
                    <p class="page-head__sub">{move || words::mode_purpose(mode.get(), &model.skill_name())}</p>
                </div>
                <div class="page-head__actions">
                    <ModeSwitch model />
                </div>
            </header>
            <LinkProblems problems=current.problems />
            <Target model />
            <AccessGate model>
                <PinnedNotice model choices />
                // It goes on while another mode is looked at.
                <div hidden=move || mode.get() != SimulatorMode::Conversation>
                    <ConversationPanel model />
                </div>
                {move || match mode.get() {
                    SimulatorMode::Conversation => ().into_any(),
                    SimulatorMode::Scripts => view! { <ScriptsPanel model choices /> }.into_any(),
                    SimulatorMode::Compare => view! { <ComparePanel model choices /> }.into_any(),
                }}
            </AccessGate>
        </div>
    }
}

/// What the page is used for.
#[component]
fn ModeSwitch(model: SimulatorModel) -> impl IntoView {
    let choices = SimulatorMode::ALL
        .into_iter()
        .map(|mode| {
            let icon = match mode {
                SimulatorMode::Conversation => IconName::Chat,
                SimulatorMode::Scripts => IconName::Play,
                SimulatorMode::Compare => IconName::Scale,
            };
            Choice::new(mode.key(), words::mode_name(mode)).with_icon(icon)
        })
        .collect::<Vec<_>>();
    view! {
        <Segmented
            name="simulator-mode"
            label="Mode"
            choices=Signal::stored(choices)
            value=Signal::derive(move || model.view.with(|v| v.mode.key().to_owned()))
            on_change=move |key: String| {
                if let Some(mode) = SimulatorMode::parse(&key) {
                    model.change(move |view| view.mode = mode);
                }
            }
        />
    }
}
