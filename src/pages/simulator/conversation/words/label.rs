//! The words of the thread, the composer and the menus.

use crate::domain::conversation::Turn;
use crate::domain::conversation::session::ended_by;
use crate::domain::simulation::SessionMode;
use crate::domain::skill::Stage;
use crate::domain::words::count;

/// Why the next turn is to begin a session, or go on.
pub fn mode_hint(turns: &[Turn], mode: &SessionMode) -> &'static str {
    match (mode, turns.last()) {
        (SessionMode::ForceNewSession, None) => "The first turn begins a session: name the skill in it.",
        (SessionMode::ForceNewSession, Some(turn)) if ended_by(turn) => {
            "The skill ended the session. The next turn begins a new one: name the skill in it."
        }
        (SessionMode::ForceNewSession, _) => "The next turn begins a new session: name the skill in it.",
        _ => "",
    }
}

/// A time in the skill: `182 ms`, `1,250 ms`.
pub fn duration(duration_ms: f64) -> String {
    format!("{} ms", count(duration_ms))
}

/// An utterance that most likely opens the skill: its name is most often what it is called by.
pub fn opening(skill: &str) -> String {
    format!("open {}", skill.to_lowercase())
}

/// What a file is called.
pub fn file_name(skill: &str, locale: &str, what: &str, ending: &str) -> String {
    let safe = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
    };
    format!("{what}-{}-{}.{ending}", safe(skill.trim_start_matches('…')), safe(locale))
}

/// A file was saved.
pub fn saved(name: &str) -> String {
    format!("Saved {name}")
}

/// A file that cannot be replayed.
pub fn unreadable(name: &str) -> String {
    format!("“{name}” cannot be replayed")
}

/// A file that can.
pub fn opened(name: &str, utterances: usize) -> String {
    let said =
        if utterances == 1 { "1 utterance".to_owned() } else { format!("{} utterances", count(utterances as f64)) };
    format!("“{name}” has {said}")
}

/// A file of another skill or locale.
pub fn other_place(skill: &str, locale: &str) -> String {
    format!(
        "It was recorded with skill {skill} in {locale}. Go there first, or say the same to the skill that is chosen."
    )
}

/// Heading of the question before a conversation is said again.
pub const REPLAY_HEADING: &str = "Replay this conversation?";

/// What a replay does.
pub fn replay_question(utterances: usize, skill: &str, stage: &Stage, locale: &str) -> String {
    let said = match utterances {
        1 => "1 utterance is said".to_owned(),
        n => format!("{} utterances are said, one after the other,", count(n as f64)),
    };
    let skill = if skill.is_empty() { "the skill" } else { skill };
    format!("{said} to the {stage} version of {skill} in {locale}. The first one begins a new session.")
}

/// What follows from that.
pub const REPLAY_FOLLOWS: &str = "The answers are added to this conversation. What the skill books or buys, it books or \
    buys again.";
/// Does not replay it.
pub const NOT_NOW: &str = "Not now";

/// How far a replay is.
pub fn replaying(source: &str, sent: usize, of: usize, is_running: bool) -> String {
    if is_running {
        format!("Replaying {source}: turn {sent} of {of}")
    } else {
        format!("The replay of {source} waits after {sent} of {of} turns")
    }
}

/// The menu of files.
pub const TRANSCRIPT: &str = "Transcript";
/// A file with everything.
pub const AS_JSON: &str = "All turns as JSON";
/// A file for spreadsheets.
pub const AS_CSV: &str = "All turns as CSV";
/// A file for ask-cli.
pub const AS_REPLAY: &str = "Replay file for ask-cli";
/// The same of the last session alone.
pub const AS_REPLAY_LAST: &str = "Replay file, last session only";
/// Says the conversation again.
pub const REPLAY_THIS: &str = "Replay this conversation";
/// What is replayed then.
pub const THIS_CONVERSATION: &str = "this conversation";
/// Opens a replay file.
pub const OPEN_REPLAY: &str = "Open a replay file";
/// Empties the conversation.
pub const CLEAR: &str = "Clear";
/// It was emptied.
pub const CLEARED: &str = "Conversation cleared";
/// Takes that back.
pub const UNDO: &str = "Undo";
/// A file could not be saved.
pub const NOT_SAVED: &str = "The browser did not save the file.";
/// A file that is too large.
pub const TOO_LARGE: &str = "This file is larger than 1 MB. A replay file holds a few utterances.";
/// A file that is no text.
pub const NOT_TEXT: &str = "This file is not text in UTF-8.";
/// A file that is gone.
pub const NOT_READ: &str = "The browser could not read this file. Open it again.";
/// Puts a message away.
pub const CLOSE: &str = "Close";
/// Chooses a file's skill and locale.
pub const GO_THERE: &str = "Go to its skill and locale";
/// Replays a file.
pub const REPLAY: &str = "Replay";
/// Replays it with the chosen skill.
pub const REPLAY_HERE: &str = "Replay here";
/// Goes on with a replay.
pub const GO_ON: &str = "Go on";
/// Ends it.
pub const STOP_REPLAY: &str = "Stop replay";
/// The conversation.
pub const CONVERSATION: &str = "Conversation";
/// Before the first turn.
pub const NOTHING_SAID: &str = "Nothing said yet";
/// What to do then.
pub const NOTHING_SAID_ADVICE: &str = "The first turn opens the skill by its name. What is said here reaches the skill as it \
    reaches it from a device, and may book or buy what the skill books or buys.";
/// While a turn is under way.
pub const BUSY: &str = "Wait for the answer, or cancel it. This stays here.";
/// Above a turn that begins a session.
pub const NEW_SESSION: &str = "New session";
/// At a turn that ended one.
pub const SESSION_ENDED: &str = "Session ended";
/// The list of turns.
pub const TURNS: &str = "Turns";
/// Before an utterance, for screen readers.
pub const YOU_SAID: &str = "You said: ";
/// Before a request id.
pub const REQUEST_ID: &str = "Request ID";
/// Shows a turn in the inspector.
pub const INSPECT: &str = "Inspect";
/// At the turn that is shown there.
pub const SHOWN: &str = "Shown in inspector";
/// Stands in the empty field, before an example.
pub const SAY_PLACEHOLDER: &str = "For example: ";
/// The choice of a session.
pub const SESSION: &str = "Session";
/// Goes on in it.
pub const CONTINUE: &str = "Continue";
/// Begins a new one.
pub const START_NEW: &str = "Start new";
/// The field's name.
pub const SAY: &str = "What to say";
/// Sends it.
pub const SEND: &str = "Send";
/// Says it once more.
pub const SEND_AGAIN: &str = "Send again";
/// Asks for the result once more.
pub const ASK_AGAIN: &str = "Ask again";
/// Stops waiting.
pub const CANCEL: &str = "Cancel";

/// How many turns went because there were too many.
pub fn dropped(gone: usize) -> String {
    let turns = if gone == 1 { "turn" } else { "turns" };
    format!(
        "The oldest {} {turns} of this conversation went: the browser keeps the latest 300, up to 4 MB.",
        count(gone as f64)
    )
}

/// Where the browser keeps no transcript.
pub const NOT_KEPT: &str =
    "This browser keeps nothing here, so the conversation ends with the tab. Export it to keep it.";
