use super::*;

fn keys(text: &str) -> Vec<String> {
    Config::parse(text).unwrap_err().into_iter().map(|p| p.key).collect()
}

#[test]
fn the_least_that_is_needed_is_a_version_and_a_client() {
    let config = Config::parse(r#"{"version":1,"clientId":"amzn1.application-oa2-client.x"}"#).unwrap();
    assert_eq!(config.endpoints, Endpoints::default());
    assert_eq!(config.auth.flow, AuthFlow::Implicit);
    assert_eq!(config.requests.tries, 4);
}

#[test]
fn what_is_wrong_is_said_by_key_and_all_at_once() {
    assert_eq!(keys("{"), ["config.json"]);
    assert_eq!(keys("{}"), ["version"]);
    assert_eq!(keys(r#"{"version":2,"clientId":"x"}"#), ["version"]);
    assert_eq!(keys(r#"{"version":1,"clientId":"x","auth":{"flow":"magic"}}"#), ["config.json"]);
    assert_eq!(
        keys(
            r#"{"version":1,"clientId":"","scopes":[],"endpoints":{"smapi":"ftp://x"},"requests":{"burst":0,"perSecond":0}}"#
        ),
        ["clientId", "scopes", "endpoints.smapi", "requests.perSecond", "requests.burst"]
    );
}

#[test]
fn addresses_are_https_or_loopback_or_a_path() {
    for good in ["https://api.example", "http://127.0.0.1:8081", "http://localhost/x", "/amazon"] {
        assert!(is_address(good), "{good}");
    }
    for bad in [
        "",
        "api.example",
        "http://api.example",
        "https://",
        "https://a@b",
        "//evil.example",
        "https://a?b",
        "javascript:alert(1)",
        "https://a b",
    ] {
        assert!(!is_address(bad), "{bad}");
    }
}

#[test]
fn a_region_keeps_what_it_does_not_say() {
    let region: Region =
        serde_json::from_str(r#"{"name":"Europe","token":"https://api.amazon.co.uk/auth/o2/token"}"#).unwrap();
    let endpoints = region.endpoints(&Endpoints::default());
    assert_eq!(endpoints.token, "https://api.amazon.co.uk/auth/o2/token");
    assert_eq!(endpoints.smapi, Endpoints::default().smapi);
}

#[test]
fn the_hash_changes_with_the_values() {
    let config = Config { client_id: "a".into(), ..Config::default() };
    assert_eq!(config.hash().len(), 64);
    assert_ne!(config.hash(), Config { client_id: "b".into(), ..Config::default() }.hash());
}
