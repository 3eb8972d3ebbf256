//! What both sides are asked.

use leptos::prelude::*;

use super::model::CompareModel;
use super::words;
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, IconName};
use crate::domain::conversation::script::Script;
use crate::domain::experiment::ExperimentState;
use crate::pages::simulator::scripts::words::turns;

/// The choice of scripts and utterances; once asked, what was asked.
#[component]
pub fn Questions(
    /// The comparison's state.
    model: CompareModel,
) -> impl IntoView {
    let has_begun = Memo::new(move |_| model.preflight.with(Option::is_some));
    let starting_over = RwSignal::new(false);
    let is_asking = Memo::new(move |_| model.asking.with(Option::is_some));
    let state = move || model.store.state().unwrap_or(ExperimentState::Created);
    view! {
        <section class="card" aria-labelledby="questions-title">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="questions-title">{words::QUESTIONS}</h2>
                    <p>{words::QUESTIONS_ABOUT}</p>
                </div>
                <Show when=move || has_begun.get()>
                    <button
                        class="btn btn--sm push"
                        type="button"
                        aria-disabled=move || is_asking.get().then_some("true")
                        on:click=move |_| {
                            if !is_asking.get_untracked() {
                                starting_over.set(true);
                            }
                        }
                    >
                        <Icon name=IconName::Reset />
                        {words::START_OVER}
                    </button>
                </Show>
            </div>
            <div class="card__body stack gap-6">
                {move || {
                    if has_begun.get() || is_asking.get() {
                        view! { <Asked model /> }.into_any()
                    } else {
                        view! { <Choice model /> }.into_any()
                    }
                }}
            </div>
        </section>
        <Dialog
            id="start-over"
            heading=words::START_OVER_HEADING
            open=starting_over
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| starting_over.set(false)>
                        {words::KEEP}
                    </button>
                    <button
                        class="btn btn--danger"
                        type="button"
                        on:click=move |_| {
                            starting_over.set(false);
                            model.start_over();
                        }
                    >
                        {words::FORGET}
                    </button>
                }
            }
        >
            <p>{move || words::start_over(&state())}</p>
        </Dialog>
    }
}

#[component]
fn Asked(model: CompareModel) -> impl IntoView {
    view! {
        <ul class="compare-asked">
            {move || {
                model
                    .preflight
                    .with(|preflight| {
                        let all = preflight.iter().flat_map(|p| &p.conversations);
                        all.map(|c| {
                                let utterances =
                                    c.turns.iter().map(|t| format!("“{}”", t.utterance)).collect::<Vec<_>>();
                                let name = c.script_id.is_some().then(|| c.name.clone());
                                view! {
                                    <li>
                                        {name.map(|name| view! { <b>{name}</b> })} <span>{utterances.join(", ")}</span>
                                    </li>
                                }
                            })
                            .collect_view()
                    })
            }}
        </ul>
    }
}

#[component]
fn Choice(model: CompareModel) -> impl IntoView {
    let offered = Memo::new(move |_| {
        let locale = model.page.locale.get();
        model.scripts.with(|all| all.iter().filter(|s| s.locale == locale).cloned().collect::<Vec<_>>())
    });
    let experiment_id = StoredValue::new(model.ids().1);
    let row = move |script: Script| {
        let id = StoredValue::new(script.id.clone());
        let is_pinned = experiment_id.with_value(|e| script.experiment_id.as_ref() == Some(e));
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || model.chosen.with(|c| id.with_value(|id| c.scripts.contains(id)))
                    on:change:target=move |event| {
                        let is_on = event.target().checked();
                        let _ = model.problem.try_set(None);
                        model
                            .chosen
                            .update(|chosen| {
                                if is_on {
                                    chosen.scripts.insert(id.get_value());
                                } else {
                                    id.with_value(|id| chosen.scripts.remove(id));
                                }
                            });
                    }
                />
                <span>
                    {script.name.clone()} " "
                    <span class="is-muted">
                        {turns(script.turns.len())} {is_pinned.then(|| format!(", {}", words::PINNED_SCRIPT))}
                    </span>
                </span>
            </label>
        }
    };
    let is_wrong = move || model.problem.with(Option::is_some);
    view! {
        <fieldset class="stack gap-5">
            <legend class="label">{words::SCRIPTS}</legend>
            {move || {
                let all = offered.get();
                if all.is_empty() {
                    view! { <p class="hint">{words::no_scripts(&model.page.locale.get())}</p> }.into_any()
                } else {
                    all.into_iter().map(row).collect_view().into_any()
                }
            }}
        </fieldset>
        <div class="field">
            <label class="label" for="compare-utterances">
                {words::UTTERANCES}
            </label>
            <textarea
                class="textarea"
                id="compare-utterances"
                rows="4"
                spellcheck="false"
                prop:value=move || model.chosen.with(|c| c.typed.clone())
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=move || {
                    if is_wrong() {
                        "compare-utterances-hint compare-utterances-error"
                    } else {
                        "compare-utterances-hint"
                    }
                }
                on:input:target=move |event| {
                    let value = event.target().value();
                    let _ = model.problem.try_set(None);
                    model.chosen.update(|chosen| chosen.typed = value);
                }
            ></textarea>
            <p class="hint" id="compare-utterances-hint">
                {words::UTTERANCES_HINT}
            </p>
            {move || {
                model
                    .problem
                    .get()
                    .map(|words| {
                        view! {
                            <p class="error" id="compare-utterances-error" role="alert">
                                <Icon name=IconName::Alert class="i--sm" />
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
