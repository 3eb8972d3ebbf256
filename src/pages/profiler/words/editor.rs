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
    let short: String = name.chars().take(80).collect();
    format!("{short}: {problem}")
}

/// What is wrong with a name.
pub fn name_problem(name: &str) -> Option<String> {
    match name.chars().count() {
        0 => Some("Give the suite a name.".to_owned()),
        n if n > 120 => Some(format!("{n} characters, where 120 are the most.")),
        _ => None,
    }
}

/// How many cases come of a list.
pub fn summary(checked: &Checked) -> String {
    let rows = super::suite::number_of(checked.cases.len(), "utterance", "utterances");
    match checked.unusable() {
        0 => format!("{rows} can be kept."),
        1 => format!("{rows} can be kept; 1 row cannot."),
        n => format!("{rows} can be kept; {n} rows cannot."),
    }
}

/// What is to be said about the rows, the worst first, and how much is left unsaid.
pub fn row_words(checked: &Checked) -> (Vec<(String, bool)>, usize) {
    let mut doubts: Vec<_> = checked.doubts.iter().map(|d| (d.doubt.severity(), d)).collect();
    doubts.sort_by_key(|(severity, doubt)| (*severity != Severity::Unusable, doubt.row));
    let rest = doubts.len().saturating_sub(MOST_SAID);
    let said = doubts.into_iter().take(MOST_SAID).map(|(severity, d)| (d.words(), severity == Severity::Unusable));
    (said.collect(), rest)
}

/// Whether anything is to be taken from what was probably meant.
pub fn has_suggestions(checked: &Checked) -> bool {
    checked.doubts.iter().any(|d| d.words().contains("Did you mean"))
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
        assert_eq!(summary(&list), "2 utterances can be kept; 1 row cannot.");
        let (said, rest) = row_words(&list);
        assert!(said[0].1 && said[0].0.starts_with("Row 3:"), "{said:?}");
        assert!(!said[1].1 && said[1].0.starts_with("Row 2:"));
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
    fn a_suite_has_a_name() {
        assert!(name_problem("").is_some() && name_problem(&"x".repeat(121)).is_some());
        assert_eq!(name_problem("Regression"), None);
    }
}
