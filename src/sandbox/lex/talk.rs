//! What is said in a session: one text for each turn.

use super::bot::{FALLBACK, INTENTS, LOCALES, MISSED};
use super::session::{End, Session, Visit};
use crate::sandbox::hash::mix;

/// Something that was said.
#[derive(Debug, Clone, Copy)]
pub struct Utterance {
    /// The text.
    pub text: &'static str,
    /// Whether an intent took it.
    pub detected: bool,
    /// The place of the intent that the session was in.
    pub intent: usize,
    /// When, in seconds since the epoch.
    pub said_s: i64,
}

/// How often something is said in an intent: to begin it, and in each stage every try but a last one that failed and
/// gave way to the fallback, of which it is the beginning, and one that was not answered.
fn turns_of(visit: &Visit) -> u32 {
    let answered = |end: End, asks: bool| u32::from(asks && end == End::Success);
    let entries = INTENTS.get(visit.intent).map_or(&[][..], |entry| entry.stages);
    let stages = visit.stages().iter().zip(entries);
    1 + stages
        .map(|(stage, entry)| u32::from(stage.retries) + answered(stage.end, !entry.answers[0].is_empty()))
        .sum::<u32>()
}

/// How often something is said in a session.
pub fn turns(session: &Session) -> u32 {
    session.visits().iter().map(turns_of).sum()
}

/// Tells what is said in a session, in order, with the place of the visit in which it is said.
pub fn each_utterance(session: &Session, mut tell: impl FnMut(Utterance)) {
    let language = LOCALES.get(session.locale).map_or(0, |locale| locale.language);
    let (mut number, turns) = (0_i64, i64::from(session.turns.max(1)));
    let mut say = |texts: &[&'static str], detected: bool, intent: usize| {
        // In 64 bits everywhere: a `usize` has 32 of them in the browser.
        let place = (mix(session.key, 0x7A11 + number as u64) % texts.len().max(1) as u64) as usize;
        let said_s = session.begin_s + session.duration_s * number / turns;
        number += 1;
        tell(Utterance { text: texts.get(place).copied().unwrap_or_default(), detected, intent, said_s });
    };
    let missed = MISSED.get(language).copied().unwrap_or_default();
    for visit in session.visits() {
        let Some(entry) = INTENTS.get(visit.intent) else { continue };
        say(entry.texts.get(language).copied().unwrap_or_default(), visit.intent != FALLBACK, visit.intent);
        for (stage, entry) in visit.stages().iter().zip(entry.stages) {
            for _ in 0..stage.retries {
                say(missed, false, visit.intent);
            }
            let answers = entry.answers.get(language).copied().unwrap_or_default();
            if stage.end == End::Success && !answers.is_empty() {
                say(answers, true, visit.intent);
            }
        }
    }
}

/// When each visit of a session began, in seconds since the epoch: with what was said to begin it.
pub fn visit_start_s(session: &Session, place: usize) -> i64 {
    let before: u32 = session.visits().iter().take(place).map(turns_of).sum();
    session.begin_s + session.duration_s * i64::from(before) / i64::from(session.turns.max(1))
}
