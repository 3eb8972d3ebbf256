//! Temporary keys as somebody pastes them.

use crate::api::aws::credentials::{AwsCredentials, Secret};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastedField {
    /// Access key ID.
    AccessKeyId,
    /// Secret access key.
    SecretAccessKey,
    /// Session token.
    SessionToken,
}

/// Reads the three texts; blanks and line breaks around and in them are forgiven, since terminals wrap long tokens.
///
/// # Errors
/// A sentence for each field that cannot be right. No sentence repeats a secret.
pub fn read(id: &str, secret: &str, token: &str) -> Result<AwsCredentials, Vec<(PastedField, &'static str)>> {
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (id, secret, token) = (bare(id), bare(secret), bare(token));
    let mut problems = Vec::new();
    let is_key_id = |id: &str| id.len() >= 16 && id.len() <= 128 && id.bytes().all(|b| b.is_ascii_alphanumeric());
    if id.is_empty() {
        problems.push((PastedField::AccessKeyId, "Paste the access key ID. Temporary ones begin with ASIA."));
    } else if id.starts_with("AKIA") {
        problems.push((PastedField::AccessKeyId, "This looks like a long-lived key. Temporary keys begin with ASIA."));
    } else if !id.starts_with("ASIA") || !is_key_id(&id) {
        problems.push((PastedField::AccessKeyId, "This is not the ID of a temporary key. It begins with ASIA."));
    }
    let is_text = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
    if secret.is_empty() {
        problems.push((PastedField::SecretAccessKey, "Paste the secret access key that belongs to the ID."));
    } else if !is_text(&secret) || secret.len() > 256 {
        problems.push((PastedField::SecretAccessKey, "This is not a secret access key. Copy it again."));
    }
    if token.is_empty() {
        problems
            .push((PastedField::SessionToken, "Paste the session token. Without it the keys are not temporary ones."));
    } else if !is_text(&token) || token.len() > 8_192 {
        problems.push((PastedField::SessionToken, "This is not a session token. Copy it again."));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(AwsCredentials {
        access_key_id: id,
        secret_access_key: Secret::new(secret),
        session_token: Some(Secret::new(token)),
        expires: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "ASIAQWERTYUIOPASDFGH";

    #[test]
    fn blanks_are_forgiven() {
        let keys = read(&format!(" {ID}\n"), " wJalr/x+ ", "FwoG\n  Zm9v==\r\n").unwrap();
        assert_eq!((keys.access_key_id.as_str(), keys.secret_access_key.reveal()), (ID, "wJalr/x+"));
        assert_eq!(keys.session_token.unwrap().reveal(), "FwoGZm9v==");
    }

    #[test]
    fn a_long_lived_key_is_refused_in_words_and_nothing_secret_is_repeated() {
        let problems = read("AKIAIOSFODNN7EXAMPLE", "geheim\u{e9}", "").unwrap_err();
        let fields: Vec<PastedField> = problems.iter().map(|p| p.0).collect();
        assert_eq!(fields, [PastedField::AccessKeyId, PastedField::SecretAccessKey, PastedField::SessionToken]);
        assert!(problems[0].1.contains("long-lived"));
        assert!(problems.iter().all(|p| !p.1.contains("geheim") && !p.1.contains("IOSFODNN7")));
    }

    #[test]
    fn what_is_no_key_is_said_at_its_field() {
        for bad in ["", "ASIA", "AROAQWERTYUIOPASDFGH", "ASIA-WERTYUIOPASDFGH"] {
            assert_eq!(read(bad, "s", "t").unwrap_err()[0].0, PastedField::AccessKeyId, "{bad}");
        }
    }
}
