//! What the product is about, in plain values: no network, no browser, no framework.

pub mod conversation;
pub mod experiment;
pub mod experiment_export;
pub mod export;
pub mod group;
pub mod id;
pub mod instant;
pub mod intent;
pub mod interaction_model;
pub mod lex;
pub mod metric;
mod open_enum;
pub mod path_segment;
pub mod profile;
pub mod range;
pub mod reading;
pub mod redaction;
pub mod report;
pub mod series;
pub mod simulation;
pub mod skill;
pub mod stats;
pub mod suite;
pub mod window;
pub mod words;
