//! The services' operations: how a request is built and a response read. Nothing here sends anything.
//!
//! One file per API document, each with its wire types; an operation is a plain struct with the document's parameters
//! that implements [`operation::Operation`].

pub mod aws;
pub mod call_record;
pub mod cognito;
pub mod enablement;
pub mod error;
pub mod experiment;
pub mod experiment_control;
pub mod interaction_model;
pub mod lex;
pub mod lwa;
pub mod metric;
pub mod metric_snapshot;
pub mod operation;
pub mod pace;
pub mod profile;
pub mod request;
pub mod retry;
pub mod simulation;
pub mod skill;
pub mod sts;
pub mod vendor;
