//! Conversations with a skill: what was said, what came back, and what a script expects of it.

pub mod arm_proof;
pub mod entry;
pub mod expectation;
pub mod export;
pub mod history;
pub mod json_tree;
pub mod kept;
pub mod preflight;
pub mod preflight_export;
pub mod preflight_step;
pub mod replay;
pub mod run_comparison;
pub mod script;
pub mod script_file;
pub mod script_run;
pub mod session;
pub mod transcript_change;
mod turn;
pub mod turn_diff;
pub mod understanding;

pub use turn::{Transcript, Turn, TurnOutcome};
