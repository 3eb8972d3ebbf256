//! The list of scripts with what can be done with each.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::draft::Draft;
use super::files::FileMenu;
use super::model::{Running, ScriptsModel};
use super::words;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::menu::Menu;
use crate::components::skeleton::Skeleton;
use crate::domain::conversation::script::Script;
use crate::domain::id::ScriptId;
use crate::pages::experiments::words::date_time;
use crate::pages::simulator::performer::{Performer, progress_words};

/// The list.
#[component]
pub fn ScriptList(
    /// The panel's state.
    model: ScriptsModel,
) -> impl IntoView {
    let is_read = Memo::new(move |_| model.scripts.with(Option::is_some));
    let is_empty = Memo::new(move |_| model.scripts.with(|all| all.as_ref().is_none_or(Vec::is_empty)));
    view! {
        <section class="card" aria-labelledby="scripts-title">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="scripts-title">{words::TITLE}</h2>
                    <p>{words::ABOUT}</p>
                </div>
                <div class="row push">
                    <FileMenu model />
                    <Show when=move || !is_empty.get()>
                        <RunAll model />
                    </Show>
                    <button class="btn btn--sm btn--primary" type="button" on:click=move |_| model.edit_new()>
                        <Icon name=IconName::Plus />
                        {words::NEW}
                    </button>
                </div>
            </div>
            {move || {
                if !is_read.get() {
                    view! {
                        <div class="card__body">
                            <Skeleton widths=vec!["40%", "80%", "60%"] label=words::READING />
                        </div>
                    }
                        .into_any()
                } else if is_empty.get() {
                    view! { <Empty model /> }.into_any()
                } else {
                    view! { <Table model /> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Empty(model: ScriptsModel) -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Chat
            heading=words::NONE
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| model.edit_from_conversation()>
                        {words::FROM_CONVERSATION}
                    </button>
                }
            }
        >
            {words::NONE_ABOUT}
        </EmptyState>
    }
}

/// Whether a click is the second of a double click, or a later one: it would cancel what the first one began. Clicks of
/// the keyboard count as none.
fn is_repeated(click: &MouseEvent) -> bool {
    click.detail() > 1
}

/// Runs all, and cancels.
#[component]
fn RunAll(model: ScriptsModel) -> impl IntoView {
    let is_busy = Memo::new(move |_| model.running.with(Option::is_some));
    let all = move || {
        let ids = |all: &Option<Vec<Script>>| all.iter().flatten().map(|s| s.id.clone()).collect::<Vec<ScriptId>>();
        model.scripts.with_untracked(ids)
    };
    view! {
        <button
            class="btn btn--sm"
            type="button"
            on:click=move |event| {
                if is_repeated(&event) {
                    return;
                }
                if is_busy.get_untracked() {
                    model.performer.with_value(Performer::stop);
                } else {
                    model.run(all());
                }
            }
        >
            {move || {
                let (icon, label) =
                    if is_busy.get() { (IconName::Stop, words::CANCEL) } else { (IconName::Play, words::RUN_ALL) };
                view! {
                    <Icon name=icon />
                    {label}
                }
            }}
        </button>
    }
}

#[component]
fn Table(model: ScriptsModel) -> impl IntoView {
    let scripts = move || model.scripts.get().unwrap_or_default();
    view! {
        <div class="table-wrap script-list" tabindex="0" role="region" aria-label=words::LIST>
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">"Script"</th>
                        <th scope="col">"Runs against"</th>
                        <th scope="col">"Last run"</th>
                        <th scope="col">
                            <span class="vh">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each=scripts key=key_of let(script)>
                        <Row model script />
                    </For>
                </tbody>
            </table>
        </div>
        <div class="card__foot">
            <p class="note">
                <Icon name=IconName::Info />
                <span>{words::LEAVING}</span>
            </p>
        </div>
    }
}

/// A row is built anew whenever anything of its script changed.
fn key_of(script: &Script) -> String {
    serde_json::to_string(script).unwrap_or_default()
}

#[component]
fn Row(model: ScriptsModel, script: Script) -> impl IntoView {
    let id = StoredValue::new(script.id.clone());
    let pinned = script.experiment_id.clone();
    let running = Memo::new(move |_| model.running.get().filter(|r| id.with_value(|id| r.script_id == *id)));
    let is_busy = Memo::new(move |_| model.running.with(Option::is_some));
    let last = Memo::new(move |_| {
        id.with_value(|id| model.last_run(id)).map(|run| (run.score(), run.finished.is_some(), run.started))
    });
    let name = script.name.clone();
    let run_label = format!("{} {name}", words::RUN);
    let show_label = format!(", show the last run of {name}");
    view! {
        <tr>
            <th scope="row">
                {script.name.clone()} <small>{words::turns(script.turns.len())}</small>
                {pinned
                    .map(|id| {
                        view! {
                            <small class="row">
                                <span class="tag tag--accent">
                                    <Icon name=IconName::Flask class="i--sm" />
                                    {move || model.experiments.name(id.as_str())}
                                </span>
                            </small>
                        }
                    })}
            </th>
            <td data-l="Runs against">
                <span class="row gap-3">
                    <span class="tag">{script.stage.to_string()}</span>
                    <span class="tag">{script.locale.clone()}</span>
                </span>
            </td>
            <td data-l="Last run">
                <div aria-live="polite">
                    {move || match running.get() {
                        Some(running) => view! { <Progress running /> }.into_any(),
                        None => {
                            match last.get() {
                                Some((score, finished, at)) => {
                                    let all_passed = score.failed == 0 && score.not_run == 0;
                                    let class = if all_passed { "tag tag--good" } else { "tag tag--bad" };
                                    let icon = if all_passed { IconName::Check } else { IconName::Warn };
                                    view! {
                                        <span class="stack gap-2 script-list__last">
                                            <span class=class>
                                                <Icon name=icon class="i--sm" />
                                                {words::score(score, finished)}
                                            </span>
                                            <button
                                                class="btn btn--link fs-12"
                                                type="button"
                                                on:click=move |_| model.shown.set(Some(id.get_value()))
                                            >
                                                {date_time(at)}
                                                <span class="vh">{show_label.clone()}</span>
                                            </button>
                                        </span>
                                    }
                                        .into_any()
                                }
                                None => view! { <span class="is-muted">{words::NEVER_RUN}</span> }.into_any(),
                            }
                        }
                    }}
                </div>
            </td>
            <td class="act">
                <span class="row">
                    <button
                        class="btn btn--sm"
                        type="button"
                        aria-label=run_label
                        aria-disabled=move || is_busy.get().then_some("true")
                        on:click=move |event| {
                            if !is_repeated(&event) {
                                model.run(vec![id.get_value()]);
                            }
                        }
                    >
                        <Icon name=IconName::Play />
                        {words::RUN}
                    </button>
                    <Actions model script />
                </span>
            </td>
        </tr>
    }
}

#[component]
fn Progress(running: Running) -> impl IntoView {
    let step = words::progress(running.turn, running.of);
    let waits = running.progress.map(progress_words).unwrap_or_default();
    view! {
        <span class="row gap-3 fs-12">
            <Icon name=IconName::Spinner class="spin" />
            <span>{step}</span>
            <span class="is-muted">{waits}</span>
        </span>
    }
}

#[component]
fn Actions(model: ScriptsModel, script: Script) -> impl IntoView {
    let label = format!("More for {}", script.name);
    let script = StoredValue::new(script);
    let id = move || script.with_value(|s| s.id.clone());
    view! {
        <Menu
            button_class="btn btn--ghost btn--icon btn--sm"
            button_label=label.clone()
            label=label
            button=|| view! { <Icon name=IconName::Dots /> }
        >
            <button
                type="button"
                on:click=move |_| model.edit(script.with_value(Draft::of))
            >
                <Icon name=IconName::Edit />
                {words::EDIT}
            </button>
            <button type="button" on:click=move |_| model.duplicate(&id())>
                <Icon name=IconName::Copy />
                {words::DUPLICATE}
            </button>
            <button type="button" on:click=move |_| model.delete(&id())>
                <Icon name=IconName::Close />
                {words::DELETE}
            </button>
        </Menu>
    }
}
