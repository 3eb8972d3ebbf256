//! Login with Amazon against the sandbox: both grants, every refusal, in-process and over HTTP.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use skillscope::api::error::ErrorKind;
use skillscope::api::lwa::{AccessToken, ExchangeCode, GetProfile, GetTokenInfo};
use skillscope::api::request::Response;
use skillscope::api::vendor::ListVendors;
use skillscope::sandbox::{Incoming, Options};
use support::{CALLBACK, Service, on_both, query};

const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-0";
/// Parameters that differ from the usual ones.
type Changes<'a> = &'a [(&'a str, &'a str)];

const READ: &str = "alexa::ask:skills:readwrite";

fn pairs<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("client_id", Options::CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("response_type", "token"),
        ("scope", "alexa::ask:skills:readwrite profile"),
        ("state", "s&t=a\"te"),
    ];
    for (name, value) in changes {
        pairs.retain(|(n, _)| n != name);
        pairs.push((name, value));
    }
    pairs.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
}

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

fn authorize(service: &Service, changes: &[(&str, &str)]) -> Response {
    let request =
        Incoming { method: "GET".into(), path: "/ap/oa".into(), query: pairs(changes), ..Incoming::default() };
    service.send(&request).unwrap()
}

fn consent(service: &Service, changes: &[(&str, &str)]) -> Response {
    let mut form = pairs(&[("account", "alex"), ("decision", "allow")]);
    for (name, value) in changes {
        form.retain(|(n, _)| n != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    let request = Incoming {
        method: "POST".into(),
        path: "/ap/oa/consent".into(),
        headers: [("Content-Type", "application/x-www-form-urlencoded")].into_iter().collect(),
        body: form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish().into_bytes(),
        ..Incoming::default()
    };
    service.send(&request).unwrap()
}

/// What the browser is sent back with, after a mark.
fn reply(response: &Response, mark: char) -> Vec<(String, String)> {
    assert_eq!(response.status, 303);
    let location = response.headers.get("Location").unwrap();
    let rest = location.strip_prefix(CALLBACK).unwrap().strip_prefix(mark).unwrap();
    form_urlencoded::parse(rest.as_bytes()).into_owned().collect()
}

fn value(pairs: &[(String, String)], name: &str) -> String {
    pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default()
}

fn implicit_token(service: &Service, changes: &[(&str, &str)]) -> String {
    value(&reply(&consent(service, changes), '#'), "access_token")
}

fn code(service: &Service) -> String {
    let answer = reply(
        &consent(
            service,
            &[("response_type", "code"), ("code_challenge", &challenge()), ("code_challenge_method", "S256")],
        ),
        '?',
    );
    assert_eq!(value(&answer, "state"), "s&t=a\"te");
    value(&answer, "code")
}

fn exchange(code: &str) -> ExchangeCode {
    ExchangeCode {
        code: code.to_owned(),
        redirect_uri: CALLBACK.to_owned(),
        client_id: Options::CLIENT_ID.to_owned(),
        code_verifier: VERIFIER.to_owned(),
    }
}

fn info(token: &str) -> GetTokenInfo {
    GetTokenInfo { access_token: AccessToken::parse(token).unwrap() }
}

#[test]
fn the_consent_page_is_a_form_under_a_strict_policy_with_the_state_as_text() {
    on_both(|service| {
        let response = authorize(service, &[("state", "\"><script>x</script>")]);
        assert_eq!(response.status, 200);
        let policy = response.headers.get("Content-Security-Policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self' http://127.0.0.1:9000;"));
        let page = String::from_utf8(response.body).unwrap();
        assert!(page.contains("value=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\"") && !page.contains("<script"));
        for account in ["alex", "robin", "sam"] {
            assert!(page.contains(&format!("value=\"{account}\"")));
        }
        assert!(page.contains("value=\"allow\"") && page.contains("value=\"deny\""));
    });
}

#[test]
fn the_implicit_grant_returns_a_token_in_the_fragment_with_the_state() {
    on_both(|service| {
        let answer = reply(&consent(service, &[]), '#');
        assert_eq!(value(&answer, "state"), "s&t=a\"te");
        assert_eq!(value(&answer, "token_type"), "bearer");
        assert_eq!(value(&answer, "expires_in"), "3600");
        assert_eq!(value(&answer, "scope"), "alexa::ask:skills:readwrite profile");
        let token = value(&answer, "access_token");
        assert!(token.starts_with("Atza|") && token.len() > 350 && token.len() <= AccessToken::MAX_LEN);
        assert!(service.call(&query(), Some(&token)).is_ok());
        assert_ne!(token, implicit_token(service, &[]));
    });
}

#[test]
fn the_code_grant_returns_a_code_that_is_good_once() {
    on_both(|service| {
        let code = code(service);
        let grant = service.call(&exchange(&code), None).unwrap();
        assert_eq!((grant.token_type.as_str(), grant.expires_in), ("bearer", 3_600));
        assert!(service.call(&query(), Some(grant.access_token.reveal())).is_ok());
        let error = service.call(&exchange(&code), None).unwrap_err();
        assert_eq!(error.status, Some(400));
        let ErrorKind::Invalid(problems) = error.kind else { panic!() };
        assert_eq!(problems[0].code.as_deref(), Some("invalid_grant"));
    });
}

#[test]
fn a_code_is_for_its_verifier_its_address_and_five_minutes() {
    on_both(|service| {
        let wrong: [fn(&mut ExchangeCode); 2] =
            [|e| e.code_verifier.push('x'), |e| e.redirect_uri = "http://127.0.0.1:9000/other".to_owned()];
        for change in wrong {
            let mut operation = exchange(&code(service));
            change(&mut operation);
            assert_eq!(service.call(&operation, None).unwrap_err().status, Some(400));
        }
        let stranger = ExchangeCode { client_id: "stranger".to_owned(), ..exchange(&code(service)) };
        assert_eq!(service.call(&stranger, None).unwrap_err().status, Some(401));
        let late = code(service);
        service.control("POST", "clock", r#"{"advanceSeconds":300}"#);
        assert_eq!(service.call(&exchange(&late), None).unwrap_err().status, Some(400));
    });
}

#[test]
fn the_token_endpoint_wants_a_form_with_the_right_grant() {
    on_both(|service| {
        let send = |content_type: &str, body: &str| {
            let request = Incoming {
                method: "POST".into(),
                path: "/auth/o2/token".into(),
                headers: [("Content-Type", content_type)].into_iter().collect(),
                body: body.as_bytes().to_vec(),
                ..Incoming::default()
            };
            let response = service.send(&request).unwrap();
            let body: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
            assert!(body["error_description"].is_string());
            (response.status, body["error"].as_str().unwrap().to_owned())
        };
        let form = "application/x-www-form-urlencoded";
        assert_eq!(send("application/json", "{}"), (400, "invalid_request".to_owned()));
        assert_eq!(send(form, ""), (400, "invalid_request".to_owned()));
        assert_eq!(send(form, "grant_type=password"), (400, "unsupported_grant_type".to_owned()));
    });
}

#[test]
fn a_wrong_client_or_address_is_sent_nowhere() {
    on_both(|service| {
        for change in [
            ("client_id", "stranger"),
            ("client_id", ""),
            ("redirect_uri", "http://127.0.0.1:9000/callback/"),
            ("redirect_uri", "https://elsewhere.example/callback"),
            ("redirect_uri", ""),
        ] {
            for response in [authorize(service, &[change]), consent(service, &[change])] {
                assert_eq!((response.status, response.headers.get("Location")), (400, None), "{change:?}");
            }
        }
    });
}

#[test]
fn every_other_mistake_goes_back_as_an_oauth_error_with_the_state() {
    on_both(|service| {
        let pkce = challenge();
        let cases: [(char, Changes<'_>, &str); 8] = [
            ('?', &[("response_type", "")], "invalid_request"),
            ('?', &[("response_type", "id_token")], "unsupported_response_type"),
            ('#', &[("scope", "")], "invalid_request"),
            ('#', &[("scope", "everything")], "invalid_scope"),
            ('?', &[("response_type", "code")], "invalid_request"),
            ('?', &[("response_type", "code"), ("code_challenge", &pkce)], "invalid_request"),
            (
                '?',
                &[("response_type", "code"), ("code_challenge", "short"), ("code_challenge_method", "S256")],
                "invalid_request",
            ),
            ('#', &[("decision", "deny")], "access_denied"),
        ];
        for (mark, changes, error) in cases {
            let denied = changes.iter().any(|(n, _)| *n == "decision");
            let response = if denied { consent(service, changes) } else { authorize(service, changes) };
            let answer = reply(&response, mark);
            assert_eq!(value(&answer, "error"), error, "{changes:?}");
            assert!(!value(&answer, "error_description").is_empty());
            assert_eq!(value(&answer, "state"), "s&t=a\"te");
            assert_eq!(value(&answer, "access_token"), "");
        }
    });
}

#[test]
fn the_implicit_grant_can_be_refused_as_amazon_does() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"refuseImplicit":true}"#);
        for response in [authorize(service, &[]), consent(service, &[])] {
            assert_eq!(value(&reply(&response, '#'), "error"), "unsupported_response_type");
        }
        assert!(!code(service).is_empty());
    });
}

#[test]
fn a_token_runs_out_by_the_sandboxs_clock() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"tokenLifeS":60}"#);
        let token = implicit_token(service, &[]);
        assert!(service.call(&ListVendors, Some(&token)).is_ok());
        service.control("POST", "clock", r#"{"advanceSeconds":61}"#);
        assert_eq!(service.call(&ListVendors, Some(&token)).unwrap_err().kind, ErrorKind::Unauthenticated);
        assert_eq!(service.call(&info(&token), None).unwrap_err().status, Some(400));
        assert!(service.call(&ListVendors, Some("Atza|sandbox")).is_ok(), "the fixed token never runs out");
    });
}

#[test]
fn token_info_names_client_account_and_seconds_left() {
    on_both(|service| {
        let read = service.call(&info(&implicit_token(service, &[("account", "robin")])), None).unwrap();
        assert_eq!(read.aud, Options::CLIENT_ID);
        assert_eq!(read.user_id.as_deref(), Some("amzn1.account.SANDBOXROBIN"));
        assert!(read.exp.is_some_and(|s| (3_500..=3_600).contains(&s)));
        assert!(read.iss.is_some() && read.app_id.is_some() && read.iat.is_some());
        assert_eq!(service.call(&info("Atza|sandbox"), None).unwrap().aud, Options::CLIENT_ID);
        assert_eq!(service.call(&info("Atza|forged"), None).unwrap_err().status, Some(400));
    });
}

#[test]
fn the_profile_needs_its_scope() {
    on_both(|service| {
        let profile = service.call(&GetProfile, Some(&implicit_token(service, &[]))).unwrap();
        assert_eq!(profile.user_id, "amzn1.account.SANDBOXALEX");
        assert!(profile.name.is_some() && profile.email.is_some());
        let narrow = implicit_token(service, &[("scope", READ)]);
        assert_eq!(service.call(&GetProfile, Some(&narrow)).unwrap_err().status, Some(403));
        assert_eq!(service.call(&GetProfile, None).unwrap_err().status, Some(401));
    });
}

#[test]
fn skills_and_metrics_need_a_scope_that_reads_skills() {
    on_both(|service| {
        let token = implicit_token(service, &[("scope", "profile")]);
        assert_eq!(service.call(&ListVendors, Some(&token)).unwrap_err().kind, ErrorKind::Forbidden);
        assert_eq!(service.call(&query(), Some(&token)).unwrap_err().kind, ErrorKind::Forbidden);
        let token = implicit_token(service, &[("scope", "alexa::ask:skills:read")]);
        assert!(service.call(&query(), Some(&token)).is_ok());
    });
}

#[test]
fn two_accounts_see_different_skills() {
    on_both(|service| {
        let robin = implicit_token(service, &[("account", "robin")]);
        assert_eq!(service.call(&query(), Some(&robin)).unwrap_err().kind, ErrorKind::Unauthenticated);
        assert_eq!(service.call(&ListVendors, Some(&robin)).unwrap().len(), 1);
        let sam = implicit_token(service, &[("account", "sam")]);
        assert!(service.call(&ListVendors, Some(&sam)).unwrap().is_empty());
        assert_eq!(consent(service, &[("account", "nobody")]).status, 400);
    });
}
