//! Scripts as files, out and in.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Draft;
use super::model::{ScriptsModel, new_script_id};
use super::words;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::domain::conversation::replay::{MOST_BYTES, ReplayFile};
use crate::domain::conversation::script::{MOST_TURNS, ScriptTurn};
use crate::domain::conversation::script_file::{self, LARGEST_FILE_BYTES, ScriptFileProblem};
use crate::platform::{download, file};

/// The menu. Its file input stays outside of it, since choosing an entry closes the menu.
#[component]
pub fn FileMenu(
    /// The panel's state.
    model: ScriptsModel,
) -> impl IntoView {
    let (library, replay) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let open = move |input: NodeRef<html::Input>| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <Menu
            button_class="btn btn--sm"
            label=words::FILES
            button=|| {
                view! {
                    <Icon name=IconName::File />
                    {words::FILES}
                    <Icon name=IconName::ChevronDown class="i--sm" />
                }
            }
        >
            <button type="button" on:click=move |_| open(library)>
                <Icon name=IconName::Upload />
                {words::IMPORT}
            </button>
            <button type="button" on:click=move |_| open(replay)>
                <Icon name=IconName::Terminal />
                {words::IMPORT_REPLAY}
            </button>
            <button type="button" on:click=move |_| export(model)>
                <Icon name=IconName::Download />
                {words::EXPORT}
            </button>
            <button type="button" on:click=move |_| model.edit_from_conversation()>
                <Icon name=IconName::Chat />
                {words::FROM_CONVERSATION}
            </button>
        </Menu>
        <input
            class="vh"
            type="file"
            accept=".json,application/json"
            aria-label=words::IMPORT
            tabindex="-1"
            node_ref=library
            on:change:target=move |event| {
                let input = event.target();
                spawn_local(async move {
                    let text = text_of(&input, LARGEST_FILE_BYTES).await;
                    import(model, text);
                });
            }
        />
        <input
            class="vh"
            type="file"
            accept=".json,application/json"
            aria-label=words::IMPORT_REPLAY
            tabindex="-1"
            node_ref=replay
            on:change:target=move |event| {
                let input = event.target();
                spawn_local(async move {
                    let text = text_of(&input, MOST_BYTES).await;
                    import_replay(model, text);
                });
            }
        />
    }
}

/// A file is larger than what is read.
struct TooLarge;

/// The text of the file that was chosen. The input is emptied, so that the same file can be chosen again. `None` where
/// there is none, or the browser could not read it.
async fn text_of(input: &web_sys::HtmlInputElement, most_bytes: usize) -> Option<Result<String, TooLarge>> {
    let chosen = input.files()?.get(0)?;
    input.set_value("");
    if file::size(&chosen) > most_bytes as u64 {
        return Some(Err(TooLarge));
    }
    let bytes = file::bytes(&chosen).await?;
    Some(Ok(String::from_utf8_lossy(&bytes).into_owned()))
}

fn export(model: ScriptsModel) {
    let all = model.scripts.with_untracked(|all| all.clone().unwrap_or_default());
    let is_saved =
        script_file::write(&all).is_some_and(|text| download::text("scripts.json", "application/json", &text));
    if !is_saved {
        model.toasts.failed(words::NOT_SAVED);
    }
}

fn import(model: ScriptsModel, text: Option<Result<String, TooLarge>>) {
    let Some(text) = text else { return };
    let Some((skill_id, _)) = model.target_now() else { return };
    // The panel may be gone by now: its scripts with it.
    let Some(here) = model.scripts.try_with_untracked(|all| all.clone().unwrap_or_default()) else { return };
    let read = match &text {
        Ok(text) => script_file::read(text, &skill_id, &here, model.clock.now_untracked(), new_script_id),
        Err(TooLarge) => Err(ScriptFileProblem::TooLarge),
    };
    match read {
        Ok(imported) => {
            model.toasts.done(words::imported(&imported));
            let _ = model.left_out.try_set(imported.problems.iter().map(words::file_problem).collect());
            model.put(imported.scripts);
        }
        Err(problem) => {
            let _ = model.left_out.try_set(vec![words::file_problem(&problem)]);
        }
    }
}

fn import_replay(model: ScriptsModel, text: Option<Result<String, TooLarge>>) {
    let Some(text) = text else { return };
    let read = match &text {
        Ok(text) => ReplayFile::parse(text),
        Err(TooLarge) => Err(vec![words::REPLAY_TOO_LARGE.to_owned()]),
    };
    let file = match read {
        Ok(file) => file,
        Err(problems) => {
            let _ = model.left_out.try_set(problems);
            return;
        }
    };
    let Some((skill_id, stage)) = model.target_now() else { return };
    let utterances = file.utterances();
    let is_cut = utterances.len() > MOST_TURNS;
    let turns: Vec<ScriptTurn> = utterances.into_iter().take(MOST_TURNS).map(ScriptTurn::saying).collect();
    let notes = [
        (file.skill_id != skill_id).then(|| words::OTHER_SKILL.to_owned()),
        is_cut.then(|| words::too_many_turns(MOST_TURNS)),
    ];
    let _ = model.left_out.try_set(notes.into_iter().flatten().collect());
    let name = turns.first().map(|turn| turn.utterance.clone()).unwrap_or_default();
    model.edit_made(Draft::saying(name, stage, file.locale, &turns));
}
