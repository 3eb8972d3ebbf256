//! `config.json` as the local commands make it.

use serde_json::{Value, json};
use std::path::Path;

/// The client id that the sandbox knows.
const LOCAL_CLIENT_ID: &str = "amzn1.application-oa2-client.skillscope-local";

/// Reads a configuration file.
pub fn read(file: &Path) -> Result<Value, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let config: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    if config.get("version") == Some(&json!(1)) {
        Ok(config)
    } else {
        Err(format!("{}: \"version\" is not 1", file.display()))
    }
}

/// The shipped configuration with the sandbox server in Amazon's place.
pub fn for_sandbox(shipped: &Value, app_port: u16, sandbox_port: u16) -> Value {
    let sandbox = format!("http://127.0.0.1:{sandbox_port}");
    let mut config = shipped.clone();
    merge(
        &mut config,
        &json!({
            "clientId": LOCAL_CLIENT_ID,
            "redirectUri": format!("http://127.0.0.1:{app_port}/callback"),
            "endpoints": {
                "smapi": sandbox,
                "authorize": format!("{sandbox}/ap/oa"),
                "token": format!("{sandbox}/auth/o2/token"),
                "tokenInfo": format!("{sandbox}/auth/o2/tokeninfo"),
                "profile": format!("{sandbox}/user/profile"),
            },
            "regions": [],
            "lex": {
                "regions": [{ "region": "us-east-1", "lex": sandbox, "cognito": sandbox, "sts": sandbox }],
                "identityPoolId": "us-east-1:5a4db0c5-0000-4000-8000-000000000001",
                "botId": "SANDBOXBOT",
            },
        }),
    );
    config
}

/// Lays one value over another: objects are merged key by key, anything else is replaced.
pub fn merge(base: &mut Value, overlay: &Value) {
    match (base, overlay) {
        (Value::Object(base), Value::Object(overlay)) => {
            for (key, value) in overlay {
                merge(base.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (base, overlay) => *base = overlay.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Value {
        serde_json::from_str(include_str!("../../public/config.json")).unwrap()
    }

    #[test]
    fn the_local_configuration_calls_nothing_but_the_sandbox() {
        let config = for_sandbox(&shipped(), 8080, 8081);
        let origins = crate::csp::origins(&config).unwrap();
        assert_eq!(origins.into_iter().collect::<Vec<_>>(), ["http://127.0.0.1:8081"]);
        assert_eq!(config["redirectUri"], "http://127.0.0.1:8080/callback");
        assert!(!config.to_string().contains("amazon.co"), "{config}");
    }

    #[test]
    fn an_overlay_changes_what_it_names_and_keeps_the_rest() {
        let mut config = for_sandbox(&shipped(), 8080, 8081);
        merge(&mut config, &json!({ "auth": { "flow": "pkce" }, "requests": { "retryBaseMs": 1 } }));
        assert_eq!(config["auth"]["flow"], "pkce");
        assert_eq!(config["requests"]["retryBaseMs"], 1);
        assert_eq!(config["requests"]["tries"], 4);
    }
}
