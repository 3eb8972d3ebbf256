//! What the page knows at the moment, and what it keeps.

#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod archive;
pub mod board;
#[cfg(target_arch = "wasm32")]
pub mod board_loader;
pub mod stored_window;
