//! Who may ask Amazon Lex in the sandbox: signatures, times, temporary keys, permissions, and what a page may send.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;
#[path = "support/lex.rs"]
mod support_lex;

use serde_json::json;
use skillscope::api::aws::credentials::{AwsCredentials, Secret};
use skillscope::api::cognito::{GetCredentialsForIdentity, GetId};
use skillscope::api::lwa::AccessToken;
use skillscope::sandbox::Incoming;
use skillscope::sandbox::aws::IDENTITY_POOL_ID;
use support::{ORIGIN, Service, on_both};
use support_lex::{body, fixed_keys, now, path, refusal, send, signed, unsigned, value};

fn query() -> skillscope::api::request::Request {
    unsigned(&path("sessionmetrics"), &body(json!({})))
}

/// A refusal of a request that is changed after it was signed.
fn changed(service: &Service, change: impl Fn(&mut Incoming)) -> (u16, String, String) {
    let mut request = signed(service, &query(), &fixed_keys(), now());
    change(&mut request);
    refusal(&service.send(&request).unwrap())
}

fn temporary_keys(service: &Service) -> AwsCredentials {
    let token = AccessToken::parse("Atza|sandbox").unwrap();
    let get_id = GetId { identity_pool_id: IDENTITY_POOL_ID.to_owned(), token: token.clone() };
    let identity_id = service.call(&get_id, None).unwrap();
    service.call(&GetCredentialsForIdentity { identity_id, token }, None).unwrap()
}

#[test]
fn a_signed_query_is_answered_with_a_request_id() {
    on_both(|service| {
        let response = send(service, "sessionmetrics", &body(json!({})));
        assert_eq!(response.status, 200);
        assert!(response.request_id().is_some());
        assert_eq!(value(&response)["botId"], "SANDBOXBOT");
    });
}

#[test]
fn a_query_without_a_signature_or_with_a_token_of_login_with_amazon_is_refused() {
    on_both(|service| {
        let (status, kind, words) = changed(service, |r| r.headers.remove("Authorization"));
        assert_eq!((status, kind.as_str()), (403, "MissingAuthenticationTokenException"));
        assert_eq!(words, "Missing Authentication Token");
        let (status, kind, words) = changed(service, |r| r.headers.set("Authorization", "Bearer Atza|sandbox"));
        assert_eq!((status, kind.as_str()), (403, "IncompleteSignatureException"));
        assert!(words.contains("'Credential'") && words.contains("'SignedHeaders'"));
        let (status, kind, _) = changed(service, |r| r.headers.remove("X-Amz-Date"));
        assert_eq!((status, kind.as_str()), (403, "IncompleteSignatureException"));
    });
}

#[test]
fn whatever_changes_after_signing_is_noticed() {
    on_both(|service| {
        let changes: [&dyn Fn(&mut Incoming); 6] = [
            &|r| r.body.push(b' '),
            &|r| r.path = path("intentmetrics"),
            &|r| r.query.push(("a".to_owned(), "b".to_owned())),
            &|r| r.headers.set("Content-Type", "text/plain"),
            &|r| r.headers.set("X-Amz-Date", support_lex::now().plus_s(-60).to_string().replace(['-', ':'], "")),
            &|r| {
                let header = r.headers.get("Authorization").unwrap().replace("us-east-1", "eu-west-1");
                r.headers.set("Authorization", header);
            },
        ];
        for (number, change) in changes.iter().enumerate() {
            let (status, kind, words) = changed(service, change);
            assert_eq!((status, kind.as_str()), (403, "InvalidSignatureException"), "{number}");
            assert!(words.starts_with("The request signature we calculated does not match"), "{number}: {words}");
        }
        let wrong = AwsCredentials { secret_access_key: Secret::new("another"), ..fixed_keys() };
        let response = service.send(&signed(service, &query(), &wrong, now())).unwrap();
        assert_eq!(refusal(&response).1, "InvalidSignatureException");
    });
}

#[test]
fn keys_that_nobody_knows_are_refused() {
    on_both(|service| {
        for keys in [
            AwsCredentials { access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(), ..fixed_keys() },
            AwsCredentials { session_token: Some(Secret::new("token")), ..fixed_keys() },
            AwsCredentials { session_token: None, ..temporary_keys(service) },
            AwsCredentials { session_token: Some(Secret::new("another")), ..temporary_keys(service) },
        ] {
            let response = service.send(&signed(service, &query(), &keys, now())).unwrap();
            let (status, kind, words) = refusal(&response);
            assert_eq!((status, kind.as_str()), (403, "UnrecognizedClientException"));
            assert_eq!(words, "The security token included in the request is invalid.");
        }
    });
}

#[test]
fn a_clock_that_is_off_by_more_than_five_minutes_is_told_so() {
    on_both(|service| {
        let at = |ahead_s: i64| {
            let request = signed(service, &query(), &fixed_keys(), now().plus_s(ahead_s));
            service.send(&request).unwrap()
        };
        assert_eq!(at(-290).status, 200);
        assert_eq!(at(290).status, 200);
        let (status, kind, words) = refusal(&at(-320));
        assert_eq!((status, kind.as_str()), (403, "InvalidSignatureException"));
        assert!(words.starts_with("Signature expired: ") && words.contains("is now earlier than"), "{words}");
        let (_, kind, words) = refusal(&at(320));
        assert_eq!(kind, "InvalidSignatureException");
        assert!(words.starts_with("Signature not yet current: ") && words.contains("is still later than"), "{words}");
    });
}

#[test]
fn the_sandboxs_own_clock_is_the_one_that_counts() {
    on_both(|service| {
        service.control("POST", "clock", r#"{"advanceSeconds":600}"#);
        assert_eq!(refusal(&send(service, "sessionmetrics", &body(json!({})))).1, "InvalidSignatureException");
        let request = signed(service, &query(), &fixed_keys(), now().plus_s(600));
        assert_eq!(service.send(&request).unwrap().status, 200);
    });
}

#[test]
fn host_date_and_token_have_to_be_signed() {
    on_both(|service| {
        let keys = temporary_keys(service);
        for name in ["host", "x-amz-date", "x-amz-security-token"] {
            let mut request = signed(service, &query(), &keys, now());
            let header = request.headers.get("Authorization").unwrap();
            let (before, names) = header.split_once("SignedHeaders=").unwrap();
            let (names, after) = names.split_once(',').unwrap();
            let names: Vec<&str> = names.split(';').filter(|n| *n != name).collect();
            let header = format!("{before}SignedHeaders={},{after}", names.join(";"));
            request.headers.set("Authorization", header);
            let (status, kind, words) = refusal(&service.send(&request).unwrap());
            assert_eq!((status, kind.as_str()), (403, "InvalidSignatureException"), "{name}");
            assert!(words.starts_with(&format!("'{name}'")), "{words}");
        }
    });
}

#[test]
fn a_signature_for_another_service_or_day_is_refused() {
    on_both(|service| {
        let replaced = |from: &str, to: &str| {
            changed(service, |r| {
                let header = r.headers.get("Authorization").unwrap().replace(from, to);
                r.headers.set("Authorization", header);
            })
        };
        let (_, kind, words) = replaced("/lex/", "/s3/");
        assert_eq!(kind, "InvalidSignatureException");
        assert!(words.contains("correct service: 'lex'"));
        let today: String = now().to_string().chars().filter(|c| *c != '-').take(8).collect();
        let (_, kind, words) = replaced(&today, "20200101");
        assert_eq!(kind, "InvalidSignatureException");
        assert!(words.starts_with("Date in Credential scope does not match"));
    });
}

#[test]
fn temporary_keys_work_with_their_token_until_they_run_out() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"awsKeyLifeS":900}"#);
        let keys = temporary_keys(service);
        assert!(keys.access_key_id.starts_with("ASIA"));
        let left_s = keys.expires.unwrap().epoch_s() - now().epoch_s();
        assert!((800..=900).contains(&left_s), "{left_s}");
        assert_eq!(service.send(&signed(service, &query(), &keys, now())).unwrap().status, 200);
        service.control("POST", "clock", r#"{"advanceSeconds":900}"#);
        let late = signed(service, &query(), &keys, now().plus_s(900));
        let (status, kind, _) = refusal(&service.send(&late).unwrap());
        assert_eq!((status, kind.as_str()), (403, "ExpiredTokenException"));
        let renewed = temporary_keys(service);
        let request = signed(service, &query(), &renewed, now().plus_s(900));
        assert_eq!(service.send(&request).unwrap().status, 200);
    });
}

#[test]
fn a_fault_makes_temporary_keys_run_out() {
    on_both(|service| {
        let keys = temporary_keys(service);
        service.control(
            "POST",
            "knobs",
            r#"{"faults":[{"fault":"401-expired","pathContains":"/analytics/","times":1}]}"#,
        );
        for _ in 0..2 {
            let response = service.send(&signed(service, &query(), &keys, now())).unwrap();
            assert_eq!(refusal(&response).1, "ExpiredTokenException");
        }
        let renewed = temporary_keys(service);
        assert_eq!(service.send(&signed(service, &query(), &renewed, now())).unwrap().status, 200);
    });
}

#[test]
fn another_bot_and_a_permission_that_is_missing_are_named() {
    on_both(|service| {
        let request = unsigned("/bots/OTHERBOT00/analytics/sessionmetrics", &body(json!({})));
        let response = service.send(&signed(service, &request, &fixed_keys(), now())).unwrap();
        let (status, kind, words) = refusal(&response);
        assert_eq!((status, kind.as_str()), (403, "AccessDeniedException"));
        assert!(
            words.contains("is not authorized to perform: lex:ListSessionMetrics on resource: arn:aws:lex:us-east-1:")
        );
        assert!(words.contains(":bot/OTHERBOT00"));
        service.control(
            "POST",
            "knobs",
            r#"{"lexMissingPermissions":["lex:ListIntentMetrics","lex:ListAggregatedUtterances"]}"#,
        );
        let refused = |operation: &str| {
            let response = send(service, operation, &body(json!({})));
            (response.status != 200).then(|| refusal(&response).2)
        };
        assert_eq!(refused("sessionmetrics"), None);
        assert_eq!(refused("intentstagemetrics"), None);
        assert!(refused("intentmetrics").unwrap().contains("perform: lex:ListIntentMetrics on"));
        assert!(refused("utterancemetrics").unwrap().contains("perform: lex:ListAggregatedUtterances on"));
    });
}

#[test]
fn a_page_may_send_only_what_has_to_be_signed() {
    on_both(|service| {
        for path in [path("sessionmetrics"), "/".to_owned()] {
            let mut request = Incoming { method: "OPTIONS".to_owned(), path, ..Incoming::default() };
            request.headers.set("Origin", ORIGIN);
            request.headers.set("Access-Control-Request-Method", "POST");
            request.headers.set("Access-Control-Request-Headers", "amz-sdk-invocation-id,authorization");
            let response = service.send(&request).unwrap();
            assert_eq!(response.status, 204);
            let allowed = response.headers.get("Access-Control-Allow-Headers").unwrap().to_ascii_lowercase();
            let mut allowed: Vec<&str> = allowed.split(", ").collect();
            allowed.sort_unstable();
            assert_eq!(
                allowed,
                ["authorization", "content-type", "x-amz-date", "x-amz-security-token", "x-amz-target"]
            );
            assert_eq!(response.headers.get("Access-Control-Allow-Methods"), Some("POST"));
        }
        let mut request = signed(service, &query(), &fixed_keys(), now());
        request.headers.set("Origin", ORIGIN);
        let exposed = service.send(&request).unwrap();
        assert!(exposed.headers.get("Access-Control-Expose-Headers").unwrap().contains("X-Amzn-ErrorType"));
    });
}

#[test]
fn what_is_no_operation_is_404() {
    on_both(|service| {
        for path in ["/bots/SANDBOXBOT/analytics/sessions", "/bots/SANDBOXBOT", "/bots/"] {
            let request = unsigned(path, &body(json!({})));
            let response = service.send(&signed(service, &request, &fixed_keys(), now())).unwrap();
            assert_eq!(refusal(&response).0, 404, "{path}");
        }
    });
}
