//! Where a person returns to after signing in.

use serde::{Deserialize, Serialize};

use crate::route::path;

/// A place within this page: path and query. Anything that could lead to another origin is replaced by the start page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct ReturnPath(String);

/// The longest address that is kept, in bytes.
const MAX_LEN: usize = 4_096;

impl ReturnPath {
    /// The start page.
    pub fn start() -> Self {
        Self(path::SIGN_IN.to_owned())
    }

    /// Takes a path of this origin. Browsers read `//host`, `/\host` and `/<tab>/host` as another host.
    pub fn new(text: &str) -> Self {
        let stays_here = text.starts_with('/')
            && !text.starts_with("//")
            && !text.contains('\\')
            && !text.chars().any(char::is_control)
            && text.len() <= MAX_LEN;
        if stays_here { Self(text.to_owned()) } else { Self::start() }
    }

    /// Path and query.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for ReturnPath {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<ReturnPath> for String {
    fn from(path: ReturnPath) -> Self {
        path.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_within_the_page_is_kept_with_its_query() {
        assert_eq!(ReturnPath::new("/metrics?v=1&stage=live").as_str(), "/metrics?v=1&stage=live");
    }

    #[test]
    fn another_origin_is_replaced_by_the_start_page() {
        for bad in [
            "",
            "metrics",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            " /metrics",
        ] {
            assert_eq!(ReturnPath::new(bad), ReturnPath::start(), "{bad:?}");
        }
    }

    #[test]
    fn what_was_stored_is_checked_again_when_it_is_read() {
        let path: ReturnPath = serde_json::from_str(r#""//evil.example""#).unwrap();
        assert_eq!(path, ReturnPath::start());
    }

    proptest! {
        #[test]
        fn whatever_is_given_the_result_is_a_path_of_this_origin(text in "[/\\\\a:.?\t\n@]{0,8}|\\PC{0,16}") {
            let path = ReturnPath::new(&text);
            let mut chars = path.as_str().chars();
            prop_assert_eq!(chars.next(), Some('/'));
            prop_assert!(!matches!(chars.next(), Some('/' | '\\' | '\t' | '\n' | '\r')));
        }
    }
}
