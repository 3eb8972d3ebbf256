//! What Settings says of the figures that are kept in the browser.

use crate::domain::instant::Instant;
use crate::domain::words::{Zone, count, day, decimals};

/// The card.
pub const HEADING: &str = "Kept in this browser";
/// What it is about.
pub const WHY: &str = "Figures that were read, and the list of skills, so that Metrics opens at once, asks only for what is new, and shows what it has without a network. They belong to this account and are not encrypted.";
/// The table.
pub const TABLE: &str = "What is kept, by skill";
/// The columns of the table.
pub const COLUMNS: [&str; 4] = ["Skill", "Windows", "Days", "Size"];
/// The last row of the table.
pub const ALL: &str = "All skills";
/// Nothing is kept.
pub const NOTHING: &str = "No figures are kept yet. Open Metrics, and what is read stays here.";
/// The browser keeps nothing.
pub const NO_DATABASE: &str =
    "This browser keeps no figures for this page: it blocks the database, or another version of the page has it.";
/// What it is about while nobody is signed in.
pub const WHY_OF_ALL: &str = "Nobody is signed in. What this browser keeps of the accounts that were signed in here stays until it is deleted. It is not encrypted.";
/// The table of all accounts.
pub const TABLE_OF_ALL: &str = "What is kept, by account";
/// Its columns.
pub const COLUMNS_OF_ALL: [&str; 4] = ["Account", "Windows", "Documents", "Size"];
/// What its columns are.
pub const ABOUT_ALL: &str = "A window is a week of one metric, or less. Documents are suites, their runs, scripts, saved queries and the like. Sizes are estimates. Sign in to see an account's figures.";
/// Nothing is kept of any account.
pub const NOTHING_OF_ALL: &str = "Nothing is kept of any account.";
/// Deletes what is kept of all accounts.
pub const CLEAR_ALL: &str = "Clear all";
/// The question before that.
pub const CLEAR_ALL_HEADING: &str = "Clear what is kept of all accounts?";
/// What that means.
pub const CLEAR_ALL_TEXT: &str = "The figures and the lists of skills of all accounts are deleted from this browser. They can be read again from Amazon.";
/// More of it.
pub const MADE_TOO: &str =
    "Also delete suites, scripts, saved queries and what else people made here. Nobody can bring that back.";
/// Done, without what people made.
pub const CLEARED_FIGURES: &str = "The figures of all accounts are deleted";
/// Done.
pub const CLEARED_ALL: &str = "What was kept of all accounts is deleted";
/// The browser did not keep what was read.
pub const REFUSED: &str = "The browser did not keep the figures that were read last: it has no room for them, or blocks storage. Metrics works without, and reads them from Amazon each time.";
/// The database does not answer.
pub const NO_ANSWER: &str = "This browser's storage does not answer";
/// What that means.
pub const NO_ANSWER_WHY: &str = "What is kept here cannot be looked up now. Another tab may be writing, or have an older version of this page open. Metrics reads figures from Amazon meanwhile.";
/// Looks again.
pub const TRY_AGAIN: &str = "Try again";
/// Nothing to export: the database does not answer.
pub const NOT_READ_IN_TIME: &str = "This browser's storage does not answer, so nothing was saved. Try again.";
/// While it is read.
pub const READING: &str = "Looking up what is kept";
/// What a window is.
pub const ABOUT: &str =
    "A window is a week of one metric, or less. Sizes are estimates: the browser needs a little more.";
/// For how long.
pub const RETENTION: &str = "Keep figures for";
/// What that means.
pub const RETENTION_HINT: &str =
    "Counted from when they were read last. What is older is deleted when the page is opened.";
/// The browser did not keep the choice.
pub const RETENTION_REFUSED: &str = "The browser blocks storage for this page, so the choice could not be kept";
/// Saves a file.
pub const EXPORT: &str = "Export";
/// Reads a file.
pub const IMPORT: &str = "Import";
/// The field for the file.
pub const IMPORT_FILE: &str = "File of kept figures";
/// Deletes.
pub const CLEAR: &str = "Clear";
/// The question before that.
pub const CLEAR_HEADING: &str = "Clear what is kept?";
/// What that means.
pub const CLEAR_TEXT: &str = "The figures and the list of skills of this account are deleted from this browser. Suites, scripts and conversations stay. Metrics reads the figures again from Amazon when it is opened.";
/// Leaves everything.
pub const CANCEL: &str = "Keep them";
/// Done.
pub const CLEARED: &str = "What was kept for this account is deleted";
/// Not done.
pub const NOT_CLEARED: &str = "The browser did not let the page delete what is kept. Try again, or clear this site's data in the browser's settings.";
/// Nothing to save.
pub const NOT_EXPORTED: &str = "The browser did not let the page save the file. Try again.";
/// The heading above a refusal.
pub const NOT_IMPORTED: &str = "The file was not imported";
/// The file is gone.
pub const NOT_READ: &str = "The browser could not read the file. Choose it again.";
/// The question before an import that replaces something.
pub const REPLACE_HEADING: &str = "Replace what is kept?";
/// Does it.
pub const REPLACE: &str = "Import and replace";
/// Leaves everything.
pub const DO_NOT_IMPORT: &str = "Do not import";
/// The browser did not keep it.
pub const NO_ROOM: &str =
    "The browser did not keep the figures: it may be out of room, or block the database. Nothing was imported.";

/// The name of the file.
pub fn file_name(now: Instant) -> String {
    format!("skillscope-kept-{}.json", now.to_string().split('T').next().unwrap_or_default())
}

/// A number of bytes: `512 B`, `1.2 kB`, `3.4 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", decimals(bytes as f64 / 1e3, 1)),
        _ => format!("{} MB", decimals(bytes as f64 / 1e6, 1)),
    }
}

/// An account in the table of all: its id is not shown.
pub fn account(is_demo: bool, number: usize) -> String {
    if is_demo { "Demo data".to_owned() } else { format!("Account {number}") }
}

/// After an export.
pub fn exported(windows: usize) -> String {
    format!("{} exported", windows_words(windows))
}

/// After an import: how many windows were in the file, and how many of them were newer than what is kept.
pub fn imported(taken: usize, total: usize) -> String {
    match total - taken.min(total) {
        0 => format!("{} imported", windows_words(taken)),
        known => format!("{} imported; {} kept here already", windows_words(taken), count(known as f64)),
    }
}

/// What the question before an import says: how many of the kept windows it would replace, and how many the file has.
pub fn replaces(replaced: usize, total: usize) -> String {
    let (of_file, are) = (windows_words(total), if replaced == 1 { "is" } else { "are" });
    format!(
        "The file has {of_file}. {} that {are} kept in this browser would be replaced, because the file's were read later. \
         Import only a file that you trust: Metrics shows what it holds.",
        windows_words(replaced)
    )
}

/// What of a skill's windows is from a file.
pub fn imported_part(imported: usize, at: Instant, zone: Zone) -> String {
    format!("{} from a file imported on {}", count(imported as f64), day(at.epoch_s(), zone))
}

fn windows_words(windows: usize) -> String {
    if windows == 1 { "1 window".to_owned() } else { format!("{} windows", count(windows as f64)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_unit_that_fits() {
        assert_eq!([size(0), size(999), size(1_240), size(3_449_000)], ["0 B", "999 B", "1.2 kB", "3.4 MB"]);
    }

    #[test]
    fn an_import_says_what_was_there_already() {
        assert_eq!(imported(1, 1), "1 window imported");
        assert_eq!(imported(1_200, 1_204), "1,200 windows imported; 4 kept here already");
        assert_eq!(imported(0, 4), "0 windows imported; 4 kept here already");
        assert_eq!(exported(20), "20 windows exported");
    }

    #[test]
    fn an_import_that_replaces_says_how_much_before() {
        assert!(replaces(1, 20).starts_with("The file has 20 windows. 1 window that is kept in this browser would be"));
        assert!(replaces(12, 1_200).contains("1,200 windows. 12 windows that are kept"));
        let at = Instant::parse("2026-11-21T14:05:00Z").unwrap();
        assert_eq!(imported_part(40, at, Zone::UTC), "40 from a file imported on 21 Nov");
    }

    #[test]
    fn a_file_has_its_day_in_its_name() {
        let now = Instant::parse("2026-11-21T14:05:00Z").unwrap();
        assert_eq!(file_name(now), "skillscope-kept-2026-11-21.json");
    }
}
