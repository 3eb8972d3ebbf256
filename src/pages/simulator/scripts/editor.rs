//! The editor of a script.

use leptos::prelude::*;

use super::draft::{Draft, FieldKey};
use super::model::ScriptsModel;
use super::turn_fields::TurnFields;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;
use crate::domain::experiment::ExperimentState;
use crate::domain::skill::Stage;
use crate::pages::simulator::words as simulator_words;
use crate::platform::document;

/// What is wrong with a field. Tracked.
pub fn problem(model: ScriptsModel, field: FieldKey) -> Option<String> {
    model.problems.with(|all| all.iter().find(|p| p.field == field).map(|p| p.words.clone()))
}

/// The words for what is wrong with a field, under it.
#[component]
pub fn FieldProblem(model: ScriptsModel, field: FieldKey) -> impl IntoView {
    let id = format!("{}-error", field.id());
    move || {
        problem(model, field).map(|words| {
            view! {
                <p class="error" id=id.clone()>
                    <Icon name=IconName::Alert class="i--sm" />
                    <span>{words}</span>
                </p>
            }
        })
    }
}

/// One line of text of the draft, with its label, hint and problem.
#[component]
pub fn Line(
    /// The panel's state.
    model: ScriptsModel,
    /// The control's id.
    id: String,
    /// What it is.
    label: &'static str,
    /// What belongs in it.
    #[prop(optional)]
    hint: &'static str,
    /// The field, where something can be wrong with it.
    #[prop(optional)]
    field: Option<FieldKey>,
    /// What stands in it.
    read: fn(&Draft, u32) -> String,
    /// Takes what is typed.
    write: fn(&mut Draft, u32, String),
    /// The turn that it belongs to; 0 for none.
    #[prop(optional)]
    turn: u32,
    /// Names that are offered.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let is_wrong = move || field.is_some_and(|field| problem(model, field).is_some());
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = move || {
        let parts = [(!hint.is_empty()).then(|| hint_id.clone()), is_wrong().then(|| error_id.clone())];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    view! {
        <div class="field">
            <label class="label" for=id.clone()>
                {label}
            </label>
            <input
                class="input"
                id=id.clone()
                type="text"
                autocomplete="off"
                spellcheck="false"
                list=list
                prop:value=move || model.typed(|d| read(d, turn))
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=described
                on:input:target=move |event| {
                    let value = event.target().value();
                    model.type_into(field, |draft| write(draft, turn, value));
                }
            />
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {field.map(|field| view! { <FieldProblem model field /> })}
        </div>
    }
}

/// The editor.
#[component]
pub fn Editor(
    /// The panel's state.
    model: ScriptsModel,
) -> impl IntoView {
    // Whatever opened the editor has gone with the list, and the focus with it.
    Effect::new(|_| request_animation_frame(|| document::focus_if_nowhere("script-name")));
    let is_new = Memo::new(move |_| model.typed(|d| d.id.is_none()));
    let keys = Memo::new(move |_| model.typed(|d| d.turns.iter().map(|t| t.key).collect::<Vec<_>>()));
    let stages = [Stage::Live, Stage::Development].map(|s| Choice::plain(s.as_str())).to_vec();
    let add = move |_| {
        let mut key = 0;
        model.type_into(Some(FieldKey::Turns), |draft| key = draft.add_turn(None));
        request_animation_frame(move || document::focus(&FieldKey::Utterance(key).id()));
    };
    let locales = move || {
        let own = model.page.skill.with(|s| s.as_ref().map(|s| s.locales.clone()).unwrap_or_default());
        simulator_words::offered_locales(&own, "")
    };
    view! {
        <form
            class="card script-editor"
            aria-labelledby="script-editor-title"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                model.save();
            }
        >
            <div class="card__head card__head--line">
                <h2 id="script-editor-title">{move || words::editor_title(is_new.get())}</h2>
            </div>
            <div class="card__body stack gap-6">
                <div class="cols cols--2">
                    <Line
                        model
                        id=FieldKey::Name.id()
                        label=words::NAME
                        field=FieldKey::Name
                        read=|d, _| d.name.clone()
                        write=|d, _, value| d.name = value
                    />
                    <Pin model />
                    <div class="field">
                        <span class="label">{words::STAGE}</span>
                        <Segmented
                            name="script-stage"
                            label=words::STAGE
                            choices=Signal::stored(stages)
                            value=Signal::derive(move || model.typed(|d| d.stage.to_string()))
                            on_change=move |stage: String| {
                                model.type_into(None, |draft| draft.stage = Stage::from(stage));
                            }
                        />
                    </div>
                    <Line
                        model
                        id=FieldKey::Locale.id()
                        label=words::LOCALE
                        hint=words::LOCALE_HINT
                        field=FieldKey::Locale
                        list="script-locales"
                        read=|d, _| d.locale.clone()
                        write=|d, _, value| d.locale = value
                    />
                    <datalist id="script-locales">
                        {move || locales().into_iter().map(|l| view! { <option value=l></option> }).collect_view()}
                    </datalist>
                </div>
                <ol class="script-turns">
                    <For each=move || keys.get() key=|key| *key let(key)>
                        <TurnFields model key />
                    </For>
                </ol>
                <div class="field">
                    <button class="btn" type="button" id=FieldKey::Turns.id() on:click=add>
                        <Icon name=IconName::Plus />
                        {words::ADD_TURN}
                    </button>
                    <FieldProblem model field=FieldKey::Turns />
                </div>
                <Summary model />
            </div>
            <div class="card__foot row">
                <button class="btn btn--primary" type="submit">
                    {words::SAVE}
                </button>
                <button class="btn" type="button" on:click=move |_| model.discard()>
                    {words::DISCARD}
                </button>
            </div>
        </form>
    }
}

/// What is wrong, all together.
#[component]
fn Summary(model: ScriptsModel) -> impl IntoView {
    move || {
        let n = model.problems.with(Vec::len);
        (n > 0).then(|| view! { <Banner tone=Tone::Bad icon=IconName::Alert heading=words::problems(n) /> })
    }
}

/// The experiment that the script is pinned to.
#[component]
fn Pin(model: ScriptsModel) -> impl IntoView {
    let is_over = |state: Option<&ExperimentState>| {
        matches!(state, Some(ExperimentState::Stopped | ExperimentState::Failed | ExperimentState::Deleted))
    };
    let choices = move || {
        let now = model.typed(|d| d.experiment.clone());
        let mut choices = vec![Choice::new("", words::NO_EXPERIMENT)];
        model.experiments.list.with(|list| {
            for experiment in list.shown().into_iter().flatten() {
                let id = experiment.experiment_id.as_str();
                if id == now || !is_over(experiment.state.as_ref()) {
                    choices.push(Choice::new(id, experiment.name.clone().unwrap_or_else(|| id.to_owned())));
                }
            }
        });
        if !choices.iter().any(|c| c.value == now) {
            choices.push(Choice::plain(now));
        }
        choices
    };
    view! {
        <div class="field">
            <label class="label" for="script-experiment">
                {words::EXPERIMENT}
            </label>
            <select
                class="select"
                id="script-experiment"
                aria-describedby="script-experiment-hint"
                on:change:target=move |event| {
                    let value = event.target().value();
                    model.type_into(None, |draft| draft.experiment = value);
                }
            >
                {move || {
                    let now = model.typed(|d| d.experiment.clone());
                    choices()
                        .into_iter()
                        .map(|choice| {
                            let selected = choice.value == now;
                            view! {
                                <option value=choice.value prop:selected=selected>
                                    {choice.label}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            <p class="hint" id="script-experiment-hint">
                {words::EXPERIMENT_HINT}
            </p>
        </div>
    }
}
