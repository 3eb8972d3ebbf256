//! Faults, CORS and controls of the sandbox, in-process and over HTTP.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use skillscope::api::error::ErrorKind;
use skillscope::api::metric::GetSkillMetrics;
use skillscope::api::operation::Operation;
use skillscope::api::request::Response;
use skillscope::api::vendor::ListVendors;
use skillscope::domain::metric::Metric;
use skillscope::sandbox::{Incoming, Options, Outgoing, Sandbox, Tables};
use support::{ORIGIN, Service, get, on_both, query, wall_ms};

const TOKEN: Option<&str> = Some("Atza|sandbox");

fn with_fault(fault: &str) -> Incoming {
    let mut request = Incoming::from(&query().request());
    request.headers.set("Authorization", "Bearer Atza|sandbox");
    request.headers.set("X-Sandbox-Fault", fault);
    request
}

fn statuses(service: &Service, count: usize) -> Vec<u16> {
    (0..count).map(|_| service.call(&query(), TOKEN).map_or_else(|e| e.status.unwrap_or(0), |_| 200)).collect()
}

#[test]
fn a_body_that_was_cut_a_page_and_nothing_are_unreadable_successes() {
    on_both(|service| {
        for fault in ["truncate", "html", "empty"] {
            let response = service.send(&with_fault(fault)).unwrap();
            assert_eq!(response.status, 200);
            let error = query().read(&response).unwrap_err();
            assert!(matches!(error.kind, ErrorKind::Decode { .. }), "{fault}");
            assert!(error.request_id.is_some());
        }
    });
}

#[test]
fn a_dropped_connection_has_no_answer() {
    on_both(|service| assert_eq!(service.send(&with_fault("reset")), None));
}

#[test]
fn a_metric_that_no_document_has_and_nulls_are_read() {
    on_both(|service| {
        let page = query().read(&service.send(&with_fault("unknown-metric")).unwrap()).unwrap();
        assert_eq!(page.metric, Metric::Unknown("retention".to_owned()));
        let page = query().read(&service.send(&with_fault("null-values")).unwrap()).unwrap();
        assert_eq!(page.series.values().iter().filter(|v| v.is_nan()).count(), 3);
        assert_eq!(page.series.len(), 7);
    });
}

#[test]
fn a_connection_that_is_lost_in_the_middle_of_a_body_gives_no_answer() {
    on_both(|service| assert_eq!(service.send(&with_fault("reset-mid-body")), None));
}

/// A JSON body with a fault, and the same without.
fn with_and_without(service: &Service, fault: &str, path: &str) -> (serde_json::Value, serde_json::Value) {
    let mut request = get(path, &[]);
    let whole = service.send(&request).unwrap();
    request.headers.set("X-Sandbox-Fault", fault);
    let changed = service.send(&request).unwrap();
    assert_eq!((whole.status, changed.status), (200, 200), "{fault} {path}");
    (serde_json::from_slice(&changed.body).unwrap(), serde_json::from_slice(&whole.body).unwrap())
}

#[test]
fn a_wrong_content_type_and_blanks_without_end_leave_the_answer_what_it_is() {
    on_both(|service| {
        let whole = service.send(&get("/v1/vendors", &[])).unwrap();
        let mut request = get("/v1/vendors", &[]);
        request.headers.set("X-Sandbox-Fault", "wrong-content-type");
        let other = service.send(&request).unwrap();
        assert_eq!((header(&other, "Content-Type"), &other.body), (Some("text/plain"), &whole.body));
        request.headers.set("X-Sandbox-Fault", "huge");
        let huge = service.send(&request).unwrap();
        assert!(huge.body.len() > Response::LONGEST_BODY);
        assert_eq!(huge.body.trim_ascii_end(), whole.body);
    });
}

#[test]
fn bodies_lose_their_values_their_members_or_their_meaning() {
    on_both(|service| {
        let (nulls, whole) = with_and_without(service, "nulls", "/v1/vendors");
        assert!(whole["vendors"][0]["id"].is_string());
        assert_eq!(nulls["vendors"][0].as_object().unwrap().len(), whole["vendors"][0].as_object().unwrap().len());
        assert!(nulls["vendors"][0]["id"].is_null());
        let (null_fields, _) = with_and_without(service, "null-fields", "/v1/vendors");
        assert_eq!(null_fields, serde_json::json!({"vendors": null}));
        let (missing, _) = with_and_without(service, "missing-fields", "/v1/vendors");
        assert!(missing["vendors"][0].get("id").is_none());
        let path = format!("/v1/skills/{}/experiments", support::CITY_TRIPS);
        let (renamed, whole) = with_and_without(service, "unknown-enums", &path);
        assert_ne!(whole["experiments"][0]["state"], "NEVER_SEEN");
        assert_eq!(renamed["experiments"][0]["state"], "NEVER_SEEN");
        assert_eq!(renamed["experiments"][0]["name"], whole["experiments"][0]["name"]);
        let (hostile, whole) = with_and_without(service, "hostile", &path);
        let (before, after) = (whole["experiments"][0]["name"].as_str(), hostile["experiments"][0]["name"].as_str());
        assert!(after.unwrap().starts_with("=HYPERLINK") && after.unwrap().ends_with(before.unwrap()));
        assert_eq!(hostile["experiments"][0]["experimentId"], whole["experiments"][0]["experimentId"]);
    });
}

#[test]
fn a_misspelt_fault_is_said() {
    on_both(|service| assert_eq!(service.send(&with_fault("truncated")).unwrap().status, 400));
}

#[test]
fn late_and_hanging_answers_wait_as_long_as_asked() {
    let mut sandbox = Sandbox::new(Options::default());
    let mut delay = |fault: &str| sandbox.handle(wall_ms(), &with_fault(fault)).delay_ms;
    assert_eq!(delay("delay=250"), 250);
    assert_eq!(delay("hang"), Outgoing::HANG_MS);
    sandbox.set_knobs(sandbox.knobs().turned(br#"{"latencyMs":40}"#).unwrap());
    assert_eq!(sandbox.handle(wall_ms(), &with_fault("delay=250")).delay_ms, 290);
}

#[test]
fn a_burst_of_faults_waits_for_its_requests_and_ends() {
    on_both(|service| {
        service.control(
            "POST",
            "knobs",
            r#"{"faults":[{"fault":"503","pathContains":"/metrics","skip":1,"times":2},
                          {"fault":"500","queryContains":"metric=totalSessions","times":1}]}"#,
        );
        assert!(service.call(&ListVendors, TOKEN).is_ok());
        assert_eq!(statuses(service, 5), [200, 503, 503, 200, 200]);
        let sessions = GetSkillMetrics { metric: Metric::TotalSessions, ..query() };
        assert_eq!(service.call(&sessions, TOKEN).unwrap_err().status, Some(500));
        assert!(service.call(&sessions, TOKEN).is_ok());
    });
}

#[test]
fn a_token_can_run_out_in_the_middle_and_stays_so_everywhere() {
    on_both(|service| {
        service.control(
            "POST",
            "knobs",
            r#"{"faults":[{"fault":"401-expired","pathContains":"/metrics","skip":2,"times":1}]}"#,
        );
        assert_eq!(statuses(service, 4), [200, 200, 401, 401]);
        assert_eq!(service.call(&ListVendors, TOKEN).unwrap_err().status, Some(401));
        service.control("POST", "reset", "");
        assert_eq!(statuses(service, 1), [200]);
    });
}

#[test]
fn no_access_is_for_one_request_while_the_token_stays_good() {
    on_both(|service| {
        let error = query().read(&service.send(&with_fault("401-no-access")).unwrap()).unwrap_err();
        assert_eq!(error.status, Some(401));
        assert!(service.call(&ListVendors, TOKEN).is_ok());
    });
}

fn from_page(origin: &str, method: &str) -> Incoming {
    let mut request = get("/v1/vendors", &[]);
    request.method = method.to_owned();
    request.headers.set("Origin", origin);
    if method == "OPTIONS" {
        request.headers.remove("Authorization");
        request.headers.set("Access-Control-Request-Method", "GET");
        request.headers.set("Access-Control-Request-Headers", "authorization");
    }
    request
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.get(name)
}

#[test]
fn an_allowed_page_is_echoed_exactly_and_may_read_the_request_id() {
    on_both(|service| {
        let response = service.send(&from_page(ORIGIN, "GET")).unwrap();
        assert_eq!(header(&response, "Access-Control-Allow-Origin"), Some(ORIGIN));
        assert_eq!(header(&response, "Vary"), Some("Origin"));
        assert!(header(&response, "Access-Control-Expose-Headers").unwrap().contains("X-Amzn-RequestId"));
        let mut faulty = from_page(ORIGIN, "GET");
        faulty.headers.set("X-Sandbox-Fault", "503");
        let response = service.send(&faulty).unwrap();
        assert_eq!((response.status, header(&response, "Access-Control-Allow-Origin")), (503, Some(ORIGIN)));
    });
}

#[test]
fn a_preflight_is_answered_without_a_token() {
    on_both(|service| {
        let response = service.send(&from_page(ORIGIN, "OPTIONS")).unwrap();
        assert_eq!(response.status, 204);
        assert!(header(&response, "Access-Control-Allow-Headers").unwrap().contains("Authorization"));
        assert!(header(&response, "Access-Control-Allow-Methods").unwrap().contains("GET"));
        assert!(header(&response, "Access-Control-Max-Age").is_some());
        let foreign = service.send(&from_page("http://127.0.0.1:9001", "OPTIONS")).unwrap();
        assert_eq!((foreign.status, header(&foreign, "Access-Control-Allow-Origin")), (403, None));
    });
}

#[test]
fn cors_can_expose_nothing_or_refuse() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"cors":"expose-none"}"#);
        let response = service.send(&from_page(ORIGIN, "GET")).unwrap();
        assert_eq!(header(&response, "Access-Control-Allow-Origin"), Some(ORIGIN));
        assert_eq!(header(&response, "Access-Control-Expose-Headers"), None);
        service.control("POST", "knobs", r#"{"cors":"refuse"}"#);
        let response = service.send(&from_page(ORIGIN, "GET")).unwrap();
        assert_eq!(header(&response, "Access-Control-Allow-Origin"), None);
        assert_eq!(service.send(&from_page(ORIGIN, "OPTIONS")).unwrap().status, 403);
    });
}

#[test]
fn a_foreign_page_cannot_turn_the_knobs() {
    on_both(|service| {
        let mut request = Incoming {
            method: "POST".into(),
            path: "/_sandbox/clock".into(),
            body: br#"{"advanceDays":1}"#.to_vec(),
            ..Incoming::default()
        };
        request.headers.set("Origin", "https://elsewhere.example");
        assert_eq!(service.send(&request).unwrap().status, 403);
        assert_eq!(service.control("GET", "clock", "")["offsetSeconds"], 0);
    });
}

#[test]
fn the_log_counts_requests_and_keeps_no_token() {
    on_both(|service| {
        let _ = service.call(&query(), TOKEN);
        let _ = service.call(&query(), None);
        let request = get("/auth/o2/tokeninfo", &[("access_token", "Atza|sandbox")]);
        let _ = service.send(&request);
        let log = service.control("GET", "log", "");
        assert_eq!(log["total"], 3);
        assert_eq!((&log["byStatus"]["200"], &log["byStatus"]["401"]), (&2.into(), &1.into()));
        assert_eq!(log["entries"][0]["query"]["metric"], "totalUtterances");
        assert!(log["entries"][0]["requestId"].as_str().is_some_and(|id| id.len() == 36));
        assert!(!log.to_string().contains("Atza"));
    });
}

#[test]
fn every_answer_has_an_id_of_its_own() {
    on_both(|service| {
        let ids: std::collections::BTreeSet<String> = ["/v1/vendors", "/v1/nothing", "/ap/oa", "/_sandbox/clock", "/"]
            .iter()
            .map(|path| service.send(&get(path, &[])).unwrap().request_id().unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 5);
    });
}

#[test]
fn a_wrong_control_changes_nothing() {
    on_both(|service| {
        for (path, body) in [
            ("clock", "{"),
            ("clock", r#"{"advanceDays":-1}"#),
            ("clock", r#"{"advanceDays":9223372036854775807}"#),
            ("knobs", r#"{"rate":1}"#),
            ("nonsense", ""),
        ] {
            let request = Incoming {
                method: "POST".into(),
                path: format!("/_sandbox/{path}"),
                body: body.as_bytes().to_vec(),
                ..Incoming::default()
            };
            let status = service.send(&request).unwrap().status;
            assert!([400, 404].contains(&status), "{path} {body} {status}");
        }
        assert_eq!(service.control("GET", "clock", "")["offsetSeconds"], 0);
    });
}

#[test]
fn kept_tables_go_on_where_they_were() {
    let mut sandbox = Sandbox::new(Options::default());
    assert!(sandbox.advance_s(7_200));
    sandbox.handle(wall_ms(), &with_fault("401-expired"));
    sandbox.set_knobs(sandbox.knobs().turned(br#"{"latencyMs":5}"#).unwrap());
    let kept = sandbox.tables().to_json();
    let mut again = Sandbox::with_tables(Options::default(), Tables::from_json(&kept).unwrap());
    assert_eq!(again.tables(), sandbox.tables());
    assert_eq!(again.clock().offset_s(), 7_200);
    let answer = again.handle(wall_ms(), &get("/v1/vendors", &[]));
    assert_eq!((answer.response.status, answer.delay_ms), (401, 5));
    for bad in ["", "{}", "null", &kept.replace("\"version\":1", "\"version\":9")] {
        assert_eq!(Tables::from_json(bad), None, "{bad}");
    }
}
