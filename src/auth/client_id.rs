//! The LWA client id as a person types it.

use crate::config::Config;

/// What stands in a configuration that nobody has filled in.
const PLACEHOLDER: &str = "REPLACE_ME";
/// What every client id starts with.
const PREFIX: &str = "amzn1.application-oa2-client.";
/// The longest client id, in characters (API-FACTS.md, section 8).
const MAX_LEN: usize = 100;

/// Whether the configuration has no client id or still the placeholder, so that nobody can sign in.
pub fn is_missing(config: &Config) -> bool {
    config.client_id.trim().is_empty() || config.client_id.ends_with(PLACEHOLDER)
}

/// What is wrong with a client id, in words for the person who typed it.
///
/// # Errors
/// A sentence.
pub fn check(text: &str) -> Result<(), String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("Enter the client ID of your security profile.".to_owned());
    }
    let Some(rest) = text.strip_prefix(PREFIX) else {
        return Err(format!("A client ID starts with {PREFIX}"));
    };
    if rest.is_empty() || rest == PLACEHOLDER {
        return Err("Copy the whole client ID from your security profile.".to_owned());
    }
    if text.len() > MAX_LEN {
        return Err(format!("A client ID has at most {MAX_LEN} characters."));
    }
    if !rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.') {
        return Err("A client ID has letters, digits, points and hyphens only.".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_of_a_client_id_has_its_own_words() {
        let long = format!("{PREFIX}{}", "a".repeat(90));
        let mut words = std::collections::BTreeSet::new();
        for bad in ["", "my-client", PREFIX, &long, "amzn1.application-oa2-client.a b"] {
            assert!(words.insert(check(bad).unwrap_err()), "{bad}");
        }
        assert!(check("amzn1.application-oa2-client.REPLACE_ME").is_err());
        assert_eq!(check(" amzn1.application-oa2-client.3f9c-e41b "), Ok(()));
    }

    #[test]
    fn an_installation_without_a_client_is_recognised() {
        let with = |id: &str| Config { client_id: id.to_owned(), ..Config::default() };
        assert!(is_missing(&with("")));
        assert!(is_missing(&with("amzn1.application-oa2-client.REPLACE_ME")));
        assert!(!is_missing(&with("amzn1.application-oa2-client.a")));
    }
}
