//! One module per route, thin.

#[cfg(target_arch = "wasm32")]
pub mod callback;
pub mod experiments;
#[cfg(target_arch = "wasm32")]
pub mod first_skill;
pub mod lex;
pub mod metrics;
#[cfg(target_arch = "wasm32")]
pub mod not_found;
pub mod profiler;
pub mod settings;
#[cfg(target_arch = "wasm32")]
pub mod sign_in;
pub mod simulator;

/// Options for going to another page in place of this one in the history.
#[cfg(target_arch = "wasm32")]
fn replace() -> leptos_router::NavigateOptions {
    leptos_router::NavigateOptions { replace: true, ..Default::default() }
}
