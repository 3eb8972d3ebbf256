//! One module per route, thin.

pub mod callback;
pub mod settings;
pub mod sign_in;

use leptos_router::NavigateOptions;

/// Options for going to another page in place of this one in the history.
fn replace() -> NavigateOptions {
    NavigateOptions { replace: true, ..NavigateOptions::default() }
}
