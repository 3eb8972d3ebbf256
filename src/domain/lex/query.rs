//! A query.

use serde::{Deserialize, Serialize};

use super::subject::Subject;
use super::term::{BinName, FilterField, GroupField, Interval, LexMetric, Operator, Order, Statistic};
use crate::domain::id::BadId;
use crate::domain::window::Window;

/// A bot: ten letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BotId(String);

impl BotId {
    /// How many characters it has.
    pub const LENGTH: usize = 10;

    /// Reads it, forgiving blanks around it.
    ///
    /// # Errors
    /// When it has another length, or other characters.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let text = text.trim();
        if text.len() != Self::LENGTH || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(BadId("A bot ID has ten letters and digits. The Lex console shows it under the bot's name."));
        }
        Ok(Self(text.to_owned()))
    }

    /// The whole id, as it goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for BotId {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<BotId> for String {
    fn from(id: BotId) -> String {
        id.0
    }
}

/// A metric that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MetricSpec {
    /// Which.
    pub name: LexMetric,
    /// Put together how.
    pub statistic: Statistic,
    /// Whether results are in its order. Never together with an order of the bins.
    pub order: Option<Order>,
}

/// How results fall into bins of time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bin {
    /// By which time.
    pub name: BinName,
    /// How long a bin is.
    pub interval: Interval,
    /// In which order; without one, the newest first.
    pub order: Option<Order>,
}

/// What results are narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Which field.
    pub name: FilterField,
    /// How it compares.
    pub operator: Operator,
    /// With one to five values.
    pub values: Vec<String>,
}

/// A query for metrics of a bot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    /// The bot.
    pub bot_id: BotId,
    /// What it is about.
    pub subject: Subject,
    /// From when to when: sessions count that began after the start and ended before the end.
    pub window: Window,
    /// What is asked for.
    pub metrics: Vec<MetricSpec>,
    /// By time, where it is.
    pub bin: Option<Bin>,
    /// Split by these.
    pub groups: Vec<GroupField>,
    /// Narrowed by all of these.
    pub filters: Vec<Filter>,
    /// Utterances only: also the intent that each text last reached (`attributes`).
    pub last_used_intent: bool,
}
