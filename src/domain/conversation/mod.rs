//! Conversations with a skill: what was said, what came back, and what a script expects of it.

pub mod arm_proof;
pub mod expectation;
pub mod preflight;
pub mod preflight_export;
pub mod preflight_step;
pub mod script;
pub mod script_file;
pub mod script_run;
mod turn;
pub mod turn_diff;
pub mod understanding;

pub use turn::{Transcript, Turn, TurnOutcome};
