//! The file that ask-cli's `dialog` records and replays: `{skillId, locale, type: "text", userInput: […]}`. It names no
//! stage and no answers.

use serde::Serialize;
use serde_json::Value;

use super::entry::{Entry, EntryProblem, QUIT};
use super::{Turn, TurnOutcome};
use crate::domain::id::SkillId;
use crate::domain::simulation::LONGEST_UTTERANCE;

/// The most lines that a file may have here.
pub const MOST_INPUTS: usize = 1_000;
/// The largest file that is read here, in bytes.
pub const MOST_BYTES: usize = 1_000_000;

/// A replay file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayFile {
    /// The skill that was talked to.
    pub skill_id: SkillId,
    /// The device's locale.
    pub locale: String,
    /// What is said, in order; `.quit` as the last one ends the conversation.
    pub user_input: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    skill_id: &'a str,
    locale: &'a str,
    r#type: &'static str,
    user_input: &'a [String],
}

impl ReplayFile {
    /// Of the turns that the service accepted, as ask-cli records them.
    pub fn of_turns(skill_id: SkillId, locale: String, turns: &[Turn], appends_quit: bool) -> Self {
        let accepted = turns.iter().filter(|t| !matches!(t.outcome, TurnOutcome::Refused { .. }));
        let mut user_input: Vec<String> = accepted.map(|t| t.utterance.clone()).collect();
        if appends_quit {
            user_input.push(QUIT.to_owned());
        }
        Self { skill_id, locale, user_input }
    }

    /// The file's text, as ask-cli reads it.
    pub fn to_json(&self) -> String {
        let wire = Wire {
            skill_id: self.skill_id.as_str(),
            locale: &self.locale,
            r#type: "text",
            user_input: &self.user_input,
        };
        serde_json::to_string_pretty(&wire).unwrap_or_default() + "\n"
    }

    /// Reads a file. ask-cli asks for a skill, a locale and lines that are not empty; what it does not look at (`type`,
    /// further fields) is not looked at here either.
    ///
    /// # Errors
    /// A sentence for each field that cannot be used, with the line where it is one.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        if text.len() > MOST_BYTES {
            return Err(vec!["This file is larger than 1 MB. A replay file holds a few utterances.".to_owned()]);
        }
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| vec![format!("This is not JSON: line {}, column {}.", e.line(), e.column())])?;
        let Value::Object(fields) = value else {
            return Err(vec![
                "This is not a replay file: it has to be an object with skillId, locale and userInput.".into(),
            ]);
        };
        let mut problems = Vec::new();
        let mut text_of = |key: &str| match fields.get(key).map(|v| v.as_str().map(str::trim)) {
            Some(Some(text)) if !text.is_empty() => Some(text.to_owned()),
            Some(None) => {
                problems.push(format!("{key} has to be a text."));
                None
            }
            _ => {
                problems.push(format!("{key} is missing."));
                None
            }
        };
        let (skill_id, locale) = (text_of("skillId"), text_of("locale"));
        let skill_id = skill_id.and_then(|id| match SkillId::parse(&id) {
            Ok(id) => Some(id),
            Err(_) => {
                problems.push("skillId is not the ID of a skill.".to_owned());
                None
            }
        });
        if locale.as_ref().is_some_and(|l| l.len() > 20 || l.chars().any(|c| c.is_control() || c.is_whitespace())) {
            problems.push("locale is not a locale such as en-US.".to_owned());
        }
        let user_input = lines(fields.get("userInput"), &mut problems);
        match (skill_id, locale, problems.is_empty()) {
            (Some(skill_id), Some(locale), true) => Ok(Self { skill_id, locale, user_input }),
            _ => Err(problems),
        }
    }

    /// What is said, up to a `.quit`; ask-cli's other commands are left out.
    pub fn utterances(&self) -> Vec<String> {
        let entries = self.user_input.iter().map_while(|line| match Entry::parse(line) {
            Ok(Entry::Quit) => None,
            Ok(Entry::Utterance(text)) => Some(Some(text)),
            _ => Some(None),
        });
        entries.flatten().collect()
    }
}

fn lines(value: Option<&Value>, problems: &mut Vec<String>) -> Vec<String> {
    let Some(Value::Array(items)) = value else {
        let words = if value.is_some() { "userInput has to be a list of texts." } else { "userInput is missing." };
        problems.push(words.to_owned());
        return Vec::new();
    };
    if items.is_empty() {
        problems.push("userInput is empty: there is nothing to say.".to_owned());
    }
    if items.len() > MOST_INPUTS {
        problems.push(format!("userInput has {} lines; up to {MOST_INPUTS} can be replayed.", items.len()));
        return Vec::new();
    }
    let mut lines = Vec::new();
    for (number, item) in (1..).zip(items) {
        match item.as_str().map(|text| (text.trim(), Entry::parse(text))) {
            None => problems.push(format!("userInput, line {number}: this is not a text.")),
            Some((_, Err(EntryProblem::Empty))) => problems.push(format!("userInput, line {number}: this is empty.")),
            Some((_, Err(EntryProblem::TooLong(length)))) => problems.push(format!(
                "userInput, line {number}: this has {length} characters; up to {LONGEST_UTTERANCE} can be sent."
            )),
            Some((text, Err(EntryProblem::UnknownCommand(_) | EntryProblem::BadRecord))) => problems.push(format!(
                "userInput, line {number}: “{}” is no command of ask-cli's.",
                text.chars().take(40).collect::<String>()
            )),
            Some((text, Ok(_))) => lines.push(text.to_owned()),
        }
        if problems.len() >= 10 {
            problems.push("Further lines were not looked at.".to_owned());
            break;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::session::tests::{answered, turn};
    use super::*;
    use crate::domain::simulation::SessionMode;
    use serde_json::json;

    const SKILL: &str = "amzn1.ask.skill.12345678-1234-1234-1234-123456789123";

    #[test]
    fn the_documented_file_is_read_and_written_again_the_same() {
        let text = json!({"skillId": SKILL, "locale": "en-US", "type": "text",
            "userInput": ["open hello world", "help", "hello"]})
        .to_string();
        let file = ReplayFile::parse(&text).unwrap();
        assert_eq!(file.utterances(), ["open hello world", "help", "hello"]);
        let again: Value = serde_json::from_str(&file.to_json()).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(&text).unwrap());
        assert_eq!(ReplayFile::parse(&format!("\u{feff}{}", file.to_json())).unwrap(), file);
    }

    #[test]
    fn a_recording_has_what_the_service_accepted_and_ends_with_quit_on_demand() {
        let refused = TurnOutcome::Refused { words: "no".into(), request_id: None };
        let turns =
            [answered("open", json!({})), turn("lost", SessionMode::Default, refused), answered("bye", json!({}))];
        let id = SkillId::parse(SKILL).unwrap();
        let file = ReplayFile::of_turns(id, "de-DE".into(), &turns, true);
        assert_eq!(file.user_input, ["open", "bye", ".quit"]);
        assert_eq!(ReplayFile::parse(&file.to_json()).unwrap().utterances(), ["open", "bye"]);
    }

    #[test]
    fn quit_ends_a_replay_and_other_commands_are_not_said() {
        let file = |input: Value| {
            ReplayFile::parse(&json!({"skillId": SKILL, "locale": "en-US", "userInput": input}).to_string())
        };
        let read = file(json!([" open ", ".record a.json", "yes", ".quit", "never"])).unwrap();
        assert_eq!(read.utterances(), ["open", "yes"]);
    }

    #[test]
    fn every_field_that_cannot_be_used_is_named() {
        let problems = |text: &str| ReplayFile::parse(text).unwrap_err();
        assert_eq!(problems("{")[0], "This is not JSON: line 1, column 1.");
        assert!(problems("[]")[0].contains("not a replay file"));
        let all = problems(r#"{"skillId": 5, "locale": " ", "userInput": "open"}"#);
        assert_eq!(all, ["skillId has to be a text.", "locale is missing.", "userInput has to be a list of texts."]);
        let long = "x".repeat(256);
        let input = json!({"skillId": SKILL, "locale": "en US", "userInput": ["a", "", null, long, ".exit"]});
        let all = problems(&input.to_string());
        assert_eq!(all.len(), 5);
        assert!(all[0].starts_with("locale is not"));
        assert!(all[1].starts_with("userInput, line 2: this is empty"), "{all:?}");
        assert!(all[3].contains("256 characters"));
        assert!(all[4].contains(".exit"));
        let many = json!({"skillId": SKILL, "locale": "en-US", "userInput": vec!["a"; 1_001]});
        assert!(problems(&many.to_string())[0].contains("1001 lines"));
        let hostile = json!({"skillId": SKILL, "locale": "en-US", "userInput": vec![1; 500]});
        assert_eq!(problems(&hostile.to_string()).len(), 11);
        assert!(problems(&" ".repeat(MOST_BYTES + 1))[0].contains("1 MB"));
    }
}
