//! Which experiment a suite is pinned to.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::dialogs::two_buttons;
use super::model::SuitesModel;
use crate::components::choice::Choice;
use crate::components::dialog::Dialog;
use crate::components::error_card::ErrorCard;
use crate::components::picker::Picker;
use crate::domain::experiment::ExperimentState;
use crate::domain::id::ExperimentId;
use crate::domain::suite::Suite;
use crate::pages::profiler::words::suite as words;
use crate::state::experiment_list::all_experiments;
use crate::state::remote::Remote;

mod text {
    pub const HEADING: &str = "Pin the suite to an experiment";
    pub const PIN: &str = "Pin";
    pub const EXPERIMENT: &str = "Experiment";
    pub const NONE: &str = "None";
    pub const WHY: &str = "The suite is then offered on the experiment’s page before the start, after each raise and before the stop, and the runs are compared.";
    pub const READING: &str = "Reading the experiments of this skill.";
}

/// Asks for the experiment, and pins.
#[component]
pub fn PinDialog(
    /// The state of the suites.
    model: SuitesModel,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let experiments = RwSignal::new(Remote::<Vec<Choice>>::Idle);
    let chosen = RwSignal::new(String::new());
    let revision = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if open.get() {
            let pinned = model.suite.with_untracked(|s| s.as_ref().and_then(|s| s.experiment_id.clone()));
            chosen.set(pinned.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default());
        }
    });
    Effect::new(move |_| {
        revision.track();
        if !open.get() {
            return;
        }
        let (Some(api), Some(skill_id)) = (model.page.api.get(), model.skill_id()) else { return };
        let pinned = model.suite.with_untracked(|s| s.as_ref().and_then(|s| s.experiment_id.clone()));
        experiments.set(Remote::Loading { previous: None });
        spawn_local_scoped_with_cancellation(async move {
            let read = all_experiments(&api, &skill_id).await.map(|all| {
                let all = all.into_iter().filter(|e| e.state != Some(ExperimentState::Deleted));
                let of =
                    |id: &ExperimentId, name: Option<&str>| Choice::new(id.as_str(), words::experiment_name(id, name));
                let mut choices: Vec<Choice> = all.map(|e| of(&e.experiment_id, e.name.as_deref())).collect();
                // One that was deleted meanwhile stays to be seen, so that it can be let go.
                if let Some(pinned) = pinned.filter(|id| choices.iter().all(|c| c.value != id.as_str())) {
                    choices.push(of(&pinned, None));
                }
                choices.insert(0, Choice::new("", text::NONE));
                choices
            });
            let _ = experiments.try_set(match read {
                Ok(choices) => Remote::Ready(choices),
                Err(error) => Remote::Failed { error, previous: None },
            });
        });
    });
    let pin = move || {
        // Nothing can be chosen before there is something to choose from.
        if !experiments.with_untracked(|e| matches!(e, Remote::Ready(_))) {
            return;
        }
        let Some(suite) = model.suite.get_untracked() else { return };
        let experiment_id = ExperimentId::parse(&chosen.get_untracked()).ok();
        model.save(Suite { experiment_id, ..(*suite).clone() });
        open.set(false);
    };
    view! {
        <Dialog
            id="pin-suite"
            heading=text::HEADING
            open
            actions=move || two_buttons(open, text::PIN, "btn btn--primary", pin)
        >
            <p>{text::WHY}</p>
            {move || match experiments.get() {
                Remote::Idle | Remote::Loading { .. } => view! { <p role="status">{text::READING}</p> }.into_any(),
                Remote::Failed { error, .. } => {
                    view! { <ErrorCard error on_retry=move |()| revision.update(|r| *r += 1) /> }.into_any()
                }
                Remote::Ready(choices) => {
                    view! {
                        <Picker
                            label=text::EXPERIMENT
                            choices=Signal::stored(choices)
                            value=chosen
                            on_change=move |id: String| chosen.set(id)
                        />
                    }
                        .into_any()
                }
            }}
        </Dialog>
    }
}
