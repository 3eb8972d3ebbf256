//! What a query is about, and what may be asked about it (botocore 1.44.5, `lexv2-models/2020-08-07`).

use super::term::{FilterField, GroupField, LexMetric};

/// What a query is about: one operation each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Subject {
    /// ListSessionMetrics.
    #[default]
    Sessions,
    /// ListIntentMetrics.
    Intents,
    /// ListIntentStageMetrics.
    IntentStages,
    /// ListUtteranceMetrics.
    Utterances,
}

/// What an operation takes.
#[derive(Debug)]
pub struct Shape {
    /// The operation's name in Amazon's client model.
    pub operation: &'static str,
    /// The last segment of its path.
    pub path: &'static str,
    /// The metrics that it knows; as many may be asked for at once.
    pub metrics: &'static [LexMetric],
    /// By what its results may be split.
    pub groups: &'static [GroupField],
    /// By how many of these at once.
    pub most_groups: usize,
    /// What its results may be narrowed by.
    pub filters: &'static [FilterField],
    /// By how many filters at once.
    pub most_filters: usize,
    /// The permission that it needs.
    pub permission: &'static str,
}

use FilterField as F;
use GroupField as G;
use LexMetric as M;

static SESSIONS: Shape = Shape {
    operation: "listSessionMetrics",
    path: "sessionmetrics",
    metrics: &[M::Count, M::Success, M::Failure, M::Dropped, M::Duration, M::TurnsPerConversation, M::Concurrency],
    groups: &[G::ConversationEndState, G::LocaleId],
    most_groups: 2,
    filters: &[
        F::BotAliasId,
        F::BotVersion,
        F::LocaleId,
        F::Modality,
        F::Channel,
        F::Duration,
        F::ConversationEndState,
        F::SessionId,
        F::OriginatingRequestId,
        F::IntentPath,
    ],
    most_filters: 10,
    permission: "lex:ListSessionMetrics",
};

static INTENTS: Shape = Shape {
    operation: "listIntentMetrics",
    path: "intentmetrics",
    metrics: &[M::Count, M::Success, M::Failure, M::Switched, M::Dropped],
    groups: &[G::IntentName, G::IntentEndState, G::IntentLevel],
    most_groups: 3,
    filters: &[
        F::BotAliasId,
        F::BotVersion,
        F::LocaleId,
        F::Modality,
        F::Channel,
        F::SessionId,
        F::OriginatingRequestId,
        F::IntentName,
        F::IntentEndState,
    ],
    most_filters: 9,
    permission: "lex:ListIntentMetrics",
};

static INTENT_STAGES: Shape = Shape {
    operation: "listIntentStageMetrics",
    path: "intentstagemetrics",
    metrics: &[M::Count, M::Success, M::Failed, M::Dropped, M::Retry],
    groups: &[G::IntentStageName, G::SwitchedToIntent],
    most_groups: 2,
    filters: &[
        F::BotAliasId,
        F::BotVersion,
        F::LocaleId,
        F::Modality,
        F::Channel,
        F::SessionId,
        F::OriginatingRequestId,
        F::IntentName,
        F::IntentStageName,
    ],
    most_filters: 9,
    permission: "lex:ListIntentStageMetrics",
};

static UTTERANCES: Shape = Shape {
    operation: "listUtteranceMetrics",
    path: "utterancemetrics",
    metrics: &[M::Count, M::Missed, M::Detected, M::UtteranceTimestamp],
    groups: &[G::UtteranceText, G::UtteranceState],
    most_groups: 2,
    filters: &[
        F::BotAliasId,
        F::BotVersion,
        F::LocaleId,
        F::Modality,
        F::Channel,
        F::SessionId,
        F::OriginatingRequestId,
        F::UtteranceState,
        F::UtteranceText,
    ],
    most_filters: 9,
    permission: "lex:ListUtteranceMetrics",
};

impl Subject {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sessions, Self::Intents, Self::IntentStages, Self::Utterances];

    /// Its name in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Intents => "intents",
            Self::IntentStages => "stages",
            Self::Utterances => "utterances",
        }
    }

    /// Reads its name in an address.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.key() == key)
    }

    /// What may be asked about it.
    pub fn shape(self) -> &'static Shape {
        match self {
            Self::Sessions => &SESSIONS,
            Self::Intents => &INTENTS,
            Self::IntentStages => &INTENT_STAGES,
            Self::Utterances => &UTTERANCES,
        }
    }
}
