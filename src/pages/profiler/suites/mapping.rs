//! What the columns of a list mean, for the person to say.

use leptos::prelude::*;

use super::editor_model::EditorModel;
use crate::components::choice::Choice;
use crate::components::picker::Picker;
use crate::domain::suite::import::{ColumnUse, Mapping};
use crate::pages::profiler::words::editor as words;

mod text {
    pub const HEADING: &str = "Columns";
    pub const HAS_HEAD: &str = "The first row names the columns";
    pub const NO_UTTERANCE: &str = "Say which column holds the utterances.";
}

/// A picker for each column of a table; nothing where the list has none.
#[component]
pub fn ColumnMapping(
    /// The state of the editor.
    editor: EditorModel,
) -> impl IntoView {
    let names = Memo::new(move |_| {
        let Some(Ok(incoming)) = editor.incoming.get() else { return Vec::new() };
        let has_head = editor.mapping.with(|m| m.has_head);
        let Some(table) = incoming.table() else { return Vec::new() };
        (0..table.width(false).min(MOST_COLUMNS)).map(|index| table.column_name(index, has_head)).collect::<Vec<_>>()
    });
    let change = move |change: &dyn Fn(&mut Mapping)| {
        let mut mapping = editor.mapping.get_untracked();
        change(&mut mapping);
        editor.said.set(Some(mapping));
    };
    let picker = move |(index, name): (usize, String)| {
        let own = name.clone();
        let choices = Signal::derive(move || {
            let mut uses = vec![ColumnUse::Utterance, ColumnUse::Intent, ColumnUse::Slots, ColumnUse::Ignored];
            let model = editor.interaction.with(|m| m.shown().cloned());
            let known = model.iter().flat_map(|m| &m.intents).flat_map(|i| &i.slots).map(|s| s.name.clone());
            let now = editor.mapping.with(|m| m.columns.get(index).cloned());
            let now = now.and_then(|used| if let ColumnUse::Slot(name) = used { Some(name) } else { None });
            for slot in now.into_iter().chain(known).chain([own.clone()]) {
                let slot = ColumnUse::Slot(slot);
                if !uses.contains(&slot) {
                    uses.push(slot);
                }
            }
            uses.iter().map(|used| Choice::new(words::use_key(used), words::use_words(used))).collect::<Vec<_>>()
        });
        let value = Signal::derive(move || {
            editor.mapping.with(|m| m.columns.get(index).map(words::use_key)).unwrap_or_default()
        });
        let on_change = move |key: String| {
            change(&|mapping| {
                let used = words::parse_use(&key);
                // One column holds the utterances, one the intents.
                if matches!(used, ColumnUse::Utterance | ColumnUse::Intent) {
                    for other in mapping.columns.iter_mut().filter(|other| **other == used) {
                        *other = ColumnUse::Ignored;
                    }
                }
                if let Some(column) = mapping.columns.get_mut(index) {
                    *column = used;
                }
            });
        };
        view! { <Picker label=name choices value on_change /> }
    };
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <fieldset class="field mapping">
                <legend class="label">{text::HEADING}</legend>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || editor.mapping.with(|m| m.has_head)
                        on:change:target=move |event| {
                            let has_head = event.target().checked();
                            change(&|mapping| mapping.has_head = has_head);
                        }
                    />
                    {text::HAS_HEAD}
                </label>
                <div class="row">{move || names.get().into_iter().enumerate().map(picker).collect_view()}</div>
                <Show when=move || !editor.mapping.with(Mapping::has_utterance)>
                    <p class="error" role="alert">
                        {text::NO_UTTERANCE}
                    </p>
                </Show>
            </fieldset>
        </Show>
    }
}

/// More columns than this are not asked about; what was guessed of them holds.
const MOST_COLUMNS: usize = 40;
