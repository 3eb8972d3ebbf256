//! The words of Lex analytics as they go on the wire. They differ from those of the prose: `Avg` is called Average there.

use crate::domain::open_enum::open_enum;

open_enum! {
    /// What is measured; which of them a subject has, its [`super::Shape`] says.
    LexMetric {
        /// How many there were.
        Count = "Count",
        /// Those that reached their goal.
        Success = "Success",
        /// Those that failed.
        Failure = "Failure",
        /// Stages that failed; the siblings' word.
        Failed = "Failed",
        /// Those that the user left.
        Dropped = "Dropped",
        /// Intents that gave way to another one.
        Switched = "Switched",
        /// How long sessions took, in seconds.
        Duration = "Duration",
        /// Turns in a session.
        TurnsPerConversation = "TurnsPerConversation",
        /// Sessions at the same time.
        Concurrency = "Concurrency",
        /// How often a stage was tried again.
        Retry = "Retry",
        /// Utterances that no intent took.
        Missed = "Missed",
        /// Utterances that an intent took.
        Detected = "Detected",
        /// When an utterance was said.
        UtteranceTimestamp = "UtteranceTimestamp",
    }
}

open_enum! {
    /// How values are put together.
    Statistic {
        /// All of them together.
        Sum = "Sum",
        /// Their mean; called Average in the prose.
        Avg = "Avg",
        /// The largest.
        Max = "Max",
    }
}

open_enum! {
    /// Which comes first.
    Order {
        /// The smallest or oldest.
        Ascending = "Ascending",
        /// The largest or newest.
        Descending = "Descending",
    }
}

open_enum! {
    /// The length of a bin.
    Interval {
        /// An hour.
        OneHour = "OneHour",
        /// A day.
        OneDay = "OneDay",
    }
}

open_enum! {
    /// The time by which something falls into a bin.
    BinName {
        /// When the conversation began.
        ConversationStartTime = "ConversationStartTime",
        /// When the utterance was said.
        UtteranceTimestamp = "UtteranceTimestamp",
    }
}

open_enum! {
    /// By what results are split.
    GroupField {
        /// How the conversation ended: Success, Failure, Dropped.
        ConversationEndState = "ConversationEndState",
        /// The bot's locale, with an underscore, as `en_US`.
        LocaleId = "LocaleId",
        /// The intent.
        IntentName = "IntentName",
        /// How the intent ended.
        IntentEndState = "IntentEndState",
        /// Whether the intent was the first of its session or came later.
        IntentLevel = "IntentLevel",
        /// The stage of the intent.
        IntentStageName = "IntentStageName",
        /// The intent that took over.
        SwitchedToIntent = "SwitchedToIntent",
        /// What was said.
        UtteranceText = "UtteranceText",
        /// Whether an intent took it.
        UtteranceState = "UtteranceState",
    }
}

open_enum! {
    /// What results are narrowed by.
    FilterField {
        /// The bot's alias.
        BotAliasId = "BotAliasId",
        /// The bot's version.
        BotVersion = "BotVersion",
        /// The locale, as `en_US`.
        LocaleId = "LocaleId",
        /// Speech, Text, DTMF or MultiMode.
        Modality = "Modality",
        /// Where the conversation took place.
        Channel = "Channel",
        /// How long it took, in seconds.
        Duration = "Duration",
        /// How it ended.
        ConversationEndState = "ConversationEndState",
        /// The session.
        SessionId = "SessionId",
        /// The request that began it.
        OriginatingRequestId = "OriginatingRequestId",
        /// The intents that were passed.
        IntentPath = "IntentPath",
        /// The intent.
        IntentName = "IntentName",
        /// How the intent ended.
        IntentEndState = "IntentEndState",
        /// The stage.
        IntentStageName = "IntentStageName",
        /// Whether an intent took the utterance.
        UtteranceState = "UtteranceState",
        /// What was said.
        UtteranceText = "UtteranceText",
    }
}

open_enum! {
    /// How a filter compares. The prose also has CO, "contains"; the wire does not.
    Operator {
        /// Equal to one of the values.
        Eq = "EQ",
        /// Greater.
        Gt = "GT",
        /// Less.
        Lt = "LT",
    }
}
