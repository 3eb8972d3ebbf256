//! What is typed into the editor of a script, before it is one.

use serde::{Deserialize, Serialize};

use super::words;
use crate::domain::conversation::expectation::{Expectation, TextExpectation, TextRule};
use crate::domain::conversation::script::{LONGEST_SCRIPT_NAME, MOST_TURNS, Script, ScriptTurn};
use crate::domain::id::{ExperimentId, ScriptId, SkillId};
use crate::domain::instant::Instant;
use crate::domain::simulation::{LONGEST_UTTERANCE, SessionMode};
use crate::domain::skill::Stage;
use crate::pages::simulator::words::typed_locale;

/// A script as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Draft {
    /// The script that is changed; `None` for a new one.
    pub id: Option<ScriptId>,
    /// Its name.
    pub name: String,
    /// The stage that it is run against.
    pub stage: Stage,
    /// The device's locale.
    pub locale: String,
    /// The experiment that it is pinned to; empty for none.
    pub experiment: String,
    /// Its turns.
    pub turns: Vec<TurnDraft>,
    next_key: u32,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            id: None,
            name: String::new(),
            stage: Stage::Live,
            locale: String::new(),
            experiment: String::new(),
            turns: Vec::new(),
            next_key: 0,
        }
    }
}

/// A turn as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TurnDraft {
    /// Tells the turns of a draft apart.
    pub key: u32,
    /// What is said.
    pub utterance: String,
    /// Whether it begins a new session.
    pub begins_anew: bool,
    /// How the expected text is compared.
    pub rule: TextRule,
    /// The expected text; empty where none is.
    pub text: String,
    /// The expected intent; empty where none is.
    pub intent: String,
    /// The expected slots, as `City = Portland; Date = 2026-11-21`.
    pub slots: String,
}

/// A field of the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKey {
    /// The name.
    Name,
    /// The locale.
    Locale,
    /// The button that adds a turn, where there are too many or none.
    Turns,
    /// The utterance of a turn.
    Utterance(u32),
    /// The slots of a turn.
    Slots(u32),
}

impl FieldKey {
    /// The id of its control.
    pub fn id(self) -> String {
        match self {
            Self::Name => "script-name".to_owned(),
            Self::Locale => "script-locale".to_owned(),
            Self::Turns => "script-add-turn".to_owned(),
            Self::Utterance(key) => format!("script-utterance-{key}"),
            Self::Slots(key) => format!("script-slots-{key}"),
        }
    }
}

/// A field and what is wrong with it, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: FieldKey,
    /// In words.
    pub words: String,
}

impl Draft {
    /// A new script with one empty turn.
    pub fn new(stage: Stage, locale: String) -> Self {
        let mut draft = Self { stage, locale, ..Self::default() };
        draft.add_turn(None);
        draft
    }

    /// A script to be changed.
    pub fn of(script: &Script) -> Self {
        let mut draft = Self {
            id: Some(script.id.clone()),
            name: script.name.clone(),
            stage: script.stage.clone(),
            locale: script.locale.clone(),
            experiment: script.experiment_id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
            ..Self::default()
        };
        draft.say(&script.turns);
        draft
    }

    /// A new script that says what a conversation said.
    pub fn saying(name: String, stage: Stage, locale: String, turns: &[ScriptTurn]) -> Self {
        let mut draft = Self { name, stage, locale, ..Self::default() };
        draft.say(turns);
        draft
    }

    fn say(&mut self, turns: &[ScriptTurn]) {
        for turn in turns {
            let key = self.take_key();
            let text = turn.expected.text.clone();
            let slots = turn.expected.slots.iter().map(|(name, value)| format!("{name} = {value}"));
            self.turns.push(TurnDraft {
                key,
                utterance: turn.utterance.clone(),
                begins_anew: turn.mode == SessionMode::ForceNewSession,
                rule: text.as_ref().map(|t| t.rule).unwrap_or_default(),
                text: text.map(|t| t.text).unwrap_or_default(),
                intent: turn.expected.intent.clone().unwrap_or_default(),
                slots: slots.collect::<Vec<_>>().join("; "),
            });
        }
    }

    fn take_key(&mut self) -> u32 {
        self.next_key = self.next_key.wrapping_add(1);
        self.next_key
    }

    /// Adds an empty turn behind another, else at the end; returns its key.
    pub fn add_turn(&mut self, behind: Option<u32>) -> u32 {
        let key = self.take_key();
        let at = behind.and_then(|key| self.place(key)).map_or(self.turns.len(), |place| place + 1);
        self.turns.insert(at, TurnDraft { key, ..TurnDraft::default() });
        key
    }

    /// Where a turn is.
    pub fn place(&self, key: u32) -> Option<usize> {
        self.turns.iter().position(|turn| turn.key == key)
    }

    /// Removes a turn; returns the key of the one that is in its place, or before it.
    pub fn remove_turn(&mut self, key: u32) -> Option<u32> {
        let place = self.place(key)?;
        self.turns.remove(place);
        let next = self.turns.get(place).or_else(|| self.turns.last());
        next.map(|turn| turn.key)
    }

    /// Moves a turn up or down by one place.
    pub fn move_turn(&mut self, key: u32, down: bool) {
        let Some(place) = self.place(key) else { return };
        let other = if down { Some(place + 1) } else { place.checked_sub(1) };
        if let Some(other) = other.filter(|other| *other < self.turns.len()) {
            self.turns.swap(place, other);
        }
    }

    /// The turn with a key.
    pub fn turn(&self, key: u32) -> Option<&TurnDraft> {
        self.turns.iter().find(|turn| turn.key == key)
    }

    /// The same, to be changed.
    pub fn turn_mut(&mut self, key: u32) -> Option<&mut TurnDraft> {
        self.turns.iter_mut().find(|turn| turn.key == key)
    }

    /// Makes it a script.
    ///
    /// # Errors
    /// What is wrong with it, in the order of the editor.
    pub fn parse(&self, skill_id: &SkillId, new_id: &ScriptId, now: Instant) -> Result<Script, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut add = |field: FieldKey, words: String| problems.push(Problem { field, words });
        let name = self.name.trim();
        if name.is_empty() {
            add(FieldKey::Name, words::NAME_MISSING.to_owned());
        } else if name.chars().count() > LONGEST_SCRIPT_NAME {
            add(FieldKey::Name, words::too_long(LONGEST_SCRIPT_NAME));
        }
        let locale = typed_locale(&self.locale);
        if locale.is_none() {
            add(FieldKey::Locale, words::NOT_A_LOCALE.to_owned());
        }
        if self.turns.is_empty() {
            add(FieldKey::Turns, words::NO_TURNS.to_owned());
        } else if self.turns.len() > MOST_TURNS {
            add(FieldKey::Turns, words::too_many_turns(MOST_TURNS));
        }
        let mut turns = Vec::new();
        for turn in &self.turns {
            let utterance = turn.utterance.trim();
            if utterance.is_empty() {
                add(FieldKey::Utterance(turn.key), words::UTTERANCE_MISSING.to_owned());
            } else if utterance.chars().count() > LONGEST_UTTERANCE {
                add(FieldKey::Utterance(turn.key), words::too_long(LONGEST_UTTERANCE));
            }
            let slots = slots_of(&turn.slots);
            if let Err(part) = &slots {
                add(FieldKey::Slots(turn.key), words::not_a_slot(part));
            }
            let text = turn.text.trim();
            let intent = turn.intent.trim();
            turns.push(ScriptTurn {
                utterance: utterance.to_owned(),
                mode: if turn.begins_anew { SessionMode::ForceNewSession } else { SessionMode::Default },
                expected: Expectation {
                    text: (!text.is_empty()).then(|| TextExpectation { rule: turn.rule, text: text.to_owned() }),
                    intent: (!intent.is_empty()).then(|| intent.to_owned()),
                    slots: slots.unwrap_or_default(),
                },
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Script {
            id: self.id.clone().unwrap_or_else(|| new_id.clone()),
            name: name.to_owned(),
            skill_id: skill_id.clone(),
            stage: self.stage.clone(),
            locale: locale.unwrap_or_default(),
            experiment_id: ExperimentId::parse(&self.experiment).ok(),
            changed: now,
            turns,
        })
    }
}

/// Reads `City = Portland; Date = today`.
///
/// # Errors
/// The part that has no name and value.
fn slots_of(text: &str) -> Result<std::collections::BTreeMap<String, String>, String> {
    let parts = text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| {
        let pair = part.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        pair.filter(|(name, value)| !name.is_empty() && !value.is_empty()).ok_or_else(|| part.to_owned())
    };
    parts.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(draft: &Draft) -> Result<Script, Vec<Problem>> {
        let (skill, id) = (SkillId::parse("amzn1.ask.skill.1").unwrap(), ScriptId::parse("new").unwrap());
        draft.parse(&skill, &id, Instant::from_epoch_s(3))
    }

    fn good() -> Draft {
        let mut draft = Draft::new(Stage::Live, "en_us".into());
        draft.name = " Booking ".into();
        let key = draft.turns[0].key;
        *draft.turn_mut(key).unwrap() = TurnDraft {
            key,
            utterance: " open city trips ".into(),
            text: "Welcome*".into(),
            rule: TextRule::Wildcard,
            intent: "LaunchRequest".into(),
            slots: "City = Portland; Date=2026-11-21;".into(),
            begins_anew: true,
        };
        draft
    }

    #[test]
    fn what_is_typed_becomes_a_script_and_the_script_what_is_typed() {
        let mut draft = good();
        draft.experiment = "e1".into();
        draft.add_turn(None);
        draft.turns[1].utterance = "help".into();
        let script = parse(&draft).unwrap();
        assert_eq!((script.name.as_str(), script.locale.as_str()), ("Booking", "en-US"));
        assert_eq!(script.turns[0].expected.slots.len(), 2);
        assert!(script.turns[1].expected.is_empty());
        let again = parse(&Draft::of(&script)).unwrap();
        assert_eq!(again, script);
    }

    #[test]
    fn every_field_is_checked_and_named() {
        let mut draft = good();
        draft.name = "x".repeat(LONGEST_SCRIPT_NAME + 1);
        draft.locale = "english".into();
        draft.turns[0].slots = "City".into();
        let (empty, long) = (draft.add_turn(None), draft.add_turn(None));
        draft.turn_mut(long).unwrap().utterance = "é".repeat(LONGEST_UTTERANCE + 1);
        let first = draft.turns[0].key;
        let fields: Vec<FieldKey> = parse(&draft).unwrap_err().into_iter().map(|p| p.field).collect();
        use FieldKey::{Locale, Name, Slots, Turns, Utterance};
        assert_eq!(fields, [Name, Locale, Slots(first), Utterance(empty), Utterance(long)]);
        let none = Draft { turns: Vec::new(), ..good() };
        assert_eq!(parse(&none).unwrap_err()[0].field, Turns);
        let mut exact = good();
        exact.turns[0].utterance = "é".repeat(LONGEST_UTTERANCE);
        assert!(parse(&exact).is_ok());
    }

    #[test]
    fn turns_are_added_moved_and_removed_by_key() {
        let mut draft = good();
        let first = draft.turns[0].key;
        let last = draft.add_turn(None);
        let middle = draft.add_turn(Some(first));
        let keys = |draft: &Draft| draft.turns.iter().map(|t| t.key).collect::<Vec<_>>();
        assert_eq!(keys(&draft), [first, middle, last]);
        draft.move_turn(last, false);
        assert_eq!(keys(&draft), [first, last, middle]);
        draft.move_turn(first, false);
        draft.move_turn(middle, true);
        assert_eq!(keys(&draft), [first, last, middle]);
        assert_eq!(draft.remove_turn(middle), Some(last));
        assert_eq!(draft.remove_turn(first), Some(last));
        assert_eq!(draft.remove_turn(last), None);
    }

    #[test]
    fn a_draft_that_is_kept_gives_no_key_twice() {
        let draft = good();
        let mut read: Draft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
        assert_eq!(read, draft);
        let new = read.add_turn(None);
        assert_ne!(new, read.turns[0].key);
    }
}
