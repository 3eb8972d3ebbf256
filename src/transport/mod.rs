//! Sending requests: over HTTP or to the in-process sandbox, at a permitted rate, again where that is harmless.
//!
//! Knows nothing of sign-in: credentials come with each call.

mod body;
pub mod client;
pub mod http;
pub mod in_process;
pub mod policy_violation;
pub mod queue;
