//! Conversations with a skill: what was said, what came back, and what a script expects of it.

mod turn;
pub mod understanding;

pub use turn::{Transcript, Turn, TurnOutcome};
