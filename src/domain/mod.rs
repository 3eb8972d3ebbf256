//! What the product is about, in plain values: no network, no browser, no framework.

pub mod experiment;
pub mod experiment_export;
pub mod export;
pub mod group;
pub mod id;
pub mod instant;
pub mod metric;
mod open_enum;
pub mod path_segment;
pub mod range;
pub mod reading;
pub mod report;
pub mod series;
pub mod skill;
pub mod stats;
pub mod window;
pub mod words;
