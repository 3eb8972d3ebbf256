//! What of Amazon Web Services can be turned while the sandbox runs.

use serde::{Deserialize, Serialize};

/// Where an error of Amazon Lex has its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AwsErrorForm {
    /// In `x-amzn-ErrorType`.
    #[default]
    Header,
    /// There, with a colon and the name of a namespace behind it.
    HeaderWithSuffix,
    /// In the body, as `__type`.
    Body,
}

/// What the value of a bin counts; no document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BinUnit {
    /// Seconds since the epoch.
    #[default]
    Seconds,
    /// Milliseconds since the epoch.
    Milliseconds,
}
