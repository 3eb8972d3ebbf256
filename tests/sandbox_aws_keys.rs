//! Temporary keys in the sandbox: Amazon Cognito identities and the Security Token Service.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;
#[path = "support/lex.rs"]
mod support_lex;

use serde_json::{Value, json};
use skillscope::api::cognito::{GetCredentialsForIdentity, GetId};
use skillscope::api::lwa::AccessToken;
use skillscope::api::operation::Operation;
use skillscope::api::request::Response;
use skillscope::api::sts::AssumeRoleWithWebIdentity;
use skillscope::sandbox::aws::{IDENTITY_POOL_ID, role_arn};
use skillscope::sandbox::{Incoming, Options, Sandbox, Tables};
use support::{Service, on_both, wall_ms};
use support_lex::{body, now, path, signed, unsigned, value};

fn token(text: &str) -> AccessToken {
    AccessToken::parse(text).unwrap()
}

fn get_id(text: &str) -> GetId {
    GetId { identity_pool_id: IDENTITY_POOL_ID.to_owned(), token: token(text) }
}

fn assume() -> AssumeRoleWithWebIdentity {
    AssumeRoleWithWebIdentity {
        role_arn: role_arn(),
        role_session_name: "skillscope".to_owned(),
        token: token("Atza|sandbox"),
    }
}

/// Sends a body to an operation of Cognito.
fn cognito(service: &Service, operation: &str, body: &Value) -> Response {
    let mut request = Incoming::from(&get_id("Atza|sandbox").request());
    request.headers.set("X-Amz-Target", format!("AWSCognitoIdentityService.{operation}"));
    request.body = body.to_string().into_bytes();
    service.send(&request).unwrap()
}

/// Status and type of a refusal of Cognito.
fn refused(response: &Response) -> (u16, String) {
    let body = value(response);
    assert!(!body["message"].as_str().unwrap().is_empty());
    (response.status, body["__type"].as_str().unwrap().to_owned())
}

/// Sends a form to the Security Token Service, with these fields changed; an empty one is left out.
fn sts(service: &Service, changes: &[(&str, &str)]) -> (u16, String) {
    let mut request = Incoming::from(&assume().request());
    let mut form = request.form();
    for (name, value) in changes {
        form.retain(|(there, _)| there != name);
        if !value.is_empty() {
            form.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    request.body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish().into_bytes();
    let response = service.send(&request).unwrap();
    assert_eq!(response.headers.get("Content-Type"), Some("text/xml"));
    (response.status, String::from_utf8(response.body).unwrap())
}

/// The code of a refusal in XML.
fn code(answer: &(u16, String)) -> (u16, &str) {
    let (_, rest) = answer.1.split_once("<Code>").unwrap();
    assert!(answer.1.contains("<RequestId>") && answer.1.contains("<Message>"));
    (answer.0, rest.split_once('<').unwrap().0)
}

#[test]
fn whoever_signed_in_has_one_identity_and_new_keys_each_time() {
    on_both(|service| {
        let id = service.call(&get_id("Atza|sandbox"), None).unwrap();
        assert!(id.starts_with("us-east-1:"));
        assert_eq!(service.call(&get_id("Atza|sandbox"), None).unwrap(), id);
        assert_ne!(service.call(&get_id("Atza|sandbox-robin"), None).unwrap(), id);
        let get = GetCredentialsForIdentity { identity_id: id, token: token("Atza|sandbox") };
        let (first, second) = (service.call(&get, None).unwrap(), service.call(&get, None).unwrap());
        assert_ne!(first.access_key_id, second.access_key_id);
        let left_s = first.expires.unwrap().epoch_s() - now().epoch_s();
        assert!((3_500..=3_600).contains(&left_s), "{left_s}");
        for keys in [first, second] {
            let request = unsigned(&path("sessionmetrics"), &body(json!({})));
            assert_eq!(service.send(&signed(service, &request, &keys, now())).unwrap().status, 200);
        }
    });
}

#[test]
fn a_login_that_does_not_hold_gives_no_keys() {
    on_both(|service| {
        let pool = IDENTITY_POOL_ID;
        for logins in [
            json!({"www.amazon.com": "Atza|nobody"}),
            json!({"accounts.google.com": "Atza|sandbox"}),
            json!({"www.amazon.com": "Atza|sandbox", "accounts.google.com": "x"}),
            json!({}),
            Value::Null,
        ] {
            let response = cognito(service, "GetId", &json!({"IdentityPoolId": pool, "Logins": logins}));
            assert_eq!(refused(&response), (400, "NotAuthorizedException".to_owned()), "{logins}");
        }
        let robins = service.call(&get_id("Atza|sandbox-robin"), None).unwrap();
        let logins = json!({"www.amazon.com": "Atza|sandbox"});
        let response = cognito(service, "GetCredentialsForIdentity", &json!({"IdentityId": robins, "Logins": logins}));
        assert_eq!(refused(&response), (400, "NotAuthorizedException".to_owned()));
    });
}

#[test]
fn a_pool_or_an_identity_that_is_not_there_is_not_found() {
    on_both(|service| {
        let logins = json!({"www.amazon.com": "Atza|sandbox"});
        let id = "us-east-1:00000000-0000-4000-8000-00000000000f";
        for (operation, name) in [("GetId", "IdentityPoolId"), ("GetCredentialsForIdentity", "IdentityId")] {
            let response = cognito(service, operation, &json!({name: id, "Logins": logins}));
            assert_eq!(refused(&response), (400, "ResourceNotFoundException".to_owned()));
            for bad in [json!(null), json!(""), json!("pool"), json!("us-east-1:POOL"), json!("a".repeat(56))] {
                let response = cognito(service, operation, &json!({name: bad, "Logins": logins}));
                assert_eq!(refused(&response), (400, "InvalidParameterException".to_owned()), "{bad}");
            }
            let response = cognito(service, operation, &json!({name: 7, "Logins": logins}));
            assert_eq!(refused(&response), (400, "SerializationException".to_owned()));
        }
        assert_eq!(refused(&cognito(service, "GetId", &json!([]))).1, "SerializationException");
        assert_eq!(refused(&cognito(service, "ListPools", &json!({}))).1, "UnknownOperationException");
    });
}

#[test]
fn a_role_is_assumed_with_a_login_and_its_keys_sign() {
    on_both(|service| {
        let keys = service.call(&assume(), None).unwrap();
        assert!(keys.access_key_id.starts_with("ASIA"));
        service.control("POST", "knobs", r#"{"lexMissingPermissions":["lex:ListSessionMetrics"]}"#);
        let request = unsigned(&path("sessionmetrics"), &body(json!({})));
        let response = service.send(&signed(service, &request, &keys, now())).unwrap();
        let words = value(&response)["message"].as_str().unwrap().to_owned();
        assert!(words.contains(":assumed-role/skillscope-lex-read/skillscope is not authorized"), "{words}");
        let (status, answer) = sts(service, &[("DurationSeconds", "900")]);
        assert_eq!(status, 200);
        let (_, end) = answer.split_once("<Expiration>").unwrap();
        let end = support::instant(end.split_once('<').unwrap().0);
        assert!((800..=900).contains(&(end.epoch_s() - now().epoch_s())));
    });
}

#[test]
fn the_security_token_service_refuses_in_xml() {
    on_both(|service| {
        for (changes, status, wanted) in [
            (("WebIdentityToken", "Atza|nobody"), 400, "InvalidIdentityToken"),
            (("ProviderId", ""), 400, "InvalidIdentityToken"),
            (("ProviderId", "graph.facebook.com"), 400, "InvalidIdentityToken"),
            (("WebIdentityToken", ""), 400, "ValidationError"),
            (("RoleArn", ""), 400, "ValidationError"),
            (("RoleArn", "role"), 400, "ValidationError"),
            (("RoleArn", "arn:aws:iam::123456789012:role/another"), 403, "AccessDenied"),
            (("RoleSessionName", "a b"), 400, "ValidationError"),
            (("RoleSessionName", "a"), 400, "ValidationError"),
            (("DurationSeconds", "60"), 400, "ValidationError"),
            (("Action", "AssumeRole"), 400, "InvalidAction"),
            (("Version", "2010-01-01"), 400, "InvalidAction"),
            (("Action", ""), 400, "MissingAction"),
        ] {
            assert_eq!(code(&sts(service, &[changes])), (status, wanted), "{changes:?}");
        }
    });
}

#[test]
fn an_expired_login_and_faults_are_refused_in_each_services_form() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"faults":[{"fault":"401-expired","times":2},{"fault":"429","times":2}]}"#);
        let logins = json!({"IdentityPoolId": IDENTITY_POOL_ID, "Logins": {"www.amazon.com": "Atza|sandbox"}});
        assert_eq!(refused(&cognito(service, "GetId", &logins)).1, "NotAuthorizedException");
        assert_eq!(code(&sts(service, &[])), (400, "ExpiredTokenException"));
        assert_eq!(refused(&cognito(service, "GetId", &logins)).1, "TooManyRequestsException");
        assert_eq!(code(&sts(service, &[])), (400, "Throttling"));
        assert_eq!(cognito(service, "GetId", &logins).status, 200);
    });
}

#[test]
fn keys_are_kept_with_the_tables_but_neither_secret_nor_token() {
    let mut sandbox = Sandbox::new(Options::default());
    let answer = sandbox.handle(wall_ms(), &Incoming::from(&assume().request()));
    let keys = assume().decode(&answer.response).unwrap();
    let kept = sandbox.tables().to_json();
    assert!(kept.contains(&keys.access_key_id));
    assert!(!kept.contains(keys.secret_access_key.reveal()));
    assert!(!kept.contains(keys.session_token.unwrap().reveal()));
    assert_eq!(&Tables::from_json(&kept).unwrap(), sandbox.tables());
    let before: String = kept.replace("\"keys\":", "\"formerly\":");
    assert!(Tables::from_json(&before).is_some(), "tables from before there were keys are read");
}
