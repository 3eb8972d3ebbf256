//! The simulator: a conversation, scripted conversations, and C beside T1.

#[cfg(target_arch = "wasm32")]
mod page;

#[cfg(target_arch = "wasm32")]
pub use page::SimulatorPage;
