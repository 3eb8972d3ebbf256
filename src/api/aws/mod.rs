//! What Amazon Web Services want of a request: temporary keys and a signature.

pub mod credentials;
pub mod signature;
