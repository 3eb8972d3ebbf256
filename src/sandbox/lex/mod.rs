//! Amazon Lex analytics of one bot: ListSessionMetrics and its siblings ListIntentMetrics, ListIntentStageMetrics and
//! ListUtteranceMetrics.
//!
//! Every session follows from the seed and the hour in which it begins ([`session`]); what a query asks for is counted
//! from single sessions ([`measure`]), so that any split adds up to its whole.

pub mod body;
pub mod bot;
mod fact;
mod handler;
pub mod measure;
pub mod session;
mod talk;

pub use handler::{Answers, World, answer};

/// The one bot.
pub const BOT_ID: &str = "SANDBOXBOT";
