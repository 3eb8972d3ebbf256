//! One turn in the editor.

use leptos::prelude::*;

use super::draft::{Draft, FieldKey, TurnDraft};
use super::editor::Line;
use super::model::ScriptsModel;
use super::words;
use crate::components::choice::Choice;
use crate::components::icon::{Icon, IconName};
use crate::components::picker::Picker;
use crate::domain::conversation::expectation::TextRule;
use crate::platform::document;

fn of<T: Default>(draft: &Draft, key: u32, read: impl FnOnce(&TurnDraft) -> T) -> T {
    draft.turn(key).map(read).unwrap_or_default()
}

fn put(draft: &mut Draft, key: u32, write: impl FnOnce(&mut TurnDraft)) {
    if let Some(turn) = draft.turn_mut(key) {
        write(turn);
    }
}

/// Utterance, session, and what is expected.
#[component]
pub fn TurnFields(
    /// The panel's state.
    model: ScriptsModel,
    /// Which turn.
    key: u32,
) -> impl IntoView {
    let place = Memo::new(move |_| model.typed(|d| d.place(key).unwrap_or_default()));
    let last = Memo::new(move |_| model.typed(|d| d.turns.len().saturating_sub(1)));
    let rules = TextRule::ALL.map(|rule| Choice::new(rule.key(), words::rule(rule))).to_vec();
    let sessions = vec![
        Choice::new("continue", words::CONTINUE).titled("DEFAULT"),
        Choice::new("new", words::START_NEW).titled("FORCE_NEW_SESSION"),
    ];
    let move_it = move |down: bool| model.type_into(None, |draft| draft.move_turn(key, down));
    let remove = move |_| {
        let mut next = None;
        model.type_into(None, |draft| next = draft.remove_turn(key));
        let _ = model.problems.try_update(|all| {
            all.retain(|p| p.field != FieldKey::Utterance(key) && p.field != FieldKey::Slots(key));
        });
        document::focus(&next.map_or(FieldKey::Turns, FieldKey::Utterance).id());
    };
    let button = move |label: &'static str, icon: IconName, closed: Signal<bool>, press: Callback<()>| {
        view! {
            <button
                class="btn btn--ghost btn--icon btn--sm"
                type="button"
                aria-label=move || format!("{label} {}", words::turn(place.get()).to_lowercase())
                aria-disabled=move || closed.get().then_some("true")
                on:click=move |_| {
                    if !closed.get_untracked() {
                        press.run(());
                    }
                }
            >
                <Icon name=icon />
            </button>
        }
    };
    let first = Signal::derive(move || place.get() == 0);
    let is_last = Signal::derive(move || place.get() == last.get());
    view! {
        <li>
            <div class="script-turn" role="group" aria-label=move || words::turn(place.get())>
            <div class="row row--between">
                <h3>{move || words::turn(place.get())}</h3>
                <div class="row gap-2">
                    {button("Move up", IconName::Up, first, Callback::new(move |()| move_it(false)))}
                    {button("Move down", IconName::Down, is_last, Callback::new(move |()| move_it(true)))}
                    <button
                        class="btn btn--ghost btn--icon btn--sm"
                        type="button"
                        aria-label=move || format!("Remove {}", words::turn(place.get()).to_lowercase())
                        on:click=remove
                    >
                        <Icon name=IconName::Close />
                    </button>
                </div>
            </div>
            <div class="script-turn__fields">
                <Line
                    model
                    id=FieldKey::Utterance(key).id()
                    label=words::UTTERANCE
                    field=FieldKey::Utterance(key)
                    turn=key
                    read=|d, key| of(d, key, |t| t.utterance.clone())
                    write=|d, key, value| put(d, key, |t| t.utterance = value)
                />
                <div class="field">
                    <span class="label">{words::SESSION}</span>
                    <Show
                        when=move || !first.get()
                        fallback=|| view! { <p class="hint script-turn__first">{words::FIRST_TURN}</p> }
                    >
                        <Picker
                            label=words::SESSION
                            class="script-pick"
                            choices=Signal::stored(sessions.clone())
                            value=Signal::derive(move || {
                                let anew = model.typed(|d| of(d, key, |t| t.begins_anew));
                                if anew { "new" } else { "continue" }.to_owned()
                            })
                            on_change=move |value: String| {
                                model.type_into(None, |d| put(d, key, |t| t.begins_anew = value == "new"));
                            }
                        />
                    </Show>
                </div>
                <Line
                    model
                    id=format!("script-text-{key}")
                    label=words::TEXT
                    hint=words::TEXT_HINT
                    turn=key
                    read=|d, key| of(d, key, |t| t.text.clone())
                    write=|d, key, value| put(d, key, |t| t.text = value)
                />
                <div class="field">
                    <span class="label">{words::RULE}</span>
                    <Picker
                        label=words::RULE
                        class="script-pick"
                        choices=Signal::stored(rules)
                        value=Signal::derive(move || model.typed(|d| of(d, key, |t| t.rule)).key().to_owned())
                        on_change=move |value: String| {
                            if let Some(rule) = TextRule::parse(&value) {
                                model.type_into(None, |d| put(d, key, |t| t.rule = rule));
                            }
                        }
                    />
                </div>
                <Line
                    model
                    id=format!("script-intent-{key}")
                    label=words::INTENT
                    hint=words::INTENT_HINT
                    turn=key
                    read=|d, key| of(d, key, |t| t.intent.clone())
                    write=|d, key, value| put(d, key, |t| t.intent = value)
                />
                <Line
                    model
                    id=FieldKey::Slots(key).id()
                    label=words::SLOTS
                    hint=words::SLOTS_HINT
                    field=FieldKey::Slots(key)
                    turn=key
                    read=|d, key| of(d, key, |t| t.slots.clone())
                    write=|d, key, value| put(d, key, |t| t.slots = value)
                />
            </div>
            </div>
        </li>
    }
}
