//! The simulator: a conversation, scripted conversations, and C beside T1.

pub mod words;

#[cfg(target_arch = "wasm32")]
mod compare;
#[cfg(target_arch = "wasm32")]
mod gate;
#[cfg(target_arch = "wasm32")]
mod model;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod scripts;
#[cfg(target_arch = "wasm32")]
mod target;

#[cfg(target_arch = "wasm32")]
pub use page::SimulatorPage;
