//! Secrets inside the bodies that a skill receives: taken out before anything else sees them.

use serde_json::Value;

/// What stands in the place of a secret.
pub const REDACTED: &str = "(redacted)";

/// The fields of Alexa's request bodies that hold a token (API-FACTS.md, section 4, and Alexa's request format), in
/// lower case.
const SECRETS: [&str; 5] = ["apiaccesstoken", "accesstoken", "consenttoken", "authorization", "refreshtoken"];

/// What every access token of Login with Amazon begins with.
const TOKEN_PREFIXES: [&str; 3] = ["Atza|", "Atzr|", "Atc|"];

/// Whether a text holds something that begins as a token of Login with Amazon does.
pub fn looks_like_token(text: &str) -> bool {
    TOKEN_PREFIXES.iter().any(|prefix| text.contains(prefix))
}

/// Takes the secrets out of a body, at any depth. A text that holds JSON, as the documents show bodies, is left a text
/// and redacted inside.
pub fn redact(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if SECRETS.contains(&name.to_lowercase().as_str()) && !field.is_null() {
                    *field = Value::String(REDACTED.to_owned());
                } else {
                    redact(field);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::String(text) => {
            if looks_like_token(text) || has_secret_name(text) {
                *text = match serde_json::from_str::<Value>(text) {
                    Ok(mut inner @ (Value::Object(_) | Value::Array(_))) => {
                        redact(&mut inner);
                        inner.to_string()
                    }
                    _ if looks_like_token(text) => REDACTED.to_owned(),
                    _ => return,
                };
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn has_secret_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    SECRETS.iter().any(|name| lower.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tokens_go_at_any_depth_and_inside_texts_and_nothing_else_does() {
        let inner = json!({"context": {"System": {"apiAccessToken": "eyJ0", "apiEndpoint": "https://x"}}}).to_string();
        let mut body = json!({
            "context": {"System": {"apiAccessToken": "eyJ0", "user": {"userId": "u", "accessToken": "Atza|abc",
                "permissions": {"consentToken": "c"}}}},
            "list": [{"APIACCESSTOKEN": "x"}], "asText": inner, "said": "the token is Atza|abc", "speech": "hello",
            "accessToken": null
        });
        redact(&mut body);
        let text = body.to_string();
        for gone in ["eyJ0", "Atza|abc", "\"c\""] {
            assert!(!text.contains(gone), "{gone} is still in {text}");
        }
        assert_eq!(body["context"]["System"]["user"]["userId"], "u");
        assert_eq!(body["speech"], "hello");
        assert!(body["accessToken"].is_null());
        assert!(body["asText"].as_str().unwrap().contains("https://x"));
    }
}
