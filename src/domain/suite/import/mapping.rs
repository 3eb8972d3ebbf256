//! What the columns of a table mean.

use std::collections::BTreeMap;

use super::check::Doubt;
use super::slot_text::read_slots;
use super::table::{Row, Table, normal};
use super::{IncomingCase, Place, intent_of, printable, utterance_of, value_of};
use crate::domain::export::neutral_cell;
use crate::domain::interaction_model::InteractionModel;
use crate::domain::suite::Case;

/// What a column is used for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ColumnUse {
    /// Nothing.
    #[default]
    Ignored,
    /// What the customer says.
    Utterance,
    /// The intent that it should reach.
    Intent,
    /// All slots in one text: `DepartingCity=Seattle; ArrivingCity=Portland`.
    Slots,
    /// The value of one slot.
    Slot(String),
}

impl ColumnUse {
    /// What a heading probably means, without a model.
    pub fn of_name(name: &str) -> Self {
        let name = name.trim();
        if let Some(slot) = slot_in_brackets(name) {
            return Self::Slot(slot.to_owned());
        }
        match normal(name).as_str() {
            "utterance" | "utterances" | "text" | "phrase" | "query" | "input" | "inpututterance" | "sentence" => {
                Self::Utterance
            }
            "expectedintent" | "intent" | "intentname" | "expectedintentname" | "expected" => Self::Intent,
            "slots" | "expectedslots" => Self::Slots,
            "" | "referencetimestamp" | "row" | "line" | "id" | "note" | "notes" | "comment" | "comments"
            | "status" | "result" | "got" | "gotintent" | "gotslots" | "actual" | "actualintent" | "considered"
            | "message" | "requestid" => Self::Ignored,
            _ => Self::Slot(name.to_owned()),
        }
    }

    /// Whether it is the utterance.
    pub fn is_utterance(&self) -> bool {
        *self == Self::Utterance
    }

    /// The heading that a slot's column is written with: its name, or `slot[NAME]` where the name alone means something
    /// else.
    pub fn heading_of_slot(name: &str) -> String {
        if Self::of_name(name) == Self::Slot(name.to_owned()) { name.to_owned() } else { format!("slot[{name}]") }
    }
}

/// `slot[City]`, as annotation sets have it.
fn slot_in_brackets(name: &str) -> Option<&str> {
    let start =
        name.find('[').filter(|&at| matches!(normal(&name[..at]).as_str(), "slot" | "slots" | "expectedslot"))?;
    name.get(start + 1..)?.strip_suffix(']')
}

/// What each column means, and whether the first row is a heading. The page lets a person change all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Whether the first row names the columns.
    pub has_head: bool,
    /// One for each column.
    pub columns: Vec<ColumnUse>,
}

impl Mapping {
    /// The most probable one. A heading is recognised by a column for utterances; slots by the model's, whatever their
    /// capitals. Without a heading, the first column is the utterance and the second the intent.
    pub fn guess(table: &Table, model: Option<&InteractionModel>) -> Self {
        let head: Vec<ColumnUse> = table
            .rows
            .first()
            .into_iter()
            .flat_map(|row| &row.cells)
            .map(|name| ColumnUse::of_name(&plain(name)))
            .collect();
        if !head.iter().any(ColumnUse::is_utterance) {
            let columns = (0..table.width(false)).map(|index| match index {
                0 => ColumnUse::Utterance,
                1 => ColumnUse::Intent,
                _ => ColumnUse::Ignored,
            });
            return Self { has_head: false, columns: columns.collect() };
        }
        let mut columns = head;
        let mut has = (false, false, false);
        for column in &mut columns {
            let again = match column {
                ColumnUse::Utterance => std::mem::replace(&mut has.0, true),
                ColumnUse::Intent => std::mem::replace(&mut has.1, true),
                ColumnUse::Slots => std::mem::replace(&mut has.2, true),
                ColumnUse::Slot(name) => {
                    if let Some(known) = model.and_then(|model| slot_of(model, name)) {
                        known.clone_into(name);
                    }
                    false
                }
                ColumnUse::Ignored => false,
            };
            // A second column of the same kind is left to the person.
            if again {
                *column = ColumnUse::Ignored;
            }
        }
        Self { has_head: true, columns }
    }

    /// Whether a column says what the customer says; without one there are no cases.
    pub fn has_utterance(&self) -> bool {
        self.columns.iter().any(ColumnUse::is_utterance)
    }

    /// The rows of a table as cases.
    pub(super) fn cases(&self, table: &Table) -> Vec<IncomingCase> {
        let width = table.width(self.has_head);
        table.body(self.has_head).iter().map(|row| self.case(row, width)).collect()
    }

    fn case(&self, Row { line, cells }: &Row, width: usize) -> IncomingCase {
        let (mut case, mut doubts) = (Case::default(), Vec::new());
        if cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            doubts.push(Doubt::Ragged { cells: cells.len(), columns: width });
        }
        let mut slots = BTreeMap::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            let text = plain(cell);
            match column {
                ColumnUse::Ignored => {}
                ColumnUse::Utterance => {
                    let lines = text.trim().lines().count();
                    if lines > 1 {
                        doubts.push(Doubt::SeveralLines { lines });
                    }
                    case.utterance = utterance_of(&text);
                }
                ColumnUse::Intent => case.expected_intent = intent_of(&text),
                ColumnUse::Slots => match read_slots(&text) {
                    Some(read) => slots.extend(read),
                    None => doubts.push(Doubt::UnreadableSlots { text: text.clone() }),
                },
                ColumnUse::Slot(name) if !text.trim().is_empty() => {
                    slots.insert(name.clone(), value_of(&text));
                }
                ColumnUse::Slot(_) => {}
            }
        }
        case.expected_slots = slots.into_iter().map(|(name, value)| (printable(&name), printable(&value))).collect();
        IncomingCase { place: Place::Line(*line), case, doubts }
    }
}

/// A cell without the apostrophe that [`safe_cell`] put before it.
fn plain(cell: &str) -> String {
    let rest = cell.strip_prefix('\'');
    rest.filter(|rest| is_marked(rest)).unwrap_or(cell).to_owned()
}

/// Whether a text without its apostrophes is one that spreadsheets take for a formula.
fn is_marked(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    neutral_cell(bare) != bare
}

/// A cell that no spreadsheet takes for a formula, and that is read again as it was: a text that has an apostrophe there
/// already gets one more.
pub(in crate::domain::suite) fn safe_cell(text: &str) -> String {
    if is_marked(text) { format!("'{text}") } else { text.to_owned() }
}

/// A slot of any intent, whatever the capitals and marks of its name.
fn slot_of<'a>(model: &'a InteractionModel, name: &str) -> Option<&'a str> {
    let all = || model.intents.iter().flat_map(|intent| &intent.slots).map(|slot| slot.name.as_str());
    all().find(|known| *known == name).or_else(|| all().find(|known| normal(known) == normal(name)))
}
