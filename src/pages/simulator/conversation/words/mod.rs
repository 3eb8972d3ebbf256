//! What a conversation says about itself: waiting, answers, failures, what can be done about them.

use crate::api::error::{ApiError, ErrorKind};
use crate::domain::conversation::entry::EntryProblem;
use crate::domain::conversation::session::ended_by;
use crate::domain::conversation::{Turn, TurnOutcome};
use crate::domain::simulation::{LONGEST_UTTERANCE, SimulationStatus};
use crate::domain::words::count;

pub mod inspector;
mod label;

pub use label::*;

/// How far a turn that is under way has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Waiting {
    /// Another simulation of this page is under way.
    Queued,
    /// It is being sent.
    Sending,
    /// It did not run and is sent again.
    WillSendAgain {
        /// In this many milliseconds.
        wait_ms: f64,
        /// Because of too many requests, not of another simulation.
        throttled: bool,
    },
    /// It runs.
    InProgress {
        /// How often it was asked about.
        checks: u32,
        /// How long until the next time, in milliseconds.
        next_ms: f64,
    },
}

impl Waiting {
    /// What stands in the bubble.
    pub fn heading(&self) -> &'static str {
        match self {
            Self::Queued => "Waiting for the simulation before this one",
            Self::Sending => "Sending",
            Self::WillSendAgain { .. } => "Waiting to send it again",
            Self::InProgress { .. } => "Waiting for Alexa",
        }
    }

    /// What stands under it.
    pub fn detail(&self) -> Option<String> {
        match *self {
            Self::Queued => Some("An account has one simulation at a time.".to_owned()),
            Self::Sending => None,
            Self::WillSendAgain { wait_ms, throttled: true } => Some(format!(
                "Amazon asked us to slow down (429). It did not run and is sent again in {}.",
                seconds(wait_ms)
            )),
            Self::WillSendAgain { wait_ms, throttled: false } => Some(format!(
                "Another simulation of your account is under way (409). This one did not run and is sent again in {}.",
                seconds(wait_ms)
            )),
            Self::InProgress { checks: 0, next_ms } => Some(format!("first check in {}", seconds(next_ms))),
            Self::InProgress { checks: 1, next_ms } => Some(format!("checked once, next in {}", seconds(next_ms))),
            Self::InProgress { checks, next_ms } => {
                Some(format!("checked {checks} times, next in {}", seconds(next_ms)))
            }
        }
    }
}

fn seconds(duration_ms: f64) -> String {
    format!("{} s", count((duration_ms / 1_000.0).ceil().max(1.0)))
}

/// What can be done about a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Nothing has to be.
    None,
    /// Saying it again.
    SendAgain,
    /// Asking for the result.
    AskAgain,
}

/// How a turn reads in the thread.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reply {
    /// What Alexa said, a bubble each.
    pub captions: Vec<String>,
    /// What is wrong or remarkable, as a bubble of its own.
    pub notice: Option<String>,
    /// Whether the notice is about a failure.
    pub is_failure: bool,
    /// The API's word for it, where there is something to say about it.
    pub code: Option<String>,
    /// Further words beneath.
    pub detail: Option<String>,
    /// For Amazon's support.
    pub request_id: Option<String>,
    /// What can be done.
    pub remedy: Remedy,
    /// Whether the skill ended the session.
    pub ends_session: bool,
}

/// Reads a turn's outcome.
pub fn reply(turn: &Turn) -> Reply {
    let captions: Vec<String> = turn
        .outcome
        .simulation()
        .and_then(|s| s.result.as_ref())
        .map(|r| r.captions().map(str::to_owned).collect())
        .unwrap_or_default();
    let plain = Reply {
        captions,
        notice: None,
        is_failure: false,
        code: None,
        detail: None,
        request_id: None,
        remedy: Remedy::None,
        ends_session: ended_by(turn),
    };
    match &turn.outcome {
        TurnOutcome::Ended(simulation) if simulation.status == SimulationStatus::Successful => {
            let not_called = simulation.result.as_ref().is_none_or(|r| r.skill_was_not_called());
            match (not_called, plain.captions.is_empty()) {
                (false, false) => plain,
                (false, true) => Reply { notice: Some(SAID_NOTHING.to_owned()), ..plain },
                (true, said_nothing) => Reply {
                    // Not the API's word: a success that is marked says nothing to anybody.
                    notice: Some(NOT_CALLED.to_owned()),
                    detail: Some(if said_nothing { NOT_CALLED_SILENT } else { NOT_CALLED_ANSWERED }.to_owned()),
                    remedy: Remedy::SendAgain,
                    ..plain
                },
            }
        }
        TurnOutcome::Ended(simulation) => {
            let message = simulation.result.as_ref().and_then(|r| r.error.as_ref()).map(|e| e.message.trim());
            let message = message.filter(|m| !m.is_empty());
            let said = message.map_or_else(|| NO_MESSAGE.to_owned(), |m| format!("error.message: “{m}”"));
            Reply {
                notice: Some(failure(message.unwrap_or_default()).to_owned()),
                is_failure: true,
                code: Some(simulation.status.to_string()),
                detail: Some(said),
                remedy: Remedy::SendAgain,
                ..plain
            }
        }
        TurnOutcome::GaveUp(simulation) => Reply {
            notice: Some(GAVE_UP.to_owned()),
            code: Some(simulation.status.to_string()),
            detail: Some(GAVE_UP_DETAIL.to_owned()),
            remedy: Remedy::AskAgain,
            ..plain
        },
        TurnOutcome::Stopped(simulation) => Reply {
            notice: Some(STOPPED.to_owned()),
            code: Some(simulation.status.to_string()),
            detail: Some(STOPPED_DETAIL.to_owned()),
            remedy: Remedy::AskAgain,
            ..plain
        },
        TurnOutcome::OutOfSight { simulation, words, request_id } => Reply {
            notice: Some(OUT_OF_SIGHT.to_owned()),
            is_failure: true,
            code: Some(simulation.status.to_string()),
            detail: Some(words.clone()),
            request_id: request_id.clone(),
            remedy: Remedy::AskAgain,
            ..plain
        },
        TurnOutcome::Cancelled => Reply {
            notice: Some(CANCELLED.to_owned()),
            detail: Some(CANCELLED_DETAIL.to_owned()),
            remedy: Remedy::SendAgain,
            ..plain
        },
        TurnOutcome::Refused { words, request_id } => Reply {
            notice: Some(words.clone()),
            is_failure: true,
            request_id: request_id.clone(),
            remedy: Remedy::SendAgain,
            ..plain
        },
    }
}

const SAID_NOTHING: &str = "Alexa said nothing.";
const NOT_CALLED: &str = "The skill was not called.";
const NOT_CALLED_ANSWERED: &str = "Alexa answered by herself. Outside a session an utterance has to name the skill, as in \
    “open” and its name.";
const NOT_CALLED_SILENT: &str = "Amazon calls this a success, yet has neither an invocation nor an answer. That happens \
    now and then and says nothing about the skill.";
const NO_MESSAGE: &str = "Amazon did not say why.";
const GAVE_UP: &str = "There is still no answer.";
const GAVE_UP_DETAIL: &str = "We asked 20 times. Amazon keeps the result for ten minutes.";
const STOPPED: &str = "You stopped waiting.";
const STOPPED_DETAIL: &str = "The skill may have been called all the same. Amazon keeps the result for ten minutes.";
const OUT_OF_SIGHT: &str = "We lost sight of this simulation.";
const CANCELLED: &str = "You stopped before Amazon had accepted it.";
const CANCELLED_DETAIL: &str = "It may have reached the skill all the same.";
/// A turn whose page was left before the service answered.
pub const LEFT_WHILE_SENDING: &str =
    "The page was left before Amazon answered. The utterance may have reached the skill.";
/// A turn whose page was left before it was sent.
pub const LEFT_WHILE_WAITING: &str = "The page was left before this was sent. The skill did not hear it.";
/// A result that the service keeps no longer.
pub const FORGOTTEN: &str = "Amazon has forgotten the result of this simulation: it keeps one for ten minutes.";

/// What a FAILED simulation most likely means.
fn failure(message: &str) -> &'static str {
    let message = message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| message.contains(w));
    if says(&["timed out", "timeout", "time out", "in time", "did not respond", "did not answer"]) {
        "The skill did not answer in time. Alexa waits 8 seconds."
    } else if says(&["json", "could not be read", "malformed"]) {
        "The skill’s response could not be read."
    } else if says(&["enable"]) {
        "The skill is not enabled for this account."
    } else if says(&["locale", "language"]) {
        "The skill does not work in this locale."
    } else if says(&["delegat", "unexpected"]) {
        "Amazon’s simulator failed. It does so for dialogs that the skill hands over to Alexa as a whole."
    } else {
        "The simulation failed."
    }
}

const MAY_HAVE_RUN: &str = "Whether the utterance reached the skill is not known: sending it again may do twice what it \
    asks for.";
const NO_SKILL_HERE: &str =
    "Amazon did not find the skill in this stage (404). Choose the other stage, or another skill.";

/// Why an utterance was not accepted, in one or two sentences.
pub fn refusal(error: &ApiError) -> String {
    match &error.kind {
        ErrorKind::Forbidden => {
            let said = error.service_message.as_deref().map(|m| format!(" Amazon says: {m}")).unwrap_or_default();
            format!("This account may not simulate the skill (403).{said}")
        }
        ErrorKind::Conflict => {
            "Another simulation of your account is still under way (409). We sent this 12 times; it did \
            not run."
                .to_owned()
        }
        ErrorKind::RateLimited { .. } => {
            "Amazon asked us to slow down (429) each of 12 times. It did not run; try again in a minute.".to_owned()
        }
        ErrorKind::NotFound => format!("{NO_SKILL_HERE} It did not run."),
        // What is sent may have arrived before the answer went wrong.
        ErrorKind::Network
        | ErrorKind::Timeout
        | ErrorKind::Server
        | ErrorKind::Decode { .. }
        | ErrorKind::Unexpected => format!("{}. {MAY_HAVE_RUN}", error.heading()),
        _ => format!("{}. {}", error.heading(), error.advice()),
    }
}

/// Why the result of a simulation could not be read.
pub fn lost_sight(error: &ApiError) -> String {
    match error.kind {
        ErrorKind::Unauthenticated => {
            "Amazon did not accept your sign-in (401). Sign in again, then ask for the result. If your sign-in still \
             holds, this account has no access to this skill."
                .to_owned()
        }
        _ => format!("{}. The skill was called; only its result could not be read.", error.heading()),
    }
}

/// A 401 before anything ran: the text went back into the field.
pub fn sign_in_ended(error: &ApiError) -> String {
    let id = error.request_id.as_deref().map(|id| format!(" {REQUEST_ID} {id}.")).unwrap_or_default();
    format!(
        "Amazon did not accept your sign-in (401), so this did not run. It is kept here: sign in again, then send it. If \
         your sign-in still holds, this account has no access to this skill.{id}"
    )
}

/// What is wrong with what is typed.
pub fn entry_problem(problem: &EntryProblem) -> String {
    match problem {
        EntryProblem::Empty => "Write what to say.".to_owned(),
        EntryProblem::TooLong(length) => format!(
            "This has {} characters. Amazon takes up to {LONGEST_UTTERANCE}; shorten it.",
            count(*length as f64)
        ),
        EntryProblem::UnknownCommand(word) => {
            format!("“.{word}” is not sent: what begins with a point is a command, as in ask-cli. {COMMANDS}")
        }
        EntryProblem::BadRecord => {
            "Write “.record” and a file's name, then “--append-quit” if the file should end the conversation."
                .to_owned()
        }
    }
}

/// The commands of ask-cli's dialog that work here too.
pub const COMMANDS: &str = "There are .record with a file's name, .quit and .help.";
/// What `.quit` did.
pub const QUIT: &str = "The conversation is over. The next turn begins a new session.";

#[cfg(test)]
mod tests;
