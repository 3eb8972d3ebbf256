//! What a person typed: an utterance, or one of the commands that ask-cli's `dialog` knows, which begin with a point and
//! are not sent.

use crate::domain::simulation::LONGEST_UTTERANCE;

/// What is typed, or a line of a replay file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Something to say to Alexa, without spaces around it.
    Utterance(String),
    /// `.quit`: the conversation is over.
    Quit,
    /// `.record name` or `.record name --append-quit`: a replay file of the session.
    Record {
        /// The file's name, without folders.
        file_name: String,
        /// Whether `.quit` is its last line.
        appends_quit: bool,
    },
    /// `.help`.
    Help,
}

/// Why what is typed cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryProblem {
    /// Nothing but spaces.
    Empty,
    /// More characters than an utterance may have; how many.
    TooLong(usize),
    /// A word that begins with a point and is no command of ask-cli's.
    UnknownCommand(String),
    /// `.record` without a name, or with more than it takes.
    BadRecord,
}

/// The words of `.quit`.
pub const QUIT: &str = ".quit";

impl Entry {
    /// Reads what is typed.
    ///
    /// # Errors
    /// Why it cannot be sent.
    pub fn parse(text: &str) -> Result<Self, EntryProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EntryProblem::Empty);
        }
        if let Some(command) = command(text) {
            return parse_command(command);
        }
        match text.chars().count() {
            length if length > LONGEST_UTTERANCE => Err(EntryProblem::TooLong(length)),
            _ => Ok(Self::Utterance(text.to_owned())),
        }
    }
}

/// What stands after the point of a command. Points before a digit or another point are speech, as for ask-cli, which
/// leaves that to Node's own line reader.
fn command(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('.')?;
    let first = rest.chars().next()?;
    (!first.is_ascii_digit() && first != '.' && !first.is_whitespace()).then_some(rest)
}

fn parse_command(text: &str) -> Result<Entry, EntryProblem> {
    let mut words = text.split_whitespace();
    match (words.next().unwrap_or_default(), words.collect::<Vec<_>>().as_slice()) {
        ("quit", _) => Ok(Entry::Quit),
        ("help", _) => Ok(Entry::Help),
        ("record", [name]) => record(name, false),
        ("record", [name, "--append-quit"]) => record(name, true),
        ("record", _) => Err(EntryProblem::BadRecord),
        (other, _) => Err(EntryProblem::UnknownCommand(other.chars().take(40).collect())),
    }
}

fn record(path: &str, appends_quit: bool) -> Result<Entry, EntryProblem> {
    // A page saves into one folder: of a path, the last part is the name.
    let name: String = path.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(100).collect();
    if name.is_empty() || name.starts_with("--") {
        return Err(EntryProblem::BadRecord);
    }
    let file_name = if name.contains('.') { name } else { format!("{name}.json") };
    Ok(Entry::Record { file_name, appends_quit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Result<Entry, EntryProblem> {
        Ok(Entry::Utterance(text.to_owned()))
    }

    #[test]
    fn an_utterance_loses_its_outer_spaces_and_nothing_else() {
        assert_eq!(Entry::parse("  open  city trips \n"), said("open  city trips"));
        assert_eq!(Entry::parse("שלום 🙂"), said("שלום 🙂"));
        assert_eq!(Entry::parse(".5 percent"), said(".5 percent"));
        assert_eq!(Entry::parse("..."), said("..."));
        assert_eq!(Entry::parse("."), said("."));
    }

    #[test]
    fn the_limit_counts_characters_not_bytes() {
        let longest = "🙂".repeat(LONGEST_UTTERANCE);
        assert_eq!(Entry::parse(&longest), said(&longest));
        assert_eq!(Entry::parse(&format!("{longest}x")), Err(EntryProblem::TooLong(256)));
        assert_eq!(Entry::parse(&"a".repeat(10_000)), Err(EntryProblem::TooLong(10_000)));
        assert_eq!(Entry::parse(" \t\n"), Err(EntryProblem::Empty));
    }

    #[test]
    fn ask_clis_commands_are_never_sent() {
        assert_eq!(Entry::parse(" .quit"), Ok(Entry::Quit));
        assert_eq!(Entry::parse(".help"), Ok(Entry::Help));
        let record =
            |file_name: &str, appends_quit| Ok(Entry::Record { file_name: file_name.to_owned(), appends_quit });
        assert_eq!(Entry::parse(".record trip"), record("trip.json", false));
        assert_eq!(Entry::parse(".record ../a/trip.json --append-quit"), record("trip.json", true));
        for bad in [".record", ".record a b", ".record a --append-quit c", ".record a/", ".record --append-quit"] {
            assert_eq!(Entry::parse(bad), Err(EntryProblem::BadRecord), "{bad}");
        }
        assert_eq!(Entry::parse(".exit"), Err(EntryProblem::UnknownCommand("exit".to_owned())));
    }
}
