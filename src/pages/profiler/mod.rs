//! The utterance profiler: one utterance, and suites of them.

#[cfg(target_arch = "wasm32")]
mod page;

#[cfg(target_arch = "wasm32")]
pub use page::ProfilerPage;
