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

/// The names that the three have in environments, profiles and answers of AWS, in small letters without underscores.
const NAMES: [(&str, PastedField); 3] = [
    ("accesskeyid", PastedField::AccessKeyId),
    ("secretaccesskey", PastedField::SecretAccessKey),
    ("sessiontoken", PastedField::SessionToken),
];

/// The keys in a text that holds more than one of them, as terminals, profiles and the access portal give them:
/// `export AWS_ACCESS_KEY_ID="…"`, `aws_access_key_id = …`, `"AccessKeyId": "…"`, `$Env:AWS_ACCESS_KEY_ID="…"`. `None`
/// where it is one value by itself. A field without line breaks has them run together; that is read too.
pub fn block(text: &str) -> Option<Vec<(PastedField, String)>> {
    // Where each name ends in the text, and where it begins, without minding underscores and large letters.
    let mut plain = String::new();
    let mut places = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| *c != '_') {
        plain.push(if c.is_ascii() { c.to_ascii_lowercase() } else { ' ' });
        places.push((at, at + c.len_utf8()));
    }
    let find = |(name, field): &(&str, PastedField)| {
        let begin = plain.find(name)?;
        let (first, last) = (places.get(begin)?.0, places.get(begin + name.len() - 1)?.1);
        Some((first, last, *field))
    };
    let mut names: Vec<(usize, usize, PastedField)> = NAMES.iter().filter_map(find).collect();
    names.sort_by_key(|(first, _, _)| *first);
    if names.len() < 2 {
        return None;
    }
    let ends: Vec<usize> = names.iter().skip(1).map(|n| n.0).chain([text.len()]).collect();
    let value = |((_, last, field), end): (&(usize, usize, PastedField), usize)| {
        let rest = text.get(*last..end)?.trim_start_matches(|c: char| c.is_whitespace() || "\"'=:".contains(c));
        let value = rest.split(|c: char| c.is_whitespace() || "\"',;}".contains(c)).next()?;
        // What stands before the next name where nothing is between them.
        let value =
            ["$Env:AWS", "$env:AWS", "exportAWS", "setAWS", "AWS", "aws"].iter().fold(value, |value, before| {
                value.strip_suffix(before).or_else(|| value.strip_suffix(&format!("{before}_"))).unwrap_or(value)
            });
        (!value.is_empty()).then(|| (*field, value.to_owned()))
    };
    let found: Vec<_> = names.iter().zip(ends).filter_map(value).collect();
    (!found.is_empty()).then_some(found)
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
    fn a_block_of_all_three_is_taken_apart_however_it_was_copied() {
        let token = "FwoGZXIvYXdz/+Zm9v==";
        let all = vec![
            (PastedField::AccessKeyId, ID.to_owned()),
            (PastedField::SecretAccessKey, "wJalr/x+".to_owned()),
            (PastedField::SessionToken, token.to_owned()),
        ];
        let shell = format!(
            "export AWS_ACCESS_KEY_ID=\"{ID}\"\nexport AWS_SECRET_ACCESS_KEY=\"wJalr/x+\"\nexport AWS_SESSION_TOKEN=\"{token}\"\n"
        );
        let bare = format!(
            "export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY=wJalr/x+\nexport AWS_SESSION_TOKEN={token}"
        );
        let profile = format!(
            "[default]\naws_access_key_id = {ID}\naws_secret_access_key = wJalr/x+\naws_session_token = {token}\n"
        );
        let json = format!(
            r#"{{"Credentials": {{"AccessKeyId": "{ID}", "SecretAccessKey": "wJalr/x+", "SessionToken": "{token}", "Expiration": "2026-11-21T14:00:00Z"}}}}"#
        );
        let power = format!(
            "$Env:AWS_ACCESS_KEY_ID=\"{ID}\"\n$Env:AWS_SECRET_ACCESS_KEY=\"wJalr/x+\"\n$Env:AWS_SESSION_TOKEN=\"{token}\""
        );
        let windows = format!(
            "SET AWS_ACCESS_KEY_ID={ID}\r\nSET AWS_SECRET_ACCESS_KEY=wJalr/x+\r\nSET AWS_SESSION_TOKEN={token}"
        );
        for text in [&shell, &bare, &profile, &json, &power, &windows] {
            assert_eq!(block(text), Some(all.clone()), "{text}");
        }
        for text in [&shell, &profile, &json, &power] {
            let joined = text.replace(['\r', '\n'], "");
            assert_eq!(block(&joined), Some(all.clone()), "as a field without lines has it: {joined}");
        }
    }

    #[test]
    fn one_value_by_itself_is_no_block() {
        for text in ["", ID, "wJalr/x+", "export AWS_ACCESS_KEY_ID=", "FwoG session token", "ä_access_key_id_é"] {
            assert_eq!(block(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken_apart_without_a_panic(a in "\\PC{0,30}", b in "\\PC{0,30}") {
            let _ = block(&format!("{a}AWS_ACCESS_KEY_ID{b}secretAccessKey{a}"));
            let _ = block(&a);
        }
    }

    #[test]
    fn what_is_no_key_is_said_at_its_field() {
        for bad in ["", "ASIA", "AROAQWERTYUIOPASDFGH", "ASIA-WERTYUIOPASDFGH"] {
            assert_eq!(read(bad, "s", "t").unwrap_err()[0].0, PastedField::AccessKeyId, "{bad}");
        }
    }
}
