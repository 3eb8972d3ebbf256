//! What is counted: sessions, intents, stages and utterances, with the words and numbers that a query may ask of each.

use super::bot::{ALIASES, CHANNELS, DRAFT, INTENTS, LOCALES, MODALITIES, StageEntry};
use super::session::{End, Session, Stage, Visit};
use super::talk::Utterance;
use crate::domain::lex::{BinName, Filter, FilterField, GroupField, LexMetric, Operator};

/// The place of an intent in its session, from 1.
const LEVELS: [&str; 4] = ["1", "2", "3", "4"];

/// One thing that is counted.
pub enum Fact<'a> {
    /// A session, and how many were under way when it began, itself included.
    Session(u64),
    /// An intent, its place in the session, and when it began.
    Visit(&'a Visit, usize, i64),
    /// A stage of an intent, whether it is the last that was reached, and when the intent began.
    Stage(&'a Stage, &'static StageEntry, &'a Visit, bool, i64),
    /// Something that was said.
    Utterance(Utterance),
}

fn is_one(value: &str, filter: &Filter) -> bool {
    filter.values.iter().any(|wanted| wanted == value)
}

/// Whether a number is as a filter wants it. Its values are numbers: the rule has checked them.
fn compares(number: f64, filter: &Filter) -> bool {
    filter.values.iter().filter_map(|value| value.trim().parse::<f64>().ok()).any(|wanted| match filter.operator {
        Operator::Gt => number > wanted,
        Operator::Lt => number < wanted,
        _ => number == wanted,
    })
}

/// Whether a session is as a filter wants it; `true` for filters that are about something in it.
pub fn session_passes(session: &Session, filter: &Filter) -> bool {
    let version = session.version.map_or(DRAFT, |version| version.number);
    match filter.name {
        FilterField::BotAliasId => is_one(ALIASES[usize::from(session.version.is_none())], filter),
        FilterField::BotVersion => is_one(version, filter),
        FilterField::LocaleId => is_one(locale(session), filter),
        FilterField::Modality => is_one(MODALITIES.get(session.modality).copied().unwrap_or_default(), filter),
        FilterField::Channel => is_one(CHANNELS.get(session.channel).map_or("", |channel| channel.name), filter),
        FilterField::Duration => compares(session.duration_s as f64, filter),
        FilterField::ConversationEndState => is_one(session.end.wire(), filter),
        FilterField::SessionId => is_one(&session.id(), filter),
        FilterField::OriginatingRequestId => is_one(&session.originating_request_id(), filter),
        FilterField::IntentPath => is_one(&session.intent_path(), filter),
        _ => true,
    }
}

fn locale(session: &Session) -> &'static str {
    LOCALES.get(session.locale).map_or("", |locale| locale.id)
}

fn intent(place: usize) -> &'static str {
    INTENTS.get(place).map_or("", |intent| intent.name)
}

fn state(detected: bool) -> &'static str {
    if detected { "Detected" } else { "Missed" }
}

impl Fact<'_> {
    /// Whether it is as a filter wants it; `true` for filters that are about its session.
    pub fn passes(&self, filter: &Filter) -> bool {
        match (self, &filter.name) {
            (Self::Visit(visit, ..) | Self::Stage(_, _, visit, ..), FilterField::IntentName) => {
                is_one(intent(visit.intent), filter)
            }
            (Self::Visit(visit, ..), FilterField::IntentEndState) => is_one(visit.end.wire(), filter),
            (Self::Stage(_, entry, ..), FilterField::IntentStageName) => is_one(entry.name, filter),
            (Self::Utterance(said), FilterField::UtteranceState) => is_one(state(said.detected), filter),
            (Self::Utterance(said), FilterField::UtteranceText) => is_one(said.text, filter),
            _ => true,
        }
    }

    /// What it is in a field that results are split by; empty where it has nothing there.
    pub fn group(&self, session: &Session, field: &GroupField) -> &'static str {
        match (self, field) {
            (_, GroupField::ConversationEndState) => session.end.wire(),
            (_, GroupField::LocaleId) => locale(session),
            (Self::Visit(visit, ..), GroupField::IntentName) => intent(visit.intent),
            (Self::Visit(visit, ..), GroupField::IntentEndState) => visit.end.wire(),
            (Self::Visit(_, place, _), GroupField::IntentLevel) => LEVELS.get(*place).copied().unwrap_or_default(),
            (Self::Stage(_, entry, ..), GroupField::IntentStageName) => entry.name,
            (Self::Stage(_, _, visit, true, _), GroupField::SwitchedToIntent) => visit.switched_to.map_or("", intent),
            (Self::Utterance(said), GroupField::UtteranceText) => said.text,
            (Self::Utterance(said), GroupField::UtteranceState) => state(said.detected),
            _ => "",
        }
    }

    /// Its own value of a metric, of which Sum, Avg and Max are taken.
    pub fn value(&self, session: &Session, metric: &LexMetric) -> u64 {
        let ended = |end: End| match self {
            Self::Session(_) => session.end == end,
            Self::Visit(visit, ..) => visit.end == end,
            Self::Stage(stage, ..) => stage.end == end,
            Self::Utterance(_) => false,
        };
        match (metric, self) {
            (LexMetric::Count, _) => 1,
            (LexMetric::Success, _) => u64::from(ended(End::Success)),
            (LexMetric::Failure | LexMetric::Failed, _) => u64::from(ended(End::Failure)),
            (LexMetric::Dropped, _) => u64::from(ended(End::Dropped)),
            (LexMetric::Switched, _) => u64::from(ended(End::Switched)),
            (LexMetric::Duration, _) => session.duration_s.unsigned_abs(),
            (LexMetric::TurnsPerConversation, _) => u64::from(session.turns),
            (LexMetric::Concurrency, Self::Session(at_once)) => *at_once,
            (LexMetric::Retry, Self::Stage(stage, ..)) => u64::from(stage.retries),
            (LexMetric::Missed, Self::Utterance(said)) => u64::from(!said.detected),
            (LexMetric::Detected, Self::Utterance(said)) => u64::from(said.detected),
            (LexMetric::UtteranceTimestamp, Self::Utterance(said)) => said.said_s.unsigned_abs(),
            _ => 0,
        }
    }

    /// The time by which it falls into a bin, in seconds since the epoch. Sessions, intents and stages have the time at
    /// which what begins them was said.
    pub fn at_s(&self, session: &Session, by: &BinName) -> i64 {
        match (by, self) {
            (BinName::UtteranceTimestamp, Self::Visit(_, _, began_s) | Self::Stage(.., began_s)) => *began_s,
            (BinName::UtteranceTimestamp, Self::Utterance(said)) => said.said_s,
            _ => session.begin_s,
        }
    }

    /// The intent that was last used, of an utterance.
    pub fn last_used_intent(&self) -> &'static str {
        match self {
            Self::Utterance(said) => intent(said.intent),
            _ => "",
        }
    }
}
