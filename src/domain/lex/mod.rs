//! Analytics of an Amazon Lex bot: queries for metrics of sessions, intents, their stages and utterances, and the rows
//! that they give (lex-list-session-metrics.txt; the shapes and limits of the service model in API-FACTS.md, section 6).

pub mod export;
pub mod figure;
mod query;
mod row;
pub mod rule;
pub mod sentence;
mod spec;
mod subject;
mod term;
pub mod track;

pub use query::{Bin, BotId, Filter, MetricSpec, Query};
pub use row::{MetricResult, Row};
pub use spec::Spec;
pub use subject::{Shape, Subject};
pub use term::{BinName, FilterField, GroupField, Interval, LexMetric, Operator, Order, Statistic};
