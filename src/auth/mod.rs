//! Sign-in: the exchange with Login with Amazon, and the session that comes of it.

pub mod aws;
pub mod client_id;
pub mod failure;
pub mod oauth;
pub mod session;

#[cfg(target_arch = "wasm32")]
pub mod context;
#[cfg(target_arch = "wasm32")]
pub mod sign_in;
