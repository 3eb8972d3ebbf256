//! What the page knows at the moment, and what it keeps.

#[cfg(target_arch = "wasm32")]
pub mod access;
#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod archive;
pub mod board;
#[cfg(target_arch = "wasm32")]
pub mod board_loader;
#[cfg(target_arch = "wasm32")]
pub mod call_log;
pub mod figure;
#[cfg(target_arch = "wasm32")]
pub mod installation;
#[cfg(target_arch = "wasm32")]
pub mod now;
#[cfg(target_arch = "wasm32")]
pub mod preferences;
pub mod remote;
#[cfg(target_arch = "wasm32")]
pub mod sandbox_handle;
#[cfg(target_arch = "wasm32")]
pub mod skill_list;
pub mod stored_window;
