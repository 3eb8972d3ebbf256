//! The simulator: a conversation, scripted conversations, and C beside T1.

pub mod compare;
pub mod conversation;
pub mod scripts;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod experiment_choice;
#[cfg(target_arch = "wasm32")]
mod gate;
#[cfg(target_arch = "wasm32")]
mod model;
#[cfg(target_arch = "wasm32")]
mod new_id;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod performer;
#[cfg(target_arch = "wasm32")]
mod pinned;
#[cfg(target_arch = "wasm32")]
mod speech_diff;
#[cfg(target_arch = "wasm32")]
mod target;

#[cfg(target_arch = "wasm32")]
pub use page::SimulatorPage;
