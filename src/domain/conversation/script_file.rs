//! A library of scripts as a file, written and read.

use serde::{Deserialize, Serialize};

use super::script::{LONGEST_SCRIPT_NAME, MOST_TURNS, Script, ScriptTurn};
use crate::domain::id::{ScriptId, SkillId};
use crate::domain::instant::Instant;
use crate::domain::simulation::LONGEST_UTTERANCE;

/// What the file says it is.
const FORMAT: &str = "skillscope-scripts";
/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes.
pub const LARGEST_FILE_BYTES: usize = 5_000_000;
/// The most scripts of a file.
pub const MOST_SCRIPTS: usize = 500;

#[derive(Serialize)]
struct FileOut<'a> {
    format: &'static str,
    version: u32,
    scripts: &'a [Script],
}

#[derive(Deserialize)]
struct FileIn {
    format: String,
    version: u32,
    scripts: Vec<serde_json::Value>,
}

/// Why a file, or a script of it, was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScriptFileProblem {
    /// It is larger than [`LARGEST_FILE_BYTES`].
    TooLarge,
    /// It is no JSON, or says that it is something else.
    NotALibrary,
    /// It is of another version.
    OtherVersion(u32),
    /// It has more than [`MOST_SCRIPTS`] scripts.
    TooMany(usize),
    /// The script at this place, from 1, cannot be read.
    Unreadable(usize),
    /// The script of this name has no turns, or too many.
    Turns(String),
    /// The script of this name has an utterance that is empty or too long, at this turn, from 1.
    Utterance(String, usize),
}

/// What a file brings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Imported {
    /// What is new.
    pub scripts: Vec<Script>,
    /// How many are here already, word for word.
    pub known: usize,
    /// What was left out, and why.
    pub problems: Vec<ScriptFileProblem>,
}

/// The library as JSON; `None` only where it cannot be written.
pub fn write(scripts: &[Script]) -> Option<String> {
    serde_json::to_string_pretty(&FileOut { format: FORMAT, version: VERSION, scripts }).ok()
}

/// Whether a script can be run.
///
/// # Errors
/// Why not.
pub fn check(name: &str, turns: &[ScriptTurn]) -> Result<(), ScriptFileProblem> {
    if turns.is_empty() || turns.len() > MOST_TURNS {
        return Err(ScriptFileProblem::Turns(name.to_owned()));
    }
    let is_good =
        |turn: &ScriptTurn| !turn.utterance.trim().is_empty() && turn.utterance.chars().count() <= LONGEST_UTTERANCE;
    match turns.iter().position(|turn| !is_good(turn)) {
        Some(place) => Err(ScriptFileProblem::Utterance(name.to_owned(), place + 1)),
        None => Ok(()),
    }
}

/// Reads a library for a skill. Scripts that are there already word for word are left out; the others get new ids, so
/// that nothing is overwritten.
///
/// # Errors
/// When nothing of the file can be used.
pub fn read(
    text: &str,
    skill_id: &SkillId,
    here: &[Script],
    now: Instant,
    mut new_id: impl FnMut() -> Option<ScriptId>,
) -> Result<Imported, ScriptFileProblem> {
    if text.len() > LARGEST_FILE_BYTES {
        return Err(ScriptFileProblem::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    let file: FileIn = serde_json::from_str(text).map_err(|_| ScriptFileProblem::NotALibrary)?;
    if file.format != FORMAT {
        return Err(ScriptFileProblem::NotALibrary);
    }
    if file.version != VERSION {
        return Err(ScriptFileProblem::OtherVersion(file.version));
    }
    if file.scripts.len() > MOST_SCRIPTS {
        return Err(ScriptFileProblem::TooMany(file.scripts.len()));
    }
    let mut imported = Imported::default();
    for (place, value) in file.scripts.into_iter().enumerate() {
        let read: Option<Script> = serde_json::from_value(value).ok();
        let Some((mut script, id)) = read.zip(new_id()) else {
            imported.problems.push(ScriptFileProblem::Unreadable(place + 1));
            continue;
        };
        // Trimmed again after the cut: a file that we wrote is read as it was.
        let name: String = script.name.trim().chars().take(LONGEST_SCRIPT_NAME).collect();
        script.name = name.trim_end().to_owned();
        if let Err(problem) = check(&script.name, &script.turns) {
            imported.problems.push(problem);
            continue;
        }
        // Another skill's experiments are not this one's.
        if script.skill_id != *skill_id {
            script.experiment_id = None;
        }
        let is_known = |s: &Script| is_same(s, &script);
        if here.iter().any(is_known) || imported.scripts.iter().any(is_known) {
            imported.known += 1;
            continue;
        }
        imported.scripts.push(Script { id, skill_id: skill_id.clone(), changed: now, ..script });
    }
    Ok(imported)
}

fn is_same(a: &Script, b: &Script) -> bool {
    a.name == b.name && a.locale == b.locale && a.stage == b.stage && a.turns == b.turns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::expectation::{Expectation, TextExpectation, TextRule};
    use crate::domain::simulation::SessionMode;
    use crate::domain::skill::Stage;

    fn skill(id: &str) -> SkillId {
        SkillId::parse(&format!("amzn1.ask.skill.{id}")).unwrap()
    }

    fn script(name: &str) -> Script {
        let text = TextExpectation { rule: TextRule::Wildcard, text: "welcome *".into() };
        let slots = [("City".to_owned(), "Portland".to_owned())].into();
        let expected = Expectation { text: Some(text), intent: Some("A".into()), slots };
        Script {
            id: ScriptId::parse("s1").unwrap(),
            name: name.into(),
            skill_id: skill("1"),
            stage: Stage::Live,
            locale: "de-DE".into(),
            experiment_id: Some(crate::domain::id::ExperimentId::parse("e1").unwrap()),
            changed: Instant::from_epoch_s(5),
            turns: vec![
                ScriptTurn { utterance: "öffne, \"stadt\"".into(), mode: SessionMode::ForceNewSession, expected },
                ScriptTurn::saying("hilfe"),
            ],
        }
    }

    fn import(text: &str, here: &[Script]) -> Result<Imported, ScriptFileProblem> {
        let mut n = 0;
        read(text, &skill("1"), here, Instant::from_epoch_s(9), || {
            n += 1;
            ScriptId::parse(&format!("new{n}")).ok()
        })
    }

    #[test]
    fn a_library_goes_out_and_comes_back_and_nothing_is_there_twice() {
        let here = [script("A"), script("B")];
        let text = write(&here).unwrap();
        let imported = import(&text, &[]).unwrap();
        assert_eq!(imported.scripts.len(), 2);
        assert_eq!(imported.scripts[1].turns, here[1].turns);
        assert_eq!(imported.scripts[1].experiment_id, here[1].experiment_id);
        assert_ne!(imported.scripts[0].id, imported.scripts[1].id);
        let again = import(&text, &here).unwrap();
        assert_eq!((again.scripts.len(), again.known), (0, 2));
        assert_eq!(import(&format!("\u{feff}{text}"), &[]).unwrap(), imported, "a byte order mark does no harm");
    }

    #[test]
    fn a_name_that_is_cut_at_a_blank_is_the_same_when_it_comes_back() {
        let long = format!("{} more", "x".repeat(LONGEST_SCRIPT_NAME - 1));
        let first = import(&write(&[script(&long)]).unwrap(), &[]).unwrap().scripts;
        let again = import(&write(&first).unwrap(), &first).unwrap();
        assert_eq!((again.scripts.len(), again.known), (0, 1));
    }

    #[test]
    fn a_library_of_another_skill_loses_its_pins() {
        let other = Script { skill_id: skill("2"), ..script("A") };
        let imported = import(&write(&[other]).unwrap(), &[]).unwrap();
        assert_eq!((&imported.scripts[0].skill_id, &imported.scripts[0].experiment_id), (&skill("1"), &None));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        assert_eq!(import("{", &[]), Err(ScriptFileProblem::NotALibrary));
        let other = r#"{"format":"x","version":1,"scripts":[]}"#;
        assert_eq!(import(other, &[]), Err(ScriptFileProblem::NotALibrary));
        let version = r#"{"format":"skillscope-scripts","version":2,"scripts":[]}"#;
        assert_eq!(import(version, &[]), Err(ScriptFileProblem::OtherVersion(2)));
        assert_eq!(import(&" ".repeat(LARGEST_FILE_BYTES + 1), &[]), Err(ScriptFileProblem::TooLarge));
        let mut empty = script("empty");
        empty.turns.clear();
        let mut long = script("long");
        long.turns[1].utterance = "x".repeat(LONGEST_UTTERANCE + 1);
        let text = write(&[empty, long, script("good")]).unwrap().replacen("\"scripts\": [", "\"scripts\": [7,", 1);
        let imported = import(&text, &[]).unwrap();
        assert_eq!(
            imported.problems,
            [
                ScriptFileProblem::Unreadable(1),
                ScriptFileProblem::Turns("empty".into()),
                ScriptFileProblem::Utterance("long".into(), 2)
            ]
        );
        assert_eq!(imported.scripts.len(), 1);
    }
}
