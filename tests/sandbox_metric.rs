//! Get metrics against the sandbox: every parameter, limit and refusal of metrics-api.txt, in-process and over HTTP.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use skillscope::api::error::{ApiError, ErrorKind};
use skillscope::api::metric::{GetSkillMetrics, MetricPage};
use skillscope::api::operation::Operation;
use skillscope::domain::id::SkillId;
use skillscope::domain::instant::{DAY_S, WEEK_S};
use skillscope::domain::metric::{Metric, Period};
use skillscope::domain::skill::{SkillType, Stage};
use skillscope::domain::window::Window;
use skillscope::sandbox::Incoming;
use support::{CITY_TRIPS, DAY_PLANNER, HEARTH_LIGHTS, MORNING_MINUTE, Service, get, instant, on_both, query, window};

const TOKEN: Option<&str> = Some("Atza|sandbox");

fn of(skill: &str, skill_type: SkillType, metric: Metric) -> GetSkillMetrics {
    GetSkillMetrics { skill_id: SkillId::parse(skill).unwrap(), skill_type, metric, ..query() }
}

/// The fields that a 400 is about.
fn refused(result: Result<MetricPage, ApiError>) -> Vec<String> {
    let error = result.unwrap_err();
    assert_eq!(error.status, Some(400));
    assert!(error.request_id.is_some());
    let ErrorKind::Invalid(problems) = error.kind else { panic!("{error:?}") };
    problems.into_iter().map(|p| p.field.expect("a message that names no parameter")).collect()
}

/// The fields that a query with one parameter changed, or left out, is refused for.
fn refused_with(service: &Service, name: &str, value: Option<&str>) -> Vec<String> {
    let operation = query();
    let mut request = Incoming::from(&operation.request());
    request.headers.set("Authorization", "Bearer Atza|sandbox");
    request.query.retain(|(n, _)| n != name);
    if let Some(value) = value {
        request.query.push((name.to_owned(), value.to_owned()));
    }
    refused(operation.read(&service.send(&request).unwrap()))
}

#[test]
fn a_week_by_the_day_has_a_value_for_each_day_under_the_metrics_name() {
    on_both(|service| {
        let page = service.call(&query(), TOKEN).unwrap();
        assert_eq!(page.metric, Metric::TotalUtterances);
        let expected: Vec<i64> = (0..7).map(|n| instant("2025-03-10T00:00:00Z").epoch_s() + n * DAY_S).collect();
        assert_eq!(page.series.times_s(), expected);
        assert!(page.series.values().iter().all(|v| *v > 1_000.0));
        assert_eq!(page.next_token, None);
    });
}

#[test]
fn the_body_has_the_documents_fields_and_times() {
    on_both(|service| {
        let mut request = Incoming::from(&GetSkillMetrics { max_results: Some(3), ..query() }.request());
        request.headers.set("Authorization", "Bearer Atza|sandbox");
        let response = service.send(&request).unwrap();
        assert_eq!(response.status, 200);
        assert!(response.request_id().is_some());
        let body: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
        let keys: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["metric", "nextToken", "timestamps", "values"]);
        assert_eq!(body["metric"], "totalUtterances");
        assert_eq!(body["timestamps"][0], "2025-03-10T00:00:00Z");
        assert!(body["values"][2].is_u64());
    });
}

#[test]
fn every_period_is_answered_with_buckets_aligned_to_utc_that_start_in_the_window() {
    on_both(|service| {
        for (period, first, count) in [
            (Period::QuarterHour, "2025-03-10T10:45:00Z", 96),
            (Period::Hour, "2025-03-10T11:00:00Z", 24),
            (Period::Day, "2025-03-11T00:00:00Z", 1),
            (Period::Single, "2025-03-10T10:40:00Z", 1),
        ] {
            let window = window("2025-03-10T10:40:00Z", "2025-03-11T10:40:00Z");
            let page = service.call(&GetSkillMetrics { period, window, ..query() }, TOKEN).unwrap();
            assert_eq!(page.series.times_s()[0], instant(first).epoch_s(), "{period:?}");
            assert!(page.series.len() <= count && page.series.len() + 2 >= count, "{period:?} {}", page.series.len());
        }
    });
}

#[test]
fn every_metric_of_each_skill_type_is_answered_and_no_other() {
    on_both(|service| {
        for (skill, skill_type) in [
            (CITY_TRIPS, SkillType::Custom),
            (HEARTH_LIGHTS, SkillType::SmartHome),
            (MORNING_MINUTE, SkillType::FlashBriefing),
        ] {
            let allowed = Metric::of_skill_type(&skill_type);
            for metric in Metric::ALL {
                let result = service.call(&of(skill, skill_type.clone(), metric.clone()), TOKEN);
                if allowed.contains(&metric) {
                    let page = result.unwrap();
                    assert_eq!(page.metric, metric);
                    assert!(page.series.values().iter().sum::<f64>() > 0.0, "{metric}");
                } else {
                    assert_eq!(refused(result), ["metric"], "{metric} of {skill_type}");
                }
            }
        }
    });
}

#[test]
fn both_stages_are_answered_and_development_has_little() {
    on_both(|service| {
        let sum = |stage| {
            let page = service.call(&GetSkillMetrics { stage, period: Period::Single, ..query() }, TOKEN).unwrap();
            page.series.values()[0]
        };
        let (live, development) = (sum(Stage::Live), sum(Stage::Development));
        assert!(development > 0.0 && development * 20.0 < live, "{development} {live}");
    });
}

#[test]
fn intent_and_locale_narrow_the_answer() {
    on_both(|service| {
        let sum = |intent: Option<&str>, locale: Option<&str>| {
            let operation =
                GetSkillMetrics { intent: intent.map(str::to_owned), locale: locale.map(str::to_owned), ..query() };
            service.call(&operation, TOKEN).unwrap().series.values().iter().sum::<f64>()
        };
        let all = sum(None, None);
        let german = sum(None, Some("de-DE"));
        let found = sum(Some("FindTripIntent"), None);
        let both = sum(Some("FindTripIntent"), Some("de-DE"));
        assert!(0.0 < both && both < german && both < found && german < all && found < all);
    });
}

#[test]
fn a_locale_or_intent_that_the_skill_does_not_have_has_no_data() {
    on_both(|service| {
        for operation in [
            GetSkillMetrics { locale: Some("fr-FR".to_owned()), ..query() },
            GetSkillMetrics { intent: Some("NoSuchIntent".to_owned()), ..query() },
        ] {
            let page = service.call(&operation, TOKEN).unwrap();
            assert!(page.series.is_empty() && page.next_token.is_none());
        }
    });
}

#[test]
fn a_skill_without_traffic_has_no_data() {
    on_both(|service| {
        for period in Period::ALL {
            let operation = GetSkillMetrics { period, ..of(DAY_PLANNER, SkillType::Custom, Metric::TotalSessions) };
            assert!(service.call(&operation, TOKEN).unwrap().series.is_empty());
        }
    });
}

#[test]
fn each_required_parameter_is_missed_by_name() {
    on_both(|service| {
        for name in ["startTime", "endTime", "period", "metric", "stage", "skillType"] {
            assert_eq!(refused_with(service, name, None), [name]);
            assert_eq!(refused_with(service, name, Some("")), [name]);
        }
        let bare = get(&format!("/v1/skills/{CITY_TRIPS}/metrics"), &[]);
        let fields = refused(query().read(&service.send(&bare).unwrap()));
        assert_eq!(fields, ["startTime", "endTime", "period", "skillType", "metric", "stage"]);
    });
}

#[test]
fn a_value_that_no_parameter_has_is_refused_by_name() {
    on_both(|service| {
        for (name, value) in [
            ("startTime", "yesterday"),
            ("startTime", "2025-02-29T00:00:00Z"),
            ("endTime", "2025-03-17"),
            ("period", "PT5M"),
            ("period", "single"),
            ("metric", "retention"),
            ("stage", "certified"),
            ("stage", "beta"),
            ("skillType", "video"),
            ("skillType", "smartHome"),
            ("maxResults", "0"),
            ("maxResults", "-1"),
            ("maxResults", "many"),
            ("maxResults", "100001"),
            ("nextToken", "forged"),
        ] {
            assert_eq!(refused_with(service, name, Some(value)), [name], "{name}={value}");
        }
    });
}

#[test]
fn a_parameter_given_twice_is_refused() {
    on_both(|service| {
        let mut request = Incoming::from(&query().request());
        request.headers.set("Authorization", "Bearer Atza|sandbox");
        request.query.push(("metric".to_owned(), "totalSessions".to_owned()));
        assert_eq!(refused(query().read(&service.send(&request).unwrap())), ["metric"]);
    });
}

#[test]
fn a_range_is_at_most_a_week_and_runs_forward() {
    on_both(|service| {
        assert_eq!(refused_with(service, "endTime", Some("2025-03-10T00:00:00Z")), ["endTime"]);
        assert_eq!(refused_with(service, "endTime", Some("2025-03-09T00:00:00Z")), ["endTime"]);
        assert_eq!(refused_with(service, "endTime", Some("2025-03-17T00:00:01Z")), ["endTime"]);
        assert!(service.call(&query(), TOKEN).is_ok_and(|_| query().window.len_s() == WEEK_S));
    });
}

#[test]
fn a_range_in_the_future_is_refused_until_the_clock_gets_there() {
    on_both(|service| {
        let start =
            instant(service.control("GET", "clock", "")["now"].as_str().unwrap()).ceil_to_s(DAY_S).plus_s(DAY_S);
        let operation = GetSkillMetrics { window: Window::new(start, start.plus_s(DAY_S)).unwrap(), ..query() };
        assert_eq!(refused(service.call(&operation, TOKEN)), ["startTime"]);
        service.control("POST", "clock", r#"{"advanceDays":3}"#);
        assert!(service.call(&operation, TOKEN).is_ok());
    });
}

#[test]
fn nothing_after_now_is_there_and_a_running_bucket_is_a_part() {
    on_both(|service| {
        let now = instant(service.control("GET", "clock", "")["now"].as_str().unwrap());
        let window = Window::new(now.floor_to_s(DAY_S).plus_s(-4 * DAY_S), now.floor_to_s(DAY_S).plus_s(3 * DAY_S));
        let operation = GetSkillMetrics { window: window.unwrap(), period: Period::Hour, ..query() };
        let before = service.call(&operation, TOKEN).unwrap().series;
        assert!(*before.times_s().last().unwrap() <= now.epoch_s() + 60);
        // Far enough to pass a day on which nothing is recorded.
        service.control("POST", "clock", r#"{"advanceHours":30}"#);
        let after = service.call(&operation, TOKEN).unwrap().series;
        assert!(after.len() > before.len());
        let last = *before.times_s().last().unwrap();
        assert!(after.at(last) >= before.at(last));
        assert_eq!(&after.values()[..before.len() - 1], &before.values()[..before.len() - 1]);
    });
}

#[test]
fn pages_joined_are_the_whole_answer() {
    on_both(|service| {
        let whole = GetSkillMetrics { period: Period::QuarterHour, ..query() };
        let expected = service.call(&whole, TOKEN).unwrap();
        assert_eq!(expected.next_token, None);
        let mut times = Vec::new();
        let mut next_token = None;
        let mut pages = 0;
        loop {
            let page = GetSkillMetrics { max_results: Some(100), next_token, ..whole.clone() };
            let page = service.call(&page, TOKEN).unwrap();
            assert!(page.series.len() <= 100);
            times.extend_from_slice(page.series.times_s());
            pages += 1;
            next_token = page.next_token;
            if next_token.is_none() {
                break;
            }
        }
        assert_eq!(times, expected.series.times_s());
        assert_eq!(pages, expected.series.len().div_ceil(100));
    });
}

#[test]
fn the_largest_page_is_100_000_or_by_the_client_model_50() {
    on_both(|service| {
        let asking = |n| GetSkillMetrics { period: Period::Hour, max_results: n, ..query() };
        assert!(service.call(&asking(Some(GetSkillMetrics::MAX_RESULTS)), TOKEN).is_ok());
        service.control("POST", "knobs", r#"{"maxResultsCap":50}"#);
        assert_eq!(refused(service.call(&asking(Some(51)), TOKEN)), ["maxResults"]);
        for n in [Some(GetSkillMetrics::MODEL_MAX_RESULTS), None] {
            let page = service.call(&asking(n), TOKEN).unwrap();
            assert_eq!(page.series.len(), 50);
            assert!(page.next_token.is_some());
        }
    });
}

#[test]
fn a_next_token_is_good_for_its_query_for_a_day() {
    on_both(|service| {
        let first = GetSkillMetrics { max_results: Some(2), ..query() };
        let next_token = service.call(&first, TOKEN).unwrap().next_token;
        let next = GetSkillMetrics { next_token: next_token.clone(), ..first.clone() };
        assert!(service.call(&next, TOKEN).is_ok());
        let of_other_query = GetSkillMetrics { metric: Metric::TotalSessions, ..next.clone() };
        assert_eq!(refused(service.call(&of_other_query, TOKEN)), ["nextToken"]);
        service.control("POST", "clock", r#"{"advanceHours":25}"#);
        assert_eq!(refused(service.call(&next, TOKEN)), ["nextToken"]);
    });
}

#[test]
fn a_token_that_is_missing_invalid_or_without_access_is_401() {
    on_both(|service| {
        for token in [None, Some("Atza|nobodys"), Some("Atza|sandbox-robin"), Some("Atza|sandbox-sam")] {
            let error = service.call(&query(), token).unwrap_err();
            assert_eq!((error.status, error.kind), (Some(401), ErrorKind::Unauthenticated), "{token:?}");
            assert!(error.service_message.is_some() && error.request_id.is_some());
        }
        let briefing = of(MORNING_MINUTE, SkillType::FlashBriefing, Metric::TotalSessions);
        assert!(service.call(&briefing, Some("Atza|sandbox-robin")).is_ok());
    });
}

#[test]
fn a_bare_token_is_accepted_as_the_real_service_does() {
    on_both(|service| {
        let mut request = Incoming::from(&query().request());
        request.headers.set("Authorization", "Atza|sandbox");
        assert_eq!(service.send(&request).unwrap().status, 200);
    });
}

#[test]
fn a_skill_that_does_not_exist_is_404() {
    on_both(|service| {
        let error = service.call(&of("amzn1.ask.skill.001", SkillType::Custom, Metric::TotalSessions), TOKEN);
        assert_eq!(error.unwrap_err().kind, ErrorKind::NotFound);
    });
}

#[test]
fn every_other_status_of_the_document_is_answered_in_its_form() {
    on_both(|service| {
        for (fault, kind) in [
            ("401", ErrorKind::Unauthenticated),
            ("403", ErrorKind::Forbidden),
            ("404", ErrorKind::NotFound),
            ("429", ErrorKind::RateLimited { retry_after_ms: None }),
            ("429-retry-after=2", ErrorKind::RateLimited { retry_after_ms: Some(2_000) }),
            ("500", ErrorKind::Server),
            ("503", ErrorKind::Server),
        ] {
            let error = service.call_with(&query(), TOKEN, &[("X-Sandbox-Fault", fault)]).unwrap_err();
            assert_eq!(error.kind, kind, "{fault}");
            assert_eq!(error.status, fault.get(..3).and_then(|s| s.parse().ok()));
            assert!(error.service_message.is_some() && error.request_id.is_some(), "{fault}");
        }
    });
}

#[test]
fn more_requests_than_the_limit_are_429_and_pass_again_later() {
    on_both(|service| {
        service.control("POST", "knobs", r#"{"ratePerS":0.001,"burst":3,"retryAfterS":7}"#);
        // Permits that the test's own generous limit left are cut to the burst.
        let statuses: Vec<u16> =
            (0..5).map(|_| service.call(&query(), TOKEN).map_or_else(|e| e.status.unwrap(), |_| 200)).collect();
        assert_eq!(statuses, [200, 200, 200, 429, 429]);
        let error = service.call(&query(), TOKEN).unwrap_err();
        assert_eq!(error.kind, ErrorKind::RateLimited { retry_after_ms: Some(7_000) });
        let briefing = of(MORNING_MINUTE, SkillType::FlashBriefing, Metric::TotalSessions);
        assert!(service.call(&briefing, Some("Atza|sandbox-robin")).is_ok(), "another token has permits of its own");
        service.control("POST", "reset", "");
        assert!(service.call(&query(), TOKEN).is_ok());
    });
}
