//! Temporary keys of Amazon Web Services. They are had for an hour or so and are never kept.

use std::fmt;

use crate::domain::instant::Instant;

/// A text that is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes it in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for signing and sending.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Keys that sign requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsCredentials {
    /// Which key; no secret.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: Secret,
    /// What makes it a temporary one.
    pub session_token: Option<Secret>,
    /// When it runs out, where that is known.
    pub expires: Option<Instant>,
}

impl AwsCredentials {
    /// Whether it is of no use any more in `margin_s` seconds from `now`.
    pub fn runs_out_by(&self, now: Instant, margin_s: i64) -> bool {
        self.expires.is_some_and(|expires| expires <= now.plus_s(margin_s))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown_and_the_end_is_seen_ahead() {
        let now = Instant::parse("2026-11-21T10:00:00Z").unwrap();
        let keys = AwsCredentials {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: Secret::new("wJalr"),
            session_token: Some(Secret::new("FwoG")),
            expires: Some(now.plus_s(300)),
        };
        let shown = format!("{keys:?}");
        assert!(shown.contains("AKIDEXAMPLE") && !shown.contains("wJalr") && !shown.contains("FwoG"));
        assert!(!keys.runs_out_by(now, 299) && keys.runs_out_by(now, 300));
        assert!(!AwsCredentials { expires: None, ..keys }.runs_out_by(now, 300));
    }
}
