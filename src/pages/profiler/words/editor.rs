//! Reading and editing lists.

use crate::domain::suite::import::{Checked, ColumnUse, Severity};

/// The most rows that are spoken of at once.
pub const MOST_SAID: usize = 20;
/// A file that the browser cannot read.
pub const NOT_READ: &str = "The browser could not read it. Choose it again, or paste its rows.";
/// A suite was kept.
pub const SAVED: &str = "The suite is kept in this browser";

/// What is the matter with a file.
pub fn of_file(name: &str, problem: &str) -> String {
    format!("{}: {problem}", short(name))
}

/// What is wrong with a name.
pub fn name_problem(name: &str) -> Option<String> {
    match name.chars().count() {
        0 => Some("Give the suite a name.".to_owned()),
        n if n > 120 => Some(format!("{n} characters, where 120 are the most.")),
        _ => None,
    }
}

/// What is still on offer after a file was refused: the rows of before, from a file or not.
pub fn still_there(source: Option<&str>) -> String {
    let rows =
        source.map_or_else(|| "the rows that stood here before".to_owned(), |name| format!("those of {}", short(name)));
    format!("Nothing of that file was taken. The rows below are still {rows}.")
}

/// In place of rows that are too many to be edited here.
pub fn too_long(source: Option<&str>) -> String {
    let list = source.map_or_else(|| "The list".to_owned(), |name| format!("The list of {}", short(name)));
    format!("{list} is too long to be edited here. Change it in its file and choose that again.")
}

fn short(name: &str) -> String {
    name.chars().take(80).collect()
}

/// How many cases come of a list, and from which file.
pub fn summary(checked: &Checked, source: Option<&str>) -> String {
    let rows = super::suite::number_of(checked.cases.len(), "utterance", "utterances");
    let rows = source.map_or_else(|| rows.clone(), |name| format!("{rows} of {}", short(name)));
    match checked.unusable() {
        0 => format!("{rows} can be kept."),
        1 => format!("{rows} can be kept; 1 row cannot."),
        n => format!("{rows} can be kept; {n} rows cannot."),
    }
}

/// What is to be said about the rows, the worst first, and how much is left unsaid.
pub fn row_words(checked: &Checked) -> (Vec<(String, bool)>, usize) {
    let mut doubts: Vec<_> = checked.doubts.iter().map(|d| (d.doubt.severity(), d)).collect();
    doubts.sort_by_key(|(severity, doubt)| (*severity != Severity::Unusable, doubt.place));
    let rest = doubts.len().saturating_sub(MOST_SAID);
    let said = doubts.into_iter().take(MOST_SAID).map(|(severity, d)| (d.words(), severity == Severity::Unusable));
    (said.collect(), rest)
}

/// What can be done with what was probably meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggestions {
    /// There is nothing to take.
    None,
    /// They can be taken.
    Ready,
    /// Not yet: rows that cannot be kept would be lost, since the list is written anew.
    AfterCorrection,
}

/// What can be done with what was probably meant.
pub fn suggestions(checked: &Checked) -> Suggestions {
    let has_some = checked.doubts.iter().any(|d| d.words().contains("Did you mean"));
    match (has_some, checked.unusable()) {
        (false, _) => Suggestions::None,
        (true, 0) => Suggestions::Ready,
        (true, _) => Suggestions::AfterCorrection,
    }
}

/// The key of what a column is used for, in a form.
pub fn use_key(used: &ColumnUse) -> String {
    match used {
        ColumnUse::Ignored => "ignored".to_owned(),
        ColumnUse::Utterance => "utterance".to_owned(),
        ColumnUse::Intent => "intent".to_owned(),
        ColumnUse::Slots => "slots".to_owned(),
        ColumnUse::Slot(name) => format!("slot:{name}"),
    }
}

/// Reads it.
pub fn parse_use(key: &str) -> ColumnUse {
    match key {
        "utterance" => ColumnUse::Utterance,
        "intent" => ColumnUse::Intent,
        "slots" => ColumnUse::Slots,
        _ => key.strip_prefix("slot:").map_or(ColumnUse::Ignored, |name| ColumnUse::Slot(name.to_owned())),
    }
}

/// What a column is used for, in words.
pub fn use_words(used: &ColumnUse) -> String {
    match used {
        ColumnUse::Ignored => "Leave out".to_owned(),
        ColumnUse::Utterance => "Utterance".to_owned(),
        ColumnUse::Intent => "Expected intent".to_owned(),
        ColumnUse::Slots => "All slots, as City=Rome; N=2".to_owned(),
        ColumnUse::Slot(name) => format!("Slot {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::suite::import::read;

    fn checked(text: &str) -> Checked {
        let incoming = read(text.as_bytes()).unwrap();
        incoming.checked(&incoming.guess(None), None)
    }

    #[test]
    fn rows_that_cannot_be_kept_are_said_first() {
        let long = "x".repeat(256);
        let list = checked(&format!("utterance,expectedIntent\nhello,A\nhello,A\n{long},A\n"));
        assert_eq!(summary(&list, None), "2 utterances can be kept; 1 row cannot.");
        assert_eq!(summary(&list, Some("a.csv")), "2 utterances of a.csv can be kept; 1 row cannot.");
        let (said, rest) = row_words(&list);
        assert!(said[0].1 && said[0].0.starts_with("Line 4:"), "{said:?}");
        assert!(!said[1].1 && said[1].0.starts_with("Line 3:"));
        assert_eq!(rest, 0);
    }

    #[test]
    fn no_more_is_said_than_can_be_read() {
        let rows = "same,A\n".repeat(60);
        let (said, rest) = row_words(&checked(&format!("utterance,intent\n{rows}")));
        assert_eq!((said.len(), rest), (MOST_SAID, 59 - MOST_SAID));
    }

    #[test]
    fn uses_of_columns_are_written_and_read() {
        let all = [
            ColumnUse::Ignored,
            ColumnUse::Utterance,
            ColumnUse::Intent,
            ColumnUse::Slots,
            ColumnUse::Slot("A:b".into()),
        ];
        for used in all {
            assert_eq!(parse_use(&use_key(&used)), used);
        }
    }

    #[test]
    fn after_a_refused_file_the_words_say_whose_rows_are_on_offer() {
        assert!(still_there(Some("small.csv")).ends_with("still those of small.csv."));
        assert!(still_there(None).ends_with("still the rows that stood here before."));
        assert!(too_long(Some("big.csv")).starts_with("The list of big.csv is too long"));
    }

    #[test]
    fn suggestions_wait_while_rows_would_be_lost_by_them() {
        let unknown = "utterance,intent\nhelp,\n";
        let incoming = read(unknown.as_bytes()).unwrap();
        let model: crate::domain::interaction_model::InteractionModel = serde_json::from_str(
            r#"{"invocationName":"x","intents":[{"name":"HelpIntent","slots":[],"samples":[]}],"types":[]}"#,
        )
        .unwrap();
        let of = |text: &str| {
            let incoming = read(text.as_bytes()).unwrap();
            suggestions(&incoming.checked(&incoming.guess(None), Some(&model)))
        };
        assert_eq!(suggestions(&incoming.checked(&incoming.guess(None), None)), Suggestions::None);
        assert_eq!(of("utterance,intent\nhelp,HelpIntnt\n"), Suggestions::Ready);
        assert_eq!(of("utterance,intent\nhelp,HelpIntnt\n,HelpIntent\n"), Suggestions::AfterCorrection);
    }

    #[test]
    fn a_suite_has_a_name() {
        assert!(name_problem("").is_some() && name_problem(&"x".repeat(121)).is_some());
        assert_eq!(name_problem("Regression"), None);
    }
}
