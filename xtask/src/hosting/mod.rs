//! Hosting: the CloudFormation template read and resolved, the upload, and the rehearsal of both on this machine.

pub mod check;
pub mod deploy;
pub mod distribution;
pub mod edge;
pub mod edge_function;
pub mod python;
pub mod rehearsal;
pub mod store;
pub mod template;
pub mod upload;
pub mod yaml;
