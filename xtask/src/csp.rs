//! The content security policy: the one place that states it.
//!
//! `connect-src` follows from `config.json`, so a page can reach the addresses its installation names and no others.

use serde_json::Value;
use std::collections::BTreeSet;

/// Where the page will be served from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Over https, on somebody's domain.
    Deployed,
    /// Over plain http on this machine: rules that ask for https are left out.
    Loopback,
}

/// The policy for an HTTP header.
pub fn header(connect: &BTreeSet<String>, place: Place) -> String {
    let mut policy = meta(connect, place);
    policy.push_str("; frame-ancestors 'none'");
    policy
}

/// The policy for a `<meta>` element, where browsers ignore `frame-ancestors`.
pub fn meta(connect: &BTreeSet<String>, place: Place) -> String {
    let mut addresses = vec!["'self'"]; // the WebAssembly file itself arrives by fetch
    addresses.extend(connect.iter().map(String::as_str));
    let mut rules = vec![
        "default-src 'none'".to_owned(),
        "script-src 'self' 'wasm-unsafe-eval'".to_owned(),
        "style-src 'self'".to_owned(),
        "img-src 'self' data: blob:".to_owned(),
        "font-src 'self'".to_owned(),
        "worker-src 'self'".to_owned(),
        format!("connect-src {}", addresses.join(" ")),
        "manifest-src 'self'".to_owned(),
        "object-src 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
        "frame-src 'none'".to_owned(),
    ];
    if place == Place::Deployed {
        rules.push("upgrade-insecure-requests".to_owned());
    }
    rules.join("; ")
}

/// The origins that a configuration makes the page call: every address under `endpoints` and `regions` but
/// `authorize`, which is navigated to, and those of Amazon Lex. Paths on the page's own origin need no mention.
pub fn origins(config: &Value) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    let mut groups = Vec::new();
    groups.extend(config.get("endpoints"));
    groups.extend(config.get("regions").and_then(Value::as_array).into_iter().flatten());
    for group in groups {
        let entries = group.as_object().ok_or("config.json: endpoints and regions hold objects")?;
        for (key, value) in entries {
            if key == "name" || key == "authorize" || value.is_null() {
                continue;
            }
            let address = value.as_str().ok_or_else(|| format!("config.json: {key} is not a text"))?;
            if address.is_empty() || address.starts_with('/') && !address.starts_with("//") {
                continue;
            }
            found.insert(origin(address).map_err(|problem| format!("config.json: {key}: {problem}"))?);
        }
    }
    for address in lex_addresses(config)? {
        if !address.starts_with('/') {
            found.insert(origin(&address).map_err(|problem| format!("config.json: lex: {problem}"))?);
        }
    }
    Ok(found)
}

/// The addresses of Amazon Lex in each region, of Cognito where there is a pool, and of STS where there is a role. What a
/// region leaves out is Amazon's own.
fn lex_addresses(config: &Value) -> Result<Vec<String>, String> {
    let Some(lex) = config.get("lex").filter(|lex| !lex.is_null()) else { return Ok(Vec::new()) };
    let regions = lex.get("regions").and_then(Value::as_array).ok_or("config.json: lex.regions is not a list")?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let own = |region: &Value, key: &str, host: &str| {
        let name = text(region.get("region")).unwrap_or_default();
        text(region.get(key)).unwrap_or_else(|| format!("https://{host}.{name}.amazonaws.com"))
    };
    let mut addresses: Vec<String> = regions.iter().map(|region| own(region, "lex", "models-v2-lex")).collect();
    if let Some(pool) = text(lex.get("identityPoolId")) {
        let name = pool.split(':').next().unwrap_or_default();
        let elsewhere = serde_json::json!({ "region": name });
        let there = regions.iter().find(|r| r.get("region").and_then(Value::as_str) == Some(name));
        addresses.push(own(there.unwrap_or(&elsewhere), "cognito", "cognito-identity"));
    }
    if lex.get("roleArn").is_some_and(Value::is_string) {
        addresses.extend(regions.iter().map(|region| own(region, "sts", "sts")));
    }
    Ok(addresses)
}

/// The origin of an absolute address; https, or http on this machine.
pub fn origin(address: &str) -> Result<String, String> {
    let (scheme, rest) = address.split_once("://").ok_or_else(|| format!("`{address}` is not an address"))?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let host_is_plain = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    let port_is_plain = port.is_none_or(|port| port.parse::<u16>().is_ok());
    if !host_is_plain || !port_is_plain {
        return Err(format!("`{address}` names no plain host"));
    }
    match scheme {
        "https" => {}
        "http" if host == "127.0.0.1" || host == "localhost" => {}
        "http" => return Err(format!("`{address}` is not https; only this machine may be called without")),
        _ => return Err(format!("`{address}` is neither https nor http")),
    }
    Ok(format!("{scheme}://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lex_is_called_where_it_is_configured_and_nowhere_else() {
        let of = |lex: Value| origins(&serde_json::json!({ "lex": lex })).unwrap().into_iter().collect::<Vec<_>>();
        assert!(of(Value::Null).is_empty());
        let regions =
            serde_json::json!([{"region": "eu-west-1"}, {"region": "us-east-1", "lex": "/bots", "cognito": null}]);
        assert_eq!(of(serde_json::json!({"regions": regions})), ["https://models-v2-lex.eu-west-1.amazonaws.com"]);
        assert_eq!(
            of(serde_json::json!({"regions": regions, "identityPoolId": "us-west-2:1", "roleArn": null})),
            ["https://cognito-identity.us-west-2.amazonaws.com", "https://models-v2-lex.eu-west-1.amazonaws.com"]
        );
        assert_eq!(of(serde_json::json!({"regions": regions, "roleArn": "arn:aws:iam::1:role/r"})).len(), 3);
    }
    use serde_json::json;

    #[test]
    fn the_shipped_configuration_yields_the_documented_policy() {
        let shipped: Value = serde_json::from_str(include_str!("../../public/config.json")).unwrap();
        let policy = header(&origins(&shipped).unwrap(), Place::Deployed);
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
             font-src 'self'; worker-src 'self'; connect-src 'self' https://api.amazon.co.jp https://api.amazon.co.uk \
             https://api.amazon.com https://api.amazonalexa.com; manifest-src 'self'; object-src 'none'; \
             base-uri 'none'; form-action 'none'; frame-src 'none'; upgrade-insecure-requests; frame-ancestors 'none'"
        );
    }

    #[test]
    fn nothing_unsafe_is_ever_allowed() {
        for place in [Place::Deployed, Place::Loopback] {
            let policy = header(&BTreeSet::new(), place);
            assert!(!policy.contains("'unsafe-"), "{policy}");
            assert!(!policy.contains('*'), "{policy}");
            assert!(!policy.contains("http:"), "{policy}");
        }
    }

    #[test]
    fn rules_for_https_are_left_out_on_this_machine_only() {
        assert!(!header(&BTreeSet::new(), Place::Loopback).contains("upgrade-insecure-requests"));
        assert!(header(&BTreeSet::new(), Place::Deployed).contains("upgrade-insecure-requests"));
    }

    #[test]
    fn the_authorize_address_is_not_fetched() {
        let config = json!({ "endpoints": { "authorize": "https://www.amazon.com/ap/oa", "smapi": "/" } });
        assert!(origins(&config).unwrap().is_empty());
    }

    #[test]
    fn an_address_gives_its_origin_with_its_port() {
        assert_eq!(origin("http://127.0.0.1:8081/v1?x").unwrap(), "http://127.0.0.1:8081");
        assert_eq!(origin("https://api.amazonalexa.com").unwrap(), "https://api.amazonalexa.com");
    }

    #[test]
    fn addresses_that_could_smuggle_a_rule_are_refused() {
        for bad in [
            "https://a.example; script-src *",
            "https://user@a.example",
            "https://*.example",
            "http://a.example",
            "ftp://a.example",
            "//a.example",
            "https://",
            "https://a.example:99999",
        ] {
            assert!(origin(bad).is_err(), "{bad}");
        }
        let config = json!({ "endpoints": { "smapi": "//evil.example" } });
        assert!(origins(&config).is_err());
    }
}
