//! The words of scripted conversations.

use crate::domain::conversation::TurnOutcome;
use crate::domain::conversation::expectation::{Miss, TextRule};
use crate::domain::conversation::script_file::{Imported, LARGEST_FILE_BYTES, MOST_SCRIPTS, ScriptFileProblem};
use crate::domain::conversation::script_run::Score;
use crate::domain::intent::Intent;
use crate::domain::words::count;

/// Heading of the list.
pub const TITLE: &str = "Scripts";
/// The table of them, for screen readers.
pub const LIST: &str = "List of scripts";
/// What they are for.
pub const ABOUT: &str = "A script says the same things each time and checks what comes back.";
/// Heading while there is none.
pub const NONE: &str = "No scripts yet";
/// What a script is, for somebody who has none.
pub const NONE_ABOUT: &str = "A script is a conversation that runs by itself: what you say, and the text or the intent \
    that should come back. Run it after each change and see what is different. Scripts are kept in this browser.";
/// Makes one.
pub const NEW: &str = "New script";
/// Makes one of the conversation that was last held.
pub const FROM_CONVERSATION: &str = "Make a script from the conversation";
/// There is none to make it of.
pub const NO_CONVERSATION: &str = "There is no conversation with this stage and locale yet. Hold one first.";
/// Runs all.
pub const RUN_ALL: &str = "Run all";
/// Runs one.
pub const RUN: &str = "Run";
/// Stops.
pub const CANCEL: &str = "Cancel";
/// What goes on after the page is left.
pub const LEAVING: &str = "Leaving this view stops the run. What was answered until then is kept.";
/// Changes one.
pub const EDIT: &str = "Edit";
/// Copies one.
pub const DUPLICATE: &str = "Duplicate";
/// Deletes one.
pub const DELETE: &str = "Delete";
/// After it was deleted.
pub fn deleted(name: &str) -> String {
    format!("“{name}” was deleted")
}
/// Takes something back.
pub const UNDO: &str = "Undo";
/// The name of a copy.
pub fn copy_of(name: &str) -> String {
    format!("{name} (copy)")
}
/// Writes the library to a file.
pub const EXPORT: &str = "Export all scripts";
/// Reads a library.
pub const IMPORT: &str = "Import scripts (JSON)";
/// Reads a replay file.
pub const IMPORT_REPLAY: &str = "Import a replay file of ask-cli";
/// A replay file of another skill.
pub const OTHER_SKILL: &str = "The file was recorded with another skill. What it says was taken for this one.";
/// A replay file that is too large.
pub const REPLAY_TOO_LARGE: &str = "This file is larger than 1 MB. A replay file holds a few utterances.";
/// The menu of both.
pub const FILES: &str = "Import and export";
/// The browser refused.
pub const NOT_SAVED: &str = "The browser did not let us save the file.";
/// The browser keeps nothing.
pub const NOT_KEPT: &str = "This browser does not let the page keep scripts. They last until the page is closed: export \
    them before that.";
/// While they are read.
pub const READING: &str = "Reading your scripts";
/// No run yet.
pub const NEVER_RUN: &str = "Not run yet";

/// Heading of the editor.
pub fn editor_title(is_new: bool) -> &'static str {
    if is_new { "New script" } else { "Edit script" }
}
/// The label of the name.
pub const NAME: &str = "Name";
/// The label of the locale.
pub const LOCALE: &str = "Locale";
/// What belongs in it.
pub const LOCALE_HINT: &str = "A language and a country, as en-US.";
/// The label of the stage.
pub const STAGE: &str = "Stage";
/// The label of the experiment.
pub const EXPERIMENT: &str = "Pinned to an experiment";
/// What that does.
pub const EXPERIMENT_HINT: &str = "“Compare C and T1” of this experiment then asks the script from the start.";
/// No experiment.
pub const NO_EXPERIMENT: &str = "None";
/// The heading of a turn.
pub fn turn(place: usize) -> String {
    format!("Turn {}", place + 1)
}
/// The label of an utterance.
pub const UTTERANCE: &str = "You say";
/// The label of the session.
pub const SESSION: &str = "Session";
/// It goes on.
pub const CONTINUE: &str = "Continue";
/// It begins.
pub const START_NEW: &str = "Start new";
/// The first turn.
pub const FIRST_TURN: &str = "Starts a new session";
/// The label of the expected text's rule.
pub const RULE: &str = "Alexa’s answer";
/// A rule as a choice.
pub fn rule(rule: TextRule) -> &'static str {
    match rule {
        TextRule::Contains => "contains",
        TextRule::Equals => "equals",
        TextRule::Wildcard => "fits, * is any text",
    }
}
/// The label of the expected text.
pub const TEXT: &str = "Expected text";
/// What belongs in it.
pub const TEXT_HINT: &str = "Leave it empty to accept any. Capital letters do not matter.";
/// The label of the expected intent.
pub const INTENT: &str = "Expected intent";
/// What belongs in it.
pub const INTENT_HINT: &str = "LaunchRequest for opening the skill.";
/// The label of the expected slots.
pub const SLOTS: &str = "Expected slots";
/// What belongs in it.
pub const SLOTS_HINT: &str = "As City = Portland; Date = 2026-11-21";
/// Adds a turn.
pub const ADD_TURN: &str = "Add turn";
/// Saves.
pub const SAVE: &str = "Save script";
/// Does not.
pub const DISCARD: &str = "Discard";
/// Takes the discarding back.
pub const DISCARDED: &str = "Your changes were discarded";
/// After saving.
pub fn saved(name: &str) -> String {
    format!("“{name}” was saved")
}
/// A missing name.
pub const NAME_MISSING: &str = "Give the script a name.";
/// No locale.
pub const NOT_A_LOCALE: &str = "Write a language and a country, as en-US.";
/// Nothing is said.
pub const NO_TURNS: &str = "Add at least one turn.";
/// Nothing is said in a turn.
pub const UTTERANCE_MISSING: &str = "Write what you say, or remove this turn.";
/// A text that is too long.
pub fn too_long(most: usize) -> String {
    format!("Use at most {} characters.", count(most as f64))
}
/// Too many turns.
pub fn too_many_turns(most: usize) -> String {
    format!("A script has at most {} turns. Split it.", count(most as f64))
}
/// A slot that cannot be read.
pub fn not_a_slot(part: &str) -> String {
    format!("“{part}” is not a slot. Write its name, =, and its value.")
}
/// Over the problems of the editor.
pub fn problems(n: usize) -> String {
    if n == 1 { "One field needs another look".to_owned() } else { format!("{n} fields need another look") }
}

/// How many turns a script has.
pub fn turns(n: usize) -> String {
    if n == 1 { "1 turn".to_owned() } else { format!("{} turns", count(n as f64)) }
}

/// How a run went.
pub fn score(score: Score, is_finished: bool) -> String {
    let all = score.passed + score.failed + score.not_run;
    let mut text = format!("{} of {} passed", score.passed, all);
    if score.failed > 0 {
        text.push_str(&format!(", {} failed", score.failed));
    }
    if score.not_run > 0 {
        let why = if is_finished { "not run" } else { "not reached" };
        text.push_str(&format!(", {} {why}", score.not_run));
    }
    text
}

/// What was missed, in a sentence.
pub fn miss(miss: &Miss) -> String {
    match miss {
        Miss::Failed { message } if message.is_empty() => {
            "The simulation failed, and Amazon gave no reason.".to_owned()
        }
        Miss::Failed { message } => format!("The simulation failed: “{message}”"),
        Miss::NotCalled => {
            "Alexa answered without calling the skill. Run it again; that happens now and then.".to_owned()
        }
        // What Alexa said stands above it.
        Miss::Text { rule, expected, got } => {
            let wanted = match rule {
                TextRule::Contains => format!("an answer that contains “{expected}”"),
                TextRule::Equals => format!("“{expected}”"),
                TextRule::Wildcard => format!("an answer that fits “{expected}”"),
            };
            if got.is_empty() {
                format!("Expected {wanted}; Alexa said nothing.")
            } else {
                format!("Expected {wanted}.")
            }
        }
        Miss::Intent { expected, got } if got.is_empty() => {
            format!("Expected the intent {expected}; nothing was understood.")
        }
        Miss::Intent { expected, got } => format!("Expected the intent {expected}; got {}.", intent(got)),
        Miss::Slot { name, expected, got: None } => format!("Expected {name} to be “{expected}”; it was not filled."),
        Miss::Slot { name, expected, got: Some(got) } => format!("Expected {name} to be “{expected}”; it was “{got}”."),
    }
}

/// An intent's name as people write it.
pub fn intent(name: &str) -> &str {
    if name == Intent::LAUNCH { "LaunchRequest" } else { name }
}

/// Why a turn has no result.
pub fn not_run(outcome: Option<&TurnOutcome>) -> String {
    match outcome {
        None => "Not reached: a turn before it did not end.".to_owned(),
        Some(TurnOutcome::Cancelled) => "Cancelled by you. Amazon may still have run it.".to_owned(),
        Some(TurnOutcome::Refused { words, .. }) => words.clone(),
        Some(TurnOutcome::Ended(_)) => "It has no result.".to_owned(),
        // Every other outcome is a simulation that was accepted and of which no end was seen.
        Some(_) => "It was still IN_PROGRESS when we stopped asking, so the script stopped here.".to_owned(),
    }
}

/// Where a run is.
pub fn progress(turn: usize, of: usize) -> String {
    format!("Turn {} of {of}", turn + 1)
}

/// After running all.
pub fn all_done(passed: usize, of: usize) -> String {
    format!("{passed} of {of} scripts passed")
}

/// What an import brought.
pub fn imported(imported: &Imported) -> String {
    let new = match imported.scripts.len() {
        0 => "No new scripts".to_owned(),
        1 => "1 script was imported".to_owned(),
        n => format!("{n} scripts were imported"),
    };
    match imported.known {
        0 => format!("{new}."),
        1 => format!("{new}; 1 is here already."),
        n => format!("{new}; {n} are here already."),
    }
}

/// Heading where a file, or part of it, was not taken.
pub const IMPORT_PROBLEM: &str = "Not everything could be imported";

/// Why something was not taken.
pub fn file_problem(problem: &ScriptFileProblem) -> String {
    match problem {
        ScriptFileProblem::TooLarge => {
            format!("The file is larger than {} MB, the most that is read.", LARGEST_FILE_BYTES / 1_000_000)
        }
        ScriptFileProblem::NotALibrary => {
            "The file is not a library of scripts. Use one that this page exported.".to_owned()
        }
        ScriptFileProblem::OtherVersion(version) => {
            format!("The file has version {version} of the format, which this page does not know.")
        }
        ScriptFileProblem::TooMany(n) => {
            format!("The file has {} scripts. At most {MOST_SCRIPTS} are read at once: split it.", count(*n as f64))
        }
        ScriptFileProblem::Unreadable(place) => format!("Script {place} of the file cannot be read."),
        ScriptFileProblem::Turns(name) => format!("“{name}” has no turns, or too many."),
        ScriptFileProblem::Utterance(name, turn) => {
            format!("“{name}”: what is said in turn {turn} is empty or longer than Amazon takes.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_says_what_is_not_zero() {
        let of = |passed, failed, not_run| score(Score { passed, failed, not_run }, false);
        assert_eq!(of(3, 0, 0), "3 of 3 passed");
        assert_eq!(of(1, 1, 1), "1 of 3 passed, 1 failed, 1 not reached");
    }

    #[test]
    fn what_was_missed_says_both_sides() {
        let text = miss(&Miss::Text { rule: TextRule::Contains, expected: "city".into(), got: String::new() });
        assert_eq!(text, "Expected an answer that contains “city”; Alexa said nothing.");
        let other = miss(&Miss::Text { rule: TextRule::Equals, expected: "city".into(), got: "town".into() });
        assert_eq!(other, "Expected “city”.");
        let wrong = miss(&Miss::Intent { expected: "HelpIntent".into(), got: Intent::LAUNCH.into() });
        assert_eq!(wrong, "Expected the intent HelpIntent; got LaunchRequest.");
        assert!(miss(&Miss::Slot { name: "City".into(), expected: "x".into(), got: None }).ends_with("not filled."));
    }
}
