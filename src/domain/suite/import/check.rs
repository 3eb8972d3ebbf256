//! What is to be said about the rows of a list before it becomes a suite.

use std::collections::HashMap;

use super::{IncomingCase, Place, nearest};
use crate::domain::interaction_model::InteractionModel;
use crate::domain::simulation::LONGEST_UTTERANCE;
use crate::domain::suite::Case;
use crate::domain::suite::verdict::folded;
use crate::domain::words;

/// Whether a row can become a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can, and should be looked at.
    Doubtful,
    /// It cannot.
    Unusable,
}

/// What is the matter with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It says nothing.
    NoUtterance,
    /// It says more than the service takes.
    TooLong {
        /// Its characters.
        characters: usize,
    },
    /// It has more cells than there are columns.
    Ragged {
        /// Its cells.
        cells: usize,
        /// The columns.
        columns: usize,
    },
    /// Its utterance is over several lines.
    SeveralLines {
        /// How many.
        lines: usize,
    },
    /// Its slots are not `NAME=VALUE`.
    UnreadableSlots {
        /// What stands there.
        text: String,
    },
    /// It is not an object.
    NotACase,
    /// The model has no such intent.
    UnknownIntent {
        /// The name.
        name: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// The intent has no such slot.
    UnknownSlot {
        /// The intent.
        intent: String,
        /// The slot.
        name: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// No intent is expected, and it names slots.
    SlotsWithoutIntent,
    /// It is the same as another row.
    Duplicate {
        /// That row.
        of: Place,
    },
    /// Another row expects something else of the same words.
    Contradiction {
        /// That row.
        of: Place,
    },
    /// No intent is expected, but the model has one that takes whatever matches nothing.
    FallbackTakesIt,
}

/// The intent that takes what matches nothing else.
const FALLBACK: &str = "AMAZON.FallbackIntent";

/// What is the matter with a row, and with which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDoubt {
    /// Where the row stands in the list.
    pub place: Place,
    /// What is the matter.
    pub doubt: Doubt,
}

impl Doubt {
    /// Whether the row can become a case nevertheless.
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoUtterance | Self::TooLong { .. } | Self::Ragged { .. } | Self::NotACase => Severity::Unusable,
            Self::UnreadableSlots { .. } => Severity::Unusable,
            _ => Severity::Doubtful,
        }
    }

    /// In words, without the row.
    pub fn words(&self) -> String {
        let meant = |meant: &Option<String>| meant.as_ref().map(|n| format!(" Did you mean {n}?")).unwrap_or_default();
        match self {
            Self::NoUtterance => "there is no utterance.".to_owned(),
            Self::TooLong { characters } => format!(
                "the utterance has {} characters; the service takes {LONGEST_UTTERANCE}.",
                words::count(*characters as f64)
            ),
            Self::Ragged { cells, columns } => format!(
                "{cells} cells, but there are {columns} columns. Put quotes around a text that contains the separator."
            ),
            Self::SeveralLines { lines } => {
                format!("the utterance goes over {lines} lines. Is a quote missing?")
            }
            Self::UnreadableSlots { text } => {
                format!("the slots “{}” cannot be read. Write them as City=Portland; Travelers=2.", short(text))
            }
            Self::NotACase => "this is not a case. Expected is an object with utterance and expectedIntent.".to_owned(),
            Self::UnknownIntent { name, meant: name_meant } => {
                format!("no intent called {}.{}", short(name), meant(name_meant))
            }
            Self::UnknownSlot { intent, name, meant: name_meant } => {
                format!("{intent} has no slot {}.{}", short(name), meant(name_meant))
            }
            Self::SlotsWithoutIntent => "it names slots, but no intent.".to_owned(),
            Self::Duplicate { of } => format!("the same as {of}. Both count."),
            Self::Contradiction { of } => {
                format!("{of} expects something else of the same words. At most one of them can be right.")
            }
            Self::FallbackTakesIt => {
                format!(
                    "no intent is expected, but {FALLBACK} takes what matches nothing else. Did you mean {FALLBACK}?"
                )
            }
        }
    }
}

/// The beginning of a text that came from outside.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

impl RowDoubt {
    /// `Line 2: no intent called BookTripIntnt. Did you mean BookTripIntent?`
    pub fn words(&self) -> String {
        format!("{}: {}", self.place.heading(), self.doubt.words())
    }
}

/// The cases of a list, and what is to be said about its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// What can become a case, in the order of the list, with its place there.
    pub cases: Vec<(Place, Case)>,
    /// What is the matter, row by row.
    pub doubts: Vec<RowDoubt>,
}

impl Checked {
    /// Checks rows, against a model where it is known.
    pub(super) fn of(rows: Vec<IncomingCase>, model: Option<&InteractionModel>) -> Self {
        let mut checked = Self::default();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for IncomingCase { place, case, mut doubts } in rows {
            doubts.extend(of_case(&case, !doubts.is_empty()));
            if let Some(model) = model {
                doubts.extend(of_model(&case, model));
            }
            let is_usable = doubts.iter().all(|doubt| doubt.severity() == Severity::Doubtful);
            if is_usable {
                let words = folded(&case.utterance);
                match seen.get(&words).and_then(|&index| checked.cases.get(index)) {
                    Some((twin_at, twin)) if is_same(twin, &case) => doubts.push(Doubt::Duplicate { of: *twin_at }),
                    Some((twin_at, _)) => doubts.push(Doubt::Contradiction { of: *twin_at }),
                    None => {
                        seen.insert(words, checked.cases.len());
                    }
                }
                checked.cases.push((place, case));
            }
            checked.doubts.extend(doubts.into_iter().map(|doubt| RowDoubt { place, doubt }));
        }
        checked
    }

    /// The cases alone.
    pub fn into_cases(self) -> Vec<Case> {
        self.cases.into_iter().map(|(_, case)| case).collect()
    }

    /// How many rows cannot become cases.
    pub fn unusable(&self) -> usize {
        let mut rows: Vec<Place> =
            self.doubts.iter().filter(|d| d.doubt.severity() == Severity::Unusable).map(|d| d.place).collect();
        rows.dedup();
        rows.len()
    }

    /// Takes what was probably meant, wherever that is known, and checks again.
    pub fn with_suggestions(&self, model: Option<&InteractionModel>) -> Self {
        let mut rows: Vec<IncomingCase> = self
            .cases
            .iter()
            .map(|(place, case)| IncomingCase { place: *place, case: case.clone(), doubts: Vec::new() })
            .collect();
        for RowDoubt { place, doubt } in &self.doubts {
            let index = rows.binary_search_by_key(place, |incoming| incoming.place);
            let Some(case) = index.ok().and_then(|index| rows.get_mut(index)).map(|incoming| &mut incoming.case) else {
                continue;
            };
            match doubt {
                Doubt::UnknownIntent { meant: Some(meant), .. } => case.expected_intent = Some(meant.clone()),
                Doubt::FallbackTakesIt => case.expected_intent = Some(FALLBACK.to_owned()),
                Doubt::UnknownSlot { name, meant: Some(meant), .. } if !case.expected_slots.contains_key(meant) => {
                    if let Some(value) = case.expected_slots.remove(name) {
                        case.expected_slots.insert(meant.clone(), value);
                    }
                }
                _ => {}
            }
        }
        let mut checked = Self::of(rows, model);
        let unusable: Vec<Place> =
            self.doubts.iter().filter(|d| d.doubt.severity() == Severity::Unusable).map(|d| d.place).collect();
        checked.doubts.extend(self.doubts.iter().filter(|d| unusable.contains(&d.place)).cloned());
        checked.doubts.sort_by_key(|d| d.place);
        checked
    }
}

fn is_same(a: &Case, b: &Case) -> bool {
    a.intent() == b.intent() && a.expected_slots == b.expected_slots
}

fn of_case(case: &Case, is_broken: bool) -> Option<Doubt> {
    let characters = case.utterance.chars().count();
    match characters {
        // A row that could not be read has been spoken of.
        0 if is_broken => None,
        0 => Some(Doubt::NoUtterance),
        _ if characters > LONGEST_UTTERANCE => Some(Doubt::TooLong { characters }),
        _ if case.intent().is_none() && !case.expected_slots.is_empty() => Some(Doubt::SlotsWithoutIntent),
        _ => None,
    }
}

fn of_model(case: &Case, model: &InteractionModel) -> Vec<Doubt> {
    let names = || model.intents.iter().map(|intent| intent.name.as_str());
    let Some(name) = case.intent() else {
        let takes = !case.utterance.is_empty() && names().any(|name| name == FALLBACK);
        return takes.then_some(Doubt::FallbackTakesIt).into_iter().collect();
    };
    let Some(intent) = model.intent(name) else {
        let meant = nearest(name, names()).map(str::to_owned);
        return vec![Doubt::UnknownIntent { name: name.to_owned(), meant }];
    };
    let known = || intent.slots.iter().map(|slot| slot.name.as_str());
    let unknown = case.expected_slots.keys().filter(|slot| !known().any(|name| name == slot.as_str()));
    let doubts = unknown.map(|slot| Doubt::UnknownSlot {
        intent: name.to_owned(),
        name: slot.clone(),
        meant: nearest(slot, known()).map(str::to_owned),
    });
    doubts.collect()
}
