//! The utterance profiler: one utterance, and suites of them.

#[cfg(target_arch = "wasm32")]
mod locale_menu;
#[cfg(target_arch = "wasm32")]
mod model;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod suites;
pub mod talk;
pub mod utterance;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub use page::ProfilerPage;
