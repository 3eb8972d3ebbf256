//! Amazon Lex: queries for analytics of a bot, beside the skill.

pub mod draft;
pub mod series;
pub mod words;
