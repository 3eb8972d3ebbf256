//! Settings: how the page looks, where it connects to, what is kept, and leaving.

pub mod kept_words;

#[cfg(target_arch = "wasm32")]
pub mod connection;
#[cfg(target_arch = "wasm32")]
mod installation;
#[cfg(target_arch = "wasm32")]
mod kept;
#[cfg(target_arch = "wasm32")]
mod kept_model;
#[cfg(target_arch = "wasm32")]
mod kept_of_all;
#[cfg(target_arch = "wasm32")]
mod no_answer;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod preference;
#[cfg(target_arch = "wasm32")]
mod problem_report;
#[cfg(target_arch = "wasm32")]
mod sign_out;

#[cfg(target_arch = "wasm32")]
pub use page::SettingsPage;
