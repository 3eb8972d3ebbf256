//! The panel: the list or the editor, and what came of the last run.

use leptos::prelude::*;

use super::editor::Editor;
use super::list::ScriptList;
use super::model::ScriptsModel;
use super::result::RunCard;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::icon::IconName;
use crate::pages::simulator::experiment_choice::ExperimentChoices;
use crate::pages::simulator::model::SimulatorModel;

/// Scripts of the chosen skill: saved, run, compared with the run before.
#[component]
pub fn ScriptsPanel(
    /// The page's state.
    model: SimulatorModel,
    /// The experiments that a script can be pinned to.
    choices: ExperimentChoices,
) -> impl IntoView {
    let model = ScriptsModel::new(model, choices);
    let is_editing = Memo::new(move |_| model.editing.with(Option::is_some));
    let shown = Memo::new(move |_| model.shown.get());
    view! {
        <Show when=move || !model.is_kept.get()>
            <Banner tone=Tone::Warn icon=IconName::Alert heading="Scripts are not kept">
                <p>{words::NOT_KEPT}</p>
            </Banner>
        </Show>
        {move || {
            let sentences = model.left_out.get();
            (!sentences.is_empty())
                .then(|| {
                    view! {
                        <Banner tone=Tone::Warn icon=IconName::Alert heading=words::IMPORT_PROBLEM>
                            {sentences.into_iter().map(|s| view! { <p>{s}</p> }).collect_view()}
                        </Banner>
                    }
                })
        }}
        {move || {
            if is_editing.get() {
                view! { <Editor model /> }.into_any()
            } else {
                view! { <ScriptList model /> }.into_any()
            }
        }}
        {move || shown.get().filter(|_| !is_editing.get()).map(|id| view! { <RunCard model id /> })}
    }
}
